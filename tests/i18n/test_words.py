"""The small functions that put words into the user's language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from secretguard.clock import long_date, long_time
from secretguard.documents.quick_report import words as on_paper
from secretguard.drills import words as on_screen
from secretguard.i18n import _, _p, current_language, deferred, sentences, set_language

NOON = datetime.fromisoformat("2026-11-24T12:05:00+08:00")
MARKS = ("done", "late", "partly", "missed", "skipped")


@pytest.fixture(autouse=True)
def each_test_begins_and_ends_in_chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("zh")


def test_a_marked_string_is_itself_in_chinese_and_english_in_english() -> None:
    assert _("用法：{usage}", usage="x") == "用法：x"
    set_language("en")
    assert _("用法：{usage}", usage="x") == "Usage: x"


def test_a_deferred_string_is_translated_where_it_is_shown() -> None:
    kept = deferred("命令")
    set_language("en")
    assert kept == "命令"
    assert _(kept) == "Commands"


def test_an_empty_string_never_shows_the_catalogues_header() -> None:
    set_language("en")
    assert _("") == ""


def test_an_unknown_string_comes_out_as_it_is() -> None:
    set_language("en")
    assert _("没有这一句") == "没有这一句"


def test_an_unknown_language_means_chinese() -> None:
    set_language("en")
    set_language("xx")
    assert current_language() == "zh"


def test_a_word_is_translated_by_where_it_stands() -> None:
    set_language("en")
    assert (_p("seat", "评估"), _("总评"), _p("presence", "缺")) == ("Evaluator", "Overall", "absent")


def test_a_value_with_braces_is_not_filled_again() -> None:
    set_language("en")
    assert _("用法：{usage}", usage="{usage} {other}") == "Usage: {usage} {other}"


def test_sentences_are_set_apart_in_english_only() -> None:
    assert sentences(["已记。", "已关闭。"]) == "已记。已关闭。"
    set_language("en")
    assert sentences(["Recorded.", "Closed."]) == "Recorded. Closed."


def test_dates_are_written_as_each_language_writes_them() -> None:
    assert (long_date(NOON), long_time(NOON)) == ("2026年11月24日", "2026年11月24日 12:05")
    set_language("en")
    assert (long_date(NOON.date()), long_time(NOON)) == ("24 November 2026", "24 November 2026 12:05")


def test_english_marks_are_two_letters_and_tell_each_other_apart() -> None:
    set_language("en")
    marks = [on_screen.mark_word(mark) for mark in MARKS]
    assert marks == ["OK", "LT", "PT", "MS", "NA"]
    assert marks == [on_paper.mark_word(mark) for mark in MARKS]
    evidence = [on_screen.evidence_word(state) for state in ("kept", "at_risk", "lost", "present")]
    options = [on_screen.option_word(rating) for rating in ("good", "partial", "bad")]
    assert {len(word) for word in [*evidence, *options]} == {2}
    assert len({*evidence}) == 4
    assert len({*options}) == 3
