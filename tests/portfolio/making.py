"""Rows of small projects, by hand."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engage_cli.model.project import Action, Answer, Charter, Evidence, FacetValue, Milestone, Project, Waiver
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import EvidenceKind
from engage_cli.portfolio.rows import Row, build_row
from engage_cli.questionnaire.compiled import load
from engage_cli.scoring.assessment import assess
from engage_cli.values import replace

ROOT = Path(__file__).resolve().parents[2]
TODAY = dt.date(2026, 11, 23)
PROOF = (Evidence(title="Essai", date=dt.date(2026, 10, 1), kind=EvidenceKind.TEST),)


@cache
def shipped() -> Questionnaire:
    return load(ROOT / "questionnaires/engagement-numerique").questionnaire


@cache
def garden() -> Questionnaire:
    return load(ROOT / "tests/questionnaires/garden").questionnaire


def project(
    name: str,
    answers: Mapping[str, str] | None = None,
    *,
    facets: Mapping[str, FacetValue] | None = None,
    actions: tuple[Action, ...] = (),
    waivers: tuple[Waiver, ...] = (),
    milestones: tuple[Milestone, ...] = (),
    date: dt.date | None = TODAY,
    scope: str = "full",
) -> Project:
    """An online project of the plan phase; `demontre` comes with evidence."""
    known: dict[str, FacetValue] = {
        "phase": "planification", "genre": ("site-web",), "unite": "communications", "orientations": ("contenus",),
        "en-ligne": True,
    }  # fmt: skip
    given = {
        id: Answer(choice=choice, evidence=PROOF if choice == "demontre" else ())
        for id, choice in (answers or {}).items()
    }
    return Project(
        charter=Charter(name=name, facets={**known, **(facets or {})}),
        date=date, scope=scope, answers=given, actions=actions, waivers=waivers, milestones=milestones,
    )  # fmt: skip


def row(made: Project, questionnaire: Questionnaire | None = None, day: dt.date = TODAY) -> Row:
    return replace(
        build_row(assess(questionnaire or shipped(), made, as_of=day), made.charter.name), key=made.charter.name
    )
