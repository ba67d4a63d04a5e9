"""Rules with a threshold: shares, scores, ages; and actions past their day."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from engage_cli.check.case import ANSWERS, FACETS, Case, make_finding
from engage_cli.check.findings import Finding
from engage_cli.errors import Message, Place
from engage_cli.model.past import claimed_days
from engage_cli.model.policy import EXPECTED, WHOLE, Clause
from engage_cli.model.questionnaire import Section
from engage_cli.scoring.actions import question_to_review
from engage_cli.scoring.evidence import add_period
from engage_cli.scoring.question_scores import State

if TYPE_CHECKING:
    from engage_cli.scoring.results import IndexScore, SectionScore, Tally


def coverage_low(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds projects with too few of the questions in force answered, by weight."""
    share = _tally(case).coverage
    if share is not None and isinstance(clause.at_least, Fraction) and share < clause.at_least:
        message = Message.of("{share} of the questions are answered; {least} are needed.", **_than(share, clause))
        yield _whole(case, clause, message, Message.of("Answer those that are left: engage assess."))


def evidence_share_low(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds projects with too few answers above the lowest choice on evidence that counts, by weight."""
    claims = [q for q in case.scoring.questions.values() if q.state is State.ANSWERED and q.declared and q.declared.low]
    total = sum((q.question.weight for q in claims), Fraction(0))
    backed = sum((q.question.weight for q in claims if q.valid_evidence), Fraction(0))
    if total and isinstance(clause.at_least, Fraction) and backed / total < clause.at_least:
        message = Message.of(
            "{share} of the answers have evidence that counts; {least} are needed.", **_than(backed / total, clause)
        )
        yield _whole(case, clause, message, Message.of("Attach evidence where it already exists first."))


def not_applicable_share_high(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds projects with too much said not to apply, by weight."""
    share = _tally(case).not_applicable_share
    if share is not None and clause.at_most is not None and share > clause.at_most:
        message = Message.of(
            "{share} of the questions are set aside as not applicable; {most} at most.",
            share=share, most=clause.at_most,
        )  # fmt: skip
        yield _whole(case, clause, message, Message.of("Look at the reasons again; “unknown” is an answer too."))


def section_low(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds sections aimed at that are below their threshold."""
    for score in case.sections.values():
        if score.aimed and _meant(score, clause) and (message := _below(score, clause, _level_share(score, clause))):
            repair = Message.of("See what it takes: engage explain … {id}", id=score.id)
            yield make_finding(clause, score.id, _first_answer(case, score), message, repair)


def index_low(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds indices below their threshold."""
    for score in case.indices.values():
        if clause.indices and score.id not in clause.indices:
            continue
        if message := _below_band(case, score, clause) or _below(score, clause, None):
            repair = Message.of("See what it takes: engage explain … {id}", id=score.id)
            yield make_finding(clause, score.id, ("assessment",), message, repair, at_key=True)


def assessment_old(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds projects whose last answer is too old, without a date, or in the future."""
    project = case.scoring.project
    if not project.answers or clause.older_than is None:
        return
    repair = Message.of("Go through it again: engage assess … --review.")
    if project.date is None:
        yield _whole(case, clause, Message.of("The answers have no date: assessment.date."), repair)
    elif project.date > case.scoring.as_of:
        message = Message.of("The answers are dated {date}, which is still to come.", date=project.date)
        yield make_finding(clause, WHOLE, ("assessment", "date"), message, Message.of("Correct the date."))
    elif case.scoring.as_of > add_period(project.date, clause.older_than):
        message = Message.of("The last answer is of {date}; the policy wants it younger.", date=project.date)
        yield make_finding(clause, WHOLE, ("assessment", "date"), message, repair)


def date_future(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds days of the past that are in the future; those of evidence have a rule of their own."""
    for place, day in claimed_days(case.scoring.project):
        if day > case.scoring.as_of:
            message = Message.of("This is dated {date}, which is still to come.", date=day)
            yield make_finding(clause, _subject(case, place), place, message, Message.of("Correct the date."))

    for one in case.kept:
        if one.date > case.scoring.as_of:
            said = Message.of(
                "The milestone “{name}” is dated {date}, which is still to come.", name=one.name, date=one.date
            )
            repair = Message.of("Correct the date in the file of milestones.")
            yield make_finding(clause, one.name, ("charter",), said, repair, at_key=True)


def _subject(case: Case, place: Place) -> str:
    """The question or action that a place is about, else the whole."""
    match place:
        case ("assessment", "answers" | "apart" | "path", str(id), *_):
            return id
        case ("milestones", int(position), *_):
            return case.scoring.project.milestones[position].name
        case ("assessment", "actions", int(position), *_):
            return case.scoring.project.actions[position].id
        case _:
            return WHOLE


def action_overdue(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds actions that are open after their day."""
    for position, action in enumerate(case.scoring.project.actions):
        if action.overdue(case.scoring.as_of):
            message = Message.of("The action “{id}” was due on {date}.", id=action.id, date=action.due)
            repair = Message.of("Do it, drop it, or agree on another day.")
            yield make_finding(clause, action.id, ("assessment", "actions", position, "due"), message, repair)


def action_done_answer_unchanged(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds actions that are done and whose answer nobody has looked at since."""
    for position, action in enumerate(case.scoring.project.actions):
        score = question_to_review(action, case.scoring.questions)
        if score is not None:
            message = Message.of(
                "The action “{id}” is done, and nobody has looked again at its answer, still below what it led to.",
                id=action.id,
            )
            repair = Message.of("Answer the question again; if nothing changed, take up another action.")
            place = ("assessment", "actions", position)
            yield make_finding(clause, action.id, place, message, repair, about=score.question.ask)


def _tally(case: Case) -> "Tally":
    from engage_cli.scoring.nodes import count_states

    return count_states(case.scoring.questions.values())


def _than(share: Fraction, clause: Clause) -> dict[str, object]:
    return {"share": share, "least": clause.at_least}


def _whole(case: Case, clause: Clause, message: Message, repair: Message) -> Finding:
    place: Place = ("assessment",) if case.scoring.project.answers else FACETS
    return make_finding(clause, WHOLE, place, message, repair, at_key=True)


def _meant(score: "SectionScore", clause: Clause) -> bool:
    everything = not (clause.roles or clause.sections)
    return everything or score.section.role in clause.roles or score.id in clause.sections


def _below(score: "SectionScore | IndexScore", clause: Clause, level: Fraction | None) -> Message | None:
    """What is wrong with the evidenced score at worst; None where nothing is, or where there is no score."""
    named = {"title": score.title}
    if clause.at_least == EXPECTED:
        if score.evidenced is not None and not score.judged:
            return Message.of("“{title}” cannot be judged: nothing is expected of its questions.", **named)
        if score.attainment is None or score.attainment.low == 1:
            return None
        share = score.attainment.low
        return Message.of("“{title}” reaches {share} of what is expected now, at worst.", **named, share=share)
    least = clause.at_least if isinstance(clause.at_least, Fraction) else level
    if score.evidenced is None or least is None or score.evidenced.low >= least:
        return None
    share = score.evidenced.low
    return Message.of("“{title}” is at {share}, at worst; {least} are needed.", **named, share=share, least=least)


def _level_share(score: "SectionScore", clause: Clause) -> Fraction | None:
    return level_share(score.section, clause.at_least) if isinstance(clause.at_least, str) else None


def level_share(section: Section, level: str) -> Fraction | None:
    """The share of the full points, 0 to 1, that a level is worth, by the first question of the section that has it.

    None where none has it.
    """
    found = ((q.choice(level), q.full_points) for q in section.all_questions())
    return next((choice.points / full for choice, full in found if choice and full), None)


def _below_band(case: Case, score: "IndexScore", clause: Clause) -> Message | None:
    """The worst end of the range is in a lower band than the threshold names."""
    ids = [band.id for band in case.scoring.questionnaire.bands]
    if not isinstance(clause.at_least, str) or clause.at_least not in ids or score.bands is None:
        return None
    wanted = case.scoring.questionnaire.bands[ids.index(clause.at_least)]
    if ids.index(score.bands[0].id) >= ids.index(wanted.id):
        return None
    return Message.of(
        "“{title}” is “{band}” at worst; “{wanted}” is needed.",
        title=score.title, band=score.bands[0].label, wanted=wanted.label,
    )  # fmt: skip


def _first_answer(case: Case, score: "SectionScore") -> Place:
    answers = case.scoring.project.answers
    ids: Iterable[str] = (q.id for q in score.section.all_questions())
    first = next((id for id in ids if id in answers), None)
    return (*ANSWERS, first) if first else ("assessment",) if answers else FACETS
