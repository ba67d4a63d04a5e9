"""What follows links in the built site notices what leads nowhere; what stages pages turns each link to its target."""

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINKS = runpy.run_path(str(ROOT / "tools/website/links.py"))
STAGING = runpy.run_path(str(ROOT / "tools/website/staging.py"))

FAULTS = [
    ('<a href="gone.html">', "a.html: gone.html: leads nowhere"),
    ('<a href="b.html#gone">', "a.html: b.html#gone: there is no such place on that page"),
    ('<a href="#gone">', "a.html: #gone: there is no such place on that page"),
    ('<img src="gone.png">', "a.html: gone.png: leads nowhere"),
    ('<link rel="stylesheet" href="gone.css">', "a.html: gone.css: leads nowhere"),
    ('<script src="https://example.org/x.js">', "a.html: https://example.org/x.js: is loaded from elsewhere"),
    ('<link rel="preconnect" href="//example.org">', "a.html: //example.org: is loaded from elsewhere"),
    ('<img src="http://example.org/x.png">', "a.html: http://example.org/x.png: is loaded from elsewhere"),
]


@pytest.mark.parametrize(("written", "said"), FAULTS)
def test_what_leads_nowhere_is_said(tmp_path: Path, written: str, said: str) -> None:
    assert faults(tmp_path, written) == [said]


@pytest.mark.parametrize(
    "written",
    [
        '<a href="b.html">',
        '<a href="b.html#ici-%C3%A9t%C3%A9">',
        '<a href="#top"><p id="top">',
        '<a href="https://example.org">',
        '<link rel="alternate" href="https://example.org">',
        '<img src="data:image/png;base64,AA">',
        '<a href="folder/">',
    ],
)
def test_what_leads_somewhere_is_not(tmp_path: Path, written: str) -> None:
    assert faults(tmp_path, written) == []


def faults(site: Path, written: str) -> list[str]:
    """Of a site of three pages, one of which has `written` in it."""
    (site / "folder").mkdir()
    (site / "folder/index.html").write_text("")
    (site / "b.html").write_text('<h2 id="ici-été">')
    (site / "a.html").write_text(written)
    return list(LINKS["faults"](site))


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of two languages, with a file of each kind that documents link to."""
    files: dict[str, str] = {
        "README.md": "[fr](docs/fr/ci.md#ici) [en](README.en.md) ![x](docs/images/x.svg)",
        "README.en.md": '<img src="docs/images/x.svg">',
        "docs/fr/ci.md": "[en](../en/ci.md) [p](../../policies/) [y](../../policies/a.yaml) `[x](gone.md)` [w](https://a.b)",
        "docs/en/ci.md": "[h](../../README.en.md) [n](../../CHANGELOG.md)\n```md\n[x](gone.md)\n```\n[gone](gone.md)",
        "CHANGELOG.md": "",
        "policies/a.yaml": "id: a",
        "docs/images/x.svg": "<svg/>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def staged(repository: Path, language: str) -> tuple[dict[str, str], list[str]]:
    into = repository / "stage" / language
    found: list[str] = STAGING["stage"](language, repository, into)
    return {path.relative_to(into).as_posix(): path.read_text() for path in into.rglob("*.md")}, found


def test_links_are_turned_to_where_their_targets_are(repository: Path) -> None:
    pages, _ = staged(repository, "fr")
    assert pages["index.md"] == "[fr](ci.md#ici) [en](../en/index.html) ![x](images/x.svg)"
    said = "[en](../en/ci.html) [p](files/policies.md) [y](files/policies/a.yaml) `[x](gone.md)` [w](https://a.b)"
    assert pages["ci.md"] == said
    assert pages["files/policies.md"] == "# policies/\n\n- [a.yaml](policies/a.yaml)\n"
    assert (repository / "stage/fr/files/policies/a.yaml").read_text() == "id: a"
    english, _ = staged(repository, "en")
    assert english["index.md"] == '<img src="images/x.svg">'
    assert english["ci.md"].startswith("[h](index.md) [n](changelog.md)\n```md\n[x](gone.md)\n```\n")


def test_what_has_no_target_and_no_place_is_a_fault(repository: Path) -> None:
    (repository / "docs/en/new.md").write_text("")
    _, found = staged(repository, "en")
    assert f"{repository}/docs/en/ci.md: gone.md: there is no such file" in found
    assert f"{repository}/docs/en/new.md: in no section of the site" in found
    assert "en: there is no page “meeting”" in found


def test_every_document_has_its_place_in_the_site() -> None:
    sections: Any = STAGING["SECTIONS"]
    for language in ("fr", "en"):
        pages = set(STAGING["documents"](language, ROOT).values()) - {"index"}
        assert sorted(pages) == sorted(name for _, names in sections[language] for name in names)
