"""Where things stand on the page: breaks, white space, groups, annexes, aligned paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, get_args

from secretguard.documents.building.directive import Directive
from secretguard.documents.building.workshop import Workshop
from secretguard.documents.tree.blocks import Annex, Block, Group, Lines, PageBreak, Paragraph, Role, Space
from secretguard.i18n import _

_GroupName = Literal["keep", "columns", "landscape"]
_MOST_LINES = 60


def page_break(_directive: Directive, _workshop: Workshop) -> Iterable[Block]:
    """`::: pagebreak`."""
    yield PageBreak()


def lines(directive: Directive, _workshop: Workshop) -> Iterable[Block]:
    """`::: lines 6`: that many lines to write on."""
    count = int(_amount(directive))
    if count > _MOST_LINES:
        raise directive.fault(_("空行太多"), _("一处最多 {most} 行。", most=_MOST_LINES))
    yield Lines(count)


def space(directive: Directive, _workshop: Workshop) -> Iterable[Block]:
    """`::: space 10`: that many mm."""
    yield Space(_amount(directive))


def group(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: keep`, `::: columns`, `::: landscape`."""
    for known in get_args(_GroupName):
        if directive.name == known:
            yield Group(known, workshop.blocks(directive.node.children))


def annex(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: annex landscape title=`."""
    identifier, number = workshop.numberer.annex()
    yield Annex(
        number=number,
        title=directive.option("title"),
        id=identifier,
        landscape="landscape" in directive.words,
        blocks=workshop.blocks(directive.node.children),
    )


def role(directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: center`, `::: right`, `::: quiet`, `::: addressee`: paragraphs inside take that role."""
    for known in get_args(Role):
        if directive.name == known:
            for block in workshop.blocks(directive.node.children):
                yield replace(block, role=known) if isinstance(block, Paragraph) else block


def _amount(directive: Directive) -> float:
    if not directive.words:
        raise directive.fault(_("“::: {name}”少了一个数", name=directive.name), _("例如“::: space 10”。"))
    return directive.as_number(directive.words[0])
