"""Charts and logos as PNG pictures, which every version of Word shows, each with an alternative text."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import resvg_py
from docx.image.exceptions import UnrecognizedImageError
from docx.image.image import Image
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from engage_cli.report.page_pictures import read_picture
from engage_cli.report.pdf.elements import Node
from engage_cli.report.word.elements import EMU, Element, replace_invalid_characters, w
from engage_cli.report.word.package import Package
from engage_cli.shipped import shipped

_TIMES = 3
"""Pixels of a picture for each unit of its drawing, in each direction."""
_LOGO = 10.4
"""The height of a logo in millimetres."""
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_ELSEWHERE = re.compile(r"""\bhref\s*=\s*("(?!data:|#)[^"]*"|'(?!data:|#)[^']*')""")
_DRAWING = (
    '<w:drawing {names}><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="" descr=""/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
    '</wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name=""/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
_NAMES = nsdecls("w", "wp", "a", "pic", "r")


class Pictures:
    """Puts pictures into one document; they come from the folder `base` or from the page itself."""

    def __init__(self, package: Package, base: Path) -> None:
        self._package = package
        self._base = base
        self._shown = 0

    def chart(self, node: Node, width: float) -> Element:
        """A run with a drawing, `width` millimetres wide."""
        wide, high = _size(node["svg"])
        return self._run(render_png(node["svg"]), width, width * high / wide, node["alt"])

    def in_line(self, node: Node) -> Iterator[Element]:
        """A run with a picture as high as a logo; its alternative text where Word cannot show the picture."""
        if "svg" in node:
            yield self.chart(node, 80)
            return
        content, format = read_picture(node["src"], self._base)
        content = render_png(content.decode()) if format == "svg" else content
        try:
            found = Image.from_blob(content)
        except UnrecognizedImageError:
            said = w("t")
            said.text = replace_invalid_characters(node["alt"])
            yield w("r", said)
        else:
            yield self._run(content, _LOGO * found.px_width / max(found.px_height, 1), _LOGO, node["alt"])

    def _run(self, content: bytes, width: float, height: float, says: str) -> Element:
        self._shown += 1
        values = {"width": round(width * EMU), "height": round(height * EMU), "number": self._shown}
        drawing = parse_xml(_DRAWING.format(names=_NAMES, id=self._package.picture(content), **values))
        properties = drawing[0].find("{*}docPr")
        properties.set("name", f"Image {self._shown}")
        properties.set("descr", replace_invalid_characters(says))
        return w("r", drawing)


def equalize_heights(drawings: Sequence[Node]) -> list[Node]:
    """The drawings, padded at the bottom to one height, so that they line up side by side."""
    sizes = [_size(found["svg"]) for found in drawings]
    most = max(high / wide for wide, high in sizes)
    boxes = [f'viewBox="0 0 {wide:g} {wide * most:g}"' for wide, _ in sizes]
    return [{**found, "svg": _SIZE.sub(box, found["svg"], count=1)} for found, box in zip(drawings, boxes, strict=True)]


def _size(svg: str) -> tuple[float, float]:
    found = _SIZE.search(svg)
    return (float(found[1]), float(found[2])) if found else (4, 3)


@lru_cache(64)
def render_png(svg: str) -> bytes:
    """A drawing as PNG, with our own fonts only: reproducible, and showing nothing that is not in it."""
    render: Any = resvg_py.svg_to_bytes
    inside = _ELSEWHERE.sub("", svg)
    return bytes(
        render(svg_string=inside, skip_system_fonts=True, font_files=_fonts(), font_family="Inter", zoom=_TIMES)
    )


def _fonts() -> list[str]:
    return [str(path) for path in sorted((shipped("report_templates") / "fonts").glob("*.ttf"))]
