"""Which engine lays out a PDF."""

from collections.abc import Callable
from typing import Any

from engage_cli.errors import MissingLibraryError
from engage_cli.report.choices import Engine, Kind


def settled(engine: Engine, kind: Kind) -> Engine:
    """`engine`, but for `AUTO` the first that loads and lays the kind out; where none does, the first of all."""
    if engine is not Engine.AUTO:
        return engine
    able = (e for e in Engine if e is not Engine.AUTO and kind in e.kinds and _loads(e))
    return next(able, Engine.WEASYPRINT)


def writer(engine: Engine, kind: Kind) -> Callable[..., bytes]:
    """What makes a PDF of a page of HTML, with the arguments of `engage_cli.report.pdf.weasyprint.write`."""
    write: Callable[..., bytes] = _module(settled(engine, kind)).write
    return write


def _loads(engine: Engine) -> bool:
    try:
        _module(engine).load()
    except MissingLibraryError:
        return False
    return True


def _module(engine: Engine) -> Any:
    from engage_cli.report.pdf import typst, weasyprint

    return typst if engine is Engine.TYPST else weasyprint
