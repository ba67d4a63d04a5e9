"""Checks every project twice, as it is and as it would be, and compares the two. No file is touched."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from engage_cli.check.context import Context
from engage_cli.check.examining import examine, settings_and_policy, unreadable
from engage_cli.check.formats.outcome import FILE_INVALID, FileOutcome, Phrasing
from engage_cli.check.preview.reading import CurrentReader, ProposedReader
from engage_cli.check.preview.reasons import Reasons, find_reasons
from engage_cli.check.preview.verdicts import Preview, Previewed, Verdict, Waiting
from engage_cli.check.settings import Request
from engage_cli.errors import InputError, Message, Problem, UsageError
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.project.discovery import STDIN, PassedOver, find_project_files
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.terminal.clock import day_or_today
from engage_cli.terminal.passed_over import report_passed_over
from engage_cli.terminal.session import Session
from engage_cli.values import Value, replace
from engage_cli.wording.assessments import Wording


class ProposedChange(Value, kw_only=True):
    """What is tried: the check of today and the one proposed, and the questionnaire that would be answered."""

    today: Request
    then: Request
    new: LoadedQuestionnaire | None = None
    options: tuple[str, ...] = ()
    """What else is tried, as it was typed."""


class Run(Value, kw_only=True):
    """What one call of `engage preview` found."""

    preview: Preview
    read: tuple[Path, ...]
    """Projects, settings, policies and questionnaires, none of which may be overwritten."""
    passed_over: tuple[PassedOver, ...] = ()
    folders: tuple[Problem, ...] = ()
    """Folders in which there is no project, or none can be looked for."""


def run_preview(
    change: ProposedChange, session: Session, begin: Callable[[int], None], step: Callable[[bool], None]
) -> Run:
    """Tries the change. Raises UsageError, and InputError for a policy or settings that cannot be read.

    `begin` is told how many files there are, `step` of each whether it could not be judged.
    """
    if STDIN in change.today.paths:
        raise UsageError(Message.of("A preview reads files, not standard input."), Message.of("Name the file."))
    found = find_project_files(change.today.paths, exclude=change.today.exclude)
    folders = tuple(one for one in found.problems if Path(one.path).is_dir())
    if len(folders) == len(found.problems) and not found.paths:
        report_passed_over(found.passed_over, session)
        raise InputError(*folders)
    both = _Both(change, session)
    begin(len(found.paths))
    absent = (one for one in found.problems if one not in folders)
    projects = [both.absent(unreadable(one.path, (one,), both.speech, absent=True)) for one in absent]
    for path in found.paths:
        projects.append(both.previewed(path))
        step(Verdict.UNKNOWN in (projects[-1].today, projects[-1].then))
    day = day_or_today(Path(found.paths[0]) if found.paths else Path(), session)
    preview = Preview(
        as_of=day, projects=tuple(sorted(projects, key=lambda one: one.path)), policies=tuple(both.policies),
        old=tuple(both.old.values()), new=change.new.questionnaire if change.new else None,
        options=change.options, pinned=tuple(sorted(map(str, both.pinned))),
    )  # fmt: skip
    read = (*map(Path, found.paths), *both.read())
    return Run(preview=preview, read=read, passed_over=found.passed_over, folders=folders)


class _Both:
    """The check of today and that of then, and what they share."""

    def __init__(self, change: ProposedChange, session: Session) -> None:
        self._new = change.new
        self._today = CurrentReader()
        self._then = ProposedReader(self._today, change.new)
        self.pinned: set[Path] = set()
        self._before = Context(request=change.today, session=session, read=self._today)
        self._after = Context(
            request=change.then, session=session, read=self._then, pinned=self.pinned if change.new else None
        )
        self.speech, self._w = Phrasing(session.tr, session.language), Wording(language=session.language, tr=session.tr)
        self.old: dict[str, Questionnaire] = {}
        """Those in whose place the new one would come, by digest."""
        self.policies: dict[tuple[str, str], None] = {}
        """(today's, that of then), ids."""
        self._reasons: dict[tuple[object, ...], Reasons] = {}

    def read(self) -> Iterator[Path]:
        """Settings, policies, and files of questionnaires."""
        for context in (self._before, self._after):
            yield from (*context.configurations.sources, *context.policies)
            yield from (file for one in context.questionnaires.values() for file in one.files())
        yield from self._new.files() if self._new else ()

    def absent(self, file: FileOutcome) -> Previewed:
        """What was asked for and is not there."""
        unknown = Verdict.UNKNOWN
        return Previewed(path=file.path, today=unknown, then=unknown, unread=tuple(self._unread(file)))

    def previewed(self, path: str) -> Previewed:
        """What would become of the project at `path`. Raises UsageError, InputError."""
        before, loaded = self._examined(path, self._before), self._today.last
        found = Previewed(
            path=before.path, name=loaded.project.charter.name if loaded else "", today=_verdict(before), then=None,
            questionnaire=loaded.questionnaire.questionnaire if loaded else None, unread=tuple(self._unread(before)),
        )  # fmt: skip
        if not self._then.concerns(Path(path)):
            return found
        after = self._examined(path, self._after)
        unread = tuple(dict.fromkeys((*found.unread, *self._unread(after))))
        found = replace(found, then=_verdict(after), unread=unread)
        if loaded is None or Verdict.UNKNOWN in (found.today, found.then):
            return found
        between = self._between(path, loaded.questionnaire)
        waiting = tuple(
            Waiting(id=move.id, title=between.titles.get(move.id), why=move.reason, successors=move.successors)
            for move in self._then.waiting()
        )
        added = tuple(between.added(before.entries, after.entries, waiting))
        return replace(found, added=added, lifted=tuple(between.lifted(before.entries, after.entries)), waiting=waiting)

    def _examined(self, path: str, context: Context) -> FileOutcome:
        """What a check says of it."""
        examined = examine(path, context, self.speech)
        assert examined is not None  # nothing is left out for want of changes
        return examined.outcome

    def _between(self, path: str, old: LoadedQuestionnaire) -> Reasons:
        today, then = (settings_and_policy(path, context)[1] for context in (self._before, self._after))
        self.policies[today.policy.id, then.policy.id] = None
        if self._new:
            self.old[old.questionnaire.digest] = old.questionnaire
        key = today.path, then.path, old.questionnaire.digest
        if key not in self._reasons:
            self._reasons[key] = find_reasons(today.policy, then.policy, old, self._new, self._w)
        return self._reasons[key]

    def _unread(self, file: FileOutcome) -> Sequence[str]:
        if file.is_repeated:
            return (self.speech.say(Message.of("The policy does not fit its questionnaire, as is said before.")),)
        return [f"{entry.shown}:{entry.line}: {entry.message}" for entry in file.entries if entry.rule == FILE_INVALID]


def _verdict(file: FileOutcome) -> Verdict:
    if not file.readable:
        return Verdict.UNKNOWN
    return Verdict.PASSES if file.met else Verdict.FAILS
