"""Where projects stand in a campaign: what is not known or not judged is never reached."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.campaign.conftest import SETTLED, Engage, campaign, garden, write

DAY = ("--as-of", "2026-11-29", "-j", "1")


def told(engage: Engage, file: str, *words: str) -> dict[str, Any]:
    ran = engage("campaign", file, *DAY, "--format", "json", *words)
    assert ran.code in (0, 1), ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found | {"code": ran.code, "err": ran.err}


def states(found: dict[str, Any]) -> dict[str, str]:
    return {row["project_id"] or row["project"]: row["state_id"] for row in found["tables"]["standing"]}


def test_who_is_there_and_who_is_late(place: Path, engage: Engage) -> None:
    write(place, "broken", "charter: [\n")
    found = told(engage, campaign(place))
    broken = "projects/broken.yaml"
    assert states(found) == {"lid": "reached", "open": "late", "asking": "late", broken: "unjudged"}
    late = {row["project_id"]: (row["days"], row["lacks"]) for row in found["tables"]["late"]}
    assert late == {
        "open": (14, "1 blocking requirement is not met: Lid"),
        "asking": (14, "nobody knows yet about 1 blocking requirement: Lid"),
    }
    assert found["counts"] == {
        "late": 2, "unjudged": 1, "on_the_way": 0, "excused": 0, "reached": 1, "apart": 0,
    }  # fmt: skip
    assert (found["met"], found["code"], found["unread"]) == (False, 1, [broken])


@pytest.mark.parametrize(
    ("by", "code", "state"),
    [("2026-11-28", 1, "late"), ("2026-11-29", 0, "on_the_way"), ("2027-05-01", 0, "on_the_way")],
)
def test_the_last_day_is_in_time(place: Path, engage: Engage, by: str, code: int, state: str) -> None:
    found = told(engage, campaign(place, by=by))
    assert (found["code"], states(found)["open"]) == (code, state)


def test_exit_zero(place: Path, engage: Engage) -> None:
    assert engage("campaign", campaign(place), *DAY).code == 1
    assert engage("campaign", campaign(place), *DAY, "--exit-zero").code == 0


GOALS = [
    ("{gates: settled}", {"lid": "reached", "open": "late", "asking": "late"}),
    ("{complete: true}", {"lid": "reached", "open": "reached", "asking": "reached"}),
    ("{sections: {water: 0.8}}", {"lid": "reached", "open": "late", "asking": "late"}),
    ("{sections: {water: expected}}", {"lid": "reached", "open": "late", "asking": "late"}),
    ("{sections: {soil: weekly}}", {"lid": "reached", "open": "reached", "asking": "reached"}),
    ("{sections: {soil: thriving}}", {"lid": "late", "open": "late", "asking": "late"}),
    ("{indices: {soil-and-water: growing}}", {"lid": "reached", "open": "reached", "asking": "reached"}),
    ("{indices: {whole: growing}}", {"lid": "reached", "open": "late", "asking": "late"}),
    ("{answered_since: 2026-09-01}", {"lid": "reached", "open": "reached", "asking": "reached"}),
    ("{answered_since: 2026-10-02}", {"lid": "late", "open": "late", "asking": "late"}),
    ("{milestone_since: 2026-10-02}", {"lid": "late", "open": "late", "asking": "late"}),
    ("{policy: charter}", {"lid": "reached", "open": "reached", "asking": "reached"}),
]


@pytest.mark.parametrize(("reach", "expected"), GOALS)
def test_each_goal(place: Path, engage: Engage, reach: str, expected: dict[str, str]) -> None:
    assert states(told(engage, campaign(place, reach=reach))) == expected


GATES = "engage: 1\nid: gates\ntitle: Gates\nrules: {gate-unmet: error, gate-unknown: error}\n"


def lacks(engage: Engage, place: Path, reach: str, project: str = "open") -> str:
    rows = told(engage, campaign(place, reach=reach))["tables"]["standing"]
    return str(next(row["lacks"] for row in rows if row["project_id"] == project))


@pytest.mark.parametrize(
    ("reach", "project", "said"),
    [
        ("{sections: {water: 0.8}}", "open", "“Water” is at 50%; 80% are needed"),
        ("{sections: {water: 0.8}}", "asking", "“Water” is at 50% to 100%; 80% are needed"),
        ("{sections: {water: expected}}", "open", "“Water” reaches 50% of what is expected"),
        ("{sections: {people: growing}}", "open", "“People” is between “Bare” and “Thriving”; “Growing” is needed"),
        ("{sections: {soil: thriving}}", "open", "“Soil” is “Growing”; “Thriving” is needed"),
        (
            "{answered_since: 2026-10-02}",
            "open",
            "The last answer is of October 1, 2026; one since October 2, 2026 is wanted.",
        ),
        ("{milestone_since: 2026-10-02}", "open", "No milestone is kept."),
        ("{policy: gates.yaml}", "open", "policy “gates”: 1 thing does not pass: Does the barrel have a lid"),
    ],
)  # fmt: skip
def test_what_is_lacking_is_said(place: Path, engage: Engage, reach: str, project: str, said: str) -> None:
    (place / "gates.yaml").write_text(GATES, encoding="utf-8")
    found = lacks(engage, place, reach, project).replace("\u00a0", " ")
    assert said in found


def test_a_milestone_reaches_its_goal_and_one_before_it_does_not(place: Path, engage: Engage) -> None:
    assert engage("milestone", "projects/open.yaml", "Autumn", "--as-of", "2026-10-15").code == 0
    found = lacks(engage, place, "{milestone_since: 2026-11-01}")
    assert (
        found.replace("\u00a0", " ")
        == "The last milestone is of October 15, 2026; one since November 1, 2026 is wanted."
    )
    assert states(told(engage, campaign(place, reach="{milestone_since: 2026-10-15}")))["open"] == "reached"


def test_a_quick_assessment_does_not_tell(place: Path, engage: Engage) -> None:
    write(place, "quick", garden("quick", SETTLED | {"  date: 2026-10-01": "  date: 2026-10-01\n  scope: quick"}))
    for reach in ("{complete: true}", "{sections: {soil: 0.1}}", "{gates: settled}"):
        assert states(told(engage, campaign(place, reach=reach)))["quick"] == "late"


def test_a_section_that_is_not_aimed_at_does_not_concern_the_project(place: Path, engage: Engage) -> None:
    write(place, "alone", garden("alone", {"shared: true": "shared: false"}))
    found = told(engage, campaign(place, reach="{sections: {people: 0.1}}"))
    assert states(found)["alone"] == "apart"
    assert [row["project"] for row in found["tables"]["apart"]] == ["Plot alone"]


def test_a_policy_that_cannot_be_held_against_a_project_is_not_reached(place: Path, engage: Engage) -> None:
    (place / "ours.yaml").write_text(
        "engage: 1\nid: ours\ntitle: Ours\n"
        "rules: {index-low: {severity: error, of: {indices: [gone]}, at_least: 0.1}}\n",
        encoding="utf-8",
    )
    found = told(engage, campaign(place, reach="{policy: ours.yaml}"))
    assert set(states(found).values()) == {"unjudged"}
    said = "It cannot be held against the policy “ours”: rules.index-low.of.indices[0]: Unknown index “gone”."
    assert {row["lacks"] for row in found["tables"]["standing"]} == {said}


# ── excuses ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def excused(more: str = "") -> str:
    return f"excused:\n  - {{project: open, because: The pump is broken{more}}}\n"


def test_who_is_excused_and_why(place: Path, engage: Engage) -> None:
    found = told(engage, campaign(place, excused(", until: 2026-12-31")))
    assert states(found) == {"lid": "reached", "open": "excused", "asking": "late"}
    (row,) = found["tables"]["excused"]
    assert (row["project_id"], row["because"], row["until"]) == ("open", "The pump is broken", "2026-12-31")


@pytest.mark.parametrize(("until", "state"), [("2026-11-28", "late"), ("2026-11-29", "excused")])
def test_an_excuse_ends(place: Path, engage: Engage, until: str, state: str) -> None:
    found = told(engage, campaign(place, excused(f", until: {until}")))
    assert states(found)["open"] == state
    assert ("excuses-ended" in found["tables"]) == (state == "late")


def test_an_excuse_of_one_step_leaves_the_others(place: Path, engage: Engage) -> None:
    steps = (
        "steps:\n  - {id: one, title: One, by: 2026-11-01, reach: {gates: settled}}\n"
        "  - {id: two, title: Two, by: 2026-11-02, reach: {sections: {water: 0.8}}}\n"
    )
    found = told(engage, campaign(place, steps + excused(", steps: [one]")))
    of_open = [row["state_id"] for row in found["tables"]["standing"] if row["project_id"] == "open"]
    assert of_open == ["excused", "late"]


def test_who_has_reached_it_needs_no_excuse(place: Path, engage: Engage) -> None:
    found = told(engage, campaign(place, excused().replace("open", "lid")))
    assert states(found)["lid"] == "reached"


@pytest.mark.parametrize("named", ["projects/open.yaml", "./projects/open.yaml"])
def test_an_excuse_may_name_the_file(place: Path, engage: Engage, named: str) -> None:
    assert states(told(engage, campaign(place, excused().replace("open", named, 1))))["open"] == "excused"


def test_an_excuse_of_nobody_is_told_and_fails(place: Path, engage: Engage) -> None:
    found = told(engage, campaign(place, excused().replace("open", "opne"), by="2027-05-01"))
    assert found["code"] == 1
    assert found["idle_excuses"] == ["opne"]
    assert found["err"].startswith("campaign.yaml:7: No project that takes part is called “opne”.\n")
    assert "Did you mean “open”?" in found["err"]


@pytest.mark.parametrize(
    ("named", "hint"),
    [
        ("elsewhere", "3 projects take part; all are named by their id and their file in: engage campaign "),
        ("opne", "Did you mean “open”?\n"),
        ("projects/opne.yaml", "Did you mean “projects/open.yaml”?\n"),
    ],
)
def test_of_many_no_arbitrary_few_are_listed(
    place: Path, engage: Engage, monkeypatch: pytest.MonkeyPatch, named: str, hint: str
) -> None:
    monkeypatch.setattr("engage_cli.errors.LISTED", 2)
    file = campaign(place, excused().replace("open", named, 1))
    err = told(engage, file)["err"]
    assert f"hint: {hint}" in err
    assert "Possible here" not in err


# ── who takes part ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_says_who_is_expected(place: Path, engage: Engage) -> None:
    (place / "list.csv").write_text(
        "\ufeffproject;plot\nlid;yard\nprojects/open.yaml;yard\ngone;field\n", encoding="utf-8"
    )
    file = campaign(place, "projects: {list: list.csv, paths: [projects]}\ngroup: plot\n")
    found = told(engage, file)
    assert states(found) == {"lid": "reached", "open": "late", "gone": "unjudged"}
    (row,) = found["tables"]["unjudged"]
    assert (row["group"], row["lacks"]) == ("Field", "No project file is found")
    assert states(told(engage, file, "--where", "plot=field")) == {"gone": "unjudged"}


def test_facets_and_groups(place: Path, engage: Engage) -> None:
    file = campaign(place, "projects: {where: {plot: yard}}\ngroup: plot\n")
    found = told(engage, file)
    assert states(found) == {"lid": "reached", "open": "late"}
    assert [(row["group_id"], row["projects"], row["late"]) for row in found["tables"]["groups"]] == [("yard", 2, 1)]
    assert {row["group_id"] for row in told(engage, file, "--by", "crops")["tables"]["groups"]} == {
        "vegetables",
        "bees",
    }


def test_stored_results_are_taken(place: Path, engage: Engage) -> None:
    assert engage("batch", "projects", "-o", "out", "--format", "json", *DAY).code == 0
    (place / "gates.yaml").write_text(GATES, encoding="utf-8")
    for reach in ("{gates: settled}", "{policy: gates.yaml}"):
        file = campaign(place, reach=reach)
        assert states(told(engage, file, "out")) == states(told(engage, file))


# ── at the screen, in documents ───────────────────────────────────────────────────────────────────────────────────────

CONTACTS = (
    "group: plot\ncontacts:\n  yard: {name: Ada Quetzal, role: Head gardener, address: ada@example.org}\n"
    "  field: {name: Bo Okapi}\n"
)


def test_at_the_screen(place: Path, engage: Engage) -> None:
    ran = engage("campaign", campaign(place, CONTACTS + excused()), *DAY, "--plain")
    said = ran.out.replace("\u00a0", " ")
    assert "Safe by spring  3 projects · November 29, 2026" in said
    assert "reached: 1, late: 1, excused: 1" in said
    assert "  Safe water (November 15, 2026)\n" in said, "a day as it is read, whole"
    assert "Late (1)\n  Plot asking · Field\n    Safe water, November 15, 2026 (14 days late): nobody knows yet" in said
    assert "Excused (1)\n  Plot open · Yard\n    The pump is broken" in said
    assert "Reached (1)\n  Plot lid" in said
    assert "Head gardener" in said
    assert "Quetzal" not in said


@pytest.mark.parametrize("name", ["html", "md", "json", "xlsx"])
def test_documents_name_people_where_that_is_asked(place: Path, engage: Engage, name: str) -> None:
    from tests.voices.test_privacy import texts_in

    file, out = campaign(place, CONTACTS + excused()), place / f"out.{name}"
    for words, named in (((), False), (("--with-names",), True)):
        assert engage("campaign", file, *DAY, "-o", str(out), *words).code == 1
        text = "\n".join(texts_in(out.read_bytes()))
        assert all(said in text for said in ("Plot open", "The pump is broken", "Safe water", "Head gardener"))
        assert ("Quetzal" in text, "ada@example.org" in text, "Okapi" in text) == (named, named, named)


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────────────────

WRONG = """\
steps:
  - {id: safe, title: Safe water, by: 2026-11-15, reach: {sections: {watr: 0.5}, indices: {whole: growin}}}
  - {id: next, title: Next, by: 2026-12-15, reach: {sections: {soil: weekli}}}
projects: {where: {plto: yard, crops: [fruit, bee]}}
group: plots
"""
WRONG_FR = """\
campaign.yaml:5:70: steps[0].reach.sections.watr: Section inconnue : « watr ».
  conseil : Vouliez-vous dire « water »? Possible ici : ground, soil, water, people.
campaign.yaml:5:99: steps[0].reach.indices.whole: Niveau ou palier inconnu : « growin ».
  conseil : Vouliez-vous dire « growing »? Possible ici : expected, bare, growing, thriving.
"""


def test_ids_are_held_against_the_questionnaire(place: Path, engage: Engage) -> None:
    ran = engage("campaign", campaign(place, WRONG), *DAY, "--lang", "fr")
    assert ran.code == 2
    assert ran.out == ""
    assert WRONG_FR in ran.err.replace("\u00a0", " ")
    for word in ("weekli", "plto", "bee", "plots"):
        assert f"« {word} »" in ran.err.replace("\u00a0", " ")


ITSELF = """\
steps:
  - {id: a, title: A, by: 2026-12-15, reach: {complete: true}}
  - {id: b, title: B, by: 2026-11-15, reach: {complete: true}}
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("steps:\n  - {id: a, title: A, by: soon, reach: {complete: true}}\n", "campaign.yaml:5:27: steps[0].by: "),
        ("steps:\n  - {id: a, title: A, by: 2026-12-15, reach: {}}\n", "At least one key is needed here."),
        ("steps:\n  - {id: a, title: A, by: 2026-12-15, reach: {completed: true}}\n", "Did you mean “complete”?"),
        ("steps:\n  - {id: a, title: A, by: 2026-12-15, reach: {policy: strct}}\n", "Did you mean “strict”?"),
        ("steps:\n  - {id: a, title: A, by: 2026-12-15, reach: {policy: no.yaml}}\n", "There is no file “no.yaml”."),
        (ITSELF, "This day is before that of the step above it."),
        ("excused: [{project: open, because: Rain, steps: [saf]}]\n", "Unknown step “saf”."),
        ("projects: {list: no.csv}\n", "There is no file “no.csv”."),
        ("projects: {list: bad.csv}\n", "bad.csv:1: The list has no column “project”."),
        ("contacts: {yard: {name: A}}\n", "Contacts are by choice of a facet, and no facet is given under “group”."),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file(place: Path, engage: Engage, text: str, said: str) -> None:
    (place / "bad.csv").write_text("projet\nlid\n", encoding="utf-8")
    ran = engage("campaign", campaign(place, text), *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_nothing_to_read(place: Path, engage: Engage) -> None:
    (place / "empty").mkdir()
    ran = engage("campaign", campaign(place), "empty", *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "No project is found here." in ran.err
    assert "No project could be read in empty." in ran.err


def test_the_output_never_replaces_what_was_read(place: Path, engage: Engage) -> None:
    file = campaign(place)
    ran = engage("campaign", file, *DAY, "-o", "campaign.yaml", "--format", "md", "--force")
    assert ran.code == 2
    assert (place / file).read_text(encoding="utf-8").startswith("engage: 1\n")


def test_projects_of_one_name_are_told_apart_and_those_of_one_id_are_said(place: Path, engage: Engage) -> None:
    write(place, "lid-copy", garden("lid", SETTLED))
    ran = engage("campaign", campaign(place), *DAY, "--plain")
    assert "Plot lid (projects/lid-copy)" in ran.out
    assert "Plot lid (projects/lid)" in ran.out
    said = "“lid” is the id of 2 files, and each counts as a project: projects/lid-copy.yaml, projects/lid.yaml.\n"
    assert ran.err == said
    assert said in engage("portfolio", "projects", *DAY, "--format", "md").err
    for number in range(8):
        write(place, f"lid-{number}", garden("lid", SETTLED))
    said = engage("portfolio", "projects", *DAY, "--format", "md").err
    assert "“lid” is the id of 10 files, and each counts as a project: " in said
    assert said.count("projects/lid") == 4, "a copied charter may stand in hundreds of files"
    assert said in engage("export", "projects", "-o", "data", *DAY).err
    assert said not in engage("portfolio", "projects", *DAY, "--format", "md", "--where", "plot=field").err


def test_a_list_too_long_for_a_document_is_named_with_its_number(
    place: Path, engage: Engage, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = engage("campaign", campaign(place), *DAY, "--format", "md").out
    assert "too long" not in whole
    monkeypatch.setattr("engage_cli.campaign.documents.contents.LONGEST", {"text": 1})
    cut = engage("campaign", campaign(place), *DAY, "--format", "md").out
    assert "2 rows, too long a list for this document: they stand in the page (.html) and in the workbook" in cut
    assert "(2)" in cut
    assert "1 blocking requirement is not met: Lid" not in cut


@pytest.mark.parametrize("text", ["projects: {paths: [projects]}\n", "projects: {list: none.csv}\n"])
def test_a_campaign_in_which_nobody_takes_part_is_not_reached(place: Path, engage: Engage, text: str) -> None:
    (place / "none.csv").write_text("project\n", encoding="utf-8")
    file = campaign(place, text)
    words = ["--where", "plot=balcony"] if "paths" in text else []
    ran = engage("campaign", file, *words, *DAY)
    assert (ran.code, ran.out) == (2, "")
    assert "No project takes part in this campaign." in ran.err
