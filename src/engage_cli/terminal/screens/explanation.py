"""The arithmetic of a result as lines for the terminal, from an index down to a single answer."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import assert_never

from engage_cli.model.questionnaire import Method
from engage_cli.model.scales import Band
from engage_cli.scoring.question_scores import QuestionScore, State
from engage_cli.scoring.results import (
    IndexScore,
    NodeScore,
    SectionScore,
    Term,
)
from engage_cli.terminal.layout import join_blocks
from engage_cli.terminal.screens.explanation_page import ExplanationPage
from engage_cli.terminal.screens.explanation_question import question_lines
from engage_cli.terminal.screens.find_result import Found
from engage_cli.terminal.screens.gates import gate_lines
from engage_cli.terminal.screens.levels import index_facts
from engage_cli.terminal.screens.result_page import named_text
from engage_cli.terminal.screens.uncounted import why_not_counted
from engage_cli.typed import command
from engage_cli.wording.arithmetic import Read, format_range, format_sums
from engage_cli.wording.names import titled

MOST = 36
"""Maximum number of columns for the names of terms."""


def overview_lines(page: ExplanationPage) -> list[str]:
    """Every index and section with its id and result."""
    _ = page.say.tr.gettext
    indices = [(id, page.say.text(i.index.label), *index_facts(page, i)) for id, i in page.a.indices.items()]
    sections = [(id, *_line(page, s)) for id, s in page.a.sections.items()]
    groups = [(title, rows) for title, rows in ((_("Indices"), indices), (_("Sections"), sections)) if rows]
    one = command("explain", page.path, "ID")
    return [
        page.title(page.a.project.charter.name),
        *page.supposed(),
        "",
        *page.tables(("", _("result"), _("band")), groups, fold=(1, 3)),
        "",
        *page.wrap(_("To see how one of them is made: {command}").format(command=one), ""),
    ]


def _line(page: ExplanationPage, s: SectionScore) -> tuple[str, str, str]:
    title = titled(s.section.ref, page.say.text(s.section.title))
    if s.aimed or s.evidenced is not None:
        return title, page.say.node(s), page.say.band(s)
    return title, page.say.state(State.OUTSIDE_AIM), ""


def explanation_lines(page: ExplanationPage, found: Found) -> list[str]:
    """The arithmetic of `found`, an index, section or question."""
    match found:
        case QuestionScore():
            return question_lines(page, found)
        case SectionScore() | IndexScore():
            return _node_page(page, found)
        case _:
            assert_never(found)


def _node_page(page: ExplanationPage, node: SectionScore | IndexScore) -> list[str]:
    parts = (_node_head, _terms, _arithmetic, _reading, _node_gates)
    blocks = [block for part in parts if (block := part(page, node))]
    return join_blocks(blocks)


def _node_head(page: ExplanationPage, node: SectionScore | IndexScore) -> list[str]:
    _ = page.say.tr.gettext
    method = {
        Method.MEAN: _("mean of its terms, by weight"),
        Method.SUM: _("points earned over points possible, by weight"),
        Method.MIN: _("the lowest of its terms"),
    }[node.method]
    if isinstance(node, SectionScore):
        title = titled(node.section.ref, page.say.text(node.section.title))
    else:
        title = page.say.text(node.index.label)
    facts = [method, _("as of {date}").format(date=page.say.date(page.a.as_of)), page.say.coverage(node.tally)]
    if not node.aimed:
        facts.insert(0, _("not aimed at: in no total"))
    return [page.title(f"{title} ({node.id})"), *page.supposed(), *page.wrap(" · ".join(facts), "")]


def _terms(page: ExplanationPage, node: SectionScore | IndexScore) -> list[str]:
    _ = page.say.tr.gettext
    counted = [t for t in node.terms if t.counted]
    left_out = [line for t in node.terms if not t.counted for line in _left_out(page, t)]
    lines = _counted(page, counted) if counted else [page.title(_("Nothing counts here: there is no result."))]
    return [*lines, *([page.title(_("Not counted")), *left_out] if left_out else [])]


def _counted(page: ExplanationPage, terms: Sequence[Term]) -> list[str]:
    """The table of terms, without columns that say nothing new."""
    _ = page.say.tr.gettext
    names = (_("weight"), _("with evidence"), _("declared"), _("expected"), _("share of what is expected"), _("answer"))
    rows = [_term_cells(page, t) for t in terms]
    alike = {0: all(t.weight == 1 for t in terms), 2: all(t.declared == t.evidenced for t in terms)}
    shown = [i for i in range(len(names)) if any(row[i] for row in rows) and not alike.get(i)]
    cells = [[_title(page, t.id), *(row[i] for i in shown)] for t, row in zip(terms, rows, strict=True)]
    right = [place for place, i in enumerate(shown, 1) if i in (0, 2, 3, 4)]
    found = page.tables([names[i] for i in shown], [(_("Terms"), cells)], right=right, fold=(0,))
    fallen = [q for t in terms if (q := page.a.questions.get(t.id)) and q.fall is not None]
    falls = [named_text(page, _title(page, q.question.id), page.say.fall(q)) for q in fallen]
    return [*found, *(line for fall in falls for line in page.wrap(fall))]


def _term_cells(page: ExplanationPage, t: Term) -> tuple[str, ...]:
    question = page.a.questions.get(t.id)
    return (
        str(t.weight),
        format_range(t.evidenced) + (f" ({page.say.result(question)})" if question else ""),
        format_range(t.declared),
        str(t.expected / t.possible) if question and t.expected is not None else "",
        format_range(t.attainment) if t.attainment is not None else "",
        _where(page, t.id),
    )


def _left_out(page: ExplanationPage, t: Term) -> list[str]:
    question = page.a.questions.get(t.id)
    if question is not None:
        state = t.excluded if t.excluded is not None else question.state
        why = why_not_counted(page, question, state)
    elif t.excluded is State.OUTSIDE_AIM:
        why = page.say.state(State.OUTSIDE_AIM)
    else:
        why = page.say.tr.gettext("no result")
    where = _where(page, t.id)
    head = " · ".join(part for part in (_title(page, t.id), where) if part)
    return [*page.wrap(head, later="      "), *page.wrap(why, "      ")]


def _title(page: ExplanationPage, id: str) -> str:
    a, say = page.a, page.say
    if id in a.questions:
        return titled(a.questions[id].question.ref, say.text(a.questions[id].question.title))
    if id in a.sections:
        return titled(a.sections[id].section.ref, say.text(a.sections[id].section.title))
    return say.text(a.indices[id].index.label)


def _where(page: ExplanationPage, id: str) -> str:
    question = page.a.questions.get(id)
    return "" if question is None or question.answer is None else page.where(question.place)


def _arithmetic(page: ExplanationPage, node: SectionScore | IndexScore) -> list[str]:
    _ = page.say.tr.gettext
    if node.evidenced is None:
        return []
    readings: list[tuple[str, Read, Callable[[Term], Fraction]]] = [
        (_("with evidence"), lambda t: t.evidenced, lambda t: t.possible),
        (_("declared"), lambda t: t.declared, lambda t: t.possible),
        (_("share of what is expected"), lambda t: t.attainment, lambda t: t.expected or Fraction(0)),
    ]
    rows = [row for name, read, size in readings for row in _sum_rows(page, node, name, read, size)]
    return [page.title(_("Arithmetic")), *page.definitions(rows, most=MOST)]


def _sum_rows(
    page: ExplanationPage, node: SectionScore | IndexScore, name: str, read: Read, size: Callable[[Term], Fraction]
) -> list[tuple[str, str]]:
    _ = page.say.tr.gettext
    found = format_sums(node.method, node.terms, read, size)
    if found is None:
        return []
    low, high = found
    shown = _shown(page, node, low.result) if name == _("with evidence") else ""
    if low == high:
        return [(name, f"{low.text} = {page.exact(low.result)}{shown}")]
    worst, best = _("{name}, at worst").format(name=name), _("{name}, at best").format(name=name)
    above = _shown(page, node, high.result) if shown else ""
    return [
        (worst, f"{low.text} = {page.exact(low.result)}{shown}"),
        (best, f"{high.text} = {page.exact(high.result)}{above}"),
    ]


def _shown(page: ExplanationPage, node: NodeScore, share: Fraction) -> str:
    """A share converted to the section's scale: " × 3 = 1.8"."""
    top = page.say.out_of(node)
    return "" if top == 1 else f"; × {page.say.figure(top)} = {page.say.value(share, node)}"


def _reading(page: ExplanationPage, node: SectionScore | IndexScore) -> list[str]:
    _ = page.say.tr.gettext
    lines = []
    if node.expected_share is not None:
        expected = page.say.value(node.expected_share, node)
        lines += page.wrap(_("Expected at this time: {value}").format(value=expected), "")
    if node.target is not None and node.target_share is not None:
        target = f"{page.say.text(node.target.label)} ({page.say.value(node.target_share, node)})"
        lines += page.wrap(_("Target of the team: {value}").format(value=target), "")
    if node.bands is not None:
        bands = ", ".join(_bound(page, band) for band in page.a.questionnaire.bands)
        lines += page.wrap(_("Band of that share: {band} ({bands})").format(band=page.say.band(node), bands=bands), "")
    if node.indicative and node.evidenced is not None:
        lines += page.wrap(_("Indicative only: it rests on fewer than two questions."), "")
    return lines


def _bound(page: ExplanationPage, band: Band) -> str:
    _, name = page.say.tr.gettext, page.say.text(band.label)
    if band.below is not None:
        return _("“{band}” below {share}").format(band=name, share=page.say.percent(band.below))
    if band.up_to is not None:
        return _("“{band}” up to {share}").format(band=name, share=page.say.percent(band.up_to))
    if band.beyond is not None:
        share = page.say.percent(band.beyond)
        return _("“{band}” when {share} of the weight is above what is expected").format(band=name, share=share)
    if band.each_at_least is not None:
        lowest = next(b for b in page.a.questionnaire.bands if b.id == band.each_at_least)
        least = page.say.text(lowest.label)
        return _("“{band}” from there on, if no term is below “{least}”").format(band=name, least=least)
    return _("“{band}” from there on").format(band=name)


def _node_gates(page: ExplanationPage, node: SectionScore | IndexScore) -> list[str]:
    _ = page.say.tr.gettext
    below = _sections_below(page, node)
    gates = [g for g in page.a.gates if below & {s.id for s in page.a.questionnaire.sections_of[g.question.id]}]
    if not gates:
        return []
    if isinstance(node, IndexScore):
        gates = [g for g in gates if g.state.is_open]
    effect = (
        _("An open blocking requirement changes no number; it holds this result under reserve.")
        if node.under_reserve
        else _("No blocking requirement is open here. Blocking requirements change no number.")
    )
    return [
        page.title(_("Blocking requirements")),
        *(line for g in gates for line in gate_lines(page, g)),
        *page.wrap(effect),
    ]


def _sections_below(page: ExplanationPage, node: NodeScore) -> set[str]:
    if node.id in page.a.sections and isinstance(node, SectionScore):
        return {s.id for s in node.section.walk()}
    inner = [page.a.sections.get(t.id) or page.a.indices.get(t.id) for t in node.terms]
    return {id for child in inner if child is not None for id in _sections_below(page, child)}
