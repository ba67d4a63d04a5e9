"""A questionnaire printed as one file, with all that an overlay changes in it."""

from engage_cli.files.yaml_rendering import Layout, render_entries
from engage_cli.i18n import Translator
from engage_cli.questionnaire.loaded import LoadedQuestionnaire, SourceNodes

BASE = "x-extends"
"""The key under which the printed file names its base and overlay; engage ignores it when it reads the file."""


def whole_text(loaded: LoadedQuestionnaire, tr: Translator) -> str:
    """The text of one file that is read as the same questionnaire; only its digest differs."""
    said = tr.gettext("Resolved from {id} {version} ({digest}). Made to be read: change the files that it comes from.")
    q = loaded.questionnaire
    head = said.format(id=q.id, version=q.version, digest=q.digest)
    lines = render_entries(whole_value(loaded.sources(), loaded), Layout(), 0).lines
    return f"# {head}\n" + "".join(f"{line}\n" for line in lines)


def whole_value(written: SourceNodes, loaded: LoadedQuestionnaire) -> dict[str, object]:
    """The questionnaire as one plain value, its sections and resources included."""
    value = {key: one for key, one in written.root.value.items() if key != "$schema"}
    base = loaded.questionnaire.base
    if base:
        value[BASE] = {"id": base.id, "version": base.version, "digest": base.digest}
    value["sections"] = [one.value for one in written.sections]
    if written.resources:
        value["resources"] = written.resources.value
    return value
