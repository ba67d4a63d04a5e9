"""`engage questionnaire show [ID]`."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from engage_cli.errors import Message, UsageError, suggestion
from engage_cli.i18n import N_
from engage_cli.model.questionnaire import Question, Questionnaire, Section, named
from engage_cli.model.scales import Choice
from engage_cli.model.text import Text
from engage_cli.terminal import options
from engage_cli.terminal.find_named import questionnaire_folders
from engage_cli.terminal.layout import FAINT, TITLE, Cell, Screen
from engage_cli.terminal.session import Session, session_of
from engage_cli.wording.names import titled
from engage_cli.wording.overlays import overlay_sentence

if TYPE_CHECKING:
    from engage_cli.questionnaire.loaded import LoadedQuestionnaire


class QuestionnairePage(Screen):
    """A screen about the questionnaire `q`."""

    q: Questionnaire

    def say(self, text: Text | None) -> str:
        """`text` in the language of the screen; empty for None."""
        return text.to(self.session.language) if text else ""


def show(
    ctx: typer.Context,
    *,
    id: options.QuestionnaireHere = None,
    section: Annotated[
        str | None, typer.Option("--section", metavar=N_("SECTION"), help=N_("Print this section's questions in full."))
    ] = None,
    resolved: Annotated[
        bool, typer.Option("--resolved", help=N_("Print the whole as one YAML file, with what an overlay changes."))
    ] = False,
    json: options.AsJson = False,
) -> None:
    """Prints a questionnaire's outline, or a section in full; with --resolved, all of it as one file.

    That file reads as the same questionnaire. Its digest is another one: it is made of other files.
    """
    session = session_of(ctx)
    loaded = _loaded(id, session)
    questionnaire = loaded.questionnaire
    wanted = None if section is None else _section(questionnaire, section)
    if resolved:
        from engage_cli.questionnaire.overlay.whole import whole_text

        sys.stdout.write(whole_text(loaded, session.tr))
    elif json:
        from engage_cli.questionnaire.outline import outline_values
        from engage_cli.report.json_text import json_text

        sys.stdout.write(json_text(outline_values(questionnaire, wanted)))
    else:
        page = QuestionnairePage(session, questionnaire)
        session.out("\n".join(_outline(page) if wanted is None else _in_full(page, wanted)))


def _loaded(id: str | None, session: Session) -> "LoadedQuestionnaire":
    from engage_cli.questionnaire.compiled import load
    from engage_cli.questionnaire.library import default_path

    folders = questionnaire_folders(session)
    return load(default_path(id, folders=folders), folders)


def _section(questionnaire: Questionnaire, asked: str) -> Section:
    sections = {key.casefold(): s for s in questionnaire.walk() for key in (s.id, s.ref) if key}
    found = sections.get(asked.casefold())
    if found is not None:
        return found
    ids = [one.id for one in questionnaire.walk()]
    raise UsageError(Message.of("There is no section “{id}”.", id=asked), suggestion(asked.casefold(), ids))


def _outline(page: QuestionnairePage) -> list[str]:
    q, tr = page.q, page.session.tr
    lines = [page.title(f"{page.say(q.title)} {q.version} ({q.id})")]
    if q.base is not None:
        lines += page.wrap(overlay_sentence(q.base, tr), "")
    if q.source is not None:
        lines += page.wrap(page.say(q.source.statement), "")
    sections = [section for top in q.sections for section in top.walk()]
    rows = [row for section in sections for row in ([], *_rows(page, section))]
    lines += page.table(rows, fold=(1,)) or [line for section in sections for line in ("", *_listed(page, section))]
    lines += ["", *page.wrap(tr.gettext("★ quick question  ▲ blocking requirement"), "")]
    return [*lines, *_path(page)]


def _path(page: QuestionnairePage) -> list[str]:
    """The lines on the path by which projects are accompanied; empty where the questionnaire has none."""
    if not page.q.path:
        return []
    timeline = page.q.facet(page.q.timeline or "")
    phases = {choice.id: page.say(choice.label) for choice in timeline.choices} if timeline else {}
    rows = [
        (step.id, " · ".join(part for part in (page.say(step.title), phases.get(step.due or "", "")) if part))
        for step in page.q.path
    ]
    return ["", page.title(page.session.tr.gettext("Steps of the path")), *page.definitions(rows, most=36)]


def _rows(page: QuestionnairePage, section: Section) -> Iterator[list[Cell]]:
    """The table rows of the section and its questions."""
    ref, facts = (section.ref, _facts(page, section)) if section.ref else (section.id, _role(page, section))
    yield [(ref, TITLE), (page.say(section.title), TITLE), (facts, FAINT)]
    for question in section.questions:
        yield [f"  {question.ref or question.id}", page.say(question.title), _marks(question)]


def _listed(page: QuestionnairePage, section: Section) -> Iterator[str]:
    """The section and its questions as lines, for narrow screens."""
    yield from _section_head(page, section)
    for question in section.questions:
        yield from page.wrap(_titled(page, question), later="    ")


def _section_head(page: QuestionnairePage, section: Section) -> list[str]:
    return [page.title(titled(section.ref, page.say(section.title)), _facts(page, section))]


def _facts(page: QuestionnairePage, section: Section) -> str:
    return " · ".join(fact for fact in (section.id, _role(page, section)) if fact)


def _role(page: QuestionnairePage, section: Section) -> str:
    role = named(page.q.roles, section.role)
    return page.say(role.label) if role else ""


def _titled(page: QuestionnairePage, question: Question) -> str:
    return f"{titled(question.ref, page.say(question.title))} {_marks(question)}".rstrip()


def _marks(question: Question) -> str:
    return ("★" if question.quick else "") + ("▲" if question.gate else "")


def _in_full(page: QuestionnairePage, section: Section) -> list[str]:
    lines = [*_section_head(page, section), *page.wrap(page.say(section.intent), "")]
    for question in section.all_questions():
        lines += ["", *_question(page, question)]
    return lines


def _question(page: QuestionnairePage, question: Question) -> Iterator[str]:
    _ = page.session.tr.gettext
    yield page.title(_titled(page, question), question.id)
    yield from page.wrap(page.say(question.ask))
    rows = [(page.say(c.label), _choice(page, c)) for c in question.choices]
    yield from page.definitions(rows, indent=4)
    if question.why:
        yield from page.wrap(_("Why: {text}").format(text=page.say(question.why)), "  ", "    ")
    if question.evidence_examples:
        examples = page.say(question.evidence_examples)
        yield from page.wrap(_("Evidence, for example: {text}").format(text=examples), "  ", "    ")
    if question.gate:
        yield from page.wrap(_("Blocking requirement: {text}").format(text=page.say(question.gate.rule)), "  ", "    ")


def _choice(page: QuestionnairePage, choice: Choice) -> str:
    needs = page.session.tr.gettext("(needs evidence)") if choice.needs_evidence else ""
    return " ".join(part for part in (page.say(choice.help), needs) if part)
