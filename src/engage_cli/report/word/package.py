"""The file of a Word document: its parts and embedded fonts, byte for byte reproducible.

Everything that python-docx is used for besides single elements is here.
"""

import datetime as dt
import io
import re
import uuid
import zipfile

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from engage_cli.i18n import LANGUAGE
from engage_cli.model.theme import Theme
from engage_cli.report.page_frame import ENGINE
from engage_cli.report.word.elements import MM, Element, replace_invalid_characters, w
from engage_cli.report.word.styles import FONT, colour_scheme, numbering, write_styles
from engage_cli.shipped import shipped

_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FONTS = {"embedRegular": "Inter-400.ttf", "embedBold": "Inter-600.ttf"}
_UNWANTED = ("customXml", "stylesWithEffects", "webSettings", "thumbnail")
"""Parts of python-docx’s empty document that say nothing."""
_SETTINGS = """
<w:settings {names}><w:zoom w:percent="100"/><w:embedTrueTypeFonts/><w:saveSubsetFonts/><w:defaultTabStop w:val="708"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode"
w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="{locale}"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2"
w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink"
w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="{point}"/><w:listSeparator w:val=";"/></w:settings>
"""
_FONT_TABLE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:fonts {{names}}><w:font w:name="{FONT}"><w:altName w:val="Arial"/><w:charset w:val="00"/>'
    '<w:family w:val="swiss"/><w:pitch w:val="variable"/>{uses}</w:font></w:fonts>'
)
_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>engage</Application>'
    "</Properties>"
)


class Package:
    """A Word document under construction."""

    def __init__(self, theme: Theme, language: str, *, dense: bool) -> None:
        self._document = Document()
        self._part = self._document.part
        self.theme = theme
        self.body: Element = self._part.element.body
        self.body[:] = []
        write_styles(self._document.styles.element, theme, language, dense=dense)
        self._tidy()
        self._settle(LANGUAGE[language].locale, LANGUAGE[language].point)
        self._embed_fonts()

    def _tidy(self) -> None:
        """Removes what python-docx's template brings that we do not use, and recolours the rest."""
        for owner in (self._part, self._part.package):
            for id in [id for id, found in owner.rels.items() if found.reltype.rsplit("/", 1)[-1] in _UNWANTED]:
                del owner.rels[id]
        _replaced(self._part.package, REL.EXTENDED_PROPERTIES, _PROPERTIES)
        drawn = self._part.part_related_by(REL.THEME).blob.decode()
        drawn = re.sub(r"<a:clrScheme.*?</a:clrScheme>", lambda _: colour_scheme(self.theme), drawn, flags=re.DOTALL)
        _replaced(self._part, REL.THEME, re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', drawn))

    def _settle(self, locale: str, point: str) -> None:
        found = parse_xml(_SETTINGS.format(names=nsdecls("w"), locale=locale, point=point).replace("\n", " "))
        self._document.settings.element[:] = [*found]

    def _embed_fonts(self) -> None:
        """Embeds our font, so that the document looks the same where it is not installed."""
        uses = [
            f'<w:{use} r:id="rId{n}" w:fontKey="{{{_key(name)}}}"/>' for n, (use, name) in enumerate(_FONTS.items(), 1)
        ]
        table = _replaced(self._part, REL.FONT_TABLE, _FONT_TABLE.format(names=nsdecls("w", "r"), uses="".join(uses)))
        for number, name in enumerate(_FONTS.values(), 1):
            content = (shipped("report_templates") / "fonts" / name).read_bytes()
            uri = PackURI(f"/word/fonts/font{number}.odttf")
            table.relate_to(Part(uri, _OBFUSCATED, _obfuscated(content, name), self._part.package), REL.FONT)

    def describe(self, title: str, language: str, day: dt.date) -> None:
        """Sets the document properties: title, language and date."""
        about, then = self._document.core_properties, dt.datetime.combine(day, dt.time())
        about.title, about.language, about.comments = (
            replace_invalid_characters(title)[:255],
            LANGUAGE[language].locale,
            ENGINE,
        )
        about.author = about.last_modified_by = "engage"
        about.created = about.modified = then
        about.revision = 1

    # ── what stands in it ─────────────────────────────────────────────────────────────────────────────────────────

    def picture(self, content: bytes) -> str:
        """Adds a picture (PNG, JPEG, GIF or BMP) to the file; returns its relationship id."""
        id, _ = self._part.get_or_add_image(io.BytesIO(content))
        return str(id)

    def address(self, url: str) -> str:
        """Adds a hyperlink target; returns its relationship id."""
        return str(self._part.relate_to(url, REL.HYPERLINK, is_external=True))

    def number_lists(self, numbered: int) -> None:
        """Declares bullets and that many numbered lists."""
        self._part.numbering_part.element[:] = [*numbering(numbered)]

    def footer(self, *children: Element, middle: float = 0) -> Element:
        """Adds a page footer; returns the reference that a section needs. A tab leads to its `middle` (mm) and its
        end."""
        tabs = w("tabs", w("tab", val="center", pos=round(middle * MM))) if middle else None
        part, id = self._part.add_footer_part()  # type: ignore[no-untyped-call]  # python-docx leaves it out
        part.element[:] = [w("p", w("pPr", w("pStyle", val="Footer"), tabs), *children)]
        named = w("footerReference", type="default")
        named.set(qn("r:id"), id)
        return named

    def content(self) -> bytes:
        """The bytes of the file."""
        made = io.BytesIO()
        self._document.save(made)
        return _repacked(made)


def _replaced(owner: Part | OpcPackage, relation: str, content: str) -> Part:
    """Replaces the part that stands in `relation` to `owner` by one with `content`; returns the new part."""
    (id,) = [id for id, found in owner.rels.items() if found.reltype == relation]
    old = owner.rels[id].target_part
    del owner.rels[id]
    new = Part(old.partname, old.content_type, content.encode(), old.package)
    owner.relate_to(new, relation)
    return new


def _key(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name)).upper()


def _obfuscated(font: bytes, name: str) -> bytes:
    """A font obfuscated as ECMA-376 part 4, 2.8.1 requires: its first 32 bytes are XORed with the reversed key."""
    mask = uuid.UUID(_key(name)).bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], mask, strict=True)) + font[32:]


def _repacked(made: io.BytesIO) -> bytes:
    """The file without timestamps; its properties are stored uncompressed, so that engage recognises its own files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name)
            entry.create_system = 0
            entry.compress_type = zipfile.ZIP_STORED if name.startswith("docProps/") else zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
