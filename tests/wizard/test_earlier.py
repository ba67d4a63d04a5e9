"""What was answered to an older version stands above the question; its note and evidence need not be typed again."""

from engage_cli.model.project import Answer, Earlier, Evidence
from engage_cli.values import replace
from engage_cli.wizard.asker import Action

from .making import PROJECT, Paper, run

PIECE = Evidence(title="Plan")
THEN = Answer(choice="work", note="Done.", evidence=(PIECE,))


def paper(*found: Earlier) -> Paper:
    return Paper(replace(PROJECT, earlier={"a.one": found}))


def test_it_is_shown_and_kept_with_the_new_answer() -> None:
    there = paper(Earlier(version="1.0.0", id="a.one", answer=THEN))
    _, asker = run(there, Action.EARLIER, Action.EARLIER, "wish")
    assert "Before, in version 1.0.0: Work, level 2. Kept in the file.\nEvidence then: Plan" in asker.shown
    assert "Note then: Done." in asker.shown
    assert there.saves == [("a.one", Answer(choice="wish", note="Done.", evidence=(PIECE,)))]


def test_what_was_written_since_comes_first() -> None:
    there = paper(
        Earlier(version="1.0.0", id="a.two", answer=THEN),
        Earlier(version="2.0.0", id="a.one", answer=Answer(note="New.")),
    )
    _, asker = run(there, Action.NOTE, "Mine.", Action.EARLIER, "wish")
    assert "Before, in version 1.0.0 (a.two): Work, level 2." in asker.shown
    assert there.saves[0][1] == Answer(choice="wish", note="Mine.\n\nDone.\n\nNew.", evidence=(PIECE,))


def test_a_choice_that_is_gone_is_named_by_its_id() -> None:
    _, asker = run(paper(Earlier(version="1.0.0", id="a.one", answer=Answer(choice="dream"))), "wish")
    assert "Before, in version 1.0.0: dream. Kept in the file." in asker.shown
    assert Action.EARLIER not in [command.action for command in asker.menus[0].commands]


def test_once_answered_it_is_not_shown_any_more() -> None:
    there = paper(Earlier(version="1.0.0", id="a.one", answer=THEN))
    there.project = replace(there.project, answers={"a.one": Answer(choice="wish")})
    _, asker = run(there, "none", review=True)
    assert "Before, in version" not in asker.shown
