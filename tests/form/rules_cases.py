"""Cases for the two readers of a questionnaire's rules, the engine and the page: `rules_cases.json`.

`python -m tests.form.rules_cases` makes it again, always the same one, with what the engine finds; the fast tests hold
the engine to it, the slow ones the page in a browser.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from unittest.mock import patch

from engage_cli.model.project import Charter, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.parsing import parse_answer
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.scoring.states import question_standings

FILE = Path(__file__).with_name("rules_cases.json")
QUESTIONNAIRES, PROJECTS = 16, 20
"""How many, and how many projects for each."""
PHASES = ("idea", "plan", "build", "run")
FACETS: dict[str, dict[str, Any]] = {
    "phase": {"type": "one", "ordered": True, "choices": PHASES},
    "size": {"type": "one", "ordered": True, "choices": ("small", "middle", "large")},
    "aims": {"type": "many", "choices": ("x", "y", "z")},
    "fact": {"type": "yes_no"},
    "guess": {"type": "yes_no", "unknown_is": False},
    "constructor": {"type": "yes_no", "unknown_is": True},  # a name that objects of JavaScript have too
}
POINTS = {"a": 0, "b": 0.5, "c": 2, "d": 3}

Values = dict[str, Any]
Item = TypeVar("Item")


class Dice:
    """Chance that is the same on every machine and Python."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def under(self, number: int) -> int:
        return int(self._random.random() * number)

    def one(self, items: Sequence[Item]) -> Item:
        return items[self.under(len(items))]

    def some(self, items: Sequence[Item], least: int = 0) -> list[Item]:
        """Each at most once, in their order."""
        found = [item for item in items if self.under(2)]
        return found if len(found) >= least else [self.one(items)]

    def odds(self, wins: int, of: int) -> bool:
        return self.under(of) < wins


# ── made by chance ────────────────────────────────────────────────────────────────────────────────────────────────────


def made() -> Values:
    """Questionnaires, as in their file but for the texts; and projects with the questionnaire that each answers."""
    dice = Dice(2029)
    questionnaires = [_questionnaire(dice) for _ in range(QUESTIONNAIRES)]
    cases = [_case(dice, place, one) for place, one in enumerate(questionnaires) for _ in range(PROJECTS)]
    return {"questionnaires": questionnaires, "cases": cases}


def _questionnaire(dice: Dice) -> list[Values]:
    """Its sections, each question's condition reading only facets and questions before it."""
    before: list[Values] = []
    return [_section(dice, f"s{number}", before, depth=0) for number in range(3)]


def _section(dice: Dice, id: str, before: list[Values], *, depth: int) -> Values:
    section: Values = {"id": id, "questions": []}
    for number in range(1 + dice.under(3)):
        section["questions"].append(_question(dice, f"{id}.q{number}", before))
        before.append(section["questions"][-1])
    if dice.odds(1, 3):
        section["aim"] = _condition(dice, [], depth=0)
    if depth == 0 and dice.odds(1, 2):
        section["sections"] = [_section(dice, f"{id}-{n}", before, depth=1) for n in range(1 + dice.under(2))]
    return section


def _question(dice: Dice, id: str, before: Sequence[Values]) -> Values:
    type = dice.one(("one", "one", "yes_no", "many", "many", "text"))
    question: Values = {"id": id, "type": type, "quick": dice.odds(2, 3)}
    if dice.odds(2, 3):
        question["when"] = _condition(dice, before, depth=0)
    if dice.odds(1, 4):
        question["due"] = dice.one(PHASES)
    if type in ("one", "yes_no") and dice.odds(4, 5):
        question["must"] = True
    return question


def _condition(dice: Dice, questions: Sequence[Values], *, depth: int) -> Values:
    group = dice.one(("all", "any", "not", "several", "", "", "")) if depth < 2 else ""
    inner = [_condition(dice, questions, depth=depth + 1) for _ in range(1 + dice.under(3))] if group else []
    match group:
        case "":
            return _comparison(dice, questions)
        case "not":
            return {"not": inner[0]}
        case "several":
            return {key: value for one in inner for key, value in one.items()}
        case _:
            return {group: inner}


def _comparison(dice: Dice, questions: Sequence[Values]) -> Values:
    about: list[tuple[str, Values]] = [*FACETS.items(), *((one["id"], one) for one in questions[-4:])]
    key, one = dice.one(about)
    choices = _choices(key, one)
    if not choices or dice.odds(1, 5):
        return {key: {"answered": dice.odds(1, 2)}}
    several = dice.some(choices, least=1)
    tests: list[Any] = [dice.one(choices), several, {"not": several}]
    if one["type"] == "one" or choices == ["no", "yes"]:
        bound = {dice.one(("at_least", "at_most")): dice.one(choices)}
        tests += [bound, bound, bound | {"not": several}]
    return {key: dice.one(tests)}


def _choices(id: str, one: Values) -> list[Any]:
    """What a facet or question, which has a dot in its id, can be compared with."""
    if "choices" in one:
        return list(one["choices"])
    if "." not in id:
        return [True, False]
    return {"yes_no": ["no", "yes"], "text": [], "many": ["a", "b", "c"]}.get(one["type"], list(POINTS))


def _case(dice: Dice, place: int, sections: Sequence[Values]) -> Values:
    facets = {id: _value(dice, one) for id, one in FACETS.items() if dice.odds(5, 6)}
    answers = {one["id"]: _answer(dice, one) for one in _each_question(sections) if dice.odds(5, 6)}
    return {"questionnaire": place, "quick": dice.odds(1, 4), "facets": facets, "answers": answers}


def _value(dice: Dice, facet: Values) -> Any:
    """Of a facet; None: nobody knows."""
    if dice.odds(1, 3):
        return None
    if facet["type"] == "many":
        return dice.some(facet["choices"])
    return dice.one(facet.get("choices", (True, False)))


def _answer(dice: Dice, question: Values) -> Values:
    if dice.odds(1, 6):
        return {"unknown": True}
    if "must" not in question and dice.odds(1, 8):
        return {"not_applicable": {"reason": "law", "because": "-"}}
    match question["type"]:
        case "text":
            return {"text": "-"}
        case "many":
            return {"choices": dice.some(["a", "b", "c"])}
        case _:
            return {"choice": dice.one(_choices(question["id"], question))}


def _each_question(sections: Sequence[Values]) -> list[Values]:
    """In the order of the questionnaire."""
    return [q for one in sections for q in (*one["questions"], *_each_question(one.get("sections", ())))]


# ── read by the engine ────────────────────────────────────────────────────────────────────────────────────────────────


@cache
def held() -> Values:
    """What the file holds."""
    found: Values = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def loaded(sections: Sequence[Values]) -> Questionnaire:
    """The questionnaire of these sections, through the door of every other."""
    facets = {
        id: one | {"choices": dict.fromkeys(one["choices"], "…")} for id, one in FACETS.items() if "choices" in one
    }
    whole = {
        "engage": 1,
        "id": "q",
        "version": "1.0.0",
        "title": "Q",
        "languages": ["en"],
        "facets": {id: {"ask": "…?"} | facets.get(id, one) for id, one in FACETS.items()},
        "timeline": "phase",
        "reasons": {"law": "Law"},
        "basis": {"law": "Law"},
        "scales": {"scale": {"choices": {id: {"points": n, "label": id} for id, n in POINTS.items()}}},
        "sections": [_with_texts(section) for section in sections],
    }
    with TemporaryDirectory() as folder:
        path = Path(folder, "questionnaire.yaml")
        path.write_text(json.dumps(whole), encoding="utf-8")
        with patch("engage_cli.questionnaire.references_contradictions.problems", lambda *_: ()):
            return load_questionnaire(path).questionnaire


def _with_texts(section: Values) -> Values:
    questions = [_whole(question) for question in section["questions"]]
    inner = [_with_texts(one) for one in section.get("sections", ())]
    return section | {"title": section["id"], "questions": questions} | ({"sections": inner} if inner else {})


def _whole(question: Values) -> Values:
    rest = {key: value for key, value in question.items() if key != "must"}
    match question["type"]:
        case "one":
            more: Values = {"scale": "scale"}
        case "many":
            more = {"choices": {id: {"points": POINTS[id], "label": id} for id in "abc"}, "max": 2}
        case _:
            more = {}
    needs = "c" if question["type"] == "one" else "yes"
    must = {"gate": {"basis": "law", "rule": "…", "certainty": "high", "needs": needs}} if "must" in question else {}
    return rest | more | must | {"title": question["id"], "ask": "…?"}


def project(case: Values) -> Project:
    facets = {id: tuple(value) if isinstance(value, list) else value for id, value in case["facets"].items()}
    answers = {id: parse_answer(value) for id, value in case["answers"].items()}
    return Project(
        charter=Charter(name="P", facets=facets), answers=answers, scope="quick" if case["quick"] else "full"
    )


def by_the_engine(questionnaire: Questionnaire, project: Project) -> list[list[Any]]:
    """Of every question: its id, its state, whether it is asked for its gate alone, whether it is asked."""
    found = question_standings(questionnaire, project, scope=project.scope)
    return [[id, one.state.value, one.gate_only, one.is_asked] for id, one in found.items()]


def in_short(found: Sequence[Sequence[Any]]) -> Values:
    """By question: its state, with a `!` where it is asked for its blocking requirement alone."""
    return {id: f"{state}{'!' if must_only else ''}" for id, state, must_only, _ in found}


def main() -> None:
    """Writes the file: a questionnaire or a case a line."""
    values = made()
    read = [loaded(one) for one in values["questionnaires"]]
    for case in values["cases"]:
        case["found"] = in_short(by_the_engine(read[case["questionnaire"]], project(case)))
    parts = (
        "".join(f"\n{json.dumps(one, separators=(',', ':'))}," for one in values[name]).rstrip(",") for name in values
    )
    FILE.write_text('{{"questionnaires": [{}\n],\n"cases": [{}\n]}}\n'.format(*parts), encoding="utf-8")


if __name__ == "__main__":
    main()
