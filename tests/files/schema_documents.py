"""Documents made from the published schemas: whatever these allow, drawn by hypothesis.

Only the keywords that our schemas use are known; any other stops the test that draws, so that it is added here too.
"""

import datetime as dt
from re import fullmatch
from typing import Any

from hypothesis import strategies as st

from engage_cli.files import schemas
from engage_cli.text import SEEN, is_blank

Schema = dict[str, Any]

KNOWN = {
    *(
        "$schema",
        "$ref",
        "$defs",
        "title",
        "description",
        "x-description-fr",
        "x-ids",
        "type",
        "const",
        "enum",
        "format",
    ),
    *("pattern", "maxLength", "minimum", "maximum", "exclusiveMinimum", "minItems", "maxItems"),
    *("uniqueItems", "items", "minProperties", "properties", "patternProperties", "propertyNames", "required"),
    *("additionalProperties", "oneOf", "allOf", "if", "then", "else"),
}
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" :#-'{}[]|"), max_size=12
)
IDS = ("a", "b", "a.a", "b.b", "fr", "it", "plot", "yard", "crops", "shared", "soil.feeding", "soil.cover", "water.lid")
"""Few, so that references are often met."""
FRACTIONS = st.integers(0, 40).map(lambda quarters: quarters // 4 if quarters % 4 == 0 else quarters / 4)


def documents(kind: str) -> st.SearchStrategy[Any]:
    """Values that follow the schema of `kind`."""
    return _values(kind, schemas.load_schema(kind))


@st.composite
def _values(draw: st.DrawFn, file: str, schema: Schema, depth: int = 0) -> Any:
    assert set(schema) <= KNOWN, f"teach the drawing of documents {set(schema) - KNOWN}"
    if "allOf" in schema:
        (further,) = schema["allOf"]
        schema = {"type": "string", **schemas._resolve(file, further["$ref"])[1], **schema}
        del schema["allOf"]
    if "$ref" in schema:
        name, target = schemas._resolve(file, schema["$ref"])
        return draw(_values(name, target, depth))
    if "const" in schema or "enum" in schema:
        return draw(st.sampled_from(schema.get("enum", [schema.get("const")])))
    if "if" in schema and ("else" not in schema or draw(st.booleans())):
        then = schema["then"]
        return draw(_values(file, then if "$ref" in then else {**_plain(schema), "type": "object", **then}, depth))
    if "else" in schema:
        return draw(_values(file, schema["else"], depth))
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    return draw(_of_type(file, schema, draw(st.sampled_from(types)), depth))


def _plain(schema: Schema) -> Schema:
    return {key: value for key, value in schema.items() if key not in ("if", "then", "else")}


def _of_type(file: str, schema: Schema, type: str, depth: int) -> st.SearchStrategy[Any]:
    match type:
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "string":
            return _strings(schema)
        case "number" | "integer":
            least = schema.get("minimum", 0.25 if "exclusiveMinimum" in schema else 0)
            drawn = st.integers(1, 40) if type == "integer" else FRACTIONS
            return drawn.map(lambda number: min(max(number, least), schema.get("maximum", number)))
        case "array":
            return _arrays(file, schema, depth)
        case _:
            return _objects(file, schema, depth)


def _strings(schema: Schema) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        return st.dates(min_value=dt.date(1000, 1, 1)).map(str)
    if schema.get("pattern") == SEEN:
        return (st.sampled_from(IDS) | WORDS).filter(lambda text: not is_blank(text))
    if "pattern" in schema:
        fitting = [id for id in IDS if fullmatch(schema["pattern"], id)]
        most = schema.get("maxLength", 1000)
        drawn = st.from_regex(schema["pattern"].removesuffix("$") + r"\Z").filter(lambda text: len(text) <= most)
        return (st.sampled_from(fitting) | drawn) if fitting else drawn
    return st.sampled_from(IDS) | WORDS


def _arrays(file: str, schema: Schema, depth: int) -> st.SearchStrategy[list[Any]]:
    least = schema.get("minItems", 0)
    most = max(least, min(schema.get("maxItems", 3), 3 if depth < 6 else 0))
    by = repr if schema.get("uniqueItems") else None
    return st.lists(_values(file, schema["items"], depth + 1), min_size=least, max_size=most, unique_by=by)


@st.composite
def _objects(draw: st.DrawFn, file: str, schema: Schema, depth: int) -> dict[str, Any]:
    properties = schema.get("properties", {})
    one_of = [branch["required"][0] for branch in schema.get("oneOf", ())]
    needed = [*schema.get("required", ()), *([draw(st.sampled_from(one_of))] if one_of else [])]
    optional = [key for key in properties if key not in needed and key not in one_of and key != "$schema"]
    chosen = draw(st.lists(st.sampled_from(optional), unique=True, max_size=8 if depth < 6 else 1)) if optional else []
    drawn = {key: draw(_values(file, properties[key], depth + 1)) for key in (*needed, *chosen)}
    others = schema.get("additionalProperties")
    if isinstance(others, dict):
        names = (
            _values(file, {"type": "string", **schema["propertyNames"]})
            if "propertyNames" in schema
            else st.sampled_from(IDS)
        )
        least = max(0, schema.get("minProperties", 0) - len(drawn))
        free = names.filter(lambda name: name not in properties)
        keys = draw(st.lists(free, unique=True, min_size=least, max_size=max(least, 3 if depth < 6 else 0)))
        drawn |= {key: draw(_values(file, others, depth + 1)) for key in keys}
    elif len(drawn) < schema.get("minProperties", 0):
        key = draw(st.sampled_from(sorted(properties)))
        drawn[key] = draw(_values(file, properties[key], depth + 1))
    if "patternProperties" in schema and draw(st.booleans()):
        drawn["x-carried"] = draw(st.none() | st.lists(st.integers(0, 9), max_size=2))
    return drawn
