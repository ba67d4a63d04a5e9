"""Which engine lays out a PDF."""

from collections.abc import Callable

from engage_cli.errors import MissingLibraryError
from engage_cli.report.request import Engine, Kind

KINDS = {Engine.TYPST: (Kind.FULL, Kind.SUMMARY)}
"""The kinds that an engine lays out, where they are not all."""


def lays_out(engine: Engine, kind: Kind) -> bool:
    return kind in KINDS.get(engine, tuple(Kind))


def settled(engine: Engine, kind: Kind) -> Engine:
    """`engine`, but for `AUTO` the first that loads and lays the kind out; where none does, the first of all."""
    if engine is not Engine.AUTO:
        return engine
    able = (e for e in (Engine.WEASYPRINT, Engine.TYPST) if lays_out(e, kind) and _loads(e))
    return next(able, Engine.WEASYPRINT)


def writer(engine: Engine, kind: Kind) -> Callable[..., bytes]:
    """What makes a PDF of a page of HTML, with the arguments of `engage_cli.report.pdf.weasyprint.write`."""
    from engage_cli.report.pdf import typst, weasyprint

    return typst.write if settled(engine, kind) is Engine.TYPST else weasyprint.write


def _loads(engine: Engine) -> bool:
    from engage_cli.report.pdf import typst, weasyprint

    try:
        (typst if engine is Engine.TYPST else weasyprint).load()
    except MissingLibraryError:
        return False
    return True
