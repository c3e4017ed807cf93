"""Line breaking for Chinese: between any two wide characters, never before 。，） nor after （《 (避头尾).

Textual 8.2 breaks only at spaces. `install` puts our `divide_line` in place of its own; a test fails if
that name moves. Rich's terminal documents use the same rule (`documents/terminal/wrapping.py`).
"""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size

_NO_START = frozenset("，。、；：？！）》」』】〕〉”’%‰⋯・,.;:?!)]}＞－")
_NO_END = frozenset("（《「『【〔〈“‘([{￥$#＜")


def divide_line(text: str, width: int, fold: bool = True) -> list[int]:
    """Where to break `text` so that every line fits `width` cells: offsets of the lines after the first."""
    if cell_len(text) <= width:
        return []
    breaks: list[int] = []
    used = 0
    for start, end, after in _units(text):
        cells = cell_len(text[start:end])
        if used and used + cells > width:
            breaks.append(start)
            used = 0
        if cells > width and fold:
            used = _fold(text, start, end, width, breaks) + cell_len(text[end:after])
        else:
            used += cell_len(text[start:after])
    return breaks


def _units(text: str) -> list[tuple[int, int, int]]:
    """(start, end, end with spaces) of what must stay on one line."""
    units: list[tuple[int, int, int]] = []
    for start, end, after in _atoms(text):
        if units:
            first, last, gap = units[-1]
            joined = last == gap and (text[start] in _NO_START or text[last - 1] in _NO_END)
            if joined:
                units[-1] = (first, end, after)
                continue
        units.append((start, end, after))
    return units


def _atoms(text: str) -> list[tuple[int, int, int]]:
    """One wide character, or a run of narrow ones; each with the spaces behind it."""
    atoms = []
    position, size = 0, len(text)
    while position < size:
        end = position
        if text[position] != " ":
            end += 1
            if get_character_cell_size(text[position]) != 2:
                while end < size and text[end] != " " and get_character_cell_size(text[end]) != 2:
                    end += 1
        after = end
        while after < size and text[after] == " ":
            after += 1
        atoms.append((position, end, after))
        position = after
    return atoms


def _fold(text: str, start: int, end: int, width: int, breaks: list[int]) -> int:
    used = 0
    for place in range(start, end):
        cells = get_character_cell_size(text[place])
        if used + cells > width:
            breaks.append(place)
            used = 0
        used += cells
    return used


def install() -> None:
    """Let Textual's text break this way, everywhere."""
    import textual.content

    textual.content.divide_line = divide_line  # type: ignore[attr-defined]
