"""Filters the projects that were read, and explains an empty result."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engage_cli.batch.messages import to_come
from engage_cli.batch.row_source import ProjectRow, RowSource
from engage_cli.errors import EngageError, Message, Problem, UsageError, join_words
from engage_cli.files import yaml_reading
from engage_cli.model.project import NO_WORDS, UNKNOWN_WORDS, YES_WORDS
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet, FacetType
from engage_cli.portfolio.portfolio import Limits
from engage_cli.portfolio.rows import FacetValues
from engage_cli.values import Value

_SYNONYMS = (
    UNKNOWN_WORDS,
    ("true", *YES_WORDS),
    ("false", *NO_WORDS),
)
Where = tuple[tuple[str, tuple[str, ...]], ...]
"""(facet id, choice ids) pairs: a project must have one of the choices of each."""


class ProjectFilter(Value, kw_only=True):
    """Which projects to keep, and how to group them."""

    limits: Limits
    questionnaire: str | None = None
    """The id of a questionnaire: projects of others are left out. None: all."""
    by: str | None = None
    where: Where = ()
    folders: tuple[Path, ...] = ()
    """Folders with more questionnaires."""

    def relevant_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The `problems` to report, in order: without those of faulty files whose facts show that the filter excludes
        them."""
        ordered = sorted(problems, key=lambda p: (p.path, p.line or 0))
        files = {one.path: not self.where or _may_meet(one.path, self.where) for one in ordered}
        return tuple(one for one in ordered if files[one.path])


class FilteredProjects:
    """Iterates over the projects of `found` that pass the filter, each with its questionnaire."""

    def __init__(self, found: RowSource, project_filter: ProjectFilter) -> None:
        self._found, self._filter = found, project_filter
        self._known: dict[str, Questionnaire | None] = {}
        self._left: Counter[str] = Counter()
        """Projects left out for that, by the id of their questionnaire."""
        self._read: Counter[str] = Counter()
        """Projects read, by the id of their questionnaire."""
        self._asked = 0
        """Those that were held against the filters."""
        self._paths: dict[tuple[str, str], list[str]] = defaultdict(list)
        """Files of the projects that passed, by the id of their questionnaire and their own."""
        self._to_come: list[str] = []
        """Files of those with a day that should be past, and is after the one on which they are read."""
        self._occurring: dict[str, Counter[str]] = defaultdict(Counter)
        """Choices of the facets of the filters, by facet."""

    def __iter__(self) -> Iterator[tuple[ProjectRow, Questionnaire]]:
        """Those of a questionnaire that lacks a facet of the filters are left out: see `remarks`.

        Raises UsageError, after the last, for a facet or a choice that no questionnaire has.
        """
        for project in self._found:
            self._read[project.row.questionnaire] += 1
            if self._filter.questionnaire not in (None, project.row.questionnaire):
                continue
            questionnaire = self._questionnaire(project)
            if questionnaire is None:
                self._found.problems.append(missing_questionnaire(project.path, project.row.version))
            elif not all(questionnaire.facet(id) for id, _ in self._filter.where):
                self._left[questionnaire.id] += 1
            elif self._passes(project.row.facets):
                self._paths[questionnaire.id, project.row.id or ""].append(project.path)
                if project.row.latest and project.row.latest > self._filter.limits.today:
                    self._to_come.append(project.path)
                yield project, questionnaire
        refuse_unknown(self._filter, [one for one in self._known.values() if one is not None])

    def remarks(self) -> Iterator[Message]:
        """Remarks on filters that name what a questionnaire lacks, projects that may count twice, and future
        answers."""
        for id, count in self._left.items() if self._asked else ():
            yield Message.plural(
                "{count} project is left out: its questionnaire, {id}, does not have what --where names.",
                "{count} projects are left out: their questionnaire, {id}, does not have what --where names.",
                count, id=id,
            )  # fmt: skip
        if self._to_come:
            yield to_come(self._to_come, self._filter.limits.today)
        for (_, id), paths in sorted(self._paths.items()):
            if id and len(paths) > 1:
                yield Message.of(
                    "“{id}” is the id of {count} files, and each counts as a project: {paths}.",
                    id=id, count=len(paths), paths=join_words(sorted(paths), most=4),
                )  # fmt: skip

    def nothing_left(self) -> UsageError:
        """The error for an empty result: what was read, and why it was left out."""
        if self._asked:
            choices = ((id, ", ".join(sorted(found))) for id, found in self._occurring.items())
            return UsageError(
                Message.plural(
                    "The one project that was read does not answer to the filter {filter}.",
                    "None of the {count} projects that were read answers to the filter {filter}.",
                    self._asked,
                    filter=" ".join(f"--where {id}={','.join(wanted)}" for id, wanted in self._filter.where),
                ),
                Message.of("What they say: {words}.", words="; ".join(f"{id}={words}" for id, words in choices)),
            )
        if self._read and self._filter.questionnaire not in (None, *self._read):
            return UsageError(
                Message.of("No project that was read answers the questionnaire “{id}”.", id=self._filter.questionnaire),
                Message.of("Questionnaires that they answer: {ids}.", ids=", ".join(sorted(self._read))),
            )
        paths = (str(Path(path).resolve()) if path.endswith(".") else path for path in self._found.paths)
        return UsageError(Message.of("No project could be read in {paths}.", paths=", ".join(paths)))

    def _questionnaire(self, project: ProjectRow) -> Questionnaire | None:
        digest = project.row.digest
        if digest not in self._known:
            self._known[digest] = find_questionnaire(project, self._filter.folders)
        return self._known[digest]

    def _passes(self, facets: FacetValues) -> bool:
        self._asked += 1
        for id, _wanted in self._filter.where:
            self._occurring[id].update(_held(facets, id))
        return matches(facets, self._filter.where)


def find_questionnaire(project: ProjectRow, folders: Sequence[Path]) -> Questionnaire | None:
    """The questionnaire that a project was read with; None where exactly this text of it is not found."""
    from engage_cli.questionnaire import compiled, library

    try:
        path = library.questionnaire_path(project.row.questionnaire, beside=Path(project.path).parent, folders=folders)
        found = compiled.load(path, folders).questionnaire
    except EngageError:
        return None
    return found if found.digest == project.row.digest else None


def refuse_unknown(project_filter: ProjectFilter, questionnaires: Sequence[Questionnaire]) -> None:
    """Raises UsageError for a facet or choice that none of `questionnaires` has, where there are any."""
    asked = [*([(project_filter.by, ())] if project_filter.by else []), *project_filter.where]
    for id, choices in asked if questionnaires else ():
        having = [facet for one in questionnaires if (facet := one.facet(id))] or [_facet(questionnaires[0], id)]
        known = tuple(dict.fromkeys(choice for facet in having for choice in _choices(facet)))
        for choice in choices:
            if not any(choice in filter_words(facet) for facet in having):
                message = Message.of("“{facet}” has no choice “{choice}”.", facet=id, choice=choice)
                raise UsageError(message, Message.of("Possible here: {words}.", words=", ".join(known)))


def _facet(questionnaire: Questionnaire, id: str) -> Facet:
    found = questionnaire.facet(id)
    if found is None:
        message = Message.of("The questionnaire has no facet “{id}”.", id=id)
        raise UsageError(message, Message.of("Its facets: {ids}", ids=", ".join(f.id for f in questionnaire.facets)))
    return found


def _choices(facet: Facet) -> tuple[str, ...]:
    return (
        ("true", "false", "unknown") if facet.type is FacetType.YES_NO else (*(c.id for c in facet.choices), "unknown")
    )


def matches(facets: FacetValues, where: Where) -> bool:
    """Whether a project has one of the choices of every facet in `where`."""
    return all(
        not {word for said in _held(facets, id) for word in _words(said)}.isdisjoint(choices) for id, choices in where
    )


def filter_words(facet: Facet) -> tuple[str, ...]:
    """All words that a filter may use for `facet`."""
    return tuple(word for said in _choices(facet) for word in _words(said))


def _words(said: str) -> tuple[str, ...]:
    """A stated value in the words of filters, with the other accepted words for yes, no and unknown."""
    return next((words for words in _SYNONYMS if said in words), (said,))


def _held(facets: Mapping[str, str | bool | tuple[str, ...] | None], id: str) -> set[str]:
    value = facets.get(id)
    if value is None:
        return {"unknown"}
    if isinstance(value, bool):
        return {"true" if value else "false"}
    return set(value) if isinstance(value, tuple) else {value}


def _may_meet(path: str, where: Where) -> bool:
    """Whether the project in a faulty file may match; True where its facts cannot be read."""
    try:
        value: Any = yaml_reading.read(Path(path)).value
        facets = {id: value["charter"]["facets"].get(id) for id, _ in where}
    except (EngageError, LookupError, TypeError, AttributeError):
        return True
    said = {id: tuple(map(str, one)) if isinstance(one, list) else one for id, one in facets.items()}
    return all(said[id] is None or matches(said, ((id, choices),)) for id, choices in where)


def parse_where(words: Iterable[str]) -> Where:
    """Parses filters such as `unite=education,collections`. Raises UsageError."""
    found = []
    for word in words:
        id, equals, choices = word.partition("=")
        named = tuple(choice.strip() for choice in choices.split(",") if choice.strip())
        if not equals or not named:
            raise UsageError(
                Message.of("“{word}” does not say what is to be kept.", word=word),
                Message.of("Write a facet and its choices: --where phase=idee,planification"),
            )
        found.append((id.strip(), named))
    return tuple(found)


def missing_questionnaire(path: str, version: str) -> Problem:
    """The problem of a stored result whose exact text of the questionnaire is no longer found."""
    message = Message.of(
        "The text of the questionnaire that it was read against, version {version}, is not here: it is left out.",
        version=version,
    )
    return Problem(path=path, message=message, hint=Message.of("Run engage batch again, or name its folder."))
