"""Suppositions (`--suppose`) in words."""

from collections.abc import Iterator

from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.supposition import Supposition
from engage_cli.scoring.question_scores import State
from engage_cli.wording.assessments import Wording
from engage_cli.wording.names import titled


def supposed_text(supposed: Supposition, questionnaire: Questionnaire, say: Wording) -> str:
    """What is supposed, and that none of it is written to the file; empty where nothing is supposed."""
    if supposed.is_empty:
        return ""
    said = "; ".join(_texts(supposed, questionnaire, say))
    return say.tr.gettext("Supposed, not written anywhere: {facts}.").format(facts=said)


def _texts(supposed: Supposition, questionnaire: Questionnaire, say: Wording) -> Iterator[str]:
    _ = say.tr.gettext
    for id, value in supposed.facets.items():
        facet, held = questionnaire.facet_by_id[id], say.facet(questionnaire.facet_by_id[id], value)
        name = say.text(facet.label)
        yield _("{name}: {text}").format(name=name, text=held) if name else f"{say.text(facet.ask)} {held}"
    for id, choices in supposed.answers.items():
        question = questionnaire.by_id[id]
        name = titled(question.ref, say.text(question.title))
        chosen = [question.choice(one) for one in choices or ()]
        held = say.listed(say.named_level(question, one) for one in chosen) or say.state(State.UNKNOWN)
        if any(one and one.needs_evidence for one in chosen):
            held = _("{level}, with its evidence").format(level=held)
        yield _("{name}: {text}").format(name=name, text=held)
