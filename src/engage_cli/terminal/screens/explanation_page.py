"""The common base of screens that explain a result."""

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Self

from engage_cli.errors import Place
from engage_cli.scoring.results import Assessment
from engage_cli.terminal.screens.result_page import ResultPage
from engage_cli.terminal.session import Session
from engage_cli.text import escaped
from engage_cli.wording.assessments import wording_for

Locate = Callable[[Place], tuple[str, int, int]]
"""From a place in the project to (file, line, column)."""


class ExplanationPage(ResultPage):
    """A screen about a result that knows where in the file each answer is."""

    locate: Locate

    @classmethod
    def of(cls, assessment: Assessment, session: Session, path: Path, locate: Locate) -> Self:
        """A screen about `assessment` of the project file at `path`."""
        return cls(session, assessment, wording_for(session.language, assessment), path, locate)

    def where(self, place: Place) -> str:
        """The location of an answer, `project.yaml:31`; of a supposed one, that it is supposed."""
        if place[-1] in self.a.supposed.answers:
            return self.say.tr.gettext("supposed")
        file, line, _ = self.locate(place)
        return f"{escaped(file)}:{line}"

    def exact(self, value: Fraction) -> str:
        """A fraction with its rounded value, `5/12 = 42%`; a whole number alone."""
        return f"{value} = {self.say.percent(value)}"
