"""What stands where in the full report, and in the sheet of whoever runs the meeting."""

import re
from functools import cache
from html import unescape
from itertools import pairwise

import pytest

from engage_cli.report.arrangement import Arrangement
from engage_cli.report.charts.charts import Axis, AxisGroup, bars_height, draw_bars, short_bar_layout
from engage_cli.report.meeting import CLOSING, MINUTES, OPENING, Meeting
from engage_cli.report.pages import render_report_page
from engage_cli.report.request import Audience, Kind, Request
from engage_cli.report.selection import Selection
from engage_cli.values import replace

from .making import EXAMPLES, assessment, text


@cache
def printed(name: str, language: str = "fr", **more: object) -> str:
    return render_report_page(Request(assessment=assessment(name), languages=(language,), **more), medium="print")  # type: ignore[arg-type]  # by keyword


def part(html: str, id: str) -> str:
    """From a heading of level 2 to the next."""
    found = re.search(rf'<h2 id="{id}">(.*?)(?=<h2 |</article>)', html, re.DOTALL)
    assert found, id
    return found[1]


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def test_columns_that_say_nothing_are_left_out() -> None:
    full, half = Arrangement(assessment("fabrique")).columns(), Arrangement(assessment("half")).columns()
    assert not (full.declared)
    assert not (full.answered)
    assert not (full.not_applicable)
    assert full.target
    assert full.expected
    assert half.declared
    assert half.answered
    heads = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", part(printed("fabrique", "en"), "en-profile"))
    assert heads == ["Section", "Where it stands", "With evidence", "Expected", "Target"]
    assert full.count == len(heads)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_row_of_the_profile_has_all_columns(name: str) -> None:
    profile = part(printed(name), "fr-profile")
    count = Arrangement(assessment(name)).columns().count
    for row in re.findall(r"<tr.*?</tr>", profile, re.DOTALL):
        cells = re.findall(r"<t[hd]([^>]*)>", row)
        assert len(cells) == count or [cells[0].endswith(f'colspan="{count}"'), len(cells)] == [True, 1]


def test_a_must_have_has_its_step_beside_it_and_nowhere_else() -> None:
    html = printed("fabrique")
    (gate,) = Arrangement(assessment("fabrique")).unmet()
    step = Arrangement(assessment("fabrique")).step_of(gate)
    assert step
    assert step.recommendation
    do = words(step.recommendation.do.to("fr"))
    assert do in words(part(html, "fr-gates"))
    assert do not in words(part(html, "fr-actions"))
    assert "est à côté de son exigence bloquante" in words(part(html, "fr-actions"))


def test_to_find_out_is_one_step() -> None:
    a = assessment("half")
    steps = Arrangement(replace(a, gates=())).steps(50)
    assert steps.asking
    assert len(re.findall(r"Find out about \d+ questions?", part(printed("nothing", "en"), "en-actions"))) <= 1


def test_what_the_team_says_stands_apart_from_the_questionnaire() -> None:
    found = part(printed("fabrique", audience=Audience.TEAM), "fr-answers")
    for row in re.findall(r"<tr [^>]*id=.*?</tr>", found, re.DOTALL):
        _question, level, team = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
        score = next(s for s in assessment("fabrique").questions.values() if f'fr-q-{s.question.id}"' in row)
        assert score.answer
        for choice in score.question.choices:
            if choice.help and choice.id == score.answer.choice:
                assert choice.help.to("fr") in unescape(level)
                assert choice.help.to("fr") not in unescape(team)
        if score.answer.note:
            assert words(score.answer.note) in words(team)


def test_where_the_team_says_nothing_there_is_no_column_for_it() -> None:
    assert "Dans les mots de l’équipe" not in printed("nothing")
    assert "Dans les mots de l’équipe" in printed("half")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", EXAMPLES)
def test_resources_stand_once_and_without_their_authors_notes(name: str, language: str) -> None:
    html = printed(name, language)
    named = [resource for one in Arrangement(assessment(name)).cited() for resource in one.resources]
    assert len({resource.id for resource in named}) == len(named)
    assert part(html, f"{language}-addresses").count("<li>") == len(named)
    for id in ("gates", "actions", "addresses"):
        assert not re.search("de mémoire|from memory", words(part(html, f"{language}-{id}")))


def test_every_name_is_whole_somewhere() -> None:
    a = assessment("fabrique")
    people = ("Anne " + "de Saint-" * 9 + "Jean", "B")
    html = render_report_page(
        Request(assessment=replace(a, project=replace(a.project, participants=people)), languages=("fr",)),
        medium="print",
    )
    assert people[0] in words(html)
    assert "…" in words(re.split("<h2", html)[0])


def test_contents_lead_to_every_part_once() -> None:
    html = printed("half")
    listed = re.findall(r'<li><a href="#([^"]+)">', "".join(re.findall(r'<ul class="toc">(.*?)</ul>', html)))
    there = [id for id in re.findall(r'<h2 id="([^"]+)"', html) if id not in ("fr-glance", "fr-contents")]
    assert listed == there
    assert "engage-contents" not in html
    body, annex = re.findall(r'<ul class="toc">(.*?)</ul>', html)
    assert "#fr-decision" in body
    assert "#fr-answers" in annex
    assert 'class="toc"' not in text("half", "html", "fr")


def test_the_decision_has_room_on_paper_alone() -> None:
    assert "Prochaine revue" in words(part(printed("fabrique"), "fr-decision"))
    assert "Prochaine revue" not in text("fabrique", "html", "fr")
    assert "Prochaine revue" in words(part(printed("nothing"), "fr-decision"))


@pytest.mark.parametrize("name", EXAMPLES)
def test_strengths_are_above_what_is_expected_first(name: str) -> None:
    found = Arrangement(assessment(name)).strengths(5)
    above = [s.evidenced is not None and s.evidenced.low > (s.expected or 0) for s in found]
    assert above == sorted(above, reverse=True)
    homes = assessment(name).questionnaire.sections_of
    rest = [homes[s.question.id][0].id for s, more in zip(found, above, strict=True) if not more]
    assert len(set(rest)) == len(rest)
    assert all(s.valid_evidence for s in found)


@pytest.mark.parametrize("name", [*EXAMPLES, "half", "nothing"])
def test_a_timetable_adds_up(name: str) -> None:
    a = assessment(name)
    meeting = Meeting(Selection(a))
    slots = meeting.timetable()
    assert (slots[0].about, slots[-1].about) == ("opening", "decisions")
    assert all(before.ends == after.begins for before, after in pairwise(slots))
    assert sum(slot.count * MINUTES.get(slot.about, 0) for slot in slots) + OPENING + CLOSING == meeting.minutes()
    asked = [s.question.id for topic in meeting.topics() if topic.about != "notes" for s in topic.questions]
    assert len(set(asked)) == len(asked)
    assert sum(guest.count for guest in meeting.guests()) == len(asked)


def test_the_sheet_of_whoever_runs_the_meeting() -> None:
    html = printed("half", "en", kind=Kind.FACILITATOR)
    assert "Written for whoever runs the meeting" in words(html)
    assert "Information technology" in words(part(html, "en-guests"))
    weakest = part(html, "en-t-weakest")
    assert "level 1, 3 expected" in words(weakest)
    assert words(part(html, "en-decisions")).startswith(
        "Decisions Prolonger le parcours d’un an. What is decided Who does it By when"
    )
    assert "0–5" in words(part(html, "en-agenda"))


def test_sections_inside_one_another_have_headings_of_their_own_level() -> None:
    html = printed("garden", "en")
    depth = {s.section.id: s.depth for s in Selection(assessment("garden")).answered()}
    assert max(depth.values()) > 0
    for id, deep in depth.items():
        assert f'<h{3 + deep} id="en-s-{id}"' in html


def test_charts_are_drawn_when_they_are_asked_for() -> None:
    html = printed("fabrique")
    assert "Radar des résultats" not in html
    assert html.count("<svg") == 4


def test_a_long_title_is_whole_beside_its_bar() -> None:
    title = "Gestion des risques liés aux données personnelles et à la sécurité de l’information"
    axis = Axis(label=title, figure="1", words="1", evidenced=None, declared=None, expected=None, target=None)
    groups = [AxisGroup(title="", axes=(axis, axis))]
    rows = short_bar_layout(groups)
    drawn = "".join(draw_bars("b", groups, [], rows))
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn)).replace("&#39;", "’")
    assert words.count(title) == 2
    assert bars_height(groups, rows) > bars_height([AxisGroup(title="", axes=(axis,))], rows) + 3 * rows.drop
