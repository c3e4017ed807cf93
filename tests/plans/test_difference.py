from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.plans import words_apart


def marked(old: str, new: str) -> str:
    """The difference in one line: 〔-removed-〕 and 〔+added+〕."""
    sign = {"same": "{}", "removed": "〔-{}-〕", "added": "〔+{}+〕"}
    return "".join(sign[piece.kind].format(piece.text) for piece in words_apart(old, new))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "联络员三十分钟内报到负责人",
            "联络员二十分钟内报到负责人",
            "联络员〔-三-〕〔+二+〕十分钟内报到负责人",
        ),
        ("30分钟", "130分钟", "〔-30-〕〔+130+〕分钟"),
        ("日志留存90天", "日志留存180天，录像30天", "日志留存〔-90-〕〔+180+〕天〔+，录像30天+〕"),
        ("示例甲 000-0000-0001", "示例甲 000-0000-0009", "示例甲 〔-000-0000-0001-〕〔+000-0000-0009+〕"),
        ("导出 PDM 日志", "导出 ERP 日志", "导出 〔-PDM-〕〔+ERP+〕 日志"),
        ("先固定证据", "先固定证据，再停账号", "先固定证据〔+，再停账号+〕"),
        ("钥匙在财务主管手里", "钥匙在行政经理手里", "钥匙在〔-财务主管-〕〔+行政经理+〕手里"),
        ("", "示例庚", "〔+示例庚+〕"),
        ("示例庚", "", "〔-示例庚-〕"),
        ("一样", "一样", "一样"),
    ],
)
def test_two_texts_are_told_apart_word_by_word(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said


def test_a_lone_character_in_common_does_not_break_a_rewritten_sentence() -> None:
    pieces = words_apart("由总经理宣布启动", "联络员通知总值班")
    assert [piece.kind for piece in pieces] == ["removed", "added"]


TEXT = st.text(st.sampled_from("甲乙丙丁的，。 12a9-"), max_size=30)


@given(TEXT, TEXT)
def test_the_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = words_apart(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != other.kind for one, other in pairwise(pieces))
