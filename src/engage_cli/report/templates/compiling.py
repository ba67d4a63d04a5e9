"""Makes the code of the shipped templates, when engage is built."""

from typing import TYPE_CHECKING

from engage_cli.i18n import DEFAULT
from engage_cli.report.templates.compiled import FOLDER, key, names
from engage_cli.report.templates.environment import environment, is_markdown

if TYPE_CHECKING:
    from jinja2 import Environment


def compile_shipped() -> None:
    """Writes the code of every shipped template, and its bytecode for this Python."""
    import compileall
    import shutil

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for to_markdown in (False, True):
        _write(
            environment(None, DEFAULT, to_markdown=to_markdown), [n for n in names() if is_markdown(n) is to_markdown]
        )
    compileall.compile_dir(FOLDER, quiet=2)
    (FOLDER / "key").write_text(key(), encoding="utf-8")


def _write(made: "Environment", wanted: list[str]) -> None:
    made.compile_templates(FOLDER, zip=None, filter_func=wanted.__contains__, ignore_errors=False)
