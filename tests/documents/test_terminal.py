"""Chinese in a terminal: never wider than the window, never a comma at the start of a line."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from secretguard import documents
from secretguard.documents.terminal.wrapping import breaks

_WORDS = st.text(alphabet="中文，。（）“”《》、abc 12😀", max_size=120)


def _parts(text: str, width: int) -> list[str]:
    cuts = [0, *breaks(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(cuts)]


@example(text="a 中中", width=3)
@settings(max_examples=400, deadline=None)
@given(text=_WORDS, width=st.integers(min_value=2, max_value=40))
def test_cutting_loses_nothing_and_keeps_the_width(text, width):
    parts = _parts(text, width)
    assert "".join(parts) == text
    assert all(cell_len(part.rstrip()) <= width for part in parts)


def test_a_line_starts_with_no_closing_mark_and_ends_with_no_opening_mark():
    text = "发现之后，先固定证据（两人在场），再报告《负责人》。" * 4
    for width in range(12, 50):
        parts = _parts(text, width)
        assert not [part for part in parts if part[0] in "，。）》、"]
        assert not [part for part in parts[:-1] if part[-1] in "（《“"]


def test_latin_words_stay_whole():
    assert _parts("记录 SHA-256 的值", 10) == ["记录 ", "SHA-256 的", "值"]


def test_nothing_is_wider_than_the_terminal(report, specimen):
    for document in (report, specimen):
        for width in (60, 80, 120):
            shown = documents.to_terminal(document, width=width)
            assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_everything_that_the_paper_says_is_in_the_terminal_text(report):
    shown = documents.to_terminal(report, width=100)
    for words in ("综合评定：合格", "三个时钟", "证据去向", "签名", "检查点 412"):
        assert words in shown


def test_without_colour_there_is_no_escape_sequence_and_with_colour_there_is(report):
    assert "\x1b" not in documents.to_terminal(report)
    assert "\x1b[" in documents.to_terminal(report, colour=True)
