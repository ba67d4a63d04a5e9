"""B3: a check says by which policy and questionnaire it judged, and where nothing was checked; either can be pinned."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engage_cli.questionnaire.compiled import load
from tests.check.conftest import ROOT, Check

Write = Callable[..., Path]
SHIPPED = load(ROOT / "questionnaires/engagement-numerique").questionnaire
NAMED = {"id": SHIPPED.id}
NOTHING = "Nothing was checked but that it can be read: no rule of the policy p is on."


def policy(place: Path, rules: str, more: str = "") -> str:
    (place / "p.yaml").write_text(f"engage: 1\nid: p\ntitle: P\n{more}rules: {rules}\n")
    return "--policy=p.yaml"


@pytest.fixture
def changed(place: Path) -> Path:
    """Beside the project, a questionnaire with the id of the shipped one and another text."""
    folder = place / "questionnaires/engagement-numerique"
    shutil.copytree(ROOT / "questionnaires/engagement-numerique", folder)
    file = folder / "questionnaire.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "x-ours: true\n", encoding="utf-8")
    return folder


# ── nothing is checked ──


@pytest.mark.parametrize(
    ("rules", "idle"),
    [
        ("{}", True),
        ("{gate-unmet: off, facet-missing: off}", True),
        ("{waiver-expired: error, waiver-unused: error}", True),
        ("{gate-unmet: {severity: error, when: {phase: cloture}}}", True),
        ("{gate-unmet: {severity: note, when: {phase: planification}}}", False),
        ("{facet-missing: note}", False),
    ],
)
def test_a_policy_that_asks_nothing_is_remarked_on(
    check: Check, write: Write, place: Path, rules: str, idle: bool
) -> None:
    write()
    asked = policy(place, rules)
    for name in ("text", "github", "markdown", "sarif"):
        ran = check("project.yaml", asked, f"--output-format={name}")
        assert ran.code == 0
        assert (NOTHING.partition(":")[0] in ran.out) is idle, name
    for name in ("junit", "gitlab"):
        assert (NOTHING in check("project.yaml", asked, f"--output-format={name}").err) is idle
    assert check("project.yaml", asked, "--output-format=json").json["files"][0]["weighs"] is not idle


def test_it_is_said_in_french(check: Check, write: Write, place: Path) -> None:
    write()
    out = check("project.yaml", policy(place, "{}"), "--lang=fr").out
    assert "Rien n’a été vérifié, sauf que le fichier se lit\u00a0: aucune règle de la politique p n’est active." in out
    said = "Jugé selon la politique p et le questionnaire engagement-numerique 1.0.0, livré avec engage (sha256:"
    assert said.replace("1.0.0", SHIPPED.version) in out


# ── by which questionnaire ──


def found(ran: Any) -> dict[str, Any]:
    judge: dict[str, Any] = ran.json["files"][0]["questionnaire"]
    return judge


def test_where_the_questionnaire_comes_from(check: Check, write: Write, place: Path, changed: Path) -> None:
    write("here/project.yaml", questionnaire=NAMED)
    write(questionnaire=NAMED)
    shutil.move(place / "questionnaires", place / "elsewhere")
    shipped, given, beside = "shipped with engage", "from {}", "beside the project, {}"
    instead = " instead of the one shipped with engage"
    shutil.copytree(place / "elsewhere", place / "here/questionnaires")
    file = "engagement-numerique/questionnaire.yaml"
    for words, said in (
        (("project.yaml",), shipped),
        (("project.yaml", "--questionnaires=elsewhere"), given.format(f"elsewhere/{file}") + instead),
        (("here/project.yaml",), beside.format(f"here/questionnaires/{file}") + instead),
    ):
        also = [f"--also={name}={name}.out" for name in ("text", "github", "markdown", "sarif")]
        judge = found(check(*words, "--output-format=json", "--force", *also))
        written = {name: Path(f"{name}.out").read_text(encoding="utf-8") for name in ("text", "github", "markdown")}
        line = f"Judged by the policy charter and the questionnaire {judge['id']} {judge['version']}, {said} ("
        line += f"{judge['digest'][:19]}…)."
        assert line in written["text"]
        assert line in written["github"]
        assert line.replace("_", "\\_") in written["markdown"]
        (run,) = json.loads(Path("sarif.out").read_text(encoding="utf-8"))["runs"]
        assert run["properties"] == {"policies": ["charter"], "questionnaires": [judge]}
        assert (judge["digest"] == SHIPPED.digest) is (said == shipped)
        assert judge["displaces_shipped"] is (said != shipped)


def test_the_environment_names_folders_for_a_check_too(
    check: Check, write: Write, place: Path, changed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a/project.yaml", questionnaire=NAMED)
    monkeypatch.setenv("ENGAGE_QUESTIONNAIRES", str(place / "questionnaires"))
    judge = found(check("a/project.yaml", "--output-format=json"))
    assert (judge["origin"], judge["path"]) == (
        "folder",
        "questionnaires/engagement-numerique/questionnaire.yaml",
    )


def test_several_are_all_named(check: Check, write: Write, place: Path) -> None:
    write("a.yaml")
    shutil.copytree(ROOT / "tests/questionnaires/garden", place / "b")
    out = check("a.yaml", "b").out
    assert [line.split(",")[0].rsplit(" ", 2)[-2] for line in out.splitlines() if line.startswith("Judged")] == [
        "engagement-numerique",
        "garden",
    ]


# ── pinned ──


@pytest.mark.parametrize("where", ["policy", "settings", "pyproject"])
@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"id": SHIPPED.id}, True),
        ({"id": SHIPPED.id, "version": SHIPPED.version, "digest": SHIPPED.digest}, True),
        ({"id": "garden"}, False),
        ({"id": SHIPPED.id, "version": "9.0.0"}, False),
        ({"id": SHIPPED.id, "digest": "sha256:" + "0" * 64}, False),
    ],
)
def test_another_questionnaire_than_the_one_wanted_is_refused(  # noqa: PLR0917  # a row of the table
    check: Check, write: Write, place: Path, where: str, wanted: dict[str, str], fits: bool
) -> None:
    write()
    asked, source = pinned(place, where, wanted)
    ran = check("project.yaml", *asked, "--output-format=json")
    assert ran.code == (0 if fits else 2)
    problems = [one for one in ran.json["files"][0]["findings"] if one["rule"] == "file-invalid"]
    if fits:
        assert problems == []
    else:
        (problem,) = problems
        named = f"{SHIPPED.id} {SHIPPED.version} {SHIPPED.digest}"
        assert f"judged by the questionnaire {named}; " in problem["message"]
        assert f"{source} wants {' '.join(wanted.values())}." in problem["message"]
        assert problem["repair"].startswith("Bring the one that is wanted with --questionnaires FOLDER")


def pinned(place: Path, where: str, wanted: dict[str, str]) -> tuple[list[str], str]:
    """Words to add, and the file that wants that questionnaire."""
    inline = ", ".join(f"{key}: {value}" for key, value in wanted.items())
    if where == "policy":
        return [policy(place, "{facet-missing: error}", f"questionnaire: {{{inline}}}\n")], "p.yaml"
    if where == "settings":
        (place / "engage.yaml").write_text(f"check: {{questionnaire: {{{inline}}}}}\n")
        return [], "engage.yaml"
    table = ", ".join(f'{key} = "{value}"' for key, value in wanted.items())
    (place / "pyproject.toml").write_text(f"[tool.engage.check]\nquestionnaire = {{{table}}}\n")
    return [], "pyproject.toml"


def test_one_that_takes_the_place_of_the_shipped_one_is_told_apart(
    check: Check, write: Write, place: Path, changed: Path
) -> None:
    write(questionnaire=NAMED)
    asked = policy(place, "{facet-missing: error}", f"questionnaire: {{id: {SHIPPED.id}, digest: {SHIPPED.digest}}}\n")
    ran = check("project.yaml", asked)
    assert ran.code == 2
    assert "hint: Take away the one that displaces it, " in ran.out
    assert "questionnaires/engagement-numerique/questionnaire.yaml; or want that one." in ran.out


def test_settings_show_what_is_wanted(check: Check, write: Write, place: Path) -> None:
    write()
    pinned(place, "settings", {"id": SHIPPED.id, "version": "1.0.0"})
    assert "  questionnaire: {id: engagement-numerique, version: 1.0.0}" in check("project.yaml", "--show-config").out


@pytest.mark.parametrize("text", ["questionnaire: {}", "questionnaire: {id: x, version: one}", "questionnaire: x"])
def test_a_pin_that_says_nothing_is_refused(check: Check, write: Write, place: Path, text: str) -> None:
    write()
    ran = check("project.yaml", policy(place, "{}", f"{text}\n"))
    assert (ran.code, "p.yaml:4:" in ran.err) == (2, True)
