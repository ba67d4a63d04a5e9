"""What a file of answers would change in a project, in words."""

from collections.abc import Iterator, Sequence
from typing import Any

from engage_cli.errors import Message
from engage_cli.i18n import long_date
from engage_cli.model.project import Project, nobody_knows
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.comparing import Change, ChangeKind, Collected
from engage_cli.project.merging import Part
from engage_cli.project.parsing import parse_answer
from engage_cli.terminal.edge import problem_lines
from engage_cli.terminal.layout import Screen
from engage_cli.wizard.asker import Speech
from engage_cli.wizard.question_screen import describe_answer
from engage_cli.wording.enumerations import yes_no
from engage_cli.wording.names import titled

_TITLES = {
    ChangeKind.NEW: Message.of("New"),
    ChangeKind.CHANGED: Message.of("Changed"),
    ChangeKind.WITHDRAWN: Message.of("Taken back"),
    ChangeKind.ADDED: Message.of("Added to the same answer"),
    ChangeKind.CONFLICT: Message.of("In conflict: the project holds something else"),
}

LISTED = 20
"""Maximum number of named things that do not fit."""


class ChangesPage(Screen):
    """A screen about what a file of answers would change."""

    questionnaire: Questionnaire
    speech: Speech

    def summary(self, project: Project, found: Collected, differing: Sequence[Change]) -> list[str]:
        """Whose answers these are, what they would change, what does not fit, and which conflicts need a decision."""
        _ = self.speech
        lines = [self.style.bold(project.charter.name), *self._wrap(self._origin(found), "")]
        for kind in ChangeKind:
            lines += self._group(kind, [change for change in differing if change.kind is kind])
        if not differing and any(found.values.values()):
            lines += ["", _("The project holds all of this already.")]
        elif not differing:
            lines += ["", _("Nothing in this file can be recorded.")]
        return [*lines, *self._unplaced(found), *self._waiting(found)]

    def name(self, change: Change) -> str:
        """The name of the question or facet that a change is about."""
        _ = self.speech
        if change.part is Part.FACETS:
            facet = self.questionnaire.facet(change.id)
            return _.words(facet.ask) if facet else change.id
        question = self.questionnaire.by_id[change.id]
        return titled(question.ref, _.words(question.title))

    def value(self, change: Change, value: Any) -> str:
        """The value on one side of a change, in words."""
        _ = self.speech
        if value is None:
            return _("no answer")
        if change.part is Part.FACETS:
            return self._facet(change.id, value)
        answer = parse_answer(value)
        said = [describe_answer(_, self.questionnaire, self.questionnaire.by_id[change.id], answer)]
        said += [_("with a note")] if answer.note else []
        count = len(answer.evidence)
        said += [_.ngettext("{count} piece of evidence", "{count} pieces of evidence", count)] if count else []
        return ", ".join(said)

    def _origin(self, found: Collected) -> str:
        _ = self.speech
        day = long_date(found.date, _.language) if found.date else _("no date")
        return _("Answers of {name}, {date}.", name=found.respondent or _("somebody without a name"), date=day)

    def _group(self, kind: ChangeKind, those: Sequence[Change]) -> list[str]:
        if not those:
            return []
        _ = self.speech
        title = _("{title} ({count})", title=_TITLES[kind].say(_.tr), count=len(those))
        style = self.style.warn if kind is ChangeKind.CONFLICT else self.style.bold
        return ["", style(title), *(line for change in those for line in self._lines(change))]

    def _lines(self, change: Change) -> list[str]:
        _ = self.speech
        ours, theirs = self.value(change, change.ours), self.value(change, change.theirs)
        match change.kind:
            case ChangeKind.NEW:
                return self._wrap(_("{name}: {text}", name=self.name(change), text=theirs))
            case ChangeKind.CHANGED | ChangeKind.WITHDRAWN | ChangeKind.ADDED:
                both = _("{before} → {after}", before=ours, after=theirs)
                return self._wrap(_("{name}: {text}", name=self.name(change), text=both))
            case ChangeKind.CONFLICT:
                return [
                    *self._wrap(self.name(change)),
                    *self._wrap(_("in the project: {answer}", answer=ours), "    "),
                    *self._wrap(_("in the file: {answer}", answer=theirs), "    "),
                ]

    def _unplaced(self, found: Collected) -> Iterator[str]:
        """Answers to questions of another version, each with its place in the file."""
        _, new = self.speech, self.questionnaire.version
        old = found.reference.version if found.reference else None
        if old and old != new:
            yield ""
            yield from self._wrap(
                _("The page was made for version {old} of the questionnaire; this is version {new}.", old=old, new=new),
                "",
            )
        ids = [id for parts in found.unplaced.values() for values in parts.values() for id in values]
        if ids:
            said = _.ngettext(
                "{count} answer does not fit any more. It is kept, and not counted:",
                "{count} answers do not fit any more. They are kept, and not counted:",
                len(ids),
            )
            yield self.style.warn(said)
            yield from (f"  {problem_lines(remark, _.tr)[0]}" for remark in found.remarks[:LISTED])
            yield from self._wrap(", ".join([id for id in ids if not _told(id, found)][:LISTED]))
            if len(ids) > LISTED:
                yield from self._wrap(_("The first {count} are named.", count=LISTED))

    def _waiting(self, found: Collected) -> Iterator[str]:
        _ = self.speech
        known = [self.questionnaire.by_id[id] for id in found.waiting if id in self.questionnaire.by_id]
        if known:
            titles = ", ".join(titled(question.ref, _.words(question.title)) for question in known)
            said = _("With a note or evidence, but no answer; they stay in the file: {questions}.", questions=titles)
            yield from ("", *self._wrap(said, ""))

    def _facet(self, id: str, value: Any) -> str:
        _, facet = self.speech, self.questionnaire.facet(id)
        if nobody_knows(value):
            return _("don’t know")
        if isinstance(value, bool):
            return yes_no(_.tr, yes=value)
        chosen = value if isinstance(value, list) else [value]
        found = [facet.choice(one) for one in chosen] if facet else []
        return ", ".join(_.words(choice.label) for choice in found if choice) or _("nothing ticked")

    def _wrap(self, text: str, indent: str = "  ") -> list[str]:
        return self.wrap(text, indent, f"{indent}  ") if text else []


def _told(id: str, found: Collected) -> bool:
    """Whether some remark is about `id`."""
    return any(id in remark.place for remark in found.remarks)
