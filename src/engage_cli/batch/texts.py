"""The free texts and names in a project, which open data leaves out by default."""

from collections.abc import Iterator

from engage_cli.model.project import Answer, Charter, Project

Words = tuple[str, str, str, str]
"""(what the text is about, its id, field, text)."""


def iter_texts(project: Project) -> Iterator[Words]:
    """Every free text and name, in the order of the file."""
    yield from _charter(project.charter)
    yield from (("assessment", "", "participant", name) for name in project.participants)
    for id, answer in project.answers.items():
        yield from (("answer", id, field, words) for field, words in _answer(answer) if words)
    for action in project.actions:
        yield from (("action", action.id, f, w) for f, w in (("do", action.do), ("owner", action.owner)) if w)
    yield from (("path", id, "note", one.note) for id, one in project.path.items() if one.note)
    for waiver in project.waivers:
        said = (("because", waiver.because), ("approved_by", waiver.approved_by))
        yield from (("waiver", waiver.question, field, words) for field, words in said)
    for milestone in project.milestones:
        yield "milestone", milestone.date.isoformat(), "name", milestone.name


def _charter(charter: Charter) -> Iterator[Words]:
    lead = charter.lead
    said = (
        ("summary", charter.summary),
        ("audience", charter.audience),
        ("decision_requested", charter.decision_requested),
        ("lead.name", lead.name if lead else None),
        ("lead.role", lead.role if lead else None),
    )
    yield from (("charter", "", field, words) for field, words in said if words)
    for link in charter.links:
        yield "charter", "", "link.title", link.title
        yield "charter", "", "link.url", link.url


def _answer(answer: Answer) -> Iterator[tuple[str, str | None]]:
    yield "text", answer.text
    yield "because", answer.because
    yield "note", answer.note
    yield "by", answer.by
    for piece in answer.evidence:
        yield "evidence.title", piece.title
        yield "evidence.where", piece.where
        yield "evidence.holder", piece.holder
