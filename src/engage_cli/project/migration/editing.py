"""Applies the moves of a migration to the text of a file: renamed things stay in their place, those without one go
under `x-unplaced`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from engage_cli.errors import Place
from engage_cli.files.yaml_moving import Changes, apply_changes
from engage_cli.files.yaml_reading import Document
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.migration.moves import Move, Moves, Part
from engage_cli.project.migration.outdated import ANSWERED
from engage_cli.project.placing import UNPLACED, keep_unplaced

Values = dict[str, Any]
_KEYED = (Part.FACETS, Part.ANSWERS, Part.TARGETS, Part.PATH, Part.APART)


def migrate_document(document: Document, found: Moves, questionnaire: Questionnaire, *, whole: bool) -> Document:
    """`document`, a project (`whole`) or a file of answers, migrated to `questionnaire`.

    Raises UsageError where it is written in a way that cannot be edited.
    """
    value = document.value
    assert isinstance(value, dict)
    wanted = migrate_values(value, found, questionnaire, whole=whole)
    return apply_changes(document, _changes(found, value, questionnaire, whole=whole), wanted)


def migrate_values(value: Values, found: Moves, questionnaire: Questionnaire, *, whole: bool) -> Values:
    """The plain values of the file after its migration."""
    result = dict(value)
    if whole:
        charter, assessment = dict(value["charter"]), dict(value.get("assessment") or {})
        _replaced(charter, found.parts(Part.FACETS))
        result |= {"charter": charter, "assessment": _brought(assessment, found, questionnaire)}
        return result
    _replaced(result, found.parts(Part.FACETS))
    return _with_seals(_brought(result, found, questionnaire), found)


def _brought(holder: Values, found: Moves, questionnaire: Questionnaire) -> Values:
    _replaced(holder, found.parts(Part.ANSWERS, Part.TARGETS, Part.PATH, Part.APART))
    for part in (Part.TO_CHECK, Part.ACTIONS, Part.WAIVERS):
        if moves := found.parts(part):
            holder[part] = list(_items(holder[part], moves))
    if speakers := found.parts(Part.SPEAKS_FOR):
        holder[Part.SPEAKS_FOR] = list(dict.fromkeys(_items(holder[Part.SPEAKS_FOR], speakers)))
    for move in found.moves:
        if move.is_unplaced:
            holder = _beside(holder, move)
    block = holder["questionnaire"]
    stamp = {key: one for key, one in _stamp(questionnaire).items() if key in block}
    kept = {key: one for key, one in holder.items() if key != ANSWERED}
    return kept | {"questionnaire": {**block, **stamp}}


def _stamp(questionnaire: Questionnaire) -> dict[str, str]:
    return {"version": questionnaire.version, "digest": questionnaire.digest}


def _replaced(holder: Values, moves: tuple[Move, ...]) -> None:
    """Under each part its entries by their new ids, in their order."""
    for part in dict.fromkeys(move.part for move in moves):
        by_id = {move.id: move for move in moves if move.part is part}
        entries = ((by_id[id].new_id, by_id[id].new_value) for id in holder[part] if id in by_id)
        holder[part] = {now: value for now, value in entries if now is not None}


def _items(listed: list[Any], moves: tuple[Move, ...]) -> Iterator[Any]:
    by_position = {move.place[-1]: move for move in moves}
    for position, item in enumerate(listed):
        move = by_position.get(position)
        if move is None:
            yield item
        elif move.new_id is not None:
            yield move.new_value


def _beside(holder: Values, move: Move) -> Values:
    version = move.version
    if move.part in _KEYED:
        return keep_unplaced(holder, version, move.part, move.id, move.old_value)
    kept = dict(holder.get(UNPLACED) or {})
    of_version = dict(kept.get(version) or {})
    listed = [
        *of_version.get(move.part, ()),
        *([move.old_value] if move.old_value not in of_version.get(move.part, ()) else []),
    ]
    return holder | {UNPLACED: kept | {version: of_version | {move.part.value: listed}}}


def _with_seals(value: Values, found: Moves) -> Values:
    """Seals of what a page replaces, by the new ids; those of what has no place go."""
    seals = value.get("seals")
    if not seals:
        return value
    renamed: Values = {}
    for part in (Part.FACETS, Part.ANSWERS):
        names = {move.id: move.new_id for move in found.parts(part)}
        entries = ((names.get(id, id), seal) for id, seal in (seals.get(part) or {}).items())
        renamed[part.value] = {id: seal for id, seal in entries if id is not None}
    return value | {"seals": seals | {part: entries for part, entries in renamed.items() if part in seals}}


# ── where the text is cut ─────────────────────────────────────────────────────────────────────────────────────────────


def _changes(found: Moves, value: Values, questionnaire: Questionnaire, *, whole: bool) -> Changes:
    keyed = found.parts(*_KEYED)
    there = [move for move in keyed if move.new_id is not None]
    gone = tuple(move.place for move in keyed if move.new_id is None)
    block: Place = ("assessment", "questionnaire") if whole else ("questionnaire",)
    stamp = {(*block, key): one for key, one in _stamp(questionnaire).items() if key in _at(value, block)}
    return Changes(
        keys={move.place: move.new_id for move in there if move.new_id not in (None, move.id)},
        values=dict(_scalars(there)) | stamp,
        moved=gone,
        targets=_homes(found, whole=whole),
    )


def _at(value: Values, place: Place) -> Values:
    for key in place:
        value = value[str(key)]
    return value


def _scalars(moves: list[Move]) -> Iterator[tuple[Place, object]]:
    """Short values that change: where, and to what."""
    for move in moves:
        yield from _differences(move.place, move.old_value, move.new_value)


def _differences(place: Place, was: object, now: object) -> Iterator[tuple[Place, object]]:
    if isinstance(was, Mapping) and isinstance(now, Mapping) and was.keys() == now.keys():
        for key, one in was.items():
            yield from _differences((*place, key), one, now[key])
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for position, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _differences((*place, position), one, other)
    elif was != now and not isinstance(was, Mapping | list) and not isinstance(now, Mapping | list):
        yield place, now


def _homes(found: Moves, *, whole: bool) -> dict[Place, Place]:
    """Where what has no place is kept, by where it stands."""
    top: Place = ("assessment", UNPLACED) if whole else (UNPLACED,)
    order = sorted(found.parts(*_KEYED), key=lambda move: list(Part).index(move.part))
    return {move.place: (*top, move.version, move.part.value, move.id) for move in order if move.new_id is None}
