"""Checks the references within a questionnaire: ids that do not exist, orders that do not hold, all in one pass."""

from collections.abc import Iterator, Mapping
from itertools import pairwise, permutations

from engage_cli.errors import Message, Problem
from engage_cli.files.nodes import Node
from engage_cli.model.project import nobody_knows
from engage_cli.model.questionnaire import Index, Questionnaire
from engage_cli.model.scales import Facet, FacetType, Scale
from engage_cli.questionnaire import (
    references_conditions,
    references_contradictions,
    references_ids,
    references_migrations,
    references_questions,
    translations,
)
from engage_cli.questionnaire.documents import QuestionnaireFiles
from engage_cli.questionnaire.references_ids import duplicates
from engage_cli.questionnaire.walking import SchemaPart, walk_schema
from engage_cli.scoring.indices import direct_sections


def problems(files: QuestionnaireFiles, questionnaire: Questionnaire, origins: Mapping[str, Node]) -> Iterator[Problem]:
    """Every problem between the parts of a questionnaire whose files each follow their schema."""
    found = list(_parts(files))
    wrong = list(_problems(files, found, questionnaire, origins))
    yield from wrong or references_contradictions.problems(found, questionnaire)


def _problems(
    files: QuestionnaireFiles, found: list[SchemaPart], questionnaire: Questionnaire, origins: Mapping[str, Node]
) -> Iterator[Problem]:
    root = files.root
    yield from translations.problems(found, questionnaire.languages)
    yield from references_ids.problems(found, questionnaire)
    yield from references_conditions.problems(found, questionnaire)
    for id, node in root.below("facets"):
        facet = questionnaire.facet(id)
        if facet:
            yield from _facet(facet, node)
    yield from _timeline(root, questionnaire)
    for (_, node), scale in zip(root.below("scales"), questionnaire.scales, strict=True):
        yield from _scale(node, scale)
    yield from _bands(root)
    yield from _indices(root, questionnaire)
    yield from _tags(root)
    yield from _functions(root)
    yield from _tensions(root, questionnaire)
    for key in ("glossary", "tensions", "notes", "contradictions", "path"):
        yield from duplicates(one.get("id") for one in root.each(key))
    yield from references_questions.problems(files.sections, questionnaire)
    yield from references_conditions.cycles(questionnaire, origins)
    yield from references_migrations.problems(root, questionnaire)


def _parts(files: QuestionnaireFiles) -> Iterator[SchemaPart]:
    yield from walk_schema(files.root, "questionnaire")
    for section in files.sections:
        if section.document is not files.root.document:
            yield from walk_schema(section, "section")
    if files.resources and not files.inline:
        yield from walk_schema(files.resources, "resources")


def _facet(facet: Facet, node: Node) -> Iterator[Problem]:
    if facet.id in references_conditions.COMBINING:
        yield node.problem(
            Message.of("“{id}” is a word of conditions: no facet can be called so.", id=facet.id), key=True
        )
    message = Message.of("“{id}” says that nobody knows: no choice can be called so.")
    for choice in (choice for id, choice in node.below("choices") if nobody_knows(id)):
        yield choice.problem(Message(message.text, {"id": choice.place[-1]}), key=True)
    if facet.type is FacetType.YES_NO and facet.choices:
        yield node.problem(Message.of("A yes or no facet has no choices."), key=True)
    if facet.type is not FacetType.YES_NO and not facet.choices:
        yield node.problem(Message.of("The key “{key}” is missing.", key="choices"), key=True)
    if facet.type is not FacetType.ONE and facet.ordered:
        yield node.problem(Message.of("Only a facet of type one can be ordered."), key=True)
    for key in ("min", "max", "advise"):
        if facet.type is not FacetType.MANY and (found := node.get(key)):
            yield found.problem(Message.of("Only a facet of type many can have “{key}”.", key=key), key=True)
    if facet.most is not None and facet.least > facet.most:
        yield node.problem(Message.of("“min” is greater than “max”."), key=True)
    if facet.advise and facet.advise[0] > facet.advise[1]:
        yield node.problem(Message.of("“advise” goes from the lesser number to the greater."), key=True)


def _timeline(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    node = root.get("timeline")
    if node is None:
        return
    facet = questionnaire.facet(node.value)
    if facet and not facet.ordered:
        one_only = Message.of("Name a facet of type one that is ordered.")
        hint = Message.of("Write “ordered: true” on the facet.") if facet.type is FacetType.ONE else one_only
        yield node.problem(Message.of("“{id}” is not ordered: it cannot be the timeline.", id=facet.id), hint)


def _scale(node: Node, scale: Scale) -> Iterator[Problem]:
    nodes = [one for _, one in node.below("choices")]
    if scale.choices[0].points != 0:
        yield nodes[0].problem(Message.of("The first choice of a scale has 0 points."), key=True)
    for (below, above), at in zip(pairwise(scale.choices), nodes[1:], strict=True):
        if above.points <= below.points:
            message = Message.of("“{id}” must have more points than “{other}”.", id=above.id, other=below.id)
            yield at.problem(message, key=True)


def _bands(root: Node) -> Iterator[Problem]:
    bands = list(root.each("bands"))
    yield from duplicates(band.get("id") for band in bands)
    bounds = [_bound(band) for band in bands]
    for band in bands:
        if band.get("below") and band.get("up_to"):
            only = Message.of("Only one of these keys may stand here: {keys}.", keys="below, up_to")
            yield band.problem(only, Message.of("Keep one of them."))
    for (one, bound), (other, next_bound) in pairwise(zip(bands, bounds, strict=True)):
        if bound is not None and next_bound is not None and next_bound <= bound:
            yield other.problem(Message.of("Bands go up: this bound must be more than {bound}.", bound=bound[0]))
        if bound is None and not other.get("beyond"):
            hint = Message.of("Every band has a bound, except the last one and a band with “beyond” after it.")
            yield one.problem(Message.of("This band needs “below” or “up_to”."), hint)
    if bands and bounds[-1] is not None:
        yield bands[-1].problem(Message.of("The last band has no “below” and no “up_to”."))


def _bound(band: Node) -> tuple[float, bool] | None:
    """Upper bound, and whether it is included."""
    below, up_to = band.get("below"), band.get("up_to")
    if below:
        return below.value, False
    return (up_to.value, True) if up_to else None


def _indices(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    for index in questionnaire.indices:
        node = root.get("indices", index.id) or root
        if index.id in _within(index, questionnaire.indices):
            yield node.problem(Message.of("The index “{id}” is made of itself.", id=index.id), key=True)
        if index.role and not direct_sections(index, questionnaire):
            message = Message.of("No section has the role “{id}”: this index is always empty.", id=index.role)
            yield (node.get("of", "role") or node).problem(message, key=True)
        for outer, inner in _twice(index, questionnaire):
            message = Message.of("“{id}” is part of “{outer}”: the index would count it twice.", id=inner, outer=outer)
            yield (node.get("of") or node).problem(message, key=True)


def _twice(index: Index, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """(section, one inside it) of which the index counts both."""
    counted = direct_sections(index, questionnaire)
    for outer in filter(None, map(questionnaire.section, counted)):
        yield from ((outer.id, inner.id) for inner in list(outer.walk())[1:] if inner.id in counted)


def _tensions(root: Node, questionnaire: Questionnaire) -> Iterator[Problem]:
    """Two sections of which one holds the other: they cannot pull apart."""
    for tension in root.each("tensions"):
        pair = [(one, questionnaire.section(one.value)) for one in tension.each("between")]
        for (_, outer), (node, inner) in permutations(pair, 2):
            if outer and inner and outer is not inner and inner in outer.walk():
                message = Message.of(
                    "“{id}” is part of “{outer}”: no tension is between them.", id=inner.id, outer=outer.id
                )
                yield node.problem(message)


def _within(index: Index, indices: tuple[Index, ...]) -> set[str]:
    """Ids of the indices that `index` is made of, at any depth."""
    by_id = {one.id: one for one in indices}
    found: set[str] = set()
    waiting = list(index.indices)
    while waiting:
        id = waiting.pop()
        if id not in found and id in by_id:
            found.add(id)
            waiting += by_id[id].indices
    return found


def _functions(root: Node) -> Iterator[Problem]:
    """A function and a unit of one id: a voice could not say for which it speaks."""
    units = [id for id, _ in root.below("units")]
    for id, node in root.below("functions"):
        if id in units:
            message = Message.of("“{id}” is the id of a unit: a function needs another.", id=id)
            yield node.problem(message, Message.of("A voice names both in one list, speaks_for."), key=True)


def _tags(root: Node) -> Iterator[Problem]:
    seen: set[str] = set()
    for _, group in root.below("tags"):
        for id, node in group.below("choices"):
            if id in seen:
                yield node.problem(Message.of("The id “{id}” is used twice.", id=id), key=True)
            seen.add(id)
