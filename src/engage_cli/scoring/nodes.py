"""Scores sections, and what they share with indices: how children are turned into parts, combined and counted."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

from engage_cli.model.questionnaire import Method, Question, Section
from engage_cli.model.scales import Band, Choice
from engage_cli.scoring.aggregation import Part, attainments, exact_sum, points, shares, weighted_sum
from engage_cli.scoring.bands import band, plain_band
from engage_cli.scoring.question_scores import NOTHING, QuestionScore, Range, State
from engage_cli.scoring.results import NodeScore, SectionScore, Sum, Tally, Term
from engage_cli.values import Value

Node = TypeVar("Node", bound=NodeScore)

COUNTED = (State.ANSWERED, State.UNKNOWN, State.UNANSWERED, State.NOT_APPLICABLE)
"""The states of which a tally gives the number of questions."""


def combine(method: Method, parts: Sequence[Part], bands: Sequence[Band]) -> Sum:
    """The sum of the children that count, by the method of their node; without children, nothing has a value."""
    terms = [part.term for part in parts]
    weights = [term.weight for term in terms]
    evidenced = shares(method, [(term, term.evidenced) for term in terms])
    attainment = attainments(method, [(term, term.attainment) for term in terms])
    beyond = attainments(Method.MEAN, [(part.term, part.beyond) for part in parts])
    expected_shares = shares(method, [(term, _expected_share(term)) for term in terms])
    judged = any(part.judged for part in parts)
    return Sum(
        declared=shares(method, [(term, term.declared) for term in terms]),
        evidenced=evidenced,
        attainment=attainment,
        declared_attainment=attainments(method, [(part.term, part.declared_attainment) for part in parts]),
        bands=_bands(bands, attainment if judged else evidenced, beyond, parts),
        beyond=beyond,
        earned=points([(term, term.earned) for term in terms]),
        declared_earned=points([(term, term.declared_earned) for term in terms]),
        possible=weighted_sum(weights, [term.possible for term in terms]),
        expected=_points_expected([(term, term.expected) for term in terms]),
        demand=_points_expected([(term, term.demand) for term in terms]),
        judged=judged,
        expected_share=expected_shares.low if expected_shares else None,
    )


def _points_expected(children: Sequence[tuple[Term, Fraction | None]]) -> Fraction | None:
    """Points expected of all children, by weight; None where nothing is of any."""
    total = points([(term, None if points is None else Range(points, points)) for term, points in children])
    return None if total is None else total.low


class SectionInput(Value, kw_only=True):
    """What sections are scored from."""

    bands: Sequence[Band]
    questions: Mapping[str, QuestionScore]
    aims: Mapping[str, bool]
    """Whether each section is aimed at, by id."""
    targets: Mapping[str, str]
    """The choice id that the team aims at, by section id."""


def score_sections(
    sections: Sequence[Section], answered: SectionInput, known: Mapping[str, SectionScore] = MappingProxyType({})
) -> dict[str, SectionScore]:
    """Every section by id, outer before inner.

    Scores in `known` are taken as they are, with those of the sections inside.
    """
    found: dict[str, SectionScore] = {}
    for section in sections:
        if section.id in known:
            found |= {one.id: known[one.id] for one in section.walk()}
            continue
        inner = score_sections(section.sections, answered, known)
        found[section.id] = score_section(section, [inner[s.id] for s in section.sections], answered)
        found |= inner
    return found


def score_section(section: Section, inner: Sequence[SectionScore], answered: SectionInput) -> SectionScore:
    """The score of `section`, from those of the sections directly inside it.

    A section that is not aimed at has a score only where the team answered there all the same.
    """
    own = [answered.questions[q.id] for q in section.questions]
    leaves = [answered.questions[q.id] for q in section.all_questions()]
    aimed = answered.aims[section.id]
    counted = _counted(leaves, aimed=aimed)
    terms = {q.question.id: question_term(q, counted=q.question.id in counted) for q in own}
    terms |= {s.id: node_term(s, s.section.weight, section.method, counted=_counts(s, aimed=aimed)) for s in inner}
    parts = [question_part(q, term, answered.bands) for q in own if (term := terms[q.question.id]).counted]
    parts += [node_part(s, term, answered.bands) for s in inner if (term := terms[s.id]).counted]
    target = _target(section, answered.targets.get(section.id))
    return with_sum(
        SectionScore,
        combine(section.method, parts, answered.bands),
        id=section.id,
        section=section,
        method=section.method,
        out_of=section.out_of,
        aimed=aimed,
        tally=count_states(leaves, aimed=aimed, opened=bool(counted)),
        terms=tuple(terms.values()),
        target=target[0] if target else None,
        target_share=target[1] if target else None,
    )


def with_sum(node: type[Node], sum_: Sum, **own: Any) -> Node:
    """A section or index score of the class `node`: its `own` fields and those of its sum."""
    shared: dict[str, Any] = {name: getattr(sum_, name) for name in Sum.__struct_fields__}
    return node(**shared, **own)


def question_part(score: QuestionScore, term: Term, bands: Sequence[Band]) -> Part:
    """A question that counts, as a part of its section; `bands` may be empty."""
    return Part(
        term=term,
        declared_attainment=score.declared_attainment,
        beyond=question_beyond(score),
        band=question_bands(score, bands),
        judged=score.question.judged,
    )


def question_bands(score: QuestionScore, bands: Sequence[Band]) -> tuple[int, int] | None:
    """The positions of a question's bands at worst and at best, from 0; None without bands or a result."""
    measure = score.attainment if score.question.judged else question_share(score)
    if measure is None or not bands:
        return None
    return plain_band(bands, measure.low), plain_band(bands, measure.high)


def question_share(score: QuestionScore) -> Range | None:
    """The evidenced share of the full points of a question, 0 to 1; None where it has no score."""
    return _share(score.evidenced, score.possible)


def question_beyond(score: QuestionScore) -> Range | None:
    """1 where a question earns more than expected, 0 where not, at worst and at best.

    None where nothing is expected.
    """
    if score.merit is None or score.demand is None:
        return None
    return Range(Fraction(score.merit.low > score.demand), Fraction(score.merit.high > score.demand))


def question_term(score: QuestionScore, *, counted: bool) -> Term:
    """A question as a term of its section."""
    evidenced = question_share(score)
    alike = score.declared is score.evidenced
    return Term(
        id=score.question.id,
        weight=score.question.weight,
        counted=counted,
        excluded=None if counted else _why_excluded(score),
        declared=evidenced if alike else _share(score.declared, score.possible),
        evidenced=evidenced,
        attainment=score.attainment,
        earned=score.evidenced,
        declared_earned=score.declared,
        possible=score.possible,
        expected=score.expected,
        demand=score.demand,
    )


def node_part(score: NodeScore, term: Term, bands: Sequence[Band]) -> Part:
    """A section or index that counts, as a part of the node around it; `bands` may be empty."""
    positions = [next(i for i, b in enumerate(bands) if b.id == end.id) for end in score.bands or ()]
    return Part(
        term=term,
        declared_attainment=score.declared_attainment,
        beyond=score.beyond,
        band=(positions[0], positions[1]) if positions else None,
        judged=score.judged,
    )


def node_term(score: NodeScore, weight: Fraction, method: Method, *, counted: bool) -> Term:
    """A section or index as a term of the node around it, with its `weight` there and the `method` of that node.

    A sum takes the points earned below, however the child itself combines them.
    """
    in_points = method is Method.SUM
    return Term(
        id=score.id,
        weight=weight,
        counted=counted,
        excluded=None if score.aimed else State.OUTSIDE_AIM,
        declared=_share(score.declared_earned, score.possible) if in_points else score.declared,
        evidenced=_share(score.earned, score.possible) if in_points else score.evidenced,
        attainment=score.attainment,
        earned=score.earned,
        declared_earned=score.declared_earned,
        possible=score.possible,
        expected=score.expected,
        demand=score.demand,
    )


def count_states(leaves: Iterable[QuestionScore], *, aimed: bool = True, opened: bool = True) -> Tally:
    """The number of questions by state; of a section not aimed at, only once it is opened by an answer."""
    weights: dict[State, list[Fraction]] = {state: [] for state in COUNTED}
    for leaf in leaves:
        state = _state_for(leaf, aimed=aimed)
        if state in weights and (aimed or opened) and leaf.question.is_scored:
            weights[state].append(leaf.question.weight)
    total = {state: exact_sum(found) for state, found in weights.items()}
    in_force = total[State.ANSWERED] + total[State.UNKNOWN] + total[State.UNANSWERED]
    all_ = in_force + total[State.NOT_APPLICABLE]
    return Tally(
        answered=len(weights[State.ANSWERED]),
        unknown=len(weights[State.UNKNOWN]),
        unanswered=len(weights[State.UNANSWERED]),
        not_applicable=len(weights[State.NOT_APPLICABLE]),
        coverage=total[State.ANSWERED] / in_force if in_force else None,
        not_applicable_share=total[State.NOT_APPLICABLE] / all_ if all_ else None,
    )


def _counted(leaves: Sequence[QuestionScore], *, aimed: bool) -> frozenset[str]:
    """Ids of the questions that count in the score of their section."""
    if not aimed and not _opened(leaves):
        return frozenset()
    return frozenset(q.question.id for q in leaves if _state_for(q, aimed=aimed).in_force and q.question.is_scored)


def _opened(leaves: Sequence[QuestionScore]) -> bool:
    """Whether a section that is not aimed at was answered: its gates alone do not do, unless it asks nothing else."""
    beside_gates = [q for q in leaves if not q.standing.gate_only and q.standing.if_aimed.in_force]
    return any(q.standing.if_aimed is State.ANSWERED for q in beside_gates or leaves)


def _counts(inner: NodeScore, *, aimed: bool) -> bool:
    """Whether a section inside another counts in it: it has a score, and is aimed at if its parent is."""
    return inner.evidenced is not None and inner.aimed is aimed


def _state_for(score: QuestionScore, *, aimed: bool) -> State:
    if aimed and score.standing.gate_only:
        return State.OUTSIDE_AIM
    return score.state if aimed else score.standing.if_aimed


def _why_excluded(score: QuestionScore) -> State | None:
    return State.OUTSIDE_AIM if score.standing.gate_only else score.state


def _share(points: Range | None, possible: Fraction) -> Range | None:
    return points.over(possible) if points and possible else None


def _expected_share(term: Term) -> Range | None:
    if term.expected is None or not term.possible:
        return None
    share = term.expected / term.possible
    return Range(share, share)


def _bands(
    bands: Sequence[Band], attainment: Range | None, beyond: Range | None, parts: Sequence[Part]
) -> tuple[Band, Band] | None:
    """The bands at worst and at best; where nothing is ever expected below, `attainment` is the score itself."""
    if not bands or attainment is None:
        return None
    over = beyond or Range(NOTHING, NOTHING)
    ends = [part.band for part in parts if part.band is not None]
    low = band(bands, attainment.low, [end[0] for end in ends], over.low)
    high = band(bands, attainment.high, [end[1] for end in ends], over.high)
    return bands[low], bands[high]


def _target(section: Section, id: str | None) -> tuple[Choice, Fraction] | None:
    """The target level and its share of the full points, on the scale of the first question that has it."""
    found: Question | None = next((q for q in section.all_questions() if id and q.choice(id)), None)
    choice = found.choice(id or "") if found else None
    return (choice, choice.points / found.full_points) if found and choice else None
