"""A questionnaire and a project as JSON values for the offline page.

Conditions travel as data, which `rules.js` evaluates as `scoring.conditions` and `scoring.states` do. Points are left
out: a choice has its rank within the question, and the page shows no score.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from engage_cli.model.answering import answerers
from engage_cli.model.condition import All, Comparing, Condition, Not, Some, comparisons
from engage_cli.model.project import Answer, Project
from engage_cli.model.questionnaire import Gate, Question, Questionnaire, Section, named
from engage_cli.model.scales import Choice, EvidenceRule, Facet, Label
from engage_cli.model.sources import Resource
from engage_cli.model.text import Text
from engage_cli.project.comparing import seal
from engage_cli.project.parsing import answer_as_yaml, facet_as_yaml
from engage_cli.values import Value, replace
from engage_cli.voices.voice import can_answer

Values = dict[str, Any]


class PageExtent(Value, kw_only=True):
    """Which part of a questionnaire a page covers."""

    quick: bool = False
    sections: tuple[str, ...] = ()
    """Section ids, each including its inner sections; empty: all."""
    unit: str | None = None
    respondent: str | None = None
    """The person who answers alone: the page shows nobody else's answers. None: the team."""
    speaks_for: tuple[str, ...] = ()
    """Ids of units and functions for which the respondent answers, besides the whole team's questions; empty: all."""

    def includes(self, questionnaire: Questionnaire, id: str) -> bool:
        """Whether the question `id` is on the page when it is in force."""
        question = questionnaire.by_id[id]
        if (self.quick and not question.quick) or (self.unit is not None and question.unit != self.unit):
            return False
        if not can_answer(self.speaks_for, question):
            return False
        return not self.sections or any(section.id in self.sections for section in questionnaire.sections_of[id])


def questionnaire_values(questionnaire: Questionnaire, extent: PageExtent | None = None) -> Values:
    """The parts of a questionnaire that the page needs: the questions of `extent`.

    Also, as titles only, questions that conditions of others read, and blocking requirements that a quick page leaves
    out.
    """
    extent = extent or PageExtent()
    asked = [id for id in questionnaire.by_id if extent.includes(questionnaire, id)]
    beside = _read_by(questionnaire, asked) | set(_musts_beside(questionnaire, extent))
    questions = [questionnaire.by_id[id] for id in asked]
    return {
        "id": questionnaire.id,
        "version": questionnaire.version,
        "digest": questionnaire.digest,
        "title": _text(questionnaire.title),
        "source": _source(questionnaire),
        "timeline": questionnaire.timeline,
        "facets": [_facet(facet) for facet in questionnaire.facets],
        "sections": [_section(questionnaire, path) for path in _paths(questionnaire.sections)],
        "questions": [
            _question(questionnaire, question) if id in asked else _beside(questionnaire, question)
            for id, question in questionnaire.by_id.items()
            if id in asked or id in beside
        ],
        "reasons": {one.id: _label(one) for one in questionnaire.reasons},
        "resources": dict(_resources(questionnaire, questions)),
        "glossary": [_given(term=_text(one.term), note=_text(one.note)) for one in questionnaire.glossary if one.note],
    }


def base_values(questionnaire: Questionnaire, project: Project | None, extent: PageExtent) -> Values:
    """The facets and answers when the page is made, each with a seal that tells `collect` whether the project changed
    meanwhile.

    Answers to questions off the page are included for conditions, without notes or evidence; with a respondent, no
    answer is.
    """
    if project is None:
        return _sealed({}, {})
    facets = {f.id: project.charter.facets[f.id] for f in questionnaire.facets if f.id in project.charter.facets}
    answers = {} if extent.respondent else _standing(questionnaire, project, extent)
    return _sealed(
        {id: facet_as_yaml(value) for id, value in facets.items()},
        {id: answer_as_yaml(replace(answer, reviewed=None)) for id, answer in answers.items()},
    )


def earlier_values(questionnaire: Questionnaire, project: Project | None, extent: PageExtent) -> Values:
    """Answers to older versions, by the question on the page that replaces theirs; none with a respondent."""
    if project is None or extent.respondent:
        return {}
    found = ((id, project.earlier[id]) for id in questionnaire.by_id if id in project.earlier)
    return {
        id: [{"version": one.version, "id": one.id, "answer": answer_as_yaml(one.answer)} for one in answers]
        for id, answers in found
        if extent.includes(questionnaire, id) and id not in project.answers
    }


def _sealed(facets: Values, answers: Values) -> Values:
    values = {"facets": facets, "answers": answers}
    seals = {name: {id: seal(one) for id, one in held.items()} for name, held in values.items()}
    return values | {"seals": seals}


def condition_values(test: Condition | None) -> Values | None:
    """A condition as data: `{"all": […]}`, `{"any": […]}`, `{"not": …}` or `{"key": …, "test": …, "values": […]}`."""
    match test:
        case None:
            return None
        case All(terms):
            return {"all": [condition_values(term) for term in terms]}
        case Some(terms):
            return {"any": [condition_values(term) for term in terms]}
        case Not(term):
            return {"not": condition_values(term)}
        case Comparing(key, comparison, values):
            return {"key": key, "test": comparison.value, "values": list(values)}


def _standing(questionnaire: Questionnaire, project: Project, extent: PageExtent) -> dict[str, Answer]:
    asked = [id for id in questionnaire.by_id if extent.includes(questionnaire, id)]
    read = _read_by(questionnaire, asked)
    found = {id: replace(answer, agreed=None) for id, answer in project.answers.items() if id in asked}
    bare = {id: _bare(answer) for id, answer in project.answers.items() if id in read and id not in asked}
    return found | bare


def _bare(answer: Answer) -> Answer:
    """An answer reduced to what conditions read."""
    said = answer.because and "…"
    text = answer.text and "…"
    return Answer(
        choice=answer.choice,
        choices=answer.choices,
        text=text,
        unknown=answer.unknown,
        reason=answer.reason,
        because=said,
    )


def _read_by(questionnaire: Questionnaire, ids: Iterable[str]) -> set[str]:
    """The questions that the conditions of `ids` read, directly or through other conditions."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        when = questionnaire.by_id[waiting.pop()].when
        new = {test.key for test in comparisons(when) if test.key in questionnaire.by_id} - found
        found |= new
        waiting += new
    return found


def _musts_beside(questionnaire: Questionnaire, extent: PageExtent) -> Iterator[str]:
    """Ids of questions with a gate that only a page of all questions would ask."""
    full = replace(extent, quick=False)
    for id, question in questionnaire.by_id.items():
        if question.gate is not None and full.includes(questionnaire, id) and not extent.includes(questionnaire, id):
            yield id


def _paths(sections: tuple[Section, ...], above: tuple[Section, ...] = ()) -> Iterator[tuple[Section, ...]]:
    for section in sections:
        yield (*above, section)
        yield from _paths(section.sections, (*above, section))


def _section(questionnaire: Questionnaire, path: tuple[Section, ...]) -> Values:
    here = path[-1]
    role = next((one.role for one in reversed(path) if one.role), None)
    label = named(questionnaire.roles, role)
    return _given(
        id=here.id,
        ref=here.ref,
        title=_text(here.title),
        above=[_text(one.title) for one in path[:-1]],
        role=_text(label.label) if label else None,
        intent=_text(here.intent),
        aim=[condition_values(one.aim) for one in path if one.aim is not None],
    )


def _rules(questionnaire: Questionnaire, question: Question) -> Values:
    """What decides whether a question is in force, and what conditions read of it."""
    return _given(
        id=question.id,
        section=questionnaire.sections_of[question.id][-1].id,
        type=question.type.value,
        quick=question.quick,
        when=condition_values(question.when),
        due=question.due,
        must=question.gate is not None,
        choices=[{"id": choice.id, "rank": question.rank(choice.id)} for choice in question.choices],
    )


def _beside(questionnaire: Questionnaire, question: Question) -> Values:
    whom = question.gate.ask_whom if question.gate else None
    return _rules(questionnaire, question) | _given(title=_text(question.title), whom=_text(whom))


def _question(questionnaire: Questionnaire, question: Question) -> Values:
    rules = _rules(questionnaire, question)
    choices = [rank | _choice(choice) for rank, choice in zip(rules.get("choices", ()), question.choices, strict=False)]
    return rules | _given(
        asked=True,
        ref=question.ref,
        title=_text(question.title),
        ask=_text(question.ask),
        why=_text(question.why),
        examples=_text(question.evidence_examples),
        choices=choices,
        criteria=[{"id": one.id, "label": _text(one.label)} for one in question.criteria],
        gate=_gate(questionnaire, question.gate) if question.gate else None,
        reasons=list(question.reasons),
        who=[_text(one.label) for one in answerers(question, questionnaire)],
        resources=_resource_ids(question),
    )


def _choice(choice: Choice) -> Values:
    rule = choice.needs_evidence
    return _given(
        id=choice.id,
        label=_text(choice.label),
        help=_text(choice.help),
        exclusive=choice.exclusive,
        needs=_rule(rule) if rule else None,
    )


def _rule(rule: EvidenceRule) -> Values:
    valid = rule.valid
    span = _given(years=valid.years, months=valid.months, days=valid.days) if valid else None
    return _given(kinds=[kind.value for kind in rule.kinds], valid=span)


def _gate(questionnaire: Questionnaire, gate: Gate) -> Values:
    basis = named(questionnaire.bases, gate.basis)
    label = _text(basis.label) if basis else None
    return _given(basis=label, rule=_text(gate.rule), note=_text(gate.certainty_note), whom=_text(gate.ask_whom))


def _facet(facet: Facet) -> Values:
    return _given(
        id=facet.id,
        type=facet.type.value,
        ask=_text(facet.ask),
        help=_text(facet.help),
        choices=[_choice(choice) for choice in facet.choices],
        required=facet.required,
        least=max(facet.least, 1 if facet.required else 0),
        most=facet.most,
        advise=list(facet.advise) if facet.advise else None,
        group=facet.group,
    ) | ({} if facet.unknown_is is None else {"unknown_is": facet.unknown_is})


def _resource_ids(question: Question) -> list[str]:
    return list(dict.fromkeys((*question.resources, *(question.gate.resources if question.gate else ()))))


def _resources(questionnaire: Questionnaire, questions: Iterable[Question]) -> Iterator[tuple[str, Values]]:
    ids = dict.fromkeys(id for question in questions for id in _resource_ids(question))
    found: Iterator[Resource | None] = (questionnaire.resource(id) for id in ids)
    for one in found:
        if one is not None:
            url = one.url if one.url and one.url.startswith(("https://", "http://")) else None
            yield one.id, _given(title=_text(one.title), publisher=one.publisher, url=url)


def _source(questionnaire: Questionnaire) -> Values | None:
    source = questionnaire.source
    return _given(statement=_text(source.statement or source.title), licence=source.licence) if source else None


def _label(label: Label) -> Values:
    return _given(label=_text(label.label), help=_text(label.help))


def _text(text: Text | None) -> dict[str, str] | None:
    return dict(text.versions) if text else None


def _given(**values: Any) -> Values:
    """`values` without empty ones."""
    return {key: value for key, value in values.items() if value not in (None, False, 0, [], {})}
