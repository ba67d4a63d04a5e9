"""A preview in words: what comes of it in figures, then the parts of its page."""

from collections.abc import Callable, Iterator, Sequence

from engage_cli.check.preview.verdicts import Cause, Preview, Previewed, Share, Subject, Turn, Verdict, Waiting
from engage_cli.check.rules.registry import BY_ID
from engage_cli.errors import Message
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.model.text import Text
from engage_cli.text import one_line
from engage_cli.values import Value
from engage_cli.wording.assessments import Wording
from engage_cli.wording.enumerations import SEVERITY, enumeration_words

MOST = 2000
"""Entries of one list of a page, or of Markdown."""


class Item(Value):
    """One thing of a list, and what is to be said of it."""

    head: str
    details: tuple[str, ...] = ()


class Part(Value, kw_only=True):
    """One list under its title."""

    id: str
    title: str
    intro: str = ""
    items: tuple[Item, ...]
    more: str = ""
    """How many are left out, where some are."""


class PreviewWording:
    """What a page says, in the language of `w`."""

    def __init__(self, preview: Preview, w: Wording, *, details: int) -> None:
        self.p, self.w, self._ = preview, w, w.tr.gettext
        self.details = details
        """How many reasons are told of one thing; of more, how many there are."""

    @property
    def title(self) -> str:
        """Of the page."""
        return self._("Preview of a change")

    def facts(self) -> str:
        """How many projects, as of which day."""
        count = self.w.count("{n} project", "{n} projects", len(self.p.projects))
        return " · ".join((count, self._("as of {date}").format(date=self.w.date(self.p.as_of))))

    def tried(self) -> Iterator[tuple[str, str]]:
        """(what changes, how)."""
        for today, then in self.p.policies:
            yield self._("Policy"), today if today == then else f"{today} → {then}"
        for old in self.p.old:
            if self.p.new and old.digest != self.p.new.digest:
                yield self._("Questionnaire"), f"{_named(old)} → {_named(self.p.new)}"
        if self.p.options:
            yield self._("Options"), " ".join(self.p.options)

    def remarks(self) -> Iterator[str]:
        """What is worth a word before the figures."""
        if self.p.pinned:
            yield self._("These files ask for another questionnaire, and would have to be changed: {names}.").format(
                names=", ".join(self.p.pinned)
            )
        if self.p.new and not self.p.old and not self.p.of(Turn.UNKNOWN):
            yield self._("No project answers a questionnaire that this one takes the place of.")

    def sums(self) -> Iterator[str]:
        """How many pass today, and how many would."""
        judged = self.p.judged
        if not judged:
            return
        today = sum(one.today is Verdict.PASSES for one in judged)
        then = sum(one.then is Verdict.PASSES for one in judged)
        passing = self.w.count("{n} project passes today", "{n} projects pass today", today)
        said = self.w.tr.ngettext("{today}; {n} would.", "{today}; {n} would.", then)
        yield said.format(today=passing, n=self.w.number(then))

    def counts(self) -> Iterator[str]:
        """Of how many projects which of all becomes; what concerns nobody is left out."""
        count = self.w.count
        told: dict[Turn, Callable[[int], str]] = {
            Turn.FALLS: lambda n: count("{n} would no longer pass", "{n} would no longer pass", n),
            Turn.RISES: lambda n: count("{n} would pass, and does not today", "{n} would pass, and do not today", n),
            Turn.PASSES: lambda n: count("{n} would still pass", "{n} would still pass", n),
            Turn.FAILS: self._still_failing,
            Turn.UNKNOWN: lambda n: count("{n} could not be judged", "{n} could not be judged", n),
            Turn.APART: lambda n: count(
                "{n} answers another questionnaire, and stays as it is",
                "{n} answer another questionnaire, and stay as they are", n,
            ),
        }  # fmt: skip
        for turn, words_of in told.items():
            if (n := len(self.p.of(turn))) or turn in (Turn.FALLS, Turn.RISES):
                yield words_of(n)

    def _still_failing(self, n: int) -> str:
        said = self.w.count("{n} would still not pass", "{n} would still not pass", n)
        changed = sum(bool(one.added) for one in self.p.of(Turn.FAILS))
        more = self._("{what}, {n} of them for more reasons than today")
        return more.format(what=said, n=self.w.number(changed)) if changed else said

    def parts(self, most: int) -> Iterator[Part]:
        """The lists that have something to say, each with `most` entries at most."""
        p, _ = self.p, self._
        projects, shares = self._projects, self._shares
        found = (
            ("for", _("What would make projects fail"), shares(p.shares(Turn.FALLS))),
            ("falls", _("Projects that would no longer pass"), projects(Turn.FALLS, lambda one: one.added)),
            ("lifted", _("What would no longer stand in the way"), shares(p.shares_lifted)),
            ("rises", _("Who would pass, and does not today"), projects(Turn.RISES, lambda one: one.lifted)),
            ("more", _("What would be new where a project does not pass today either"), shares(p.shares(Turn.FAILS))),
            ("waiting", _("What would wait for a fresh look"), [self._waiting(*one) for one in p.waiting]),
            ("unjudged", _("What could not be judged"), [Item(_called(one), one.unread) for one in p.of(Turn.UNKNOWN)]),
            ("apart", _("Who answers another questionnaire"), [self._apart(one) for one in p.of(Turn.APART)]),
        )
        for id, title, items in found:
            if items:
                yield Part(
                    id=id, title=title, items=tuple(items[:most]), more=self._more(len(items) - most, len(items))
                )

    def _more(self, count: int, all_: int) -> str:
        if count <= 0:
            return ""
        if all_ > MOST:
            return self.w.count("And {n} more; --json has all.", "And {n} more; --json has all.", count)
        return self.w.count("And {n} more; --json, and a file (-o preview.html), have all.",
                            "And {n} more; --json, and a file (-o preview.html), have all.", count)  # fmt: skip

    def _shares(self, shares: Sequence[Share]) -> list[Item]:
        return [self._share(one) for one in shares]

    def _projects(self, turn: Turn, causes: Callable[[Previewed], Sequence[Cause]]) -> list[Item]:
        return [self._project(one, causes(one)) for one in self.p.of(turn)]

    def _share(self, one: Share) -> Item:
        count = self.w.count("{n} project", "{n} projects", one.projects)
        if one.alone:
            count = self._("{what}, {n} of them for this alone").format(what=count, n=self.w.number(one.alone))
        rule = [BY_ID[one.rule].line.say(self.w.tr)] if one.rule in BY_ID else []
        head = " ".join((f"{one.rule}{self.w.colon} {count}.", *rule, *one.policy))
        return Item(head, self._bounded([self._found_at(subject) for subject in one.subjects]))

    def _found_at(self, one: Subject) -> str:
        head = f"{self._subject(one.id, one.title)}{self.w.colon} {self.w.number(one.projects)}"
        return " ".join((f"{head}." if one.why else head, *one.why))

    def _project(self, one: Previewed, causes: Sequence[Cause]) -> Item:
        return Item(_called(one), self._bounded([self._cause(cause) for cause in causes]))

    def _bounded(self, texts: Sequence[str]) -> tuple[str, ...]:
        left = len(texts) - self.details
        more = [self.w.count("and {n} more", "and {n} more", left)] if left > 0 else []
        return (*texts[: self.details], *more)

    def _cause(self, one: Cause) -> str:
        head = f"{one.rule} ({enumeration_words(SEVERITY, one.severity, self.w.tr)}){self.w.colon} {one.message}"
        return " ".join((head if head.endswith((".", "!", "?")) else f"{head}.", *one.why))

    def _waiting(self, one: Waiting, projects: int) -> Item:
        count = self.w.count("{n} project", "{n} projects", projects)
        why = self._why(one.why)
        return Item(f"{self._subject(one.id, one.title)}{self.w.colon} {count}", (why,) if why else ())

    def _why(self, why: Message | Text | None) -> str:
        if why is None:
            return ""
        return self.w.text(why) if isinstance(why, Text) else why.say(self.w.tr)

    def _apart(self, one: Previewed) -> Item:
        named = f"{self.w.colon} {_named(one.questionnaire)}" if one.questionnaire else ""
        return Item(_called(one) + named)

    def _subject(self, id: str, title: Text | None) -> str:
        return f"{self.w.text(title)} ({id})" if title else id


def _named(questionnaire: Questionnaire) -> str:
    return f"{questionnaire.id} {questionnaire.version}"


def _called(one: Previewed) -> str:
    """Its name, and its file."""
    return f"{one_line(one.name)} ({one.path})" if one.name else one.path
