"""Questionnaires, and where each thing in them is written."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from engage_cli.errors import Place
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node, position
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.values import Value


class Written(Value, kw_only=True):
    """The files of a questionnaire as they were read."""

    root: Node
    """questionnaire.yaml."""
    origins: Mapping[str, Node]
    """Sections and questions by id."""
    sections: tuple[Node, ...] = ()
    """Outermost sections, in their order, wherever they are written."""
    resources: Node | None = None
    """All of them, wherever they are written."""
    overlay: Node | None = None
    """Of an overlay: its file as it is written. Then all the others are what comes of it."""


class LoadedQuestionnaire(Value, kw_only=True):
    """A questionnaire, and where each thing in it is written."""

    questionnaire: Questionnaire
    path: Path
    """Of its questionnaire.yaml."""
    written: Callable[[], Written]
    """Reads the files again where the questionnaire came compiled."""
    base: "LoadedQuestionnaire | None" = None
    """Of an overlay: what it is laid over."""
    named: tuple[str, ...] | None = None
    """The files that questionnaire.yaml names, where that is known without reading it again."""

    def files(self) -> Iterator[Path]:
        """Its questionnaire.yaml, the files of sections and resources that this names, and those of its base."""
        yield self.path
        if self.base:
            yield from self.base.files()
            return
        yield from (self.path.parent / name for name in (named(self.path) if self.named is None else self.named))

    def locate(self, what: Place | str) -> tuple[str, int, int]:
        """File, line and column of a place of questionnaire.yaml, or of the section or question with that id.

        An id that nothing has is taken to be at the top of the file.
        """
        files = self.written()
        node = files.origins.get(what, files.root) if isinstance(what, str) else Node(files.root.document, what, None)
        line, column = position(node.document, node.place)
        return node.path, line, column


def named(path: Path) -> tuple[str, ...]:
    """The files of sections and resources that the questionnaire.yaml at `path` names. Raises InputError."""
    value = yaml_reading.read(path).value
    mentioned = [*value.get("sections", ()), value.get("resources")] if isinstance(value, dict) else []
    return tuple(name for name in mentioned if isinstance(name, str))
