"""The Python that shipped templates become: what Jinja writes, without two questions that they never raise.

Jinja asks every function, at every call, whether it wants the context: none that a shipped template calls does. And it
marks every value as escaped once more: `finalize` has escaped it already. Both took a third of the time of a page.
"""

from collections.abc import Callable
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame


class Direct(CodeGenerator):
    """Calls functions directly, and writes what `finalize` gives as it is."""

    def get_visitor(self, node: nodes.Node) -> Callable[..., Any] | None:
        """What writes `node`."""
        return self._call if isinstance(node, nodes.Call) else super().get_visitor(node)

    def _call(self, node: nodes.Call, frame: Frame) -> None:
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(given.key) for given in node.kwargs):
            self.visit_Call(node, frame)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for given in node.kwargs:
            self.write(f"{given.key}=")
            self.visit(given.value, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del node, frame
        self.write(finalize.src or "str(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        del node, frame, finalize
        self.write(")")


class Shipped(Environment):
    """The environment of shipped templates alone."""

    code_generator_class = Direct
