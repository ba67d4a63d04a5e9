"""Shipped policies, loaded from their compiled form where it is up to date; see `files.compiled`."""

from pathlib import Path

from engage_cli.check import policies
from engage_cli.check.policies import LoadedPolicy
from engage_cli.files.compiled import load_compiled, save_compiled
from engage_cli.model.policy import Policy
from engage_cli.shipped import shipped

READERS = ("model/*.py", "questionnaire/parsing_*.py", "check/policies.py")


def load_policy(path: Path) -> LoadedPolicy:
    """The policy in the file `path`, from its compiled form where there is one. Raises InputError."""
    found = load_compiled(path, Policy, READERS) if path.parent == shipped("policies") else None
    if found is None:
        return policies.load_policy(path)
    return LoadedPolicy(policy=found, path=path, written=lambda: policies.load_policy(path).written())


def compile_shipped() -> None:
    """Writes the compiled form of every shipped policy. Raises InputError where one is not valid."""
    for file in shipped("policies").glob("*.yaml"):
        save_compiled(file, policies.load_policy(file).policy, READERS)
