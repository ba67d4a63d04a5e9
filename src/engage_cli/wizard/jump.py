"""Jumps to a question, found by section, code or words."""

from collections.abc import Sequence

from engage_cli.scoring.question_scores import Standing, State
from engage_cli.wizard.answer_store import AnswerStore
from engage_cli.wizard.asker import Action, Asker, Command, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.question_screen import describe_answer
from engage_cli.wizard.search import Hit, find_matches
from engage_cli.wording.enumerations import STATE, enumeration_words
from engage_cli.wording.names import titled


def ask_target(
    asker: Asker, _: Speech, store: AnswerStore, ids: Sequence[str], standings: dict[str, Standing]
) -> str | None:
    """The id of the question to go to, one of `ids`; None to stay. `standings` has the state of every question."""
    while typed := asker.line(_("Go to a section, a code (P1.3) or words (Enter: stay here)")):
        found = find_matches(_, store.questionnaire, ids, typed)
        if len(found) == 1:
            return found[0].question.id
        if found:
            chosen = asker.pick(_menu(_, store, found))
            if isinstance(chosen, str):
                return next(hit.question.id for hit in found if _id(hit) == chosen)
            continue
        asker.say(*_nothing(_, store, typed, standings))
    return None


def _menu(_: Speech, store: AnswerStore, found: Sequence[Hit]) -> Menu:
    options = tuple(Option(id=_id(hit), label=_name(_, store, hit)) for hit in found)
    back = Command(Action.BACK, *_("b|Back").split("|", 1))
    return Menu(ask=_("Which one?"), options=options, commands=(back,))


def _id(hit: Hit) -> str:
    return f"section {hit.section.id}" if hit.section else hit.question.id


def _name(_: Speech, store: AnswerStore, hit: Hit) -> str:
    """A section by its title; a question with its answer."""
    if hit.section:
        return _("Section {name}", name=titled(hit.section.ref, _.words(hit.section.title)))
    answer = store.project.answers.get(hit.question.id)
    said = (
        describe_answer(_, store.questionnaire, hit.question, answer)
        if answer
        else enumeration_words(STATE, State.UNANSWERED, _.tr)
    )
    return _("{name}: {text}", name=titled(hit.question.ref, _.words(hit.question.title)), text=said)


def _nothing(_: Speech, store: AnswerStore, typed: str, standings: dict[str, Standing]) -> list[Paragraph]:
    """Says that nothing in this run matches, and why matching questions outside of it are not asked."""
    elsewhere = [hit.question for hit in find_matches(_, store.questionnaire, list(store.questionnaire.by_id), typed)][
        :3
    ]
    none = Paragraph(_("Nothing here fits “{typed}”.", typed=typed), Tone.WARNING)
    told = [
        (titled(one.ref, _.words(one.title)), enumeration_words(STATE, standings[one.id].state, _.tr))
        for one in elsewhere
    ]
    lines = (_("{name}: {text}", name=name, text=why) for name, why in told)
    return [none, *(Paragraph(line, Tone.QUIET, indent=2, hang=2) for line in lines)]
