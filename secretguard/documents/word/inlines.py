"""What a line of text is made of, as Word runs."""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml

from secretguard.documents.tree.inlines import (
    Badge,
    Blank,
    Break,
    Checkbox,
    Code,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    Strong,
)
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.styles import badge_style
from secretguard.documents.word.xml import Element, element, run, styled

_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_TICKED, _EMPTY = "☑", "☐"
_FACE = "Segoe UI Symbol"
_LEAST_BLANK = 2
_HARD_SPACE = "\u00a0"


def runs(content: Inlines, place: Place, style: str = "") -> list[Element]:
    """The runs of a line; `style` is the character style that surrounds it."""
    return [drawn for inline in content for drawn in _drawn(inline, place, style)]


def tick(checked: bool) -> Element:
    """A box that can be clicked in Word (a content control of its 2010 format)."""
    character = element("rPr", element("rStyle", val="Tick"))
    shown = element("t")
    shown.text = _TICKED if checked else _EMPTY
    made = element("sdt", element("sdtPr", _clickable(checked)))
    made.append(element("sdtContent", element("r", character, shown)))
    return made


def _drawn(inline: Inline, place: Place, style: str) -> list[Element]:
    match inline:
        case str():
            return [styled(inline, style) if style else run(inline)] if inline else []
        case Strong(content=content):
            return runs(content, place, "Strong")
        case Emphasis(content=content):
            return runs(content, place, "Emphasis")
        case Link():
            return _link(inline, place, style)
        case Note(content=content):
            return [place.manuscript.footnotes.add(runs(content, place.in_footnote()))]
        case _:
            return [_mark(inline)]


def _mark(inline: Code | Checkbox | Blank | Badge | Break) -> Element:
    match inline:
        case Break():
            return element("r", element("br"))
        case Code(text=text):
            return styled(text, "Code")
        case Checkbox(checked=checked):
            return tick(checked)
        case Blank(width=width):
            return styled("　" * max(_LEAST_BLANK, round(width)), "Blank")
        case Badge(text=text, tone=tone):
            return styled(f"{_HARD_SPACE}{text}{_HARD_SPACE}", badge_style(tone))


def _link(link: Link, place: Place, style: str) -> list[Element]:
    if not link.target:
        return runs(link.content, place, style)
    made = OxmlElement("w:hyperlink")
    if link.target.startswith("#"):
        made.set(qn("w:anchor"), place.manuscript.bookmark(link.target[1:]))
        shown = runs(link.content, place, style)
    else:
        made.set(qn("r:id"), place.outside_link(link.target))
        shown = runs(link.content, place, "Hyperlink")
    made.extend(shown)
    return [made]


def _clickable(checked: bool) -> Element:
    made: Element = parse_xml(
        f'<w14:checkbox xmlns:w14="{_WORD_2010}"><w14:checked w14:val="{int(checked)}"/>'
        f'<w14:checkedState w14:val="{ord(_TICKED):04X}" w14:font="{_FACE}"/>'
        f'<w14:uncheckedState w14:val="{ord(_EMPTY):04X}" w14:font="{_FACE}"/></w14:checkbox>'
    )
    return made
