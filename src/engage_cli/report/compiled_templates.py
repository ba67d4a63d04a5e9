"""Shipped templates as the code that Jinja makes of them: made when engage is built, since making it takes longer than
running it."""

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.shipped import shipped

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

FOLDER = Path(__file__).resolve().parents[1] / "compiled" / "templates"
SUFFIXES = ("html", "md", "css")
MAKERS = ("templates.py", "escaping.py", "compiled_templates.py")
"""What decides, beside the templates, which code they become."""


def loader(files: "BaseLoader") -> "BaseLoader":
    """The compiled templates, where neither they nor what makes them changed by a byte since; else `files` alone."""
    from jinja2 import ChoiceLoader, ModuleLoader

    try:
        fresh = (FOLDER / "key").read_text(encoding="utf-8") == _key()
    except OSError:
        fresh = False
    return ChoiceLoader([ModuleLoader(FOLDER), files]) if fresh else files


def compile_shipped() -> None:
    """Writes the code of every shipped template, and its bytecode for this Python."""
    import compileall
    import shutil

    from engage_cli.report.templates import environment, is_markdown

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for to_markdown in (False, True):
        _write(environment(None, "en", to_markdown=to_markdown), [n for n in _names() if is_markdown(n) is to_markdown])
    compileall.compile_dir(FOLDER, quiet=2)
    (FOLDER / "key").write_text(_key(), encoding="utf-8")


def _write(environment: "Environment", names: list[str]) -> None:
    environment.compile_templates(FOLDER, zip=None, filter_func=names.__contains__, ignore_errors=False)


def _names() -> list[str]:
    root = shipped("report_templates")
    found = (path for suffix in SUFFIXES for path in root.rglob(f"*.{suffix}"))
    return sorted(path.relative_to(root).as_posix() for path in found)


def _key() -> str:
    """Of the templates, the code that makes theirs, and Jinja."""
    from importlib.metadata import version

    sources = [Path(__file__).with_name(name) for name in MAKERS]
    sources += [shipped("report_templates") / name for name in _names()]
    digest = 0
    for source in sources:
        digest = zlib.crc32(source.read_bytes(), zlib.crc32(source.name.encode(), digest))
    return f"{digest:08x} jinja {version('Jinja2')}"
