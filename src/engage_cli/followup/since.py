"""What changed since the last milestone, in one line, from the results written down then."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from engage_cli.followup.last_milestone import last_milestone
from engage_cli.i18n import half_up
from engage_cli.model.project import FrozenNode, Milestone
from engage_cli.project.frozen.scores import freeze_node
from engage_cli.project.loading import LoadedProject
from engage_cli.scoring.question_scores import GateState
from engage_cli.scoring.results import Assessment, IndexScore
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording


class IndexChange(Value, kw_only=True):
    """An index whose result is another than at the milestone."""

    index: IndexScore
    change: Fraction | None
    """The change of its share of what is expected, at worst; None where it shows its band alone."""
    band: str
    """The id of its band at the milestone, at worst."""


class Since(Value, kw_only=True):
    """What changed since a milestone."""

    name: str
    date: dt.date
    comparable: bool
    """Whether questionnaire and scope are the same; if not, nothing is told."""
    indices: tuple[IndexChange, ...] = ()
    opened: int = 0
    """The number of blocking requirements that are open and were not."""
    closed: int = 0
    """The number of blocking requirements that were open and are not any more."""


def changes_since(loaded: LoadedProject, assessment: Assessment, content: bytes | None = None) -> Since | None:
    """What changed since the last milestone of `loaded`; None where there is none.

    `content` is that of the file of milestones where it was read already. Raises InputError where that cannot be used.
    """
    last = last_milestone(loaded, assessment.as_of.isoformat(), content=content)
    if last is None:
        return None
    scores = last.frozen if _same(last, assessment) else None
    if scores is None:
        return Since(name=last.name, date=last.date, comparable=False)
    changed = (_index(one, scores.indices.get(id)) for id, one in assessment.indices.items())
    was = {id for id, state in scores.gates.items() if GateState(state).is_open}
    now = {gate.question.id for gate in assessment.open_gates()}
    return Since(
        name=last.name,
        date=last.date,
        comparable=True,
        indices=tuple(one for one in changed if one is not None),
        opened=len(now - was),
        closed=len(was - now),
    )


def since_text(found: Since, assessment: Assessment, w: Wording) -> str:
    """The line: "Since “Launch” (March 1, 2026): Principles +4.2 points; 1 blocking requirement newly open"."""
    _ = w.tr.gettext
    start = _("Since “{name}” ({date})").format(name=found.name, date=w.date(found.date))
    pattern = _("{name}: {text}")
    if not found.comparable:
        return pattern.format(name=start, text=_("the questionnaire or the scope is another"))
    facts = [
        *(_index_text(one, assessment, w) for one in found.indices),
        *_gates_text(found, w),
    ]
    return pattern.format(name=start, text="; ".join(facts) or _("no result changed"))


def _gates_text(found: Since, w: Wording) -> Iterator[str]:
    if found.opened:
        yield w.count("{n} blocking requirement newly open", "{n} blocking requirements newly open", found.opened)
    if found.closed:
        yield w.count(
            "{n} blocking requirement no longer open", "{n} blocking requirements no longer open", found.closed
        )


def _same(last: Milestone, a: Assessment) -> bool:
    digest = last.questionnaire.digest if last.questionnaire else None
    return last.scope == a.scope and digest == a.questionnaire.digest


def _index(score: IndexScore, then: FrozenNode | None) -> IndexChange | None:
    now = freeze_node(score)
    if then is None or then.bands is None or now.bands is None or then == now:
        return None
    known = then.attainment and now.attainment and not score.index.show_band
    change = now.attainment[0] - then.attainment[0] if known and now.attainment and then.attainment else None
    if change == 0 or (change is None and then.bands == now.bands):
        return None
    return IndexChange(index=score, change=change, band=then.bands[0])


def _index_text(one: IndexChange, a: Assessment, w: Wording) -> str:
    name = w.text(one.index.title)
    if one.change is None:
        was = next((w.text(band.label) for band in a.questionnaire.bands if band.id == one.band), one.band)
        return f"{name}{w.colon} {was} → {w.band(one.index)}"
    tenths = half_up(one.change * 1000)
    sign = "+" if tenths > 0 else "−" if tenths < 0 else "±"
    points = w.number(Fraction(abs(tenths), 10), 1)
    return w.tr.gettext("{name} {change} points").format(name=name, change=f"{sign}{points}")
