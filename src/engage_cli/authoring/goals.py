"""What must be possible in a sensible questionnaire: a goal for everything in it, with the formula that expresses
it."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from engage_cli.authoring.findings import LintContext
from engage_cli.authoring.formulas import NEVER, Formula, Mode, to_formula
from engage_cli.authoring.prover import all_of, any_of
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.condition import Comparing, Comparison, comparisons
from engage_cli.model.project import Answer, Evidence
from engage_cli.model.questionnaire import Question, QuestionType
from engage_cli.model.recommendation import Recommendation
from engage_cli.model.scales import Choice, FacetType
from engage_cli.scoring.indices import all_sections
from engage_cli.values import Value, field
from engage_cli.wording.enumerations import YES_NO

Answers = Mapping[str, Answer]


class Goal(Value, kw_only=True):
    """Something that should be possible."""

    subject: str
    """Its unique name on the command line: an id, or ids separated by slashes."""
    what: Message
    """Its name for people."""
    formula: Formula
    node: Node
    at_key: bool = False
    rule: str
    """The rule that is violated where it is impossible."""
    answers: Answers = field(default_factory=dict)
    """Answers to add to its example."""
    question: Question | None = None
    """The question that it belongs to; None: it belongs to none."""


def list_goals(desk: LintContext) -> Iterator[Goal]:
    """All goals in the order of the questionnaire's file, each question with those that belong to it."""
    yield from _facet_choices(desk)
    yield from _indices(desk)
    yield from _statements(desk)
    for section, node in desk.sections():
        if section.aim is not None:
            what = Message.of("Section: {text}", text=section.title)
            aimed = desk.prover.aimed(section)
            yield Goal(subject=section.id, what=what, formula=aimed, node=node.get("aim") or node, rule="section-dead")
        for question in section.questions:
            yield from _question(desk, question, desk.node(question.id))


def _facet_choices(desk: LintContext) -> Iterator[Goal]:
    for facet in desk.questionnaire.facets:
        node = desk.root.get("facets", facet.id) or desk.root
        for choice in facet.choices:
            test = Comparing(facet.id, Comparison.IS, (choice.id,))
            yield Goal(
                subject=f"{facet.id}/{choice.id}",
                what=Message.of("Fact: {facet}, {text}", facet=facet.label or facet.ask, text=choice.label),
                formula=to_formula(test, mode=Mode.SAID),
                node=node.get("choices", choice.id) or node,
                at_key=True,
                rule="choice-dead",
            )
        if facet.type is FacetType.YES_NO:
            for said in (True, False):
                test = Comparing(facet.id, Comparison.IS, (said,))
                word = "yes" if said else "no"
                what = Message.of(
                    "Fact: {facet}, {text}", facet=facet.label or facet.ask, text=Message.of(YES_NO[said])
                )
                subject = f"{facet.id}/{word}"
                yield Goal(
                    subject=subject,
                    what=what,
                    formula=to_formula(test, mode=Mode.SAID),
                    node=node,
                    at_key=True,
                    rule="choice-dead",
                )


def _indices(desk: LintContext) -> Iterator[Goal]:
    q = desk.questionnaire
    for index in q.indices:
        sections = [section for id in all_sections(index, q) if (section := q.section(id))]
        asked = [
            all_of(desk.prover.aimed(section), desk.prover.in_force(question))
            for section in sections
            for question in section.all_questions()
            if question.is_scored
        ]
        what = Message.of("Index: {text}", text=index.label)
        node = desk.root.get("indices", index.id) or desk.root
        yield Goal(subject=index.id, what=what, formula=any_of(*asked), node=node, at_key=True, rule="index-dead")


def _statements(desk: LintContext) -> Iterator[Goal]:
    q = desk.questionnaire
    nodes = {key: dict(desk.listed(key)) for key in ("tensions", "notes", "contradictions")}
    for tension in q.tensions:
        sides = [section for id in tension.between if (section := q.section(id))]
        pulled = all_of(to_formula(tension.when), *(desk.prover.aimed(section) for section in sides))
        what = Message.of("Tension: {text}", text=tension.title or tension.id)
        node = nodes["tensions"][tension.id]
        yield Goal(subject=tension.id, what=what, formula=pulled, node=node, rule="tension-dead")
    for note in q.notes:
        what = Message.of("Note: {text}", text=note.id)
        node = nodes["notes"][note.id]
        yield Goal(subject=note.id, what=what, formula=to_formula(note.when), node=node, rule="note-dead")
    yield from _path(desk)
    for one in q.contradictions:
        what = Message.of("Contradiction: {text}", text=one.id)
        node, said = nodes["contradictions"][one.id], to_formula(one.when, mode=Mode.SAID)
        yield Goal(subject=one.id, what=what, formula=said, node=node, rule="contradiction-dead")


def _path(desk: LintContext) -> Iterator[Goal]:
    """A goal for each step of the path: a project that it concerns, when it is due."""
    nodes = dict(desk.listed("path"))
    for step in desk.questionnaire.path:
        what, node = Message.of("Step: {text}", text=step.title), nodes[step.id]
        due = all_of(to_formula(step.when), desk.prover.due(step.due))
        yield Goal(
            subject=f"path/{step.id}", what=what, formula=due, node=node.get("when") or node, rule="step-dead"
        )  # fmt: skip


def _question(desk: LintContext, question: Question, node: Node) -> Iterator[Goal]:
    asked = desk.prover.in_force(question)
    what = Message.of("Question: {text}", text=question.title)
    yield Goal(
        subject=question.id, what=what, formula=asked, node=node.get("when") or node, rule="question-dead",
        question=question,
    )  # fmt: skip
    for choice in question.choices:
        answers = {question.id: answer_with(question, choice)}
        what = Message.of("Answer: {text}", text=choice.label)
        yield Goal(
            subject=f"{question.id}/{choice.id}", what=what, formula=asked, node=node, rule="question-dead",
            answers=answers, question=question,
        )  # fmt: skip
    yield from _gate(desk, question, node)
    for position, recommendation in enumerate(question.recommendations):
        yield from _recommendation(desk, question, position, recommendation)


def answer_with(question: Question, choice: Choice) -> Answer:
    """An answer with that choice and the evidence it needs."""
    evidence: tuple[Evidence, ...] = ()
    if choice.needs_evidence is not None:
        evidence = (Evidence(title="…", kind=choice.needs_evidence.kinds[0]),)
    criteria = tuple(one.id for one in question.criteria)
    if question.type is QuestionType.MANY:
        return Answer(choices=(choice.id,), criteria=criteria, evidence=evidence)
    return Answer(choice=choice.id, criteria=criteria, evidence=evidence)


def _gate(desk: LintContext, question: Question, node: Node) -> Iterator[Goal]:
    """A goal for each threshold: a time at which it applies, from its own step until the next threshold's."""
    gate = question.gate
    if gate is None:
        return
    asked = desk.prover.in_force(question)
    times: list[tuple[str | None, str | None, str]] = [
        (step, after[0] if after else None, level)
        for (step, level), after in zip_longest(gate.by_time, gate.by_time[1:])
    ]
    if gate.needs is not None:
        times = [(None, None, gate.needs)]
    for step, after, level in times:
        binding = all_of(asked, desk.prover.reached(step), desk.prover.not_reached(after) if after else all_of())
        choice = question.choice(level)
        what = Message.of("Blocking requirement: {text}", text=choice.label if choice else level)
        place = ("gate", "at", step) if step else ("gate", "needs")
        yield Goal(
            subject=f"{question.id}/gate/{step or level}", what=what, formula=binding, node=node.get(*place) or node,
            at_key=True, rule="gate-dead", question=question,
        )  # fmt: skip


def _recommendation(desk: LintContext, question: Question, position: int, one: Recommendation) -> Iterator[Goal]:
    """Goals for a recommendation: that it is given at all, and at each of its choices."""
    node = desk.recommendation(question.id, one.id)
    given = [(at, recommendation_formula(desk, question, position, at)) for at in one.at]
    alive = [(at, found) for at, found in given if not desk.prover.prove(found).impossible]
    what = Message.of("Recommendation: {text}", text=one.do)
    subject = f"{question.id}/{one.id}"
    best = alive[0] if alive else (one.at[0], any_of(*(found for _, found in given)))
    yield Goal(
        subject=subject, what=what, formula=best[1], node=node, rule="recommendation-dead",
        answers=_chosen(question, best[0]), question=question,
    )  # fmt: skip
    if not alive:
        return
    for place, (at, found) in zip(node.each("at"), given, strict=True):
        choice = question.choice(at)
        more = Message.of("{what}, at “{level}”", what=what, level=choice.label if choice else at)
        yield Goal(
            subject=f"{subject}/{at}", what=more, formula=found, node=place, rule="recommendation-level-dead",
            answers=_chosen(question, at), question=question,
        )  # fmt: skip


def recommendation_formula(desk: LintContext, question: Question, position: int, at: str) -> Formula:
    """The formula for the recommendation at `position` to be given at the choice `at`: no earlier one applies."""
    earlier = [one for one in question.recommendations[:position] if at in one.at]
    if any(one.when is None for one in earlier):
        return NEVER
    one = question.recommendations[position]
    passed = (to_formula(before.when, wanted=False) for before in earlier)
    return all_of(desk.prover.in_force(question), to_formula(one.when, mode=Mode.MAY), *passed, *_reading(question, at))


def _reading(question: Question, at: str) -> Iterator[Formula]:
    """Where a condition reads the question itself: that its answer is `at`."""
    for one in question.recommendations:
        if one.when is not None and any(test.key == question.id for test in comparisons(one.when)):
            yield to_formula(Comparing(question.id, Comparison.IS, (at,)))


def _chosen(question: Question, at: str) -> Answers:
    choice = question.choice(at)
    return {question.id: answer_with(question, choice)} if choice else {}
