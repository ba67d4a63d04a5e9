"""What each audience reads, and what is attached."""

import json
from collections.abc import Iterator

import pytest

from engage_cli.model.project import Answer
from engage_cli.report.audience import redact_for
from engage_cli.report.pdf.attachments import results_attachment
from engage_cli.report.request import Audience, Kind

from .making import assessment, text

NOTED = "hostile"


def notes(seen: Audience) -> list[Answer]:
    return [
        answer for answer in redact_for(seen, assessment(NOTED)).project.answers.values() if answer.note or answer.by
    ]


def test_the_team_sees_everything() -> None:
    assert redact_for(Audience.TEAM, assessment(NOTED)) is assessment(NOTED)


def test_the_direction_sees_no_note_of_one_person() -> None:
    everything = notes(Audience.TEAM)
    assert any(answer.by for answer in everything)
    left = notes(Audience.DIRECTION)
    assert not any(answer.by for answer in left)
    assert {answer.note for answer in left} == {answer.note for answer in everything if not answer.by}


def test_a_partner_sees_no_name_note_or_place() -> None:
    a = redact_for(Audience.PARTNER, assessment(NOTED))
    project = a.project
    assert notes(Audience.PARTNER) == []
    assert project.participants == ()
    assert project.charter.lead is None or project.charter.lead.name is None
    assert not any(action.owner for action in project.actions)
    assert not any(waiver.approved_by for waiver in project.waivers)
    answers = [*project.answers.values(), *(q.answer for q in a.questions.values()), *(g.answer for g in a.gates)]
    pieces = [e for answer in answers if answer for e in answer.evidence]
    pieces += [e for q in a.questions.values() for e in q.valid_evidence]
    assert pieces
    assert not any(e.where or e.holder for e in pieces)
    assert not any(g.waiver.approved_by for g in a.gates if g.waiver)


@pytest.mark.parametrize("audience", list(Audience))
def test_no_number_changes(audience: Audience) -> None:
    seen = json.loads(text("half", "json", "fr", audience=audience))
    everything = json.loads(text("half", "json", "fr", audience=Audience.TEAM))
    for part in ("tally", "indices", "sections", "gates", "advice", "strengths"):
        assert seen[part] == everything[part]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", ["fabrique", "half", "hostile"])
def test_nothing_slips_into_a_page(kind: Kind, name: str) -> None:
    project = assessment(name).project
    page = text(name, "html", "fr", "en", kind=kind, audience=Audience.PARTNER)
    held = [piece for answer in project.answers.values() for piece in answer.evidence]
    private = [*project.participants, *(e.where for e in held), *(e.holder for e in held)]
    private += [answer.note for answer in project.answers.values()] + [answer.by for answer in project.answers.values()]
    lead = project.charter.lead
    private += [lead.name if lead else None]
    page = page.replace(str(lead.role), "") if lead else page  # a role is no name, even where it took part under it
    public = {words for unit in assessment(name).questionnaire.units for _, words in unit.label.versions}
    assert not [words for words in private if words and len(words) > 16 and words not in public and words in page]


@pytest.mark.parametrize("format", ["html", "md"])
@pytest.mark.parametrize(
    ("audience", "words"), [("team", "l’équipe, avec"), ("direction", "la direction, avec"), ("partner", "sans noms")]
)
def test_the_cover_says_what_is_inside(format: str, audience: str, words: str) -> None:
    assert words in text("half", format, "fr", audience=Audience(audience))


def test_results_attached_are_scores_and_ids() -> None:
    found = json.loads(results_attachment(assessment("hostile")).content)
    assert found["format_version"] == 1
    assert found["sections"]
    assert not {"title", "name", "text", "because", "where", "note", "holder", "by"} & set(_keys(found))
    assert [words for words in _texts(found) if " " in words and not words.startswith("engage ")] == []


def _keys(value: object) -> Iterator[str]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield key
        yield from _keys(inner)
    for inner in value if isinstance(value, list) else ():
        yield from _keys(inner)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)
