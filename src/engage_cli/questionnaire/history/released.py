"""Older versions of a questionnaire, rebuilt from their release lists: they score as they did, under the names of
today.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from engage_cli.model.questionnaire import Question, Questionnaire, Section
from engage_cli.model.scales import Choice
from engage_cli.questionnaire.history.migration_path import version_numbers
from engage_cli.questionnaire.history.releases import Release, load_releases
from engage_cli.questionnaire.history.restored import restore_questionnaire
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import replace

Named = TypeVar("Named", bound=Any)


_KNOWN: dict[tuple[Path, str, str], Questionnaire] = {}
"""Once for all projects of a version: by the folder, that version, and the digest of today's questionnaire."""


def find_release(loaded: LoadedQuestionnaire, version: str) -> Release | None:
    """The release list of `version`, or of one that differs from it in wording alone.

    None where there is no such list. Raises InputError where one cannot be read.
    """
    return _nearest(loaded.path.parent.absolute(), version)


def load_older_version(
    loaded: LoadedQuestionnaire, version: str, digest: str | None = None
) -> LoadedQuestionnaire | None:
    """The older `version` of `loaded`, rebuilt to score as it did.

    None where it has no release list, or one with another `digest`. Names are those of today; what has none keeps its
    title (a question) or its id. Raises InputError.
    """
    release = find_release(loaded, version)
    if release is None or (digest is not None and _exact(release, loaded) and digest != release.digest):
        return None
    key = loaded.path.parent.absolute(), version, loaded.questionnaire.digest
    if key not in _KNOWN:
        _KNOWN[key] = _in_words_of(loaded.questionnaire, restore_questionnaire(release))
    return LoadedQuestionnaire(questionnaire=_KNOWN[key], path=loaded.path, sources=loaded.sources)


def _exact(release: Release, loaded: LoadedQuestionnaire) -> bool:
    """Whether there is a list of that very version."""
    return any(one.version == release.version for one in load_releases(loaded.path.parent.absolute()))


@cache
def _nearest(folder: Path, version: str) -> Release | None:
    wanted = version_numbers(version)
    alike = [one for one in load_releases(folder) if version_numbers(one.version)[:2] == wanted[:2]]
    nearest = max((one for one in alike if version_numbers(one.version) <= wanted), key=_numbers, default=None)
    return replace(nearest, version=version) if nearest else None


def _numbers(release: Release) -> tuple[int, ...]:
    return version_numbers(release.version)


# ── in words of today ─────────────────────────────────────────────────────────────────────────────────────────────────


def _in_words_of(today: Questionnaire, old: Questionnaire) -> Questionnaire:
    scales = {one.id: one for one in today.scales}
    return replace(
        old,
        title=today.title,
        languages=today.languages,
        facets=tuple(
            replace(
                _named(one, today.facets, "ask", "label", "help"), choices=_choices(one.choices, today.facet(one.id))
            )
            for one in old.facets
        ),
        scales=tuple(replace(one, choices=_choices(one.choices, scales.get(one.id))) for one in old.scales),
        bands=tuple(_named(one, today.bands, "label", "help") for one in old.bands),
        indices=tuple(_named(one, today.indices, "label", "help", "show_band") for one in old.indices),
        roles=tuple(_named(one, today.roles, "label", "help") for one in old.roles),
        sections=tuple(_section(one, today) for one in old.sections),
        units=today.units,
        functions=today.functions,
        reasons=today.reasons,
        bases=today.bases,
    )


def _named(one: Named, today: Iterable[Any], *keys: str) -> Named:
    """`one` with these parts of what has its id today."""
    like = next((other for other in today if other.id == one.id), None)
    return one if like is None else replace(one, **{key: getattr(like, key) for key in keys})


def _choices(choices: tuple[Choice, ...], like: Any) -> tuple[Choice, ...]:
    return tuple(_named(one, like.choices if like else (), "label") for one in choices)


def _section(section: Section, today: Questionnaire) -> Section:
    return replace(
        _named(section, today.walk(), "title", "ref"),
        questions=tuple(_question(one, today) for one in section.questions),
        sections=tuple(_section(one, today) for one in section.sections),
    )


def _question(question: Question, today: Questionnaire) -> Question:
    like = today.by_id.get(question.id)
    worded = _named(question, () if like is None else (like,), "ref", "ask")
    return replace(worded, choices=_choices(question.choices, like))
