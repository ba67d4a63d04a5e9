"""Parses what is typed for a plan: a goal by its name, and steps to take or to leave."""

import re
from collections.abc import Sequence
from fractions import Fraction

from engage_cli.errors import Message, UsageError, closest_word, suggestion
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.planning.goal import Goal
from engage_cli.planning.options import Wishes, options_of
from engage_cli.planning.situation import Situation

GATES = "gates"
"""The word that asks for blocking requirements alone."""
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")


def parse_goal(here: Situation, of: str | None, reach: str | None) -> Goal:
    """The goal that `of` (a section or index) and `reach` (a band or a percentage) name: by default the first index,
    at the band that stands for what is expected. Raises UsageError for what does not exist.
    """
    section, node = _node(here, of)
    if section and not here.sections[node].aimed:
        message = Message.of("The project does not aim at “{id}”: it stands in no total.", id=node)
        raise UsageError(message, Message.of("To see what it would take, suppose that it does: --set FACT=VALUE"))
    everywhere = of is None
    if reach is not None and reach.casefold() == GATES:
        return Goal(node=node, section=section, everywhere=everywhere)
    share, bands = _share(reach), here.questionnaire.bands
    if share is None and reach is None and not bands:
        share = Fraction(1)
    band = None if share is not None else _band(here.questionnaire, reach)
    return Goal(node=node, section=section, band=band, share=share, everywhere=everywhere)


def _node(here: Situation, of: str | None) -> tuple[bool, str]:
    """Whether a section is meant, and its id or that of an index."""
    if of is None:
        index = next(iter(here.indices), None)
        return (True, next(id for id, one in here.sections.items() if one.aimed)) if index is None else (False, index)
    for id in here.indices:
        if of.casefold() == id.casefold():
            return False, id
    names = {name.casefold(): s.id for s in here.questionnaire.walk() for name in (s.ref, s.id) if name}
    if of.casefold() in names:
        return True, names[of.casefold()]
    hint = suggestion(of, [*here.indices, *here.sections])
    raise UsageError(Message.of("There is no section or index “{id}”.", id=of), hint)


def _share(reach: str | None) -> Fraction | None:
    found = _SHARE.fullmatch(reach.strip()) if reach else None
    if found is None:
        return None
    share = Fraction(found[1].replace(",", ".")) / 100
    if share > 1:
        raise UsageError(Message.of("A share is at most 100%."))
    return share


def _band(questionnaire: Questionnaire, reach: str | None) -> int:
    """Position of the band called `reach`; without a name, that of what is expected: the highest that asks no more."""
    bands = questionnaire.bands
    if reach is None:
        return max(position for position, band in enumerate(bands) if band.beyond is None)
    named = {words.casefold(): at for at, band in enumerate(bands) for _, words in band.label.versions}
    named |= {band.id.casefold(): at for at, band in enumerate(bands)}
    if reach.casefold() in named:
        return named[reach.casefold()]
    known = [*(band.id for band in bands), GATES, "85%"]
    raise UsageError(Message.of("“{what}” is nothing that can be reached.", what=reach), suggestion(reach, known))


def parse_wishes(here: Situation, take: Sequence[str], leave: Sequence[str]) -> Wishes:
    """The steps to take and to leave, by ids of recommendations and questions.

    Raises UsageError for one that does not exist, or is not open now.
    """
    taken, left = (frozenset(_named(here.questionnaire, one) for one in typed) for typed in (take, leave))
    if both := sorted(taken & left):
        raise UsageError(Message.of("“{id}” cannot be both taken and left.", id=both[0]))
    open_ = {id for question in here.questions for id in _open(here, question)}
    for id in sorted(taken - open_):
        message = Message.of("No step “{id}” can be taken now.", id=id)
        raise UsageError(message, Message.of("Those that can be taken are listed by: {command}", command="engage plan"))
    return Wishes(take=taken, leave=left)


def _named(questionnaire: Questionnaire, name: str) -> str:
    """The id of the recommendation or question that is called `name`."""
    known = {q.ref.casefold(): q.id for q in questionnaire.by_id.values() if q.ref}
    known |= {r.id.casefold(): r.id for q in questionnaire.by_id.values() for r in q.recommendations}
    known |= {id.casefold(): id for id in questionnaire.by_id}
    if name.casefold() in known:
        return known[name.casefold()]
    guess = closest_word(name, known)
    hint = Message.of("Did you mean “{guess}”?", guess=known[guess]) if guess else None
    raise UsageError(Message.of("There is no recommendation or question “{id}”.", id=name), hint)


def _open(here: Situation, question: str) -> set[str]:
    """The names of what can be done about a question."""
    steps = [step for option in options_of(here, question, Wishes()) for step in option.steps]
    return {step.recommendation.id for step in steps if step.recommendation} | ({question} if steps else set())
