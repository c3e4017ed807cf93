"""numbering.xml: Word's own lists, so that an editor can go on with them."""

from __future__ import annotations

from secretguard.documents.word.look import Look
from secretguard.documents.word.measures import half_points, twips
from secretguard.documents.word.xml import Element, element, properties

LEVELS = 9
BULLETS = 1
_BULLET_KIND, _NUMBER_KIND = 0, 1


def list_indent(look: Look, level: int) -> tuple[float, float]:
    """Where an entry's text starts, and how far its sign hangs out, in points."""
    hanging = look.body * 1.4
    return look.body * 0.8 + hanging * (level + 1), hanging


def numbering_elements(look: Look, ordered_lists: int) -> list[Element]:
    """The two kinds of list, the one bulleted list, and each numbered list starting at 1."""
    drawn = [_kind(_BULLET_KIND, look), _kind(_NUMBER_KIND, look), _list(BULLETS, _BULLET_KIND)]
    for index in range(ordered_lists):
        made = _list(BULLETS + 1 + index, _NUMBER_KIND)
        for level in range(LEVELS):
            made.append(element("lvlOverride", element("startOverride", val=1), ilvl=level))
        drawn.append(made)
    return drawn


def _list(number: int, kind: int) -> Element:
    return element("num", element("abstractNumId", val=kind), numId=number)


def _kind(kind: int, look: Look) -> Element:
    made = element("abstractNum", element("multiLevelType", val="hybridMultilevel"), abstractNumId=kind)
    for level in range(LEVELS):
        made.append(_level(kind, level, look))
    return made


def _level(kind: int, level: int, look: Look) -> Element:
    bulleted = kind == _BULLET_KIND
    left, hanging = list_indent(look, level)
    layout = properties("pPr", element("ind", left=twips(left), hanging=twips(hanging)))
    made = element("lvl", element("start", val=1), ilvl=level)
    made.append(element("numFmt", val="bullet" if bulleted else "decimal"))
    made.append(element("lvlText", val="•" if bulleted else f"%{level + 1}."))
    made.append(element("lvlJc", val="left"))
    made.append(layout)
    if bulleted:
        face = element("rFonts", ascii="Arial", hAnsi="Arial", eastAsia="Arial", cs="Arial")
        made.append(properties("rPr", face, element("sz", val=half_points(look.body))))
    return made
