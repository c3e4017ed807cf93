"""A whole document: what it is called, what it says, what travels with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from secretguard.documents.tree.blocks import Annex, Blocks, Callout, Group, Heading
from secretguard.documents.tree.inlines import flat

Style = Literal["report", "brief", "gongwen", "card"]
Numbering = Literal["cn", "dec", "none"]


@dataclass(frozen=True, slots=True)
class Meta:
    """A template's front matter, filled in. `language` is `zh` or `en`; empty texts print nothing."""

    title: str
    organisation: str
    language: str
    style: Style = "report"
    numbering: Numbering = "cn"
    subtitle: str = ""
    date: str = ""
    number: str = ""
    secrecy: str = ""
    header: str = ""
    footer: str = ""
    draft: str = ""
    grade: str = ""
    grade_note: str = ""
    keywords: tuple[str, ...] = ()
    cover: tuple[tuple[str, str], ...] = ()
    signed: str = ""
    urgency: str = ""
    copies_to: str = ""
    printer: str = ""
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF, so that paper and data travel together."""

    name: str
    text: str
    media_type: str
    description: str


@dataclass(frozen=True, slots=True)
class Document:
    """`moment` is the only time that a face may print or store: the same document gives the same bytes."""

    meta: Meta
    blocks: Blocks
    moment: datetime
    attachments: tuple[Attachment, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A heading as a table of contents lists it."""

    level: int
    id: str
    number: str
    text: str


def outline(blocks: Blocks) -> Iterator[OutlineEntry]:
    """Every heading and annex, in order."""
    for block in blocks:
        match block:
            case Heading():
                yield OutlineEntry(block.level, block.id, block.number, flat(block.content))
            case Annex():
                yield OutlineEntry(1, block.id, f"{block.number}　", block.title)
                yield from outline(block.blocks)
            case Callout() | Group():
                yield from outline(block.blocks)
