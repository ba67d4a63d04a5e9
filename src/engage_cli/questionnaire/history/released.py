"""An older version of a questionnaire, from its list: it scores as it did, and is named in words of today."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from engage_cli.model.questionnaire import Question, Questionnaire, Section
from engage_cli.model.scales import Choice
from engage_cli.questionnaire.history.releases import Release, releases
from engage_cli.questionnaire.history.restored import restored
from engage_cli.questionnaire.history.way import numbers
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import replace

Named = TypeVar("Named", bound=Any)


_KNOWN: dict[tuple[Path, str, str], Questionnaire] = {}
"""Once for all projects of a version: by the folder, that version, and the digest of today's questionnaire."""


def released(loaded: LoadedQuestionnaire, version: str) -> Release | None:
    """The list of `version`, or of one that differs from it in wording alone; None where there is none.

    Raises InputError for a list that cannot be read.
    """
    return _nearest(loaded.path.parent.absolute(), version)


def older(loaded: LoadedQuestionnaire, version: str, digest: str | None = None) -> LoadedQuestionnaire | None:
    """That version of `loaded`, None where there is no list of it, or one with another `digest`. Raises as above.

    What has a name today is called so; of the rest, questions keep their title, and everything else is its id.
    """
    release = released(loaded, version)
    if release is None or (digest is not None and _exact(release, loaded) and digest != release.digest):
        return None
    key = loaded.path.parent.absolute(), version, loaded.questionnaire.digest
    if key not in _KNOWN:
        _KNOWN[key] = _in_words_of(loaded.questionnaire, restored(release))
    return LoadedQuestionnaire(questionnaire=_KNOWN[key], path=loaded.path, written=loaded.written)


def _exact(release: Release, loaded: LoadedQuestionnaire) -> bool:
    """Whether there is a list of that very version."""
    return any(one.version == release.version for one in releases(loaded.path.parent.absolute()))


@cache
def _nearest(folder: Path, version: str) -> Release | None:
    wanted = numbers(version)
    alike = [one for one in releases(folder) if numbers(one.version)[:2] == wanted[:2]]
    nearest = max((one for one in alike if numbers(one.version) <= wanted), key=_numbers, default=None)
    return replace(nearest, version=version) if nearest else None


def _numbers(release: Release) -> tuple[int, ...]:
    return numbers(release.version)


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
