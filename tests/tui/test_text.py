"""What a terminal may show, and where a Chinese line may break."""

from __future__ import annotations

import itertools
import json
import re
import unicodedata
from pathlib import Path

import textual.content
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from secretguard.locations import content_folder
from secretguard.tui import kinsoku
from secretguard.tui.safe_text import safe

_TEXT = st.text(
    st.sampled_from("汉字机器，。、（）「」：；！？abcXYZ 019-_/.⋯＞　") | st.characters(codec="utf-8"),
    max_size=80,
)
_SOURCES = Path(kinsoku.__file__).parent


def _uncertain(text: str) -> str:
    return "".join(
        letter
        for letter in text
        if unicodedata.east_asian_width(letter) == "A" and not letter.isalpha() and not "─" <= letter <= "▟"
    )


def test_every_sentence_of_the_screens_is_of_certain_width_after_the_filter() -> None:
    sentences = [
        json.loads(f'"{found}"')
        for path in sorted(_SOURCES.rglob("*.py"))
        for found in re.findall(
            r'\b_p?\((?:"[a-z]+", ?)?"((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")
        )
    ]
    assert len(sentences) > 150
    for sentence in sentences:
        shown = safe(sentence)
        assert "?" not in shown or "?" in sentence, sentence
        assert not _uncertain(shown), sentence


def test_the_playbooks_pass_the_filter_without_a_character_lost() -> None:
    for path in sorted(content_folder("playbooks").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert safe(text).count("?") == text.count("?"), path.name


@given(st.text())
def test_the_filter_leaves_no_control_character_and_changes_nothing_twice(text: str) -> None:
    once = safe(text)
    assert safe(once) == once
    assert not [letter for letter in once if unicodedata.category(letter) == "Cc" and letter not in "\n\t"]


def test_textual_still_takes_its_line_breaks_where_ours_are_put() -> None:
    assert hasattr(textual.content, "divide_line")
    kinsoku.install()
    assert textual.content.divide_line is kinsoku.divide_line  # type: ignore[attr-defined]


def _lines(text: str, width: int) -> list[str]:
    cuts = [0, *kinsoku.divide_line(text, width), len(text)]
    return [text[start:end] for start, end in itertools.pairwise(cuts)]


@given(_TEXT.map(lambda text: "".join(text.split("\n"))), st.integers(10, 60))
def test_lines_fit_and_nothing_is_lost(text: str, width: int) -> None:
    lines = _lines(text, width)
    assert "".join(lines) == text
    assert all(cell_len(line.rstrip(" ")) <= width for line in lines)


@given(
    st.lists(
        st.sampled_from(["汉字", "机器", "先固定", "，", "。", "、", "（注）", "「引」", "PDM"]), max_size=40
    )
)
def test_no_line_starts_with_a_closing_mark(words: list[str]) -> None:
    text = re.sub("([，。、])[，。、]+", r"\1", "".join(words)).lstrip("，。、")
    for line in _lines(text, 20)[1:]:
        assert line[0] not in "，。、）」", (text, line)
