"""The shipped questionnaire, read as a jurist, a linguist and a team would: faults that were found once, as tables."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from .texts import ROOT

FOLDER = ROOT / "questionnaires/engagement-numerique"
PHASES = ("idee", "planification", "realisation", "exploitation", "cloture")
LEVELS = ("non-aborde", "intention", "engage", "demontre")

THIRD_PARTIES = (
    "doczz.fr", "pdfslide", "fdocuments", "docslib", "docplayer", "scribd", "slideshare", "issuu.com", "123dok",
    "americantrails", "policycommons", "newswire", "manualzilla",
)  # fmt: skip
"""Hosts of copies, which change and vanish, and of announcements: a museum gives the publisher's own address."""

SIGNED = {"fr": r"\b(?:devis|contrat|appel d’offres)\b", "en": r"\b(?:brief|contract|call for tenders)\b"}
"""Documents that are written and signed in planning: a level that asks for them comes too late after it."""

UNANSWERABLE = {
    "fr": r"^(?:Que|Qu’|Quel|Quels|Quelle|Quelles|Qui|Comment|Combien|Où|Pourquoi|À quoi|De quoi)\b",
    "en": r"^(?:What|Which|Who|Whom|How|Why|Where (?:is|are|do|does|will))\b",
}
"""Questions that no level answers."""

WORDS = {
    "fr": {
        "envisager": r"\bconsidéré(?:e|s|es)?\b",
        "exigé": r"\best due\b|\bsont dus\b",
        "exportation": r"\bexports?\b",
        "jeu de données": r"\b[Jj]eu publié|\bpetit jeu utile",
        "taux de disponibilité": r"\btaux de fonctionnement",
        "pleinement": r"\ble plein parti\b",
        "l’équipe des TI": r"\bchez TI\b|\bTI a-t-elle\b",
        "avec preuves": r"\bétayé",
        "oui, non": r"\bà true\b|\bà false\b",
        "grandeur nature": r"\bplan à l’échelle\b",
        "documents administratifs": r"\bpapiers administratifs\b",
        "bloqué": r"\breste pris\b",
        "consentement parental": r"\baccord parental\b",
    },
    "en": {
        "open-source, openly licensed": r"\bfree (?:software|licen[cs]es?|base|tools?)\b|\bone of them free\b",
        "blocking requirement": r"\bmust-haves?\b",
        "production": r"\bRealization\b",
        "program": r"\bprogrammes?\b",
        "uptime": r"\bworking[- ]time\b",
        "costliest": r"\bdearest\b",
        "administrative documents": r"\boffice papers\b",
        "people from the communities concerned": r"\bconcerned people\b",
        "is required": r"\bis due\b",
    },
}
"""What is better said, and a pattern of what is not."""


@cache
def _file(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _questionnaire() -> Any:
    return _file(FOLDER / "questionnaire.yaml")


def _questions() -> Iterator[dict[str, Any]]:
    for name in _questionnaire()["sections"]:
        yield from _file(FOLDER / name)["questions"]


def _levels() -> Iterator[tuple[str, str, str, str]]:
    """Question, level, language and text of each level of each question."""
    for question in _questions():
        for level, text in question.get("choices", {}).items():
            for language, said in text.items():
                yield question["id"], level, language, said


def _every_text(node: Any, language: str, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for item in node:
            yield from _every_text(item, language, where)
    if isinstance(node, dict):
        at = node.get("id", where)
        for key, value in node.items():
            if key == language and isinstance(value, str):
                yield at, value
            else:
                yield from _every_text(value, language, at)


def _texts(language: str) -> list[tuple[str, str]]:
    files = [_questionnaire(), *(_file(FOLDER / name) for name in _questionnaire()["sections"])]
    return [found for file in files for found in _every_text(file, language)]


def test_there_is_something_to_read() -> None:
    assert len(list(_questions())) > 60
    assert len(list(_levels())) > 480
    assert len(_texts("fr")) == len(_texts("en")) > 1300


# ── ladders ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_no_level_repeats_the_name_of_the_level() -> None:
    choices = _questionnaire()["scales"]["maturite"]["choices"]
    labels = {text.casefold() for choice in choices.values() for text in choice["label"].values()}
    hollow = re.compile(r"(?:Non|Not) \w+|Non \w+ encore", re.IGNORECASE)
    found = [(q, level, text) for q, level, _, text in _levels() if text.casefold() in labels or hollow.fullmatch(text)]
    assert found == []


def test_the_first_rung_can_be_told_from_none() -> None:
    """Three words say a mood; a team has to recognize what was said, by whom or where."""
    short = [(q, text) for q, level, _, text in _levels() if level == "intention" and len(_words(text)) <= 3]
    assert short == []


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[’-][^\W_]+)*", text)


@pytest.mark.parametrize("language", UNANSWERABLE)
def test_a_level_answers_the_question(language: str) -> None:
    pattern = re.compile(UNANSWERABLE[language])
    assert [(q["id"], q["ask"][language]) for q in _questions() if pattern.search(q["ask"][language])] == []


def test_a_question_is_read_in_one_breath() -> None:
    long = {q["id"]: n for q in _questions() if (n := len(_words(q["ask"]["fr"]))) > 25}
    assert long == {}


# ── law ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", SIGNED)
def test_a_gate_opens_before_its_document_is_signed(language: str) -> None:
    late = []
    for question in _questions():
        at: dict[str, str] = question.get("gate", {}).get("at", {})
        asked = {level: question["choices"].get(level, {}).get(language, "") for level in at.values()}
        signed = [text for text in asked.values() if re.search(SIGNED[language], text)]
        if signed and min(map(PHASES.index, at)) > PHASES.index("planification"):
            late.append((question["id"], signed))
    assert late == []


@pytest.mark.parametrize("language", SIGNED)
def test_what_goes_into_a_contract_is_asked_before_it(language: str) -> None:
    late = [
        (q["id"], q["due"], text)
        for q in _questions()
        if PHASES.index(q.get("due", "idee")) > PHASES.index("planification")
        and re.search(SIGNED[language], text := q.get("choices", {}).get("engage", {}).get(language, ""))
    ]
    assert late == []


def test_law_does_not_depend_on_the_kind_of_project() -> None:
    """A gate opens by what the project does: what it calls itself changes no Act."""
    by_kind = [q["id"] for q in _questions() if "gate" in q and "genre" in _keys(q.get("when"))]
    assert by_kind == []


def _keys(condition: Any) -> set[str]:
    if isinstance(condition, list):
        return {key for item in condition for key in _keys(item)}
    if isinstance(condition, dict):
        return set(condition) | {key for value in condition.values() for key in _keys(value)}
    return set()


def test_an_unknown_fact_closes_no_gate_that_protects_someone() -> None:
    protective = ("renseignements-personnels", "moins-de-14-ans", "suivi", "hors-quebec", "intelligence-artificielle",
                  "autochtone", "oeuvres")  # fmt: skip
    assert [fact for fact in protective if not _questionnaire()["facets"][fact].get("unknown_is")] == []


# ── advice ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_step_can_be_given() -> None:
    """The first that fits is given: a level that an earlier step takes for good can never bring a later one."""
    never = []
    for question in _questions():
        taken: set[str] = set()
        for step in question.get("recommendations", []):
            never += [(question["id"], step["id"], at) for at in step["at"] if at in taken]
            never += [
                (question["id"], step["id"], at) for at in step["at"] if LEVELS.index(at) >= LEVELS.index(step["to"])
            ]
            taken |= set(step["at"]) if "when" not in step else set()
    assert never == []


# ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_guillemets_hold_their_words() -> None:
    assert [found for found in _texts("fr") if re.search(r"«[^\u00a0]|[^\u00a0]»", found[1])] == []


@pytest.mark.parametrize(
    ("language", "better"), [(language, better) for language in WORDS for better in WORDS[language]]
)
def test_words(language: str, better: str) -> None:
    pattern = re.compile(WORDS[language][better])
    assert [found for found in _texts(language) if pattern.search(found[1])] == []


def test_advice_is_in_the_infinitive() -> None:
    imperative = re.compile(r"^[A-ZÉ]\w+ez\b")
    steps = [step for q in _questions() for step in q.get("recommendations", [])]
    said = [text["fr"] for step in steps for text in (step["do"], step.get("first_step", step["do"]))]
    said += [c["repair"]["fr"] for c in _questionnaire()["contradictions"]]
    assert [text for text in said if imperative.search(text)] == []


# ── resources ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _resources() -> dict[str, Any]:
    return dict(_file(FOLDER / "resources.yaml"))


def test_links_lead_to_the_publisher() -> None:
    hosts = {id: urlsplit(str(r.get("url", ""))).hostname or "" for id, r in _resources().items()}
    assert [(id, host) for id, host in hosts.items() if any(third in host for third in THIRD_PARTIES)] == []


def test_a_law_is_linked_to_its_text() -> None:
    home = [
        id
        for id, r in _resources().items()
        if r.get("kind") == "law" and "url" in r and len(urlsplit(r["url"]).path) < 2
    ]
    assert home == []


def test_what_was_seen_says_when() -> None:
    resources = _resources()
    assert [id for id, r in resources.items() if ("checked" in r) is (r["verified"] == "memory")] == []


def test_every_resource_is_cited() -> None:
    cited = {id for q in _questions() for id in _cited(q)} | {"principes-orientations", "mcq-blog", "l-mn"}
    assert sorted(set(_resources()) - cited) == []


def _cited(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _cited(item)
    if isinstance(node, dict):
        yield from (*node.get("resources", []), *node.get("see_also", []))
        for value in node.values():
            yield from _cited(value)


# ── size ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_stays_short() -> None:
    questions = list(_questions())
    assert len(questions) <= 80
    assert sum(bool(q.get("quick")) for q in questions) <= 24
