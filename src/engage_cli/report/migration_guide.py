"""A Markdown guide for project teams from one version of a questionnaire to the next."""

from collections.abc import Iterator, Sequence

from engage_cli.i18n import translator
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.differences import Difference, Differences
from engage_cli.report.page_frame import ENGINE
from engage_cli.report.templates.escaping import escape_markdown
from engage_cli.wording.assessments import Wording
from engage_cli.wording.version_differences import VersionWording


def render_guide(found: Differences, title: Text, languages: Sequence[str]) -> str:
    """The guide, one language after the other; `title` is that of the questionnaire."""
    return "\n---\n\n".join("".join(f"{line}\n" for line in _lines(found, title, one)) for one in languages)


def _lines(found: Differences, title: Text, language: str) -> Iterator[str]:
    tr = translator(language)
    _, words = tr.gettext, VersionWording(found, Wording(language=language, tr=tr))
    old, new = found.before.version, found.after.version
    head = _("{title}: from version {old} to {new}").format(title=title.to(language), old=old, new=new)
    yield f"# {escape_markdown(head)}"
    yield ""
    yield _("To see what becomes of a project, then to bring it along:")
    yield from ("", "```sh", "engage migrate project.yaml", "engage migrate project.yaml --write", "```", "")
    yield _("What was renamed is carried along. What has no place any more is kept in the file; no answer is made up.")
    yield from _part(_("What can change a result"), _("Nothing can."), found.scoring_changes, words)
    yield from _part(_("What cannot"), _("Nothing else changed."), found.other_changes, words)
    made = _("Made by {engine}.").format(engine=ENGINE)
    yield from ("", "---", "", f"*{found.after.digest} · {escape_markdown(made)}*")


def _part(title: str, nothing: str, found: tuple[Difference, ...], words: VersionWording) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    if not found:
        yield nothing
    first = True
    for name, sentences in words.by_part(found):
        yield from (("",) if not first else ())
        first = False
        yield from (f"### {name}", "")
        yield from (f"- {escape_markdown(sentence)}" for sentence in sentences)
