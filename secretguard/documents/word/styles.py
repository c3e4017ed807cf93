"""styles.xml: every style a paper uses, with its East Asian face and no theme behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docx.oxml.ns import qn

from secretguard.documents.word.look import GREY, HAIR, INK, RED, Face, FaceName, Look
from secretguard.documents.word.measures import eighths, half_points, twips
from secretguard.documents.word.xml import Element, element, properties

Align = Literal["left", "center", "right", "both"]

_MAIN_HEADING_NAMES = ("heading 1", "heading 2", "heading 3", "heading 4")
_BADGE_FILLS = {"good": "FFFFFF", "mid": "E6E6E6", "warn": "B3B3B3", "bad": "262626"}


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """Sizes in points; `line` is exact, 0 lets the line grow with what stands in it (pictures)."""

    id: str
    name: str
    face: FaceName
    size: float
    line: float
    before: float = 0
    after: float = 0
    indent: int = 0
    align: Align = "left"
    bold: bool = False
    colour: str = INK
    keep_next: bool = False
    outline: int | None = None
    follows: str = ""


def style_elements(look: Look, language: str) -> list[Element]:
    """The children of `w:styles`, in order."""
    drawn = [_defaults(look, language), _normal_table()]
    drawn += [_paragraph_style(style, look) for style in paragraph_styles(look)]
    drawn += _character_styles(look)
    return drawn


def paragraph_styles(look: Look) -> Iterator[ParagraphStyle]:
    """Every paragraph style; Word's own names where Word has one, so that its commands find them."""
    yield from _text_styles(look)
    yield from _heading_styles(look)
    yield from _cell_styles(look)
    yield from _panel_styles(look)
    yield from _front_styles(look)


def _text_styles(look: Look) -> Iterator[ParagraphStyle]:
    body: FaceName = "fang" if look.official else "song"
    size, pitch, after = look.body, look.pitch, look.after
    yield ParagraphStyle("Normal", "Normal", body, size, pitch, after=after, indent=2, align="both")
    yield ParagraphStyle("Plain", "正文顶格", body, size, pitch, after=after, align="both")
    yield ParagraphStyle("Centred", "正文居中", body, size, pitch, after=after, align="center")
    yield ParagraphStyle("ToTheRight", "正文靠右", body, size, pitch, after=after, align="right")
    yield ParagraphStyle("ListParagraph", "List Paragraph", body, size, pitch * 0.94, after=after)
    yield ParagraphStyle("Quote", "Quote", "kai", size, pitch, after=after, align="both")
    yield ParagraphStyle(
        "Quiet", "小字", body, look.quiet, look.quiet * 1.52, after=look.quiet * 0.03, colour=GREY
    )
    yield ParagraphStyle("Preformatted", "HTML Preformatted", "mono", 8.5, 12.5, before=4, after=4)
    yield ParagraphStyle("FootnoteText", "footnote text", "song", 9, 13)


def _heading_styles(look: Look) -> Iterator[ParagraphStyle]:
    faces: tuple[FaceName, ...] = ("hei", "kai", "fang", "fang") if look.official else ("hei",) * 4
    for level, name in enumerate(_MAIN_HEADING_NAMES):
        size = look.heading[level]
        line = look.pitch if look.official else size * 1.25
        yield ParagraphStyle(
            f"Heading{level + 1}", name, faces[level], size, line, look.above[level], look.below[level],
            indent=2 if look.official else 0, bold=not look.official, keep_next=True, outline=level,
            follows="Normal",
        )  # fmt: skip
    yield ParagraphStyle(
        "Caption", "caption", "hei", look.table, look.table * 1.3, look.apart, 3, align="center",
        bold=not look.official, keep_next=True,
    )  # fmt: skip
    yield ParagraphStyle("ContentsTitle", "目录标题", "hei", 16, 24, after=14, align="center", bold=True)
    for level in (1, 2, 3):
        face: FaceName = "hei" if level == 1 else "song"
        before = 8 if level == 1 else 2
        yield ParagraphStyle(
            f"TOC{level}",
            f"toc {level}",
            face,
            11.5,
            18,
            before=before,
            bold=level == 1 and not look.official,
        )


def _cell_styles(look: Look) -> Iterator[ParagraphStyle]:
    for suffix, words, size in (("", "", look.table), ("Small", "小", look.small)):
        line = size * 1.5
        yield ParagraphStyle(f"Cell{suffix}", f"表格文字{words}", "hei", size, line)
        yield ParagraphStyle(f"CellHead{suffix}", f"表格标题{words}", "hei", size, line, bold=True)
    yield ParagraphStyle("FormLabel", "表单标签", "hei", look.form, look.form * 1.5, bold=True)
    yield ParagraphStyle("FormText", "表单文字", "hei", look.form, look.form * 1.5)
    figure = look.body * 1.4
    yield ParagraphStyle("FactLabel", "数字说明", "hei", look.body * 0.85, look.body * 1.3, colour=GREY)
    yield ParagraphStyle("FactFigure", "醒目数字", "hei", figure, figure * 1.35, bold=True)


def _panel_styles(look: Look) -> Iterator[ParagraphStyle]:
    face: FaceName = "fang" if look.official else "song"
    size = look.callout
    yield ParagraphStyle("Callout", "提示文字", face, size, size * 1.6)
    yield ParagraphStyle("CalloutTitle", "提示标题", "hei", size, size * 1.6, bold=True, keep_next=True)
    yield ParagraphStyle("Figure", "图", "song", look.body, 0, look.apart, 2, align="center", keep_next=True)
    yield ParagraphStyle("Picture", "图片", "song", look.body, 0, 0, 2)
    yield ParagraphStyle("Gap", "间隔", "song", 1, 1)


def _front_styles(look: Look) -> Iterator[ParagraphStyle]:
    title = 22 if look.official else 28
    yield ParagraphStyle(
        "Title", "Title", "title", title, title * 1.5, align="center", bold=not look.official
    )
    yield ParagraphStyle("Subtitle", "Subtitle", "kai", 17, 25, align="center")
    yield ParagraphStyle("header", "header", "hei", 8.5, 12, colour=GREY)
    yield ParagraphStyle("footer", "footer", "hei", 8.5, 12, colour=GREY)
    yield ParagraphStyle("CoverTop", "封面页首", "hei", 13, 19)
    yield ParagraphStyle("CoverLabel", "封面标签", "hei", 10, 15, colour=GREY)
    yield ParagraphStyle("CoverText", "封面文字", "song", 11, 16)
    yield ParagraphStyle("CoverNote", "封面说明", "hei", 9, 14, align="center", colour=GREY)
    yield ParagraphStyle("CoverBy", "封面署名", "song", 15, 23, align="center", bold=True)
    yield ParagraphStyle("CoverDate", "封面日期", "song", 13, 20, align="center")
    yield ParagraphStyle("Grade", "综合评定", "song", 22, 32, align="center", bold=True)
    yield ParagraphStyle(
        "AnnexTitle", "附件标题", "title", 22 if look.official else 18, 30, after=20, align="center",
        bold=not look.official, keep_next=True, outline=0, follows="Normal",
    )  # fmt: skip
    yield ParagraphStyle("AnnexNumber", "附件序号", "hei", 16 if look.official else 12, 22, keep_next=True)
    yield ParagraphStyle("Issuer", "发文机关标志", "title", 38, 46, align="center", colour=RED)
    yield ParagraphStyle("Colophon", "版记", "fang", 14, 22)
    yield ParagraphStyle("OfficialFoot", "公文页码", "song", 14, 20)


def _paragraph_style(style: ParagraphStyle, look: Look) -> Element:
    made = element("style", type="paragraph", styleId=style.id)
    if style.id == "Normal":
        made.set(qn("w:default"), "1")
    if not style.name.isascii():
        made.set(qn("w:customStyle"), "1")
    made.append(element("name", val=style.name))
    if style.id != "Normal":
        made.append(element("basedOn", val="Normal"))
    if style.follows:
        made.append(element("next", val=style.follows))
    made.append(element("qFormat"))
    made.append(_paragraph_layout(style))
    made.append(_characters(style, look))
    return made


def _paragraph_layout(style: ParagraphStyle) -> Element:
    spacing = element("spacing", before=twips(style.before), after=twips(style.after))
    spacing.set(qn("w:line"), str(twips(style.line) if style.line else 240))
    spacing.set(qn("w:lineRule"), "exact" if style.line else "auto")
    indent = element("ind", firstLineChars=style.indent * 100, firstLine=twips(style.indent * style.size))
    layout = [spacing, indent, element("jc", val=style.align)]
    layout.append(element("keepNext", val=int(style.keep_next)))
    if style.keep_next:
        layout.append(element("keepLines"))
    if style.outline is not None:
        layout.append(element("outlineLvl", val=style.outline))
    return properties("pPr", *layout)


def _characters(style: ParagraphStyle, look: Look) -> Element:
    drawn = [
        fonts(look.face(style.face)),
        element("b", val=int(style.bold)),
        element("color", val=style.colour),
        element("sz", val=half_points(style.size)),
        element("szCs", val=half_points(style.size)),
    ]
    if look.official and style.id in ("Normal", "Plain"):
        drawn.append(element("spacing", val=-5))  # 28 characters in 156 mm, GB/T 9704-2012
    return properties("rPr", *drawn)


def fonts(face: Face) -> Element:
    """The faces of a style, Chinese first in doubt."""
    latin = face.latin
    return element("rFonts", ascii=latin, hAnsi=latin, eastAsia=face.chinese, cs=latin, hint="eastAsia")


def _defaults(look: Look, language: str) -> Element:
    spoken = element("lang", val="en-US", eastAsia="zh-CN" if language == "zh" else "en-US", bidi="ar-SA")
    characters = properties("rPr", fonts(look.face("song")), element("sz", val=21), spoken)
    return element("docDefaults", element("rPrDefault", characters), element("pPrDefault", properties("pPr")))


def _normal_table() -> Element:
    margins = element("tblCellMar", *(element(side, w=0, type="dxa") for side in ("top", "left")))
    margins.append(element("bottom", w=0, type="dxa"))
    margins.append(element("right", w=0, type="dxa"))
    made = element("style", type="table", default=1, styleId="TableNormal")
    made.append(element("name", val="Normal Table"))
    made.append(element("semiHidden"))
    made.append(properties("tblPr", element("tblInd", w=0, type="dxa"), margins))
    return made


def _character_styles(look: Look) -> list[Element]:
    drawn = [
        _character_style("Strong", "Strong", fonts(look.face("hei")), element("b")),
        _character_style("Emphasis", "Emphasis", fonts(look.face("kai")), element("i", val=0)),
        _character_style("Code", "代码", fonts(look.face("mono"))),
        _character_style("Tick", "方框", fonts(look.face("symbol"))),
        _character_style("Blank", "填空", element("u", val="single")),
        _character_style("Hyperlink", "Hyperlink", element("u", val="single", color=HAIR)),
        _character_style("FootnoteReference", "footnote reference", element("vertAlign", val="superscript")),
        _character_style("Grey", "灰字", element("color", val=GREY)),
        _character_style(
            "Draft", "草稿标记", fonts(look.face("hei")), element("b"), element("color", val=INK), frame()
        ),
    ]
    for tone, fill in _BADGE_FILLS.items():
        shade = element("shd", val="clear", color="auto", fill=fill)
        colour = element("color", val="FFFFFF" if tone == "bad" else INK)
        faced = fonts(look.face("hei"))
        drawn.append(
            _character_style(
                badge_style(tone), _badge_name(tone), faced, element("b"), colour, frame(), shade
            )
        )
    return drawn


def badge_style(tone: str) -> str:
    """The character style of a badge."""
    return f"Badge{tone.capitalize()}"


def _badge_name(tone: str) -> str:
    return {"good": "标记好", "mid": "标记中", "warn": "标记注意", "bad": "标记差"}[tone]


def frame() -> Element:
    """A thin frame around characters."""
    return element("bdr", val="single", sz=eighths(0.6), space=0, color=INK)


def _character_style(style: str, name: str, *character: Element) -> Element:
    made = element("style", type="character", styleId=style)
    if not name.isascii():
        made.set(qn("w:customStyle"), "1")
    made.append(element("name", val=name))
    made.append(element("qFormat"))
    made.append(properties("rPr", *character))
    return made
