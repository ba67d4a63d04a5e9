"""The screen of `questionnaire upgrade`: what remains of an overlay over a newer base, and conflicts with their three
texts."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engage_cli.errors import Message, Problem
from engage_cli.files.yaml_rendering import render_inline
from engage_cli.i18n import N_
from engage_cli.questionnaire.overlay.pinning import BaseValue
from engage_cli.questionnaire.overlay.targets import is_bare_label
from engage_cli.questionnaire.overlay.upgrading import Outcome, Upgrade, UpgradeEntry
from engage_cli.report.json_text import json_text
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.layout import FAINT, Cell, Screen, join_blocks
from engage_cli.terminal.session import Session
from engage_cli.text import escaped
from engage_cli.typed import command

FORMAT_VERSION = 1
WORDS = {
    Outcome.CHANGED: N_("The base says something else now."),
    Outcome.UNPINNED: N_("What the base said was not noted: check that your version still fits."),
    Outcome.GONE: N_("The base has this no longer."),
    Outcome.TAKEN: N_("The base has something of this id now."),
    Outcome.OURS: N_("Yours stands."),
    Outcome.THEIRS: N_("The base’s version is taken: your change is dropped."),
    Outcome.ADOPTED: N_("The base says now what you say: this change does nothing any more."),
    Outcome.DROPPED: N_("The base has this no longer: nothing is left to drop."),
}


def upgrade_lines(
    found: Upgrade, session: Session, typed: Sequence[str], *, written: bool, kept: Path | None = None
) -> list[str]:
    """The lines of the screen, conflicts last, as they are to be dealt with; `kept` is the migration list of the old
    version."""
    screen = Screen(session)
    notes = [one for one in found.entries if (one.outcome in WORDS or one.old_name) and not one.outcome.is_conflict]
    blocks = [list(_head(found, screen)), *(_note(one, screen) for one in notes)]
    blocks += [list(_conflict(one, found, screen)) for one in found.conflicts]
    blocks += [list(_problems(found, screen)), list(_closing(found, screen, typed, written=written, kept=kept))]
    return join_blocks(block for block in blocks if block)


def _head(found: Upgrade, screen: Screen) -> Iterator[str]:
    tr, before, after = screen.session.tr, found.extends, found.new_base
    versions = f"{after.id} {before['version']} → {after.version}"
    yield screen.title(tr.gettext("{name}: {text}").format(name=found.overlay.value["id"], text=versions))
    kept = sum(one.outcome is Outcome.KEPT for one in found.entries)
    open_ = len(found.conflicts)
    said = [
        tr.ngettext("{count} change kept", "{count} changes kept", kept).format(count=kept),
        tr.ngettext("{count} conflict", "{count} conflicts", open_).format(count=open_),
    ]
    yield from screen.wrap(", ".join(said) + ".", "")


def _note(entry: UpgradeEntry, screen: Screen) -> list[str]:
    return [_named(entry, screen), *(line for said in _told(entry, screen) for line in screen.wrap(said))]


def _told(entry: UpgradeEntry, screen: Screen) -> Iterator[str]:
    """What becomes of a change; for one whose target is gone, what the base said of it."""
    tr = screen.session.tr
    if entry.old_name:
        yield tr.gettext("The base called it {id} before.").format(id=escaped(entry.old_name))
    if entry.outcome in WORDS:
        yield tr.gettext(WORDS[entry.outcome])
    if entry.reason:
        yield escaped(entry.reason.to(screen.session.language))
    elif entry.successors:
        yield Message.of("It is asked otherwise now: {ids}.", ids=", ".join(entry.successors)).say(tr)


def _named(entry: UpgradeEntry, screen: Screen) -> str:
    line = screen.session.tr.gettext("line {line}").format(line=entry.line)
    return screen.title(escaped(entry.name), line)


def _conflict(entry: UpgradeEntry, found: Upgrade, screen: Screen) -> Iterator[str]:
    yield from _note(entry, screen)
    if entry.base_now is None or not entry.base_now.exists:
        return
    _ = screen.session.tr.gettext
    names = (found.extends["version"], found.new_base.version, _("yours"))
    unknown = _("unknown: that version is not here")
    for language, *texts in _texts(entry, unknown, _("nothing")):
        rows: list[list[Cell]] = [[("  " + language, FAINT), *((name, FAINT) for name in names)], ["", *texts]]
        yield from screen.table(rows, fold=(1, 2, 3)) or _below(names, texts, language, screen)


def _below(names: Sequence[str], texts: Sequence[str], language: str, screen: Screen) -> list[str]:
    colon = screen.session.tr.gettext("{name}: {text}")
    heads = [f"{name} ({language})" if language else name for name in names]
    said = [colon.format(name=name, text=text) for name, text in zip(heads, texts, strict=True)]
    return [line for one in said for line in screen.wrap(one, "  ", "    ")]


def _texts(entry: UpgradeEntry, unknown: str, nothing: str) -> Iterator[tuple[str, str, str, str]]:
    """Rows of (language, base before, base now, overlay): one for each language that differs; one for other values."""
    now = entry.base_now.value if entry.base_now else None
    then = entry.base_before.value if entry.base_before else None
    known = [one for one in (then, now, entry.overlay_value) if one is not None]
    languages = _languages(known)
    for language in languages or [""]:
        three = [_one(value, language, nothing) for value in (then, now, entry.overlay_value)]
        if entry.base_before is None:
            three[0] = unknown
        if languages[1:] == [] or len(set(three)) > 1:  # one language is always shown
            yield language, three[0], three[1], three[2]


def _languages(values: Sequence[Any]) -> list[str]:
    """The languages of translated texts; empty where a value is something else."""
    if not all(isinstance(one, Mapping) and is_bare_label(one) for one in values):
        return []
    return list(dict.fromkeys(key for one in values for key in one))


def _one(value: Any, language: str, nothing: str) -> str:
    if value is None:
        return nothing
    said = value.get(language) if language and isinstance(value, Mapping) else value
    return nothing if said is None else said if isinstance(said, str) else render_inline(said)


def _problems(found: Upgrade, screen: Screen) -> Iterator[str]:
    tr = screen.session.tr
    if found.problems:
        yield screen.title(tr.gettext("What would be wrong over the new base"))
        for problem in found.problems:
            for line in problem_lines(problem, tr):
                yield from screen.wrap(line)


def _closing(
    found: Upgrade, screen: Screen, typed: Sequence[str], *, written: bool, kept: Path | None
) -> Iterator[str]:
    _ = screen.session.tr.gettext
    if written:
        yield from screen.wrap(_("Written: {path}").format(path=found.overlay.document.path), "")
        for said in _raised(found, screen, kept, written=True) if found.version else _to_raise(screen):
            yield from screen.wrap(said, "")
    elif found.conflicts:
        yield from screen.wrap(_("Nothing is written while a conflict is open."), "")
        yield from screen.definitions(list(_options(found, screen)), most=60)
    elif found.problems:
        yield from screen.wrap(_("Nothing is written: correct what is reported first."), "")
    elif found.has_changes:
        for said in _raised(found, screen, kept, written=False) if found.version else ():
            yield from screen.wrap(said, "")
        line = command(*typed, "--write")
        yield from screen.wrap(_("Nothing is written yet. To write it: {command}").format(command=line), "")
    else:
        yield from screen.wrap(_("There is nothing to do."), "")


def _options(found: Upgrade, screen: Screen) -> Iterator[tuple[str, str]]:
    """(option to type, explanation) for each way of deciding a conflict, with an example that it fits."""
    _ = screen.session.tr.gettext
    if name := next((one.name for one in found.conflicts if one.can_keep), ""):
        yield f"--keep {name}", _("yours stands, whatever the base says now")
    yield f"--take {found.conflicts[0].name}", _("the base is right: your change is dropped")


def _to_raise(screen: Screen) -> Iterator[str]:
    yield screen.session.tr.gettext("Raise “version” of the overlay: what it asks may have changed.")


def _raised(found: Upgrade, screen: Screen, kept: Path | None, *, written: bool) -> Iterator[str]:
    """Where the major version rises: what is written for the projects of the overlay."""
    _, before = screen.session.tr.gettext, found.overlay.value["version"]
    words = _("Version {before} → {after}: “migrations” says what became of the answers of its projects.")
    yield words.format(before=before, after=found.version)
    if not written:
        return
    if kept:
        yield _("The list of version {version} is kept in “{path}”.").format(version=before, path=kept)
    elif not found.is_released:
        words = _(
            "There is no list of version {version}, nor the base to make it of: no milestone can keep how its projects "
            "stood. Where another copy has both: engage questionnaire release."
        )
        yield words.format(version=before)
    yield _("To bring its projects along: {command}").format(command=command("migrate", "."))


def upgrade_json(found: Upgrade, session: Session, *, written: bool) -> str:
    """The upgrade as JSON text; `schemas/upgrade.schema.json` describes it."""
    return json_text(
        {
            "format_version": FORMAT_VERSION,
            "overlay": {
                "id": found.overlay.value["id"],
                "version": found.overlay.value["version"],
                "version_after": found.version or None,
            },
            "before": {key: found.extends.get(key) for key in ("id", "version", "digest")},
            "after": {"id": found.new_base.id, "version": found.new_base.version, "digest": found.new_base.digest},
            "fine": found.can_be_written,
            "written": written,
            "changes": [_as_values(one) for one in found.entries],
            "problems": [_fault(one, session) for one in found.problems],
        }
    )


def _fault(problem: Problem, session: Session) -> dict[str, Any]:
    message = problem.message.say(session.tr)
    return {"path": problem.path, "line": problem.line, "column": problem.column, "message": message}


def _as_values(entry: UpgradeEntry) -> dict[str, Any]:
    return {
        "part": entry.part,
        "name": entry.name,
        "was": entry.old_name or None,
        "line": entry.line,
        "outcome": entry.outcome.value,
        "conflict": entry.outcome.is_conflict,
        "then": _said(entry.base_before),
        "now": _said(entry.base_now),
        "ours": entry.overlay_value,
    }


def _said(said: BaseValue | None) -> dict[str, Any] | None:
    """A value of the base as JSON; None where it is not known."""
    return None if said is None else {"there": said.exists, "value": said.value}
