"""What a check says of each project today, and what it would say, with the reasons; in the words of the reader."""

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
    """What a check comes to."""

    PASSES = "passes"
    FAILS = "fails"
    UNKNOWN = "unknown"
    """It could not be judged."""


class Turn(StrEnum):
    """What would become of a project."""

    FALLS = "falls"
    """It passes today, and would not."""
    RISES = "rises"
    """It would pass, and does not today."""
    PASSES = "passes"
    """Both times."""
    FAILS = "fails"
    """Both times."""
    UNKNOWN = "unknown"
    """It could not be judged one time, or both."""
    APART = "apart"
    """It answers another questionnaire than the new one."""


class Cause(Value, kw_only=True):
    """One finding that keeps a project from passing."""

    rule: str
    subject: str
    severity: Severity
    message: str
    title: Text | None = None
    """What the question, fact, section or index is called that it is about."""
    policy: str = ""
    """What the policies have to do with its being found on one side only, in a sentence."""
    why: tuple[str, ...] = ()
    """What the questionnaire and waivers have to do with it, a sentence each."""


class Waiting(Value, kw_only=True):
    """An answer or a fact that would wait for a fresh look."""

    id: str
    """In the version that was answered."""
    title: Text | None = None
    why: Message | Text | None = None
    """What the author of the questionnaire says of it."""
    successors: tuple[str, ...] = ()
    """Questions that ask it now."""


class Previewed(Value, kw_only=True):
    """One project, today and as it would be."""

    path: str
    name: str = ""
    """Empty where it could not be read."""
    questionnaire: Questionnaire | None = None
    """Today's; None where it could not be read."""
    today: Verdict
    then: Verdict | None
    """None: it answers another questionnaire than the new one."""
    added: tuple[Cause, ...] = ()
    """What would keep it from passing, and does not today."""
    lifted: tuple[Cause, ...] = ()
    """What keeps it from passing today, and would no longer."""
    waiting: tuple[Waiting, ...] = ()
    unread: tuple[str, ...] = ()
    """Why it could not be judged."""

    @property
    def turn(self) -> Turn:
        """What would become of it."""
        if self.then is None:
            return Turn.APART
        return _TURNS.get((self.today, self.then), Turn.UNKNOWN)


_TURNS = {
    (Verdict.PASSES, Verdict.PASSES): Turn.PASSES,
    (Verdict.PASSES, Verdict.FAILS): Turn.FALLS,
    (Verdict.FAILS, Verdict.PASSES): Turn.RISES,
    (Verdict.FAILS, Verdict.FAILS): Turn.FAILS,
}


class Subject(Value, kw_only=True):
    """How often a rule finds something there."""

    id: str
    title: Text | None
    projects: int
    why: tuple[str, ...]
    """What the questionnaire and waivers have to do with it."""


class Share(Value, kw_only=True):
    """How much one rule has to do with what changes."""

    rule: str
    policy: tuple[str, ...]
    """What the policies have to do with it, a sentence each."""
    projects: int
    alone: int
    """Projects that nothing else stands in the way of."""
    subjects: tuple[Subject, ...]
    """Most of them first."""


class Preview(Value, kw_only=True):
    """Every project that was looked at."""

    as_of: dt.date
    projects: tuple[Previewed, ...]
    """In order of path."""
    policies: tuple[tuple[str, str], ...]
    """(today's, the new one), each pair once; ids."""
    old: tuple[Questionnaire, ...]
    """Those that projects answer today, where a new one takes their place."""
    new: Questionnaire | None
    options: tuple[str, ...] = ()
    """What else is tried, as it was typed."""
    pinned: tuple[str, ...] = ()
    """Files that ask for another questionnaire than the new one."""

    def of(self, turn: Turn) -> tuple[Previewed, ...]:
        """The projects of which that becomes."""
        return tuple(one for one in self.projects if one.turn is turn)

    @property
    def judged(self) -> tuple[Previewed, ...]:
        """Those that could be judged both times."""
        return tuple(one for one in self.projects if one.turn not in (Turn.UNKNOWN, Turn.APART))

    def shares(self, turn: Turn) -> tuple[Share, ...]:
        """What is found in projects of which `turn` becomes, and is not today; what is found most often first."""
        return _shares(one.added for one in self.of(turn))

    @property
    def shares_lifted(self) -> tuple[Share, ...]:
        """What keeps projects from passing today that would pass."""
        return _shares(one.lifted for one in self.of(Turn.RISES))

    @property
    def waiting(self) -> tuple[tuple[Waiting, int], ...]:
        """Each answer and fact that would wait for a fresh look, and in how many projects, most first."""
        first = {one.id: one for project in self.projects for one in project.waiting}
        counts = Counter(id for project in self.projects for id in {one.id for one in project.waiting})
        return tuple((first[id], count) for id, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _shares(causes: Iterable[tuple[Cause, ...]]) -> tuple[Share, ...]:
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
        Share(
            rule=rule, policy=tuple(dict.fromkeys(one.policy for one in those if one.policy)), projects=projects[rule],
            alone=alone[rule], subjects=_subjects(those),
        )
        for rule, those in found.items()
    )  # fmt: skip
    return tuple(sorted(shares, key=lambda one: (-one.projects, -one.alone, one.rule)))


def _subjects(causes: Iterable[Cause]) -> tuple[Subject, ...]:
    """Each subject once; a rule finds it once in a project."""
    found: dict[str, list[Cause]] = defaultdict(list)
    for one in causes:
        found[one.subject].append(one)
    subjects = (
        Subject(
            id=id, title=those[0].title, projects=len(those),
            why=tuple(dict.fromkeys(why for one in those for why in one.why)),
        )
        for id, those in found.items()
    )  # fmt: skip
    return tuple(sorted(subjects, key=lambda one: (-one.projects, one.id)))
