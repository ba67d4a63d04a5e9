"""What a migration did: one project in full, several in a table."""

from collections.abc import Iterator, Sequence
from typing import Any

from engage_cli.errors import shortened
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.project.migration.moves import Move, Part, Why
from engage_cli.project.migration.running import MigrationRow
from engage_cli.project.migration.standing import BeforeAndAfter, Progress
from engage_cli.project.migration.together import count_voices
from engage_cli.scoring.question_scores import Range
from engage_cli.terminal.layout import Screen, join_blocks
from engage_cli.terminal.session import Session
from engage_cli.typed import command
from engage_cli.wording.assessments import Wording

_LONG = 60
"""Maximum number of characters shown of an answer."""
_SHOWN = 12
"""How many answers of one kind are listed where no more are asked for."""


class MigrationPage(Screen):
    """A screen about a migration, in the session's language."""

    say: Wording

    def words(self, why: Why | None) -> str:
        """Why something has no place in the new version."""
        if why is None:
            return ""
        return self.say.text(why) if isinstance(why, Text) else why.say(self.say.tr)

    def count(self, one: str, many: str, n: int) -> str:
        """The msgid `one` or `many`, translated, with its number."""
        return self.say.tr.ngettext(one, many, n).format(n=self.say.number(n))


def migration_lines(
    rows: Sequence[MigrationRow], session: Session, typed: Sequence[str], *, written: bool
) -> list[str]:
    """One project in full; several as a table with totals."""
    screen = MigrationPage(session, Wording(language=session.language, tr=session.tr))
    files = [row for row in rows if row.migration is None or row.migration.before is not None]
    read = [row for row in rows if row.migration is not None]
    blocks = [list(_one(screen, row)) for row in read] if len(files) <= 1 else _many(screen, rows)
    return join_blocks([*blocks, list(_closing(screen, rows, typed, written=written))])


def _closing(
    screen: MigrationPage, rows: Sequence[MigrationRow], typed: Sequence[str], *, written: bool
) -> Iterator[str]:
    _, every = screen.say.tr.gettext, [one for row in rows for one in row.all_rows]
    pending = [one for one in every if one.has_changes]
    if n := sum(one.written for one in every):
        yield from screen.wrap(screen.count("{n} file written.", "{n} files written.", n), "")
        if name := next((row.milestone for row in rows if row.milestone), None):
            words = _("How the project stood before is kept as the milestone “{name}”.").format(name=name)
            yield from screen.wrap(words, "")
    elif pending and not written:
        line = command("migrate", *typed, "--write")
        yield from screen.wrap(_("Nothing is written yet. To write it: {command}").format(command=line), "")
    elif not pending and not all(one.problems for one in every):
        yield from screen.wrap(_("There is nothing to do."), "")


# ── one project ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _one(screen: MigrationPage, row: MigrationRow) -> Iterator[str]:
    migration, _ = row.migration, screen.say.tr.gettext
    assert migration is not None
    questionnaire = migration.questionnaire.questionnaire
    name = migration.before.project.charter.name if migration.before else row.path
    if row.has_changes:
        yield screen.title(name, f"{migration.version} → {questionnaire.version}")
        blocks = [_carried(screen, row), _beside(screen, row), _opened(screen, row), _compared(screen, row)]
    else:
        yield screen.title(name, questionnaire.version)
        blocks = []
    for block in (*blocks, _voices(screen, row)):
        if block:
            yield from ("", *block)


def _voices(screen: MigrationPage, row: MigrationRow) -> list[str]:
    """The files of answers beside a project, summed up as one, since their names tell who answered."""
    if not row.voices:
        return []
    told = count_voices(row.voices)
    head = screen.count("{n} voice", "{n} voices", told.count)
    if not told.pending:
        return [screen.title(head, screen.count("{n} up to date", "{n} up to date", told.count - told.failed))]
    parts = [
        screen.count("{n} answer carried along", "{n} answers carried along", told.carried),
        screen.count("{n} kept beside, under x-unplaced", "{n} kept beside, under x-unplaced", told.beside),
    ]
    pending = screen.count("{n} to bring along", "{n} to bring along", told.pending)
    return [screen.title(head, pending), *screen.wrap(", ".join(parts) + ".")]


def _moves(row: MigrationRow) -> tuple[Move, ...]:
    assert row.migration is not None
    return row.migration.moves.moves


def _carried(screen: MigrationPage, row: MigrationRow) -> list[str]:
    parts = (Part.ANSWERS, Part.FACETS, Part.TARGETS)
    answers, facts, targets = (
        [one for one in _moves(row) if one.part is part and one.new_id is not None] for part in parts
    )
    heads = (
        screen.count("{n} answer carried along", "{n} answers carried along", len(answers)),
        screen.count("{n} fact carried along", "{n} facts carried along", len(facts)),
        screen.count("{n} target carried along", "{n} targets carried along", len(targets)),
    )
    blocks: list[list[str]] = []
    for head, moves in zip(heads, (answers, facts, targets), strict=True):
        changed = [(move.id, ", ".join(_steps(move))) for move in moves if not move.is_unchanged]
        same = len(moves) - len(changed)
        as_is = screen.count("{n} as it is", "{n} as they are", same) if same else ""
        blocks += [[screen.title(head, as_is), *_listed(screen, changed)]] if moves else []
    return join_blocks(blocks)


def _steps(move: Move) -> Iterator[str]:
    """The ids and choices that changed in a move, from old to new."""
    before, after = _choice(move.old_value), _choice(move.new_value)
    if move.new_id != move.id:
        yield f"→ {move.new_id}"
    if before != after:
        yield f"{before} → {after}"


def _choice(value: Any) -> str:
    """A choice as it is written in the file."""
    if isinstance(value, dict):
        key = next((key for key in ("choice", "choices", "text", "rule") if key in value), None)
        value = value[key] if key else next(iter(value), "")
    if isinstance(value, list):
        return ", ".join(map(_choice, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _beside(screen: MigrationPage, row: MigrationRow) -> list[str]:
    found = [move for move in _moves(row) if move.is_unplaced]
    if not found:
        return []
    head = screen.count("{n} kept beside, under x-unplaced", "{n} kept beside, under x-unplaced", len(found))
    rows = [(shortened(_said(screen, move), _LONG), screen.words(move.reason)) for move in found]
    return [screen.title(head), *_listed(screen, rows)]


def _said(screen: MigrationPage, move: Move) -> str:
    """What is kept in the file: its id and value, or from which list it comes."""
    if move.part in (Part.TO_CHECK, Part.APART):
        return f"{move.id} ({move.part.value})"
    return f"{move.id}{screen.say.colon} {_choice(move.old_value)}"


def _opened(screen: MigrationPage, row: MigrationRow) -> list[str]:
    if row.compared is None or not row.compared.opened or row.migration is None:
        return []
    questionnaire, ids = row.migration.questionnaire.questionnaire, row.compared.opened
    head = screen.count("{n} question to answer anew", "{n} questions to answer anew", len(ids))
    rows = [(id, screen.say.text(questionnaire.by_id[id].title)) for id in ids]
    return [screen.title(head), *_listed(screen, rows)]


def _listed(screen: MigrationPage, rows: Sequence[tuple[str, str]]) -> list[str]:
    shown = len(rows) if screen.session.verbose else _SHOWN
    lines = screen.definitions(rows[:shown], most=screen.width // 2)
    if more := len(rows[shown:]):
        lines += screen.wrap(screen.count("{n} more; all of them with -v.", "{n} more; all of them with -v.", more))
    return lines


def _compared(screen: MigrationPage, row: MigrationRow) -> list[str]:
    if row.compared is None or row.migration is None:
        return []
    _ = screen.say.tr.gettext
    lines = _figures(screen, row.compared, row.migration.questionnaire.questionnaire)
    found = screen.tables([_("Before"), _("After")], [(_("Result"), lines)], fold=(0,))
    if row.compared.before is None:
        words = _("The questions of version {version} are not at hand: its result cannot be worked out.")
        found += screen.wrap(words.format(version=row.migration.version))
    return found


def _figures(screen: MigrationPage, compared: BeforeAndAfter, questionnaire: Questionnaire) -> list[list[str]]:
    _, before, after = screen.say.tr.gettext, compared.before, compared.after
    rows = [[_("Answers"), _answered(screen, before), _answered(screen, after)]]
    names = {one.id: screen.say.text(one.label) for one in questionnaire.indices}
    names |= {one.id: screen.say.text(one.title) for one in questionnaire.walk()}
    ids = dict.fromkeys([*(before.attainment if before else ()), *after.attainment])
    return [*rows, *([names.get(id, id), _share(screen, before, id), _share(screen, after, id)] for id in ids)]


def _answered(screen: MigrationPage, standing: Progress | None) -> str:
    if standing is None:
        return "–"
    values = {"answered": screen.say.number(standing.answered), "n": screen.say.number(standing.in_force)}
    return screen.say.tr.gettext("{answered} of {n}").format(**values)


def _share(screen: MigrationPage, standing: Progress | None, id: str) -> str:
    found: Range | None = standing.attainment.get(id) if standing else None
    if found is None:
        return "–"
    low, high = screen.say.percent(found.low), screen.say.percent(found.high)
    return low if low == high else screen.say.tr.gettext("{low} to {high}").format(low=low, high=high)


# ── many ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _many(screen: MigrationPage, rows: Sequence[MigrationRow]) -> list[list[str]]:
    _ = screen.say.tr.gettext
    head = (_("Version"), _("Carried along"), _("Kept beside"), _("To answer anew"), _("Answers"))
    lines = [line for row in rows for line in (_line(screen, row), *_line_of_voices(screen, row))]
    return [screen.tables(head, [(_("Projects"), lines)], right=(2, 3, 4), fold=(0,)), _totals(screen, rows)]


def _line(screen: MigrationPage, row: MigrationRow) -> list[str]:
    _, migration = screen.say.tr.gettext, row.migration
    if migration is None:
        return [row.path, _("stays as it is"), "", "", "", ""]
    new = migration.questionnaire.questionnaire.version
    if not row.has_changes:
        return [row.path, new, "", "", "", ""]
    moves, compared = _moves(row), row.compared
    carried = sum(move.new_id is not None for move in moves if move.part is Part.ANSWERS)
    return [
        row.path,
        f"{migration.version} → {new}",
        screen.say.number(carried),
        screen.say.number(sum(move.is_unplaced for move in moves)),
        screen.say.number(len(compared.opened)) if compared else "",
        f"{_answered(screen, compared.before)} → {_answered(screen, compared.after)}" if compared else "",
    ]


def _line_of_voices(screen: MigrationPage, row: MigrationRow) -> Iterator[list[str]]:
    if row.voices:
        told, number = count_voices(row.voices), screen.say.number
        figures = [number(told.carried), number(told.beside)] if told.pending else ["", ""]
        yield [f"  {screen.count('{n} voice', '{n} voices', told.count)}", "", *figures, "", ""]


def _totals(screen: MigrationPage, rows: Sequence[MigrationRow]) -> list[str]:
    every = [one for row in rows for one in row.all_rows]
    pending, failed = sum(one.has_changes for one in every), sum(bool(one.problems) for one in every)
    parts = [
        screen.count("{n} file to bring along", "{n} files to bring along", pending),
        screen.count("{n} up to date", "{n} up to date", len(every) - pending - failed),
        screen.count("{n} failed", "{n} failed", failed),
    ]
    return screen.wrap(", ".join(parts) + ".", "")
