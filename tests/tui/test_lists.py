"""Rows: what stands aside, what is kept to one line, what would have been cut."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from secretguard.tui.safe_text import safe, shortened
from secretguard.tui.widgets.lists import Row, _hung

WORDS = st.text(st.sampled_from("汉字，。「」abc 12・＞"), max_size=80)


@given(WORDS, st.integers(24, 60))
def test_no_line_of_a_row_is_wider_than_its_list(words: str, width: int) -> None:
    drawn = _hung(Row("x", Text(safe(words)), aside=Text("限 0:30\n预案 5.3")), width)
    for line in drawn.split("\n"):
        line.rstrip()
        assert line.cell_len <= width


@given(WORDS, st.integers(1, 60))
def test_what_is_left_out_is_said_by_an_ellipsis_of_certain_width(words: str, width: int) -> None:
    text = Text(safe(words))
    short = shortened(text, width, pad=True)
    assert short.cell_len == width
    assert (short.plain.rstrip() == text.plain.rstrip()) or "⋯" in short.plain
    assert "…" not in short.plain


def test_in_a_narrow_list_what_stands_aside_follows_the_words() -> None:
    drawn = _hung(Row("x", Text("做什么"), aside=Text("谁 何时")), 30)
    assert drawn.plain == "做什么　谁 何时"


def test_a_space_at_the_end_that_does_not_fit_breaks_nothing() -> None:
    assert _hung(Row("x", Text("汉字汉字 ")), 8).plain.rstrip() == "汉字汉字"
