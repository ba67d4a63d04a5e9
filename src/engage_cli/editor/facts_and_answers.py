"""A questionnaire's facts, questions and choices as parts of a schema, worded for whoever types them."""

import json
from collections.abc import Iterable, Sequence

from engage_cli.editor.bundles import OWN_TITLE, Node
from engage_cli.i18n import LANGUAGE
from engage_cli.model.project import NO_WORDS, UNKNOWN, UNKNOWN_WORDS, YES_WORDS
from engage_cli.model.questionnaire import Gate, Question, Questionnaire, QuestionType, Section, named
from engage_cli.model.scales import Choice, Facet, FacetType, Label
from engage_cli.model.text import Text
from engage_cli.project.references import target_levels
from engage_cli.wording.plain import PlainWording

_BESIDE = ("evidence", "note", "by", "reviewed", "agreed")
"""Keys that every answer can have besides the answer itself."""
_OPEN: Node = {"additionalProperties": False, "patternProperties": {"^x-": True}}

Meant = tuple[object, str]
"""(value that may be written, its meaning)."""


class SchemaWriter(PlainWording, kw_only=True):
    """Writes what `questionnaire` asks as parts of the schema of its projects, in one language."""

    questionnaire: Questionnaire

    # ── facts ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def facts(self, *, all_required: bool) -> Node:
        """The facts of a project, by id; `all_required`: required facts must be present."""
        said = self.tr.gettext("Facts about the project; they decide which questions are asked.")
        needed = [facet.id for facet in self.questionnaire.facets if facet.required and all_required]
        return {
            "description": said, "type": "object" if needed else ["object", "null"], "required": needed,
            "properties": {facet.id: self._fact(facet, needed) for facet in self.questionnaire.facets},
            "additionalProperties": False,
        }  # fmt: skip

    def _fact(self, facet: Facet, needed: Sequence[str]) -> Node:
        nothing = () if facet.id in needed else ((None, self.tr.gettext("Not said yet.")),)
        unknown = () if facet.required else ((UNKNOWN, self.tr.gettext("Nobody knows yet.")),)
        other = UNKNOWN_WORDS if unknown else ()
        said = {OWN_TITLE: facet.id, "description": self._lines(facet.ask, facet.help)}
        match facet.type:
            case FacetType.ONE:
                return said | _unless(other, _among((*self._choices(facet.choices), *unknown, *nothing)))
            case FacetType.YES_NO:
                return said | _unless((*_YES_NO, *other), _among((*self._yes_no(), *unknown, *nothing)))
            case FacetType.MANY:
                return said | self._several(facet, (*unknown, *nothing), other)

    def _several(self, facet: Facet, others: Sequence[Meant], words: Sequence[str]) -> Node:
        """A list of choices, or a single one; `words` are accepted too but not offered."""
        least = max(facet.least, 1 if facet.required else 0)
        choices = self._choices(facet.choices)
        most = {} if facet.most is None else {"maxItems": facet.most}
        listed = {"uniqueItems": True, "minItems": least, "items": _among(choices)} | most
        alone = _unless(words, _among((*choices, *others) if least <= 1 else others))
        return listed | {"if": {"type": "array"}, "else": alone}

    def _yes_no(self) -> tuple[Meant, ...]:
        row = LANGUAGE[self.language]
        return (True, row.yes[0]), (False, row.no[0])

    # ── answers ───────────────────────────────────────────────────────────────────────────────────────────────────

    def answers(self) -> Node:
        """The schema of each answer, by question id."""
        asked = {id: self._answer(question) for id, question in self.questionnaire.by_id.items()}
        said = self.tr.gettext("Answers by question id; “engage assess” writes them.")
        return {"description": said, "type": ["object", "null"], "properties": asked, "additionalProperties": False}

    def _answer(self, question: Question) -> Node:
        key = question.type.key
        properties: Node = {key: self._answered(question)} | {name: _part(name) for name in ("unknown", *_BESIDE)}
        if question.reasons:
            properties["not_applicable"] = self._not_applicable(question)
        if question.criteria:
            met = _among((one.id, self.text(one.label)) for one in question.criteria)
            properties["criteria"] = _part("criteria") | {"items": met}
        ways = [{"required": [name]} for name in (key, "unknown", "not_applicable") if name in properties]
        gate = self._gate(question.gate) if question.gate else None
        return {
            OWN_TITLE: self.text(question.title),
            "description": self._lines(question.ask, gate, question.why),
            "type": ["object", "null"], "properties": properties, **_OPEN,
            "if": {"type": "object"}, "then": {"oneOf": ways},
        }  # fmt: skip

    def _gate(self, gate: Gate) -> str:
        """A gate in words: "Blocking requirement (Law): …"."""
        basis = named(self.questionnaire.bases, gate.basis)
        said = self.tr.gettext("Blocking requirement")
        return f"{said} ({self.text(basis.label)}){self.colon} {self.text(gate.rule)}" if basis else said

    def _answered(self, question: Question) -> Node:
        choices = self._choices(question.ladder)
        match question.type:
            case QuestionType.TEXT:
                return _part("text")
            case QuestionType.MANY:
                return _part("choices") | {"items": _among(choices)}
            case QuestionType.ONE if question.is_yes_no:
                helps = {choice.id == "yes": self._lines(choice.label, choice.help) for choice in question.choices}
                return _unless(_YES_NO, _among(sorted(helps.items(), reverse=True)))
            case QuestionType.ONE:
                words = {one.id for one in question.choices} & {"yes", "no"}
                return _among((*choices, *((word == "yes", "") for word in sorted(words, reverse=True))))

    def _not_applicable(self, question: Question) -> Node:
        reasons = [reason for reason in self.questionnaire.reasons if reason.id in question.reasons]
        because = {"$ref": f"{_ANSWER}/not_applicable/properties/because"}
        return {
            "description": self.tr.gettext("It does not apply: the kind of reason, and a sentence."),
            "type": "object", "required": ["reason", "because"], **_OPEN,
            "properties": {"reason": _among(self._labels(reasons)), "because": because},
        }  # fmt: skip

    # ── ids elsewhere ─────────────────────────────────────────────────────────────────────────────────────────────

    def targets(self) -> Node:
        """The level that a team sets as its target, by section id."""
        return {section.id: self._target(section) for section in self.questionnaire.walk() if target_levels(section)}

    def _target(self, section: Section) -> Node:
        offered = {choice.id: choice for question in section.all_questions() for choice in question.choices}
        means = ((id, self.text(offered[id].label)) for id in target_levels(section))
        return {OWN_TITLE: section.id, "description": self._lines(section.title), **_among(means)}

    def steps(self) -> Node:
        """The notes on the path, by step id."""
        note = {"$ref": "project.schema.json#/$defs/stepNote"}
        return {one.id: {"description": self._lines(one.title, one.do), **note} for one in self.questionnaire.path}

    def one_of_the_questions(self) -> Node:
        """A schema for the id of one of the questions."""
        return _among((id, self.text(question.title)) for id, question in self.questionnaire.by_id.items())

    def one_of_the_units(self) -> Node:
        """A schema for the id of one of the units."""
        return _among(self._labels(self.questionnaire.units))

    def reference(self) -> Node:
        """The questionnaire that is answered; another version is marked, not refused."""
        own, other = self.questionnaire, "#/$defs/reference/properties"
        said = self.tr.gettext(
            "This schema is of version {version}: “engage migrate” brings the project there, “engage schema” writes "
            "another schema."
        ).format(version=own.version)
        reference = f"project.schema.json{other}"
        version = {
            "description": self.tr.gettext("Version that is answered."), "allOf": [{"$ref": f"{reference}/version"}],
            "if": {"const": own.version}, "else": {"deprecationMessage": said},
        }  # fmt: skip
        id = {"description": self.text(own.title), "const": own.id}
        properties = {"id": id, "version": version, "digest": {"$ref": f"{reference}/digest"}}
        return {"type": ["object", "null"], "required": ["id"], "properties": properties, **_OPEN}

    # ── words ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _choices(self, choices: Iterable[Choice]) -> tuple[Meant, ...]:
        return tuple((choice.id, self._named(choice.label, choice.help)) for choice in choices)

    def _labels(self, labels: Iterable[Label]) -> tuple[Meant, ...]:
        return tuple((label.id, self._named(label.label, label.help)) for label in labels)

    def _named(self, label: Text, help: Text | None) -> str:
        """A label with its explanation: "Committed: the sentence that is true then"."""
        return f"{self.text(label)}{self.colon} {self.text(help)}" if help else self.text(label)

    def _lines(self, *texts: Text | str | None) -> str:
        return "\n\n".join(self.text(text) for text in texts if text)


_ANSWER = "project.schema.json#/$defs/answer/properties"


def _part(name: str) -> Node:
    """A part of an answer as in the schema of any questionnaire's answers."""
    return {"$ref": f"{_ANSWER}/{name}"}


def _unless(words: Sequence[str], node: Node) -> Node:
    """`node`, or one of `words` in any case, which are accepted but not offered."""
    if not words:
        return node
    other = {"type": "string", "pattern": f"^({'|'.join(map(_any_case, sorted(words)))})$"}
    offered = zip(node["enum"], node["enumDescriptions"], strict=True)
    snippets = [
        {"label": json.dumps(v).strip('"'), "description": said, "body": v} for v, said in offered if v is not None
    ]
    return {"if": other, "else": node, "defaultSnippets": snippets}


def _among(meant: Iterable[Meant]) -> Node:
    """One of these values, each with its meaning."""
    pairs = tuple(meant)
    return {"enum": [value for value, _ in pairs], "enumDescriptions": [said for _, said in pairs]}


def _any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" for letter in word)


_YES_NO = (*YES_WORDS, *NO_WORDS)
"""The words for yes and no in all languages."""
