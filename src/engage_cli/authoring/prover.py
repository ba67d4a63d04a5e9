"""Formulas for who is asked what in a questionnaire, with examples or proofs of impossibility from the search.

Proofs concern projects in which every answered question is asked for certain, not ones where an unknown fact decides
whether it is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from engage_cli.authoring.formulas import ALWAYS, NEVER, AllOf, AnyOf, Formula, Literal, Mode, to_formula
from engage_cli.authoring.possible_values import Judge, Said
from engage_cli.authoring.search import BUDGET, Search
from engage_cli.model.condition import Comparing, Comparison, Condition, comparisons
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Question, Questionnaire, Section
from engage_cli.model.scales import Facet, FacetType
from engage_cli.values import Value, field, replace


class Example(Value, kw_only=True):
    """A minimal project for which something is true; nothing else that it states could change that."""

    facets: Mapping[str, FacetValue] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)


class Proof(Value, kw_only=True):
    """The result of a search: an example, or that there is none."""

    example: Example | None
    decided: bool = True
    """False where the search gave up, so that nothing is known."""
    contradictory: bool = False
    """Whether all examples are of projects that the questionnaire calls contradictory."""

    @property
    def impossible(self) -> bool:
        """Whether it is proved that no project can do it."""
        return self.example is None and self.decided


class Prover:
    """Searches examples for one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, *, budget: int = BUDGET) -> None:
        self.questionnaire = questionnaire
        self.steps = 0
        self._budget = budget
        self._judge = Judge(questionnaire)
        self._order = {id: place for place, id in enumerate(questionnaire.by_id)}
        self._in_force: dict[str, Formula] = {}
        self._proofs: dict[Formula, Proof] = {}
        self._consistent = [
            (to_formula(one.when, wanted=False, mode=Mode.UNSAID), {test.key for test in comparisons(one.when)})
            for one in questionnaire.contradictions
        ]
        self._noisy = [one for one, _ in self._consistent if not self.holds(one, {})]
        """What even a project that says nothing fails."""

    def prove(self, goal: Formula) -> Proof:
        """An example, if possible one without contradictions; or the proof that there is none."""
        if goal not in self._proofs:
            self._proofs[goal] = self._prove(goal)
        return self._proofs[goal]

    def _prove(self, goal: Formula) -> Proof:
        found = self._found([goal])
        wanted: list[Formula] = [goal]
        first = found
        while found.example is not None:
            more = [one for one in self._said_in(found.example) if one not in wanted]
            if not more:
                return found
            wanted += more
            found = self._found(wanted)
        return replace(first, contradictory=first.example is not None and found.decided)

    def _said_in(self, example: Example) -> list[Formula]:
        """The formulas against contradictions that the example violates."""
        said = {**self.completed(example), **example.answers}
        return [one for one, keys in self._consistent if not (keys.isdisjoint(said) or self.holds(one, said))] + [
            one for one in self._noisy if not self.holds(one, said)
        ]

    def completed(self, example: Example) -> dict[str, FacetValue]:
        """The example's facets with all required ones added, if possible without contradiction."""
        said = dict(example.facets)
        for facet in self.questionnaire.facets:
            if facet.required and facet.id not in said:
                ways = _whatever(facet)
                said[facet.id] = next((way for way in ways if self._agrees(facet.id, way, said, example)), ways[0])
        return {facet.id: said[facet.id] for facet in self.questionnaire.facets if facet.id in said}

    def _agrees(self, key: str, way: FacetValue, said: Mapping[str, FacetValue], example: Example) -> bool:
        all_ = {**said, **example.answers, key: way}
        return all(self.holds(one, all_) for one, keys in self._consistent if key in keys)

    def holds(self, goal: Formula, said: Mapping[str, Said]) -> bool:
        """Whether the formula is true of a project that states exactly `said`."""
        match goal:
            case Literal(test, _, mode):
                return goal.met(self._judge.truth(test, said.get(test.key), as_said=mode.as_said))
            case AllOf(terms):
                return all(self.holds(term, said) for term in terms)
            case AnyOf(terms):
                return any(self.holds(term, said) for term in terms)

    def _found(self, wanted: list[Formula]) -> Proof:
        found = Search(self._judge, wanted, self._obligation, budget=self._budget).found()
        self.steps += found.steps
        return Proof(example=None if found.said is None else self._example(found.said), decided=found.decided)

    def _example(self, said: Mapping[str, Said]) -> Example:
        """The example with its entries in the questionnaire's order."""
        facets = {one.id: said[one.id] for one in self.questionnaire.facets if one.id in said}
        answers = {id: said[id] for id in sorted(said.keys() - facets.keys(), key=self._order.__getitem__)}
        return Example(
            facets={id: value for id, value in facets.items() if not isinstance(value, Answer)},
            answers={id: value for id, value in answers.items() if isinstance(value, Answer)},
        )

    def _obligation(self, key: str) -> Formula | None:
        question = self.questionnaire.by_id.get(key)
        return None if question is None else self.in_force(question)

    def in_force(self, question: Question) -> Formula:
        """The formula for the question to be asked and its answer to count for conditions."""
        if question.id not in self._in_force:
            self._in_force[question.id] = all_of(to_formula(question.when), self.context(question))
        return self._in_force[question.id]

    def context(self, question: Question) -> Formula:
        """The formula for everything but its own condition that a question needs to be asked."""
        home = self.questionnaire.sections_of[question.id][-1]
        return all_of(self.due(question.due), ALWAYS if question.gate else self.aimed(home))

    def due(self, step: str | None) -> Formula:
        """The formula for something due at a step of the timeline to be due, also while the time is unknown.

        That case matters where a condition depends on it.
        """
        begun = self.reached(step)
        return any_of(begun, *self._timeless) if begun is not ALWAYS else ALWAYS

    @cached_property
    def _timeless(self) -> tuple[Formula, ...]:
        q = self.questionnaire
        timeline = q.facet(q.timeline or "")
        asked = [test for one in conditions(q) for test in comparisons(one) if test.comparison is Comparison.ANSWERED]
        unsure = [one.when for x in q.by_id.values() for one in x.recommendations]
        unsure += [one.when for one in q.contradictions]
        resting = {test.key for test in asked} | {test.key for one in unsure for test in comparisons(one)}
        if timeline is None or timeline.required or timeline.id not in resting:
            return ()
        return (Literal(Comparing(timeline.id, Comparison.ANSWERED, (False,)), wanted=True),)

    def aimed(self, section: Section) -> Formula:
        """The formula for the project to aim at the section and every section around it."""
        around = next(path for path in self._paths(self.questionnaire.sections) if path[-1] is section)
        return all_of(*(to_formula(one.aim) for one in around))

    def _paths(self, sections: Iterable[Section], above: tuple[Section, ...] = ()) -> Iterable[tuple[Section, ...]]:
        for section in sections:
            yield (*above, section)
            yield from self._paths(section.sections, (*above, section))

    def reached(self, step: str | None) -> Formula:
        """The formula for the project to have reached that step of the timeline; always true for None."""
        timeline = self.questionnaire.timeline
        if step is None or timeline is None:
            return ALWAYS
        return Literal(Comparing(timeline, Comparison.AT_LEAST, (step,)), wanted=True)

    def not_reached(self, step: str | None) -> Formula:
        """The formula for the project not to have reached that step of the timeline yet; always true for None."""
        timeline = self.questionnaire.timeline
        if step is None or timeline is None:
            return ALWAYS
        return Literal(Comparing(timeline, Comparison.AT_LEAST, (step,)), wanted=False)


def _whatever(facet: Facet) -> tuple[FacetValue, ...]:
    """Possible values of a required facet, the plainest first."""
    ids = [choice.id for choice in facet.choices]
    match facet.type:
        case FacetType.YES_NO:
            return (True, False)
        case FacetType.ONE:
            return tuple(ids)
        case FacetType.MANY:
            least = max(1, facet.least)
            return tuple(tuple((ids[i:] + ids[:i])[:least]) for i in range(len(ids)))


def all_of(*formulas: Formula) -> Formula:
    """The conjunction of the formulas, flattened."""
    terms: list[Formula] = []
    for one in formulas:
        terms += one.terms if isinstance(one, AllOf) else (one,)
    kept = tuple(dict.fromkeys(terms))
    return kept[0] if len(kept) == 1 else AllOf(kept)


def any_of(*formulas: Formula) -> Formula:
    """The disjunction of the formulas."""
    return ALWAYS if ALWAYS in formulas else NEVER if not formulas else AnyOf(tuple(dict.fromkeys(formulas)))


def conditions(q: Questionnaire) -> Iterator[Condition]:
    """Every condition of a questionnaire."""
    found = [*(one.when for one in q.tensions), *(one.when for one in q.notes), *(one.when for one in q.path)]
    found += [one.when for one in q.contradictions]
    found += [one.aim for one in q.walk()]
    for question in q.by_id.values():
        found += [question.when, *(one.when for one in question.recommendations)]
    yield from (one for one in found if one is not None)
