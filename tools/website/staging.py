"""The documents as Zensical takes them: a folder a language, every link turned to where its target is in the site."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = ("fr", "en")
HOME = {"fr": "README.md", "en": "README.en.md"}
SHARED = {"CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md", "SECURITY.md": "security.md"}
"""Documents that stand at the top of the repository for readers of both languages."""
FILES = "files"
"""The folder of the site for files of the repository that documents link to."""
WORKER = "javascripts/iframe-worker.js"
"""Search where pages are read from a folder; without it, Zensical asks a network for it."""
STYLE = "stylesheets/engage.css"
SKIPPED = {"__pycache__", "reports"}
CODE = re.compile(r"^(?: *)```.*?^ *```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(\]\(|<img src=\")([^)\s\"]+)")

SECTIONS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "fr": (
        ("Une équipe de projet", (
            "premiere-evaluation", "une-annee", "reunion", "page-hors-ligne", "projet", "resultat", "rapports",
            "versions", "windows-macos",
        )),
        ("La coordination", ("annee-de-coordination", "coordination")),
        ("L’intégration continue", ("ci", "regles", "reglages")),
        ("Questionnaires et code", (
            "votre-questionnaire", "questionnaire", "adaptation", "commandes", "stabilite", "changelog", "contributing",
            "security",
        )),
    ),
    "en": (
        ("A project team", (
            "first-assessment", "a-year", "meeting", "offline-page", "project", "score", "reports", "versions",
            "windows-macos",
        )),
        ("Coordination", ("coordination-year", "coordination")),
        ("Continuous integration", ("ci", "rules", "settings")),
        ("Questionnaires and code", (
            "your-questionnaire", "questionnaire", "overlay", "commands", "stability", "changelog", "contributing",
            "security",
        )),
    ),
}  # fmt: skip
"""What the pages are listed under; a document that is in none is a fault."""
WORDS = {
    "fr": {"home": "Accueil", "dark": "Passer au mode sombre", "light": "Passer au mode clair", "files": "Fichiers"},
    "en": {"home": "Home", "dark": "Switch to dark mode", "light": "Switch to light mode", "files": "Files"},
}
FEATURES = ["navigation.sections", "navigation.top", "content.code.copy", "toc.follow", "search.highlight"]
"""Of the theme."""
TITLES = {
    "fr": {"contributing": "Contribuer (en anglais)"},
    "en": {"changelog": "What is new", "security": "Security"},
}
"""Of pages that are the same in both languages."""
NAMES = {"fr": "Français", "en": "English"}


def stage(language: str, root: Path, into: Path) -> list[str]:
    """Writes the pages of `language` below `into`; gives what cannot be staged, a line each."""
    pages = documents(language, root)
    listed = {name for _, names in SECTIONS[language] for name in names} | {"index"}
    faults = [f"{path}: in no section of the site" for path, name in pages.items() if name not in listed]
    faults += [f"{language}: there is no page “{name}”" for name in sorted(listed - set(pages.values()))]
    for place in (WORKER, STYLE):
        (into / place).parent.mkdir(parents=True)
        shutil.copy(Path(__file__).with_name(Path(place).name), into / place)
    for path, name in pages.items():
        turned = _Page(language, root, into, path, faults)
        (into / f"{name}.md").write_text(turned.text(), encoding="utf-8")
    return faults


def documents(language: str, root: Path) -> dict[Path, str]:
    """Every document that is a page in `language`, with its name in the site."""
    found = {root / HOME[language]: "index"}
    found |= {path: path.stem for path in sorted((root / "docs" / language).glob("*.md"))}
    return found | {root / path: name.removesuffix(".md") for path, name in SHARED.items() if (root / path).exists()}


class _Page:
    """One document on its way into the site."""

    def __init__(self, language: str, root: Path, into: Path, path: Path, faults: list[str]) -> None:
        self._language, self._root, self._into, self._path, self._faults = language, root, into, path, faults

    def text(self) -> str:
        """The document, its links turned; what stands in code stays."""
        source, parts, end = self._path.read_text(encoding="utf-8"), [], 0
        for code in CODE.finditer(source):
            parts += [LINK.sub(self._turned, source[end : code.start()]), code[0]]
            end = code.end()
        return "".join([*parts, LINK.sub(self._turned, source[end:])])

    def _turned(self, link: re.Match[str]) -> str:
        head, target = link.groups()
        if re.match(r"[a-z]+:", target) or target.startswith("#"):
            return link[0]
        path, hash, place = target.partition("#")
        found = (self._path.parent / path).resolve()
        if not found.exists():
            self._faults.append(f"{self._path}: {target}: there is no such file")
            return link[0]
        return f"{head}{self._address(found)}{hash}{place}"

    def _address(self, target: Path) -> str:
        """Where `target` is in the site, as the page that is written says it."""
        for language in LANGUAGES:
            name = documents(language, self._root).get(target)
            if name and (language == self._language or target.name not in SHARED):
                return f"{name}.md" if language == self._language else f"../{language}/{name}.html"
        name = target.relative_to(self._root).as_posix()
        if target.is_dir():
            return self._listing(target, name)
        folder = "images" if target.suffix in (".png", ".svg") else FILES
        place = f"{folder}/{target.name if folder == 'images' else name}"
        self._copy(target, place)
        return place

    def _copy(self, target: Path, place: str) -> None:
        (self._into / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(target, self._into / place)

    def _listing(self, folder: Path, name: str) -> str:
        """A page that lists the files of a folder, copied beside it."""
        lines = [f"# {name}/", ""]
        for file in _files(folder):
            place = f"{FILES}/{file.relative_to(self._root).as_posix()}"
            self._copy(file, place)
            lines.append(f"- [{file.relative_to(folder).as_posix()}]({file.relative_to(self._root).as_posix()})")
        page = self._into / FILES / f"{name.replace('/', '-')}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return page.relative_to(self._into).as_posix()


def _files(folder: Path) -> Iterator[Path]:
    """The YAML files of a folder, in order."""
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - SKIPPED)
        yield from (Path(path, name) for name in sorted(files) if name.endswith((".yaml", ".yml")))


def settings(language: str, *, stage: str, site: str) -> str:
    """What Zensical has to know, as TOML; `stage` and `site` from the folder that it stands in."""
    words = WORDS[language]
    nav: list[object] = [{words["home"]: "index.md"}]
    nav += [{title: [_listed(name, language) for name in names]} for title, names in SECTIONS[language]]
    others = [{"name": NAMES[one], "link": f"../{one}/index.html", "lang": one} for one in LANGUAGES]
    schemes = (("default", "lucide/moon", words["dark"], "light"), ("slate", "lucide/sun", words["light"], "dark"))
    palette = [
        {"media": f"(prefers-color-scheme: {media})", "scheme": scheme, "toggle": {"icon": icon, "name": name}}
        for scheme, icon, name, media in schemes
    ]
    return "\n".join([
        "[project]",
        *(f"{key} = {_toml(value)}" for key, value in (
            ("site_name", "engage"), ("docs_dir", stage), ("site_dir", site), ("nav", nav),
            ("use_directory_urls", False), ("plugins.offline.enabled", True),
            ("extra.polyfills", [WORKER]), ("extra_css", [STYLE]), ("extra.alternate", others),
            ("extra.generator", False), ("copyright", "engage contributors · MIT, CC BY-NC-SA 4.0, OFL 1.1"),
        )),
        "[project.theme]",
        *(f"{key} = {_toml(value)}" for key, value in (
            ("language", language), ("font", False), ("palette", palette),
            ("features", FEATURES),
        )),
        "[project.markdown_extensions]",
        "tables = {}",
        "attr_list = {}",
        "md_in_html = {}",
        'toc = { permalink = true, slugify = { object = "pymdownx.slugs.slugify", kwds = { case = "lower" } } }',
        "pymdownx.superfences = {}",
        "pymdownx.highlight = {}",
        "pymdownx.tasklist = {}",
        "",
    ])  # fmt: skip


def _listed(name: str, language: str) -> object:
    """A page in the list of pages: by its title, or by ours where that is in another language."""
    title = TITLES[language].get(name)
    return {title: f"{name}.md"} if title else f"{name}.md"


def _toml(value: object) -> str:
    """`value` as TOML writes it on one line."""
    match value:
        case bool() | str() | int():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            return "{ " + ", ".join(f"{_toml(key)} = {_toml(inner)}" for key, inner in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            raise TypeError(value)
