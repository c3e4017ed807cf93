from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.errors import UsageError
from secretguard.times import day, minutes, span


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("12m", timedelta(minutes=12)),
        ("+12m", timedelta(minutes=12)),
        ("12", timedelta(minutes=12)),
        (" 20h ", timedelta(hours=20)),
        ("3d", timedelta(days=3)),
        ("90s", timedelta(seconds=90)),
    ],
)
def test_a_span_is_read_as_people_type_it(text: str, length: timedelta) -> None:
    assert span(text) == length


@pytest.mark.parametrize("text", ["", "m", "-3m", "1.5h", "3 m", "123456m", "3w", "三分", "3m\n4m"])
def test_what_is_no_span_is_refused_with_how_to_write_it(text: str) -> None:
    with pytest.raises(UsageError, match="不是一段时间") as told:
        span(text)
    assert "12m" in told.value.remedy


@given(st.integers(0, 99_999), st.sampled_from("mhd"))
def test_minutes_are_whole(number: int, unit: str) -> None:
    assert minutes(f"{number}{unit}") == number * {"m": 1, "h": 60, "d": 1440}[unit]


def test_a_day_is_a_day_of_the_calendar() -> None:
    assert day("2026-12-01") == date(2026, 12, 1)
    for wrong in ("2026-13-01", "明天", "", "2026年12月1日"):
        with pytest.raises(UsageError, match="不是日期"):
            day(wrong)
