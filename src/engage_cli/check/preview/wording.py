"""A preview in sentences: its figures, then the lists of its page."""

from collections.abc import Callable, Iterator, Sequence

from engage_cli.check.preview.verdicts import (
    Cause,
    Effect,
    Preview,
    Previewed,
    RuleShare,
    SubjectCount,
    Verdict,
    Waiting,
)
from engage_cli.check.rules.registry import BY_ID
from engage_cli.errors import Message
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.text import one_line
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import SEVERITY, enumeration_words

MOST = 2000
"""The most entries of one list of a page, or of Markdown."""


class PreviewItem(Value):
    """One entry of a list, with its details."""

    head: str
    details: tuple[str, ...] = ()


class PreviewList(Value, kw_only=True):
    """One list under its title."""

    id: str
    title: str
    intro: str = ""
    items: tuple[PreviewItem, ...]
    more: str = ""
    """A sentence on how many entries are left out; empty where none are."""


class PreviewWording:
    """The sentences of a preview, in the language of `w`."""

    def __init__(self, preview: Preview, w: Wording, *, details: int) -> None:
        self.p, self.w, self._ = preview, w, w.tr.gettext
        self.details = details
        """How many reasons are told of one thing; of more, how many there are."""

    @property
    def title(self) -> str:
        """The title of the page."""
        return self._("Preview of a change")

    def facts(self) -> str:
        """A sentence on how many projects were looked at, and as of which day."""
        count = self.w.count("{n} project", "{n} projects", len(self.p.projects))
        return " · ".join((count, self._("as of {date}").format(date=self.w.date(self.p.as_of))))

    def tried(self) -> Iterator[tuple[str, str]]:
        """Pairs of what changes, and how."""
        for today, then in self.p.policies:
            yield self._("Policy"), today if today == then else f"{today} → {then}"
        for old in self.p.old:
            if self.p.new and old.digest != self.p.new.digest:
                yield self._("Questionnaire"), f"{_named(old)} → {_named(self.p.new)}"
        if self.p.options:
            yield self._("Options"), " ".join(self.p.options)

    def remarks(self) -> Iterator[str]:
        """The remarks before the figures."""
        if self.p.pinned:
            yield self._("These files ask for another questionnaire, and would have to be changed: {names}.").format(
                names=", ".join(self.p.pinned)
            )
        if self.p.new and not self.p.old and not self.p.with_effect(Effect.UNKNOWN):
            yield self._("No project answers a questionnaire that this one takes the place of.")

    def sums(self) -> Iterator[str]:
        """The sentences on how many projects pass today, and how many would."""
        judged = self.p.judged
        if not judged:
            return
        today = sum(one.today is Verdict.PASSES for one in judged)
        then = sum(one.then is Verdict.PASSES for one in judged)
        passing = self.w.count("{n} project passes today", "{n} projects pass today", today)
        said = self.w.tr.ngettext("{today}; {n} would.", "{today}; {n} would.", then)
        yield said.format(today=passing, n=self.w.number(then))

    def counts(self) -> Iterator[str]:
        """One sentence for each effect, with the number of its projects; those without projects are left out."""
        count = self.w.count
        told: dict[Effect, Callable[[int], str]] = {
            Effect.FALLS: lambda n: count("{n} would no longer pass", "{n} would no longer pass", n),
            Effect.RISES: lambda n: count("{n} would pass, and does not today", "{n} would pass, and do not today", n),
            Effect.PASSES: lambda n: count("{n} would still pass", "{n} would still pass", n),
            Effect.FAILS: self._still_failing,
            Effect.UNKNOWN: lambda n: count("{n} could not be judged", "{n} could not be judged", n),
            Effect.APART: lambda n: count(
                "{n} answers another questionnaire, and stays as it is",
                "{n} answer another questionnaire, and stay as they are", n,
            ),
        }  # fmt: skip
        for turn, words_of in told.items():
            if (n := len(self.p.with_effect(turn))) or turn in (Effect.FALLS, Effect.RISES):
                yield words_of(n)

    def _still_failing(self, n: int) -> str:
        said = self.w.count("{n} would still not pass", "{n} would still not pass", n)
        changed = sum(bool(one.added) for one in self.p.with_effect(Effect.FAILS))
        more = self._("{what}, {n} of them for more reasons than today")
        return more.format(what=said, n=self.w.number(changed)) if changed else said

    def parts(self, most: int) -> Iterator[PreviewList]:
        """The lists that have entries, each with at most `most` of them."""
        p, _ = self.p, self._
        projects, shares = self._projects, self._shares
        found = (
            ("for", _("What would make projects fail"), shares(p.shares(Effect.FALLS))),
            ("falls", _("Projects that would no longer pass"), projects(Effect.FALLS, lambda one: one.added)),
            ("lifted", _("What would no longer stand in the way"), shares(p.shares_lifted)),
            ("rises", _("Who would pass, and does not today"), projects(Effect.RISES, lambda one: one.lifted)),
            ("more", _("What would be new where a project does not pass today either"), shares(p.shares(Effect.FAILS))),
            ("waiting", _("What would wait for a fresh look"), [self._waiting(*one) for one in p.waiting]),
            (
                "unjudged",
                _("What could not be judged"),
                [PreviewItem(_called(one), one.unread) for one in p.with_effect(Effect.UNKNOWN)],
            ),
            (
                "apart",
                _("Who answers another questionnaire"),
                [self._apart(one) for one in p.with_effect(Effect.APART)],
            ),
        )
        for id, title, items in found:
            if items:
                yield PreviewList(
                    id=id, title=title, items=tuple(items[:most]), more=self._more(len(items) - most, len(items))
                )

    def _more(self, count: int, all_: int) -> str:
        if count <= 0:
            return ""
        if all_ > MOST:
            return self.w.count("And {n} more; --json has all.", "And {n} more; --json has all.", count)
        return self.w.count("And {n} more; --json, and a file (-o preview.html), have all.",
                            "And {n} more; --json, and a file (-o preview.html), have all.", count)  # fmt: skip

    def _shares(self, shares: Sequence[RuleShare]) -> list[PreviewItem]:
        return [self._share(one) for one in shares]

    def _projects(self, turn: Effect, causes: Callable[[Previewed], Sequence[Cause]]) -> list[PreviewItem]:
        return [self._project(one, causes(one)) for one in self.p.with_effect(turn)]

    def _share(self, one: RuleShare) -> PreviewItem:
        count = self.w.count("{n} project", "{n} projects", one.projects)
        if one.alone:
            count = self._("{what}, {n} of them for this alone").format(what=count, n=self.w.number(one.alone))
        rule = [BY_ID[one.rule].line.say(self.w.tr)] if one.rule in BY_ID else []
        head = " ".join((f"{one.rule}{self.w.colon} {count}.", *rule, *one.policy))
        return PreviewItem(head, self._bounded([self._found_at(subject) for subject in one.subjects]))

    def _found_at(self, one: SubjectCount) -> str:
        head = f"{self._subject(one.id, one.title)}{self.w.colon} {self.w.number(one.projects)}"
        return " ".join((f"{head}." if one.why else head, *one.why))

    def _project(self, one: Previewed, causes: Sequence[Cause]) -> PreviewItem:
        return PreviewItem(_called(one), self._bounded([self._cause(cause) for cause in causes]))

    def _bounded(self, texts: Sequence[str]) -> tuple[str, ...]:
        left = len(texts) - self.details
        more = [self.w.count("and {n} more", "and {n} more", left)] if left > 0 else []
        return (*texts[: self.details], *more)

    def _cause(self, one: Cause) -> str:
        head = f"{one.rule} ({enumeration_words(SEVERITY, one.severity, self.w.tr)}){self.w.colon} {one.message}"
        return " ".join((head if head.endswith((".", "!", "?")) else f"{head}.", *one.why))

    def _waiting(self, one: Waiting, projects: int) -> PreviewItem:
        count = self.w.count("{n} project", "{n} projects", projects)
        why = self._why(one.why)
        return PreviewItem(f"{self._subject(one.id, one.title)}{self.w.colon} {count}", (why,) if why else ())

    def _why(self, why: Message | Text | None) -> str:
        if why is None:
            return ""
        return self.w.text(why) if isinstance(why, Text) else why.say(self.w.tr)

    def _apart(self, one: Previewed) -> PreviewItem:
        named = f"{self.w.colon} {_named(one.questionnaire)}" if one.questionnaire else ""
        return PreviewItem(_called(one) + named)

    def _subject(self, id: str, title: Text | None) -> str:
        return f"{self.w.text(title)} ({id})" if title else id


def _named(questionnaire: Questionnaire) -> str:
    return f"{questionnaire.id} {questionnaire.version}"


def _called(one: Previewed) -> str:
    """Its name, and its file."""
    return f"{one_line(one.name)} ({one.path})" if one.name else one.path
