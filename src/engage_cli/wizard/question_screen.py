"""The screen of one question: position, question, choices, current answer, help."""

import re
from itertools import chain

from engage_cli.errors import shortened
from engage_cli.i18n import NBSP
from engage_cli.model.answering import answerers
from engage_cli.model.project import Answer
from engage_cli.model.questionnaire import Gate, Question, Questionnaire, QuestionType, named
from engage_cli.model.scales import Choice, EvidenceRule
from engage_cli.model.sources import Resource
from engage_cli.model.text import GlossaryEntry, Text
from engage_cli.values import Value, replace
from engage_cli.wizard.asker import BLANK, Action, Command, Option, Paragraph, Speech, Tone
from engage_cli.wording.enumerations import CERTAINTY, EVIDENCE_KIND, enumeration_words
from engage_cli.wording.names import reading_note

_LONGEST_NAME = 24
"""Maximum number of characters of the project's name above a question."""


class Position(Value):
    """The position in a run: question `number` of `total`, with the estimated `minutes` left (0 at the last one)."""

    number: int
    total: int
    minutes: int
    opens: bool
    """Whether it is the first question of its section in this run."""
    project: str = ""
    """The name of the project."""
    for_gate: bool = False
    """Whether it is asked only for its gate, as the project does not aim at its section."""
    waits_for: tuple[str, ...] = ()
    """The ids of the unknown facts that decide whether it applies at all."""


def question_commands(
    _: Speech, *, aside: bool = True, recorded: bool = True, earlier: bool = False
) -> tuple[Command, ...]:
    """The actions at a question. `aside`: it may be "not applicable"; `recorded`: it has an answer; `earlier`: there is
    something from an older version.

    Each message has the form "letter|label".
    """
    offered = {Action.NOT_APPLICABLE: aside, Action.CLEAR: recorded, Action.EARLIER: earlier}
    return tuple(
        Command(action, *said.split("|", 1))
        for action, said in (
            (Action.UNKNOWN, _("d|Don’t know")),
            (Action.NOT_APPLICABLE, _("n|Not applicable")),
            (Action.SKIP, _("s|Skip")),
            (Action.BACK, _("b|Back")),
            (Action.NOTE, _("a|Add a note")),
            (Action.EVIDENCE, _("e|Evidence")),
            (Action.EARLIER, _("k|Keep the earlier note and evidence")),
            (Action.CLEAR, _("c|Clear the answer")),
            (Action.FIND, _("/|Go to…")),
            (Action.HELP, _("?|Help")),
            (Action.QUIT, _("q|Save and quit")),
        )
        if offered.get(action, True)
    )


def question_heading(
    _: Speech, questionnaire: Questionnaire, question: Question, where: Position
) -> tuple[Paragraph, ...]:
    """The top of the screen: from the position down to examples of evidence."""
    home = questionnaire.sections_of[question.id]
    named = [shortened(where.project, _LONGEST_NAME)] if where.project else []
    path = " · ".join((*named, *(_.words(section.title) for section in home)))
    place = _(
        "{section} · question {number} of {total} · {time}",
        section=path,
        number=where.number,
        total=where.total,
        time=describe_time_left(_, where.minutes),
    )
    intent = [Paragraph(_.words(home[-1].intent), Tone.ASIDE)] if where.opens and home[-1].intent else []
    gate = (
        [_("Blocking requirement, asked whatever the aims") if where.for_gate else _("Blocking requirement")]
        if question.gate
        else []
    )
    examples = _.words(question.evidence_examples)
    title = " · ".join([*([question.ref] if question.ref else []), _.words(question.title), *gate])
    return (
        Paragraph(place, Tone.WHERE),
        *intent,
        BLANK,
        Paragraph(title, Tone.WARNING if gate else Tone.TITLE),
        Paragraph(_.words(question.ask), Tone.ASK),
        *_who(_, questionnaire, question),
        *_waiting(_, questionnaire, where.waits_for),
        *([Paragraph(_("Why: {text}", text=why), Tone.QUIET)] if (why := _.words(question.why)) else []),
        *([Paragraph(_("Possible evidence: {text}", text=examples), Tone.QUIET)] if examples else []),
        BLANK,
    )


def _who(_: Speech, questionnaire: Questionnaire, question: Question) -> tuple[Paragraph, ...]:
    """Which units and functions can answer."""
    who = _answering(_, questionnaire, question)
    return (Paragraph(_("Who can answer: {name}", name=who)),) if who else ()


def _answering(_: Speech, questionnaire: Questionnaire, question: Question) -> str:
    return ", ".join(_.words(one.label) for one in answerers(question, questionnaire))


def _waiting(_: Speech, questionnaire: Questionnaire, facets: tuple[str, ...]) -> tuple[Paragraph, ...]:
    """Why a question is asked that may not apply to the project."""
    found = [facet for id in facets if (facet := questionnaire.facet(id))]
    names = "; ".join(_.words(facet.label or facet.ask) for facet in found)
    return (Paragraph(_("Asked because this is not known yet: {facts}", facts=names), Tone.QUIET),) if names else ()


def describe_time_left(_: Speech, minutes: int) -> str:
    """The estimated time for the remaining questions, in words."""
    return _.ngettext("about {count} min left", "about {count} min left", minutes) if minutes else _("the last one")


def choice_options(_: Speech, choices: tuple[Choice, ...]) -> tuple[Option, ...]:
    """Choices as options of a menu."""
    return tuple(Option(id=c.id, label=_.words(c.label), help=_.words(c.help)) for c in choices)


def level_options(_: Speech, choices: tuple[Choice, ...]) -> tuple[Option, ...]:
    """Choices as options numbered by their points, as in reports, where these are distinct single digits."""
    points = [c.points for c in choices]
    telling = len(set(points)) == len(points) and all(p in range(10) for p in points)
    shown = choice_options(_, choices)
    return tuple(replace(o, number=int(p)) for o, p in zip(shown, points, strict=True)) if telling else shown


def describe_level(_: Speech, option: Option) -> str:
    """An option in words: "Committed, level 2: what that means here"."""
    name = option.label
    if option.number is not None:
        name = _("{name}, level {level}", name=name, level=option.number)
    return _("{name}: {text}", name=name, text=option.help) if option.help else name


def question_options(_: Speech, question: Question) -> tuple[Option, ...]:
    """The choices of `question` as options of a menu."""
    if question.is_yes_no:
        return choice_options(_, question.choices[::-1])  # people say "yes or no"
    return (level_options if question.type is QuestionType.ONE else choice_options)(_, question.choices)


def chosen_ids(answer: Answer | None) -> tuple[str, ...]:
    """The ids of the choices of an answer; empty for None."""
    if answer is None:
        return ()
    return answer.choices if answer.choices is not None else (answer.choice,) if answer.choice else ()


def describe_choices(_: Speech, question: Question, answer: Answer | None) -> str:
    """The choices of an answer, each as in `describe_level`."""
    chosen = chosen_ids(answer)
    return "; ".join(describe_level(_, option) for option in question_options(_, question) if option.id in chosen)


def describe_answer(_: Speech, questionnaire: Questionnaire, question: Question, answer: Answer) -> str:
    """An answer in a few words."""
    if answer.unknown:
        return _("don’t know")
    if answer.reason is not None:
        kind = named(questionnaire.reasons, answer.reason)
        label = _.words(kind.label) if kind else answer.reason
        return _("not applicable ({reason}: {because})", reason=label, because=answer.because)
    if answer.text is not None:
        return answer.text
    labels = [_.words(c.label) for c in question.choices if c.id in chosen_ids(answer)]
    return ", ".join(labels) or _("nothing ticked")


def describe_rule(_: Speech, rule: EvidenceRule) -> str:
    """An evidence rule in words: "document, test or review, dated within 12 months"."""
    kinds = [enumeration_words(EVIDENCE_KIND, kind, _.tr) for kind in rule.kinds]
    listed = kinds[0] if len(kinds) == 1 else _("{first} or {last}", first=", ".join(kinds[:-1]), last=kinds[-1])
    if rule.valid is None:
        return listed
    spans = [
        _.ngettext("{count} year", "{count} years", rule.valid.years) if rule.valid.years else "",
        _.ngettext("{count} month", "{count} months", rule.valid.months) if rule.valid.months else "",
        _.ngettext("{count} day", "{count} days", rule.valid.days) if rule.valid.days else "",
    ]
    return _("{kinds}, dated within the last {time}", kinds=listed, time=" ".join(filter(None, spans)))


def help_paragraphs(_: Speech, questionnaire: Questionnaire, question: Question) -> tuple[Paragraph, ...]:
    """The help on a question: glossary terms, reasons, evidence, gate, who answers, "not applicable", resources."""
    home = questionnaire.sections_of[question.id][-1]
    parts = [
        (_("Words explained"), [_term(_, term) for term in glossary_terms(questionnaire, question, _.language)]),
        (_.words(home.title), [_.words(home.intent)]),
        (_("Why this question"), [_.words(question.why)]),
        (_("Possible evidence"), [_.words(question.evidence_examples)]),
        (_("Blocking requirement"), _gate(_, questionnaire, question.gate)),
        (_("Who can answer"), [_answering(_, questionnaire, question)]),
        (_("What the levels mean"), _levels(_, questionnaire, question)),
        (_("Where it does not apply"), [] if question.reasons else [_why_not_aside(_, question)]),
        (_("Resources"), [_resource(_, found) for found in _resources(questionnaire, question)]),
    ]
    body = [_part(title, [line for line in lines if line]) for title, lines in parts]
    shown = list(chain.from_iterable(body))
    return tuple(shown) or (Paragraph(_("There is no more to say about this question."), Tone.QUIET),)


def _why_not_aside(_: Speech, question: Question) -> str:
    if question.gate is not None:
        return _(
            "This is a blocking requirement that the facts about the project call for: it cannot be set aside. Where "
            "a fact is wrong, correct it with engage facts; where nobody knows, answer “don’t know”."
        )
    return _(
        "The questionnaire asks this of every project: it cannot be set aside. Where nobody knows, answer “don’t know”."
    )


def _part(title: str, lines: list[str]) -> list[Paragraph]:
    if not lines:
        return []
    return [Paragraph(title, Tone.TITLE), *(Paragraph(line, indent=2, hang=2) for line in lines), BLANK]


def _gate(_: Speech, questionnaire: Questionnaire, gate: Gate | None) -> list[str]:
    if gate is None:
        return []
    basis = named(questionnaire.bases, gate.basis)
    sure = _("certainty: {level}", level=enumeration_words(CERTAINTY, gate.certainty, _.tr))
    marks = [_.words(basis.label) if basis else gate.basis, sure]
    return [_.words(gate.rule), f"({', '.join(marks)})", _.words(gate.certainty_note), _.words(gate.ask_whom)]


def _levels(_: Speech, questionnaire: Questionnaire, question: Question) -> list[str]:
    scale = questionnaire.scale(question.scale)
    said = [(_.words(c.label), _.words(c.help)) for c in scale.choices] if scale else []
    return [_("{name}: {text}", name=label, text=text) for label, text in said if text]


def _resources(questionnaire: Questionnaire, question: Question) -> list[Resource]:
    ids = dict.fromkeys((*question.resources, *(question.gate.resources if question.gate else ())))
    return [found for id in ids if (found := questionnaire.resource(id))]


def _resource(_: Speech, resource: Resource) -> str:
    name = ", ".join(filter(None, (_.words(resource.title), resource.publisher)))
    return "\n".join(filter(None, (f"{name} ({reading_note(resource, _.language, _.tr)})", resource.url)))


def _term(_: Speech, term: GlossaryEntry) -> str:
    return _("{name}: {text}", name=_.words(term.term), text=_.words(term.note)) if term.note else ""


def glossary_terms(questionnaire: Questionnaire, question: Question, language: str) -> tuple[GlossaryEntry, ...]:
    """The glossary entries whose terms occur in the question's texts."""
    texts: tuple[Text | None, ...] = (
        question.title,
        question.ask,
        question.why,
        question.evidence_examples,
        question.gate.rule if question.gate else None,
        *(c.help or c.label for c in question.choices),
    )
    read = _plain(" \n ".join(text.to(language) for text in texts if text))
    return tuple(term for term in questionnaire.glossary if _occurs(_plain(term.term.to(language)), read))


def _plain(text: str) -> str:
    return text.casefold().replace("’", "'").replace(NBSP, " ")


def _occurs(term: str, text: str) -> bool:
    """Whether one of the names in `term` ("a; b (c)" has two) occurs as words of `text`, in singular or plural."""
    names = [name.strip() for name in re.split(r"[;,/]", re.sub(r"\(.*?\)", "", term))]
    patterns = (r"(?:s|x)? ".join(re.escape(word) for word in name.split()) for name in names if name)
    return any(re.search(rf"(?<!\w){pattern}(?:s|x|es)?(?!\w)", text) for pattern in patterns)
