"""Framed things: callouts, figures at a glance, forms, signature blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from markdown_it.tree import SyntaxTreeNode

from secretguard.documents.building.directive import Directive
from secretguard.documents.building.inlines import Inserted, Piece, joined
from secretguard.documents.building.workshop import Workshop
from secretguard.documents.qr import qr_svg
from secretguard.documents.tree.blocks import (
    Block,
    Callout,
    CalloutTone,
    Facts,
    Form,
    Pair,
    Signatures,
)

_COLON = re.compile(r"\s*[:：]\s*")
_WIDE = "+"


def callout(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: callout note|key|warn title=`."""
    tone: CalloutTone = "note"
    for known in get_args(CalloutTone):
        if directive.word() == known:
            tone = known
    yield Callout(tone, directive.option("title"), workshop.blocks(directive.node.children))


def facts(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: facts` with entries `- label: value`."""
    yield Facts(tuple(_pairs(directive, workshop)))


def form(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: form cols=2` with entries `- label: value`; `- +label: value` takes a whole row."""
    columns = int(directive.number("cols", 2))
    rows: list[list[Pair]] = []
    for pair in _pairs(directive, workshop):
        if pair.wide or not rows or len(rows[-1]) == columns or rows[-1][0].wide:
            rows.append([])
        rows[-1].append(pair)
    yield Form(columns, tuple(tuple(row) for row in rows))


def signatures(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: sign seal= qr= qr_note=` with entries `- party: name`."""
    code = directive.option("qr")
    yield Signatures(
        parties=tuple(_pairs(directive, workshop)),
        seal=directive.option("seal"),
        qr=qr_svg(code) if code else "",
        qr_note=directive.option("qr_note"),
    )


def _pairs(directive: Directive, workshop: Workshop) -> Iterator[Pair]:
    for entry in directive.inner("bullet_list").children:
        yield _pair(entry, workshop)


def _pair(entry: SyntaxTreeNode, workshop: Workshop) -> Pair:
    first = entry.children[0] if entry.children else None
    inline = first.children[0] if first is not None and first.type == "paragraph" else None
    pieces = workshop.lines.pieces(inline.children) if inline is not None else []
    label, content = _split(pieces)
    wide = bool(label) and _is_written(label[0]) and str(label[0]).startswith(_WIDE)
    if wide:
        label[0] = str(label[0])[len(_WIDE) :].lstrip()
    return Pair(joined(label), joined(content), wide)


def _split(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """At the author's first colon; a colon inside a value never counts."""
    for index, piece in enumerate(pieces):
        if not _is_written(piece):
            continue
        parts = _COLON.split(str(piece), maxsplit=1)
        if len(parts) == 2:
            before: list[Piece] = [parts[0]] if parts[0] else []
            after: list[Piece] = [parts[1]] if parts[1] else []
            return pieces[:index] + before, after + pieces[index + 1 :]
    return list(pieces), []


def _is_written(piece: Piece) -> bool:
    return isinstance(piece, str) and not isinstance(piece, Inserted)
