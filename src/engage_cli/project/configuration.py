"""Settings kept beside projects: engage.yaml, or [tool.engage] in pyproject.toml, in their folder or one above it.

Begin with `Configurations.for_folder`.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from engage_cli.errors import InputError, Message, Problem, UsageError
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import problem_at
from engage_cli.files.reading import read_bytes
from engage_cli.files.yaml_reading import Document
from engage_cli.model.policy import OFF, Severity
from engage_cli.model.project import Reference
from engage_cli.model.selection import Selection
from engage_cli.project.ignoring import parse_patterns
from engage_cli.project.parsing import parse_reference
from engage_cli.values import Value, replace

FILE = "engage.yaml"
MISNAMED = ("engage.yml", ".engage.yaml", ".engage.yml")
"""Names that people write by mistake for engage.yaml; they are refused."""
_TWO_ZONES = (
    Message.of("Another time zone stands at the top of these settings."),
    Message.of("Keep the one at the top: it holds for every command."),
)
PYPROJECT = "pyproject.toml"


class Override(Value, kw_only=True):
    """Settings for some files of a folder, which win over those for all of them."""

    files: tuple[str, ...]
    """Patterns of the files, as git reads them, from the folder of the settings file."""
    policy: str | None = None
    fail_on: str | None = None
    rules: Selection = Selection()


class Configuration(Value, kw_only=True):
    """The settings for the projects of a folder; None where nothing is set.

    Paths are absolute or relative to the current folder.
    """

    source: Path | None = None
    """The settings file; None where there is none."""
    policy: str | None = None
    """The name of a shipped policy, or the path of another."""
    fail_on: str | None = None
    timezone: str | None = None
    baseline: Path | None = None
    questionnaires: tuple[Path, ...] = ()
    """The folders in which questionnaires are looked for."""
    questionnaire: Reference | None = None
    """The only questionnaire that projects may be judged by; None where any will do."""
    include: tuple[str, ...] = ()
    """Patterns of the only files to look at, as git reads them, from the folder of the settings file; empty: all."""
    exclude: tuple[str, ...] = ()
    """Patterns of files and folders that are not looked at."""
    rules: Selection = Selection()
    """The rules of a check that are selected, ignored or weighed otherwise."""
    overrides: tuple[Override, ...] = ()
    """The overrides in their order; a later one wins."""
    problem_at: Callable[[str, Message, Message | None], Problem] | None = None
    """Makes a problem at a key of the settings file, from a message and a hint; None where there is no file."""

    def leaves_out(self, path: str, *, folder: bool) -> bool:
        """Whether these settings leave out the file or `folder` at `path`, below the source."""
        if self.source is None or not (self.exclude or self.include):
            return False
        inner = _inner(path, self.source) + ("/" if folder else "")
        if self.exclude and parse_patterns(self.exclude).match_file(inner):
            return True
        return bool(self.include) and not folder and not parse_patterns(self.include).match_file(inner)

    def for_file(self, path: str) -> "Configuration":
        """These settings for the file at `path`, below the source, with its overrides applied."""
        if self.source is None or not self.overrides:
            return self
        inner, found = _inner(path, self.source), self
        for one in self.overrides:
            if parse_patterns(one.files).match_file(inner):
                found = replace(
                    found,
                    policy=one.policy or found.policy,
                    fail_on=one.fail_on or found.fail_on,
                    rules=found.rules.overridden_by(one.rules),
                )
        return found

    @contextmanager
    def blaming(self, key: str, typed: object) -> Iterator[None]:
        """Turns a UsageError about the setting `key` into an InputError at its line, unless the value was `typed` on
        the command line.
        """
        try:
            yield
        except UsageError as error:
            if self.problem_at is None or typed is not None:
                raise
            raise InputError(self.problem_at(key, error.message, error.hint)) from None


def _inner(path: str, source: Path) -> str:
    return os.path.relpath(path, source.parent).replace(os.sep, "/")


class Configurations:
    """Finds the settings for a folder; each settings file is read once."""

    def __init__(self) -> None:
        self._known: dict[Path, Configuration] = {}

    @property
    def sources(self) -> tuple[Path, ...]:
        """The settings files that were read, some of them several times."""
        return tuple(one.source for one in self._known.values() if one.source)

    def for_folder(self, folder: Path) -> Configuration:
        """The nearest settings at `folder` or above it, up to the top of its repository. Raises InputError."""
        folder = Path(os.path.normpath(folder.absolute()))  # without “..”, above which other folders stand
        if folder not in self._known:
            self._known[folder] = self._find(folder)
        return self._known[folder]

    def for_path(self, path: Path) -> Configuration:
        """The settings for the file or folder at `path`. Raises InputError."""
        folder = path.parent
        with suppress(OSError):  # no permission: reading what is there says so
            folder = path if path.is_dir() else folder
        return self.for_folder(folder)

    def _find(self, folder: Path) -> Configuration:
        found = _read(folder)
        if found is not None:
            return found
        return (
            Configuration()
            if os.path.exists(folder / ".git") or folder.parent == folder
            else self.for_folder(folder.parent)
        )


def _read(folder: Path) -> Configuration | None:
    file, project = folder / FILE, folder / PYPROJECT
    if os.path.lexists(file):  # which no folder without permissions stops
        return _parsed(yaml_reading.read(file, through=True), file, partial(_below, where="check:"))
    _refuse_misnamed(folder)
    if os.path.lexists(project) and (table := _table(project)) is not None:
        return _parsed(_as_document(table, project), project, partial(_in_toml, read_bytes(project).decode()))
    return None


def _refuse_misnamed(folder: Path) -> None:
    """Raises InputError for settings under a name that is not read: a gate would judge without them."""
    for file in (folder / name for name in MISNAMED if os.path.lexists(folder / name)):
        from engage_cli.files.yaml_keys import keys_of  # seldom needed

        if (keys_of(file) or frozenset()) & {"check", "projects", "timezone"}:
            message = Message.of("Settings are read from {name}; a file of this name is not read.", name=FILE)
            raise InputError(Problem(path=str(file), message=message, hint=Message.of("Rename it.")))


def _table(file: Path) -> dict[str, Any] | None:
    """[tool.engage] of a pyproject.toml, None where it has none."""
    content = read_bytes(file)
    if b"tool" not in content or b"engage" not in content:
        return None
    import tomllib

    from engage_cli.files import toml_lines

    try:
        tools = tomllib.loads(content.decode()).get("tool")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        line, column = toml_lines.error_position(error)
        problem = Problem(path=str(file), message=Message.of("This is not valid TOML."), line=line, column=column)
        raise InputError(problem) from None
    table = tools.get("engage") if isinstance(tools, dict) else None
    return table if isinstance(table, dict) else None


def _as_document(table: dict[str, Any], file: Path) -> Document:
    """The table as the YAML that says the same, so that one schema and one reader serve both."""
    import json

    return yaml_reading.parse(json.dumps(table, default=str), str(file))


def _in_toml(text: str, problem: Problem) -> Problem:
    """The problem where its key stands in the TOML `text`: the document that it was found in has lines of its own."""
    from engage_cli.files import toml_lines

    line, column = toml_lines.position(text, ("tool", "engage", *problem.place))
    return replace(_below(problem, "[tool.engage.check]"), line=line, column=column)


def _below(problem: Problem, where: str) -> Problem:
    """With a hint `where` to write a setting that stands one level too high."""
    from engage_cli.files.schemas import load_schema

    settings = load_schema("configuration")["properties"]["check"]["properties"]
    if len(problem.place) != 1 or problem.place[0] not in settings:
        return problem
    return replace(problem, hint=Message.of("Write it under {place}.", place=where))


def _parsed(document: Document, file: Path, placed: Callable[[Problem], Problem]) -> Configuration:
    """Raises InputError, its problems through `placed`."""
    from engage_cli.files import schemas

    found = schemas.find_problems(document, "configuration")
    if found:
        raise InputError(*map(placed, found))
    value: Mapping[str, Any] = document.value if isinstance(document.value, dict) else {}
    check, projects = value.get("check") or {}, value.get("projects") or {}
    above, zone = value.get("timezone"), check.get("timezone")
    if above and zone and above != zone:
        raise InputError(placed(problem_at(document, ("check", "timezone"), *_TWO_ZONES)))
    folder = file.parent
    baseline = check.get("baseline")
    return Configuration(
        source=file,
        policy=_policy(check, folder),
        fail_on=check.get("fail_on"),
        timezone=above or zone,
        baseline=folder / baseline if baseline else None,
        questionnaires=tuple(
            folder / one for one in (*value.get("questionnaires", ()), *check.get("questionnaires", ()))
        ),
        questionnaire=parse_reference(check.get("questionnaire")),
        include=tuple(projects.get("include", ())),
        exclude=tuple(projects.get("exclude", ())),
        rules=_rules(check),
        overrides=tuple(_override(one, folder) for one in check.get("overrides", ())),
        problem_at=lambda key, message, hint: placed(
            problem_at(document, (key,) if key in value else ("check", key), message, hint)
        ),
    )


def _override(value: Mapping[str, Any], folder: Path) -> Override:
    return Override(
        files=tuple(value["files"]),
        policy=_policy(value, folder),
        fail_on=value.get("fail_on"),
        rules=_rules(value),
    )


def _policy(value: Mapping[str, Any], folder: Path) -> str | None:
    policy = value.get("policy")
    return str(folder / policy) if policy and _is_path(policy) else policy


def _rules(value: Mapping[str, Any]) -> Selection:
    severities = value.get("severity") or {}
    return Selection(
        select=frozenset(value.get("select", ())),
        ignore=frozenset(value.get("ignore", ())),
        severities=tuple((rule, None if one == OFF else Severity(one)) for rule, one in severities.items()),
    )


def _is_path(reference: str) -> bool:
    return "/" in reference or "\\" in reference or reference.endswith((".yaml", ".yml"))
