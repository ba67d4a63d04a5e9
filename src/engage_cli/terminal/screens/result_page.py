"""What the pages about results share."""

from pathlib import Path

from engage_cli.scoring.results import Assessment
from engage_cli.terminal.layout import Screen
from engage_cli.wording.assessments import Wording
from engage_cli.wording.supposing import supposed_text


class ResultPage(Screen):
    """A page about a result: the assessment, its words in the session's language, the project file."""

    a: Assessment
    say: Wording
    path: Path

    def supposed(self) -> list[str]:
        """What is supposed, where anything is: nothing on the page is so."""
        found = supposed_text(self.a.supposed, self.a.questionnaire, self.say)
        return [self.style.warn(line) for line in self.wrap(found, "")] if found else []


def named_text(page: ResultPage, name: str, text: str) -> str:
    """`name: text`, spaced as the language does; the name alone where there is nothing to say of it."""
    return page.say.tr.gettext("{name}: {text}").format(name=name, text=text) if text else name
