"""Charts and our own pictures."""

from __future__ import annotations

from secretguard.documents.tree.blocks import Chart, Image
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import points, twips
from secretguard.documents.word.pictures import picture
from secretguard.documents.word.xml import Element, element, paragraph, run


def draw_chart(node: Chart, place: Place) -> list[Element]:
    """The chart as wide as the text, its caption below."""
    width = points(place.width)
    drawn = picture(node.svg, (width, node.height * width / node.width), node.alt, place)
    if not node.caption:
        return [paragraph("Figure", [drawn], element("keepNext", val=0))]
    words = place.manuscript.marked(node.id, [run(f"{node.number}　{node.caption}")])
    below = element("spacing", before=twips(3), after=twips(place.look.apart))
    return [paragraph("Figure", [drawn]), paragraph("Caption", words, below, element("keepNext", val=0))]


def draw_image(node: Image, place: Place) -> list[Element]:
    """A picture in its own size."""
    drawn = picture(node.svg, (points(node.width), points(node.height)), node.alt, place)
    return [paragraph("Picture", [drawn], element("jc", val=node.align))]
