"""A document put together from others, of which each value knows the file and line that it was written in."""

import hashlib
from collections.abc import Mapping

from engage_cli.errors import Place
from engage_cli.files.yaml_reading import Document

Origin = tuple[Document, Place]


class ComposedDocument(Document, kw_only=True, eq=False):
    """The document that an overlay and its base make; its path, text and tree are those of the overlay."""

    origins: Mapping[Place, Origin]
    """The document and place that each value comes from, by its place here; places without an entry share that of the
    nearest one above, and () is always there.
    """
    base: str
    """The digest of the base."""

    @property
    def digest(self) -> str:
        """`sha256:` and the hexadecimal digest of the digests of the overlay and of its base."""
        own = hashlib.sha256(self.text.encode()).hexdigest()
        return "sha256:" + hashlib.sha256(f"sha256:{own}\n{self.base}".encode()).hexdigest()

    def origin(self, place: Place) -> Origin:
        """The document in which the value at `place` is written, and its place there."""
        return origin_of(self.origins, place)


def origin_of(origins: Mapping[Place, Origin], place: Place) -> Origin:
    """The document and place in which the value at `place` is written, by the nearest entry of `origins`."""
    for length in range(len(place), -1, -1):
        if found := origins.get(place[:length]):
            return found[0], (*found[1], *place[length:])
    raise KeyError(place)
