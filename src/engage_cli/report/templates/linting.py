"""Checks a folder of custom templates: syntax, unknown names, and blocks that are never shown, by file and line."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engage_cli.errors import InputError, Message, Problem
from engage_cli.files.reading import read_text
from engage_cli.i18n import DEFAULT, LANGUAGES
from engage_cli.report.formats import FORMATS
from engage_cli.report.pages import render_markdown, render_report_page
from engage_cli.report.request import Audience, Kind, Request
from engage_cli.report.templates.environment import Templates, is_markdown, jinja_environment
from engage_cli.report.templates.faults import explain_fault
from engage_cli.report.templates.files import unshown_blocks, unused_files
from engage_cli.report.templates.names import unknown_names
from engage_cli.scoring.results import Assessment


def lint_templates(folder: Path, samples: Sequence[Assessment]) -> tuple[Problem, ...]:
    """Everything that keeps the templates of `folder` from working, tried on `samples` in every kind and language."""
    files = sorted(f for f in folder.rglob("*") if f.suffix in (".html", ".md", ".css") and not f.is_dir())
    found = [problem for file in files for problem in _of_file(file, folder)]
    found += [] if found else unused_files(folder)
    if not found:
        found = [problem for sample in samples for problem in _tried(folder, sample)]
    return tuple({(p.path, p.line, repr(p.message)): p for p in found}.values())


def _of_file(file: Path, folder: Path) -> Iterator[Problem]:
    from jinja2 import TemplateSyntaxError

    name = file.relative_to(folder).as_posix()
    try:
        text = read_text(file)
        template = jinja_environment(folder, DEFAULT, to_markdown=is_markdown(name)).parse(text, name, str(file))
        unknown = list(unknown_names(template))
    except InputError as error:
        yield from error.problems
    except TemplateSyntaxError as error:
        why = Message.of("The template cannot be used: {why}", why=explain_fault(error.message or ""))
        yield Problem(path=str(file), line=error.lineno, message=why)
    else:
        yield from unshown_blocks(file, text)
        for wanted, line in unknown:
            yield Problem(
                path=str(file), line=line, message=Message.of("Templates are given no “{name}”.", name=wanted)
            )


def _tried(folder: Path, sample: Assessment) -> Iterator[Problem]:
    templates = Templates(folder=folder)
    for kind in Kind:
        for language in LANGUAGES:
            request = Request(
                assessment=sample, languages=(language,), kind=kind, audience=Audience.TEAM, templates=templates
            )
            try:
                render_report_page(request, medium="screen")
                render_report_page(request, medium="print")
                if FORMATS["md"].can_be(kind):
                    render_markdown(request)
            except InputError as error:
                yield from error.problems
