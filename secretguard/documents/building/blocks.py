"""Blocks in the order in which the author wrote them; directives go to their own files."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from markdown_it.tree import SyntaxTreeNode

from secretguard.documents.building import figures, front, layout, panels
from secretguard.documents.building.directive import Directive, read_directive
from secretguard.documents.building.inlines import InlineBuilder, joined
from secretguard.documents.building.numbering import Numberer
from secretguard.documents.building.tables import build_table
from secretguard.documents.building.workshop import Workshop
from secretguard.documents.problems import TemplateFault
from secretguard.documents.tree.blocks import (
    Block,
    Blocks,
    Chart,
    Facts,
    Form,
    Group,
    Heading,
    ListBlock,
    ListEntry,
    Paragraph,
    Preformatted,
    Rule,
    Signatures,
    Table,
)
from secretguard.documents.tree.document import Meta
from secretguard.documents.tree.inlines import Checkbox, Inlines
from secretguard.documents.values import Slots
from secretguard.i18n import _

DirectiveBuilder = Callable[[Directive, Workshop], Iterable[Block]]

_DIRECTIVES: Mapping[str, DirectiveBuilder] = {
    "cover": front.cover,
    "toc": front.contents,
    "redhead": front.red_head,
    "issued": front.issued,
    "colophon": front.colophon,
    "pagebreak": layout.page_break,
    "lines": layout.lines,
    "space": layout.space,
    "keep": layout.group,
    "columns": layout.group,
    "landscape": layout.group,
    "annex": layout.annex,
    "center": layout.role,
    "right": layout.role,
    "quiet": layout.role,
    "addressee": layout.role,
    "callout": panels.callout,
    "facts": panels.facts,
    "form": panels.form,
    "sign": panels.signatures,
    "table": figures.table,
    "chart": figures.chart,
    "qr": figures.qr_image,
}

_HEADING_END = re.compile(r"\s*\{(?:id=([\w-]+))?\s*(-)?\}$")
_HELD_TOGETHER = (Signatures, Table, Chart, Form, ListBlock, Facts)


class BlockBuilder:
    """Builds the blocks of one document. It is the `Workshop` that directive builders use."""

    def __init__(self, slots: Slots, meta: Meta, notes: Mapping[int, Inlines]) -> None:
        self.meta = meta
        self.slots = slots
        self.numberer = Numberer(meta.numbering)
        self.lines = InlineBuilder(slots, notes)

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Blocks:
        """The blocks of some syntax nodes; a lead-in paragraph is held to what follows it."""
        built = [block for node in nodes for block in self._located(node)]
        for index, following in enumerate(built[1:]):
            block = built[index]
            if isinstance(block, Paragraph) and isinstance(following, _HELD_TOGETHER):
                built[index] = replace(block, keep=True)
        return tuple(built)

    def _located(self, node: SyntaxTreeNode) -> Iterator[Block]:
        try:
            yield from self._node(node)
        except TemplateFault as fault:
            if not fault.line and node.map:
                fault.line = node.map[0] + 1
            raise

    def _node(self, node: SyntaxTreeNode) -> Iterable[Block]:
        match node.type:
            case "paragraph":
                return [Paragraph(self.lines.line(node.children[0]))]
            case "heading":
                return [self._heading(node)]
            case "bullet_list" | "ordered_list":
                entries = tuple(self._entry(child) for child in node.children)
                return [ListBlock(node.type == "ordered_list", entries)]
            case "table":
                return [build_table(node, self)]
            case "blockquote":
                return [Group("quote", self.blocks(node.children))]
            case "hr":
                return [Rule()]
            case "fence":
                return [Preformatted(self.lines.plain_lines(node.content.rstrip("\n")))]
            case "directive" | "leaf":
                return _DIRECTIVES[node.info](read_directive(node, self.slots), self)
            case "footnote_block":
                return []
            case other:
                raise TemplateFault(_("不支持的写法：{kind}", kind=other), _("请改用普通段落。"))

    def _heading(self, node: SyntaxTreeNode) -> Heading:
        words = list(node.children[0].children)
        identifier, numbered, level = "", True, int(node.tag[1])
        pieces = self.lines.pieces(words)
        if words and words[-1].type == "text":
            match = _HEADING_END.search(words[-1].content)
            if match:
                identifier, numbered = match[1] or "", match[2] is None
                kept = self.lines.written(words[-1].content[: match.start()])
                pieces = self.lines.pieces(words[:-1]) + kept
        identifier, number = self.numberer.heading(level, identifier, numbered=numbered)
        return Heading(level, identifier, number, joined(pieces))

    def _entry(self, node: SyntaxTreeNode) -> ListEntry:
        blocks = self.blocks(node.children)
        first = blocks[0] if blocks else None
        if isinstance(first, Paragraph) and first.content and isinstance(first.content[0], Checkbox):
            box, rest = first.content[0], first.content[1:]
            if rest and isinstance(rest[0], str):
                rest = (rest[0].lstrip(), *rest[1:])
            return ListEntry(box.checked, (replace(first, content=rest), *blocks[1:]))
        return ListEntry(None, blocks)
