"""Builds the documents as a site: `./dev site`. The same Markdown, staged, built by Zensical, then checked.

One site a language, side by side, each with its own search. Nothing in them is loaded from a network, and they can be
read from a folder. Exit code 1 where a link leads nowhere, in the sources or in what was built.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import links
import search_words
import staging

ROOT = Path(__file__).resolve().parents[2]

LEFT_OUT = ("404.html", "objects.inv")
"""What only serves at the root of an address that we do not know."""

CHOOSER = """<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>engage</title>
<meta http-equiv="refresh" content="0; url=fr/index.html">
<p><a href="fr/index.html">Documentation en français</a></p>
<p lang="en"><a href="en/index.html">Documentation in English</a></p>
</html>
"""


def main(*folders: str) -> int:
    """Builds the site anew in the second of `folders`, with the first to work in; says what is wrong with it."""
    work, site = (Path(one).resolve() for one in folders or (ROOT / ".cache/site", ROOT / "site"))
    for folder in (site, work / "stage", work / "built"):
        shutil.rmtree(folder, ignore_errors=True)
    wrong = []
    for language in staging.LANGUAGES:
        wrong += staging.stage(language, ROOT, work / "stage" / language)
        wrong += _built(language, work, site)
        wrong += search_words.translated(site / language, language)
    (site / "index.html").write_text(CHOOSER, encoding="utf-8")
    wrong += links.faults(site)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(*wrong, f"{site}/index.html: {pages} pages, {len(wrong)} faults", sep="\n", file=sys.stderr)
    return int(bool(wrong))


def _built(language: str, work: Path, site: Path) -> Iterator[str]:
    """Has Zensical build one language, into a folder of `site`; gives what it says where it fails."""
    built, settings = work / "built" / language, work / f"{language}.toml"
    said = staging.settings(language, stage=f"stage/{language}", site=f"built/{language}")
    settings.write_text(said, encoding="utf-8")
    zensical = Path(sys.executable).with_name("zensical")
    command = [str(zensical), "build", "--clean", "--strict", "--config-file", settings.name]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"{language}: zensical: {done.stdout}{done.stderr}"
    shutil.copytree(built, site / language, ignore=shutil.ignore_patterns(*LEFT_OUT))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
