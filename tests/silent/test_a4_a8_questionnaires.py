"""A4, A5, A7, A8: what a questionnaire says is honoured, or refused at its line; never passed over."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from engage_cli.errors import InputError
from engage_cli.i18n import translator
from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.questionnaire.loading import load_questionnaire
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from tests.scoring.making import TODAY, project

HEAD = """engage: 1
id: small
version: 1.0.0
title: Small
languages: [en]
facets:
  open: {type: yes_no, ask: Open}
  size: {type: one, ask: Size, choices: {small: Small, large: Large}}
  kind: {type: many, ask: Kind, choices: {a: A, b: B, c: C}}
scales: {s: {choices: {low: {label: Low, points: 0}, high: {label: High, points: 1}}}}
"""


def load(folder: Path, text: str) -> Questionnaire:
    (folder / "questionnaire.yaml").write_text(HEAD + text, encoding="utf-8")
    return load_questionnaire(folder).questionnaire


def scored(folder: Path, questions: str, answers: dict[str, Answer | str], **facets: Any) -> Assessment:
    made = load(folder, f"sections: [{{id: s, title: S, questions: [{questions}]}}]\n")
    return assess(made, project(answers, facets=facets), as_of=TODAY)


def refusals(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as error:
        load(folder, text)
    say = translator("en")
    return [f"{p.line - HEAD.count(chr(10))}: {p.message.say(say)}" for p in error.value.problems if p.line]


# ── A4: points and evidence of a question's own, on choices that come from elsewhere ─────────────────────────────────


@pytest.mark.parametrize(
    ("shape", "answer", "earned", "possible"),
    [
        ("type: yes_no, choices: {no: {label: N, points: 5}}", "no", 5, 5),
        ("type: yes_no, choices: {no: {label: N, points: 5}}", "yes", 1, 5),
        ("type: yes_no, choices: {yes: {label: Y, points: 3}}", "yes", 3, 3),
        ("type: yes_no, choices: {yes: Yes of course}", "yes", 1, 1),
        ("type: yes_no, choices: {yes: {label: Y, needs_evidence: {kinds: [document]}}}", "yes", 0, 1),
        ("scale: s, choices: {high: {label: H, points: 4}}", "high", 4, 4),
        ("scale: s, choices: {high: {label: H, needs_evidence: {kinds: [test]}}}", "high", 0, 1),
        ("scale: s", "high", 1, 1),
    ],
)
def test_a_questions_own_points_and_evidence(
    tmp_path: Path, shape: str, answer: str, earned: int, possible: int
) -> None:
    found = scored(tmp_path, f"{{id: s.q, title: Q, ask: Q, {shape}}}", {"s.q": answer}).questions["s.q"]
    assert found.evidenced is not None
    assert (int(found.evidenced.low), int(found.possible)) == (earned, possible)


@pytest.mark.parametrize(("points", "order"), [((0, 0, 1), "abc"), ((2, 1, 0), "cba"), ((1, 3, 2), "acb")])
def test_own_choices_have_points_in_any_order(tmp_path: Path, points: tuple[int, ...], order: str) -> None:
    choices = ", ".join(f"{id}: {{label: L, points: {n}}}" for id, n in zip("abc", points, strict=True))
    found = scored(tmp_path, f"{{id: s.q, title: Q, ask: Q, choices: {{{choices}}}}}", {"s.q": "b"}).questions["s.q"]
    assert "".join(choice.id for choice in found.question.ladder) == order
    assert found.evidenced is not None
    assert found.evidenced.low == Fraction(points[1])


# ── A5: an aim that reads a question ─────────────────────────────────────────────────────────────────────────────────


def test_an_aim_reads_facets_only(tmp_path: Path) -> None:
    text = """sections:
  - id: s
    title: S
    questions: [{id: s.q, title: Q, ask: Q, type: yes_no}]
  - id: t
    title: T
    aim: {s.q: yes, open: true}
    questions: [{id: t.q, title: Q, ask: Q, type: yes_no}]
"""
    assert refusals(tmp_path, text) == ["7: “s.q” is a question: only facets say what a project aims at."]


# ── A7: what cannot be meant ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        ("{all: [{s.a: no}, {s.a: yes}]}", False),
        ("{all: [{open: true}, {not: {open: true}}]}", False),
        ("{all: [{open: true}, {open: false}]}", False),
        ("{size: small, not: {size: [small, large]}}", False),
        ("{any: [{all: [{size: small}, {size: large}]}, {all: [{s.a: yes}, {s.a: no}]}]}", False),
        ("{kind: [a, b], not: {kind: {answered: true}}}", False),
        ("{s.m: x, not: {s.m: x}}", False),
        ("{all: [{kind: a}, {kind: b}]}", True),
        ("{all: [{kind: a}, {kind: {not: b}}]}", True),
        ("{all: [{s.m: x}, {s.m: {not: y}}]}", True),
        ("{s.t: {answered: true}, s.a: {answered: false}}", True),
        ("{any: [{all: [{size: small}, {size: large}]}, {open: true}]}", False),
        ("{not: {open: true}}", True),
    ],
)
def test_a_condition_that_can_never_hold(tmp_path: Path, condition: str, possible: bool) -> None:
    text = f"""sections:
  - id: s
    title: S
    questions:
      - {{id: s.a, title: A, ask: A, type: yes_no}}
      - {{id: s.m, title: M, ask: M, type: many, choices: {{x: X, y: Y}}}}
      - {{id: s.t, title: T, ask: T, type: text}}
      - id: s.q
        title: Q
        ask: Q
        type: yes_no
        when: {condition}
"""
    if possible:
        assert load(tmp_path, text).by_id["s.q"].when is not None
    else:
        assert refusals(tmp_path, text) == ["12: This condition can never hold."]


def test_a_condition_with_too_many_ways_to_try_is_taken_as_it_is(tmp_path: Path) -> None:
    """Eleven choices at once: 2,048 selections, of which the one that is meant would be the last."""
    ids = [f"c{n}" for n in range(11)]
    text = f"""sections:
  - id: s
    title: S
    questions:
      - {{id: s.m, title: M, ask: M, type: many, choices: {{{", ".join(f"{id}: C" for id in ids)}}}}}
      - id: s.q
        title: Q
        ask: Q
        type: yes_no
        when: {{all: [{", ".join(f"{{s.m: {id}}}" for id in ids)}]}}
"""
    assert load(tmp_path, text).by_id["s.q"].when is not None


def test_figures_that_cannot_be_meant(tmp_path: Path) -> None:
    text = """indices:
  nobody: {label: N, of: {role: ghost}, method: mean}
  twice: {label: T, of: {sections: [s, inner]}, method: mean}
  once: {label: O, of: {sections: [inner, t]}, method: mean}
roles: {ghost: Ghost, real: Real}
sections:
  - id: s
    title: S
    questions:
      - {id: s.m, title: M, ask: M, type: many, max: 9, choices: {x: {label: X, points: 2}, y: {label: Y, points: 3}}}
    sections: [{id: inner, title: I, questions: [{id: inner.q, title: Q, ask: Q, type: yes_no}]}]
  - {id: t, title: T, role: real, questions: [{id: t.q, title: Q, ask: Q, type: yes_no}]}
"""
    assert refusals(tmp_path, text) == [
        "2: No section has the role “ghost”: this index is always empty.",
        "3: “inner” is part of “s”: the index would count it twice.",
        "10: The choices come to 5 at most: “max” is never reached.",
    ]


# ── A8: yes and no are words of facets and questions alike ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["open", "s.a"])
@pytest.mark.parametrize("word", ["true", "yes", "[yes, true]"])
@pytest.mark.parametrize(("said", "asked"), [(True, True), (False, False)])
def test_a_comparison_with_a_yes(tmp_path: Path, key: str, word: str, said: bool, asked: bool) -> None:
    read = "{id: s.a, title: A, ask: A, type: yes_no}"
    questions = f"{read}, {{id: s.q, title: Q, ask: Q, type: yes_no, when: {{{key}: {word}}}}}"
    found = scored(tmp_path, questions, {"s.a": "yes" if said else "no"}, open=said)
    assert (found.questions["s.q"].state.value == "unanswered") is asked


def test_another_word_is_refused(tmp_path: Path) -> None:
    text = """sections:
  - id: s
    title: S
    questions:
      - {id: s.a, title: A, ask: A, type: yes_no}
      - {id: s.q, title: Q, ask: Q, type: yes_no, when: {open: yep}}
      - {id: s.r, title: R, ask: R, type: yes_no, when: {s.a: perhaps}}
"""
    assert refusals(tmp_path, text) == [
        "6: “open” is a yes or a no: “yep” can never hold.",
        "7: “s.a” is a yes or a no: “perhaps” can never hold.",
    ]
