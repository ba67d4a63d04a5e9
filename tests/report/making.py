"""Assessments and documents for the tests of reports."""

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from engage_cli.model.theme import PLAIN
from engage_cli.project.loading import load_project
from engage_cli.report.formats import render
from engage_cli.report.request import Audience, Engine, Kind, Paper, Request
from engage_cli.report.templates.environment import Templates
from engage_cli.report.themes import load_theme
from engage_cli.scoring.assessment import assess
from engage_cli.scoring.results import Assessment
from tests.shared import once

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent

EXAMPLES = sorted(path.parent.name for path in ROOT.glob("examples/*/project.yaml"))

PROJECTS = {
    **{name: ROOT / "examples" / name for name in EXAMPLES},
    "fabrique": ROOT / "examples/fabrique-a-bede",
    "refonte": ROOT / "examples/refonte-du-site",
    "idea": ROOT / "examples/vlogue-ados",
    "garden": ROOT / "tests/questionnaires/garden",
    "half": HERE / "projects/half.yaml",
    "hostile": HERE / "projects/hostile.yaml",
    "long": HERE / "projects/long.yaml",
    "nothing": HERE / "projects/nothing.yaml",
}


EACH = [*EXAMPLES, "garden", "half", "hostile", "long", "nothing"]
"""Every project once, under one of its names."""


def assessment(name: str, scope: str | None = None) -> Assessment:
    """One of PROJECTS, read as of its own day."""
    return _assessment(PROJECTS[name], scope)


@cache
def _assessment(path: Path, scope: str | None) -> Assessment:
    loaded = load_project(path)
    day = loaded.project.date or dt.date(2026, 11, 23)
    return assess(loaded.questionnaire.questionnaire, loaded.project, as_of=day, scope=scope)


def written(
    name: str,
    format: str,
    *languages: str,
    scope: str | None = None,
    folder: Path | None = None,
    kind: Kind = Kind.FULL,
    audience: Audience = Audience.DIRECTION,
    paper: Paper = Paper.LETTER,
    theme: Path | None = None,
    engine: Engine = Engine.WEASYPRINT,
) -> bytes:
    """The bytes of a report."""
    what = (PROJECTS[name], format, languages, scope, folder, kind, audience, paper, theme, engine)
    if what not in _WRITTEN:
        request = Request(
            assessment=assessment(name, scope),
            languages=languages,
            templates=Templates(folder=folder),
            kind=kind,
            audience=audience,
            paper=paper,
            theme=load_theme(theme) if theme else PLAIN,
            engine=engine,
        )
        _WRITTEN[what] = once(what, lambda: render(request, format).content)
    return _WRITTEN[what]


_WRITTEN: dict[tuple[object, ...], bytes] = {}
"""Reports by all that they depend on."""


def text(name: str, format: str, *languages: str, **asked: Any) -> str:
    return written(name, format, *languages, **asked).decode()
