"""Headings, paragraphs, and what is hardly more than a paragraph."""

from __future__ import annotations

from secretguard.documents.tree.blocks import Heading, PageBreak, Paragraph, Preformatted, Rule, Space
from secretguard.documents.word.inlines import runs
from secretguard.documents.word.look import HAIR
from secretguard.documents.word.manuscript import Place
from secretguard.documents.word.measures import eighths, points, twips
from secretguard.documents.word.spacing import gap
from secretguard.documents.word.xml import Element, element, paragraph, run

_ROLES = {"center": "Centred", "right": "ToTheRight", "quiet": "Quiet", "addressee": "Plain"}
_DEEPEST = 4


def draw_heading(node: Heading, place: Place) -> list[Element]:
    """A heading that Word's navigation and contents know, with its bookmark."""
    number = [run(node.number)] if node.number else []
    words = place.manuscript.marked(node.id, [*number, *runs(node.content, place)])
    return [paragraph(f"Heading{min(node.level, _DEEPEST)}", words)]


def draw_paragraph(node: Paragraph, place: Place) -> list[Element]:
    """A paragraph in the style of its role, else of the place."""
    layout = [element("keepNext")] if node.keep else []
    if node.role == "right":
        ems = 4 if place.look.official else 2
        layout.append(element("ind", right=twips(ems * place.look.body), firstLineChars=0, firstLine=0))
    style = _ROLES.get(node.role, place.text)
    return [paragraph(style, runs(node.content, place), *layout)]


def draw_preformatted(node: Preformatted) -> list[Element]:
    """Monospaced lines on grey."""
    return [
        paragraph("Preformatted", [run(node.text)], element("shd", val="clear", color="auto", fill="F5F5F5"))
    ]


def draw_white_space(node: Space | Rule | PageBreak) -> list[Element]:
    """White space, a thin line, or the start of a page."""
    match node:
        case Space(height=height):
            return [gap(points(height))]
        case PageBreak():
            return [gap(1, element("pageBreakBefore"))]
        case Rule():
            line = element("bottom", val="single", sz=eighths(0.5), space=1, color=HAIR)
            return [gap(6, element("pBdr", line))]
