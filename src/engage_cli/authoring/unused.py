"""Lints declarations that are never used: things that nothing refers to, sections that no index counts, and the
like."""

from collections.abc import Iterable, Iterator

from engage_cli.authoring.findings import Finding, LintContext
from engage_cli.authoring.prover import conditions
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.condition import Comparing, Comparison, comparisons
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.scoring.indices import all_sections


def lint_unused(desk: LintContext) -> Iterator[Finding]:
    """All findings of declarations without use."""
    used = _used(desk.questionnaire)
    for key, ids in used.items():
        for id, node in _declared(desk, key):
            if id not in ids:
                message = Message.of("Nothing uses “{id}”.", id=id)
                yield Finding(rule="unused", subject=f"{key}/{id}", node=node, at_key=True, message=message)
    yield from _outside_indices(desk)
    yield from _idle_choices(desk)
    yield from _unreached_bands(desk)
    yield from _unsaid(desk)


def _declared(desk: LintContext, key: str) -> Iterator[tuple[str, Node]]:
    if key == "tags":
        for _, group in desk.root.below("tags"):
            yield from group.below("choices")
    elif key == "resources":
        resources = desk.written.resources
        yield from resources.items() if resources else ()
    else:
        yield from desk.root.below(key)


def _used(q: Questionnaire) -> dict[str, set[str | None]]:
    """By kind, the ids that something refers to."""
    questions, sections = list(q.by_id.values()), list(q.walk())
    advice = [one for question in questions for one in question.recommendations]
    gates = [question.gate for question in questions if question.gate]
    pointing = [*(q.resources for q in questions), *(g.resources for g in gates), *(r.resources for r in advice)]
    pointing += [*(q.see_also for q in questions), *(r.see_also for r in advice), *(step.resources for step in q.path)]
    return {
        "scales": {question.scale for question in questions},
        "roles": {section.role for section in sections},
        "units": {question.unit for question in questions},
        "functions": {id for question in questions for id in question.functions},
        "leads": {*(one.lead for one in advice), *(id for step in q.path for id in (step.lead, *step.partners))},
        "reasons": {reason for question in questions for reason in question.reasons},
        "basis": {gate.basis for gate in gates},
        "tags": {tag for question in questions for tag in question.tags},
        "resources": {id for ids in pointing for id in ids},
    }


def _outside_indices(desk: LintContext) -> Iterator[Finding]:
    """Top sections whose score no index counts, in a questionnaire with indices."""
    q = desk.questionnaire
    if not q.indices:
        return
    counted = {id for index in q.indices for id in all_sections(index, q)}
    for section in q.sections:
        inside = {one.id for one in section.walk()}
        if not counted & inside and any(question.is_scored for question in section.all_questions()):
            message = Message.of("No index counts the section “{id}”.", id=section.id)
            yield Finding(
                rule="section-outside-indices", subject=section.id, node=desk.node(section.id), at_key=True,
                message=message,
            )  # fmt: skip


def _idle_choices(desk: LintContext) -> Iterator[Finding]:
    """Choices that no condition names, in facets whose other choices decide on aims."""
    aims = [test for section in desk.questionnaire.walk() for test in comparisons(section.aim)]
    aiming = {test.key for test in aims if test.comparison is Comparison.IS}
    tests = [test for one in conditions(desk.questionnaire) for test in comparisons(one)]
    for facet in desk.questionnaire.facets:
        if facet.id in aiming and facet.type is not FacetType.YES_NO:
            yield from _unnamed(desk, facet, [test for test in tests if test.key == facet.id])


def _unnamed(desk: LintContext, facet: Facet, tests: Iterable[Comparing]) -> Iterator[Finding]:
    if any(test.comparison in (Comparison.IS_NOT, Comparison.AT_LEAST, Comparison.AT_MOST) for test in tests):
        return
    named = {value for test in tests for value in test.values}
    for choice in facet.choices:
        if choice.id not in named:
            message = Message.of("The choice “{id}” has no effect: no section is aimed at by it.", id=choice.id)
            node = desk.root.get("facets", facet.id, "choices", choice.id) or desk.root
            yield Finding(
                rule="choice-idle", subject=f"{facet.id}/{choice.id}", node=node, at_key=True, message=message
            )  # fmt: skip


def _unreached_bands(desk: LintContext) -> Iterator[Finding]:
    """A band beyond what is expected where no question can earn more than that."""
    for band in desk.questionnaire.bands:
        if band.beyond is not None and not _exceeded(desk.questionnaire):
            node = dict(desk.listed("bands"))[band.id]
            message = Message.of("No answer earns more than is expected: “{id}” is never reached.", id=band.id)
            yield Finding(rule="band-dead", subject=band.id, node=node, message=message)


def _exceeded(q: Questionnaire) -> bool:
    """Whether some answer can earn more than is expected at some time."""
    for question in q.by_id.values():
        if question.expected is not None:
            levels = [question.expected.always, *(level for _, level in question.expected.by_time)]
            points = [choice.points for level in levels if level and (choice := question.choice(level))]
            if any(0 < question.merit(one) < question.full_points for one in points):
                return True
    return False


def _unsaid(desk: LintContext) -> Iterator[Finding]:
    """Yes/no facets that a blocking requirement depends on without a value to assume while they are unknown."""
    q = desk.questionnaire
    readers: dict[str, list[str]] = {}
    for question in q.by_id.values():
        if question.gate is not None:
            for key in _facets_read(q, question.id):
                readers.setdefault(key, []).append(question.id)
    for facet in q.facets:
        node = desk.root.get("facets", facet.id)
        if facet.type is FacetType.YES_NO and facet.id in readers and node and node.get("unknown_is") is None:
            message = Message.of(
                "Blocking requirements read “{id}” ({questions}), and nothing says what counts while nobody knows.",
                id=facet.id, questions=", ".join(readers[facet.id]),
            )  # fmt: skip
            yield Finding(rule="unknown-unsaid", subject=facet.id, node=node, at_key=True, message=message)


def _facets_read(q: Questionnaire, id: str) -> set[str]:
    """The facets that decide whether the question is asked, also through other questions."""
    found: set[str] = set()
    waiting, seen = [id], {id}
    while waiting:
        for test in comparisons(q.by_id[waiting.pop()].when):
            if test.key in q.by_id and test.key not in seen:
                seen.add(test.key)
                waiting.append(test.key)
            elif test.key not in q.by_id:
                found.add(test.key)
    return found
