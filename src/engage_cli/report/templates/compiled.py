"""Shipped templates as Python code, compiled by Jinja when engage is built: compiling takes longer than rendering."""

import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.shipped import shipped

if TYPE_CHECKING:
    from jinja2 import BaseLoader

FOLDER = Path(__file__).resolve().parents[2] / "compiled" / "templates"
SUFFIXES = ("html", "css")
MAKERS = ("environment.py", "escaping.py", "compiled.py", "compiling.py")
"""The modules that determine, besides the templates, which code these become."""


def compiled_loader(files: "BaseLoader") -> "BaseLoader":
    """A loader of the compiled templates; `files` itself where the templates or what compiles them have changed
    since."""
    from jinja2 import ChoiceLoader, ModuleLoader

    try:
        fresh = (FOLDER / "key").read_text(encoding="utf-8") == template_checksum()
    except OSError:
        fresh = False
    return ChoiceLoader([ModuleLoader(FOLDER), files]) if fresh else files


def shipped_names() -> list[str]:
    """The names of the shipped templates."""
    root = shipped("report_templates")
    found = (path for suffix in SUFFIXES for path in root.rglob(f"*.{suffix}"))
    return sorted(path.relative_to(root).as_posix() for path in found)


def template_checksum() -> str:
    """A checksum of the templates, of the code that compiles them, and of Jinja's version."""
    import jinja2

    sources = [Path(__file__).with_name(name) for name in MAKERS]
    sources += [shipped("report_templates") / name for name in shipped_names()]
    digest = 0
    for source in sources:
        digest = zlib.crc32(source.read_bytes(), zlib.crc32(source.name.encode(), digest))
    return f"{digest:08x} jinja {jinja2.__version__}"
