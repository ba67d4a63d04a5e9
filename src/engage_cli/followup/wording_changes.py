"""What changed besides results, in sentences: blocking requirements, answers, evidence, facts, questions."""

from collections.abc import Iterator

from engage_cli.followup.comparison import Comparison
from engage_cli.followup.differences import AnswerChange, AnswerTurn, FactChange
from engage_cli.i18n import N_
from engage_cli.model.project import Answer, FacetValue
from engage_cli.model.questionnaire import Question
from engage_cli.model.scales import Facet
from engage_cli.scoring.question_scores import GateScore, GateState, QuestionScore, State
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.names import titled

TURN = {
    AnswerTurn.ROSE: N_("Rose"),
    AnswerTurn.FELL: N_("Fell"),
    AnswerTurn.GIVEN: N_("Answered since"),
    AnswerTurn.TAKEN_BACK: N_("Taken back"),
    AnswerTurn.CHANGED: N_("Answered otherwise"),
}


class Lines(Value):
    """Lines of a page under a title."""

    title: str
    lines: tuple[str, ...]


class ChangesWording(Value):
    """The sentences about what changed, besides results, in the comparison `c`."""

    c: Comparison
    w: Wording

    def parts(self) -> Iterator[Lines]:
        """The blocking requirements, answers, evidence, facts and questions that changed, each under a title."""
        _, c = self.w.tr.gettext, self.c
        found = (
            Lines(_("Blocking requirements newly open"), tuple(map(self._gate, c.opened))),
            Lines(_("Blocking requirements no longer open"), tuple(map(self._gate, c.closed))),
            *(Lines(_(TURN[turn]), tuple(self._answers(turn))) for turn in AnswerTurn),
            Lines(_("Evidence that expired"), tuple(map(self._fallen, c.evidence.expired))),
            Lines(_("Evidence dated since"), tuple(map(self._named, c.evidence.dated))),
            Lines(_("Facts"), tuple(map(self._fact, c.facts))),
            Lines(_("Asked since"), tuple(self._title(question) for question in c.asked)),
            Lines(_("No longer asked"), tuple(self._title(question) for question in c.no_longer_asked)),
        )
        return (one for one in found if one.lines)

    def _gate(self, gate: GateScore) -> str:
        then = self.c.gates_then.get(gate.question.id)
        before = self.w.gate_state(GateState(then)) if then in set(GateState) else "–"
        return self._arrow(self._title(gate.question), before, self.w.gate_state(gate.state))

    def _answers(self, turn: AnswerTurn) -> Iterator[str]:
        return (self._answer(change) for change in self.c.answers if change.turn is turn)

    def _answer(self, change: AnswerChange) -> str:
        said = self._arrow(self._title(change.now.question), self.said(change.then), self.said(change.now))
        fall = self.w.fall(change.now)
        return f"{said}. {fall}" if fall else said

    def said(self, score: QuestionScore) -> str:
        """What an answer says, in words."""
        answer, question = score.answer, score.question
        if answer is None:
            return self.w.state(State.UNANSWERED)
        if answer.not_applicable:
            return self.w.state(State.NOT_APPLICABLE)
        if answer.unknown:
            return self.w.state(State.UNKNOWN)
        return " · ".join(part for part in (self._chosen(answer, question), self._criteria(answer, question)) if part)

    def _chosen(self, answer: Answer, question: Question) -> str:
        if answer.text is not None:
            return self.w.tr.gettext("a text")
        ids = (answer.choice,) if answer.choice is not None else answer.choices or ()
        labels = [self.w.text(choice.label) for choice in question.choices if choice.id in ids]
        return ", ".join(labels) or self.w.tr.gettext("none")

    def _criteria(self, answer: Answer, question: Question) -> str:
        if not question.criteria:
            return ""
        values = {"n": self.w.number(len(answer.criteria)), "of": self.w.number(len(question.criteria))}
        return self.w.tr.gettext("criteria met: {n} of {of}").format(**values)

    def _fallen(self, score: QuestionScore) -> str:
        return f"{self._title(score.question)}{self.w.colon} {self.w.fall(score)}"

    def _named(self, score: QuestionScore) -> str:
        titles = ", ".join(one.title for one in score.valid_evidence)
        return f"{self._title(score.question)}{self.w.colon} {titles}"

    def _fact(self, change: FactChange) -> str:
        ask = self.w.text(change.facet.label or change.facet.ask)
        then, now = (
            self._fact_said(change.facet, *one) for one in zip((change.then, change.now), change.known, strict=True)
        )
        return self._arrow(ask, then, now)

    def _fact_said(self, facet: Facet, value: FacetValue, known: bool) -> str:  # noqa: FBT001  # zipped
        return self.w.facet(facet, value) if known else self.w.tr.gettext("not said")

    def _title(self, question: Question) -> str:
        return titled(question.ref, self.w.text(question.title))

    def _arrow(self, name: str, then: str, now: str) -> str:
        return f"{name}{self.w.colon} {then} → {now}"
