"""A document put together from others: each value knows the file and line that it was written in."""

import hashlib
from collections.abc import Mapping

from engage_cli.errors import Place
from engage_cli.files.yaml_reading import Document

Origin = tuple[Document, Place]


class Composed(Document, kw_only=True, eq=False):
    """What comes of an overlay. Its path, text and tree are those of the overlay."""

    origins: Mapping[Place, Origin]
    """Where what stands at a place comes from, and with it all that has no entry of its own; () is there."""
    base: str
    """The digest of what lies below."""

    @property
    def digest(self) -> str:
        """`sha256:` and the hexadecimal digest of the digests of the overlay and of its base."""
        own = hashlib.sha256(self.text.encode()).hexdigest()
        return "sha256:" + hashlib.sha256(f"sha256:{own}\n{self.base}".encode()).hexdigest()

    def origin(self, place: Place) -> Origin:
        """The file, and the place in it."""
        return origin_of(self.origins, place)


def origin_of(origins: Mapping[Place, Origin], place: Place) -> Origin:
    """The file and the place in it of `place`, by the nearest entry."""
    for length in range(len(place), -1, -1):
        if found := origins.get(place[:length]):
            return found[0], (*found[1], *place[length:])
    raise KeyError(place)
