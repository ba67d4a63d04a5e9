"""Finds the section, index or question that an id on the command line names."""

from difflib import get_close_matches

from engage_cli.errors import Message, UsageError
from engage_cli.scoring.question_scores import QuestionScore
from engage_cli.scoring.results import Assessment, IndexScore, SectionScore

Found = IndexScore | SectionScore | QuestionScore


def find_result(assessment: Assessment, asked: str) -> Found:
    """The section, index or question whose id or reference is `asked`, ignoring case. Raises UsageError."""
    known = result_names(assessment)
    found = known.get(asked.casefold())
    if found is not None:
        return found
    message = Message.of("There is no section, index or question “{id}”.", id=asked)
    close = [_name(name, known[name]) for name in get_close_matches(asked.casefold(), known, n=4, cutoff=0.55)]
    if close:
        raise UsageError(message, Message.of("Did you mean {options}?", options=" / ".join(close)))
    raise UsageError(message, Message.of("Without an id, the command lists them."))


def result_names(assessment: Assessment) -> dict[str, Found]:
    """Everything that can be named, by lower-case id and reference; ids take precedence."""
    by_ref: dict[str, Found] = {}
    by_id: dict[str, Found] = {}
    for q in assessment.questions.values():
        _name_it(q.question.id, q.question.ref, q, by_id, by_ref)
    for s in assessment.sections.values():
        _name_it(s.id, s.section.ref, s, by_id, by_ref)
    for i in assessment.indices.values():
        by_id.setdefault(i.id.casefold(), i)
    return {**by_ref, **by_id}


def _name_it(id: str, ref: str | None, found: Found, by_id: dict[str, Found], by_ref: dict[str, Found]) -> None:
    by_id[id.casefold()] = found
    if ref:
        by_ref[ref.casefold()] = found


def _name(name: str, found: Found) -> str:
    """The name of `found`, id or reference, whose lower case is `name`."""
    if isinstance(found, QuestionScore):
        ref, id = found.question.ref, found.question.id
    else:
        ref, id = found.section.ref if isinstance(found, SectionScore) else None, found.id
    return ref if ref and ref.casefold() == name else id
