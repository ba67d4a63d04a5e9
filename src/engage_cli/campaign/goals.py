"""Compares a project's results with a step's goals: unknown is not no, and what cannot be judged is not reached."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from fractions import Fraction

from engage_cli.campaign.campaign import Goals, Threshold
from engage_cli.check.rules.thresholds import level_share
from engage_cli.errors import Message
from engage_cli.model.policy import EXPECTED
from engage_cli.model.questionnaire import Index, Questionnaire, Section
from engage_cli.model.text import Text
from engage_cli.portfolio.rows import NodeCell, Row
from engage_cli.scoring.question_scores import GateState, Range, State
from engage_cli.values import Value


class LackReason(StrEnum):
    """Why a goal is not reached."""

    SHORT = "short"
    """The project is below it."""
    UNKNOWN = "unknown"
    """Answers are missing, or nobody knows: it may be reached or not."""
    UNJUDGED = "unjudged"
    """It cannot be judged for this project."""


class Lack(Value, kw_only=True):
    """What a project lacks to reach a goal."""

    why: LackReason
    message: Message
    items: tuple[Text | str, ...] = ()
    """The questions or findings that it is about."""


Lacks = tuple[Lack, ...] | None
"""What is lacking: None where the goal does not concern the project, empty where it is reached."""


def find_lacks(goals: Goals, row: Row, questionnaire: Questionnaire) -> Iterator[Lacks]:
    """What the project of `row` lacks, one result for each goal; policies are judged elsewhere (`policies`)."""
    if goals.complete:
        yield tuple(_complete(row, questionnaire))
    if goals.gates:
        yield tuple(_gates(row, questionnaire))
    for id, threshold in goals.sections:
        yield _node(questionnaire.section(id), (id, threshold), row, questionnaire)
    for id, threshold in goals.indices:
        found = next((one for one in questionnaire.indices if one.id == id), None)
        yield _node(found, (id, threshold), row, questionnaire)
    if goals.answered_since:
        yield tuple(_since(row, goals))
    if goals.milestone_since:
        yield tuple(_milestone(row, goals))


def _complete(row: Row, q: Questionnaire) -> Iterator[Lack]:
    if not row.answered:
        yield Lack(why=LackReason.UNKNOWN, message=Message.of("Nothing is answered yet."))
        return
    if row.scope != "full":
        yield Lack(why=LackReason.UNKNOWN, message=Message.of("Only the quick questions are answered."))
    open_ = [cell.id for cell in row.questions if cell.state in (State.UNANSWERED, State.UNSETTLED)]
    if open_:
        message = Message.plural("{count} question has no answer", "{count} questions have no answer", len(open_))
        yield Lack(why=LackReason.UNKNOWN, message=message, items=_titles(open_, q))


def _gates(row: Row, q: Questionnaire) -> Iterator[Lack]:
    unmet = [gate.question for gate in row.gates if gate.state is GateState.UNMET]
    unknown = [gate.question for gate in row.gates if gate.state in (GateState.UNKNOWN, GateState.TO_CHECK)]
    if unmet:
        message = Message.plural(
            "{count} blocking requirement is not met", "{count} blocking requirements are not met", len(unmet)
        )
        yield Lack(why=LackReason.SHORT, message=message, items=_titles(unmet, q))
    if unknown:
        message = Message.plural(
            "nobody knows yet about {count} blocking requirement",
            "nobody knows yet about {count} blocking requirements",
            len(unknown),
        )
        yield Lack(why=LackReason.UNKNOWN, message=message, items=_titles(unknown, q))


def _titles(ids: Iterable[str], q: Questionnaire) -> tuple[Text, ...]:
    return tuple(q.by_id[id].title for id in ids)


def _since(row: Row, goals: Goals) -> Iterator[Lack]:
    if row.date is None:
        yield Lack(why=LackReason.UNKNOWN, message=Message.of("The answers have no date."))
    elif row.date > row.as_of:
        message = Message.of("The answers are dated {date}, which is still to come.", date=row.date)
        yield Lack(why=LackReason.UNJUDGED, message=message)
    elif goals.answered_since and row.date < goals.answered_since:
        message = Message.of(
            "The last answer is of {date}; one since {since} is wanted.", date=row.date, since=goals.answered_since
        )
        yield Lack(why=LackReason.SHORT, message=message)


def _milestone(row: Row, goals: Goals) -> Iterator[Lack]:
    if row.before is None:
        yield Lack(why=LackReason.SHORT, message=Message.of("No milestone is kept."))
    elif goals.milestone_since and row.before.date < goals.milestone_since:
        message = Message.of(
            "The last milestone is of {date}; one since {since} is wanted.",
            date=row.before.date,
            since=goals.milestone_since,
        )
        yield Lack(why=LackReason.SHORT, message=message)


# ── sections and indices ──────────────────────────────────────────────────────────────────────────────────────────────


def _node(node: Section | Index | None, goal: tuple[str, Threshold], row: Row, q: Questionnaire) -> Lacks:
    id, threshold = goal
    cells = row.indices if isinstance(node, Index) else row.sections
    cell = next((one for one in cells if one.id == id), None)
    if node is None or cell is None:
        message = Message.of("The questionnaire that it answers has no “{id}”.", id=id)
        return (Lack(why=LackReason.UNJUDGED, message=message),)
    if not cell.aimed or not cell.in_force:
        return None
    title = node.title if isinstance(node, Section) else node.label
    if row.scope != "full":
        message = Message.of("“{title}”: a quick assessment does not tell.", title=title)
        return (Lack(why=LackReason.UNKNOWN, message=message),)
    found = _held(cell, threshold, node, q)
    return (Lack(why=found[0], message=Message(found[1].text, {"title": title, **found[1].values})),) if found else ()


def _held(
    cell: NodeCell, threshold: Threshold, node: Section | Index, q: Questionnaire
) -> tuple[LackReason, Message] | None:
    """Why the threshold is not reached, with a message that lacks its {title}; None where it is reached."""
    if threshold == EXPECTED:
        return _at_least(cell.attainment, Fraction(1), _expected)
    level = level_share(node, threshold) if isinstance(node, Section) and isinstance(threshold, str) else None
    least = threshold if isinstance(threshold, Fraction) else level
    return _at_least(cell.evidenced, least, _share) if least is not None else _band(cell, str(threshold), q)


Says = Callable[[Range, Fraction], Message]


def _expected(found: Range, _least: Fraction) -> Message:
    if found.exact:
        return Message.of("“{title}” reaches {low} of what is expected", low=found.low)
    return Message.of("“{title}” reaches {low} to {high} of what is expected", low=found.low, high=found.high)


def _share(found: Range, least: Fraction) -> Message:
    if found.exact:
        return Message.of("“{title}” is at {low}; {least} are needed", low=found.low, least=least)
    return Message.of(
        "“{title}” is at {low} to {high}; {least} are needed", low=found.low, high=found.high, least=least
    )


def _at_least(found: Range | None, least: Fraction, says: Says) -> tuple[LackReason, Message] | None:
    if found is None:
        return LackReason.UNJUDGED, Message.of("“{title}” cannot be judged: it has no such result.")
    if found.low >= least:
        return None
    return (LackReason.SHORT if found.high < least else LackReason.UNKNOWN), says(found, least)


def _band(cell: NodeCell, wanted: str, q: Questionnaire) -> tuple[LackReason, Message] | None:
    bands = {band.id: (position, band.label) for position, band in enumerate(q.bands)}
    if cell.bands is None or wanted not in bands:
        return LackReason.UNJUDGED, Message.of("“{title}” cannot be judged: it has no such result.")
    low, high = bands[cell.bands[0]], bands[cell.bands[1]]
    if low[0] >= bands[wanted][0]:
        return None
    said = {"band": low[1], "other": high[1], "wanted": bands[wanted][1]}
    if low == high:
        return LackReason.SHORT, Message.of("“{title}” is “{band}”; “{wanted}” is needed", **said)
    why = LackReason.SHORT if high[0] < bands[wanted][0] else LackReason.UNKNOWN
    return why, Message.of("“{title}” is between “{band}” and “{other}”; “{wanted}” is needed", **said)
