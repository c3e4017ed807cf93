"""From blocks to paragraphs and tables: one function for each kind of block."""

from __future__ import annotations

from secretguard.documents.tree.blocks import (
    Annex,
    Block,
    Blocks,
    Callout,
    Chart,
    Colophon,
    Contents,
    Cover,
    Facts,
    Form,
    Group,
    Heading,
    Image,
    Issued,
    Lines,
    ListBlock,
    PageBreak,
    Paragraph,
    Preformatted,
    RedHead,
    Rule,
    Signatures,
    Space,
    Table,
)
from secretguard.documents.word import figures, front, official, panels, plain, tables
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.signing import draw_signatures
from secretguard.documents.word.spacing import apart
from secretguard.documents.word.xml import Element


def flow(blocks: Blocks, place: Place) -> list[Element]:
    """The blocks in order, with white space between what would touch."""
    drawn = [element for block in blocks for element in _drawn(block, place)]
    return apart(drawn, place.look.apart)


def _drawn(block: Block, place: Place) -> list[Element]:
    match block:
        case Heading():
            return plain.draw_heading(block, place)
        case Paragraph():
            return plain.draw_paragraph(block, place)
        case Preformatted():
            return plain.draw_preformatted(block)
        case Space() | Rule() | PageBreak():
            return plain.draw_white_space(block)
        case ListBlock() | Callout() | Group() | Annex():
            return _holding(block, place)
        case Cover() | Contents() | RedHead() | Issued() | Colophon():
            return _around(block, place)
        case _:
            return _displayed(block, place)


def _holding(block: ListBlock | Callout | Group | Annex, place: Place) -> list[Element]:
    match block:
        case ListBlock():
            return panels.draw_list(block, place, flow)
        case Callout():
            return panels.draw_callout(block, place, flow)
        case Annex():
            return [*front.draw_annex_title(block, place), *flow(block.blocks, place)]
        case Group(manner="columns"):
            return panels.draw_columns(block, place, flow)
        case Group(manner="quote"):
            return panels.draw_quote(block, place, flow)
        case Group(manner="keep"):
            return panels.draw_kept(block, place, flow)
        case Group():
            return flow(block.blocks, place)


def _around(block: Cover | Contents | RedHead | Issued | Colophon, place: Place) -> list[Element]:
    match block:
        case Cover():
            return front.draw_cover(block, place)
        case Contents():
            return front.draw_contents(block, place)
        case RedHead():
            return official.draw_red_head(block, place)
        case Issued():
            return official.draw_issued(block, place)
        case Colophon():
            return official.draw_colophon(block, place)


def _displayed(
    block: Table | Chart | Image | Form | Facts | Signatures | Lines, place: Place
) -> list[Element]:
    match block:
        case Table():
            return tables.draw_table(block, place)
        case Form():
            return tables.draw_form(block, place)
        case Facts():
            return tables.draw_facts(block, place)
        case Lines():
            return tables.draw_lines(block, place)
        case Signatures():
            return draw_signatures(block, place)
        case Chart():
            return figures.draw_chart(block, place)
        case Image():
            return figures.draw_image(block, place)
