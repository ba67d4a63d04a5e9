"""The finding of a lint, and the context in which every lint rule looks at a questionnaire."""

import datetime as dt
from collections.abc import Iterator
from functools import cached_property

from engage_cli.authoring.prover import Example, Prover
from engage_cli.errors import Message
from engage_cli.files.nodes import Node
from engage_cli.model.questionnaire import Question, Questionnaire, Section
from engage_cli.questionnaire.loaded import LoadedQuestionnaire, SourceNodes
from engage_cli.values import Value


class Finding(Value, kw_only=True):
    """Something wrong in a questionnaire; (rule, subject) identifies it."""

    rule: str
    subject: str
    node: Node
    at_key: bool = False
    """Whether it is about the key rather than the value at `node`."""
    message: Message
    """Its values may be texts of the questionnaire."""
    repair: Message | None = None
    """What to do; None: what the rule says."""
    examples: tuple[Example, ...] = ()
    """Projects that demonstrate it."""


class LintContext(Value, kw_only=True, dict=True):
    """A questionnaire with its files, on the day of the lint: the input of every rule."""

    loaded: LoadedQuestionnaire
    as_of: dt.date
    prover: Prover

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire being linted."""
        return self.loaded.questionnaire

    @cached_property
    def written(self) -> SourceNodes:
        """The files it was read from."""
        return self.loaded.sources()

    @property
    def root(self) -> Node:
        """The root node of questionnaire.yaml."""
        return self.written.root

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of its files, in the order in which questionnaire.yaml names them."""
        parts = (self.written.overlay, self.root, *self.written.sections, self.written.resources)
        return tuple(dict.fromkeys(one.path for one in parts if one))

    def node(self, id: str) -> Node:
        """The node of the section or question with that id."""
        return self.written.by_id.get(id, self.root)

    def recommendation(self, question: str, id: str) -> Node:
        """The node of a recommendation of that question."""
        node = self.node(question)
        return next((one for one in node.each("recommendations") if one.value["id"] == id), node)

    def listed(self, key: str) -> Iterator[tuple[str, Node]]:
        """(id, node) of each entry in the list `key` of questionnaire.yaml."""
        yield from ((one.value["id"], one) for one in self.root.each(key))

    def questions(self) -> Iterator[tuple[Question, Node]]:
        """(question, node) of every question."""
        yield from ((one, self.node(one.id)) for one in self.questionnaire.by_id.values())

    def sections(self) -> Iterator[tuple[Section, Node]]:
        """(section, node) of every section."""
        yield from ((one, self.node(one.id)) for one in self.questionnaire.walk())
