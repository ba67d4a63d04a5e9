"""Lints a questionnaire: all proofs and all findings, in the order of its files."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from engage_cli.authoring import conditions, monotone, texts, thresholds, unused, versions
from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.authoring.formulas import literals
from engage_cli.authoring.goals import Goal, list_goals
from engage_cli.authoring.overlay import findings as overlay
from engage_cli.authoring.prover import Example, Proof, Prover
from engage_cli.authoring.rules import HISTORY_GAP, NOT_DECIDED, ONLY_CONTRADICTORY
from engage_cli.authoring.search import BUDGET
from engage_cli.errors import Message
from engage_cli.files.nodes import position
from engage_cli.questionnaire.history.totality import find_gaps
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import Value, replace

LOOKS: tuple[Callable[[LintContext], Iterator[Finding]], ...] = (
    conditions.lint_conditions, monotone.lint_monotonicity, thresholds.lint_thresholds, unused.lint_unused,
    texts.lint_texts, versions.lint_version, overlay.lint_overlay,
)  # fmt: skip
"""The functions that look for findings besides unreachable goals."""


OF_WORDS = ("text-equal", "resource-unverified", "resource-old")
"""Rules about a single text, whose findings never follow from something elsewhere."""


class ProvedGoal(Value, kw_only=True):
    """A goal, with an example or the proof that there is none."""

    goal: Goal
    proof: Proof
    follows: bool = False
    """Whether it is impossible only because it reads a question that nobody is asked, which is to be fixed first."""

    @property
    def dead_question(self) -> bool:
        """Whether the goal is a question that nobody is asked."""
        return self.goal.rule == "question-dead" and "/" not in self.goal.subject and self.proof.impossible

    @property
    def example(self) -> Example | None:
        """The example with the goal's own answers; None where there is none."""
        found = self.proof.example
        return replace(found, answers={**found.answers, **self.goal.answers}) if found else None


class Lint(Value, kw_only=True):
    """The result of a lint."""

    desk: LintContext
    shown: tuple[ProvedGoal, ...]
    findings: tuple[Finding, ...]


def lint(loaded: LoadedQuestionnaire, *, as_of: dt.date, budget: int = BUDGET) -> Lint:
    """Everything that can be proved and found about a questionnaire.

    Raises InputError for an unreadable list of an older version.
    """
    desk = LintContext(loaded=loaded, as_of=as_of, prover=Prover(loaded.questionnaire, budget=budget))
    shown = tuple(
        _with_followers(ProvedGoal(goal=goal, proof=desk.prover.prove(goal.formula)) for goal in list_goals(desk))
    )
    found = [*_of_goals(shown), *(one for look in LOOKS for one in look(desk)), *_forgotten(desk)]
    ours = _of_overlay(list(_leading(found)), desk, budget)
    return Lint(desk=desk, shown=shown, findings=tuple(sort_findings(ours)))


def _of_overlay(found: list[Finding], desk: LintContext, budget: int) -> list[Finding]:
    """The findings of an overlay without those its base has already, which are for the author of the base."""
    base, overlay = desk.loaded.base, desk.written.overlay
    if base is None or overlay is None or all(one.node.path == overlay.path for one in found):
        return found
    known = {_place(one) for one in lint(base, as_of=desk.as_of, budget=budget).findings}
    known_texts = (one for one in found if one.rule in OF_WORDS and one.node.path != overlay.path)
    known |= {_place(one) for one in known_texts}
    return [one for one in found if _place(one) not in known]


def _place(found: Finding) -> tuple[str, str, tuple[int, int]]:
    """The identity of a finding with its position."""
    return found.rule, found.node.path, position(found.node.document, found.node.place, key=found.at_key)


def _leading(found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings without those that only follow from another: a question never asked, or contradictory facts."""
    found = list(found)
    heads = {one.subject for one in found if one.rule in ("question-dead", ONLY_CONTRADICTORY)}
    yield from (one for one in found if "/" not in one.subject or one.subject.split("/")[0] not in heads)


def _with_followers(shown: Iterable[ProvedGoal]) -> Iterator[ProvedGoal]:
    shown = list(shown)
    dead = {one.goal.subject for one in shown if one.dead_question}
    for one in shown:
        follows = one.proof.impossible and not one.dead_question and _reads(one.goal, dead)
        yield replace(one, follows=True) if follows else one


def _reads(goal: Goal, ids: set[str]) -> bool:
    return any(literal.test.key in ids for literal in literals(goal.formula))


def _of_goals(shown: Iterable[ProvedGoal]) -> Iterator[Finding]:
    for one in shown:
        goal, proof = one.goal, one.proof
        place: dict[str, Any] = {"subject": goal.subject, "node": goal.node, "at_key": goal.at_key}
        if not proof.decided:
            message = Message.of("{what}: not decided after {count} search steps.", what=goal.what, count=BUDGET)
            yield Finding(rule=NOT_DECIDED, message=message, **place)
        elif proof.example is None and not one.follows:
            yield Finding(rule=goal.rule, message=Message.of("{what}: never.", what=goal.what), **place)
        elif proof.example and proof.contradictory and goal.rule != "contradiction-dead":
            message = Message.of("{what}: only in projects that contradict themselves.", what=goal.what)
            examples = (one.example,) if one.example else ()
            yield Finding(rule=ONLY_CONTRADICTORY, message=message, examples=examples, **place)


def _forgotten(desk: LintContext) -> Iterator[Finding]:
    """Findings for ids that were released once and have no place in this version."""
    for gap in find_gaps(desk.loaded):
        subject = "/".join(("history", gap.old_version, *gap.old_ids))
        yield Finding(
            rule=HISTORY_GAP, subject=subject, node=gap.node, at_key=True, message=gap.message, repair=gap.hint
        )


def sort_findings(found: Iterable[Finding]) -> list[Finding]:
    """The findings by file, then by line."""
    found = list(found)
    files = list(dict.fromkeys(one.node.path for one in found))
    return sorted(
        found,
        key=lambda f: (files.index(f.node.path), position(f.node.document, f.node.place, key=f.at_key)),
    )
