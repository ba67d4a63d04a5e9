"""Who can help whom by theme: strong beside weak, what is not known on neither side."""

from engage_cli.portfolio.aggregation import build_portfolio
from engage_cli.portfolio.portfolio import HelpTheme, Limits, Portfolio
from engage_cli.portfolio.rows import Row
from engage_cli.scoring.assessment import assess

from .making import TODAY, project, row, shipped

LIMITS = Limits(today=TODAY)
SECTION = "mesure"


def gathered(*rows: Row) -> Portfolio:
    return build_portfolio(shipped(), rows, LIMITS)


def theme(found: Portfolio, id: str, *, tag: bool = False) -> HelpTheme | None:
    return next((one for one in found.themes if one.id == id and one.tag is tag), None)


def answered(name: str, choice: str, *, scope: str = "full") -> Row:
    """A project whose questions of the section all have one answer."""
    empty = assess(shipped(), project(name), as_of=TODAY)
    asked = [one.question.id for one in empty.questions.values() if one.state.in_force]
    return row(project(name, {id: choice for id in asked if id.startswith(f"{SECTION}.")}, scope=scope))


def test_who_is_there_stands_beside_who_asks_for_a_step() -> None:
    found = theme(gathered(answered("weak", "non-aborde"), answered("strong", "demontre")), SECTION)
    assert found is not None
    assert [line.name for line in found.helping] == ["strong"]
    assert [line.name for line in found.asking] == ["weak"]
    assert found.step is not None
    assert found.step.question.id.startswith(f"{SECTION}.")
    assert found.step.projects == 1


def test_what_is_not_answered_is_neither_strong_nor_weak() -> None:
    assert theme(gathered(row(project("empty"))), SECTION) is None


def test_the_step_named_is_the_one_asked_for_most() -> None:
    three = [answered(name, "non-aborde") for name in "abc"]
    found = theme(gathered(*three), SECTION)
    assert found is not None
    assert found.step is not None
    assert found.step.projects == 3
    assert found.helping == ()


def test_a_quick_pass_is_not_enough_to_help() -> None:
    found = theme(gathered(answered("quick", "demontre", scope="quick"), answered("weak", "non-aborde")), SECTION)
    assert found is not None
    assert found.helping == ()


def test_a_tag_is_a_theme_where_every_question_of_it_is_reached() -> None:
    facets = {"orientations": ("competences",)}
    tagged = {q.id for q in shipped().by_id.values() if "fracture" in q.tags}
    strong = row(project("strong", dict.fromkeys(tagged, "demontre"), facets=facets))
    weak = row(project("weak", dict.fromkeys(tagged, "non-aborde"), facets=facets))
    found = theme(gathered(strong, weak), "fracture", tag=True)
    assert found is not None
    assert ([line.name for line in found.helping], [line.name for line in found.asking]) == (["strong"], ["weak"])
