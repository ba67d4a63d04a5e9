"""The milestones beside the examples, by the questionnaire as it stands.

The day, facts and answers that each holds stay; its results, digest and seal are written again. A team's own
milestones are never replaced; these are part of the product and follow it.
"""

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from engage_cli.files import yaml_reading
from engage_cli.files.yaml_rendering import render_inline
from engage_cli.project.frozen import entries
from engage_cli.project.loading import load_project
from engage_cli.project.milestones import HEAD
from engage_cli.project.recognising import MILESTONES
from engage_cli.scoring.assessment import assess

ROOT = Path(__file__).resolve().parents[1]


def files() -> Iterator[Path]:
    """Every file of milestones among the examples."""
    yield from sorted(ROOT.glob(f"examples/*/*{MILESTONES}"))


def renewed(path: Path) -> str:
    """What the file should hold. Raises InputError where a milestone does not answer the questionnaire."""
    project = path.with_name(path.name.removesuffix(MILESTONES) + ".yaml")
    name = load_project(project).project.charter.name
    kept: Any = yaml_reading.read(path).value
    frozen = [_frozen(one, name) for one in kept["milestones"]]
    return HEAD.format(name=project.name) + "".join(map(entries.format_entry, frozen))


def _frozen(entry: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The entry, its results worked out on its day."""
    answered = {key: entry["questionnaire"][key] for key in ("id", "version")}
    assessment = {"questionnaire": answered, **{key: entry[key] for key in ("date", "scope", "answers")}}
    value = {
        "engage": 1,
        "charter": {"id": "example", "name": name, "facets": entry["facets"]},
        "assessment": assessment,
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "project.yaml"
        file.write_text(render_inline(value), encoding="utf-8")
        loaded = load_project(file)
    assert loaded.project.date is not None
    found = assess(loaded.questionnaire.questionnaire, loaded.project, as_of=loaded.project.date)
    return entries.milestone_entry(entry["name"], found)
