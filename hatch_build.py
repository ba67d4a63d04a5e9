"""Compiles catalogues, questionnaires and policies, and gathers the shipped folders into the wheel."""

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = ("examples", "policies", "questionnaires", "report_templates", "schemas")
"""Folders at the top of the repository, where people look for them; `engage_cli.shipped` finds them in both places."""


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is private to hatchling
    """Called by hatchling for a wheel, an editable install and a source distribution."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """`version` is "editable" or "standard"; an editable install reads the folders in place, so none is copied."""
        compile_catalogues(Path(self.root))
        if self.target_name == "wheel":
            compile_shipped(Path(self.root))
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update({name: f"engage_cli/{name}" for name in SHIPPED})


def compile_catalogues(root: Path) -> None:
    """Writes `engage.mo`, which gettext reads, beside each `engage.po`, which people edit."""
    for source in root.glob("src/engage_cli/locale/*/LC_MESSAGES/*.po"):
        with source.open("rb") as po, source.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po, abort_invalid=True))


def compile_shipped(root: Path) -> None:
    """Writes the questionnaires and policies as values that load faster than they are read, and the templates as code;
    see `files.compiled` and `report.templates.compiled`."""
    sys.path.insert(0, str(root / "src"))
    from engage_cli.check import compiled as policies
    from engage_cli.questionnaire import compiled as questionnaires
    from engage_cli.report.templates import compiling as templates

    for part in (questionnaires, policies, templates):
        part.compile_shipped()
