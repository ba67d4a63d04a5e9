"""Builds letters to the units of a campaign: what is still asked of their projects, and by when."""

from collections.abc import Sequence

from engage_cli.campaign.campaign import Contact
from engage_cli.campaign.standing import CampaignStatus, Participant, ParticipantState
from engage_cli.campaign.wording import CampaignWording
from engage_cli.errors import Message, UsageError
from engage_cli.i18n import translator
from engage_cli.model.scales import Choice
from engage_cli.portfolio.letters.formats import Letters
from engage_cli.portfolio.letters.letter import Ask, Letter, LetterRow
from engage_cli.portfolio.letters.wording import LetterWording
from engage_cli.report.choices import Paper
from engage_cli.report.templates.environment import Templates
from engage_cli.wording.assessments import Wording

ASKED = (ParticipantState.LATE, ParticipantState.UNJUDGED, ParticipantState.ON_THE_WAY)
"""The states of projects that a letter lists, in order."""


def build_letters(
    standing: CampaignStatus,
    languages: Sequence[str],
    *,
    names: bool,
    templates: Templates,
    paper: Paper = Paper.LETTER,
) -> Letters:
    """A letter to each unit of which something is asked. Raises UsageError where the campaign has no units."""
    if standing.by is None:
        message = Message.of("Letters go to units, and no fact says which unit a project belongs to.")
        raise UsageError(message, Message.of("Name it in the campaign, under “group”, or with --by."))
    writers = [(language, _Writer(standing, language, names=names)) for language in languages]
    groups = [(unit, those) for unit, those in standing.groups() if unit and any(one.waiting for one in those)]
    unsaid = sum(len(those) for unit, those in standing.groups() if unit is None)
    made = [(language, writer.letter(unit, those)) for unit, those in groups for language, writer in writers]
    if not made:
        raise UsageError(Message.of("Nothing is asked of anybody: there is no letter to write."))
    q = standing.questionnaire
    return Letters(
        title=writers[0][1].words.title, day=standing.day, languages=languages, letters=tuple(made),
        unsaid=unsaid,
        source=f"{q.id} {q.version} {q.digest}" if q else "", templates=templates, paper=paper,
    )  # fmt: skip


class _Writer:
    """Writes letters in one language."""

    def __init__(self, standing: CampaignStatus, language: str, *, names: bool) -> None:
        self.standing, self.names = standing, names
        self.words = CampaignWording(standing, Wording(language=language, tr=translator(language)))

    def letter(self, unit: Choice, those: tuple[Participant, ...]) -> Letter:
        """The letter to a unit about its projects `those`."""
        words, c = self.words, self.standing.campaign
        named = self.standing.by is not None and self.standing.by.id == c.group
        contact = dict(c.contacts).get(unit.id) if named else None
        asked = [one for state in ASKED for one in those if one.state is state]
        return LetterWording(words.w).letter(
            unit=words.group(unit), subject=words.title, day=self.standing.day,
            text=words.w.text(c.text), before=self._calendar(),
            to=self._to(words.group(unit), contact), name=contact.name if contact and self.names else "",
            rows=[self._row(one) for one in asked], after=self._after(those),
            sender=words.contact(c.sender, names=True) if c.sender else (),
        )  # fmt: skip

    def _calendar(self) -> str:
        """The steps with their days, in one sentence."""
        w, steps = self.words.w, self.standing.campaign.steps
        named = [f"{w.text(step.title)} ({w.date(step.by)})" for step in steps]
        return w.count("The step: {steps}.", "The steps: {steps}.", len(steps), steps="; ".join(named))

    def _to(self, unit: str, contact: Contact | None) -> tuple[str, ...]:
        found = self.words.contact(contact, names=self.names) if contact else ()
        return (*(part for part in found if part != unit), unit)

    def _row(self, one: Participant) -> LetterRow:
        words = self.words
        reached = sum(step.state is ParticipantState.REACHED for step in one.steps)
        of = words.w.tr.gettext("steps reached: {reached} of {of}").format(reached=reached, of=len(one.steps))
        said = words.late(one.late) or words.state(one.state).lower()
        asks = tuple(
            Ask(f"{words.w.text(step.step.title)}{words.w.colon} {'; '.join(words.lacks(step.lacks, 2)).rstrip('.')}",
                words.w.date(step.step.by))
            for step in [step for step in one.waiting if step.late] or one.waiting[:1]
        )  # fmt: skip
        return LetterRow(project=one.name, stands=(said, of) if one.row is not None else (said,), asks=asks)

    def _after(self, those: tuple[Participant, ...]) -> list[str]:
        """Paragraphs about projects of which nothing is asked now: they have reached everything or are excused."""
        _ = self.words.w.tr.gettext
        reached = [one.name for one in those if one.state is ParticipantState.REACHED]
        excused = [
            f"{one.name} ({self.words.excuse(step.excuse)})"
            for one in those
            if one.state is ParticipantState.EXCUSED
            for step in one.steps
            if step.state is ParticipantState.EXCUSED and step.excuse
        ]
        said = []
        if reached:
            said.append(_("Everything is reached: {names}.").format(names=self._some(reached)))
        if excused:
            said.append(_("Excused: {names}.").format(names=self._some(list(dict.fromkeys(excused)))))
        return said

    def _some(self, names: list[str], most: int = 6) -> str:
        rest = len(names) - most
        return "; ".join([*names[:most], *([self.words.w.count("{n} other", "{n} others", rest)] if rest > 0 else [])])
