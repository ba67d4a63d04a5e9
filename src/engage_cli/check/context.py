"""The context of a check: what was asked, and what is loaded once for many files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engage_cli.check.compiled import load_policy
from engage_cli.check.policies import LoadedPolicy, policy_misfits, policy_path
from engage_cli.check.settings import Request
from engage_cli.errors import InputError
from engage_cli.model.baseline import BaselineRecord
from engage_cli.model.selection import Selection
from engage_cli.project.configuration import Configurations
from engage_cli.project.loading import Load, LoadedProject, load_project
from engage_cli.questionnaire import compiled
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.terminal.session import Session
from engage_cli.values import Value, field

if TYPE_CHECKING:
    from engage_cli.check import baselines
    from engage_cli.check.changes import Changes
    from engage_cli.check.evidence.addresses import Addresses


class ReadProject(Protocol):
    """Loads the project in a file, with its questionnaire. Raises InputError."""

    def __call__(self, path: Path, *, folders: Sequence[Path], load: Load) -> LoadedProject: ...


class Context(Value, kw_only=True):
    """What was asked, and the policies, questionnaires and baselines loaded so far, by their paths."""

    request: Request
    session: Session
    changes: "Changes | None" = None
    """What changed since a revision; None where all files are looked at."""
    pages: "list[Addresses]" = field(default_factory=list)
    """What is known of web addresses; empty where --online was not asked for."""
    configurations: Configurations = field(default_factory=Configurations)
    policies: dict[Path, LoadedPolicy] = field(default_factory=dict)
    questionnaires: dict[Path, LoadedQuestionnaire] = field(default_factory=dict)
    baselines: "dict[Path, baselines.BaselineInUse]" = field(default_factory=dict)
    fitting: dict[tuple[Path, str], bool] = field(default_factory=dict)
    weights: dict[tuple[Path, Selection], LoadedPolicy] = field(default_factory=dict)
    read: ReadProject = load_project
    pinned: set[Path] | None = None
    """Files that ask for another questionnaire while one is tried on purpose: noted, not refused. None: refused."""

    def questionnaire(self, path: Path, folders: tuple[Path, ...]) -> LoadedQuestionnaire:
        """The questionnaire in `path`, loaded once. Raises InputError each time."""
        if path not in self.questionnaires:
            self.questionnaires[path] = compiled.load(path, folders)
        return self.questionnaires[path]

    def policy(self, reference: str) -> LoadedPolicy:
        """The policy called `reference`, loaded once. Raises InputError or UsageError."""
        path = policy_path(reference)
        if path not in self.policies:
            self.policies[path] = load_policy(path)
        return self.policies[path]

    def apply_selection(self, policy: LoadedPolicy, rules: Selection) -> LoadedPolicy:
        """The policy with the severities of `rules` applied. Raises UsageError."""
        key = policy.path, rules
        if key not in self.weights:
            from engage_cli.check.weights import with_severities

            self.weights[key] = with_severities(policy, rules)
        return self.weights[key]

    def page_addresses(self) -> "Addresses | None":
        """What is known of web addresses; None where nobody is to be asked."""
        if self.request.online and not self.pages:
            from engage_cli.check.evidence.addresses import Addresses

            self.pages.append(Addresses())
        return self.pages[0] if self.pages else None

    def check_fit(self, policy: LoadedPolicy, questionnaire: LoadedQuestionnaire) -> bool:
        """Checks that the questionnaire has all that the policy names: true the first time, and from then on without
        looking. Raises InputError, once, where it has not.
        """
        key = policy.path, questionnaire.questionnaire.digest
        if key not in self.fitting:
            found = policy_misfits(policy, questionnaire.questionnaire)
            self.fitting[key] = not found
            if found:
                raise InputError(*found)
        return self.fitting[key]

    def baseline_record(self, path: Path, loaded: LoadedProject) -> BaselineRecord | None:
        """The record of the project in the baseline at `path`; None of a new one. Raises InputError."""
        if path not in self.baselines:
            from engage_cli.check.baselines import BaselineInUse

            self.baselines[path] = BaselineInUse(path)
        return self.baselines[path].record_of(loaded.path, loaded.project.charter.id)
