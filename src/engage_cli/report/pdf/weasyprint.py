"""Makes a PDF from an HTML page with WeasyPrint: tagged (PDF/UA-1), archival (PDF/A-3a), reproducible byte for byte."""

import contextlib
import datetime as dt
import gc
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname

from engage_cli.errors import InputError, Message, MissingLibraryError, Problem
from engage_cli.report.choices import Attach
from engage_cli.report.pdf.glyphs import replace_undrawable
from engage_cli.report.pdf.hastened import compress_streams, fast_styling, lazy_font_tools
from engage_cli.shipped import shipped

if TYPE_CHECKING:
    from engage_cli.report.request import Attachment

DECLARED = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
"""Says in the metadata that the file is PDF/UA-1 too, with the description of that statement which PDF/A wants."""


_FORWARD = re.compile(
    "<bdi>([^<\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U0001efff]*)</bdi>"
)
"""What the team wrote, set apart, without a character that runs from right to left: it steers nothing around it, and an
element costs more to lay out than its words."""


def write(page: str, *, base: Path, epoch: int, attachments: "Sequence[Attachment]" = ()) -> bytes:
    """The PDF of a page of HTML; pictures and style sheets come from the folder `base` or from the page itself.

    `epoch` (seconds since 1970) dates the fonts. Raises MissingLibraryError where Pango is not installed,
    InputError where the page asks for anything from elsewhere.
    """
    with _settled(epoch), _unswept():
        return _written(page, base, epoch, attachments)


def _written(page: str, base: Path, epoch: int, attachments: "Sequence[Attachment]") -> bytes:
    weasyprint = load()
    with _told(base), fast_styling(weasyprint):
        fetcher = _fetcher(base)
        document = _document(weasyprint, replace_undrawable(page), f"{base.resolve().as_uri()}/", fetcher)
        files = [_attached(weasyprint, file, epoch, fetcher) for file in attachments]
        found = document.write_pdf(pdf_variant="pdf/a-3a", finisher=_finish, attachments=files)
    assert isinstance(found, bytes)
    return found


def _document(weasyprint: Any, page: str, base_url: str, fetcher: Any) -> Any:
    """The WeasyPrint document of a page, from our faster parser where the page needs no repair."""
    from engage_cli.report.page_tree import parse_well_formed

    page = _valued(_FORWARD.sub(r"\1", page))
    root = parse_well_formed(page)
    if root is None:
        return weasyprint.HTML(string=page, base_url=base_url, url_fetcher=fetcher)
    from cssselect2 import ElementWrapper

    class Read(weasyprint.HTML):
        def __init__(self) -> None:
            """As that of its parent, but for reading."""
            self.base_url, self.url_fetcher, self.media_type = base_url, fetcher, "print"
            self.wrapper_element = ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return Read()


_COLOUR = re.compile(r"--([\w-]+): *(#[0-9a-fA-F]{6})\b")
_STYLES = re.compile("<style>.*?</style>", re.DOTALL)
_VARIABLE = re.compile(r"var\(--([\w-]+)\)")


def _valued(page: str) -> str:
    """The page with its CSS colour variables replaced by their values, where each has one: WeasyPrint would resolve
    them for every element."""
    named: dict[str, set[str]] = {}
    for name, colour in _COLOUR.findall("".join(_STYLES.findall(page))):
        named.setdefault(name, set()).add(colour)
    known = {name: next(iter(colours)) for name, colours in named.items() if len(colours) == 1}
    return _STYLES.sub(lambda sheet: _VARIABLE.sub(lambda found: known.get(found[1], found[0]), sheet[0]), page)


def _attached(weasyprint: Any, file: "Attachment", epoch: int, fetcher: Any) -> Any:
    day = dt.datetime.fromtimestamp(epoch, dt.UTC).replace(tzinfo=None)
    return weasyprint.Attachment(
        string=file.content,
        url_fetcher=fetcher,
        name=file.name,
        description=file.name,
        created=day,
        modified=day,
        relationship="Data" if file.what is Attach.RESULTS else "Source",
    )


@contextlib.contextmanager
def _settled(epoch: int) -> Iterator[None]:
    """Within the block, WeasyPrint prints nothing on stdout, uses our own fonts, and writes fixed dates."""
    fixed = {
        "SOURCE_DATE_EPOCH": str(epoch),
        "FONTCONFIG_FILE": str(shipped("report_templates") / "fonts" / "fonts.conf"),
    }
    before = {name: os.environ.get(name) for name in fixed}
    os.environ.update(fixed)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextlib.contextmanager
def _unswept() -> Iterator[None]:
    """Within the block, garbage collection is off: layout makes millions of objects that live to its end."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def load() -> Any:
    """The WeasyPrint library, without the banner that it prints where Pango is missing.

    Raises MissingLibraryError where Pango or another library is missing.
    """
    try:
        with _settled(0), contextlib.redirect_stdout(io.StringIO()):
            return _imported()
    except (ImportError, OSError) as error:
        raise MissingLibraryError(
            Message.of(
                "A PDF needs Pango, a library of the system, and it is not installed ({error}).", error=_first(error)
            ),
            Message.of(
                "Debian, Ubuntu: sudo apt-get install libpangoft2-1.0-0 libharfbuzz-subset0. "
                "macOS: brew install pango. Without it, --pdf-engine typst works, and every other format."
            ),
        ) from error


def _imported() -> Any:
    """Imports WeasyPrint. On Linux it tries several names for each library, and for each wrong one cffi starts a
    compiler and a linker: this gives the right names at once."""
    from ctypes import util

    asked = util.find_library
    if sys.platform == "linux":
        with contextlib.suppress(ImportError, OSError):
            cast("Any", util).find_library = str  # a name as it is: no search
            try:
                with lazy_font_tools():
                    import weasyprint
            finally:
                util.find_library = asked
            import ctypes

            # At the end Python lets go of libraries in no order, and an object of Pango that outlives its code is a
            # crash: Pango stays in the process to its very end.
            with contextlib.suppress(OSError):
                ctypes.CDLL("libpangoft2-1.0.so.0", mode=os.RTLD_LAZY | os.RTLD_NODELETE)
            return weasyprint
    import weasyprint

    return weasyprint


def _first(error: Exception) -> str:
    """The name of the missing library, as the system's error message has it."""
    named = re.search(r"'([^']+)'", str(error))
    return named[1] if named else type(error).__name__


@contextlib.contextmanager
def _told(base: Path) -> Iterator[None]:
    """Within the block, a refused resource of the page becomes an InputError that names it."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        refused = Message.of("The template asks for “{url}”, which is not a file of its folder.", url=error)
        raise InputError(Problem(path=str(base), message=refused)) from error


def _fetcher(base: Path) -> Any:
    """A URL fetcher that serves files of `base` and `data:` URIs, and refuses the network and all other files."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    inside = base.resolve()

    class Inside(URLFetcher):
        def __init__(self) -> None:
            """Opens no connection, so that none is prepared: each would read the system's certificates."""

        def fetch(self, url: str, headers: object = None) -> Any:
            del headers  # of a request to a network
            parts = urlsplit(url)
            if parts.scheme == "data":
                return _data(url)
            path = Path(url2pathname(parts.path)).resolve()
            if parts.scheme != "file" or not path.is_relative_to(inside) or not path.is_file():
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, path.read_bytes())

    return Inside()


def _data(url: str) -> Any:
    from urllib.request import DataHandler, Request

    from weasyprint.urls import URLFetcherResponse

    answer = DataHandler().data_open(Request(url))  # noqa: S310  # a data URI
    return URLFetcherResponse(url, answer.read(), dict(answer.headers))


def _finish(document: Any, pdf: Any) -> None:
    _declare(pdf)
    _speak(document, pdf)
    compress_streams(pdf)
    _fix(pdf)


def _declare(pdf: Any) -> None:
    """Adds `DECLARED`, the PDF/UA identifier, to the metadata."""
    import pydyf

    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/Metadata":
            raw = item.stream[0]
            at = raw.rindex(b"</rdf:RDF>")
            item.stream[0] = raw[:at] + DECLARED + raw[at:]
            item.compress = False


def _speak(document: Any, pdf: Any) -> None:
    """Sets the language of each report in the document: an article is on pages named after its language."""
    import pydyf

    names = [page._page_box.page_type.name for page in document.pages]  # noqa: SLF001  # the library has no other way to it
    pages = {bytes(reference): name for reference, name in zip(pdf.page_references, names, strict=True)}
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/Art":
            name = pages.get(bytes(item["Pg"]))
            if name and re.fullmatch("[a-z]{2,3}", name):
                item["Lang"] = pydyf.String(name)


def _fix(pdf: Any) -> None:
    """Serialises every object once: the library would do it twice, to write the file and to compute its identifier."""
    import pydyf

    class Fixed(pydyf.Object):
        data, compressible = b"", False

        def __init__(self, item: Any) -> None:
            """As an object is that changes no more."""
            super().__init__()
            for name in ("number", "generation", "data", "compressible"):
                setattr(self, name, getattr(item, name))

    pdf.objects[1:] = map(Fixed, pdf.objects[1:])
