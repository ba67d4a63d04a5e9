"""Make the pictures of the documentation from the real program: docs/images/.

Needs tmux and pdftoppm. Run by hand when what is shown has changed: `.venv/bin/python tools/pictures.py`.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
EXAMPLE = ROOT / "examples" / "fabrique-a-bede" / "project.yaml"
WIDTH, HEIGHT = 92, 32
SESSION = "engage-pictures"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="@title@">
<title>@title@</title>
<style>{styles}
text {{ font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 20px; }}</style>
<defs>{lines}</defs>
<rect width="100%" height="100%" rx="10" fill="#16202c"/>
<g transform="translate({terminal_x}, 14)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


def main() -> int:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        _wizard(Path(folder))
        _report(Path(folder))
    return 0


def _wizard(folder: Path) -> None:
    """One question as the team sees it, in French: the charter of an example, its answers taken away."""
    charter = EXAMPLE.read_text(encoding="utf-8").partition("\nassessment:")[0]
    (folder / "projet.yaml").write_text(charter + "\n", encoding="utf-8")
    path = f"PATH={Path(sys.executable).parent}:$PATH"
    _tmux("new-session", "-d", "-s", SESSION, "-x", str(WIDTH), "-y", str(HEIGHT), "-c", str(folder), "bash --norc")
    try:
        for keys in (f"export ENGAGE_LANG=fr {path}; clear", "engage assess projet.yaml --quick", ""):
            _tmux("send-keys", "-t", SESSION, keys, "Enter")
            time.sleep(2)
        screen = _tmux("capture-pane", "-t", SESSION, "-e", "-p")
    finally:
        _tmux("kill-session", "-t", SESSION)
    _svg(screen, "engage assess projet.yaml --quick", IMAGES / "assistant.svg")


def _svg(screen: str, title: str, out: Path) -> None:
    """The screen, colours included, as a picture of text."""
    from rich.console import Console
    from rich.text import Text

    console = Console(record=True, width=WIDTH, file=StringIO())
    console.print(Text.from_ansi(screen.rstrip("\n")), no_wrap=True)
    picture = console.export_svg(code_format=SVG, unique_id="t").replace("@title@", title)
    out.write_text(picture, encoding="utf-8")


def _report(folder: Path) -> None:
    """The first pages of a report."""
    pdf = folder / "rapport.pdf"
    command = [sys.executable, "-m", "engage_cli", "report", str(EXAMPLE), "-o", str(pdf), "--lang", "fr", "-q"]
    subprocess.run(command, check=True)
    _run("pdftoppm", "-r", "80", "-png", "-l", "3", str(pdf), str(folder / "page"))
    for page in sorted(folder.glob("page-*.png")):
        shutil.copy(page, IMAGES / f"rapport-{int(page.stem.rpartition('-')[2])}.png")


def _tmux(*words: str) -> str:
    return _run("tmux", *words)


def _run(program: str, *words: str) -> str:
    command = [shutil.which(program) or program, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    raise SystemExit(main())
