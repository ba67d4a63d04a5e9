"""Examines one file: loads it, judges it and turns the findings into words.

What cannot be loaded is recorded, never skipped. Begin with `examine`.
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engage_cli.check.case import Case, Gone, nothing_gone
from engage_cli.check.context import Context
from engage_cli.check.findings import CheckedProject, Finding
from engage_cli.check.formats.outcome import FileOutcome, Phrasing, invalid_entry, make_entries, shown_path
from engage_cli.check.judging import apply_policy, apply_waivers, has_rules_on, rule_severity, rules_off
from engage_cli.check.policies import LoadedPolicy
from engage_cli.check.questionnaires import Pin, judge_of, matches_reference, refuse_other_questionnaire
from engage_cli.check.rules.lasting import GATE_FELL, SCORE_FELL
from engage_cli.check.rules.registry import DATE_FUTURE, EVIDENCE_GONE, FACET_MISSING, VOICES_APART
from engage_cli.check.settings import Request, Settings, resolve_settings
from engage_cli.errors import InputError, Problem
from engage_cli.files import yaml_reading
from engage_cli.files.reading import MAX_BYTES
from engage_cli.model.baseline import BaselineRecord
from engage_cli.model.policy import Severity
from engage_cli.model.project import Milestone, Project
from engage_cli.model.supposition import Supposition
from engage_cli.project.configuration import Configuration, Configurations
from engage_cli.project.discovery import STDIN
from engage_cli.project.loading import LoadedProject, project_from
from engage_cli.project.recognising import milestones_path
from engage_cli.scoring.gates import WAIVABLE
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.scoring.supposing import suppose
from engage_cli.values import Value, replace

if TYPE_CHECKING:
    from engage_cli.check.changes import Changes

Weight = Callable[[str], Severity | None]


class ExaminedFile(Value, kw_only=True):
    """One file that was checked."""

    outcome: FileOutcome
    record: BaselineRecord | None = None
    date: dt.date | None = None
    path: Path
    loaded: LoadedProject | None = None
    """The project, kept where it may be fixed; else None."""
    checked: CheckedProject | None = None
    """The findings, kept where it may be fixed; else None."""


def load_configuration(path: str, configurations: Configurations, request: Request) -> Configuration:
    """The settings for the file at `path`. Raises InputError."""
    name = request.stdin_filename if path == STDIN else path
    return configurations.for_folder(Path(name).parent).for_file(name)


def examine(path: str, context: Context, speech: Phrasing) -> ExaminedFile | None:
    """What a check says of the file at `path`, `-` for standard input.

    None where it did not change and only changes are asked for. Raises UsageError, and InputError for settings.
    """
    name = context.request.stdin_filename if path == STDIN else path
    settings, policy = settings_and_policy(path, context)
    changes = None if path == STDIN else context.changes
    changed = changes is None or _changed(Path(path), settings, policy, changes)
    shown_gone = policy.policy.asks_for(EVIDENCE_GONE)
    if changes and not (changed or changes.may_touch_questionnaires or (shown_gone and changes.deleted)):
        return None
    try:
        loaded = _load(path, name, settings, context)
        if changes and not (changed or changes.include(_read_beside(loaded, evidence=shown_gone))):
            return None
        _heed_pins(loaded, policy, settings, context)
        fitting = context.check_fit(policy, loaded.questionnaire)
        loaded = _heard(loaded, policy, settings)
    except InputError as error:
        # a fact that is missing is a finding where the policy asks for it; else it keeps the file from being judged
        asked = policy.policy.asks_for(FACET_MISSING)
        problems = error.problems if asked else [replace(one, rule="") for one in error.problems]
        return ExaminedFile(outcome=unreadable(name, problems, speech), path=Path(name))
    if not fitting:
        return ExaminedFile(outcome=FileOutcome(path=shown_path(name), entries=(), is_repeated=True), path=Path(name))
    return _judge(loaded, policy, settings, context, speech)


def _changed(path: Path, settings: Settings, policy: LoadedPolicy, changes: "Changes") -> bool:
    """Whether the project changed, or what it is judged by as far as that is known before it is read."""
    judges = (policy.path, settings.source, settings.baseline)
    return changes.include_settings_of(path) or changes.include([path, *(one for one in judges if one)])


def _read_beside(loaded: LoadedProject, *, evidence: bool) -> Iterator[Path]:
    """What else a verdict rests on: the questionnaire, what is kept beside the project, and files of its evidence."""
    yield from loaded.files()
    if evidence:
        from engage_cli.check.evidence.files import candidate_paths

        pieces = (piece for answer in loaded.project.answers.values() for piece in answer.evidence)
        yield from (place for piece in pieces if piece.where for place in candidate_paths(loaded.path, piece.where))


def settings_and_policy(path: str, context: Context) -> tuple[Settings, LoadedPolicy]:
    """The settings of the file at `path`, and its policy with their severities applied.

    Raises UsageError, InputError.
    """
    configuration = load_configuration(path, context.configurations, context.request)
    settings = resolve_settings(context.request, configuration, context.session)
    with configuration.blaming("policy", context.request.policy):
        policy = context.policy(settings.policy)
    if settings.rules.severities or settings.rules.ignore:
        with configuration.blaming("severity", context.request.rules or None):
            policy = context.apply_selection(policy, settings.rules)
    return settings, policy


def _pins(policy: LoadedPolicy, settings: Settings) -> Iterator[Pin]:
    """The questionnaires that policy and settings want."""
    if policy.policy.questionnaire:
        yield Pin(policy.policy.questionnaire, policy.path)
    if settings.questionnaire and settings.source:
        yield Pin(settings.questionnaire, settings.source)


def _heed_pins(loaded: LoadedProject, policy: LoadedPolicy, settings: Settings, context: Context) -> None:
    """Raises InputError where policy or settings want another questionnaire; see `Context.pinned`."""
    if context.pinned is None:
        refuse_other_questionnaire(loaded, _pins(policy, settings))
        return
    found = loaded.questionnaire.questionnaire
    context.pinned.update(pin.source for pin in _pins(policy, settings) if not matches_reference(found, pin.wanted))


def _load(path: str, name: str, settings: Settings, context: Context) -> LoadedProject:
    if path != STDIN:
        return context.read(Path(path), folders=settings.questionnaires, load=context.questionnaire)
    content = yaml_reading.decode_text(sys.stdin.buffer.read(MAX_BYTES + 1), name)
    document = yaml_reading.parse(content, name, through=True)
    return project_from(document, Path(name), None, settings.questionnaires, context.questionnaire)


def _heard(loaded: LoadedProject, policy: LoadedPolicy, settings: Settings) -> LoadedProject:
    """With where the voices beside it differ, if the policy asks. Raises InputError for voices that cannot be used."""
    if not policy.policy.asks_for(VOICES_APART):
        return loaded
    from engage_cli.voices.reading import with_divergences

    return with_divergences(loaded, settings.as_of)


def _judge(
    loaded: LoadedProject, policy: LoadedPolicy, settings: Settings, context: Context, speech: Phrasing
) -> ExaminedFile:
    project, supposed = _supposed(loaded, settings, context)
    here = score_questions(loaded.questionnaire.questionnaire, replace(project, waivers=()), as_of=settings.as_of)
    before = context.baseline_record(settings.baseline, loaded) if settings.baseline else None
    scores = context.request.keeps_scores or settings.baseline is not None

    def weighing(rule: str) -> Severity | None:
        return rule_severity(rule, policy.policy, here) if settings.rules.selects(rule) else None

    gone, kept = _gone(loaded, policy, context), _kept(loaded, policy)
    case, found = apply_policy(here, policy.policy, scores=scores, gone=gone, kept=kept)
    if before and context.request.ratchet:
        found += _fallen(case, before, weighing)
    checked = apply_waivers(here, policy.policy, found, () if context.request.no_waivers else project.waivers)
    checked = checked.selected_by(settings.rules)
    record = _record(case, checked) if scores else None
    checked = _compared(checked, before, weighing) if settings.baseline else checked
    path = shown_path(str(loaded.path))
    outcome = FileOutcome(
        path=path,
        entries=make_entries(checked, loaded.document, speech, path=path, fail_on=settings.fail_on),
        risen=_risen(case, before, speech) if before else (),
        settled=checked.settled,
        has_rules=has_rules_on(case, policy.policy, settings.rules) or _ratcheted(settings, context),
        selected=bool(settings.rules.select),
        off=rules_off(case, policy.policy, settings.rules),
        questionnaire=judge_of(loaded),
        open_gates=_open_gates(here, project),
        name=project.charter.name, policy=policy.policy.id, as_of=settings.as_of, scope=here.scope, supposed=supposed,
    )  # fmt: skip
    return ExaminedFile(
        outcome=outcome, record=record, date=project.date or settings.as_of, path=loaded.path,
        loaded=loaded if context.request.fix else None, checked=checked if context.request.fix else None,
    )  # fmt: skip


def _ratcheted(settings: Settings, context: Context) -> bool:
    """Whether only a fall was asked for, and is looked for."""
    return context.request.ratchet and any(one in settings.rules.select for one in (SCORE_FELL, GATE_FELL))


def _fallen(case: Case, before: BaselineRecord, weight: Weight) -> tuple[Finding, ...]:
    from engage_cli.check.rules.baseline import find_falls

    return tuple(find_falls(case, before, weight))


def _record(case: Case, checked: CheckedProject) -> BaselineRecord:
    from engage_cli.check.rules.baseline import make_record

    return make_record(case, checked.open)


def _compared(checked: CheckedProject, before: BaselineRecord | None, weight: Weight) -> CheckedProject:
    from engage_cli.check.rules.baseline import compare_with_record

    return compare_with_record(checked, before or BaselineRecord(), weight)


def _risen(case: Case, before: BaselineRecord, speech: Phrasing) -> tuple[str, ...]:
    from engage_cli.check.rules.baseline import find_rises

    return tuple(map(speech.say, find_rises(case, before)))


def _gone(loaded: LoadedProject, policy: LoadedPolicy, context: Context) -> Gone:
    """Tells places of evidence where nothing is; nobody looks where the policy does not ask."""
    if not policy.policy.asks_for(EVIDENCE_GONE):
        return nothing_gone
    from engage_cli.check.evidence.files import is_address, missing_places

    addresses = context.page_addresses()
    if addresses:
        pieces = (piece for answer in loaded.project.answers.values() for piece in answer.evidence)
        addresses.request(piece.where.strip() for piece in pieces if piece.where and is_address(piece.where))
    return missing_places(loaded.path, addresses.is_gone if addresses else None)


def _kept(loaded: LoadedProject, policy: LoadedPolicy) -> tuple[Milestone, ...]:
    """The milestones beside the project; none where nobody asks for their days, or the file cannot be used."""
    if not (policy.policy.asks_for(DATE_FUTURE) and milestones_path(loaded.path).exists()):
        return ()
    from engage_cli.project.milestones import load_milestones

    try:
        return tuple(one.milestone for one in load_milestones(loaded).kept[len(loaded.project.milestones) :])
    except InputError:
        return ()


def _supposed(loaded: LoadedProject, settings: Settings, context: Context) -> tuple[Project, Supposition]:
    """The project to be judged, and what is supposed of it. Raises UsageError."""
    typed, questionnaire = context.request.supposed, loaded.questionnaire.questionnaire
    if not typed:
        return loaded.project, Supposition()
    supposed, title = typed.parse(questionnaire), context.session.tr.gettext("supposed")
    return suppose(questionnaire, loaded.project, supposed, as_of=settings.as_of, title=title), supposed


def _open_gates(scoring: QuestionScoring, project: Project) -> int:
    """Gates that are open in `scoring`, read without waivers, and that the waivers of `project` do not put off."""
    waived = {one.question for one in project.waivers if one.rule == WAIVABLE and one.until >= scoring.as_of}
    return sum(gate.state.is_open and gate.question.id not in waived for gate in scoring.gates)


def unreadable(path: str, problems: Iterable[Problem], speech: Phrasing, *, absent: bool = False) -> FileOutcome:
    """The outcome of a file that cannot be loaded.

    Problems elsewhere (in its questionnaire, in the policy) keep their own place.
    """
    seen: dict[object, int] = {}
    found = []
    for problem in problems:
        at = (problem.path, problem.subject or problem.place)
        seen[at] = seen.get(at, 0) + 1
        found.append(invalid_entry(problem, speech, seen[at]))
    return FileOutcome(path=shown_path(path), entries=tuple(found), absent=absent)
