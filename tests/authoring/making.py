"""Small questionnaires made at random, and every project that can be written for them."""

from collections.abc import Collection, Iterator
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from engage_cli.errors import InputError
from engage_cli.files.yaml_rendering import Layout, render_entries
from engage_cli.model.project import Answer, Charter, FacetValue, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import FacetType
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.questionnaire.loading import load_questionnaire

TIMES = ("t0", "t1")
KINDS = ("ka", "kb")
LEVELS = {"none": 0, "some": 1, "full": 2}


def write(folder: Path, value: dict[str, Any]) -> Path:
    """The questionnaire as a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questionnaire.yaml").write_text(
        "\n".join(render_entries(value, Layout(), 0).lines) + "\n", encoding="utf-8"
    )
    return folder


def load(folder: Path, value: dict[str, Any]) -> LoadedQuestionnaire:
    return load_questionnaire(write(folder, value))


def minimal(**more: Any) -> dict[str, Any]:
    """A questionnaire without fault, one section of two questions; `more` replaces its keys."""
    return {
        "engage": 1,
        "id": "small",
        "version": "1.0.0",
        "title": "Small",
        "languages": ["en"],
        "facets": {
            "time": {
                "type": "one", "ordered": True, "required": True, "ask": "When?",
                "choices": {one: one.upper() for one in TIMES},
            },
            "kind": {"type": "many", "ask": "Which?", "choices": {one: one.upper() for one in KINDS}},
            "open": {"type": "yes_no", "unknown_is": True, "ask": "Open?"},
        },
        "timeline": "time",
        "scales": {
            "steps": {
                "choices": {id: {"points": n, "label": id.title()} for id, n in LEVELS.items()},
                "expected": {"t0": "some", "t1": "full"},
            }
        },
        "leads": {"one": "One"},
        "basis": {"law": "Law"},
        "sections": [{"id": "s", "title": "S", "questions": [question("s.a"), question("s.b", when={"open": True})]}],
    } | more  # fmt: skip


def question(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id, "ask": f"{id}?", "scale": "steps"} | more


def step(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "title": id, "do": f"Do {id}", "lead": "one"} | more


def advice(id: str, at: list[str], to: str = "full", **more: Any) -> dict[str, Any]:
    return {"id": id, "at": at, "to": to, "do": f"Do {id}", "effort": "S", "lead": "one"} | more


def random_questionnaires(folder: Path, count: int, *, plain: bool = False) -> Iterator[LoadedQuestionnaire]:
    """`count` that load; `plain`: no fact has to be stated, none counts as anything, nothing contradicts itself."""
    seed = made = 0
    while made < count:
        seed += 1
        try:
            loaded = load(folder / str(seed), _questionnaire(Random(seed), plain=plain))
        except InputError:
            continue
        made += 1
        yield loaded


def _questionnaire(random: Random, *, plain: bool) -> dict[str, Any]:
    ids = ["s.a", "s.b", "r.c"]
    facets: dict[str, Any] = minimal()["facets"]
    facets["time"]["required"] = not plain and random.random() < 0.5
    facets["kind"] |= {} if plain else random.choice([{}, {"min": 1, "required": True}, {"max": 1}, {"min": 2}])
    facets["open"] = {"type": "yes_no", "ask": "Open?"} | ({} if plain else random.choice([{}, {"unknown_is": True}]))
    questions = [_question(random, id, ids[:n]) for n, id in enumerate(ids)]
    for one in questions if plain else ():
        one.pop("due", None)  # asked too while nobody knows the time, which an example does not rest on
    second: dict[str, Any] = {"id": "r", "title": "R", "questions": questions[2:]}
    if random.random() < 0.6:
        second["aim"] = _condition(random, [], depth=1)
    statements = {
        "notes": [{"id": f"n{i}", "text": "N", "when": _condition(random, ids, depth=2)} for i in range(2)],
        "tensions": [{"id": "x", "between": ["s", "r"], "ask": "X?", "when": _condition(random, ids, depth=1)}],
        "path": [step("p", when=_condition(random, ids, depth=1))],
    }
    if not plain:
        statements["path"][0]["due"] = random.choice(TIMES)
    if not plain:
        statements["contradictions"] = [
            {"id": f"c{i}", "when": _condition(random, ids, depth=2), "say": "C", "repair": "C"} for i in range(2)
        ]
    sections = [{"id": "s", "title": "S", "questions": questions[:2]}, second]
    return minimal(facets=facets, sections=sections, **statements)


def _question(random: Random, id: str, before: list[str]) -> dict[str, Any]:
    found = question(id)
    if random.random() < 0.8:
        found["when"] = _condition(random, before, depth=2)
    if random.random() < 0.4:
        found["due"] = random.choice(TIMES)
    if random.random() < 0.4:
        found["gate"] = {"basis": "law", "rule": "R", "certainty": "high", "at": {random.choice(TIMES): "some"}}
    found["recommendations"] = [
        advice(f"{id.replace('.', '-')}-{n}", random.sample(["none", "some"], random.choice([1, 2])))
        | ({"when": _condition(random, [*before, id], depth=1)} if random.random() < 0.5 else {})
        for n in range(2)
    ]
    return found


def _condition(random: Random, questions: list[str], *, depth: int) -> dict[str, Any]:
    shape = random.choice(["all", "any", "not", "pair", "one", "one"]) if depth else "one"
    if shape in ("all", "any"):
        return {shape: [_condition(random, questions, depth=depth - 1) for _ in range(2)]}
    if shape == "not":
        return {"not": _condition(random, questions, depth=depth - 1)}
    if shape == "pair":
        return _comparison(random, questions) | _comparison(random, questions)
    return _comparison(random, questions)


def _comparison(random: Random, questions: list[str]) -> dict[str, Any]:
    key = random.choice(["time", "kind", "kind", "open", *questions, *questions])
    known: dict[str, list[Any]] = {"time": list(TIMES), "kind": list(KINDS), "open": [True, False]}
    values = known.get(key, list(LEVELS))
    some = random.sample(values, random.randint(1, len(values) - 1))
    shapes: list[Any] = [some[0], some, {"not": some}, {"answered": random.random() < 0.5}]
    if key not in ("kind", "open"):
        shapes += [{"at_least": some[0]}, {"at_most": some[0]}]
    return {key: random.choice(shapes)}


def every_project(q: Questionnaire, questions: Collection[str]) -> Iterator[Project]:
    """Each way of saying each fact, or leaving it out, and of answering each of `questions`, or not."""
    facets = [(facet.id, _values(q, facet.id)) for facet in q.facets]
    answers = [(id, [None, *(choice.id for choice in q.by_id[id].choices)]) for id in questions]
    for said in product(*(values for _, values in facets)):
        stated = {id: value for (id, _), value in zip(facets, said, strict=True) if value is not None}
        for chosen in product(*(values for _, values in answers)):
            given = {id: Answer(choice=one) for (id, _), one in zip(answers, chosen, strict=True) if one is not None}
            yield Project(charter=Charter(name="P", facets=stated), answers=given)


def _values(q: Questionnaire, id: str) -> list[FacetValue]:
    facet = q.facet_by_id[id]
    ids = [choice.id for choice in facet.choices]
    nothing: list[FacetValue] = [] if facet.required else [None]
    match facet.type:
        case FacetType.YES_NO:
            return [*nothing, True, False]
        case FacetType.ONE:
            return [*nothing, *ids]
        case FacetType.MANY:
            several = product((True, False), repeat=len(ids))
            chosen = [tuple(id for id, taken in zip(ids, one, strict=True) if taken) for one in several]
            least, most = max(facet.least, 1), facet.most or len(ids)
            return [*nothing, *(one for one in chosen if least <= len(one) <= most)]
