"""The portfolio and the plan as documents, through the command line."""

import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Callable
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from lxml import html
from openpyxl.utils.escape import unescape

from engage_cli.cli.app import main
from engage_cli.i18n import LANGUAGES, translator
from engage_cli.portfolio.workbook import Sheet, write_workbook
from engage_cli.portfolio.workbook_rows import Cell, Rows, encode_cells
from engage_cli.report.json_text import AT_ONCE, encode_members, iter_json_parts, json_text

ROOT = Path(__file__).resolve().parents[2]
Portfolio = Callable[..., str]
TEXTS = (".html", ".md", ".json")
EXAMPLES = (
    "demandez-a-l-archiviste", "fabrique-a-bede", "nanotechnologies", "refonte-du-site", "vlogue-ados",
    "voute-numerique",
)  # fmt: skip


@pytest.fixture
def projects(tmp_path: Path) -> Path:
    """Half of the examples, one with an overdue action of a person, one with a hostile name."""
    folder = tmp_path / "projects"
    for name in EXAMPLES:
        shutil.copytree(ROOT / "examples" / name, folder / name)
    file = folder / "voute-numerique/project.yaml"
    text = file.read_text(encoding="utf-8")
    action = "  actions: [{id: old, do: Décrire le dépôt, owner: Ada Lovelace, due: 2026-01-01}]\n"
    file.write_text(text.replace("assessment:\n", f"assessment:\n{action}"), encoding="utf-8")
    hostile = folder / "vlogue-ados/project.yaml"
    text = hostile.read_text(encoding="utf-8")
    hostile.write_text(re.sub("name: .*", "name: '=<img src=x onerror=alert(1)>|`*'", text, count=1), encoding="utf-8")
    return folder


@pytest.fixture
def portfolio(projects: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Portfolio:
    """Runs `engage portfolio` in English on the day 2026-11-23; gives the document."""
    monkeypatch.setenv("ENGAGE_LANG", "en")
    monkeypatch.chdir(projects.parent)

    def run(name: str, *words: str, code: int = 0, anew: bool = False) -> str:
        asked = (Path(name).suffix, words, code, contents(projects))
        if anew or asked not in MADE:
            found = main(["portfolio", "projects", "-o", name, "--as-of", "2026-11-23", "-j", "1", "--force", *words])
            assert found == code, capsys.readouterr().err
            if code != 2:
                MADE[asked] = Path(name).read_bytes()
        else:
            Path(name).write_bytes(MADE[asked])
        return Path(name).read_text(encoding="utf-8") if code == 0 and name.endswith(TEXTS) else ""

    return run


MADE: dict[tuple[object, ...], bytes] = {}
"""Documents that were made already, of the same projects and by the same words: each takes half a second."""


def contents(folder: Path) -> str:
    """A checksum of all files."""
    digest = sha256()
    for file in sorted(folder.rglob("*.yaml")):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def test_the_page_is_whole_and_needs_no_network(portfolio: Portfolio) -> None:
    source = portfolio("p.html", "--lang", "both", "--by", "unite")
    page = html.fromstring(source)
    assert not page.xpath("//link | //iframe | //*[@src]")
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {id for value in page.xpath("//@aria-labelledby") for id in value.split()} <= set(ids)
    assert page.xpath("//article/@lang") == list(LANGUAGES)
    levels = [
        int(heading.tag[1]) for heading in page.xpath("//article[1]//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_without_a_script_everything_can_be_read(portfolio: Portfolio) -> None:
    page = html.fromstring(portfolio("p.html"))
    assert page.xpath("//details[@class='narrow'][@hidden]/form[@class='filters']")
    cells = page.xpath("//table[@class='heat-map']//td")
    assert len(cells) > 50
    assert all(cell.text_content().strip() for cell in cells), "a cell means the same without its colour"
    assert all(row.find("th").get("scope") == "row" for row in page.xpath("//table[@class='heat-map']//tr[@data-p]"))
    words = " ".join(page.xpath("string(//ul[@class='words'])").split())
    assert "Fabrique à bédé" in words
    assert "En chemin" in words or "Under way" in words


def test_no_order_by_results_is_offered(portfolio: Portfolio) -> None:
    page = html.fromstring(portfolio("p.html"))
    assert page.xpath("//select[@data-order]/option/@value") == ["name", "date", "phase", "genre", "unite"]
    assert page.xpath("//th//button | //*[@aria-sort]") == []
    names = [th.text_content().strip() for th in page.xpath("//table[@class='heat-map']//tr[@data-p]/th/bdi")]
    assert names[0].startswith("=<img"), "signs before letters, as in any index"
    assert names[1:] == sorted(names[1:], key=lambda n: n.casefold().replace("é", "e").replace("ô", "o"))


def test_a_name_stays_a_name(portfolio: Portfolio) -> None:
    page = html.fromstring(portfolio("p.html"))
    assert page.xpath("//img") == []
    assert "=<img src=x onerror=alert(1)>|`*" in page.text_content()
    assert "\\<img src=x onerror=alert(1)\\>\\|\\`\\*" in portfolio("p.md")


@pytest.mark.parametrize("format", ["html", "md", "json"])
def test_same_input_same_bytes(portfolio: Portfolio, format: str) -> None:
    assert portfolio(f"one.{format}") == portfolio(f"two.{format}", anew=True)


def test_people_are_named_only_when_asked(portfolio: Portfolio) -> None:
    assert "Décrire le dépôt" in portfolio("p.html")
    for format in ("html", "md", "json"):
        assert "Lovelace" not in portfolio(f"p.{format}")
        assert "Lovelace" in portfolio(f"q.{format}", "--with-names")


def test_the_plan_is_a_document_of_its_own(portfolio: Portfolio) -> None:
    text = portfolio("plan.md", "--kind", "plan", "--by", "unite")
    assert text.startswith("# Digital engagement: institutional action plan")
    assert "What many need" in text
    assert "Communications |" in text
    assert "Projects by section" not in text
    tables = json.loads(portfolio("plan.json", "--kind", "plan"))["tables"]
    assert "first-steps" in tables
    assert "heat-map" not in tables


def test_narrowed_to_a_part(portfolio: Portfolio) -> None:
    values = json.loads(portfolio("p.json", "--where", "phase=idee,planification", "--where", "salle=true"))
    assert values["where"] == {"phase": ["idee", "planification"], "salle": ["true"]}
    names = {row["project"] for row in values["tables"]["projects"]}
    assert 0 < len(names) < 6
    in_words = json.loads(portfolio("p.json", "--where", "phase=idee,planification", "--where", "salle=oui"))
    assert in_words["tables"] == values["tables"]
    portfolio("p.json", "--where", "phase=nowhere", code=2)
    portfolio("p.json", "--where", "nothing=x", code=2)
    portfolio("p.json", "--where", "phase", code=2)
    portfolio("p.json", "--by", "nothing", code=2)


def test_filters_that_nothing_passes_are_named_with_what_occurs(
    portfolio: Portfolio, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["portfolio", "projects", "-j", "1", "--where", "unite=coordination", "--where", "phase=idee"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    filters = "--where unite=coordination --where phase=idee"
    assert f"None of the {len(EXAMPLES)} projects that were read answers to the filter {filters}." in said
    assert "unite=communications, education, expositions," in said
    assert "phase=exploitation, idee, planification," in said
    one = ["portfolio", "projects/voute-numerique", "-j", "1", "--where", "phase=cloture", "--lang", "fr"]
    assert main(one) == 2
    assert "Le seul projet lu ne répond pas au filtre --where phase=cloture." in capsys.readouterr().err
    assert main(["portfolio", "projects", "-j", "1", "--questionnaire", "garden"]) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "No project that was read answers the questionnaire “garden”." in said
    assert "engagement-numerique" in said


@pytest.mark.parametrize("command", ["portfolio", "export"])
def test_help_is_in_one_language(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENGAGE_LANG", "fr")
    assert main([command, "-h"]) == 0
    said = capsys.readouterr().out
    assert "--where FAIT=CHOIX,…" in said
    assert not re.search("FACET|CHOICE", said)


def test_wrong_words(portfolio: Portfolio) -> None:
    for name, *words in (["p.docx"], ["p.html", "--kind", "x"], ["p.html", "--soon", "x"], ["p.html", "--lang", "de"]):
        portfolio(name, *words, code=2)


def test_a_workbook_has_no_formula(portfolio: Portfolio) -> None:
    portfolio("p.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(Path("p.xlsx").read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    assert any(str(cell.value).startswith("=<img") for cell in cells)
    assert len(book.sheetnames) > 10
    first = Path("p.xlsx").read_bytes()
    portfolio("q.xlsx", anew=True)
    assert first == Path("q.xlsx").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_begins_with_its_contents(portfolio: Portfolio, language: str) -> None:
    portfolio("p.xlsx", "--lang", language, "--by", "unite")
    contents, *sheets = openpyxl.load_workbook("p.xlsx")
    listed = list(contents.iter_rows(min_row=2))
    assert [row[0].value for row in listed] == [sheet.title for sheet in sheets]
    assert [row[0].hyperlink and row[0].hyperlink.location for row in listed] == [
        f"'{sheet.title}'!A1" for sheet in sheets
    ]
    assert [row[2].value for row in listed] == [sheet.max_row - 1 for sheet in sheets]
    assert all(row[1].value for row in listed)
    for sheet in (contents, *sheets):
        assert len(sheet.title) <= 31
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads), f"{sheet.title}: each column has a name of its own"
        assert sheet.freeze_panes == "A2"
        assert sheet.max_row == 1 or sheet.auto_filter.ref
    whole = [sheet.title for sheet in sheets if not sheet.title.endswith("…")]
    assert len(whole) > 30, "hardly a name is cut"
    assert not [name for name in whole if name[-1].isdigit()], "no sheet is told from another by a number"


def test_names_of_sheets_are_those_that_excel_takes() -> None:
    wanted = ["History", "a/b:c", "x" * 40, "x" * 40, "", "Steps, a department with a name beyond all measure"]
    file = io.BytesIO()
    sheets = (Sheet(name=name, about=(name,), heads=["h"], rows=Rows(1), widths=[8]) for name in wanted)
    write_workbook(file, sheets, title="t", day=dt.date(2026, 11, 23), languages=["en"])
    names = openpyxl.load_workbook(file).sheetnames
    assert names == [
        "Contents",
        "History 2",
        "a b c",
        f"{'x' * 30}…",
        f"{'x' * 28}… 2",
        "–",
        "Steps, a department with a…",
    ]


def _rows(found: list[list[Cell]]) -> Rows:
    rows = Rows(len(found[0]))
    rows.add((encode_cells(one[:1]), encode_cells(one[1:], 1)) for one in found)
    return rows


def test_what_a_workbook_cannot_hold_stands_in_its_contents() -> None:
    file = io.BytesIO()
    sheet = Sheet(name="long", about=("of texts",), heads=["h"], rows=_rows([["x" * 40_000], ["y"]]), widths=[8])
    said = write_workbook(file, [sheet], title="t", day=dt.date(2026, 11, 23), languages=["fr"])
    contents = openpyxl.load_workbook(file).worksheets[0]
    assert [cell.value for cell in contents[1]] == ["Feuille", "Ce qu’elle contient", "Lignes", "Laissé de côté"]
    assert contents["C2"].value == 2
    assert contents["D2"].value == said[0].say(translator("fr"))
    assert "32 767" in contents["D2"].value.replace("\u00a0", " ")


def test_cells_are_read_back_as_they_were_written() -> None:
    """Texts that XML or Excel would take for something else, days around the leap day that Excel alone has."""
    texts = ["=1+1", " a ", "a & b < c", "_x0041_", "bell\a", "two\nlines", "\ufffe", "l’été", ""]
    days = [dt.date(1900, 1, 1), dt.date(1900, 3, 1), dt.date(2026, 11, 23)]
    given = [*texts, *days, True, 1, 1.5, Fraction(1), Fraction(1, 3), None]
    sheet = Sheet(
        name="s", about=("",), heads=["n", "h"], rows=_rows([[n, one] for n, one in enumerate(given)]), widths=[8, 8]
    )
    file = io.BytesIO()
    write_workbook(file, [sheet], title="t", day=dt.date(2026, 11, 23), languages=["en"])
    found = list(openpyxl.load_workbook(file)["s"].iter_rows(min_row=2, min_col=2, max_col=2))
    cells = [unescape(cell.value) if isinstance(cell.value, str) else cell.value for (cell,) in found]
    wanted = [*texts, *(dt.datetime.combine(day, dt.time()) for day in days), True, 1, 1.5, 1, 0.3333, None]
    assert cells == wanted
    assert {cell.data_type for (cell,) in found[: len(texts)]} <= {"inlineStr", "s", "n"}, "no formula"
    assert [cell.number_format for (cell,) in found[12:17]] == ["General", "General", "General", "0%", "0%"]
    streamed = openpyxl.load_workbook(file, read_only=True)["s"]
    assert (streamed.max_row, streamed.max_column) == (len(given) + 1, 2)


def test_json_is_written_in_parts_as_it_would_be_whole() -> None:
    values, long = {"a": "é", "b": [{}]}, [{"n": n, "inside": {"t": "x\n}"}} for n in range(AT_ONCE + 1)]
    tables: list[dict[str, list[dict[str, object]]]] = [{}, {"none": []}, {"none": [], "one": long[:1], "é": long}]
    for lists in tables:
        parts = iter_json_parts(values, "tables", ((name, map(encode_members, items)) for name, items in lists.items()))
        assert b"".join(parts).decode() == json_text({**values, "tables": lists})


def test_one_bad_project_is_named_and_the_rest_shown(portfolio: Portfolio, projects: Path) -> None:
    (projects / "bad.yaml").write_text("charter: [\n", encoding="utf-8")
    portfolio("p.html", code=1)
    text = Path("p.html").read_text(encoding="utf-8")
    assert "1 project could not be read" in text
    assert "projects/bad.yaml" in text


def test_the_head_says_how_many_could_not_be_read(portfolio: Portfolio, projects: Path) -> None:
    (projects / "bad.yaml").write_text("charter: {name: 1}\nassessment: 3\n", encoding="utf-8")
    (projects / "worse.yaml").write_text("charter: [\n", encoding="utf-8")
    for kind in ("portfolio", "plan"):
        for format in ("html", "md"):
            name = f"{kind}.{format}"
            portfolio(name, "--kind", kind, code=1)
            head = (
                Path(name).read_text(encoding="utf-8").partition("At a glance" if kind == "portfolio" else "steps")[0]
            )
            assert "2 projects could not be read." in head, "projects are counted, not their problems"
            assert "see “Projects that could not be read”" in head
    page = html.fromstring(Path("plan.html").read_text(encoding="utf-8"))
    (target,) = page.xpath("//header//a/@href")
    assert page.xpath(f"//*[@id='{target[1:]}']")
    portfolio("p.json", code=1)
    values = json.loads(Path("p.json").read_text(encoding="utf-8"))
    assert values["unread"] == ["projects/bad.yaml", "projects/worse.yaml"]
    assert [row["path"] for row in values["tables"]["unread"]] == values["unread"]
    portfolio("p.xlsx", code=1)
    assert "Projects that could not be read" in openpyxl.load_workbook("p.xlsx").sheetnames


def test_every_format_says_the_same_facts_under_the_same_headings(portfolio: Portfolio, projects: Path) -> None:
    waiver = "  waivers: [{rule: gate-unmet, question: O1.3, because: x, approved_by: y, until: 2026-12-01}]\n"
    file = projects / "fabrique-a-bede/project.yaml"
    text = file.read_text(encoding="utf-8").replace("assessment:\n", f"assessment:\n{waiver}", 1)
    file.write_text(text.replace("O1.3", "contenus.droits-liberes"), encoding="utf-8")
    page, text = html.fromstring(portfolio("p.html", "--by", "unite")), portfolio("p.md", "--by", "unite")
    told = [item.text_content().strip() for item in page.xpath("//section[@class='glance']//li")]
    assert "1 blocking requirement was put off until a day that is past or near." in told
    assert told == list_under(text, "At a glance")
    values = json.loads(portfolio("p.json"))["tables"]["at-a-glance"]
    assert [row["fact"] for row in values] == told
    assert [row["count"] for row in values][:4] == [int(fact.split()[0]) for fact in told[:4]]
    portfolio("p.xlsx")
    sheet = openpyxl.load_workbook("p.xlsx")["At a glance"]
    assert [row[2] for row in sheet.iter_rows(min_row=2, values_only=True)] == told
    headings = [(int(h.tag[1]), h.text_content().strip()) for h in page.xpath("//h2 | //h3 | //h4")]
    written = [(len(signs), title) for signs, title in re.findall(r"^(#{2,4}) (.*)$", text, flags=re.MULTILINE)]
    assert {h for h in headings if h[1] != "The same in words"} == {h for h in written if h[1] != "Full assessment"}


def list_under(text: str, heading: str) -> list[str]:
    part = text.partition(f"## {heading}\n")[2].partition("\n#")[0]
    return [line.removeprefix("- ") for line in part.splitlines() if line.startswith("- ")]


def test_markdown_says_what_the_signs_mean(portfolio: Portfolio) -> None:
    text = portfolio("p.md")
    assert "– not aimed at; ? no result; † under reserve: a blocking requirement is open" in text
    assert "P1 Person · P2 " in text
    assert "\n– non visée; ? pas de résultat; † sous réserve\u00a0: une" in portfolio("f.md", "--lang", "fr")


def test_projects_of_one_name_are_told_apart(portfolio: Portfolio, projects: Path) -> None:
    shutil.copytree(projects / "refonte-du-site", projects / "older")
    name = "Refonte du site institutionnel"
    for text in (portfolio("p.html"), portfolio("p.md"), portfolio("plan.md", "--kind", "plan")):
        assert f"{name} (older)" in text
        assert f"{name} (refonte-du-site)" in text
        assert not re.search(rf"{name}(?! \()", text)
        assert "Voûte numérique (" not in text, "only where names clash"
    tables = json.loads(portfolio("p.json"))["tables"]
    twins = [(row["key"], row["project"]) for row in tables["projects"] if row["project"] == name]
    assert twins == [("older", name), ("refonte-du-site", name)]
    assert all("key" in row for rows in tables.values() for row in rows if "project" in row)
    needing = next(row for row in tables["first-steps"] if "older" in row["who_keys"])
    assert "refonte-du-site" in needing["who_keys"]
    assert len(needing["who_keys"]) == needing["projects"]
    assert all(len(row["who_keys"]) == row["short"] for row in tables["shortfalls"])
    portfolio("p.xlsx")
    cells = [cell.value for sheet in openpyxl.load_workbook("p.xlsx") for row in sheet.iter_rows() for cell in row]
    assert f"{name} (older)" in cells


def test_who_finds_out_is_said(portfolio: Portfolio, projects: Path) -> None:
    shutil.copytree(projects / "demandez-a-l-archiviste", projects / "again")
    tables = json.loads(portfolio("p.json"))["tables"]
    steps = [row for id, rows in tables.items() if id.startswith("steps.") for row in rows]
    asking = [row for row in steps if row["recommendation"] == "find_out"]
    assert asking
    assert {row["lead"] for row in asking} == {"Information technology team"}
    assert [row["lead"] for row in steps if row["lead"] is None] == []
    (team,) = (row for row in tables["leads"] if row["lead"] == "Information technology team")
    assert (team["lead_id"], team["unit_id"]) == ("technologies", None)
    assert team["steps"] >= len(asking)


def test_a_project_counts_once_for_who_leads_several_steps(portfolio: Portfolio, projects: Path) -> None:
    shutil.copytree(projects / "demandez-a-l-archiviste", projects / "again")
    tables = json.loads(portfolio("p.json"))["tables"]
    steps = [row for id, rows in tables.items() if id.startswith("steps.") for row in rows]
    needing = {
        lead["lead"]: {key for row in steps if row["lead"] == lead["lead"] for key in row["who_keys"]}
        for lead in tables["leads"]
    }
    assert {lead["lead"]: lead["projects"] for lead in tables["leads"]} == {k: len(v) for k, v in needing.items()}
    assert any(lead["steps"] > lead["projects"] for lead in tables["leads"])


def test_stored_results_give_the_same_portfolio(
    portfolio: Portfolio, projects: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--as-of", "2026-11-23", "-j", "1"]
    assert main(["batch", "projects", "-o", "out", "--format", "md", *words]) == 0
    assert main(["portfolio", "out", "-o", "stored.html", *words]) == 0
    assert Path("stored.html").read_text() == portfolio("read.html")
    file = projects / "fabrique-a-bede/project.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("name: Fabrique", "name: Usine"), encoding="utf-8")
    assert main(["portfolio", "out", "-o", "changed.html", *words]) == 0
    assert "Usine à bédé" in Path("changed.html").read_text(encoding="utf-8"), "what changed since is read again"
    shutil.rmtree(projects / "fabrique-a-bede")
    assert main(["portfolio", "out", "-o", "gone.html", *words]) == 1
    capsys.readouterr()


def test_projects_of_several_questionnaires_are_not_mixed(portfolio: Portfolio, projects: Path) -> None:
    shutil.copytree(ROOT / "tests/questionnaires/garden", projects / "garden")
    both = json.loads(portfolio("p.json"))["questionnaires"]
    assert [part["projects"] for part in both] == [len(list(projects.iterdir())) - 1, 1]
    assert "The corner plot" in portfolio("p.md", "--questionnaire", "garden")
    assert "The corner plot" not in portfolio("p.md", "--questionnaire", "engagement-numerique")


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Exception ignored in.*sRGB:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("words", [["--lang", "both"], ["--kind", "plan"], ["--by", "unite"]], ids=lambda w: w[-1])
def test_the_pdf_is_accessible_and_archival(portfolio: Portfolio, words: list[str]) -> None:
    page = pytest.importorskip("page", reason="page-validation has no wheel for this machine")
    portfolio("p.pdf", *words)
    content = Path("p.pdf").read_bytes()
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A):
        found = page.validate_pdf_bytes(content, profile=profile).failures
        assert [(f.rule_id, f.message) for f in found if not f.rule_id.endswith("-STREAM-LENGTH-001")] == []
    portfolio("q.pdf", *words, anew=True)
    assert content == Path("q.pdf").read_bytes()


def test_actions_stand_by_unit_and_by_who_does_them_where_names_may_go(portfolio: Portfolio) -> None:
    def rows(text: str, title: str) -> list[list[str]]:
        part = text.partition(f"### {title}\n")[2].partition("\n#")[0]
        return [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("|")]

    text = portfolio("plan.md", "--kind", "plan")
    head, _, *units = rows(text, "Actions by unit")
    assert head[:4] == ["Unit that should answer", "Projects", "open", "started"]
    total = [sum(int(row[at]) for row in units) for at in range(2, len(head))]
    assert all(one for one, name in zip(total, head[2:], strict=True) if name != "of these, to look at again")
    assert units[-1][0] == "No unit named"
    assert rows(text, "Actions by who does them") == []
    named = rows(portfolio("named.md", "--kind", "plan", "--with-names"), "Actions by who does them")
    assert ["Ada Lovelace", "1", "1", "0", "1", "0", "0", "0"] in named
    assert [sum(int(row[at]) for row in named[2:]) for at in range(2, len(head))] == total


@pytest.mark.parametrize(("language", "word"), [("fr", "«\u00a0Actions retenues\u00a0»"), ("en", "“Taken up”")])
def test_the_plan_explains_a_column_by_its_title(portfolio: Portfolio, language: str, word: str) -> None:
    text = portfolio("plan.md", "--kind", "plan", "--lang", language)
    assert word in text
    assert f"| {word.strip('«»“”' + chr(160))} |" in text
