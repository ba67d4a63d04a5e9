"""Facts that cannot all be right, as the questionnaire declares them."""

from engage_cli.i18n import long_date
from engage_cli.model.condition import comparisons
from engage_cli.model.project import Charter
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.scales import Facet
from engage_cli.model.statements import Contradiction
from engage_cli.scoring.conditions import Reading, holds_as_said
from engage_cli.wizard.asker import Speech
from engage_cli.wizard.charter.texts import FIELDS


def contradictions(questionnaire: Questionnaire, charter: Charter) -> tuple[Contradiction, ...]:
    """Those that hold by the facts alone, where all of them are said."""
    reading = Reading(questionnaire, charter.facets, lambda _: None)
    return tuple(one for one in questionnaire.contradictions if holds_as_said(one.when, reading))


def facets_of(contradiction: Contradiction, questionnaire: Questionnaire, charter: Charter) -> tuple[Facet, ...]:
    """The facts of `charter` that a contradiction reads, each once."""
    keys = dict.fromkeys(test.key for test in comparisons(contradiction.when))
    return tuple(facet for key in keys if key in charter.facets and (facet := questionnaire.facet(key)))


def all_in_words(_: Speech, questionnaire: Questionnaire, charter: Charter) -> tuple[str, ...]:
    """What does not go together in a charter, its dates among it."""
    return (*(in_words(_, one) for one in contradictions(questionnaire, charter)), *dates_in_words(_, charter))


def dates_in_words(_: Speech, charter: Charter) -> tuple[str, ...]:
    """Two dates that do not follow each other; empty where they do."""
    found = [
        _(FIELDS[f"dates.{name}"].short, date=long_date(getattr(charter.dates, name), _.language))
        for name in charter.dates.out_of_order() or ()
    ]
    return (_("These dates do not follow each other: {dates}.", dates=", ".join(found)),) if found else ()


def in_words(_: Speech, contradiction: Contradiction) -> str:
    """What does not go together."""
    return _("These do not go together. {what}", what=_.words(contradiction.say))
