"""What an overlay changes in its base, in words."""

from collections import Counter
from collections.abc import Callable, Iterator

from engage_cli.errors import Message
from engage_cli.i18n import Translator
from engage_cli.model.overlay import Base, Change, ChangeAction, ChangeTopic, Weakening

_OTHER = "other"


def overlay_sentence(base: Base, tr: Translator) -> str:
    """A sentence on which questionnaire an overlay is based on and what it changes."""
    name = f"{base.id} {base.version}"
    said = [message.say(tr) for message in _counted(base)]
    if not said:
        return tr.gettext("After {base}: nothing changed.").format(base=name)
    return tr.gettext("After {base}: {changes}.").format(base=name, changes=", ".join(said))


def _counted(base: Base) -> Iterator[Message]:
    """The number of changes of each kind, in the order of the tables below."""
    counts = Counter(_row(change) for change in base.changes)
    for row, said in _WORDS.items():
        if count := counts[row]:
            yield said(count)


def _row(change: Change) -> str:
    if change.action is ChangeAction.SET:
        sort = change.topic or ChangeTopic.SETTING
        return f"{sort}-lowered" if change.lowers_threshold else sort.value
    row = f"{change.action}-{change.kind}"
    return row if row in _WORDS else f"{change.action}-{_OTHER}"


_WORDS: dict[str, Callable[[int], Message]] = {
    "text": lambda n: Message.plural("{count} text changed", "{count} texts changed", n),
    "dropped-question": lambda n: Message.plural("{count} question dropped", "{count} questions dropped", n),
    "added-question": lambda n: Message.plural("{count} question added", "{count} questions added", n),
    "dropped-section": lambda n: Message.plural("{count} section dropped", "{count} sections dropped", n),
    "added-section": lambda n: Message.plural("{count} section added", "{count} sections added", n),
    "threshold-lowered": lambda n: Message.plural("{count} threshold lowered", "{count} thresholds lowered", n),
    "threshold": lambda n: Message.plural("{count} threshold raised", "{count} thresholds raised", n),
    "requirement-lowered": lambda n: Message.plural(
        "{count} blocking requirement dropped", "{count} blocking requirements dropped", n
    ),
    "requirement": lambda n: Message.plural(
        "{count} blocking requirement changed", "{count} blocking requirements changed", n
    ),
    "condition": lambda n: Message.plural("{count} condition changed", "{count} conditions changed", n),
    "weight": lambda n: Message.plural("{count} weight changed", "{count} weights changed", n),
    "expected": lambda n: Message.plural("{count} expected level changed", "{count} expected levels changed", n),
    "due": lambda n: Message.plural("{count} due time changed", "{count} due times changed", n),
    "evidence": lambda n: Message.plural("{count} evidence rule changed", "{count} evidence rules changed", n),
    "band": lambda n: Message.plural("{count} bound of a band changed", "{count} bounds of bands changed", n),
    "setting": lambda n: Message.plural("{count} other setting changed", "{count} other settings changed", n),
    "dropped-recommendation": lambda n: Message.plural(
        "{count} recommendation dropped", "{count} recommendations dropped", n
    ),
    "added-recommendation": lambda n: Message.plural(
        "{count} recommendation added", "{count} recommendations added", n
    ),
    "dropped-other": lambda n: Message.plural("{count} other thing dropped", "{count} other things dropped", n),
    "added-other": lambda n: Message.plural("{count} other thing added", "{count} other things added", n),
}

WEAKER = {
    Weakening.DROPPED: Message.of("it is dropped"),
    Weakening.LOWER: Message.of("a lower level is enough"),
    Weakening.LATER: Message.of("it binds later"),
    Weakening.CONDITION: Message.of("it has another condition"),
    Weakening.EXCUSED: Message.of("more reasons set it aside"),
    Weakening.EVIDENCE: Message.of("less evidence is enough"),
}
"""How a blocking requirement is weaker than in the base."""


def weakening_text(how: tuple[Weakening, ...]) -> Message:
    """How a blocking requirement is weakened, as the end of a sentence."""
    first, *others = (WEAKER[one] for one in how)
    said = first
    for other in others:
        said = Message.of("{one}, {other}", one=said, other=other)
    return said


def relaxation_text(id: str, title: object, base: Base, how: tuple[Weakening, ...]) -> Message:
    """That a blocking requirement is weaker than in the base, and how."""
    return Message.of(
        "“{question}” ({id}) is a weaker blocking requirement than in {base}: {how}.",
        question=title, id=id, base=f"{base.id} {base.version}", how=weakening_text(how),
    )  # fmt: skip
