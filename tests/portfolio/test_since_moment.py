"""What changed in many projects since a moment: each node is the mean of its projects, and its parts add up exactly."""

import random
from fractions import Fraction

from engage_cli.followup.comparison import Comparison
from engage_cli.portfolio.since_moment import NotComparedReason, SinceAggregator
from engage_cli.project.loading import load_project
from engage_cli.values import replace
from tests.followup.test_bridge import EXAMPLES, LATER, between, edited
from tests.portfolio.making import project, row


def changed(count: int) -> list[Comparison]:
    found = []
    for path in EXAMPLES[:count]:
        loaded = load_project(path)
        assert loaded.project.date
        other = edited(loaded, random.Random(path.parent.name))
        found.append(between(loaded, other, (loaded.project.date, LATER)))
    return found


def test_parts_are_means_and_add_up() -> None:
    found = changed(4)
    sums = SinceAggregator("then")
    for number, one in enumerate(found):
        sums.add(one, row(project(str(number))))
    order = [f"section:{change.node.id}" for change in found[0].nodes if not change.is_index]
    whole = sums.sums(order)
    assert (whole.compared, whole.apart) == (4, ())
    assert whole.nodes
    for node in whole.nodes:
        assert sum(change for _, change in node.parts) == node.now - node.then
        ways = [
            change.attainment
            for one in found
            for change in one.nodes
            if not change.is_index and change.node.id == node.id and change.attainment
        ]
        assert node.projects == len(ways)
        assert node.now == sum((way.now for way in ways), Fraction(0)) / len(ways)


def test_what_is_not_comparable_is_named() -> None:
    sums = SinceAggregator("then")
    sums.add(replace(changed(1)[0], same_scope=False), row(project("a")))
    sums.add(NotComparedReason.UNREADABLE, row(project("b")))
    whole = sums.sums([])
    assert (whole.compared, [(one.key, one.why) for one in whole.apart]) == (
        0,
        [("a", NotComparedReason.SCOPE), ("b", NotComparedReason.UNREADABLE)],
    )
