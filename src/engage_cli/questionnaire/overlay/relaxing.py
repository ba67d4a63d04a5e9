"""Must-haves of an overlay that are weaker than those of its base."""

from collections.abc import Iterator

from engage_cli.model.condition import Some
from engage_cli.model.overlay import RelaxedRequirement, Weakening
from engage_cli.model.questionnaire import Gate, Question, Questionnaire
from engage_cli.model.scales import Choice, Period


def relaxed_requirements(base: Questionnaire, ours: Questionnaire) -> Iterator[RelaxedRequirement]:
    """The blocking requirements of `base` that are weaker in `ours`, with the ways in which they are, in the base’s
    order.
    """
    steps = _steps(base)
    for question in base.by_id.values():
        if question.gate and (how := tuple(_how(question, ours.by_id.get(question.id), steps))):
            yield RelaxedRequirement(question=question.id, title=question.title, weakenings=how)


def _steps(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Ids of the timeline’s steps; one without a timeline."""
    timeline = questionnaire.facet(questionnaire.timeline or "")
    return tuple(one.id for one in timeline.choices) if timeline else ("",)


def _how(before: Question, after: Question | None, steps: tuple[str, ...]) -> Iterator[Weakening]:
    if after is None or after.gate is None:
        yield Weakening.DROPPED
        return
    old, new = list(_needed(before, steps)), list(_needed(after, steps))
    if any(one is not None and other is not None and other < one for one, other in zip(old, new, strict=True)):
        yield Weakening.LOWER
    if any(one is not None and other is None for one, other in zip(old, new, strict=True)):
        yield Weakening.LATER
    if _narrower(before, after):
        yield Weakening.CONDITION
    if not set(after.reasons) <= set(before.reasons):
        yield Weakening.EXCUSED
    if any(map(_less_evidence, before.choices, after.choices)):
        yield Weakening.EVIDENCE


def _needed(question: Question, steps: tuple[str, ...]) -> Iterator[int | None]:
    """How far up the ladder an answer has to be at each step; None where nothing is needed yet."""
    due = steps.index(question.due) if question.due in steps else 0
    for number in range(len(steps)):
        choice = _at(question.gate, steps[: number + 1]) if question.gate and number >= due else None
        yield None if choice is None else question.step(choice)


def _at(gate: Gate, until: tuple[str, ...]) -> str | None:
    """The choice that holds after the steps `until`."""
    found = [choice for step, choice in gate.by_time if step in until]
    return gate.needs or (found[-1] if found else None)


def _narrower(before: Question, after: Question) -> bool:
    """Whether it may be asked of fewer projects: not where the condition is gone, or one of several that are enough."""
    old, new = before.when, after.when
    if new is None or new == old:
        return False
    return not (isinstance(new, Some) and old in new.terms)


def _less_evidence(before: Choice, after: Choice) -> bool:
    """Whether a choice takes less for proof."""
    old, new = before.needs_evidence, after.needs_evidence
    if old is None or new == old:
        return False
    return new is None or not set(new.kinds) <= set(old.kinds) or _length(new.valid) > _length(old.valid)


def _length(period: Period | None) -> float:
    """About how many days; without end where nothing is said."""
    if period is None:
        return float("inf")
    return period.years * 365 + period.months * 30 + period.days
