"""What stands before and after the text: cover, contents, and the frame of an official document."""

from __future__ import annotations

from collections.abc import Iterable

from secretguard.documents.building.directive import Directive
from secretguard.documents.building.workshop import Workshop
from secretguard.documents.tree.blocks import Block, Colophon, Contents, Cover, Issued, RedHead
from secretguard.i18n import _

_CONTENTS_DEPTH = 2


def cover(_directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: cover`: its rows are the front matter's `cover`."""
    yield Cover(workshop.meta.cover)


def contents(directive: Directive, _workshop: Workshop) -> Iterable[Block]:
    """`::: toc title= depth=`."""
    depth = int(directive.number("depth", _CONTENTS_DEPTH))
    yield Contents(directive.option("title") or _("目　录"), depth)


def red_head(_directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: redhead`."""
    meta = workshop.meta
    yield RedHead(meta.organisation, meta.number, meta.secrecy, meta.urgency)


def issued(_directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: issued`."""
    meta = workshop.meta
    yield Issued(meta.signed or meta.organisation, meta.date)


def colophon(_directive: Directive, workshop: Workshop) -> Iterable[Block]:
    """`::: colophon`."""
    meta = workshop.meta
    yield Colophon(meta.copies_to, meta.printer, meta.printed)
