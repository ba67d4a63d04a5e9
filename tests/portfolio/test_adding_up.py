"""What many projects come to: coverage, what is pressing, who can help whom, change, one plan."""

import datetime as dt
import random
from typing import Any

from engage_cli.model.project import Action, Answer, Milestone, Waiver
from engage_cli.model.scales import Period
from engage_cli.portfolio.action_plan import build_plan
from engage_cli.portfolio.aggregation import build_portfolio
from engage_cli.portfolio.followed_actions import ActionTally
from engage_cli.portfolio.portfolio import Limits, Portfolio, SectionMove, covering_facets, grouping_facets
from engage_cli.portfolio.rows import Row
from engage_cli.scoring.question_scores import GateState
from engage_cli.scoring.results import AdviceKind
from engage_cli.values import replace

from .making import TODAY, garden, project, row, shipped

LIMITS = Limits(today=TODAY)


def gathered(*rows: Row, **more: str) -> Portfolio:
    return build_portfolio(shipped(), rows, LIMITS, **more)


def test_facets_are_told_apart_by_what_the_questionnaire_does_with_them() -> None:
    assert [f.id for f in grouping_facets(shipped())] == ["phase", "genre", "unite"]
    assert [f.id for f in covering_facets(shipped())] == ["orientations", "contexte", "engagements"]
    assert [f.id for f in grouping_facets(garden())] == ["plot"]
    assert [f.id for f in covering_facets(garden())] == ["crops"]


def test_coverage_counts_projects_and_names_what_none_serves() -> None:
    found = gathered(
        row(project("a", facets={"orientations": ("contenus", "communs"), "engagements": ("citoyens",)})),
        row(project("b", facets={"orientations": ("contenus",)})),
    )
    by_id = {served.id: served for served in found.facets}
    counts = {id: n for id, _label, n, _of in by_id["orientations"].counts}
    assert (counts["contenus"], counts["communs"], counts["revenus"]) == (2, 1, 0)
    assert [text.to("fr") for text in by_id["engagements"].by_none] == ["Les employées et employés"]
    crossing = next(c for c in found.crossings if (c.rows.id, c.columns.id) == ("orientations", "unite"))
    units = [c.id for c in crossing.columns.choices]
    assert crossing.counts[0][units.index("communications")] == 2
    assert crossing.totals[units.index("communications")] == 2


def test_a_subject_is_served_where_what_is_expected_is_reached() -> None:
    facets = {"orientations": ("competences",)}
    found = gathered(
        row(project("a", {"competences.fracture": "engage"}, facets=facets)),
        row(project("b", {"competences.fracture": "intention"}, facets=facets)),
        row(project("c")),
    )
    counts = {id: (n, of) for served in found.tags for id, _label, n, of in served.counts}
    assert counts["fracture"][0] == 1
    assert counts["fracture"][1] >= 2


def test_rows_stand_in_neutral_order_whatever_their_results() -> None:
    names = ["Zoo", "écran", "Échange", "« Arc »", "2e essai", "eau"]
    rows = [row(project(name, {"mesure.objectifs": "engage"} if i % 2 else {})) for i, name in enumerate(names)]
    random.Random(1).shuffle(rows)
    assert [line.name for line in gathered(*rows).lines] == ["2e essai", "« Arc »", "eau", "Échange", "écran", "Zoo"]


def test_where_most_fall_short_and_who_can_help() -> None:
    found = gathered(
        row(project("a", {"durable.entretien": "intention"})),
        row(project("b", {"durable.entretien": "non-aborde"})),
        row(project("c", {"durable.entretien": "demontre"})),
        row(project("d", {"durable.entretien": "engage"})),
        row(project("e")),
    )
    upkeep = next(s for s in found.shortfalls if s.question.id == "durable.entretien")
    assert [line.name for line in upkeep.short] == ["a", "b", "e"]
    assert [line.name for line in upkeep.solved] == ["c"], "only on evidence that holds"
    assert upkeep.asked == 5
    assert all(2 * len(s.short) > s.asked for s in found.shortfalls)


def test_open_must_haves_waivers_actions_and_age() -> None:
    waiver = Waiver(
        rule="gate-unmet",
        question="quebec.francais-dabord",
        because="x",
        approved_by="y",
        until=TODAY + dt.timedelta(30),
    )
    french, building = {"quebec.francais-dabord": "non-aborde"}, {"phase": "realisation"}
    late = Action(id="late", do="Do it", due=TODAY - dt.timedelta(1))
    done = replace(late, id="done", status="done")
    found = gathered(
        row(project("a", french, facets=building, waivers=(waiver,), actions=(late, done))),
        row(project("b", french, facets=building, date=dt.date(2025, 1, 1))),
    )
    unmet = [(g.line.name, g.state) for g in found.gates if g.question.id == "quebec.francais-dabord"]
    assert unmet == [("b", GateState.UNMET)], "what is put off is not open"
    assert [(w.line.name, w.over) for w in found.waivers] == [("a", False)]
    assert [(o.line.name, o.action.id) for o in found.overdue] == [("a", "late")]
    assert [line.name for line in found.old] == ["b"]
    soon = build_portfolio(
        shipped(), [row(project("a", waivers=(waiver,)))], replace(LIMITS, soon=10, old=Period(years=9))
    )
    assert (soon.waivers, soon.old) == ((), ())


def test_change_since_the_last_milestone() -> None:
    facets = project("a").charter.facets
    then = Milestone(
        name="Début", date=dt.date(2026, 2, 1), facets=facets,
        answers={id: Answer(choice="non-aborde") for id in ("mesure.objectifs", "mesure.plan-evaluation")},
    )  # fmt: skip
    now = {"mesure.objectifs": "engage", "mesure.plan-evaluation": "engage", "mesure.decider": "engage"}
    found = gathered(row(project("a", now, milestones=(then,)))).changes[0]
    moves = {id: move for id, _then, _now, move in found.moves}
    assert moves["mesure"] is SectionMove.UP
    assert moves["durable"] is SectionMove.SAME
    other = gathered(row(project("a", now, milestones=(replace(then, scope="quick"),)))).changes[0]
    assert (other.comparable, other.moves) == (False, ())


def test_scopes_are_never_added_together() -> None:
    found = gathered(row(project("a", {"mesure.objectifs": "engage"})), row(project("b", scope="quick")))
    assert found.scopes() == ("full", "quick")
    measures = [(view.scope, view.aimed) for view in found.sections if view.section.id == "mesure"]
    assert measures == [("full", 1), ("quick", 1)]


def test_groups_follow_the_questionnaire_and_lose_nobody() -> None:
    rows = [row(project(name, facets={"unite": unit})) for name, unit in (("a", "technologies"), ("b", "education"))]
    rows.append(row(project("c", facets={"unite": None})))
    groups = gathered(*rows, by="unite").groups("full")
    assert [(c.id if c else None, [line.name for line in lines]) for c, lines in groups] == [
        ("education", ["b"]), ("technologies", ["a"]), (None, ["c"]),
    ]  # fmt: skip


def test_the_plan_merges_what_many_need() -> None:
    action = Action(id="x", do="Write it down", question="durable.entretien", due=TODAY, status="started")
    rows = [
        row(project("a", {"durable.entretien": "intention"}, actions=(action,))),
        row(project("b", {"durable.entretien": "intention"})),
        row(project("c", {"durable.entretien": "demontre", "mesure.objectifs": "intention"})),
    ]
    found = build_plan(shipped(), rows, by="unite")
    upkeep = [s for s in found.shared if s.question.id == "durable.entretien"]
    assert [[n.name for n in s.needing] for s in upkeep] == [["a", "b"]]
    assert (upkeep[0].taken_up, upkeep[0].kind, upkeep[0].lead is not None) == (1, AdviceKind.DO, True)
    assert dict(upkeep[0].groups)["communications"] == 2
    assert upkeep[0].gain == sum(x.gain for r in rows for x in r.advice if x.question == "durable.entretien")
    assert any(s.question.id == "mesure.objectifs" for s in found.single)
    assert [(t.name, t.action.id) for t in found.actions] == [("a", "x")]


def test_actions_are_added_up_by_unit_and_by_who_does_them() -> None:
    def action(id: str, **more: Any) -> Action:
        return Action(id=id, do="Do it", **more)

    yesterday, unit = TODAY - dt.timedelta(days=1), shipped().by_id["durable.entretien"].unit
    rows = [
        row(project("a", {}, actions=(
            action("x", question="durable.entretien", owner="Ada", due=yesterday),
            action("y", question="durable.entretien", owner="Émile", status="started", due=TODAY),
            action("z", owner="Ada", status="dropped", due=yesterday),
        ))),
        row(project("b", {"durable.entretien": "intention"}, actions=(
            action("x", question="durable.entretien", recommendation="chiffrer-entretien-trois-ans", status="done"),
        ))),
    ]  # fmt: skip
    found = build_plan(shipped(), rows)
    units = [(one.unit and one.unit.id, one.projects, counts(one)) for one in found.units_followed]
    assert units == [(unit, 2, (1, 1, 1, 1, 1, 0)), (None, 1, (0, 0, 0, 0, 0, 1))]
    owners = [(one.owner, counts(one)) for one in found.owners_followed]
    assert owners == [("Ada", (1, 0, 1, 0, 0, 1)), ("Émile", (0, 1, 0, 0, 0, 0)), (None, (0, 0, 0, 1, 1, 0))]


def counts(one: ActionTally) -> tuple[int, ...]:
    return one.open, one.started, one.late, one.done, one.again, one.dropped


def test_steps_that_open_must_haves_come_first_and_what_goes_further_last() -> None:
    rows = [row(project(name, dict.fromkeys(shipped().by_id, "non-aborde"))) for name in "abc"]
    steps = build_plan(shipped(), rows).shared
    ranks = [(s.further, -s.gates) for s in steps]
    assert ranks == sorted(ranks)
    assert steps[0].gates == 3


def test_nothing_at_all_and_another_questionnaire() -> None:
    assert gathered().lines == ()
    assert build_plan(shipped(), []).shared == ()
    from engage_cli.project.loading import load_project

    from .making import ROOT

    plot = row(load_project(ROOT / "tests/questionnaires/garden").project, garden())
    found = build_portfolio(garden(), [plot, replace(plot, key="two")], LIMITS)
    assert [s.id for s in found.columns()] == ["ground", "people"]
    assert found.gates[0].question.id == "water.lid"
