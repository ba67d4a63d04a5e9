"""HTML reports: one file, sound, whole, in the reader's language."""

import re
from itertools import pairwise

import pytest
from lxml import etree, html

from engage_cli.report.request import Audience

from .making import assessment, text

ALL = ["fabrique", "half", "hostile", "nothing", "idea", "garden"]
VOID = {"meta", "br", "link", "hr", "img", "input"}


@pytest.mark.parametrize("name", ALL)
def test_tags_are_balanced(name: str) -> None:
    body = text(name, "html", "fr", "en").partition("<main>")[2].partition("</main>")[0]
    body = re.sub(r"<((?:br|input)\b[^>]*)>", r"<\1/>", body).replace("&nbsp;", "\u00a0")
    etree.fromstring("<main>" + re.sub(r" (hidden|open)(?=[ >])", r' \1=""', body) + "</main>")


@pytest.mark.parametrize("name", ALL)
def test_ids_are_unique_and_links_lead_somewhere(name: str) -> None:
    page = html.fromstring(text(name, "html", "fr", "en"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in page.xpath("//a/@href") if href.startswith("#")} <= set(ids)
    named = {id for value in page.xpath("//@aria-labelledby | //@aria-describedby") for id in value.split()}
    assert named <= set(ids)


@pytest.mark.parametrize("name", ALL)
def test_headings_skip_no_level(name: str) -> None:
    page = html.fromstring(text(name, "html", "fr"))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_languages() -> None:
    page = html.fromstring(text("half", "html", "fr", "en"))
    assert page.get("lang") == "fr"
    assert page.xpath("//article/@lang") == ["fr", "en"]
    assert page.xpath("//nav[@class='languages']//a/@hreflang") == ["fr", "en"]
    assert html.fromstring(text("half", "html", "en")).xpath("//nav[@class='languages']") == []


def test_one_file_and_no_network() -> None:
    source = text("fabrique", "html", "fr", "en")
    page = html.fromstring(source)
    assert not page.xpath("//link | //img | //iframe | //*[@src]")
    assert {url.partition(":")[0] for url in re.findall(r"url\(([^)]*)\)", source) if not url.startswith("#")} == {
        "data"
    }
    assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]


def test_landmarks_and_charts() -> None:
    page = html.fromstring(text("half", "html", "fr"))
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//body/a[1]/@class") == ["skip"]
    charts = page.xpath("//*[name()='svg']")
    assert len(charts) == 4
    assert all(chart.get("role") == "img" and chart.find("{*}title") is not None for chart in charts)


@pytest.mark.parametrize("name", ["fabrique", "half", "garden"])
def test_everything_is_there(name: str) -> None:
    a = assessment(name)
    page = html.fromstring(text(name, "html", "fr", audience=Audience.TEAM))
    seen = " ".join(page.text_content().split())

    def there(words: str | None) -> bool:
        return " ".join((words or "").split()) in seen

    assert there(a.project.charter.name)
    assert there(a.project.charter.decision_requested)
    for gate in a.open_gates():
        assert gate.question.gate
        assert there(gate.question.gate.rule.to("fr"))
    for score in a.questions.values():
        if score.standing.is_asked:
            assert there(score.question.ask.to("fr"))
            assert there(score.answer.note if score.answer else "")
            assert all(there(piece.title) for piece in (score.answer.evidence if score.answer else ()))
    for advice in a.summary():
        assert advice.recommendation is None or there(advice.recommendation.do.to("fr"))
    for tension in a.tensions:
        assert there(tension.ask.to("fr"))
    for section in a.opportunities():
        assert section.section.intent is None or there(section.section.intent.to("fr"))
    if a.questionnaire.source and a.questionnaire.source.statement:
        assert there(a.questionnaire.source.statement.to("fr"))


def test_a_gap_is_said_in_levels_and_never_as_a_percentage_alone() -> None:
    seen = html.fromstring(text("half", "html", "fr")).text_content()
    assert "niveau 1, attendu 3" in seen
    assert "sous réserve" in seen
    assert re.search("entre «\u00a0.+?\u00a0» et «\u00a0.+?\u00a0»", seen)


def test_a_name_that_the_title_cuts_is_given_whole_among_the_facts() -> None:
    name = assessment("long").project.charter.name
    page = html.fromstring(text("long", "html", "fr"))
    assert page.xpath("string(//h1)").strip().endswith("…")
    label, whole = page.xpath("//table[contains(@class, 'fact-table')]/tbody/tr[1]/*")
    assert label.text_content() == "Nom"
    assert whole.text_content().split() == name.split()
    assert '<th scope="row">Nom</th>' not in text("half", "html", "fr")
