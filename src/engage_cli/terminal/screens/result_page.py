"""The common base of screens about results."""

from pathlib import Path

from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import Screen
from engage_cli.wording.assessments import Wording
from engage_cli.wording.supposing import supposed_text


class ResultPage(Screen):
    """A screen about results: the assessment, its wording in the session's language, the project file."""

    a: Assessment
    say: Wording
    path: Path

    def supposed(self) -> list[str]:
        """Lines on what is supposed; empty where nothing is."""
        found = supposed_text(self.a.supposed, self.a.questionnaire, self.say)
        return [self.style.warn(line) for line in self.wrap(found, "")] if found else []


def named_text(page: ResultPage, name: str, text: str) -> str:
    """`name: text`, with the colon as the language spaces it; only the name where `text` is empty."""
    return page.say.tr.gettext("{name}: {text}").format(name=name, text=text) if text else name
