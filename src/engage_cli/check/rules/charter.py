"""Rules on what a project says of itself: facets, contradictions, its questionnaire."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engage_cli.check.case import ANSWERS, FACETS, Case, make_finding
from engage_cli.check.findings import Finding
from engage_cli.errors import Message, Place
from engage_cli.model.condition import comparisons
from engage_cli.model.policy import WHOLE, Clause
from engage_cli.model.project import Misfit, Reference
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.statements import Contradiction
from engage_cli.scoring.conditions import holds_as_said
from engage_cli.scoring.question_scoring import unknown_facets

if TYPE_CHECKING:
    from engage_cli.questionnaire.history.migration_path import MigrationPath

_PLACES: dict[Misfit, Place] = {
    Misfit.ANSWER: ANSWERS,
    Misfit.FACET: FACETS,
    Misfit.TARGET: ("assessment", "targets"),
}
_DATES = Message.of("Correct the one that is wrong: {command}", command="engage facts")
_UPDATE = Message.of("Update engage, or the questionnaire.")
_PATCH = 1
"""The number of a version that only wording raises."""
_BRING = Message.of("Bring them along: {command}", command="engage migrate")


def _way(case: Case) -> "MigrationPath | None":
    """From the older version that was answered to this one; None where there is none to go."""
    reference, current = case.scoring.project.questionnaire, case.scoring.questionnaire
    version = reference.version if reference else None
    if version in (None, current.version):
        return None
    from engage_cli.questionnaire.history.migration_path import MigrationPath, version_numbers

    if version_numbers(version) >= version_numbers(current.version):
        return None
    way = MigrationPath(current, version)
    return way if way.is_complete else None


def facet_missing(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds facets that are left out and decide what is asked."""
    facets = case.scoring.project.charter.facets
    for facet in unknown_facets(case.scoring.questionnaire, case.scoring.project):
        if facet.id not in facets:
            message = Message.of("The facet “{id}” is left out.", id=facet.id)
            repair = Message.of("Write {id} under charter.facets; “unknown” is an answer too.", id=facet.id)
            yield make_finding(clause, facet.id, FACETS, message, repair, about=facet.ask, at_key=True)


def facet_unknown(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds facets that nobody knows yet."""
    for id, value in case.scoring.project.charter.facets.items():
        facet = case.scoring.questionnaire.facet(id)
        if value is None and facet:
            message = Message.of("The facet “{id}” is not known yet.", id=id)
            repair = Message.of("Find out; until then, blocking requirements that depend on it are not known yet.")
            yield make_finding(clause, id, (*FACETS, id), message, repair, about=facet.ask)


def facet_outside_advice(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds facets with more or fewer choices than are advised."""
    for facet in case.scoring.questionnaire.facets:
        value = case.scoring.project.charter.facets.get(facet.id)
        if facet.advise is None or not isinstance(value, tuple):
            continue
        least, most = facet.advise
        if not least <= len(value) <= most:
            message = Message.of(
                "“{id}” has {count}; from {least} to {most} are advised.",
                id=facet.id, count=len(value), least=least, most=most,
            )  # fmt: skip
            repair = Message.of("Keep those that the project truly works for.")
            yield make_finding(clause, facet.id, (*FACETS, facet.id), message, repair, about=facet.ask)


def contradiction(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds what cannot be right together, where both sides are said; and dates out of order."""
    for one in case.scoring.questionnaire.contradictions:
        if holds_as_said(one.when, case.reading):
            yield make_finding(clause, one.id, _place(case, one), one.say, one.repair)
    dates = case.scoring.project.charter.dates
    if (found := dates.out_of_order()) is not None:
        first, second = found
        message = Message.of(
            "The dates do not follow each other: “{first}” is {day}, “{second}” is {other}.",
            first=first, day=str(getattr(dates, first)), second=second, other=str(getattr(dates, second)),
        )  # fmt: skip
        yield make_finding(clause, WHOLE, ("charter", "dates", second), message, _DATES)


def _place(case: Case, one: Contradiction) -> Place:
    """Of the first answer that it reads, else of the first facet that stands in the charter."""
    keys = [test.key for test in comparisons(one.when)]
    answered = next((key for key in keys if key in case.scoring.project.answers), None)
    facet = next((key for key in keys if key in case.scoring.project.charter.facets), None)
    return (*ANSWERS, answered, "choice") if answered else (*FACETS, facet) if facet else FACETS


def questionnaire_behind(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds projects answered against another version of the questionnaire, or another text of the same version."""
    reference, current = case.scoring.project.questionnaire, case.scoring.questionnaire
    place = ("assessment", "questionnaire")
    ahead = _ahead(reference, current)
    if ahead > _PATCH:
        return
    known = _BRING if _way(case) else Message.of("Go through it again: engage assess … --review.")
    repair = _UPDATE if ahead else known
    if reference and reference.version not in (None, current.version):
        message = Message.of(
            "The answers were given to version {old} of the questionnaire; this is version {new}.",
            old=reference.version,
            new=current.version,
        )
        yield make_finding(clause, WHOLE, (*place, "version"), message, repair)
    elif reference and _edited(reference, current):
        message = Message.of("The questionnaire has been edited since, without a new version.")
        yield make_finding(clause, WHOLE, (*place, "digest"), message, repair)


def questionnaire_ahead(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds projects answered against a newer version, which may ask what this one does not know."""
    reference, current = case.scoring.project.questionnaire, case.scoring.questionnaire
    if reference and _ahead(reference, current) > _PATCH:
        message = Message.of(
            "It answers version {old}, which is newer than the questionnaire here, {new}.",
            old=reference.version,
            new=current.version,
        )
        yield make_finding(clause, WHOLE, ("assessment", "questionnaire", "version"), message, _UPDATE)


def _ahead(reference: Reference | None, current: Questionnaire) -> int:
    """By which number the version that was answered is newer than this one: 3 the first, 1 the last, 0 by none."""
    if reference is None or reference.version in (None, current.version):
        return 0
    from engage_cli.questionnaire.history.migration_path import version_numbers

    pairs = zip((3, 2, _PATCH), version_numbers(reference.version), version_numbers(current.version), strict=True)
    return next((place if then > now else 0 for place, then, now in pairs if then != now), 0)


def _across(version: str, current: str) -> bool:
    """Whether answers have to be brought from the one to the other: the first numbers differ."""
    from engage_cli.questionnaire.history.migration_path import version_numbers

    return version_numbers(version)[0] != version_numbers(current)[0]


def _edited(reference: Reference, current: Questionnaire) -> bool:
    return reference.digest not in (None, current.digest)


def relaxes(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds overlays in which a blocking requirement is weaker than in the base."""
    base = case.scoring.questionnaire.base
    if base is None:
        return
    from engage_cli.wording.overlays import relaxation_text as weaker_than_base

    repair = Message.of("Ask who wrote the overlay; or have the policy name the questionnaire that judges.")
    for one in base.relaxed:
        message = weaker_than_base(one.question, one.title, base, one.weakenings)
        yield make_finding(clause, one.question, ("assessment", "questionnaire"), message, repair)


def answer_orphaned(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds what was said to another version and has no place in this one."""
    for one in case.scoring.project.unplaced:
        if one.kind is Misfit.ANSWER and one.id not in case.scoring.questionnaire.by_id:
            message = Message.of("The questionnaire has no question “{id}”; the answer counts nowhere.", id=one.id)
        else:
            message = Message.of(
                "The questionnaire has no place for what is said of “{id}”; it counts nowhere.", id=one.id
            )
        repair = _BRING if _way(case) else Message.of("Move it to the question that took its place, or delete it.")
        yield make_finding(clause, one.id, (*_PLACES[one.kind], one.id), message, repair, at_key=True)


def migration_pending(case: Case, clause: Clause) -> Iterator[Finding]:
    """Finds projects answered against an older version from which migrations lead here."""
    project, current, way = case.scoring.project, case.scoring.questionnaire, _way(case)
    if way is None or not _across(way.version, current.version):
        return
    version = way.version
    message = Message.of(
        "The answers were given to version {old} of the questionnaire; this is version {new}.",
        old=version,
        new=current.version,
    )
    more = Message.plural(
        "The answers were given to version {old}, this is version {new}: {count} of them has no place in it.",
        "The answers were given to version {old}, this is version {new}: {count} of them have no place in it.",
        len(project.unplaced),
        old=version,
        new=current.version,
    )
    place = ("assessment", "questionnaire", "version")
    yield make_finding(clause, WHOLE, place, more if project.unplaced else message, _BRING)
