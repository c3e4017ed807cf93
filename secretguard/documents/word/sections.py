"""Pages: the cover, upright and landscape sections, their headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.document import DocumentPart
from docx.parts.hdrftr import FooterPart, HeaderPart
from docx.parts.story import StoryPart

from secretguard.documents.tree.blocks import Annex, Block, Blocks, Contents, Cover, Group, PageBreak
from secretguard.documents.word.fields import CHAPTER, PAGE, PAGES, field
from secretguard.documents.word.flow import flow
from secretguard.documents.word.look import HAIR, Look, Sheet
from secretguard.documents.word.manuscript import Manuscript, Place
from secretguard.documents.word.measures import eighths, twips, twips_of_mm
from secretguard.documents.word.spacing import at_page_top, gap
from secretguard.documents.word.xml import (
    Element,
    element,
    local_name,
    paragraph,
    properties,
    run,
    styled,
    tab,
)
from secretguard.i18n import _

Kind = Literal["cover", "portrait", "landscape"]

_HEADER_ABOVE_TEXT, _HEADER_LINE = 7.0, 4.8
_FOOTER_BELOW_TEXT, _FOOTER_LINE = 8.0, 4.2
_FIELDS = {"page": PAGE, "pages": PAGES}


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on one kind of page."""

    kind: Kind
    blocks: Blocks


def _draft_mark(words: str) -> Element:
    return styled(f"\u00a0{words}\u00a0", "Draft")


def _right() -> Element:
    return element("jc", val="right")


def sections_of(blocks: Blocks) -> list[Section]:
    """The blocks by kind of page, in order, without empty pages between them."""
    gathered: list[tuple[Kind, list[Block]]] = []
    for block in _with_breaks(blocks):
        kind = _kind(block)
        if not gathered or gathered[-1][0] != kind or kind != "portrait":
            gathered.append((kind, []))
        gathered[-1][1].append(block)
    trimmed = ((kind, _without_empty_pages(held)) for kind, held in gathered)
    return [Section(kind, held) for kind, held in trimmed if held]


def draw_sections(blocks: Blocks, manuscript: Manuscript) -> Iterator[Element]:
    """The children of `w:body`: every section's blocks, and what its pages look like."""
    furniture = _Furniture(manuscript)
    found = sections_of(blocks) or [Section("portrait", ())]
    for index, section in enumerate(found):
        sheet = _sheet(section.kind, manuscript.look)
        drawn = flow(section.blocks, Place(manuscript, manuscript.main, sheet.text_width))
        at_page_top(drawn)
        about = furniture.section(section.kind, sheet)
        if not drawn or local_name(drawn[-1]) != "p":
            drawn.append(gap(1))
        if index < len(found) - 1:
            _end_section(drawn[-1], about)
            yield from drawn
        else:
            yield from (*drawn, about)


def _kind(block: Block) -> Kind:
    match block:
        case Cover():
            return "cover"
        case Annex(landscape=True) | Group(manner="landscape"):
            return "landscape"
        case _:
            return "portrait"


def _with_breaks(blocks: Blocks) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Contents):
            yield PageBreak()


def _without_empty_pages(blocks: list[Block]) -> Blocks:
    """A page break only where text stands on both sides, and no annex (which brings its own) follows."""
    kept: list[Block] = []
    for index, block in enumerate(blocks):
        following = blocks[index + 1 : index + 2]
        needless = not kept or not following or isinstance(following[0], PageBreak | Annex)
        if not (isinstance(block, PageBreak) and needless):
            kept.append(block)
    return tuple(kept)


def _sheet(kind: Kind, look: Look) -> Sheet:
    return {"cover": look.cover, "portrait": look.portrait, "landscape": look.landscape}[kind]


def _end_section(last: Element, about: Element) -> None:
    held = list(last[0])
    last.replace(last[0], properties("pPr", *held, about))


class _Furniture:
    """Headers and footers, each made once for a kind of page."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._references: dict[Kind, list[tuple[str, str, str]]] = {}

    def section(self, kind: Kind, sheet: Sheet) -> Element:
        """`w:sectPr`: size, margins, header and footer. A cover has neither."""
        about = element("sectPr")
        for tag, when, relation in self._around(kind, sheet):
            reference = element(tag, type=when)
            reference.set(qn("r:id"), relation)
            about.append(reference)
        about.append(element("type", val="nextPage"))
        turned = {"orient": "landscape"} if sheet.is_landscape else {}
        size = {"w": twips_of_mm(sheet.width), "h": twips_of_mm(sheet.height)}
        about.append(element("pgSz", **size, **turned))
        about.append(_margins(sheet))
        return about

    def _around(self, kind: Kind, sheet: Sheet) -> list[tuple[str, str, str]]:
        if kind == "cover":
            return []
        if kind not in self._references:
            official = self._manuscript.look.official
            self._references[kind] = self._official() if official else self._plain(sheet)
        return self._references[kind]

    def _plain(self, sheet: Sheet) -> list[tuple[str, str, str]]:
        meta = self._manuscript.meta
        head = [run(meta.header or meta.title)]
        if meta.draft:
            head += [run("　"), _draft_mark(meta.draft)]
        head += [tab(), *field(CHAPTER)]
        line = element("bottom", val="single", sz=eighths(0.4), space=3, color=HAIR)
        header = paragraph("header", head, _right_stop(sheet), element("pBdr", line))
        foot = [run(meta.footer)] if meta.footer else []
        footer = paragraph("footer", [*foot, tab(), *_page_words()], _right_stop(sheet))
        return [
            ("headerReference", "default", self._header(header)),
            ("footerReference", "default", self._footer(footer)),
        ]

    def _official(self) -> list[tuple[str, str, str]]:
        """— n —, odd pages right, even pages left, one em in (GB/T 9704-2012); a draft says so on each."""
        number = [run("— "), *field(PAGE, "1"), run(" —")]
        even = [run("— "), *field(PAGE, "1"), run(" —")]
        side = twips(14)
        odd_page = paragraph("OfficialFoot", number, element("jc", val="right"), element("ind", right=side))
        even_page = paragraph("OfficialFoot", even, element("ind", left=side))
        return [
            *self._draft_heads(),
            ("footerReference", "default", self._footer(odd_page)),
            ("footerReference", "even", self._footer(even_page)),
        ]

    def _draft_heads(self) -> list[tuple[str, str, str]]:
        draft = self._manuscript.meta.draft
        if not draft:
            return []
        return [
            ("headerReference", pages, self._header(paragraph("header", [_draft_mark(draft)], _right())))
            for pages in ("default", "even")
        ]

    def _header(self, line: Element) -> str:
        return _filled(HeaderPart.new(self._manuscript.main.package), line, self._manuscript.main)

    def _footer(self, line: Element) -> str:
        return _filled(FooterPart.new(self._manuscript.main.package), line, self._manuscript.main)


def _filled(part: StoryPart, line: Element, main: DocumentPart) -> str:
    """The relationship of a header or footer that holds one line."""
    for held in list(part.element):
        part.element.remove(held)
    part.element.append(line)
    kind = RELATIONSHIP_TYPE.HEADER if isinstance(part, HeaderPart) else RELATIONSHIP_TYPE.FOOTER
    return main.relate_to(part, kind)


def _page_words() -> list[Element]:
    drawn: list[Element] = []
    for position, part in enumerate(re.split(r"\{(page|pages)\}", _("第 {page} 页　共 {pages} 页"))):
        drawn += field(_FIELDS[part], "1") if position % 2 else [run(part)] if part else []
    return drawn


def _right_stop(sheet: Sheet) -> Element:
    return element("tabs", element("tab", val="right", pos=twips_of_mm(sheet.text_width)))


def _margins(sheet: Sheet) -> Element:
    sides = {name: twips_of_mm(getattr(sheet, name)) for name in ("top", "right", "bottom", "left")}
    header = twips_of_mm(sheet.top - _HEADER_ABOVE_TEXT - _HEADER_LINE)
    footer = twips_of_mm(sheet.bottom - _FOOTER_BELOW_TEXT - _FOOTER_LINE)
    return element("pgMar", **sides, header=header, footer=footer, gutter=0)
