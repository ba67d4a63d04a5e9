"""What is said when a run ends: what was saved, how to resume, where the project stands, what to do next."""

from collections.abc import Sequence

from engage_cli.model.questionnaire import named
from engage_cli.scoring.question_scores import GateScore, GateState
from engage_cli.scoring.results import Advice, AdviceKind, Assessment, SectionScore
from engage_cli.wizard.asker import BLANK, Asker, Menu, Option, Paragraph, Speech, Tone
from engage_cli.wizard.interview import Ended, Ending
from engage_cli.wording.assessments import Wording, wording
from engage_cli.wording.enumerations import GATE_STATE, words

NEXT_STEPS = 3


def farewell(_: Speech, ending: Ending, path: str, resume: str) -> tuple[Paragraph, ...]:
    """What was saved, what was not, and the command to go on."""
    saved = _.ngettext("{count} answer saved in {path}.", "{count} answers saved in {path}.", ending.saved, path=path)
    if ending.saved == 0:
        saved = _("Nothing new to save; {path} is as it was.", path=path)
    waiting = ", ".join(_.words(question.title) for question in ending.waiting)
    lost = _("Not saved, for want of an answer: the note or evidence on {questions}.", questions=waiting)
    lines = [Paragraph(saved, Tone.GOOD)]
    lines += [Paragraph(lost, Tone.WARNING)] if waiting else []
    if ending.missing and ending.how is not Ended.NOTHING:
        left = _.ngettext(
            "{count} question is left. To go on:", "{count} questions are left. To go on:", ending.missing
        )
        lines += [Paragraph(left), Paragraph(resume, indent=2, hang=2)]
    return tuple(lines)


def gates_to_tick(assessment: Assessment) -> tuple[GateScore, ...]:
    """Gates that a quick run does not read."""
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


def summary(_: Speech, assessment: Assessment, report: str) -> tuple[Paragraph, ...]:
    """The profile, the gates, three next steps, `report`: the command for the report."""
    return (
        Paragraph(_("Where the project stands"), Tone.TITLE),
        BLANK,
        *_profile(_, assessment),
        BLANK,
        *_gates(_, assessment),
        BLANK,
        *_steps(_, assessment),
        BLANK,
        Paragraph(_("To take the report away:")),
        Paragraph(report, indent=2),
        Paragraph(_("Self-declared by the team; neither an audit nor legal advice."), Tone.QUIET),
    )


def _profile(_: Speech, assessment: Assessment) -> list[Paragraph]:
    aimed, say = assessment.aimed(), wording(_.language, assessment)
    names = max((len(_.words(score.section.title)) for score in aimed), default=0)
    said = max((len(_standing(_, score, say)) for score in aimed), default=0)
    lines: list[Paragraph] = []
    for role in dict.fromkeys(score.section.role for score in aimed):
        label = named(assessment.questionnaire.roles, role)
        title = _.words(label.plural or label.label) if label else _("Sections")
        lines.append(Paragraph(title, Tone.ASK))
        lines += [_section(_, score, say, (names, said)) for score in aimed if score.section.role == role]
    if any(score.under_reserve for score in aimed):
        lines.append(Paragraph(_("With reservations: a blocking requirement is open there."), Tone.QUIET))
    if assessment.scope == "quick":
        only = _("From the quick questions alone; the full run goes on from these answers.")
        lines.append(Paragraph(only, Tone.QUIET))
    return lines


def _section(_: Speech, score: SectionScore, say: Wording, widths: tuple[int, int]) -> Paragraph:
    """Name, standing, how many questions it rests on, reservations, in columns of `widths`."""
    names, said = widths
    count = _.ngettext("{count} question", "{count} questions", score.tally.in_force)
    few = _("as an indication only") if score.indicative else ""
    reserve = _("with reservations") if score.under_reserve else ""
    remarks = [count, few, reserve] if score.tally.in_force else []
    columns = (_.words(score.section.title).ljust(names), _standing(_, score, say).ljust(said))
    return Paragraph("  ".join((*columns, ", ".join(filter(None, remarks)))).rstrip(" "), indent=2, hang=names + 2)


def _standing(_: Speech, score: SectionScore, say: Wording) -> str:
    """The band, or both ends where questions are left; the points where the questionnaire has no bands."""
    if not score.tally.in_force:
        return _("nothing to assess")
    if score.evidenced is None:
        return _("no score")
    return say.band(score) or say.full_span(score.evidenced, score)


def _gates(_: Speech, assessment: Assessment) -> list[Paragraph]:
    """Open gates by name; those to check, counted."""
    if not assessment.gates:
        return []
    lines = [Paragraph(_("Blocking requirements"), Tone.ASK)]
    for gate in assessment.gates:
        if gate.state.open or gate.state is GateState.TO_CHECK:
            tone = Tone.WARNING if gate.state.open else Tone.TEXT
            title = _.words(gate.question.title)
            state = words(GATE_STATE, gate.state, _.tr)
            lines.append(Paragraph(_("{name}: {text}", name=state, text=title), tone, 2, 2))
    met = sum(gate.state is GateState.MET for gate in assessment.gates)
    if met or len(lines) == 1:
        lines.append(Paragraph(_.ngettext("{count} is met.", "{count} are met.", met), Tone.GOOD, 2))
    return lines


def _steps(_: Speech, assessment: Assessment) -> list[Paragraph]:
    steps = assessment.summary(NEXT_STEPS)
    if not steps:
        return []
    title = Paragraph(_("What to do next"), Tone.ASK)
    return [
        title,
        *(Paragraph(f"{i}. {_step(_, assessment, step)}", indent=2, hang=3) for i, step in enumerate(steps, 1)),
    ]


def _step(_: Speech, assessment: Assessment, step: Advice) -> str:
    """What to do, about which question, who; a step of several questions names them itself."""
    title, do = _.words(step.question.title), wording(_.language, assessment).step(step)
    lead = named(assessment.questionnaire.leads, step.lead)
    who = f" ({_.words(lead.label)})" if lead else ""
    return (_("{name}: {text}", name=title, text=do) if step.kind is AdviceKind.DO else do) + who
