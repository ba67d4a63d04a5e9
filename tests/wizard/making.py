"""A small questionnaire, a store in memory, and an asker that reads its lines from a script."""

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from engage_cli.errors import ConflictError, Message
from engage_cli.i18n import translator
from engage_cli.model.condition import Comparing, Comparison
from engage_cli.model.project import Answer, Charter, Project
from engage_cli.model.questionnaire import (
    Gate,
    Question,
    Questionnaire,
    QuestionType,
    Section,
)
from engage_cli.model.scales import (
    Choice,
    EvidenceKind,
    EvidenceRule,
    Label,
    Period,
)
from engage_cli.model.sources import Resource
from engage_cli.model.text import GlossaryEntry, Text
from engage_cli.values import replace
from engage_cli.wizard.asker import Action, Menu, Paragraph, Speech
from engage_cli.wizard.interview import Interview, RunResult
from engage_cli.wizard.route import RunOptions

TODAY = dt.date(2026, 11, 23)
ENGLISH = Speech("en", translator("en"))
RULE = EvidenceRule(kinds=(EvidenceKind.DOCUMENT, EvidenceKind.TEST), valid=Period(months=12))


def text(words: str) -> Text:
    return Text.of({"en": words})


SCALE = tuple(
    Choice(
        id=id,
        label=text(id.title()),
        help=text(f"{id} in words"),
        points=Fraction(i),
        needs_evidence=RULE if id == "proof" else None,
    )
    for i, id in enumerate(("none", "wish", "work", "proof"))
)


def question(id: str, **more: Any) -> Question:
    made: dict[str, Any] = {"choices": SCALE, "reasons": ("law",), "unit": "team", **more}
    return Question(id=id, title=text(id.title()), ask=text(f"What of {id}?"), **made)


QUESTIONNAIRE = Questionnaire(
    id="q",
    version="1.0.0",
    digest="sha256:0",
    title=text("Q"),
    languages=("en",),
    units=(Label(id="team", label=text("Team")), Label(id="it", label=text("IT"))),
    reasons=(Label(id="law", label=text("Law")),),
    bases=(Label(id="law", label=text("Law")),),
    glossary=(
        GlossaryEntry(id="hedge", term=text("hedge; row (of trees)"), note=text("A living fence.")),
        GlossaryEntry(id="moon", term=text("moon"), note=text("Far away.")),
    ),
    resources=(Resource(id="book", title=text("The book"), url="https://example.org/book", verified="partly"),),
    sections=(
        Section(
            id="first",
            title=text("First"),
            intent=text("Begin."),
            questions=(
                question("a.one", quick=True, why=text("Rows matter."), resources=("book",)),
                question("a.two", when=Comparing("a.one", Comparison.AT_LEAST, ("work",))),
                question("a.three", quick=True, unit="it"),
            ),
        ),
        Section(
            id="second",
            title=text("Second"),
            questions=(
                question(
                    "b.one",
                    reasons=(),
                    gate=Gate(
                        basis="law", rule=text("The law."), certainty="high", needs="work", ask_whom=text("the lawyer")
                    ),
                ),
                question(
                    "b.many",
                    type=QuestionType.MANY,
                    quick=True,
                    choices=(
                        Choice(id="x", label=text("X"), points=Fraction(1)),
                        Choice(id="y", label=text("Y"), points=Fraction(1)),
                        Choice(id="neither", label=text("Neither"), exclusive=True),
                    ),
                ),
                question("b.words", type=QuestionType.TEXT, choices=()),
            ),
        ),
    ),
)
EVERY = tuple(QUESTIONNAIRE.by_id)
PROJECT = Project(charter=Charter(name="Garden"))


@dataclass
class Paper:
    """A store in memory; `meddle` runs before each record, as another session would."""

    project: Project = PROJECT
    questionnaire: Questionnaire = QUESTIONNAIRE
    saves: list[tuple[str, Answer | None]] = field(default_factory=list)
    elsewhere: dict[str, Answer] = field(default_factory=dict)
    """What another session has written since the last reload."""

    def record(self, id: str, answer: Answer | None) -> None:
        if id in self.elsewhere:
            raise ConflictError(Message.of("changed"))
        self.saves.append((id, answer))
        others = {key: one for key, one in self.project.answers.items() if key != id}
        self.project = replace(self.project, answers=others if answer is None else {**self.project.answers, id: answer})

    def note_to_check(self, ids: tuple[str, ...]) -> None:
        self.project = replace(self.project, to_check=ids)

    def note_participants(self, names: tuple[str, ...]) -> None:
        self.project = replace(self.project, participants=names)

    def reload(self) -> None:
        self.project = replace(self.project, answers={**self.project.answers, **self.elsewhere})
        self.elsewhere = {}


Line = str | Action | tuple[str, ...] | BaseException | Callable[[], Any]


class Scripted:
    """Answers from a list; interrupts at its end. `seen` is every paragraph shown, in order."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = deque(lines)
        self.seen: list[str] = []
        self.menus: list[Menu] = []

    def page(self, *paragraphs: Paragraph) -> None:
        self.seen.append("---")
        self.say(*paragraphs)

    def say(self, *paragraphs: Paragraph) -> None:
        self.seen += [paragraph.text for paragraph in paragraphs if paragraph.text]

    def read(self, *paragraphs: Paragraph, then: str = "") -> bool:
        self.page(*paragraphs, Paragraph(then))
        return True

    def pick(self, menu: Menu) -> Any:
        given = self._menu(menu)
        assert not isinstance(given, tuple), f"{given} are several"
        return given

    def tick(self, menu: Menu) -> Any:
        given = self._menu(menu)
        return given if isinstance(given, tuple | Action) else (given,)

    def line(self, ask: str, *, value: str = "") -> str:
        self.seen.append(ask)
        return str(self._next())

    lines = line

    @property
    def shown(self) -> str:
        return "\n".join(self.seen)

    @property
    def last_page(self) -> str:
        return self.shown.rpartition("---")[2]

    def _menu(self, menu: Menu) -> Any:
        self.menus.append(menu)
        given = self._next()
        offered = [*(option.id for option in menu.options), *(command.action for command in menu.commands)]
        assert isinstance(given, tuple) or given in offered, f"{given} is not offered"
        return given

    def _next(self) -> Any:
        if not self._lines:
            raise KeyboardInterrupt
        given = self._lines.popleft()
        if isinstance(given, BaseException):
            raise given
        return given() if callable(given) else given


def run(paper: Paper, *lines: Line, **options: Any) -> tuple[RunResult, Scripted]:
    """The interview with a script, on a clock that ticks ten seconds a look."""
    asker = Scripted(lines)
    ticks = iter(range(0, 10**9, 10))
    interview = Interview(paper, asker, ENGLISH, RunOptions(**options), today=TODAY, clock=lambda: float(next(ticks)))
    return interview.run(), asker
