"""WordprocessingML elements. Properties are put into the order that the schema (ECMA-376 part 1) asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from secretguard.visible import numbered

Element = BaseOxmlElement

_PREFIX = {"w": nsmap["w"]}
_NAMESPACE = f"{{{nsmap['w']}}}"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_AMBIGUOUS = re.compile("[“”‘’…—·×÷°§●○■□☐☑]")
"""Chinese punctuation that Word would take for Latin unless told."""

_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr pBdr shd tabs kinsoku"
    " wordWrap overflowPunct autoSpaceDE autoSpaceDN snapToGrid spacing ind contextualSpacing jc"
    " textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color spacing w kern position sz szCs u bdr shd vertAlign lang",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
}
_RANKS = {parent: {name: rank for rank, name in enumerate(names.split())} for parent, names in _ORDER.items()}


def element(tag: str, *children: Element, **attributes: str | float) -> Element:
    """A `w:` element with `w:` attributes."""
    named = {f"{_NAMESPACE}{name}": str(value) for name, value in attributes.items()}
    made: Element = oxml_parser.makeelement(f"{_NAMESPACE}{tag}", named, _PREFIX)
    made.extend(children)
    return made


def properties(tag: str, *children: Element) -> Element:
    """A `pPr`, `rPr`, `tblPr`, `trPr` or `tcPr` whose children stand in the schema's order."""
    return element(tag, *sorted(children, key=lambda child: _RANKS[tag][local_name(child)]))


def local_name(node: Element) -> str:
    """The element's name without its namespace."""
    return str(node.tag).rpartition("}")[2]


def run(text: str, *character: Element) -> Element:
    """A run of text; line ends become `w:br`, and what XML cannot hold its number."""
    made = element("r")
    if _AMBIGUOUS.search(text) and not any(local_name(one) == "rFonts" for one in character):
        character = (*character, element("rFonts", hint="eastAsia"))
    if character:
        made.append(properties("rPr", *character))
    for position, line in enumerate(_writable(text).split("\n")):
        if position:
            made.append(element("br"))
        if line:
            made.append(_text(line))
    return made


def styled(text: str, style: str) -> Element:
    """A run in a character style."""
    return run(text, element("rStyle", val=style))


def tab() -> Element:
    """A run that goes to the next tab stop."""
    return element("r", element("tab"))


def paragraph(style: str, content: Iterable[Element] = (), *layout: Element) -> Element:
    """A paragraph in a style; `layout` is what differs from it."""
    return element("p", properties("pPr", element("pStyle", val=style), *layout), *content)


def style_of(node: Element) -> str:
    """The style of a paragraph, empty for anything else."""
    named = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if named is None else str(named.get(qn("w:val")))


def given(line: Element, wanted: Element) -> None:
    """Give a paragraph one property of its own, in place of what it had."""
    held = [one for one in line[0] if local_name(one) != local_name(wanted)]
    line.replace(line[0], properties("pPr", *held, wanted))


def _text(line: str) -> Element:
    made = element("t")
    made.text = line
    made.set(qn("xml:space"), "preserve")
    return made


def _writable(text: str) -> str:
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return _NOT_XML.sub(lambda match: numbered(match[0]), plain)
