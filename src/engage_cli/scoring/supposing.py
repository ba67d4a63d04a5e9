"""A project as it would be with other facets and answers."""

import datetime as dt

from engage_cli.model.project import Answer, Evidence, Project
from engage_cli.model.questionnaire import Question, Questionnaire
from engage_cli.model.supposition import Supposition
from engage_cli.scoring.evidence import evidence_support
from engage_cli.values import replace


def suppose(
    questionnaire: Questionnaire, project: Project, supposed: Supposition, *, as_of: dt.date, title: str
) -> Project:
    """`project` with `supposed` in place of what it says.

    Each supposed answer has full support on the day `as_of`, by evidence called `title` where it has none of its own.
    Facets and questions must be of the questionnaire.
    """
    answers = dict(project.answers)
    for id, choices in supposed.answers.items():
        given = Answer(unknown=True) if choices is None else Answer()
        if choices is not None:
            given = with_full_support(
                questionnaire.by_id[id], choices, project.answers.get(id), as_of=as_of, title=title
            )
        answers[id] = given
    facets = {**project.charter.facets, **supposed.facets}
    return replace(project, charter=replace(project.charter, facets=facets), answers=answers)


def with_full_support(
    question: Question, choices: tuple[str, ...], given: Answer | None, *, as_of: dt.date, title: str
) -> Answer:
    """The answer `choices` with its criteria met and the evidence of `given`.

    A piece called `title` is added where it needs one.
    """
    evidence = given.evidence if given else ()
    for id in choices:
        choice = question.choice(id)
        if choice and choice.needs_evidence and evidence_support(choice, evidence, as_of).fall is not None:
            piece = Evidence(title=title, kind=choice.needs_evidence.kinds[0], date=as_of)
            evidence = (*evidence, piece)
    criteria = tuple(criterion.id for criterion in question.criteria)
    several = question.type.key == "choices"
    return Answer(
        choice=None if several else choices[0],
        choices=choices if several else None,
        criteria=criteria,
        evidence=evidence,
    )
