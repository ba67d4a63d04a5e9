"""Conditions of a questionnaire in words."""

from collections.abc import Sequence

from engage_cli.model.condition import All, Comparing, Comparison, Condition, Not, Operand, Some
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import yes_no
from engage_cli.wording.names import titled


def condition_text(condition: Condition, questionnaire: Questionnaire, say: Wording) -> str:
    """A condition in words: `Kind of project: Exhibition or Website, and Works: yes`; ids stand in for missing
    labels."""
    _ = say.tr.gettext
    match condition:
        case Comparing():
            return _comparison(condition, questionnaire, say)
        case Not(term):
            return _("not ({condition})").format(condition=condition_text(term, questionnaire, say))
        case All(terms):
            return _(", and ").join(_inside(t, questionnaire, say) for t in terms)
        case Some(terms):
            return _(", or ").join(_inside(t, questionnaire, say) for t in terms)


def waiting_text(facets: Sequence[str], questionnaire: Questionnaire, say: Wording) -> str:
    """The unknown facts (ids in `facets`) that decide whether something is asked; empty where there are none."""
    names = [_name(id, questionnaire, say) for id in facets]
    return say.tr.gettext("Not known yet: {facts}").format(facts="; ".join(names)) if names else ""


def _inside(condition: Condition, questionnaire: Questionnaire, say: Wording) -> str:
    text = condition_text(condition, questionnaire, say)
    return f"({text})" if isinstance(condition, (All, Some)) else text


def _comparison(c: Comparing, questionnaire: Questionnaire, say: Wording) -> str:
    _ = say.tr.gettext
    either = _(" or ").join(_value(c.key, value, questionnaire, say) for value in c.values)
    sentence = {
        Comparison.IS: _("{name}: {text}"),
        Comparison.IS_NOT: _("{name}: anything but {text}"),
        Comparison.AT_LEAST: _("{name}: {text} or higher"),
        Comparison.AT_MOST: _("{name}: {text} or lower"),
        Comparison.ANSWERED: _("{name} answered: {text}"),
    }[c.comparison]
    return sentence.format(name=_name(c.key, questionnaire, say), text=either)


def _name(key: str, questionnaire: Questionnaire, say: Wording) -> str:
    facet, question = questionnaire.facet(key), questionnaire.by_id.get(key)
    if question is not None:
        return titled(question.ref, say.text(question.title))
    return say.text(facet.label) or key if facet else key


def _value(key: str, value: Operand, questionnaire: Questionnaire, say: Wording) -> str:
    if isinstance(value, bool):
        return yes_no(say.tr, yes=value)
    facet, question = questionnaire.facet(key), questionnaire.by_id.get(key)
    choice = facet.choice(value) if facet else question.choice(value) if question else None
    return say.text(choice.label) if choice else value
