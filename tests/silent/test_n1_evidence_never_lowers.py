"""next.md §0.1: a better choice is never read lower than a worse one with the same evidence."""

import datetime as dt
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from engage_cli.model.project import Answer, Evidence
from engage_cli.model.scales import Choice, EvidenceKind, EvidenceRule, Period
from engage_cli.scoring.assessment import assess
from tests.scoring.making import TODAY, project, question, questionnaire, section, text

KINDS = (EvidenceKind.DOCUMENT, EvidenceKind.TEST, EvidenceKind.REVIEW)
RULES = st.one_of(
    st.none(),
    st.builds(
        EvidenceRule,
        kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=2, unique=True).map(tuple),
        valid=st.sampled_from([None, Period(months=6), Period(years=2)]),
    ),
)
PIECES = st.lists(
    st.builds(
        Evidence,
        title=st.just("E"),
        kind=st.sampled_from(KINDS),
        date=st.sampled_from([None, TODAY, TODAY - dt.timedelta(days=300), TODAY + dt.timedelta(days=3)]),
    ),
    max_size=3,
).map(tuple)


@given(rules=st.lists(RULES, min_size=2, max_size=5), pieces=PIECES)
def test_a_better_choice_is_never_read_lower(rules: list[EvidenceRule | None], pieces: tuple[Evidence, ...]) -> None:
    choices = tuple(
        Choice(id=f"l{i}", label=text(f"l{i}"), points=Fraction(i), needs_evidence=rule) for i, rule in enumerate(rules)
    )
    made = questionnaire(section("a", question("a.q", choices=choices, expected=None)))
    read = []
    for choice in choices:
        score = assess(made, project({"a.q": Answer(choice=choice.id, evidence=pieces)}), as_of=TODAY).questions["a.q"]
        assert score.evidenced is not None
        assert score.evidenced.low <= choice.points
        read.append(score.evidenced.low)
    assert read == sorted(read)


def test_the_evidence_given_bears_out_a_level_between() -> None:
    """Level 2 needs a document, which is given, level 3 a test, which is not: level 3 is read as 2, not as 1."""
    needs = {2: EvidenceKind.DOCUMENT, 3: EvidenceKind.TEST}
    choices = tuple(
        Choice(
            id=f"l{i}",
            label=text(f"l{i}"),
            points=Fraction(i),
            needs_evidence=EvidenceRule(kinds=(needs[i],)) if i in needs else None,
        )
        for i in range(4)
    )
    made = questionnaire(section("a", question("a.q", choices=choices, expected=None)))
    piece = Evidence(title="E", kind=EvidenceKind.DOCUMENT, date=TODAY)
    for choice in ("l2", "l3"):
        score = assess(made, project({"a.q": Answer(choice=choice, evidence=(piece,))}), as_of=TODAY).questions["a.q"]
        assert score.evidenced_choice is not None
        assert score.evidenced_choice.id == "l2"
