"""What a supposition would change: questions, gates and results, as lines for the terminal."""

from collections.abc import Iterator, Sequence

from engage_cli.scoring.difference import AssessmentDifference, compare_assessments
from engage_cli.scoring.question_scores import GateScore, QuestionScore
from engage_cli.scoring.results import Assessment, IndexScore, SectionScore
from engage_cli.terminal.screens.levels import band_text, index_facts
from engage_cli.terminal.screens.result_page import ResultPage, named_text
from engage_cli.terminal.screens.uncounted import why_not_counted
from engage_cli.wording.names import titled

LISTED = 12
"""Questions that are named; of more, only how many they are, without --verbose."""


def change_lines(page: ResultPage, before: Assessment) -> list[str]:
    """The differences between the assessment of `page` and `before`."""
    _ = page.say.tr.gettext
    found = compare_assessments(before, page.a)
    lines = [line for text in _texts(page, before, found) for line in page.wrap(text, later="    ")]
    return [page.title(_("What would change")), *(lines or page.wrap(_("Nothing: the results stay as they are.")))]


def _texts(page: ResultPage, before: Assessment, found: AssessmentDifference) -> Iterator[str]:
    yield from _in_vain(page)
    for id, index in page.a.indices.items():
        yield from _changed(page, page.say.text(index.title), _index(page, before.indices[id]), _index(page, index))
    for id, section in page.a.sections.items():
        if section.aimed:
            title = titled(section.section.ref, page.say.text(section.title))
            yield from _changed(page, title, _section(page, before.sections[id]), _section(page, section))
    for old, new in found.gates:
        yield from _changed(page, _name(page, new), [page.say.gate_state(old.state)], [page.say.gate_state(new.state)])
    yield from _questions(page, found)


def _index(page: ResultPage, index: IndexScore) -> list[str]:
    number, band = index_facts(page, index)
    return [number, band]


def _section(page: ResultPage, section: SectionScore) -> list[str]:
    """The change of a section's result; what is expected is shown with the questions."""
    number = page.say.full_span(section.evidenced, section) if section.evidenced else ""
    return [number, band_text(page, section)]


def _questions(page: ResultPage, found: AssessmentDifference) -> Iterator[str]:
    say = page.say
    if n := len(found.asked):
        yield _named(page, say.count("{n} more question is asked", "{n} more questions are asked", n), found.asked)
    if n := len(found.asked_no_more):
        said = say.count("{n} question is no longer asked", "{n} questions are no longer asked", n)
        yield _named(page, said, found.asked_no_more)
    if n := len(found.expect_more):
        said = say.count("More is expected of {n} question", "More is expected of {n} questions", n)
        yield _named(page, said, found.expect_more)


def _named(page: ResultPage, said: str, questions: Sequence[QuestionScore]) -> str:
    shown = questions if len(questions) <= LISTED or page.session.verbose else ()
    return named_text(page, said, "; ".join(_name(page, q) for q in shown))


def _in_vain(page: ResultPage) -> Iterator[str]:
    """Supposed answers to questions that count nowhere."""
    for id in page.a.supposed.answers:
        score = page.a.questions[id]
        if not score.state.in_force:
            yield named_text(page, _name(page, score), why_not_counted(page, score, score.state))


def _changed(page: ResultPage, title: str, before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The lines on one thing: those facts that differ, before and after."""
    found = [_from_to(page, was, is_) for was, is_ in zip(before, after, strict=True) if was != is_]
    if found:
        yield named_text(page, title, " · ".join(found))


def _from_to(page: ResultPage, before: str, after: str) -> str:
    return page.say.tr.gettext("{before} → {after}").format(before=before or "–", after=after or "–")


def _name(page: ResultPage, score: QuestionScore | GateScore) -> str:
    return titled(score.question.ref, page.say.text(score.question.title))
