"""Asks web servers whether the pages that evidence names exist: several at once, within limits of time."""

import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from engage_cli import __version__

SECONDS, ALTOGETHER = 5.0, 60.0
"""Seconds for one server, and for all servers in one run."""
AT_ONCE = 8
"""The number of servers asked at once."""
MOST = 500
"""The most addresses asked in one run."""
_NO_PAGE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_NO_HEAD = frozenset({HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_IMPLEMENTED})


class Addresses:
    """What is known of web addresses; each is asked once in a run."""

    def __init__(self) -> None:
        self._known: dict[str, bool | None] = {}
        self._until: float | None = None
        self._opener = _opener()

    def request(self, addresses: Iterable[str]) -> None:
        """Asks for those of `addresses` that are not known yet."""
        new = [one for one in dict.fromkeys(addresses) if one not in self._known]
        if not new:
            return
        self._until = self._until or time.monotonic() + ALTOGETHER
        room = max(0, MOST - len(self._known))
        self._known.update(dict.fromkeys(new[room:]))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            self._known.update(zip(new[:room], pool.map(self._gone, new[:room]), strict=True))

    def is_gone(self, address: str) -> bool:
        """Whether the server says that nothing is at `address`."""
        return self._known.get(address) is True

    @property
    def unknown(self) -> tuple[str, ...]:
        """The addresses of which nothing could be learnt."""
        return tuple(one for one, gone in self._known.items() if gone is None)

    def _gone(self, address: str) -> bool | None:
        """None where its server does not say: no answer in time, no permission, a fault of its own."""
        status = self._status(address, "HEAD")
        if status in _NO_HEAD:
            status = self._status(address, "GET")
        if status in _NO_PAGE:
            return True
        return False if status is not None and status < HTTPStatus.BAD_REQUEST else None

    def _status(self, address: str, method: str) -> int | None:
        left = (self._until or 0) - time.monotonic()
        if left <= 0:
            return None
        try:
            request = _Page(address, method=method, headers={"User-Agent": f"engage/{__version__}"})
            with self._opener.open(request, timeout=min(SECONDS, left)) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (OSError, ValueError):
            return None


class _Page(Request):
    """Of http or https alone: `files.is_address` lets no other through."""


class _Within(HTTPRedirectHandler):
    """Follows no more than three steps."""

    max_redirections = 3


def _opener() -> OpenerDirector:
    return build_opener(_Within)
