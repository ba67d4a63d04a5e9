"""Files from their paths to the outcome of a check; what cannot be read is recorded, never skipped."""

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from engage_cli import __version__
from engage_cli.check.compiled import load_policy
from engage_cli.check.formats.outcome import FileOutcome, Outcome, Speech, entries, invalid, shown
from engage_cli.check.judging import check, off, waive, weighs
from engage_cli.check.policies import LoadedPolicy, misfits, policy_path
from engage_cli.check.questionnaires import Pin, judge_of, refuse_other
from engage_cli.check.rules.registry import RULES
from engage_cli.check.settings import Request, Settings, settle
from engage_cli.errors import InputError, Problem
from engage_cli.files import yaml_reading
from engage_cli.files.reading import MAX_BYTES
from engage_cli.model.baseline import Baseline, Record
from engage_cli.model.project import Project
from engage_cli.model.selection import Selection
from engage_cli.model.supposition import Supposition
from engage_cli.project.configuration import Configuration, Configurations
from engage_cli.project.discovery import STDIN, PassedOver, project_files
from engage_cli.project.loading import LoadedProject, hold, load_project
from engage_cli.questionnaire import compiled
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.scoring.gates import WAIVABLE
from engage_cli.scoring.question_scoring import QuestionScoring, score_questions
from engage_cli.scoring.supposing import suppose
from engage_cli.terminal.session import Session
from engage_cli.values import Value, field, replace


class Run(Value, kw_only=True):
    """What one call of `engage check` found."""

    outcome: Outcome
    records: Mapping[Path, Record]
    """Of the files that could be read, for a baseline."""
    dates: tuple[dt.date, ...]
    """On which the projects were last answered; the day of the check where they were not."""
    read: tuple[Path, ...]
    """Projects, settings and policies, none of which may be overwritten..."""
    questionnaires: tuple[LoadedQuestionnaire, ...]
    """...nor any file of these."""
    baselines: tuple[Path, ...]
    """Those that were compared with."""
    passed_over: tuple[PassedOver, ...] = ()


class Context(Value):
    """What was asked, and what is read once for many files: policies, questionnaires and baselines by their paths."""

    request: Request
    session: Session
    configurations: Configurations = field(default_factory=Configurations)
    policies: dict[Path, LoadedPolicy] = field(default_factory=dict)
    questionnaires: dict[Path, LoadedQuestionnaire] = field(default_factory=dict)
    baselines: dict[Path, Baseline] = field(default_factory=dict)
    fitting: dict[tuple[Path, str], bool] = field(default_factory=dict)
    weights: dict[tuple[Path, Selection], LoadedPolicy] = field(default_factory=dict)

    def questionnaire(self, path: Path) -> LoadedQuestionnaire:
        """The questionnaire in `path`, read once. Raises InputError each time."""
        if path not in self.questionnaires:
            self.questionnaires[path] = compiled.load(path)
        return self.questionnaires[path]

    def policy(self, reference: str) -> LoadedPolicy:
        """The policy called `reference`, read once. Raises InputError or UsageError."""
        path = policy_path(reference)
        if path not in self.policies:
            self.policies[path] = load_policy(path)
        return self.policies[path]

    def weighed(self, policy: LoadedPolicy, rules: Selection) -> LoadedPolicy:
        """The policy with its rules weighing what was asked. Raises UsageError."""
        key = policy.path, rules
        if key not in self.weights:
            from engage_cli.check.weights import weighed

            self.weights[key] = weighed(policy, rules)
        return self.weights[key]

    def fits(self, policy: LoadedPolicy, questionnaire: LoadedQuestionnaire) -> bool:
        """Whether the questionnaire has all that the policy names. Raises InputError, once, where it has not."""
        key = policy.path, questionnaire.questionnaire.digest
        if key not in self.fitting:
            found = misfits(policy, questionnaire.questionnaire)
            self.fitting[key] = not found
            if found:
                raise InputError(*found)
        return self.fitting[key]

    def before(self, path: Path, project: Path) -> Record:
        """What the baseline at `path` knows of a project; nothing of a new one. Raises InputError."""
        from engage_cli.check.baselines import load_baseline, name_in

        if path not in self.baselines:
            self.baselines[path] = load_baseline(path)
        return self.baselines[path].get(name_in(path, project), Record())


class _Examined(Value, kw_only=True):
    outcome: FileOutcome
    record: Record | None = None
    date: dt.date | None = None
    path: Path


def run(request: Request, session: Session) -> Run:
    """Checks all that is asked. Raises UsageError, and InputError for a policy or a baseline that cannot be read."""
    found = project_files(request.paths, exclude=request.exclude)
    context = Context(request, session)
    speech = Speech(session.tr, session.language)
    examined = [_examine(path, context, speech) for path in found.paths]
    outcomes = [*(one.outcome for one in examined), *(_unreadable(p.path, (p,), speech) for p in found.problems)]
    outcome = Outcome(
        files=tuple(sorted(outcomes, key=lambda file: file.path)),
        tr=session.tr,
        language=session.language,
        version=__version__,
        environment=session.environment,
        rules=RULES,
        coloured=session.coloured(sys.stdout) and request.output_file is None,
        supposed=(*request.supposed.facts, *request.supposed.answers),
    )
    return Run(
        outcome=outcome,
        records={one.path: one.record for one in examined if one.record},
        dates=tuple(one.date for one in examined if one.date),
        read=(*(one.path for one in examined), *context.configurations.sources, *context.policies),
        questionnaires=tuple(context.questionnaires.values()),
        baselines=tuple(context.baselines),
        passed_over=found.passed_over,
    )


def settings_of(request: Request, session: Session) -> tuple[tuple[str, Settings], ...]:
    """The settings of each file that is asked for, with its path. Raises InputError and UsageError."""
    found, configurations = project_files(request.paths, exclude=request.exclude), Configurations()
    if found.problems:
        raise InputError(*found.problems)
    return tuple(
        (path, settle(request, _configuration(path, configurations, request), session)) for path in found.paths
    )


def _configuration(path: str, configurations: Configurations, request: Request) -> Configuration:
    name = request.stdin_filename if path == STDIN else path
    return configurations.of(Path(name).parent).of_file(name)


def _examine(path: str, context: Context, speech: Speech) -> _Examined:
    name = context.request.stdin_filename if path == STDIN else path
    configuration = _configuration(path, context.configurations, context.request)
    settings = settle(context.request, configuration, context.session)
    with configuration.blamed("policy", context.request.policy):
        policy = context.policy(settings.policy)
    if settings.rules.severities or settings.rules.ignore:
        with configuration.blamed("severity", context.request.rules or None):
            policy = context.weighed(policy, settings.rules)
    try:
        loaded = _load(path, name, settings, context)
        refuse_other(loaded, _pins(policy, settings))
        fits = context.fits(policy, loaded.questionnaire)
    except InputError as error:
        return _Examined(outcome=_unreadable(name, error.problems, speech), path=Path(name))
    if not fits:
        return _Examined(outcome=FileOutcome(path=shown(name), entries=(), said_before=True), path=Path(name))
    return _judge(loaded, policy, settings, context, speech)


def _pins(policy: LoadedPolicy, settings: Settings) -> Iterator[Pin]:
    """The questionnaires that policy and settings want."""
    if policy.policy.questionnaire:
        yield Pin(policy.policy.questionnaire, policy.path)
    if settings.questionnaire and settings.source:
        yield Pin(settings.questionnaire, settings.source)


def _load(path: str, name: str, settings: Settings, context: Context) -> LoadedProject:
    if path != STDIN:
        return load_project(Path(path), folders=settings.questionnaires, load=context.questionnaire)
    content = yaml_reading.decoded(sys.stdin.buffer.read(MAX_BYTES + 1), name)
    document = yaml_reading.parse(content, name, through=True)
    return hold(document, Path(name), None, settings.questionnaires, context.questionnaire)


def _judge(
    loaded: LoadedProject, policy: LoadedPolicy, settings: Settings, context: Context, speech: Speech
) -> _Examined:
    questionnaire = loaded.questionnaire.questionnaire
    project, supposed = _supposed(loaded, settings, context)
    here = score_questions(questionnaire, replace(project, waivers=()), as_of=settings.as_of)
    scores = context.request.keeps_scores or settings.baseline is not None
    case, found = check(here, policy.policy, scores=scores)
    checked = waive(here, policy.policy, found, () if context.request.no_waivers else project.waivers)
    checked = checked.heeding(settings.rules)
    kept = None
    if scores:
        from engage_cli.check.rules.baseline import compare, record

        kept = record(case, checked.open)
        if settings.baseline is not None:
            before = context.before(settings.baseline, loaded.path)
            checked = compare(case, checked, before, ratchet=context.request.ratchet)
    path = shown(str(loaded.path))
    outcome = FileOutcome(
        path=path,
        entries=entries(
            checked, loaded.document, speech, path=path, fail_on=settings.fail_on, ratchet=context.request.ratchet
        ),
        name=project.charter.name,
        policy=policy.policy.id,
        weighs=weighs(case, policy.policy, settings.rules),
        off=off(case, policy.policy, settings.rules),
        questionnaire=judge_of(loaded),
        as_of=settings.as_of,
        scope=here.scope,
        open_gates=_open_gates(here, project),
        supposed=supposed,
    )
    return _Examined(outcome=outcome, record=kept, date=project.date or settings.as_of, path=loaded.path)


def _supposed(loaded: LoadedProject, settings: Settings, context: Context) -> tuple[Project, Supposition]:
    """The project to be judged, and what is supposed of it. Raises UsageError."""
    typed, questionnaire = context.request.supposed, loaded.questionnaire.questionnaire
    if not typed:
        return loaded.project, Supposition()
    supposed, title = typed.supposed(questionnaire), context.session.tr.gettext("supposed")
    return suppose(questionnaire, loaded.project, supposed, as_of=settings.as_of, title=title), supposed


def _open_gates(scoring: QuestionScoring, project: Project) -> int:
    """Gates that are open in `scoring`, read without waivers, and that the waivers of `project` do not put off."""
    waived = {one.question for one in project.waivers if one.rule == WAIVABLE and one.until >= scoring.as_of}
    return sum(gate.state.open and gate.question.id not in waived for gate in scoring.gates)


def _unreadable(path: str, problems: Iterable[Problem], speech: Speech) -> FileOutcome:
    """What is wrong elsewhere (in its questionnaire, in the policy) is said at its own place."""
    found = tuple(invalid(problem, speech, number) for number, problem in enumerate(problems))
    return FileOutcome(path=shown(path), entries=found)
