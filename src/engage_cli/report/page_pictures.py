"""Reads the pictures of a page: only from the page itself or from its template folder."""

from base64 import b64decode
from pathlib import Path
from urllib.parse import unquote, urlsplit

from engage_cli.errors import InputError, Message, Problem

SUFFIXES = {".png": "png", ".jpg": "jpg", ".jpeg": "jpg", ".svg": "svg", ".gif": "gif", ".webp": "webp"}
MEDIA_TYPES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/svg+xml": "svg",
    "image/gif": "gif",
    "image/webp": "webp",
}


def read_picture(source: str, base: Path) -> tuple[bytes, str]:
    """The bytes of a picture and its format ("png", "svg"…; empty where it is not a known one).

    Raises InputError where the source is anything but a `data:` URI or a file of the folder `base`.
    """
    return _inline(source) if source.startswith("data:") else _of_folder(source, base)


def _inline(source: str) -> tuple[bytes, str]:
    head, _, content = source.partition(",")
    media_type, *parameters = head.removeprefix("data:").split(";")
    found = b64decode(content) if "base64" in parameters else unquote(content).encode()
    return found, MEDIA_TYPES.get(media_type, "")


def _of_folder(source: str, base: Path) -> tuple[bytes, str]:
    parts = urlsplit(source)
    path = (base / unquote(parts.path)).resolve()
    if parts.scheme or parts.netloc or not path.is_relative_to(base.resolve()) or not path.is_file():
        refused = Message.of("The template asks for “{url}”, which is not a file of its folder.", url=source)
        raise InputError(Problem(path=str(base), message=refused))
    return path.read_bytes(), SUFFIXES.get(path.suffix.lower(), "")
