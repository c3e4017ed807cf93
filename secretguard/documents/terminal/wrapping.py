"""Text that breaks between Chinese characters and keeps to 避头尾; Rich itself breaks only at spaces."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, JustifyMethod, OverflowMethod
from rich.containers import Lines
from rich.measure import Measurement
from rich.text import Text

_NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉”’％%…—·,.;:?!)]}")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{￥$#")
_WIDE_FROM = "\u2e7f"
_NARROWEST = 4


def breaks(text: str, width: int) -> list[int]:
    """Where to cut one line of text so that no part is wider than `width` cells."""
    cuts: list[int] = []
    start = used = last = 0
    for index, character in enumerate(text):
        if index > start and _may_break(text[index - 1], character):
            last = index
        size = cell_len(character)
        while used + size > width and index > start:
            start = last if last > start else index
            cuts.append(start)
            used = cell_len(text[start:index])
        used += size
    return cuts


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or after == " ":
        return False
    return before == " " or before > _WIDE_FROM or after > _WIDE_FROM


class ChineseText(Text):
    """Rich text with Chinese line breaking; never reads markup."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,  # noqa: ARG002 - Rich's signature
        tab_size: int = 8,  # noqa: ARG002
        no_wrap: bool | None = None,  # noqa: ARG002
    ) -> Lines:
        """Lines of at most `width` cells."""
        wrapped = Lines()
        for line in self.split(allow_blank=True):
            for part in line.divide(breaks(line.plain, max(1, width))):
                part.rstrip()
                wrapped.append(part)
        chosen = justify or self.justify
        if chosen in ("right", "center"):
            wrapped.justify(console, width, justify=chosen, overflow="fold")
        return wrapped

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        measured = super().__rich_measure__(console, options)
        return Measurement(min(measured.minimum, _NARROWEST), measured.maximum)
