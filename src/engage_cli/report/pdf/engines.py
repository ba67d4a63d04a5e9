"""Chooses the engine that lays out a PDF."""

from collections.abc import Callable
from typing import Any

from engage_cli.errors import MissingLibraryError
from engage_cli.report.choices import Engine, Kind


def choose_engine(engine: Engine, kind: Kind, *, own_pages: bool = False) -> Engine:
    """`engine`; for `AUTO`, typst where it is installed and supports `kind`, else WeasyPrint.

    `own_pages`: templates from outside take part, whose style sheets only WeasyPrint reads.
    """
    if engine is not Engine.AUTO:
        return engine
    fast = kind in Engine.TYPST.kinds and not own_pages and is_installed(Engine.TYPST)
    return Engine.TYPST if fast else Engine.WEASYPRINT


def pdf_writer(engine: Engine, kind: Kind) -> Callable[..., bytes]:
    """The function that makes a PDF of an HTML page, with the parameters of
    `engage_cli.report.pdf.weasyprint.write`."""
    write: Callable[..., bytes] = _module(choose_engine(engine, kind)).write
    return write


def is_installed(engine: Engine) -> bool:
    """Whether the engine and the libraries it needs can be loaded."""
    try:
        _module(engine).load()
    except MissingLibraryError:
        return False
    return True


def _module(engine: Engine) -> Any:
    from importlib import import_module

    return import_module(f"engage_cli.report.pdf.{engine}")
