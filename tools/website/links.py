"""Whether everything in a built site leads somewhere, and nothing in it is loaded from a network."""

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data", "video": "src"}
"""What a browser fetches by itself; of `link`, see RELATIONS."""
RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch", "manifest", "prefetch"}


class Page(HTMLParser):
    """What a page names, what it loads, and the places in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes note of one element."""
        values = {name: value or "" for name, value in attrs}
        self.places |= {values[name] for name in ("id", "name") if values.get(name) and tag != "meta"}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag in LOADED and LOADED[tag] in values:
            self.loaded.append(values[LOADED[tag]])
        if tag == "link" and RELATIONS & set(values.get("rel", "").split()):
            self.loaded.append(values.get("href", ""))


@cache
def page(path: Path) -> Page:
    """The page at `path`, read once."""
    return Page(path.read_text(encoding="utf-8"))


def faults(site: Path) -> Iterator[str]:
    """A line for each link that leads nowhere and each thing that is loaded from elsewhere, file by file."""
    for path in sorted(site.rglob("*.html")):
        here, name = page(path), path.relative_to(site).as_posix()
        for link in dict.fromkeys([*here.links, *here.loaded]):
            if why := _fault(link, path, loaded=link in here.loaded):
                yield f"{name}: {link}: {why}"


def _fault(link: str, path: Path, *, loaded: bool) -> str:
    """What is wrong with a link of the page at `path`; empty where nothing is."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return "is loaded from elsewhere" if loaded and parts.scheme != "data" else ""
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if target.is_dir():
        target /= "index.html"
    if not target.is_file():
        return "leads nowhere"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in page(target).places:
        return "there is no such place on that page"
    return ""
