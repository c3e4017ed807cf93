"""What a directive's builder may use of the document being built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from markdown_it.tree import SyntaxTreeNode

from secretguard.documents.building.inlines import InlineBuilder
from secretguard.documents.building.numbering import Numberer
from secretguard.documents.tree.blocks import Blocks
from secretguard.documents.tree.document import Meta


class Workshop(Protocol):
    """The front matter, the counters, the line builder, and the way back to the blocks inside."""

    meta: Meta
    numberer: Numberer
    lines: InlineBuilder

    def blocks(self, nodes: Sequence[SyntaxTreeNode]) -> Blocks:
        """The blocks inside a directive."""
        ...
