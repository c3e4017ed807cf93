"""What a page is made of. Every block has all its fields; lengths are mm unless a name says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from secretguard.documents.tree.inlines import Inlines

Role = Literal["", "center", "right", "quiet", "addressee"]
Align = Literal["left", "center", "right"]
CalloutTone = Literal["note", "key", "warn"]
ChartKind = Literal["radar", "bars", "trend", "timeline"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and what stands beside it; `wide` takes a form's whole row."""

    label: Inlines
    content: Inlines
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """A page of its own: the title comes from the document's meta, the rows stand below it."""

    kind: ClassVar[str] = "cover"
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents down to heading level `depth`."""

    kind: ClassVar[str] = "contents"
    title: str
    depth: int


@dataclass(frozen=True, slots=True)
class Heading:
    """`number` is what stands before the words (一、 or 1.2), empty where unnumbered."""

    kind: ClassVar[str] = "heading"
    level: int
    id: str
    number: str
    content: Inlines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`keep` holds it together with the table, chart, form or list that follows."""

    kind: ClassVar[str] = "paragraph"
    content: Inlines
    role: Role = ""
    keep: bool = False


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One entry; `checked` is None where there is no box."""

    checked: bool | None
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of entries, numbered or not."""

    kind: ClassVar[str] = "list"
    ordered: bool
    entries: tuple[ListEntry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; a `group` row has one cell, spans all columns and heads what follows."""

    group: bool
    tone: str
    cells: tuple[Inlines, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` in mm, None shares what is left."""

    kind: ClassVar[str] = "table"
    id: str
    caption: str
    number: str
    widths: tuple[float | None, ...]
    align: tuple[Align, ...]
    head: tuple[Inlines, ...]
    rows: tuple[Row, ...]
    small: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and its data. `width` and `height` are points of the SVG; `alt` says the data in words."""

    kind: ClassVar[str] = "chart"
    chart: ChartKind
    id: str
    caption: str
    number: str
    unit: str
    lowest: float
    highest: float | None
    marks: tuple[float, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    alt: str
    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of our own making (a QR code)."""

    kind: ClassVar[str] = "image"
    svg: str
    width: float
    height: float
    align: Align
    alt: str


@dataclass(frozen=True, slots=True)
class Callout:
    """A framed passage: a note, a key point, a warning."""

    kind: ClassVar[str] = "callout"
    tone: CalloutTone
    title: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Facts:
    """A few large figures in a row."""

    kind: ClassVar[str] = "facts"
    entries: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Labelled fields in `columns` pairs."""

    kind: ClassVar[str] = "form"
    columns: int
    rows: tuple[tuple[Pair, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, a place for the seal, and a QR code (SVG, empty = none) with its note."""

    kind: ClassVar[str] = "signatures"
    parties: tuple[Pair, ...]
    seal: str
    qr: str
    qr_note: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex on its own page."""

    kind: ClassVar[str] = "annex"
    number: str
    title: str
    id: str
    landscape: bool
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks drawn together: kept on one page, side by side, on a landscape page, or quoted."""

    kind: ClassVar[str] = "group"
    manner: Literal["keep", "columns", "landscape", "quote"]
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Monospaced lines."""

    kind: ClassVar[str] = "preformatted"
    text: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on."""

    kind: ClassVar[str] = "lines"
    count: int


@dataclass(frozen=True, slots=True)
class Space:
    """White space of a given height."""

    kind: ClassVar[str] = "space"
    height: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across."""

    kind: ClassVar[str] = "rule"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts a page."""

    kind: ClassVar[str] = "pagebreak"


@dataclass(frozen=True, slots=True)
class RedHead:
    """The head of an official document (GB/T 9704-2012)."""

    kind: ClassVar[str] = "redhead"
    organisation: str
    number: str
    secrecy: str
    urgency: str


@dataclass(frozen=True, slots=True)
class Issued:
    """Who issues an official document, and when."""

    kind: ClassVar[str] = "issued"
    organisation: str
    date: str


@dataclass(frozen=True, slots=True)
class Colophon:
    """版记, at the foot of an official document's last page."""

    kind: ClassVar[str] = "colophon"
    copies_to: str
    printer: str
    printed: str


Block = (
    Cover
    | Contents
    | Heading
    | Paragraph
    | ListBlock
    | Table
    | Chart
    | Image
    | Callout
    | Facts
    | Form
    | Signatures
    | Annex
    | Group
    | Preformatted
    | Lines
    | Space
    | Rule
    | PageBreak
    | RedHead
    | Issued
    | Colophon
)
Blocks = tuple[Block, ...]
