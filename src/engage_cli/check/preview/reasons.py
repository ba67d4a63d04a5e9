"""Why a finding is in one of two checks only: what policy, questionnaire and waivers have to do with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engage_cli.check.formats.outcome import Entry, Status
from engage_cli.check.preview.verdicts import Cause, Waiting
from engage_cli.i18n import N_
from engage_cli.model.policy import Clause, Policy
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.questionnaire.history.differences import DifferenceKind, Differences, compare_releases
from engage_cli.questionnaire.history.releases import release_of
from engage_cli.questionnaire.loaded import LoadedQuestionnaire
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import SEVERITY, enumeration_words
from engage_cli.wording.version_differences import TOGETHER, VersionWording

Found = Mapping[tuple[str, str], Entry]
"""The findings of one project, by rule and subject."""


class Reasons(Value, kw_only=True, dict=True):
    """What differs between two checks of projects that share policies and questionnaires."""

    today: Policy
    then: Policy
    renamed: Mapping[str, str]
    """The ids that have another name in the new questionnaire."""
    said: Mapping[str, tuple[str, ...]]
    """Sentences on what changed in the questionnaire, by the new id."""
    titles: Mapping[str, Text]
    """The titles of questions, sections and indices, by id."""
    facets: Mapping[str, Text]
    """The questions of facets, by id."""
    w: Wording

    def added(self, before: Sequence[Entry], after: Sequence[Entry], waiting: Sequence[Waiting]) -> Iterator[Cause]:
        """The causes that would keep a project from passing, and do not today."""
        known = {(one.rule, self.renamed.get(one.subject, one.subject)): one for one in before}
        waits = {one.id: one for one in waiting}
        for one in after:
            was = known.get((one.rule, one.subject))
            if one.fails and not (was and was.fails):
                why = (*_set_aside(was, self.w), *self._of_answer(one, waits))
                yield self._cause(one, self._of_policies(one, was, self.today, _TODAY), why)

    def lifted(self, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Cause]:
        """The causes that keep a project from passing today, and would no longer."""
        there = {(one.rule, one.subject): one for one in after}
        for one in before:
            stays = there.get((one.rule, self.renamed.get(one.subject, one.subject)))
            if one.fails and not (stays and stays.fails):
                why = self.said.get(self.renamed.get(one.subject, one.subject), ())
                yield self._cause(one, self._of_policies(one, stays, self.then, _THEN), why)

    def _cause(self, one: Entry, policy: str, why: Iterable[str]) -> Cause:
        titles = self.facets if one.rule in _OF_FACETS else self.titles
        return Cause(
            rule=one.rule, subject=one.subject, severity=one.severity, message=one.message,
            title=titles.get(one.subject), policy=policy, why=tuple(why),
        )  # fmt: skip

    def _of_answer(self, one: Entry, waits: Mapping[str, Waiting]) -> Iterator[str]:
        """What the questionnaire changed there, and that the answer waits."""
        _ = self.w.tr.gettext
        if one.subject in waits or any(one.subject in waiting.successors for waiting in waits.values()):
            yield _("The answer given is kept beside, and would wait for a fresh look.")
        yield from self.said.get(one.subject, ())

    def _of_policies(self, one: Entry, other: Entry | None, policy: Policy, said: "_Sentences") -> str:
        """What `policy`, that of the other check, has to do with it; empty where both ask the same."""
        _ = self.w.tr.gettext
        if other and other.severity is not one.severity:
            return _(said.lighter).format(severity=enumeration_words(SEVERITY, other.severity, self.w.tr))
        if not policy.asks_for(one.rule):
            return _(said.off)
        return _(said.other) if _clauses(self.today, one.rule) != _clauses(self.then, one.rule) else ""


class _Sentences(Value):
    """What is said of the policy of one side."""

    lighter: str
    off: str
    other: str


_TODAY = _Sentences(
    N_("Today’s policy gives it less severity: {severity}."),
    N_("Today’s policy does not ask for it."),
    N_("Today’s policy asks something else there."),
)
_THEN = _Sentences(
    N_("The new policy gives it less severity: {severity}."),
    N_("The new policy does not ask for it."),
    N_("The new policy asks something else there."),
)
_OF_FACETS = ("facet-missing", "facet-unknown")
"""Rules that are about facts, which may have the id of a section."""


def _set_aside(was: Entry | None, w: Wording) -> Iterator[str]:
    """Why it does not count today."""
    if was and was.status is Status.WAIVED:
        yield w.tr.gettext("A waiver puts it off today.")
    elif was and was.status is Status.KNOWN:
        yield w.tr.gettext("Today the baseline knows it.")


def find_reasons(
    today: Policy, then: Policy, old: LoadedQuestionnaire, new: LoadedQuestionnaire | None, w: Wording
) -> Reasons:
    """What differs between two policies, and between two questionnaires where `new` takes the place of `old`."""
    found = None if new is None else compare_releases(release_of(old), release_of(new), new.questionnaire)
    both = (old.questionnaire, *([new.questionnaire] if new else []))
    titles = {id: title for one in both for id, title in _titles(one).items()}
    facets = {facet.id: facet.ask for one in both for facet in one.facets}
    renamed = (
        {one.old_id: one.id for one in found.entries if one.old_id and one.kind is DifferenceKind.RENAMED}
        if found
        else {}
    )
    said = _said(found, w) if found else {}
    return Reasons(today=today, then=then, renamed=renamed, said=said, titles=titles, facets=facets, w=w)


def _said(found: Differences, w: Wording) -> dict[str, tuple[str, ...]]:
    words_of = VersionWording(found, w)
    said: dict[str, list[str]] = {}
    for one in found.entries:
        if one.kind not in TOGETHER and one.id:
            said.setdefault(one.id, []).append(words_of.sentence(one))
    return {id: tuple(sentences) for id, sentences in said.items()}


def _titles(questionnaire: Questionnaire) -> dict[str, Text]:
    return {
        **{one.id: one.label for one in questionnaire.indices},
        **{one.id: one.title for one in questionnaire.walk()},
        **{id: one.title for id, one in questionnaire.by_id.items()},
    }


def _clauses(policy: Policy, rule: str) -> tuple[Clause, ...]:
    return tuple(clause for clause in policy.clauses if clause.rule == rule)
