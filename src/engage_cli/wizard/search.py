"""Finds questions and sections by code or words."""

import re
from collections.abc import Iterable, Sequence
from enum import IntEnum

from engage_cli.model.questionnaire import Question, Questionnaire, Section
from engage_cli.slugs import comparable
from engage_cli.values import Value
from engage_cli.wizard.asker import Speech

MOST = 20
"""Maximum number of matches offered."""


class Match(IntEnum):
    """The quality of a match, best first."""

    CODE = 0
    CODE_BEGINS = 1
    TITLE = 2
    TEXT = 3
    """In the question itself, its reasons, its choices or the title of its section."""


class Hit(Value, kw_only=True):
    """A question that matches."""

    question: Question
    section: Section | None = None
    """The section where that matched as a whole; `question` is then its first one."""
    match: Match


def find_matches(_: Speech, questionnaire: Questionnaire, ids: Sequence[str], typed: str) -> tuple[Hit, ...]:
    """Matches among the questions `ids` and their sections, best first, then in the questionnaire's order.

    The complete code of a question finds only that one; what looks like a code and begins some is not searched as
    words.
    """
    found = [*_sections(_, questionnaire, ids, typed), *_questions(_, questionnaire, ids, typed)]
    exact = [hit for hit in found if hit.match is Match.CODE and hit.section is None]
    coded = [hit for hit in found if hit.match <= Match.CODE_BEGINS] if re.search(r"[\d.]", typed) else []
    return tuple(sorted(exact or coded or found, key=lambda hit: hit.match)[:MOST])


def _sections(_: Speech, questionnaire: Questionnaire, ids: Sequence[str], typed: str) -> Iterable[Hit]:
    for section in questionnaire.walk():
        first = next((id for id in ids if section in questionnaire.sections_of[id]), None)
        if first is None:
            continue
        coded = _is_code(typed, section.ref) or _is_code(typed, section.id)
        if coded or _all_in(typed, [_.words(section.title)]):
            match = Match.CODE if coded else Match.TITLE
            yield Hit(question=questionnaire.by_id[first], section=section, match=match)


def _questions(_: Speech, questionnaire: Questionnaire, ids: Iterable[str], typed: str) -> Iterable[Hit]:
    for id in ids:
        question = questionnaire.by_id[id]
        match = _match(_, question, questionnaire.sections_of[id], typed)
        if match is not None:
            yield Hit(question=question, match=match)


def _match(_: Speech, question: Question, home: Sequence[Section], typed: str) -> Match | None:
    if _is_code(typed, question.ref) or _is_code(typed, question.id):
        return Match.CODE
    if any(_code(one).startswith(_code(typed)) for one in (question.ref or "", question.id) if one and _code(typed)):
        return Match.CODE_BEGINS
    if _all_in(typed, [_.words(question.title)]):
        return Match.TITLE
    choices = [text for choice in question.choices for text in (_.words(choice.label), _.words(choice.help))]
    titles = [_.words(section.title) for section in home]
    texts = [_.words(question.title), _.words(question.ask), _.words(question.why), *choices, *titles]
    return Match.TEXT if _all_in(typed, texts) else None


def _is_code(typed: str, code: str | None) -> bool:
    return bool(code) and _code(typed) == _code(str(code))


def _code(text: str) -> str:
    """A code without spaces and case: `P 1.3` and `p1.3` are equal."""
    return re.sub(r"\s", "", comparable(text))


def _all_in(typed: str, texts: Iterable[str]) -> bool:
    """Whether each typed word is the beginning of some word of the texts."""
    wanted = re.findall(r"\w+", comparable(typed))
    words = [word for text in texts for word in re.findall(r"\w+", comparable(text))]
    return bool(wanted) and all(any(word.startswith(one) for word in words) for one in wanted)
