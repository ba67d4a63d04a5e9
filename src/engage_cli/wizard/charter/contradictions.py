"""Contradictions in a charter: facts that cannot all be true, as the questionnaire declares, and dates out of order."""

from engage_cli.i18n import long_date
from engage_cli.model.condition import comparisons
from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet
from engage_cli.model.statements import Contradiction
from engage_cli.scoring.conditions import Reading, holds_as_said
from engage_cli.wizard.asker import Speech
from engage_cli.wizard.charter.texts import FIELDS


def find_contradictions(questionnaire: Questionnaire, charter: Charter) -> tuple[Contradiction, ...]:
    """The contradictions that hold by stated facts only; one that depends on unknown facts does not."""
    reading = Reading(questionnaire, charter.facets, lambda _: None)
    return tuple(one for one in questionnaire.contradictions if holds_as_said(one.when, reading))


def contradicting_facets(
    contradiction: Contradiction, questionnaire: Questionnaire, charter: Charter
) -> tuple[Facet, ...]:
    """The facets of `charter` that a contradiction reads, each once."""
    keys = dict.fromkeys(test.key for test in comparisons(contradiction.when))
    return tuple(facet for key in keys if key in charter.facets and (facet := questionnaire.facet(key)))


def describe_contradictions(_: Speech, questionnaire: Questionnaire, charter: Charter) -> tuple[str, ...]:
    """All contradictions of a charter in words, including those of its dates."""
    return (
        *(describe_contradiction(_, one) for one in find_contradictions(questionnaire, charter)),
        *describe_date_conflict(_, charter),
    )


def describe_date_conflict(_: Speech, charter: Charter) -> tuple[str, ...]:
    """A sentence on dates that are out of order; empty where there are none."""
    found = [
        _(FIELDS[f"dates.{name}"].short, date=long_date(getattr(charter.dates, name), _.language))
        for name in charter.dates.out_of_order() or ()
    ]
    return (_("These dates do not follow each other: {dates}.", dates=", ".join(found)),) if found else ()


def describe_contradiction(_: Speech, contradiction: Contradiction) -> str:
    """A contradiction in words."""
    return _("These do not go together. {what}", what=_.words(contradiction.say))
