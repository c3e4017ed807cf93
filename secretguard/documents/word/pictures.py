"""Drawings as PNG, 220 dots an inch, from the SVG that the other faces show."""

from __future__ import annotations

from io import BytesIO

import typst
from docx.oxml.shape import CT_Inline
from docx.shared import Emu

from secretguard.documents.pdf import PrintingError
from secretguard.documents.pdf import shipped_fonts as shipped_fonts
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import EMU_PER_POINT
from secretguard.documents.word.xml import Element, element
from secretguard.i18n import _

_DOTS_PER_INCH = 220
_DRAWING = """
#set page(width: {width}pt, height: {height}pt, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)
"""


def picture(svg: str, size: tuple[float, float], alternative: str, place: Place) -> Element:
    """A run with the drawing, `size` points wide and high. Raises PrintingError."""
    relation, _image = place.manuscript.main.get_or_add_image(BytesIO(_png(svg, size)))
    number = place.manuscript.drawing_number()
    width, height = (Emu(round(length * EMU_PER_POINT)) for length in size)
    inline = CT_Inline.new_pic_inline(number, relation, f"{number}.png", width, height)
    inline.docPr.set("descr", alternative)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    return element("r", element("drawing", inline))


def _png(svg: str, size: tuple[float, float]) -> bytes:
    width, height = size
    source = _DRAWING.format(width=round(width, 3), height=round(height, 3))
    try:
        drawn = typst.compile(
            source.encode("ascii"),
            format="png",
            ppi=_DOTS_PER_INCH,
            sys_inputs={"drawing": svg},
            font_paths=shipped_fonts(),
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        raise _undrawn(str(error)) from error
    if not isinstance(drawn, bytes):
        raise _undrawn(_("没有得到一张图"))
    return drawn


def _undrawn(reason: str) -> PrintingError:
    return PrintingError(
        _("无法画出 Word 文件里的图：{reason}", reason=reason),
        _("请改为导出 PDF 或 HTML，并把这条信息报告给密盾的维护者。"),
    )
