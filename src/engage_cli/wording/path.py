"""The steps of a path in words, in one language."""

from engage_cli.i18n import N_
from engage_cli.model.path import Step
from engage_cli.model.questionnaire import Questionnaire, named
from engage_cli.scoring.path import StepStanding, StepState, count_by_state
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import STEP_STATE, enumeration_words

_SAID = (StepState.DUE, StepState.UNKNOWN, StepState.LATER, StepState.DONE, StepState.SKIPPED)

_GROUPS = {
    StepState.DUE: N_("Due now"),
    StepState.UNKNOWN: N_("Not known whether they apply"),
    StepState.LATER: N_("Later"),
    StepState.DONE: N_("Already done"),
    StepState.SKIPPED: N_("Skipped"),
    StepState.NOT_CONCERNED: N_("Do not concern the project"),
}


class PathWording(Value):
    """The wording of a questionnaire's path in one language."""

    q: Questionnaire
    w: Wording

    def state(self, state: StepState) -> str:
        """The name of a step's state."""
        return enumeration_words(STEP_STATE, state, self.w.tr)

    def group(self, state: StepState) -> str:
        """The heading over the steps in a state."""
        return self.w.tr.gettext(_GROUPS[state])

    def who(self, step: Step) -> str:
        """Who carries out a step, and who takes part."""
        lead, others = self.lead(step.lead), [self.lead(id) for id in step.partners]
        if not others:
            return lead
        return self.w.tr.gettext("{lead}, with {others}").format(lead=lead, others=self.w.listed(others))

    def lead(self, id: str) -> str:
        """The label of the lead with that id."""
        found = named(self.q.leads, id)
        return self.w.text(found.label) if found else id

    def time(self, one: StepStanding) -> str:
        """Since when a step is due, or from when; empty where no phase says so."""
        facet = self.q.facet(self.q.timeline or "")
        choice = facet.choice(one.step.due) if facet and one.step.due else None
        if facet is None or one.state is StepState.NOT_CONCERNED or (choice is None and not one.is_late):
            return ""
        phase = self.w.text((choice or facet.choices[0]).label)
        if one.is_late:
            return self.w.tr.gettext("since: {phase}").format(phase=phase)
        return self.w.tr.gettext("from: {phase}").format(phase=phase)

    def waits_for(self, one: StepStanding) -> str:
        """The facts that decide whether a step concerns the project."""
        names = [self.w.text(facet.label or facet.ask) for facet in one.waits_for]
        return self.w.tr.gettext("it depends on: {facts}").format(facts=self.w.listed(names)) if names else ""

    def noted(self, one: StepStanding) -> str:
        """What was noted on a step that is done or skipped: the day and the note."""
        if one.note is None:
            return ""
        day = self.w.date(one.note.date) if one.note.date else ""
        if day and one.note.note:
            return self.w.tr.gettext("{name}: {text}").format(name=day, text=one.note.note)
        return day or one.note.note or ""

    def remark(self, one: StepStanding) -> str:
        """Details on a step besides its state."""
        return self.noted(one) or "; ".join(part for part in (self.waits_for(one), self.time(one)) if part)

    def standing(self, one: StepStanding) -> str:
        """The state of a step with its details: “done, May 3, 2027: minutes sent”."""
        state, remark = self.state(one.state), self.remark(one)
        return f"{state}, {remark}" if remark else state

    def counted(self, path: tuple[StepStanding, ...]) -> str:
        """The number of steps in each state, without those that do not concern the project."""
        found = count_by_state(path)
        return " · ".join(self.count(state, found[state]) for state in _SAID if found[state])

    def count(self, state: StepState, n: int) -> str:
        """The number of steps in a state: “3 steps due now”."""
        tr = self.w.tr
        said = {
            StepState.DONE: tr.ngettext("{n} done", "{n} done", n),
            StepState.SKIPPED: tr.ngettext("{n} skipped", "{n} skipped", n),
            StepState.NOT_CONCERNED: tr.ngettext(
                "{n} step does not concern the project", "{n} steps do not concern the project", n
            ),
            StepState.UNKNOWN: tr.ngettext("{n} not known whether it applies", "{n} not known whether they apply", n),
            StepState.LATER: tr.ngettext("{n} later", "{n} later", n),
            StepState.DUE: tr.ngettext("{n} due now", "{n} due now", n),
        }[state]
        return said.format(n=self.w.number(n))

    def command(self, step: Step, project: str) -> str:
        """The command that serves a step, with the project as typed; empty where there is none."""
        return step.command.replace("{project}", project) if step.command else ""
