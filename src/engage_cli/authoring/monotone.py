"""Checks monotonicity: whether a better answer can lower a score, by opening or closing a question whose condition
reads it."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.authoring.formulas import ALWAYS, NEVER, AllOf, AnyOf, Formula, Literal, to_formula
from engage_cli.authoring.goals import answer_with
from engage_cli.authoring.possible_values import Judge
from engage_cli.authoring.projects import as_project
from engage_cli.authoring.prover import Example, all_of
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.condition import Comparing, Comparison, comparisons
from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Question, Questionnaire, QuestionType, Section
from engage_cli.model.scales import Better, Choice
from engage_cli.scoring.aggregation import attainments, shares
from engage_cli.scoring.assessment import score_nodes
from engage_cli.scoring.nodes import question_term
from engage_cli.scoring.question_scoring import score_questions
from engage_cli.values import Value, replace


class ScoreDrop(Value, kw_only=True):
    """Two projects that differ in one answer, with the share of a section in each."""

    before: Example
    after: Example
    high: Fraction
    low: Fraction


def lint_monotonicity(desk: LintContext) -> Iterator[Finding]:
    """A finding for each condition by which a better answer can lower a section's score, with two projects that show
    it."""
    q, judge = desk.questionnaire, Judge(desk.questionnaire)
    read = frozenset(test.key for question in q.by_id.values() for test in comparisons(question.when))
    small = {section.id: _with_what_it_hangs_on(q, section) for section in q.walk()}
    for reader, node in desk.questions():
        sources = [q.by_id[key] for key in dict.fromkeys(one.key for one in comparisons(reader.when)) if key in q.by_id]
        for source in sources:
            if source.type is QuestionType.ONE and source.judged and reader.is_scored:
                link = _Link(desk=desk, judge=judge, reader=reader, source=source, read=read, small=small)
                if fall := next(link.falls(), None):
                    yield _finding(link, fall, node.get("when") or node)


def _finding(link: "_Link", fall: ScoreDrop, node: Node) -> Finding:
    before, after = (link.source.choice(one.answers[link.source.id].choice or "") for one in (fall.before, fall.after))
    message = Message.of(
        "A better answer to “{source}” (“{after}” instead of “{before}”) can lower the score of “{section}” "
        "from {high} to {low}: it decides whether “{reader}” is asked.",
        source=link.source.id,
        reader=link.reader.id,
        section=link.section.id,
        high=fall.high,
        low=fall.low,
        before=before.label if before else "",
        after=after.label if after else "",
    )
    return Finding(
        rule="not-monotone",
        subject=f"{link.reader.id}/{link.source.id}",
        node=node,
        message=message,
        examples=(fall.before, fall.after),
    )


class _Link(Value, kw_only=True):
    """A question whose condition reads the answer to another."""

    desk: LintContext
    judge: Judge
    reader: Question
    source: Question
    read: frozenset[str]
    """The ids of questions that some condition reads."""
    small: Mapping[str, Questionnaire]
    """By section id, the questionnaire reduced to what the section's score depends on."""

    @property
    def section(self) -> Section:
        """The section whose score may drop."""
        return self.desk.questionnaire.sections_of[self.reader.id][-1]

    def falls(self) -> Iterator[ScoreDrop]:
        """Pairs of projects of which the second has the better answer and the lower score."""
        prover = self.desk.prover
        base = all_of(prover.in_force(self.source), prover.context(self.reader), prover.aimed(self.section))
        for worse, better in pairwise(self.source.ladder):
            for opens in (True, False):
                asked_at, other = (better, worse) if opens else (worse, better)
                at = to_formula(Comparing(self.source.id, Comparison.IS, (worse.id,)))
                switched = all_of(self._reader_at(asked_at, wanted=True), self._reader_at(other, wanted=False))
                example = prover.prove(all_of(base, switched, at)).example
                fall = self._fall(example, worse, better, opens=opens) if example else None
                yield from (fall,) if fall else ()

    def _reader_at(self, choice: Choice, *, wanted: bool) -> Formula:
        """The formula for the reader's condition to hold, or fail, when the source is answered with `choice`."""
        return self._settled(to_formula(self.reader.when, wanted=wanted), Answer(choice=choice.id))

    def _settled(self, goal: Formula, answer: Answer) -> Formula:
        match goal:
            case Literal(test, _, mode):
                if test.key != self.source.id:
                    return goal
                return ALWAYS if goal.met(self.judge.truth(test, answer, as_said=mode.as_said)) else NEVER
            case AllOf(terms):
                return AllOf(tuple(self._settled(term, answer) for term in terms))
            case AnyOf(terms):
                return AnyOf(tuple(self._settled(term, answer) for term in terms))

    def _fall(self, example: Example, worse: Choice, better: Choice, *, opens: bool) -> ScoreDrop | None:
        """The drop where the section has less with the better choice; None where it has not.

        What is opened is answered worst and everything else best; where something is closed, the other way round.
        """
        answers = self._others(example, best=opens) | dict(example.answers)
        before, after = (
            replace(example, answers=answers | {self.source.id: answer_with(self.source, step)})
            for step in (worse, better)
        )
        high, low = (self._share(one) for one in (before, after))
        if high is None or low is None or low >= high:
            return None
        return ScoreDrop(before=before, after=after, high=high, low=low)

    def _others(self, example: Example, *, best: bool) -> dict[str, Answer]:
        """Answers to the reader and to those questions of its section that no condition reads."""
        found = {}
        for one in self.section.questions:
            free = one is self.reader or not (one.id in self.read or one.id in example.answers)
            if free and one.type is QuestionType.ONE:
                best_here = best is not (one is self.reader)
                found[one.id] = answer_with(one, one.ladder[-1 if best_here else 0])
        return found

    def _share(self, example: Example) -> Fraction | None:
        """The section's worst-case share; only this section is aggregated, by the usual code."""
        day = self.desk.as_of
        known = score_questions(self.small[self.section.id], as_project(self.desk.prover, example, day), as_of=day)
        if self.section.sections:
            score = score_nodes(known)[0][self.section.id]
            found = score.attainment if self._fewer_is_better else score.evidenced
        else:
            own = (known.questions[one.id] for one in self.section.questions if one.is_scored)
            terms = [question_term(one, counted=True) for one in own if one.state.in_force]
            found = (
                attainments(self.section.method, [(term, term.attainment) for term in terms])
                if self._fewer_is_better
                else shares(self.section.method, [(term, term.evidenced) for term in terms])
            )
        return found.low if found else None

    @property
    def _fewer_is_better(self) -> bool:
        """Whether fewer points are better in some question; attainment is then compared instead of points."""
        return any(one.better is Better.LOW for one in (self.source, *self.section.questions))


def _with_what_it_hangs_on(q: Questionnaire, section: Section) -> Questionnaire:
    """The questionnaire reduced to the section's questions and those that decide whether these are asked."""
    kept = {one.id for one in section.questions}
    waiting = list(kept)
    while waiting:
        for test in comparisons(q.by_id[waiting.pop()].when):
            if test.key in q.by_id and test.key not in kept:
                kept.add(test.key)
                waiting.append(test.key)
    return replace(q, indices=(), tensions=(), sections=_pruned(q.sections, kept))


def _pruned(sections: tuple[Section, ...], kept: set[str]) -> tuple[Section, ...]:
    """The sections with only the questions in `kept`; empty sections are dropped."""
    found = (
        replace(
            one,
            questions=tuple(question for question in one.questions if question.id in kept),
            sections=_pruned(one.sections, kept),
        )
        for one in sections
    )
    return tuple(one for one in found if one.questions or one.sections)
