"""Labels for all ids of a questionnaire, in each language."""

from collections.abc import Iterator

from engage_cli.i18n import LANGUAGES
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.text import Text

Label = tuple[str | None, ...]
"""(questionnaire, version, kind, what it belongs to, id, reference, then the words in each language)."""

WHOLE = "questionnaire"
"""The parent of things that have none; not empty, since the cell is part of the key."""


def iter_labels(q: Questionnaire) -> Iterator[Label]:
    """A label for everything that has an id; a questionnaire in one language gives it for every language."""
    for kind, of, id, ref, text in _named(q):
        yield q.id, q.version, kind, of, id, ref, *map(text.to, LANGUAGES)


def _named(q: Questionnaire) -> Iterator[tuple[str, str, str, str | None, Text]]:
    for facet in q.facets:
        yield "facet", WHOLE, facet.id, None, facet.ask
        yield from (("choice", facet.id, choice.id, None, choice.label) for choice in facet.choices)
    for section in q.walk():
        yield "section", section.role or WHOLE, section.id, section.ref, section.title
    yield from (("index", WHOLE, index.id, None, index.label) for index in q.indices)
    yield from (("band", WHOLE, band.id, None, band.label) for band in q.bands)
    for question in q.by_id.values():
        yield from _of_question(q, question)
    for kind, found in (
        ("role", q.roles), ("unit", q.units), ("function", q.functions), ("lead", q.leads), ("reason", q.reasons),
        ("basis", q.bases),
    ):  # fmt: skip
        yield from ((kind, WHOLE, label.id, None, label.label) for label in found)
    yield from (("step", "path", step.id, None, step.title) for step in q.path)
    yield from (("tag", tag.group or WHOLE, tag.id, None, tag.label) for tag in q.tags)


def _of_question(q: Questionnaire, question: Question) -> Iterator[tuple[str, str, str, str | None, Text]]:
    yield "question", q.sections_of[question.id][-1].id, question.id, question.ref, question.title
    yield from (("choice", question.id, choice.id, None, choice.label) for choice in question.choices)
    yield from (("recommendation", question.id, r.id, None, r.do) for r in question.recommendations)
