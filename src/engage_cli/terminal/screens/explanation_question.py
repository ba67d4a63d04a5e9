"""The arithmetic of one question: answer, evidence, points, gate, and what would raise the result."""

import math
from collections.abc import Iterator
from fractions import Fraction

from engage_cli.model.project import Answer, Evidence
from engage_cli.model.questionnaire import named
from engage_cli.model.scales import Better, Choice
from engage_cli.scoring.question_scores import GateScore, GateState, QuestionScore, State
from engage_cli.scoring.results import Advice, AdviceKind
from engage_cli.terminal.layout import join_blocks
from engage_cli.terminal.screens.explanation_page import ExplanationPage
from engage_cli.terminal.screens.gates import gate_lines, next_threshold
from engage_cli.terminal.screens.result_page import named_text
from engage_cli.terminal.screens.uncounted import reason_text, why_not_counted
from engage_cli.wording.arithmetic import format_range
from engage_cli.wording.names import titled


def question_lines(page: ExplanationPage, q: QuestionScore) -> list[str]:
    """The lines about question `q`."""
    parts = (_head, _answer, _points, _gate, _advice)
    blocks = [block for part in parts if (block := part(page, q))]
    return join_blocks(blocks)


def _head(page: ExplanationPage, q: QuestionScore) -> list[str]:
    _, say = page.say.tr.gettext, page.say
    section = page.a.questionnaire.sections_of[q.question.id][-1]
    facts = [
        titled(section.ref, say.text(section.title)),
        _("weight {n}").format(n=q.question.weight),
        _("quick question") if q.question.quick else "",
        _("asked for its blocking requirement alone, in no total") if q.standing.gate_only else "",
    ]
    return [
        page.title(f"{titled(q.question.ref, say.text(q.question.title))} ({q.question.id})"),
        *page.supposed(),
        *page.wrap(" · ".join(f for f in facts if f), ""),
        "",
        *page.wrap(say.text(q.question.ask), ""),
    ]


def _answer(page: ExplanationPage, q: QuestionScore) -> list[str]:
    _ = page.say.tr.gettext
    if q.answer is None:
        return [page.title(_("Answer")), *page.wrap(why_not_counted(page, q, q.state))]
    lines = [page.title(_("Answer"), page.where(q.place))]
    lines += page.wrap(_given(page, q, q.answer))
    if not q.state.in_force and q.state is not State.NOT_APPLICABLE:
        lines += page.wrap(_("Kept, not counted: {why}").format(why=why_not_counted(page, q, q.state)))
    for criterion in q.question.criteria:
        met = _("criterion not met") if criterion.id in q.unmet_criteria else _("criterion met")
        lines += page.wrap(named_text(page, met, page.say.text(criterion.label)), "    ", "      ")
    return [*lines, *(line for e in q.answer.evidence for line in _piece(page, q, e))]


def _given(page: ExplanationPage, q: QuestionScore, answer: Answer) -> str:
    say = page.say
    if answer.unknown:
        return say.state(State.UNKNOWN)
    if answer.not_applicable:
        return named_text(page, say.state(State.NOT_APPLICABLE), reason_text(page, answer))
    if answer.text is not None:
        return answer.text
    chosen = [c for id in answer.choices or (answer.choice or "",) if (c := q.question.choice(id))]
    return "; ".join(_choice(page, q, c) for c in chosen)


def _choice(page: ExplanationPage, q: QuestionScore, choice: Choice) -> str:
    described = page.say.text(choice.help)
    name = page.say.named_level(q.question, choice)
    return named_text(page, name, described)


def _piece(page: ExplanationPage, q: QuestionScore, e: Evidence) -> list[str]:
    _ = page.say.tr.gettext
    counts = _("counts") if q.fall is None and e in q.valid_evidence else _("does not count today")
    facts = [page.say.evidence_kind(e.kind), page.say.date(e.date) if e.date else _("no date")]
    facts += [counts] if q.fall is not None or q.valid_evidence else []
    return page.wrap(_("evidence: {title} ({facts})").format(title=e.title, facts=", ".join(facts)), "    ", "      ")


def _points(page: ExplanationPage, q: QuestionScore) -> list[str]:
    _ = page.say.tr.gettext
    if q.evidenced is None:
        return []
    rows = list(_point_rows(page, q))
    fall = page.wrap(page.say.fall(q)) if q.fall else []
    criteria = page.wrap(_("A criterion is not met: the lowest choice holds.")) if q.unmet_criteria else []
    return [page.title(_("Arithmetic")), *page.definitions(rows, most=36), *fall, *criteria]


def _point_rows(page: ExplanationPage, q: QuestionScore) -> Iterator[tuple[str, str]]:
    _ = page.say.tr.gettext
    assert q.evidenced is not None
    for name, points in ((_("declared"), q.declared), (_("with evidence"), q.evidenced)):
        if points is not None:
            worst, best = points.low / q.possible, points.high / q.possible
            share = page.exact(worst) if points.exact else f"{worst} … {best}"
            sentence = page.say.tr.ngettext(
                "{earned} out of {possible} point = {share}",
                "{earned} out of {possible} points = {share}",
                math.ceil(q.possible),
            )
            yield name, sentence.format(earned=format_range(points), possible=q.possible, share=share)
    if not q.question.judged:
        return
    if q.expected is None:
        yield _("expected"), _("nothing yet")
        return
    moment = page.say.text(page.a.now.label) if page.a.now else ""
    level = page.say.named_level(q.question, q.expected_choice) if q.expected_choice else _("all points")
    yield _("expected"), " · ".join(part for part in (f"{q.expected}", level, moment) if part)
    if q.attainment is not None:
        for end, earned in _ends(page, q):
            result = page.exact(min(q.question.merit(earned) / q.question.merit(q.expected), Fraction(1)))
            yield end, f"min({_merit(q, earned)} ÷ {_merit(q, q.expected)}; 1) = {result}"


def _merit(q: QuestionScore, points: Fraction) -> str:
    """Points counted so that more is better: inverted where fewer points are better."""
    return f"{points}" if q.question.better is Better.HIGH else f"({q.possible} − {points})"


def _ends(page: ExplanationPage, q: QuestionScore) -> list[tuple[str, Fraction]]:
    _ = page.say.tr.gettext
    assert q.evidenced is not None
    name = _("share of what is expected")
    if q.evidenced.exact:
        return [(name, q.evidenced.low)]
    worst, best = _("{name}, at worst").format(name=name), _("{name}, at best").format(name=name)
    return [(worst, q.evidenced.low), (best, q.evidenced.high)]


def _gate(page: ExplanationPage, q: QuestionScore) -> list[str]:
    _, gate = page.say.tr.gettext, q.question.gate
    score = next((g for g in page.a.gates if g.question.id == q.question.id), None)
    if gate is None or score is None:
        return []
    basis = named(page.a.questionnaire.bases, gate.basis)
    certainty = _("certainty: {level}").format(level=page.say.certainty(gate.certainty))
    head = f"{page.say.text(basis.label) if basis else gate.basis} · {certainty}"
    return [
        page.title(_("Blocking requirement")),
        *gate_lines(page, score),
        *page.wrap(head, "      "),
        *page.wrap(page.say.text(gate.rule), "      "),
        *(page.wrap(page.say.text(gate.certainty_note), "      ") if gate.certainty_note else []),
        *(line for text in _gate_effects(page, score) for line in page.wrap(text, "      ")),
    ]


def _gate_effects(page: ExplanationPage, gate: GateScore) -> Iterator[str]:
    _ = page.say.tr.gettext
    if gate.state is not GateState.NOT_YET_DUE:
        yield from next_threshold(page, gate)
    if gate.state.is_open:
        yield _("It changes no number; while it is open, the results above it are under reserve.")
    else:
        yield _("It changes no number and holds nothing back today.")


def _advice(page: ExplanationPage, q: QuestionScore) -> list[str]:
    _ = page.say.tr.gettext
    found = [x for x in page.a.advice if x.question.id == q.question.id]
    lines = [line for x in found for line in _step(page, x)]
    return [page.title(_("What would raise it")), *lines] if found else []


def _step(page: ExplanationPage, x: Advice) -> list[str]:
    _, say = page.say.tr.gettext, page.say
    do = say.text(x.recommendation.do) if x.recommendation else advice_words(page, x)
    lead = named(page.a.questionnaire.leads, x.lead)
    section = page.a.sections[x.section.id]
    facts = [say.text(lead.label) if lead else "", say.effort(x.effort), say.gain(x, section)]
    return [*page.wrap(do), *page.wrap(" · ".join(f for f in facts if f), "      ")]


def advice_words(page: ExplanationPage, x: Advice) -> str:
    """Our own proposal where no recommendation of the questionnaire applies."""
    _ = page.say.tr.gettext
    if x.kind is AdviceKind.FIND_OUT:
        return _("Find out, and answer.")
    return _("Attach or renew the evidence.")
