"""`engage questionnaire show [ID]`."""

import sys
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
from engage_cli.terminal.layout import WIDEST, Ink, definitions, wrapped
from engage_cli.terminal.session import Session, session_of
from engage_cli.values import Value
from engage_cli.wording.names import label


class Sheet(Value):
    """What every part of the page needs."""

    q: Questionnaire
    session: Session
    ink: Ink

    @property
    def width(self) -> int:
        return min(self.session.width, WIDEST)

    def say(self, text: Text | None) -> str:
        return text.to(self.session.language) if text else ""

    def wrap(self, text: str, indent: str = "", later: str | None = None) -> list[str]:
        return wrapped(text, self.width, indent, later)


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
    sheet = Sheet(questionnaire, session, Ink(session.coloured(sys.stdout)))
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
    lines = [sheet.ink.bold(f"{sheet.say(q.title)} {q.version} ({q.id})")]
    if q.source is not None:
        lines += sheet.wrap(sheet.say(q.source.statement))
    for top in q.sections:
        for section in top.walk():
            lines += ["", *_section_head(sheet, section)]
            rows = [(x.ref or x.id, _marks(sheet, x)) for x in section.questions]
            lines += definitions(rows, sheet.width)
    return [*lines, "", *sheet.wrap(tr.gettext("★ quick question  ▲ must-have"))]


def _section_head(sheet: Sheet, section: Section) -> list[str]:
    role = named(sheet.q.roles, section.role)
    facts = [f for f in (section.id, sheet.say(role.label) if role else "") if f]
    return [f"{sheet.ink.bold(label(section.ref, sheet.say(section.title)))}  {sheet.ink.dim(' · '.join(facts))}"]


def _marks(sheet: Sheet, question: Question) -> str:
    marks = ("★" if question.quick else "") + ("▲" if question.gate else "")
    return f"{sheet.say(question.title)} {marks}".rstrip()


def _in_full(sheet: Sheet, section: Section) -> list[str]:
    lines = [*_section_head(sheet, section), *sheet.wrap(sheet.say(section.intent))]
    for question in section.all_questions():
        lines += ["", *_question(sheet, question)]
    return lines


def _question(sheet: Sheet, question: Question) -> Iterator[str]:
    _ = sheet.session.tr.gettext
    yield f"{sheet.ink.bold(label(question.ref, _marks(sheet, question)))}  {sheet.ink.dim(question.id)}"
    yield from sheet.wrap(sheet.say(question.ask), "  ")
    rows = [(sheet.say(c.label), _choice(sheet, c)) for c in question.choices]
    yield from definitions(rows, sheet.width, indent=4)
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
