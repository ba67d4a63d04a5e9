"""The verdicts of two checks on each project, with the causes of what changes, in the words of the reader."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from enum import StrEnum

from engage_cli.errors import Message
from engage_cli.model.policy import Severity
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.values import Value


class Verdict(StrEnum):
    """What a check says of a project."""

    PASSES = "passes"
    FAILS = "fails"
    UNKNOWN = "unknown"
    """It could not be judged."""


class Effect(StrEnum):
    """What the change would do to a project."""

    FALLS = "falls"
    """It passes today, and would fail."""
    RISES = "rises"
    """It fails today, and would pass."""
    PASSES = "passes"
    """It passes today, and would."""
    FAILS = "fails"
    """It fails today, and would."""
    UNKNOWN = "unknown"
    """It could not be judged today, or as it would be."""
    APART = "apart"
    """It answers another questionnaire than the new one."""


class Cause(Value, kw_only=True):
    """One finding that keeps a project from passing."""

    rule: str
    subject: str
    severity: Severity
    message: str
    title: Text | None = None
    """The title of the question, facet, section or index that it is on; None for others."""
    policy: str = ""
    """A sentence on what the policies have to do with its being in one check only; empty for nothing."""
    why: tuple[str, ...] = ()
    """Sentences on what the questionnaire and waivers have to do with it."""


class Waiting(Value, kw_only=True):
    """An answer or a facet that would have to be answered anew."""

    id: str
    """Its id in the version that was answered."""
    title: Text | None = None
    why: Message | Text | None = None
    """The reason that the author of the questionnaire gives; None where there is none."""
    successors: tuple[str, ...] = ()
    """The ids of the questions that ask it now."""


class Previewed(Value, kw_only=True):
    """One project in both checks."""

    path: str
    name: str = ""
    """Empty where it could not be read."""
    questionnaire: Questionnaire | None = None
    """Today's; None where it could not be read."""
    today: Verdict
    then: Verdict | None
    """The verdict as it would be; None where it answers another questionnaire than the new one."""
    added: tuple[Cause, ...] = ()
    """The causes that would keep it from passing, and do not today."""
    lifted: tuple[Cause, ...] = ()
    """The causes that keep it from passing today, and would no longer."""
    waiting: tuple[Waiting, ...] = ()
    unread: tuple[str, ...] = ()
    """Why it could not be judged."""

    @property
    def effect(self) -> Effect:
        """What the change would do to it."""
        if self.then is None:
            return Effect.APART
        return _TURNS.get((self.today, self.then), Effect.UNKNOWN)


_TURNS = {
    (Verdict.PASSES, Verdict.PASSES): Effect.PASSES,
    (Verdict.PASSES, Verdict.FAILS): Effect.FALLS,
    (Verdict.FAILS, Verdict.PASSES): Effect.RISES,
    (Verdict.FAILS, Verdict.FAILS): Effect.FAILS,
}


class SubjectCount(Value, kw_only=True):
    """How often a rule finds something on one subject."""

    id: str
    title: Text | None
    projects: int
    why: tuple[str, ...]
    """Sentences on what the questionnaire and waivers have to do with it."""


class RuleShare(Value, kw_only=True):
    """How many projects one rule affects."""

    rule: str
    policy: tuple[str, ...]
    """What the policies have to do with it, a sentence each."""
    projects: int
    alone: int
    """The number of projects that nothing else keeps from passing."""
    subjects: tuple[SubjectCount, ...]
    """The subjects that it finds something on, the most frequent first."""


class Preview(Value, kw_only=True):
    """The result of a preview: every project that was looked at."""

    as_of: dt.date
    projects: tuple[Previewed, ...]
    """In order of path."""
    policies: tuple[tuple[str, str], ...]
    """Pairs (today's, proposed) of policy ids, each once."""
    old: tuple[Questionnaire, ...]
    """The questionnaires that projects answer today and that the new one replaces."""
    new: Questionnaire | None
    options: tuple[str, ...] = ()
    """What else is tried, as it was typed."""
    pinned: tuple[str, ...] = ()
    """Files whose settings or policy ask for another questionnaire than the new one."""

    def with_effect(self, turn: Effect) -> tuple[Previewed, ...]:
        """The projects to which the change would do that."""
        return tuple(one for one in self.projects if one.effect is turn)

    @property
    def judged(self) -> tuple[Previewed, ...]:
        """The projects that could be judged in both checks."""
        return tuple(one for one in self.projects if one.effect not in (Effect.UNKNOWN, Effect.APART))

    def shares(self, turn: Effect) -> tuple[RuleShare, ...]:
        """What is found in projects of which `turn` becomes, and is not today; what is found most often first."""
        return _shares(one.added for one in self.with_effect(turn))

    @property
    def shares_lifted(self) -> tuple[RuleShare, ...]:
        """What keeps projects from passing today that would pass."""
        return _shares(one.lifted for one in self.with_effect(Effect.RISES))

    @property
    def waiting(self) -> tuple[tuple[Waiting, int], ...]:
        """Each answer and fact that would wait for a fresh look, and in how many projects, most first."""
        first = {one.id: one for project in self.projects for one in project.waiting}
        counts = Counter(id for project in self.projects for id in {one.id for one in project.waiting})
        return tuple((first[id], count) for id, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _shares(causes: Iterable[tuple[Cause, ...]]) -> tuple[RuleShare, ...]:
    """How many projects each rule stands in the way of, by the `causes` of each, and of how many alone."""
    found: dict[str, list[Cause]] = defaultdict(list)
    projects, alone = Counter[str](), Counter[str]()
    for those in causes:
        rules = {one.rule for one in those}
        projects.update(rules)
        alone.update(rules if len(rules) == 1 else ())
        for one in those:
            found[one.rule].append(one)
    shares = (
        RuleShare(
            rule=rule, policy=tuple(dict.fromkeys(one.policy for one in those if one.policy)), projects=projects[rule],
            alone=alone[rule], subjects=_subjects(those),
        )
        for rule, those in found.items()
    )  # fmt: skip
    return tuple(sorted(shares, key=lambda one: (-one.projects, -one.alone, one.rule)))


def _subjects(causes: Iterable[Cause]) -> tuple[SubjectCount, ...]:
    """Each subject once; a rule finds it once in a project."""
    found: dict[str, list[Cause]] = defaultdict(list)
    for one in causes:
        found[one.subject].append(one)
    subjects = (
        SubjectCount(
            id=id, title=those[0].title, projects=len(those),
            why=tuple(dict.fromkeys(why for one in those for why in one.why)),
        )
        for id, those in found.items()
    )  # fmt: skip
    return tuple(sorted(subjects, key=lambda one: (-one.projects, one.id)))
