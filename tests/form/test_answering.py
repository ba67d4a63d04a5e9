"""The page used as a person uses it, and its file brought back into the project."""

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from engage_cli.cli.app import main
from engage_cli.project.loading import load_project
from tests.editing import edit
from tests.form.conftest import Opener
from tests.form.making import GARDEN, ROOT
from tests.patience import wait_for

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

pytestmark = pytest.mark.slow

MEADOW = ROOT / "tests/project/meadow"
EXAMPLE = ROOT / "examples/offre-d-emploi"
HOSTILE = '<img src=x onerror="document.title=1"> « déjà » : # - {{ 1 }} \\ "fin" 🙂'

Downloaded = Callable[[], Path]


@pytest.fixture
def downloaded(downloads: Path) -> Downloaded:
    """Waits for the file that the page gives, and takes it away from where the next one comes."""
    for left in downloads.iterdir():
        left.unlink()

    def take() -> Path:
        found = wait_for(lambda: [path for path in downloads.iterdir() if path.name.endswith(".answers.yaml")])
        target = downloads.with_name(f"taken-{time.monotonic_ns()}")
        target.mkdir()
        return Path(shutil.move(found[0], target / found[0].name))

    return take


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An example with its charter alone."""
    path = tmp_path / "project.yaml"
    whole = (EXAMPLE / "project.yaml").read_text(encoding="utf-8")
    path.write_text(whole[: whole.index("\nassessment:")], encoding="utf-8")
    return path


def engage(*words: object) -> None:
    assert main(["-q", *map(str, words)]) == 0


def page_for(project: Path, **extent: Any) -> dict[str, Any]:
    loaded = load_project(project)
    questionnaire = loaded.questionnaire.questionnaire
    return {"questionnaire": questionnaire, "project": loaded.project, "file": project.name, "extent": extent}


def by_id(browser: "Chrome", id: str) -> "WebElement":
    return browser.find_element("id", id)


def click(browser: "Chrome", id: str) -> None:
    element = by_id(browser, id)
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def press(browser: "Chrome", words: str) -> None:
    """A button or summary by its first words."""
    browser.execute_script(
        "[...document.querySelectorAll('button, summary')].find((one) => one.offsetParent && "
        "one.textContent.startsWith(arguments[0])).click()",
        words,
    )


def asked(browser: "Chrome") -> list[str]:
    return list(
        browser.execute_script(
            "return [...document.querySelectorAll('.question:not([hidden])')].filter((one) => one.offsetParent)"
            ".map((one) => one.id.slice(2))"
        )
    )


def message(browser: "Chrome") -> str:
    return by_id(browser, "page").find_element("css selector", ".message").text


def score(project: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    engage("score", project, "--quick", "--json", "--as-of", "2026-11-23")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_quick_questions_answered_in_a_browser_score_as_in_the_terminal(
    project: Path, open_page: Opener, downloaded: Downloaded, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = tmp_path / "twin.yaml"
    shutil.copy(project, twin)
    browser = open_page(**page_for(project, quick=True))
    ids = asked(browser)
    given: dict[str, Any] = {}
    choices = ("non-aborde", "intention", "engage", "demontre")
    for number, id in enumerate(ids):
        choice = choices[number % 4]
        click(browser, f"q-{id}-c-{choice}")
        given[id] = {"choice": choice}
    click(browser, f"q-{ids[0]}-unknown")
    given[ids[0]] = {"unknown": True}
    proved = ids[3]
    press_in(browser, proved, "Ajouter une preuve")
    by_id(browser, f"q-{proved}-e0-title").send_keys("Rapport : « essai »")
    browser.execute_script(
        "const date = arguments[0]; date.value = '2026-10-01'; date.dispatchEvent(new Event('input'))",
        by_id(browser, f"q-{proved}-e0-date"),
    )
    given[proved]["evidence"] = [{"title": "Rapport : « essai »", "date": "2026-10-01", "kind": "document"}]
    press_in(browser, ids[1], "Note")
    by_id(browser, f"q-{ids[1]}-note").send_keys(HOSTILE.replace("🙂", ""))
    press(browser, "Télécharger")
    file = downloaded()
    assert file.name == "offre-d-emploi.answers.yaml"

    engage("collect", project, file, "--yes")
    (tmp_path / "answers.yaml").write_text(json.dumps({"engage": 1, "answers": given}), encoding="utf-8")
    engage("assess", twin, "--answers", tmp_path / "answers.yaml")
    mine, terminal = score(project, capsys), score(twin, capsys)
    assert mine["sections"] == terminal["sections"]
    assert mine["indices"] == terminal["indices"]
    assert mine["gates"] == terminal["gates"]
    held = load_project(project).project
    assert set(held.answers) == set(ids)
    assert held.answers[ids[1]].note == HOSTILE.replace("🙂", "").strip()
    assert held.date == load_project(twin).project.date  # the day where the museum is, whatever that of the machine
    charter = project.read_text(encoding="utf-8")
    original = (EXAMPLE / "project.yaml").read_text(encoding="utf-8")
    assert charter.startswith(original[: original.index("\nassessment:")].rstrip("\n"))


def press_in(browser: "Chrome", id: str, words: str) -> None:
    """A summary or button within a question."""
    browser.execute_script(
        "const all = [...document.getElementById('q-' + arguments[0]).querySelectorAll('button, summary')];"
        "const one = all.find((one) => one.textContent.startsWith(arguments[1])); "
        "const details = one.closest('details');"
        "if (details && one.tagName === 'BUTTON') details.open = true; one.click()",
        id,
        words,
    )


def test_a_reason_needs_its_sentence_and_a_note_its_answer(
    project: Path, open_page: Opener, downloaded: Downloaded
) -> None:
    browser = open_page(**page_for(project))
    with_reason = next(id for id in asked(browser) if browser.find_elements("id", f"q-{id}-aside"))
    other = next(id for id in asked(browser) if id != with_reason)
    click(browser, f"q-{with_reason}-aside")
    select = by_id(browser, f"q-{with_reason}-reason")
    select.find_element("css selector", "option:nth-child(2)").click()
    press_in(browser, other, "Note")
    by_id(browser, f"q-{other}-note").send_keys("Une note sans réponse")
    press(browser, "Télécharger")
    file = json.loads(downloaded().read_text(encoding="utf-8"))
    assert file["answers"] == {}
    assert file["x-waiting"][other] == {"note": "Une note sans réponse"}
    assert "sentence" not in message(browser)
    by_id(browser, f"q-{with_reason}-because").send_keys("Ce n’est pas prévu.")
    press(browser, "Télécharger")
    file = json.loads(downloaded().read_text(encoding="utf-8"))
    assert file["answers"][with_reason]["not_applicable"]["because"] == "Ce n’est pas prévu."


def test_an_interrupted_session_goes_on_where_it_stopped(
    project: Path, open_page: Opener, downloaded: Downloaded
) -> None:
    browser = open_page(**page_for(project))
    first, second = asked(browser)[:2]
    click(browser, f"q-{first}-c-engage")
    by_id(browser, "your-name").send_keys("Zoé")
    browser.refresh()
    assert by_id(browser, f"q-{first}-c-engage").is_selected()
    assert by_id(browser, "your-name").get_attribute("value") == "Zoé"
    assert "brouillon" in message(browser)
    press(browser, "Question suivante")
    assert browser.switch_to.active_element.get_attribute("id") == f"q-{second}-title"
    press(browser, "Télécharger")
    file = downloaded()
    assert file.name == "offre-d-emploi.zoe.answers.yaml"

    browser = open_page(**page_for(project))  # another machine: nothing is kept there
    assert not by_id(browser, f"q-{first}-c-engage").is_selected()
    by_id(browser, "file").send_keys(str(file))
    wait_for(lambda: "1 réponse reprise" in message(browser))
    assert by_id(browser, f"q-{first}-c-engage").is_selected()
    click(browser, f"q-{second}-unknown")
    press(browser, "Télécharger")
    engage("collect", project, downloaded(), "--yes")
    held = load_project(project).project.answers
    assert {id: answer.by for id, answer in held.items()} == {first: "Zoé", second: "Zoé"}


WRONG = {
    "a project": ((EXAMPLE / "project.yaml").read_text(encoding="utf-8"), "fichier de projet"),
    "a letter": ("Bonjour,\n\nvoici mes réponses : oui.\n", "pas un fichier de réponses"),
    "nothing": ("", "pas un fichier de réponses"),
    "a list": ("[1]", "pas un fichier de réponses"),
    "what an earlier page wrote": ('# Titre\nengage: 1\nanswers:\n  a.b:\n    choice: "oui"\n', "pas en JSON"),
    "a file cut short": ('{"engage": 1, "answers": {"a.b": {"choice', "pas en JSON"),
    "a key twice": ('{"engage": 1, "answers": {"a.b": {"unknown": true}, "a.b": null}}', "pas en JSON"),
    "a project in JSON": ('{"engage": 1, "charter": {}, "answers": {}}', "fichier de projet"),
    "another questionnaire": ('{"engage": 1, "questionnaire": {"id": "garden"}, "answers": {}}', "autre questionnaire"),
    "another format": ('{"engage": 2, "answers": {}}', "autre version"),
    "no answers": ('{"engage": 1, "answers": null}', "pas de réponses"),
    "a key of others": ('{"engage": 1, "answers": {}, "x-notes": {}}', "« x-notes »"),
    "a key of objects": ('{"engage": 1, "answers": {}, "__proto__": {}}', "« __proto__ »"),
    "a wrong type": ('{"engage": 1, "answers": {}, "facets": [1]}', "« facets »"),
    "a key within": ('{"engage": 1, "answers": {}, "seals": {"notes": {}}}', "« seals »"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_refused_and_changes_nothing(
    case: str, project: Path, open_page: Opener, tmp_path: Path
) -> None:
    content, said = WRONG[case]
    browser = open_page(**page_for(project))
    first = asked(browser)[0]
    click(browser, f"q-{first}-c-engage")
    path = tmp_path / "wrong.yaml"
    path.write_text(content, encoding="utf-8")
    by_id(browser, "file").send_keys(str(path))
    wait_for(lambda: bool(message(browser)))
    assert said in message(browser)
    assert by_id(browser, f"q-{first}-c-engage").is_selected()


def test_two_people_answer_apart_and_are_collected_in_turn(
    project: Path, open_page: Opener, downloaded: Downloaded, capsys: pytest.CaptureFixture[str]
) -> None:
    files = []
    for name, choice in (("Anne", "intention"), ("Bruno", "demontre")):
        browser = open_page(**page_for(project, respondent=name))
        shared, own = asked(browser)[0], asked(browser)[1 if name == "Anne" else 2]
        click(browser, f"q-{shared}-c-{choice}")
        click(browser, f"q-{own}-c-engage")
        press(browser, "Télécharger")
        files.append(downloaded())
    assert [file.name for file in files] == [f"offre-d-emploi.{name}.answers.yaml" for name in ("anne", "bruno")]
    engage("collect", project, files[0], "--yes")
    assert main(["collect", str(project), str(files[1]), "--yes"]) == 2
    capsys.readouterr()
    before = project.read_text(encoding="utf-8")
    engage("collect", project, files[1], "--ours")
    held = load_project(project).project.answers
    assert [answer.by for answer in held.values()] == ["Anne", "Anne", "Bruno"]
    engage("collect", project, files[1], "--theirs")
    assert load_project(project).project.answers[next(iter(held))].by == "Bruno"
    assert before != project.read_text(encoding="utf-8")


def test_a_change_of_what_stood_is_no_conflict_until_the_project_changes_too(
    tmp_path: Path, open_page: Opener, downloaded: Downloaded, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project.yaml"
    shutil.copy(EXAMPLE / "project.yaml", project)
    browser = open_page(**page_for(project))
    id = "personne.besoins-publics"
    click(browser, f"q-{id}-c-engage")
    press_in(browser, "personne.essais-public", "Retirer la réponse")
    press(browser, "Télécharger")
    file = downloaded()
    rival = tmp_path / "rival.yaml"
    rival.write_text(project.read_text(encoding="utf-8").replace("choice: intention", "choice: non-aborde", 1), "utf-8")
    engage("collect", project, file, "--yes")
    held = load_project(project).project.answers
    assert held[id].choice == "engage"
    assert held[id].note == "On imagine les candidates et candidats d’après le dernier concours."
    assert "personne.essais-public" not in held
    assert main(["--lang", "en", "collect", str(rival), str(file), "--yes"]) == 2
    assert "In conflict" in capsys.readouterr().out
    assert load_project(rival).project.answers[id].choice == "non-aborde"


def test_facts_open_and_close_questions_at_once_and_come_back_too(
    project: Path, open_page: Opener, downloaded: Downloaded
) -> None:
    browser = open_page(**page_for(project))
    before = asked(browser)
    press(browser, "Voir ou corriger")
    click(browser, "f-genre-c-site-web")
    after = asked(browser)
    assert len(after) > len(before)
    assert f"{len(after) - len(before)} question" in message(browser)
    press(browser, "Télécharger")
    file = downloaded()
    engage("collect", project, file, "--yes")
    assert load_project(project).project.charter.facets["genre"] == ("site-web", "recrutement")


def test_the_language_changes_and_the_answers_stay(project: Path, open_page: Opener) -> None:
    browser = open_page(**page_for(project))
    first = asked(browser)[0]
    click(browser, f"q-{first}-c-engage")
    press(browser, "English")
    assert browser.execute_script("return document.documentElement.lang") == "en"
    assert browser.switch_to.active_element.text == "English"
    assert by_id(browser, f"q-{first}-c-engage").is_selected()
    assert "Committed" in by_id(browser, f"q-{first}").text
    browser.refresh()
    assert browser.execute_script("return document.documentElement.lang") == "en"


def test_words_find_questions(project: Path, open_page: Opener) -> None:
    browser = open_page(**page_for(project))
    everything = asked(browser)
    by_id(browser, "find").send_keys("ACCESSIBILITE")
    found = asked(browser)
    assert "personne.accessibilite-web" in found
    assert len(found) < len(everything)
    assert f"{len(found)} question" in browser.find_element("css selector", ".find").text
    press(browser, "Question suivante")
    assert asked(browser) == everything


def test_the_keyboard_alone_is_enough(project: Path, open_page: Opener, downloaded: Downloaded) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    browser = open_page(**page_for(project))

    def keys(*typed: str) -> None:
        ActionChains(browser).send_keys(*typed).perform()

    keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "Aller aux questions"
    for _ in range(40):
        if browser.switch_to.active_element.text.startswith("Question suivante"):
            break
        keys(Keys.TAB)
    keys(Keys.ENTER)
    first = asked(browser)[0]
    assert browser.switch_to.active_element.get_attribute("id") == f"q-{first}-title"
    keys(Keys.TAB, Keys.SPACE, Keys.DOWN, Keys.DOWN)
    assert by_id(browser, f"q-{first}-c-engage").is_selected()
    seen = browser.execute_script(
        "const one = document.activeElement.closest('.option'); return getComputedStyle(one).outlineStyle"
    )
    assert seen == "solid"
    box = browser.execute_script("return document.activeElement.getBoundingClientRect().top")
    assert box > 60  # not under the bar that stays
    by_id(browser, "find").click()
    keys(Keys.TAB, Keys.ENTER)
    assert downloaded().exists()


def test_where_nothing_can_be_kept_the_page_says_so_and_warns(project: Path, open_page: Opener) -> None:
    browser = open_page(**page_for(project))
    forbid = (
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    added = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": forbid})
    try:
        browser.refresh()
        assert "ne garde rien" in by_id(browser, "end").text
        leaving = (
            "const e = new Event('beforeunload', { cancelable: true }); dispatchEvent(e); return e.defaultPrevented"
        )
        assert not browser.execute_script(leaving)
        click(browser, f"q-{asked(browser)[0]}-c-engage")
        assert browser.execute_script(leaving)
        press(browser, "Télécharger")
        assert not browser.execute_script(leaving)
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", added)


def test_a_file_of_an_older_version_is_taken_up_and_nothing_in_it_is_lost(
    project: Path, open_page: Opener, downloaded: Downloaded, tmp_path: Path
) -> None:
    browser = open_page(**page_for(project))
    id = asked(browser)[0]
    file = tmp_path / "older.answers.yaml"
    older = {
        "engage": 1,
        "questionnaire": {"id": "engagement-numerique", "version": "0.9.0"},
        "facets": {"meteo": "pluie"},
        "answers": {id: {"choice": "engage"}, "ancienne.question": {"choice": "oui", "note": "Gardée"}},
    }
    file.write_text(json.dumps(older), encoding="utf-8")
    by_id(browser, "file").send_keys(str(file))
    wait_for(lambda: "1 réponse reprise" in message(browser))
    assert "version 0.9.0" in message(browser)
    assert "ancienne.question" in message(browser)
    press(browser, "Télécharger")
    given = downloaded()
    engage("collect", project, given, "--yes")
    loaded = load_project(project)
    assert loaded.project.answers[id].choice == "engage"
    assert loaded.document.value["assessment"]["x-unplaced"] == {  # type: ignore[index]  # it is a mapping
        "0.9.0": {"facets": {"meteo": "pluie"}, "answers": {"ancienne.question": {"choice": "oui", "note": "Gardée"}}}
    }


def test_a_page_of_one_unit_takes_the_answers_of_the_others_along(
    project: Path, open_page: Opener, downloaded: Downloaded, tmp_path: Path
) -> None:
    browser = open_page(**page_for(project, unit="communications"))
    id = asked(browser)[0]
    file = tmp_path / "whole.answers.yaml"
    waiting = {"personne.essais-public": {"note": "À vérifier"}}
    whole = {
        "engage": 1,
        "questionnaire": {"id": "engagement-numerique", "version": "2.0.0"},
        "answers": {id: {"choice": "engage"}, "personne.besoins-publics": {"unknown": True}},
        "x-waiting": waiting,
    }
    file.write_text(json.dumps(whole), encoding="utf-8")
    by_id(browser, "file").send_keys(str(file))
    wait_for(lambda: "1 réponse reprise" in message(browser))
    press(browser, "Télécharger")
    given = downloaded()
    assert json.loads(given.read_text(encoding="utf-8"))["x-waiting"] == waiting
    engage("collect", project, given, "--yes")
    assert set(load_project(project).project.answers) == {id, "personne.besoins-publics"}


def test_what_does_not_fit_a_question_goes_along_as_it_came(
    project: Path, open_page: Opener, downloaded: Downloaded, tmp_path: Path
) -> None:
    browser = open_page(**page_for(project))
    first, second, third, fourth, fifth = asked(browser)[:5]
    odd = {
        first: {"choice": "engage", "since": "2025"},
        second: {"choice": "engage", "unknown": True},
        third: {"choice": "engage", "evidence": [{"title": "A", "date": "bientôt"}]},
        fourth: {"not_applicable": {"because": "Non.", "reason": "la-pluie"}},
        "__proto__": {"choice": "engage"},
    }
    notes = {fifth: {"note": "Une note", "color": "red"}}
    file = tmp_path / "odd.answers.yaml"
    content = {"engage": 1, "answers": odd, "facets": {"phase": None}, "x-waiting": notes}
    file.write_text(json.dumps(content), encoding="utf-8")
    by_id(browser, "file").send_keys(str(file))
    wait_for(lambda: "7 réponses ne vont pas" in message(browser))
    press(browser, "Télécharger")
    given = json.loads(downloaded().read_text(encoding="utf-8"))
    assert given["answers"] == odd
    assert given["facets"] == {"phase": None}
    assert given["x-waiting"] == notes


def test_hostile_texts_of_a_loaded_file_stay_text(project: Path, open_page: Opener, tmp_path: Path) -> None:
    browser = open_page(**page_for(project))
    id = asked(browser)[0]
    file = tmp_path / "hostile.answers.yaml"
    piece = {"title": HOSTILE, "where": "javascript:alert(1)", "kind": "document"}
    said = {"choice": "engage", "note": HOSTILE, "evidence": [piece], "by": HOSTILE}
    strangers = {"__proto__": {"choice": HOSTILE}, f"{HOSTILE}.x": {"unknown": True}}
    content = {"engage": 1, "respondent": HOSTILE, "answers": {id: said, **strangers}}
    file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    by_id(browser, "file").send_keys(str(file))
    wait_for(lambda: "1 réponse reprise" in message(browser))
    assert HOSTILE in message(browser)
    assert by_id(browser, f"q-{id}-note").get_attribute("value") == HOSTILE
    assert by_id(browser, "your-name").get_attribute("value") == HOSTILE
    assert "__proto__" in message(browser)
    assert browser.find_elements("css selector", "img") == []
    assert browser.execute_script("return ({}).choice") is None


def test_every_type_of_question_comes_back_as_it_was_answered(
    open_page: Opener, downloaded: Downloaded, tmp_path: Path
) -> None:
    project = tmp_path / "project.yaml"
    shutil.copytree(ROOT / "tests/questionnaires/garden", tmp_path / "questionnaires/garden")
    project.write_text(
        "engage: 1\ncharter: {name: Plot, facets: {plot: yard, crops: [fruit]}} # ours\n"
        "assessment:\n  questionnaire: {id: garden}\n",
        encoding="utf-8",
    )
    browser = open_page(**page_for(project), language="en")
    for id in ("soil.cover-c-mulch", "soil.cover-c-leaves", "soil.cover-c-nothing", "water.barrel-c-yes"):
        click(browser, f"q-{id}")
    click(browser, "q-soil.tested-c-home")
    click(browser, "q-soil.tested-m-acidity")
    by_id(browser, "q-people.wishes-text").send_keys("A tap\nno")
    press(browser, "Download")
    engage("collect", project, downloaded(), "--yes")
    held = load_project(project).project
    assert held.answers["soil.cover"].choices == ("nothing",)
    assert held.answers["water.barrel"].choice == "yes"
    assert held.answers["soil.tested"].criteria == ("acidity",)
    assert held.answers["people.wishes"].text == "A tap\nno"
    assert "# ours" in project.read_text(encoding="utf-8")
    assert GARDEN.id == "garden"


def test_what_was_answered_to_an_older_version_is_shown_and_its_note_kept(
    project: Path, open_page: Opener, downloaded: Downloaded, tmp_path: Path
) -> None:
    shutil.copytree(MEADOW / "2", tmp_path / "questionnaires/meadow")
    shutil.copy(MEADOW / "project.yaml", project)
    edit(project, ("water.quality: {choice: some}", "water.quality: {choice: full, note: Measured by ear.}"))
    engage("migrate", project, "--write")
    browser = open_page(**page_for(project), language="en")
    above = browser.find_element("css selector", "#q-water\\.quality .earlier")
    assert above.text.startswith(
        "Before, in version 1.0.0: Full. Kept in the file.\nNote then: Measured by ear.\nKeep the note"
    )
    assert "Before, in version 1.0.0 (soil.mixed): None." in by_id(browser, "q-ground.sand").text
    press(browser, "Keep the note and the evidence of then: Quality")
    click(browser, "q-water.quality-c-partly")
    assert not above.is_displayed()
    press(browser, "Download")
    engage("collect", project, downloaded(), "--yes")
    answer = load_project(project).project.answers["water.quality"]
    assert (answer.choice, answer.note) == ("partly", "Measured by ear.")


def test_the_page_says_how_long_it_takes_as_far_as_it_is_open(project: Path, open_page: Opener) -> None:
    def minutes(browser: "Chrome") -> int:
        (line,) = [one.text for one in browser.find_elements("css selector", ".how li") if "minute" in one.text]
        return int(line.split()[1])

    browser = open_page(**page_for(project, respondent="education", speaks_for=("education",)))
    one_unit, first = minutes(browser), asked(browser)[0]
    whole = minutes(open_page(**page_for(project, respondent="everybody")))
    assert 1 <= one_unit < whole
    browser = open_page(**page_for(project, respondent="direction", speaks_for=("education",)))
    for id in asked(browser):
        click(browser, f"q-{id}-c-engage")
    assert not [one for one in browser.find_elements("css selector", ".how li") if "minute" in one.text]
    assert first in asked(browser)
