"""Licences that suit open data, and where each is found."""

from collections.abc import Iterator

from engage_cli.errors import closest

LICENCES = (
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "PDDL-1.0",
    "ODC-By-1.0",
    "ODbL-1.0",
    "OGL-Canada-2.0",
    "etalab-2.0",
    "OGL-UK-3.0",
    "CDLA-Permissive-2.0",
)
"""SPDX ids."""


def known(word: str) -> str | None:
    """The id meant by `word`, whatever its capitals; an address stands for itself; None: neither."""
    return word if is_address(word) else _IDS.get(word.casefold())


def is_address(word: str) -> bool:
    """Whether `word` leads to a page on the Web."""
    scheme, _, rest = word.partition("://")
    host = rest.partition("/")[0]
    return scheme.casefold() in ("http", "https") and "." in host.strip(".") and word.isprintable() and " " not in word


def likely(word: str) -> str | None:
    """The id that was probably meant."""
    found = closest("-".join(word.split()), _IDS)
    return _IDS[found] if found else None


def described(name: str) -> Iterator[tuple[str, str]]:
    """What a data package says of a licence: its address where it is known, for an id never one that is made up."""
    if is_address(name):
        yield "path", name
        return
    yield "name", name
    if name in LICENCES:
        yield "path", f"https://spdx.org/licenses/{name}.html"


_IDS = {id.casefold(): id for id in LICENCES}
