"""The page as a file: what it holds, what it may do, how large it is. No browser needed."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.extract import extract_from_file

from engage_cli.form.model import PageExtent, questionnaire_values
from engage_cli.form.page import SCRIPTS, script_messages
from engage_cli.i18n import LANGUAGES, translator
from engage_cli.model.project import Answer, Earlier, Project
from engage_cli.model.text import Text
from engage_cli.project.loading import load_project
from engage_cli.values import replace
from tests.form.conftest import made, values_of
from tests.form.making import GARDEN, ROOT, SHIPPED

EXAMPLES = sorted(path.parent.name for path in ROOT.glob("examples/*/project.yaml"))
SOURCES = ROOT / "report_templates/form"


@pytest.fixture(scope="module")
def project() -> Project:
    return load_project(ROOT / "examples/fabrique-a-bede").project


def test_the_full_questionnaire_stays_small(project: Project) -> None:
    assert len(made(project=project)) < 365_000 + 10_000 * len(LANGUAGES)  # the page speaks each


def test_the_same_request_gives_the_same_bytes(project: Project) -> None:
    assert made(project=project) == made(project=project)


def test_only_our_own_style_and_script_may_run() -> None:
    page = made().decode()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    for element, rule in (("style", "style-src"), ("script", "script-src")):
        inside = re.search(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)
        assert inside
        assert rules[rule] == f"'sha256-{b64encode(sha256(inside[1].encode()).digest()).decode()}'"
    assert rules["default-src"] == "'none'"
    assert rules["trusted-types"] == "'none'"


def test_the_page_asks_for_nothing_outside_itself() -> None:
    page = made().decode()
    outside = page[: page.index('<script type="application/json"')] + page[page.index("</script>\n<script>") :]
    assert (
        re.findall(r"""(?:src|srcset|action)=|@import|url\(|https?://|\bfetch\(|XMLHttpRequest|WebSocket""", outside)
        == []
    )
    assert re.findall(r"\son\w+=", outside) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_makes_markup_of_texts(name: str) -> None:
    source = (SOURCES / name).read_text(encoding="utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", source) == []


def test_the_page_takes_along_what_its_scripts_say_and_no_more() -> None:
    """As Babel finds it, which reads JavaScript and keeps the catalogue whole."""
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    wanted: dict[str, list[str]] = {}
    for name in SCRIPTS:
        for _, said, *_ in extract_from_file("javascript", SOURCES / name, keywords=keywords):
            one, *many = [said] if isinstance(said, str) else said
            wanted[one] = many
    french = translator("fr")
    for one, many in wanted.items():
        in_french = [french.ngettext(one, many[0], n) for n in (1, 2)] if many else french.gettext(one)
        assert script_messages("fr").get(one, one) == in_french
    assert set(script_messages("fr")) < set(wanted)
    assert len(script_messages("fr")) > 120
    assert values_of(made())["languages"]["fr"] == {"name": "Français", "messages": script_messages("fr")}
    assert values_of(made())["languages"]["en"] == {"name": "English", "messages": {}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_counts_as_the_catalogue_does(language: str) -> None:
    """The scripts say the first form where the browser, by the Unicode rules that Babel knows too, finds "one"."""
    rule, tr = Locale(language).plural_form, translator(language)
    one, many = "{n} change not downloaded yet.", "{n} changes not downloaded yet."
    said = {"one": tr.ngettext(one, many, 1)}
    for n in (*range(200), 1_000_000):
        assert tr.ngettext(one, many, n) == said.get(rule(n), tr.ngettext(one, many, 2))


def test_hostile_texts_cannot_leave_their_place() -> None:
    hostile = Text.of({"fr": "</script><script>alert(1)</script><!-- & \u2028", "en": "x"})
    page = made(questionnaire=replace(SHIPPED, title=hostile)).decode()
    assert "<script>alert" not in page
    assert "<!--" not in page.partition("<body>")[2]
    assert values_of(page.encode())["model"]["title"]["fr"] == hostile.to("fr")


def test_a_respondent_is_shown_nobody_elses_answers(project: Project) -> None:
    values = values_of(made(project=project, extent={"respondent": "Marie"}))
    assert values["base"]["answers"] == {}
    assert values["base"]["facets"]["phase"] == "realisation"
    assert values["respondent"] == "Marie"


def test_answers_to_an_older_version_come_along_where_they_are_asked_anew(project: Project) -> None:
    then = Earlier(version="1.0.0", id="old.one", answer=Answer(choice="engage", note="Then."))
    (asked, other), unit = list(SHIPPED.by_id)[:2], next(iter(SHIPPED.by_id.values())).unit
    kept = replace(project, answers={other: Answer(unknown=True)}, earlier={asked: (then,), other: (then,)})
    said = {"version": "1.0.0", "id": "old.one", "answer": {"choice": "engage", "note": "Then."}}
    assert values_of(made(project=kept))["earlier"] == {asked: [said]}
    assert values_of(made(project=kept, extent={"unit": unit}))["earlier"] == {asked: [said]}
    assert values_of(made(project=kept, extent={"sections": [SHIPPED.sections[-1].id]}))["earlier"] == {}
    assert values_of(made(project=kept, extent={"respondent": "Marie"}))["earlier"] == {}


def test_a_page_for_one_unit_takes_no_notes_of_the_others_along(project: Project) -> None:
    values = values_of(made(project=project, extent={"unit": "communications"}))
    asked = [question["id"] for question in values["model"]["questions"] if question.get("asked")]
    assert asked == [id for id, question in SHIPPED.by_id.items() if question.unit == "communications"]
    beside = {id: answer for id, answer in values["base"]["answers"].items() if id not in asked}
    assert not any({"note", "evidence", "by"} & set(answer) for answer in beside.values())


def test_a_quick_page_has_the_quick_questions_and_names_the_other_must_haves() -> None:
    questions = values_of(made(extent={"quick": True}))["model"]["questions"]
    assert [q["id"] for q in questions if q.get("asked")] == [id for id, q in SHIPPED.by_id.items() if q.quick]
    beside = [q for q in questions if not q.get("asked")]
    assert [q["id"] for q in beside] == [id for id, q in SHIPPED.by_id.items() if q.gate and not q.quick]
    assert all(q["title"] and "ask" not in q for q in beside)


def test_the_page_tells_no_points_and_no_score() -> None:
    assert not re.search(rb'"(points|weight|expected|recommendations|bands)":', made())


def test_questions_that_conditions_read_come_along_without_their_texts() -> None:
    questions = {q["id"]: q for q in questionnaire_values(GARDEN, PageExtent(sections=("people",)))["questions"]}
    assert set(questions) == {"people.meetings", "people.keys", "people.wishes"}
    lid = {q["id"]: q for q in questionnaire_values(GARDEN, PageExtent(unit="neighbours"))["questions"]}
    assert "asked" in lid["people.meetings"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_example_has_its_page(name: str) -> None:
    loaded = load_project(ROOT / "examples" / name)
    values = values_of(made(project=loaded.project, file=Path("project.yaml").name))
    assert values["project"]["name"] == loaded.project.charter.name
    assert len(values["base"]["answers"]) == len(loaded.project.answers)
