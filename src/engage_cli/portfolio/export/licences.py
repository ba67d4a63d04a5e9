"""Licences for open data and their addresses."""

from collections.abc import Iterator

from engage_cli.errors import closest_word

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
"""SPDX ids of licences suitable for open data."""


def licence_id(word: str) -> str | None:
    """The SPDX id that `word` means, whatever its case; an address stands for itself; None where it is neither."""
    return word if is_address(word) else _IDS.get(word.casefold())


def is_address(word: str) -> bool:
    """Whether `word` is a web address."""
    scheme, _, rest = word.partition("://")
    host = rest.partition("/")[0]
    return scheme.casefold() in ("http", "https") and "." in host.strip(".") and word.isprintable() and " " not in word


def suggest_licence(word: str) -> str | None:
    """The id that was probably meant by a misspelt one; None where none is similar."""
    found = closest_word("-".join(word.split()), _IDS)
    return _IDS[found] if found else None


def licence_fields(name: str) -> Iterator[tuple[str, str]]:
    """The entries of a data package on a licence; its address only where it is known, never a made-up one."""
    if is_address(name):
        yield "path", name
        return
    yield "name", name
    if name in LICENCES:
        yield "path", f"https://spdx.org/licenses/{name}.html"


_IDS = {id.casefold(): id for id in LICENCES}
