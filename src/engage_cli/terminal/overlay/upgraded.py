"""What becomes of an overlay over another version of its base: what is kept, and conflicts with their three texts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engage_cli.errors import Problem
from engage_cli.files.yaml_rendering import inline
from engage_cli.i18n import N_
from engage_cli.questionnaire.overlay.pinning import Said
from engage_cli.questionnaire.overlay.targets import bare
from engage_cli.questionnaire.overlay.upgrading import Entry, Outcome, Upgrade
from engage_cli.report.json_text import json_text
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.layout import FAINT, Cell, Screen, with_gaps
from engage_cli.terminal.session import Session
from engage_cli.text import escaped

FORMAT_VERSION = 1
WORDS = {
    Outcome.CHANGED: N_("The base says something else now."),
    Outcome.UNPINNED: N_("Nothing keeps what the base said: look whether yours still holds."),
    Outcome.GONE: N_("The base has this no longer."),
    Outcome.TAKEN: N_("The base has something of this id now."),
    Outcome.OURS: N_("Yours stands."),
    Outcome.THEIRS: N_("The base’s is taken: your change goes."),
    Outcome.ADOPTED: N_("The base says now what you say: this change does nothing any more."),
    Outcome.DROPPED: N_("The base has this no longer: nothing is left to drop."),
}


def page(found: Upgrade, session: Session, typed: Sequence[str], *, written: bool) -> list[str]:
    """The whole of it, conflicts last, as they are what is to be done."""
    screen = Screen(session)
    notes = [one for one in found.entries if one.outcome in WORDS and not one.outcome.conflict]
    blocks = [list(_head(found, screen)), *(_note(one, screen) for one in notes)]
    blocks += [list(_conflict(one, found, screen)) for one in found.conflicts]
    blocks += [list(_problems(found, screen)), list(_closing(found, screen, typed, written=written))]
    return with_gaps(block for block in blocks if block)


def _head(found: Upgrade, screen: Screen) -> Iterator[str]:
    tr, before, after = screen.session.tr, found.before, found.after
    versions = f"{after.id} {before['version']} → {after.version}"
    yield screen.title(tr.gettext("{name}: {text}").format(name=found.overlay.value["id"], text=versions))
    kept = sum(one.outcome is Outcome.KEPT for one in found.entries)
    open_ = len(found.conflicts)
    said = [
        tr.ngettext("{count} change kept", "{count} changes kept", kept).format(count=kept),
        tr.ngettext("{count} conflict", "{count} conflicts", open_).format(count=open_),
    ]
    yield from screen.wrap(", ".join(said) + ".", "")


def _note(entry: Entry, screen: Screen) -> list[str]:
    return [_named(entry, screen), *screen.wrap(screen.session.tr.gettext(WORDS[entry.outcome]))]


def _named(entry: Entry, screen: Screen) -> str:
    line = screen.session.tr.gettext("line {line}").format(line=entry.line)
    return screen.title(escaped(entry.name), line)


def _conflict(entry: Entry, found: Upgrade, screen: Screen) -> Iterator[str]:
    yield from _note(entry, screen)
    if entry.now is None or not entry.now.there:
        return
    _ = screen.session.tr.gettext
    names = (found.before["version"], found.after.version, _("yours"))
    unknown = _("unknown: that version is not here")
    for language, *texts in _texts(entry, unknown, _("nothing")):
        rows: list[list[Cell]] = [[("  " + language, FAINT), *((name, FAINT) for name in names)], ["", *texts]]
        yield from screen.table(rows, fold=(1, 2, 3)) or _below(names, texts, language, screen)


def _below(names: Sequence[str], texts: Sequence[str], language: str, screen: Screen) -> list[str]:
    colon = screen.session.tr.gettext("{name}: {text}")
    heads = [f"{name} ({language})" if language else name for name in names]
    said = [colon.format(name=name, text=text) for name, text in zip(heads, texts, strict=True)]
    return [line for one in said for line in screen.wrap(one, "  ", "    ")]


def _texts(entry: Entry, unknown: str, nothing: str) -> Iterator[tuple[str, str, str, str]]:
    """Language, then what was, is and should be said: a row a language in which they differ; one for anything else."""
    now = entry.now.value if entry.now else None
    then = entry.then.value if entry.then else None
    known = [one for one in (then, now, entry.ours) if one is not None]
    languages = _languages(known)
    for language in languages or [""]:
        three = [_one(value, language, nothing) for value in (then, now, entry.ours)]
        if entry.then is None:
            three[0] = unknown
        if languages[1:] == [] or len(set(three)) > 1:  # one language is always shown
            yield language, three[0], three[1], three[2]


def _languages(values: Sequence[Any]) -> list[str]:
    """Those of texts; none where something else than texts is said."""
    if not all(isinstance(one, Mapping) and bare(one) for one in values):
        return []
    return list(dict.fromkeys(key for one in values for key in one))


def _one(value: Any, language: str, nothing: str) -> str:
    if value is None:
        return nothing
    said = value.get(language) if language and isinstance(value, Mapping) else value
    return nothing if said is None else said if isinstance(said, str) else inline(said)


def _problems(found: Upgrade, screen: Screen) -> Iterator[str]:
    tr = screen.session.tr
    if found.problems:
        yield screen.title(tr.gettext("What would be wrong over the new base"))
        for problem in found.problems:
            for line in problem_lines(problem, tr):
                yield from screen.wrap(line)


def _closing(found: Upgrade, screen: Screen, typed: Sequence[str], *, written: bool) -> Iterator[str]:
    from engage_cli.typed import command

    _ = screen.session.tr.gettext
    if written:
        yield from screen.wrap(_("Written: {path}").format(path=found.overlay.document.path), "")
        yield from screen.wrap(_("Raise “version” of the overlay: what it asks may have changed."), "")
    elif found.conflicts:
        yield from screen.wrap(_("Nothing is written while a conflict is open."), "")
        name = next((one.name for one in found.conflicts), "")
        rows = [
            (f"--keep {name}", _("yours stands, whatever the base says now")),
            (f"--take {name}", _("the base’s is right: your change goes")),
        ]
        yield from screen.definitions(rows, most=60)
    elif found.problems:
        yield from screen.wrap(_("Nothing is written: mend what is said first."), "")
    elif found.pending:
        line = command(*typed, "--write")
        yield from screen.wrap(_("Nothing is written yet. To write it: {command}").format(command=line), "")
    else:
        yield from screen.wrap(_("There is nothing to do."), "")


def as_json(found: Upgrade, session: Session, *, written: bool) -> str:
    """The same for programs; `schemas/upgrade.schema.json` describes it."""
    return json_text(
        {
            "format_version": FORMAT_VERSION,
            "overlay": {"id": found.overlay.value["id"], "version": found.overlay.value["version"]},
            "before": {key: found.before.get(key) for key in ("id", "version", "digest")},
            "after": {"id": found.after.id, "version": found.after.version, "digest": found.after.digest},
            "fine": found.fine,
            "written": written,
            "changes": [_as_values(one) for one in found.entries],
            "problems": [_fault(one, session) for one in found.problems],
        }
    )


def _fault(problem: Problem, session: Session) -> dict[str, Any]:
    message = problem.message.say(session.tr)
    return {"path": problem.path, "line": problem.line, "column": problem.column, "message": message}


def _as_values(entry: Entry) -> dict[str, Any]:
    return {
        "part": entry.part,
        "name": entry.name,
        "line": entry.line,
        "outcome": entry.outcome.value,
        "conflict": entry.outcome.conflict,
        "then": _said(entry.then),
        "now": _said(entry.now),
        "ours": entry.ours,
    }


def _said(said: Said | None) -> dict[str, Any] | None:
    """None: not known."""
    return None if said is None else {"there": said.there, "value": said.value}
