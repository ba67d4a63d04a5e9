"""The end of a run: what was saved, how to resume, how the project stands, what to do next."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from engage_cli.errors import shortened
from engage_cli.model.questionnaire import named
from engage_cli.scoring.question_scores import GateScore, GateState, State
from engage_cli.scoring.results import Advice, AdviceKind, Assessment, SectionScore
from engage_cli.scoring.states import QUICK
from engage_cli.text import one_line
from engage_cli.values import Value
from engage_cli.wizard.asker import BLANK, Asker, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.evidence import describe_evidence
from engage_cli.wizard.interview import EndReason, RunResult
from engage_cli.wizard.text import wrap_paragraph
from engage_cli.wording.assessments import Wording, wording_for
from engage_cli.wording.enumerations import GATE_STATE, STATE, capitalized, enumeration_words
from engage_cli.wording.names import titled

NEXT_STEPS = 3
WIDTH = 79
"""The width in columns by which lines are counted."""
_LONGEST = 148
"""Maximum number of characters of a step: two lines."""
_NOT_DUE = (GateState.NOT_ASKED, GateState.NOT_YET_DUE, GateState.SET_ASIDE)


def farewell_paragraphs(_: Speech, ending: RunResult, path: str, resume: str) -> tuple[Paragraph, ...]:
    """What was saved, what was not, and the command to resume."""
    saved = _.ngettext("{count} answer saved in {path}.", "{count} answers saved in {path}.", ending.saved, path=path)
    if ending.saved == 0:
        saved = _("Nothing new to save; {path} is as it was.", path=path)
    lines = [Paragraph(saved, Tone.GOOD)]
    if ending.waiting:
        lines.append(Paragraph(_("Not saved, for want of an answer; to copy from here:"), Tone.WARNING))
    for question, draft in ending.waiting:
        said = "; ".join(filter(None, (draft.note, *(describe_evidence(_, piece) for piece in draft.evidence))))
        told = _("{name}: {text}", name=_.words(question.title), text=one_line(said))
        lines.append(Paragraph(told, Tone.WARNING, indent=2, hang=2))
    if ending.missing and ending.how is not EndReason.NOTHING:
        left = _.ngettext(
            "{count} question is left. To go on:", "{count} questions are left. To go on:", ending.missing
        )
        lines += [Paragraph(left), Paragraph(resume, indent=2, hang=2)]
    return tuple(lines)


def unread_gates(assessment: Assessment) -> tuple[GateScore, ...]:
    """The gates that a quick run does not ask about."""
    return tuple(gate for gate in assessment.gates if gate.state is GateState.TO_CHECK)


def ask_gates_to_check(asker: Asker, _: Speech, gates: Sequence[GateScore]) -> tuple[str, ...]:
    """The question ids of the gates that the team notes down "to be checked"."""
    asker.page(
        Paragraph(_("Blocking requirements that the quick questions do not cover"), Tone.TITLE),
        Paragraph(_("Tick those that the team will check. This is a reminder: it changes no result."), Tone.QUIET),
        BLANK,
    )
    options = tuple(Option(id=g.question.id, label=_.words(g.question.title), help=_whom(_, g)) for g in gates)
    ticked = asker.tick(Menu(options=options, current=tuple(g.question.id for g in gates if g.ticked)))
    return ticked if isinstance(ticked, tuple) else ()


def _whom(_: Speech, gate: GateScore) -> str:
    return _.words(gate.question.gate.ask_whom) if gate.question.gate else ""


class NextCommand(Value):
    """A command to continue with."""

    what: str
    """What the command leads to."""
    command: str


def summary_paragraphs(
    _: Speech, assessment: Assessment, ways: Sequence[NextCommand], room: int
) -> tuple[Paragraph, ...]:
    """Sections by band, blocking requirements, next steps and commands, in `room` lines of 79 columns.

    Where they do not fit, fewer requirements and steps are named; the others are counted.
    """
    tries = [*product(range(NEXT_STEPS, 1, -1), (5, 4, 3)), (1, 2), (1, 1)]
    pages = (_summary(_, assessment, ways, gates, steps) for steps, gates in tries)
    shortest = _summary(_, assessment, ways, 1, 1)
    return next((page for page in pages if sum(len(wrap_paragraph(one, WIDTH)) for one in page) <= room), shortest)


def _summary(
    _: Speech, assessment: Assessment, ways: Sequence[NextCommand], gates: int, steps: int
) -> tuple[Paragraph, ...]:
    on = (Paragraph(_("{name}: {text}", name=way.what, text=way.command), indent=2, hang=4) for way in ways)
    quick = assessment.scope == QUICK
    title = _("Where the project stands, from the quick questions alone") if quick else _("Where the project stands")
    return (
        Paragraph(title, Tone.TITLE),
        *_profile(_, assessment),
        *_gates(_, assessment, gates),
        *_steps(_, assessment, steps),
        Paragraph(_("To go on"), Tone.ASK),
        *on,
        Paragraph(_("Self-declared by the team; neither an audit nor legal advice."), Tone.QUIET),
    )


def _profile(_: Speech, assessment: Assessment) -> list[Paragraph]:
    """The sections grouped by band, or by both bands where answers are missing."""
    aimed, say = assessment.aimed(), wording_for(_.language, assessment)
    groups: dict[str, list[str]] = {}
    for score in sorted(aimed, key=_worst):
        groups.setdefault(capitalized(_standing(_, score, say)), []).append(_name(_, score))
    lines = [
        Paragraph(_("{name}: {text}", name=standing, text=", ".join(names)), indent=2, hang=2)
        for standing, names in groups.items()
    ]
    if any(score.under_reserve for score in aimed):
        lines.append(Paragraph(_("* With reservations: a blocking requirement is open there."), Tone.QUIET, indent=2))
    return lines


def _worst(score: SectionScore) -> tuple[bool, Fraction]:
    """Sort key: sections that lack most first, those with nothing to assess last."""
    share = score.attainment or score.evidenced
    return share is None, share.low if share else Fraction(0)


def _name(_: Speech, score: SectionScore) -> str:
    """A section with its reservations, and how few answers it rests on."""
    name = titled(score.section.ref, _.words(score.section.title)) + ("*" if score.under_reserve else "")
    if not (score.indicative and score.tally.in_force):
        return name
    count = _.ngettext("{count} question", "{count} questions", score.tally.in_force)
    return f"{name} ({count})"


def _standing(_: Speech, score: SectionScore, say: Wording) -> str:
    """The band, or both where questions are open; the points where the questionnaire has no bands."""
    if not score.tally.in_force:
        return _("nothing to assess")
    if score.evidenced is None:
        return _("no score")
    return say.band(score) or say.full_span(score.evidenced, score)


def _gates(_: Speech, assessment: Assessment, named: int) -> list[Paragraph]:
    """The number of gates met, and the names of the first that are open or to be checked."""
    due = [gate for gate in assessment.gates if gate.state not in _NOT_DUE]
    if not due:
        return []
    met = sum(gate.state is GateState.MET for gate in due)
    head = _.ngettext(
        "Blocking requirements: {met} of {count} is met",
        "Blocking requirements: {met} of {count} are met",
        len(due),
        met=met,
    )
    telling = [gate for gate in due if gate.state.is_open or gate.state is GateState.TO_CHECK]
    lines = [
        Paragraph(_gate(_, gate), Tone.WARNING if gate.state.is_open else Tone.TEXT, 2, 2) for gate in telling[:named]
    ]
    more = len(telling) - named
    if more > 0:
        lines.append(Paragraph(_.ngettext("and {count} more", "and {count} more", more), indent=2))
    return [Paragraph(head, Tone.GOOD if met == len(due) else Tone.ASK), *lines]


def _gate(_: Speech, gate: GateScore) -> str:
    """The state of a gate; one never asked is not called unknown."""
    never_asked = gate.state is GateState.UNKNOWN and gate.answer is None and not gate.waits_for
    state = (
        enumeration_words(STATE, State.UNANSWERED, _.tr)
        if never_asked
        else enumeration_words(GATE_STATE, gate.state, _.tr)
    )
    name = titled(gate.question.ref, _.words(gate.question.title))
    return _("{name}: {text}", name=capitalized(state), text=name)


def _steps(_: Speech, assessment: Assessment, most: int) -> list[Paragraph]:
    """The first steps; questions never asked are not among them, as a command leads there."""
    said = [step for step in assessment.summary(most + 1) if not _never_asked(step, assessment)][:most]
    lines = [f"{i}. {shortened(_step(_, assessment, step), _LONGEST)}" for i, step in enumerate(said, 1)]
    head = [Paragraph(_("What to do next"), Tone.ASK)] if lines else []
    return [*head, *(Paragraph(line, indent=2, hang=3) for line in lines)]


def _never_asked(step: Advice, assessment: Assessment) -> bool:
    asked = (step.question, *step.others)
    return step.kind is AdviceKind.FIND_OUT and all(one.id not in assessment.project.answers for one in asked)


def _step(_: Speech, assessment: Assessment, step: Advice) -> str:
    """What to do, on which question, by whom; a step on several questions names them itself."""
    title, do = _.words(step.question.title), wording_for(_.language, assessment).step(step)
    lead = named(assessment.questionnaire.leads, step.lead)
    who = f" ({_.words(lead.label)})" if lead else ""
    return (_("{name}: {text}", name=title, text=do) if step.kind is AdviceKind.DO else do) + who
