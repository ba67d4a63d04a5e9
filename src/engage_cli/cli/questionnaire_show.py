"""`engage questionnaire show [ID]`."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import typer

from engage_cli.errors import Message, UsageError
from engage_cli.i18n import N_
from engage_cli.model.questionnaire import Question, Questionnaire, Section, named
from engage_cli.model.scales import Choice
from engage_cli.model.text import Text
from engage_cli.terminal.layout import FAINT, TITLE, Cell, Screen
from engage_cli.terminal.session import session_of
from engage_cli.wording.names import label


class Sheet(Screen):
    """What every part of the page needs."""

    q: Questionnaire

    def say(self, text: Text | None) -> str:
        """`text` in the language of the screen; empty where there is none."""
        return text.to(self.session.language) if text else ""


def show(
    ctx: typer.Context,
    *,
    id: Annotated[
        str | None,
        typer.Argument(metavar=N_("ID"), help=N_("Its id, or the path of its folder; the first one by default.")),
    ] = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar=N_("SECTION"), help=N_("Print this section's questions in full."))
    ] = None,
) -> None:
    """Prints a questionnaire's outline, or a section in full."""
    from engage_cli.questionnaire.library import questionnaire_path, shipped_questionnaires
    from engage_cli.questionnaire.loading import load_questionnaire

    session = session_of(ctx)
    asked = id or shipped_questionnaires()[0][0]
    questionnaire = load_questionnaire(questionnaire_path(asked, beside=Path(), folders=session.folders)).questionnaire
    sheet = Sheet(session, questionnaire)
    lines = _outline(sheet) if section is None else _in_full(sheet, _section(questionnaire, section))
    session.out("\n".join(lines))


def _section(questionnaire: Questionnaire, asked: str) -> Section:
    sections = {key.casefold(): s for s in questionnaire.walk() for key in (s.id, s.ref) if key}
    found = sections.get(asked.casefold())
    if found is not None:
        return found
    close = get_close_matches(asked.casefold(), sections) or [s.id for s in questionnaire.sections]
    message = Message.of("There is no section “{id}”.", id=asked)
    raise UsageError(message, Message.of("Did you mean {options}?", options=" / ".join(close)))


def _outline(sheet: Sheet) -> list[str]:
    q, tr = sheet.q, sheet.session.tr
    lines = [sheet.title(f"{sheet.say(q.title)} {q.version} ({q.id})")]
    if q.source is not None:
        lines += sheet.wrap(sheet.say(q.source.statement), "")
    sections = [section for top in q.sections for section in top.walk()]
    rows = [row for section in sections for row in ([], *_rows(sheet, section))]
    lines += sheet.table(rows, fold=(1,)) or [line for section in sections for line in ("", *_listed(sheet, section))]
    return [*lines, "", *sheet.wrap(tr.gettext("★ quick question  ▲ must-have"), "")]


def _rows(sheet: Sheet, section: Section) -> Iterator[list[Cell]]:
    """The section and its questions, in columns."""
    ref, facts = (section.ref, _facts(sheet, section)) if section.ref else (section.id, _role(sheet, section))
    yield [(ref, TITLE), (sheet.say(section.title), TITLE), (facts, FAINT)]
    for question in section.questions:
        yield [f"  {question.ref or question.id}", sheet.say(question.title), _marks(question)]


def _listed(sheet: Sheet, section: Section) -> Iterator[str]:
    """The same in lines."""
    yield from _section_head(sheet, section)
    for question in section.questions:
        yield from sheet.wrap(_titled(sheet, question), later="    ")


def _section_head(sheet: Sheet, section: Section) -> list[str]:
    return [sheet.title(label(section.ref, sheet.say(section.title)), _facts(sheet, section))]


def _facts(sheet: Sheet, section: Section) -> str:
    return " · ".join(fact for fact in (section.id, _role(sheet, section)) if fact)


def _role(sheet: Sheet, section: Section) -> str:
    role = named(sheet.q.roles, section.role)
    return sheet.say(role.label) if role else ""


def _titled(sheet: Sheet, question: Question) -> str:
    return f"{label(question.ref, sheet.say(question.title))} {_marks(question)}".rstrip()


def _marks(question: Question) -> str:
    return ("★" if question.quick else "") + ("▲" if question.gate else "")


def _in_full(sheet: Sheet, section: Section) -> list[str]:
    lines = [*_section_head(sheet, section), *sheet.wrap(sheet.say(section.intent), "")]
    for question in section.all_questions():
        lines += ["", *_question(sheet, question)]
    return lines


def _question(sheet: Sheet, question: Question) -> Iterator[str]:
    _ = sheet.session.tr.gettext
    yield sheet.title(_titled(sheet, question), question.id)
    yield from sheet.wrap(sheet.say(question.ask))
    rows = [(sheet.say(c.label), _choice(sheet, c)) for c in question.choices]
    yield from sheet.definitions(rows, indent=4)
    if question.why:
        yield from sheet.wrap(_("Why: {text}").format(text=sheet.say(question.why)), "  ", "    ")
    if question.evidence_examples:
        examples = sheet.say(question.evidence_examples)
        yield from sheet.wrap(_("Evidence, for example: {text}").format(text=examples), "  ", "    ")
    if question.gate:
        yield from sheet.wrap(_("Must-have: {text}").format(text=sheet.say(question.gate.rule)), "  ", "    ")


def _choice(sheet: Sheet, choice: Choice) -> str:
    needs = sheet.session.tr.gettext("(needs evidence)") if choice.needs_evidence else ""
    return " ".join(part for part in (sheet.say(choice.help), needs) if part)
