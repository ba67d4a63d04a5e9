"""Compiles the shipped templates when engage is built."""

from engage_cli.i18n import DEFAULT
from engage_cli.report.templates.compiled import FOLDER, shipped_names, template_checksum
from engage_cli.report.templates.environment import jinja_environment


def compile_shipped() -> None:
    """Writes the Python code of every shipped template, and its bytecode for this Python."""
    import compileall
    import shutil

    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    made = jinja_environment(None, DEFAULT, to_markdown=False)
    made.compile_templates(FOLDER, zip=None, filter_func=shipped_names().__contains__, ignore_errors=False)
    compileall.compile_dir(FOLDER, quiet=2)
    (FOLDER / "key").write_text(template_checksum(), encoding="utf-8")
