"""The tree that a plan raises: a section or index, what counts in it, and the options for each question."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType

from engage_cli.model.questionnaire import Method
from engage_cli.model.scales import Band
from engage_cli.planning.options import Option
from engage_cli.planning.situation import Situation
from engage_cli.scoring.nodes import question_bands, question_beyond, question_share
from engage_cli.scoring.question_scores import QuestionScore, Range
from engage_cli.scoring.results import IndexScore, NodeScore, SectionScore, Term
from engage_cli.values import Value

Options = Mapping[str, tuple[Option, ...]]
"""The options for each question, by its id."""


class Measure(StrEnum):
    """What is added up in the tree."""

    ATTAINMENT = "attainment"
    """The share of what is expected."""
    EVIDENCED = "evidenced"
    """The share of the full points, where nothing is expected."""
    BEYOND = "beyond"
    """The share of the weight that earns more than expected, once everything expected is reached."""


class Leaf(Value, kw_only=True):
    """A question in the tree."""

    id: str
    options: tuple[Option, ...]
    values: tuple[Fraction | None, ...]
    """The share with each option; all None where the question counts for its blocking requirement alone."""
    bands: tuple[int | None, ...]
    """The position of the band with each option; None where it has none."""


class Branch(Value, kw_only=True):
    """A section or index in the tree."""

    id: str
    method: Method
    children: tuple["Weighed", ...]
    section: bool


class Weighed(Value):
    """A child with its weight in what is added up."""

    weight: Fraction
    node: Leaf | Branch
    counts: bool = True
    """Whether its share counts in that of its parent; if not, only its band does."""


class Combination(Value):
    """How the children of a node are added up."""

    measure: Measure
    method: Method


def build_tree(
    here: Situation, node: NodeScore, options: Options, measure: Measure, *, in_points: bool = False
) -> Branch:
    """`node` as a tree with all that counts in it.

    With `in_points`, as the sum of the points below, whatever its method.
    """
    method = Method.MEAN if measure is Measure.BEYOND else Method.SUM if in_points else node.method
    how = Combination(measure, method)
    children = tuple(_weighed(here, node, term, options, how) for term in node.terms if term.counted)
    return Branch(id=node.id, method=method, children=children, section=isinstance(node, SectionScore))


def _weighed(here: Situation, node: NodeScore, term: Term, options: Options, how: Combination) -> Weighed:
    weight = term.weight * _size(term, how.measure) if how.method is Method.SUM else term.weight
    inner = inner_node(here, node, term)
    if inner is None:
        return Weighed(weight, build_leaf(here, term.id, options[term.id], how.measure))
    own = how.measure if inner.judged or how.measure is Measure.BEYOND else Measure.EVIDENCED
    branch = build_tree(
        here, inner, options, own, in_points=how.measure is Measure.EVIDENCED and how.method is Method.SUM
    )
    return Weighed(weight, branch, own is how.measure)


def _size(term: Term, measure: Measure) -> Fraction:
    """How much a child weighs in a sum of points."""
    return (term.demand or Fraction(0)) if measure is Measure.ATTAINMENT else term.possible


def inner_node(here: Situation, node: NodeScore, term: Term) -> NodeScore | None:
    """The section or index that a term of `node` stands for; None for a question."""
    if isinstance(node, IndexScore):
        return here.indices[term.id] if node.index.indices else here.sections[term.id]
    return None if term.id in here.questions else here.sections[term.id]


def build_leaf(here: Situation, id: str, options: tuple[Option, ...], measure: Measure) -> Leaf:
    """A question as a leaf; for the measure BEYOND, only with options that reach all that is expected."""
    if measure is Measure.BEYOND:
        options = tuple(one for one in options if one.score.attainment is None or one.score.attainment.low == 1)
    values = tuple(_low(_MEASURED[measure](one.score)) for one in options)
    bands = tuple(_band(one.score, here.questionnaire.bands) for one in options)
    return Leaf(id=id, options=options, values=values, bands=bands)


def gate_leaf(id: str, options: tuple[Option, ...]) -> Leaf:
    """A question outside the tree, whose blocking requirement is to be opened."""
    return Leaf(id=id, options=options, values=(None,) * len(options), bands=(None,) * len(options))


_MEASURED: Mapping[Measure, Callable[[QuestionScore], Range | None]] = MappingProxyType(
    {Measure.ATTAINMENT: attrgetter("attainment"), Measure.EVIDENCED: question_share, Measure.BEYOND: question_beyond}
)


def _low(found: Range | None) -> Fraction | None:
    return found.low if found else None


def _band(score: QuestionScore, bands: Sequence[Band]) -> int | None:
    ends = question_bands(score, bands)
    return ends[0] if ends else None


def leaves(node: Leaf | Branch) -> Iterator[Leaf]:
    """The questions of `node` in order; one that counts in two places comes twice."""
    if isinstance(node, Leaf):
        yield node
        return
    for child in node.children:
        yield from leaves(child.node)
