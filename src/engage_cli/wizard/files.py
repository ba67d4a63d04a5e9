"""Answer stores on files: the project's own file, or the file of one respondent."""

import datetime as dt
from pathlib import Path

from engage_cli.followup.actions import ActionRequest, take_up
from engage_cli.followup.last_look import LastLook, last_look
from engage_cli.model.project import Action, Answer, Milestone, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.answers_file import LoadedAnswers, load_answers
from engage_cli.project.history import Saved
from engage_cli.project.loading import LoadedProject, load_project
from engage_cli.project.milestones import KeptMilestone, add_milestone, load_milestones
from engage_cli.project.recording import record, record_participants, record_to_check
from engage_cli.project.undoing import answer_from_history, last_saved, refuse_if_changed, saving, undoing
from engage_cli.scoring.results import Assessment
from engage_cli.scoring.states import QUICK
from engage_cli.values import replace
from engage_cli.voices.recording import record_voice
from engage_cli.wording.assessments import Wording

FULL = "full"


class ProjectAnswers:
    """Answers in the project file."""

    def __init__(self, loaded: LoadedProject, *, today: dt.date, scope: str | None = None) -> None:
        """`scope` is what this run is about ("full" or "quick"); None leaves the file's as it is."""
        self._loaded, self._today, self._scope = loaded, today, scope

    @property
    def path(self) -> Path:
        """The path of the project file."""
        return self._loaded.path

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire being answered."""
        return self._loaded.questionnaire.questionnaire

    @property
    def project(self) -> Project:
        """The project as last read or recorded."""
        return self._loaded.project

    def record(self, id: str, answer: Answer | None) -> None:
        """See `AnswerStore.record`; also raises UsageError where the file cannot be written."""
        scope, project = self._new_scope(), self._loaded.project
        was = project.answers.get(id)
        with saving(self.path, id, was, answer, today=self._today, dated=project.date):
            self._loaded = record(self._loaded, id, answer, today=self._today, scope=scope)

    def undo(self) -> Saved:
        """Undoes the last answer saved here and returns it. Raises UsageError where there is none, and as `record`
        does."""
        last = last_saved(self.path)
        refuse_if_changed(self.path, last, self.project.answers.get(last.id))
        with undoing(self.path, last, today=self._today):
            self._loaded = record(
                self._loaded, last.id, answer_from_history(last.old_value), today=last.dated or self._today
            )
        return last

    def note_to_check(self, ids: tuple[str, ...]) -> None:
        """See `AnswerStore`."""
        self._loaded = record_to_check(self._loaded, ids)

    def note_participants(self, names: tuple[str, ...]) -> None:
        """See `AnswerStore`."""
        self._loaded = record_participants(self._loaded, names)

    def reload(self) -> None:
        """See `AnswerStore`."""
        self._loaded = load_project(self._loaded.path, self._loaded.questionnaire)

    def take_up(self, assessment: Assessment, wish: ActionRequest, w: Wording) -> Action:
        """See `Keeper`."""
        action = take_up(self._loaded, assessment, wish, w)
        self.reload()
        return action

    def keep(self, assessment: Assessment, name: str) -> Milestone:
        """See `Keeper`."""
        return add_milestone(self._loaded, assessment, name)

    def milestones(self) -> tuple[KeptMilestone, ...]:
        """See `Keeper`."""
        return load_milestones(self._loaded).by_date

    def last_look(self) -> LastLook | None:
        """See `Keeper`."""
        return last_look(self._loaded)

    def _new_scope(self) -> str | None:
        """The scope to write: quick while only quick questions are answered; None where the file states it already."""
        scope = self._scope
        if scope == QUICK and any(
            not q.quick for id, q in self.questionnaire.by_id.items() if id in self.project.answers
        ):
            scope = None
        return None if scope == self.project.scope else scope


class VoiceAnswers:
    """Answers of one respondent in a file beside the project; those of others are never read."""

    def __init__(self, voice: LoadedAnswers, project: Project, *, today: dt.date) -> None:
        self._voice, self._charter, self._today = voice, project, today

    @property
    def path(self) -> Path:
        """The path of this respondent's file."""
        return self._voice.path

    @property
    def speaks_for(self) -> tuple[str, ...]:
        """The ids of units and functions for which the respondent answers; empty: all."""
        return self._voice.speaks_for

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire being answered."""
        return self._voice.questionnaire.questionnaire

    @property
    def project(self) -> Project:
        """The project with only this respondent's answers."""
        mine = replace(self._charter, answers=self._voice.answers, earlier=self._voice.earlier)
        return replace(mine, to_check=(), milestones=(), actions=(), waivers=())

    def record(self, id: str, answer: Answer | None) -> None:
        """See `AnswerStore.record`; also raises UsageError where the file cannot be written."""
        with saving(self.path, id, self._voice.answers.get(id), answer, today=self._today, dated=None):
            self._voice = record_voice(self._voice, id, answer, today=self._today)

    def undo(self) -> Saved:
        """See `ProjectAnswers`."""
        last = last_saved(self.path)
        refuse_if_changed(self.path, last, self._voice.answers.get(last.id))
        with undoing(self.path, last, today=self._today):
            self._voice = record_voice(self._voice, last.id, answer_from_history(last.old_value), today=self._today)
        return last

    def note_to_check(self, ids: tuple[str, ...]) -> None:
        """Raises NotImplementedError: this is for the team, not for one respondent."""
        raise NotImplementedError("gates are ticked by the team, not by one respondent")

    def note_participants(self, names: tuple[str, ...]) -> None:
        """Raises NotImplementedError: a respondent answers alone."""
        raise NotImplementedError("one respondent is alone")

    def reload(self) -> None:
        """See `AnswerStore`."""
        self._voice = load_answers(self._voice.path, self._voice.questionnaire)
