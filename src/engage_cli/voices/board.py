"""The board of a meeting: all questions of a project with what its voices say, in the order to talk about them."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property

from engage_cli.model.project import Agreed, Answer, Apart, Project
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Choice
from engage_cli.scoring.question_scoring import score_questions
from engage_cli.values import Value
from engage_cli.voices.divergence import Divergence, Group
from engage_cli.voices.voice import Voice, can_answer


class Board(Value, kw_only=True, dict=True):
    """What the voices say, question by question."""

    questionnaire: Questionnaire
    project: Project
    voices: tuple[Voice, ...]
    """The voices in the order of their names."""
    divergences: tuple[Divergence, ...]
    """The questions put to any of the voices, in the questionnaire's order."""

    @cached_property
    def groups(self) -> Mapping[Group, tuple[Divergence, ...]]:
        """The questions of each group, the most pressing first."""
        found: dict[Group, list[Divergence]] = {group: [] for group in Group}
        for one in self.divergences:
            found[one.group].append(one)
        by_order = (Group.DISCUSS, Group.NEAR)
        return {
            group: tuple(sorted(those, key=lambda one: one.order if group in by_order else _must_first(one)))
            for group, those in found.items()
        }

    @cached_property
    def by_id(self) -> Mapping[str, Divergence]:
        """The questions by id."""
        return {one.question.id: one for one in self.divergences}

    @cached_property
    def order(self) -> tuple[Divergence, ...]:
        """The questions in the order of a meeting, group after group."""
        return tuple(one for group in Group for one in self.groups[group])

    @property
    def closed_questions(self) -> tuple[str, ...]:
        """The ids of questions that a voice answered although its own answers, or the project, close them."""
        closed = {id for voice in self.voices for id in voice.closed}
        return tuple(id for id in self.questionnaire.by_id if id in closed)

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facets on which a voice says something else than the project."""
        said = {id for voice in self.voices for id in voice.facts}
        return tuple(facet.id for facet in self.questionnaire.facets if facet.id in said)

    @property
    def versions(self) -> tuple[str, ...]:
        """The other versions of the questionnaire that voices answered."""
        return tuple(sorted({v.version for v in self.voices if v.version} - {self.questionnaire.version}))

    @property
    def unplaced(self) -> int:
        """The number of answers to another version that have no place in this one."""
        return sum(voice.unplaced for voice in self.voices)

    @property
    def empty_voices(self) -> int:
        """The number of voices that have answered nothing yet."""
        return sum(not (voice.answers or voice.closed or voice.unplaced) for voice in self.voices)

    @property
    def unspoken(self) -> tuple[Divergence, ...]:
        """The questions for which none of the voices can speak."""
        return tuple(one for one in self.divergences if not one.has_speaker)

    def agreed(self, one: Divergence) -> Agreed | None:
        """What was agreed on a question; None where nothing was, or where the voices say something else since."""
        answer = self.project.answers.get(one.question.id)
        agreed = answer.agreed if answer else None
        if agreed is None or agreed.voices != one.voices:
            return None
        return agreed if one.voices == 1 or agreed.span == one.span else None

    def apart(self, on: dt.date | None = None) -> dict[str, Apart]:
        """The questions on which something is to be discussed and nothing agreed, by id, with those that the project
        already notes. New ones are dated `on`.
        """
        known = self.project.apart
        compared = {one.question.id for one in self.divergences if one.voices > 1}
        found = {id: one for id, one in known.items() if id not in compared}
        for one in self.groups[Group.DISCUSS]:
            id = one.question.id
            if self.agreed(one) is None:
                before = known.get(id)
                same = before is not None and (before.span, before.voices) == (one.span, one.voices)
                day = before.on if same and before else on
                found[id] = Apart(on=day, voices=one.voices, span=one.span)
        return {id: found[id] for id in self.questionnaire.by_id if id in found}


def build_board(questionnaire: Questionnaire, project: Project, voices: tuple[Voice, ...], *, as_of: dt.date) -> Board:
    """The board of what `voices` say of `project`; the order in which they are given changes nothing."""
    voices = tuple(sorted(voices, key=lambda voice: voice.name))
    thresholds = _thresholds(questionnaire, project, as_of)
    return Board(
        questionnaire=questionnaire,
        project=project,
        voices=voices,
        divergences=tuple(
            Divergence(
                question=question,
                position=position,
                answers={voice.name: voice.answers[id] for voice in voices if id in voice.answers},
                threshold=thresholds.get(id),
                has_speaker=any(can_answer(voice.speaks_for, question) for voice in voices),
            )
            for position, (id, question) in enumerate(questionnaire.by_id.items())
            if any(id in voice.asked for voice in voices)
        ),
    )


def _thresholds(questionnaire: Questionnaire, project: Project, as_of: dt.date) -> Mapping[str, Choice]:
    """The least choice that each blocking requirement wants at the project's time."""
    gates = score_questions(questionnaire, project, as_of=as_of).gates
    return {gate.question.id: gate.threshold for gate in gates if gate.threshold is not None}


def _must_first(one: Divergence) -> tuple[bool, int, int, int]:
    return one.threshold is None, 0, 0, one.position


def bare_answer(answer: Answer) -> Answer:
    """The answer alone, without evidence, notes and who gave it."""
    return Answer(
        choice=answer.choice,
        choices=answer.choices,
        text=answer.text,
        unknown=answer.unknown,
        reason=answer.reason,
        because=answer.because,
        criteria=answer.criteria,
    )
