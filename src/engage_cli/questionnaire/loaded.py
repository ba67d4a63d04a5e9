"""A loaded questionnaire: its frozen values, and the YAML nodes that they were read from."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from engage_cli.errors import Place
from engage_cli.files import yaml_reading
from engage_cli.files.nodes import Node, position
from engage_cli.model.questionnaire import Questionnaire
from engage_cli.values import Value


class SourceNodes(Value, kw_only=True):
    """The YAML nodes that a questionnaire was read from."""

    root: Node
    """The root of questionnaire.yaml."""
    by_id: Mapping[str, Node]
    """The node of each section and question, by id."""
    sections: tuple[Node, ...] = ()
    """The outermost sections in their order, whichever file they are written in."""
    resources: Node | None = None
    """The node of all resources, whichever file they are written in; None where there are none."""
    overlay: Node | None = None
    """The root of the overlay’s own file; the other nodes are then those of the resolved questionnaire.

    None where it is no overlay.
    """


class LoadedQuestionnaire(Value, kw_only=True):
    """A questionnaire and the files that it was read from."""

    questionnaire: Questionnaire
    path: Path
    """Where its questionnaire.yaml stands."""
    sources: Callable[[], SourceNodes]
    """Gives the YAML nodes; reads the files first where the questionnaire came compiled."""
    base: "LoadedQuestionnaire | None" = None
    """The base of an overlay; None where it is none."""
    referenced_files: tuple[str, ...] | None = None
    """The names of the files that questionnaire.yaml refers to; None where it has to be read for them."""

    def files(self) -> Iterator[Path]:
        """The paths of its questionnaire.yaml, of the files that this names, and of those of its base."""
        yield self.path
        if self.base:
            yield from self.base.files()
            return
        yield from (
            self.path.parent / name
            for name in (files_named_in(self.path) if self.referenced_files is None else self.referenced_files)
        )

    def locate(self, what: Place | str) -> tuple[str, int, int]:
        """The file, line and column of a place of questionnaire.yaml, or of the section or question with that id.

        An id that nothing has is taken to be at the top of the file.
        """
        files = self.sources()
        node = files.by_id.get(what, files.root) if isinstance(what, str) else Node(files.root.document, what, None)
        line, column = position(node.document, node.place)
        return node.path, line, column


def files_named_in(path: Path) -> tuple[str, ...]:
    """The files of sections and resources that the questionnaire.yaml at `path` names. Raises InputError."""
    value = yaml_reading.read(path).value
    mentioned = [*value.get("sections", ()), value.get("resources")] if isinstance(value, dict) else []
    return tuple(name for name in mentioned if isinstance(name, str))
