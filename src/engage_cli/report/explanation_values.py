"""How a result is computed, as JSON values: `schemas/explanation.schema.json` describes them.

The same values as in `results`, restricted to what is explained, with every sum written out and every answer located.
"""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from engage_cli.errors import Place
from engage_cli.report.results import FORMAT_VERSION, Values, result_values, supposition_values
from engage_cli.scoring.question_scores import QuestionScore
from engage_cli.scoring.results import Assessment, IndexScore, NodeScore, SectionScore, Term
from engage_cli.wording.arithmetic import Read, Sum, format_sums

Explained = IndexScore | SectionScore | QuestionScore
Locate = Callable[[Place], tuple[str, int, int]]

READINGS: Mapping[str, tuple[Read, Callable[[Term], Fraction]]] = {
    "evidenced": (lambda term: term.evidenced, lambda term: term.possible),
    "declared": (lambda term: term.declared, lambda term: term.possible),
    "attainment": (lambda term: term.attainment, lambda term: term.expected or Fraction(0)),
}
"""By method of a node's sum: how to read a term's value, and the full points of which it is a share."""


def explanation_values(a: Assessment, explained: Explained | None, locate: Locate) -> Values:
    """The values that explain a result and everything its sum is made of; None: every index, section and question."""
    whole = result_values(a)
    nodes: dict[str, NodeScore] = {**a.sections, **a.indices}
    ids = {*nodes, *a.questions} if explained is None else set(_below(a, explained))
    return {
        "format_version": FORMAT_VERSION,
        "provenance": whole["provenance"],
        "project": {"id": a.project.charter.id, "name": a.project.charter.name},
        **supposition_values(a.supposed),
        "scope": a.scope,
        "of": None if explained is None else {"kind": _kind(explained), "id": _id(explained)},
        **{kind: [one for one in whole[kind] if one["id"] in ids] for kind in ("indices", "sections", "questions")},
        **{kind: [one for one in whole[kind] if one["question"] in ids] for kind in ("gates", "advice")},
        "sums": [one for id, node in nodes.items() if id in ids for one in _sums(node)],
        "places": [_place(q, locate) for id, q in a.questions.items() if id in ids and _written(q, a)],
    }


def _kind(explained: Explained) -> str:
    match explained:
        case QuestionScore():
            return "question"
        case SectionScore():
            return "section"
        case IndexScore():
            return "index"


def _id(explained: Explained) -> str:
    return explained.question.id if isinstance(explained, QuestionScore) else explained.id


def _below(a: Assessment, explained: Explained) -> Iterator[str]:
    """The id of `explained`, then the ids of its terms, down to the questions."""
    yield _id(explained)
    if isinstance(explained, QuestionScore):
        return
    for term in explained.terms:
        child = a.questions.get(term.id) or a.sections.get(term.id) or a.indices[term.id]
        yield from _below(a, child)


def _sums(node: NodeScore) -> Iterator[Values]:
    for name, (read, size) in READINGS.items():
        if found := format_sums(node.method, node.terms, read, size):
            yield {"id": node.id, "reading": name, "low": _sum(found[0]), "high": _sum(found[1])}


def _sum(found: Sum) -> Values:
    return {"text": found.text, "exact": str(found.result)}


def _written(q: QuestionScore, a: Assessment) -> bool:
    """Whether the answer stands in the project file, rather than being supposed."""
    return q.answer is not None and q.question.id not in a.supposed.answers


def _place(q: QuestionScore, locate: Locate) -> Values:
    file, line, column = locate(q.place)
    return {"question": q.question.id, "file": file, "line": line, "column": column}
