"""What was asked of a check, and what is read once for many files."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from engage_cli.check.compiled import load_policy
from engage_cli.check.policies import LoadedPolicy, misfits, policy_path
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
    """Reads the project in a file, with its questionnaire. Raises InputError."""

    def __call__(self, path: Path, *, folders: Sequence[Path], load: Load) -> LoadedProject: ...


class Context(Value, kw_only=True):
    """What was asked, and what is read once for many files: policies, questionnaires and baselines by their paths."""

    request: Request
    session: Session
    changes: "Changes | None" = None
    """Where only what changed is to be looked at."""
    pages: "list[Addresses]" = field(default_factory=list)
    """What is known of addresses, where it was asked for."""
    configurations: Configurations = field(default_factory=Configurations)
    policies: dict[Path, LoadedPolicy] = field(default_factory=dict)
    questionnaires: dict[Path, LoadedQuestionnaire] = field(default_factory=dict)
    baselines: "dict[Path, baselines.Known]" = field(default_factory=dict)
    fitting: dict[tuple[Path, str], bool] = field(default_factory=dict)
    weights: dict[tuple[Path, Selection], LoadedPolicy] = field(default_factory=dict)
    read: ReadProject = load_project
    pinned: set[Path] | None = None
    """Where another questionnaire is tried on purpose: files that ask for one, which are noted rather than heeded."""

    def questionnaire(self, path: Path, folders: tuple[Path, ...]) -> LoadedQuestionnaire:
        """The questionnaire in `path`, read once. Raises InputError each time."""
        if path not in self.questionnaires:
            self.questionnaires[path] = compiled.load(path, folders)
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

    def addresses(self) -> "Addresses | None":
        """What tells of addresses; None where nobody is to be asked."""
        if self.request.online and not self.pages:
            from engage_cli.check.evidence.addresses import Addresses

            self.pages.append(Addresses())
        return self.pages[0] if self.pages else None

    def fits(self, policy: LoadedPolicy, questionnaire: LoadedQuestionnaire) -> bool:
        """Whether the questionnaire has all that the policy names. Raises InputError, once, where it has not."""
        key = policy.path, questionnaire.questionnaire.digest
        if key not in self.fitting:
            found = misfits(policy, questionnaire.questionnaire)
            self.fitting[key] = not found
            if found:
                raise InputError(*found)
        return self.fitting[key]

    def before(self, path: Path, loaded: LoadedProject) -> BaselineRecord | None:
        """What the baseline at `path` knows of a project; None of a new one. Raises InputError."""
        if path not in self.baselines:
            from engage_cli.check.baselines import Known

            self.baselines[path] = Known(path)
        return self.baselines[path].of(loaded.path, loaded.project.charter.id)
