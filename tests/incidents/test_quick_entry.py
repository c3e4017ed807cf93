"""A line typed in a hurry: natural times, people, tags, decisions, tasks; nothing typed is lost."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.incidents import IncidentRoom, Known, known_names, parse_line, suggestions, time_at_start
from secretguard.register import Register

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=ZONE)  # a Tuesday
KNOWN = Known({"王芳": "P4", "王芳芳": "P5", "P4": "P4"}, {"铰链": "S1", "S1": "S1"}, frozenset({1, 3}))


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("-10", NOW - timedelta(minutes=10)),
        ("-2h", NOW - timedelta(hours=2)),
        ("-1d", NOW - timedelta(days=1)),
        ("-10分钟", NOW - timedelta(minutes=10)),
        ("14:05", at(11, 24, 14, 5)),
        ("14：05", at(11, 24, 14, 5)),
        ("16:05", at(11, 23, 16, 5)),
        ("9点", at(11, 24, 9)),
        ("九点一刻", at(11, 24, 9, 15)),
        ("八点三刻", at(11, 24, 8, 45)),
        ("14点05分", at(11, 24, 14, 5)),
        ("昨天下午3点", at(11, 23, 15)),
        ("昨天 14:05", at(11, 23, 14, 5)),
        ("昨晚八点半", at(11, 23, 20, 30)),
        ("昨晚12点", at(11, 24, 0)),
        ("前天上午十点", at(11, 22, 10)),
        ("今早八点半", at(11, 24, 8, 30)),
        ("凌晨两点", at(11, 24, 2)),
        ("中午12点", at(11, 24, 12)),
        ("中午一点", at(11, 24, 13)),
        ("半小时前", NOW - timedelta(minutes=30)),
        ("大概两个小时前", NOW - timedelta(hours=2)),
        ("两个半小时前", NOW - timedelta(hours=2, minutes=30)),
        ("一个小时前", NOW - timedelta(hours=1)),
        ("十五分钟前", NOW - timedelta(minutes=15)),
        ("三天前", NOW - timedelta(days=3)),
        ("刚才", NOW),
        ("11月3日14:05", at(11, 3, 14, 5)),
        ("12月3日下午两点", datetime(2025, 12, 3, 14, tzinfo=ZONE)),
        ("2026-11-20 08:30", at(11, 20, 8, 30)),
        ("2026年11月20日上午8点", at(11, 20, 8)),
    ],
)
def test_times_as_people_say_them(said: str, moment: datetime) -> None:
    parsed = parse_line(f"{said} 发现有人转发", NOW, KNOWN)
    assert parsed.occurred == moment
    assert parsed.text == "发现有人转发"
    assert parsed.problems == ()


@pytest.mark.parametrize(
    "line",
    [
        "3点建议都记下",
        "10个人在群里",
        "-10度的库房",
        "14日开庭",
        "两点之间",
        "9点前交",
        "一份合同",
        "3.5折卖出",
        "-",
        "12345",
        "2026年的报价",
    ],
)
def test_a_number_that_is_no_time_stays_text(line: str) -> None:
    parsed = parse_line(line, NOW, KNOWN)
    assert parsed.occurred is None
    assert parsed.text == line


@pytest.mark.parametrize("said", ["25:00", "14:75", "2月30日8点", "今天18:00", "2027-01-01 08:00"])
def test_what_is_no_moment_or_has_not_come_is_named_and_kept(said: str) -> None:
    parsed = parse_line(f"{said} 发现", NOW, KNOWN)
    assert parsed.occurred is None
    assert said in parsed.text and len(parsed.problems) == 1


def test_the_line_of_the_contract() -> None:
    parsed = parse_line("-10 发现群里有人转发 @王芳 #截图 !不群发撤回 +通知甲方", NOW, KNOWN)
    assert parsed.occurred == NOW - timedelta(minutes=10)
    assert parsed.text == "发现群里有人转发 王芳；决定：不群发撤回"
    assert [(one.id, one.name) for one in parsed.people] == [("P4", "王芳")]
    assert (parsed.tags, parsed.decision, parsed.tasks) == (("截图",), True, ("通知甲方",))


def test_names_are_found_without_spaces_and_the_longest_wins() -> None:
    parsed = parse_line("给@王芳芳打了电话，@P4在场 ＃E-03 #铰链", NOW, KNOWN)
    assert [one.id for one in parsed.people] == ["P5", "P4"]
    assert parsed.items == (3,) and [one.id for one in parsed.secrets] == ["S1"]
    assert parsed.text == "给王芳芳打了电话，P4在场 E-03 铰链"


def test_unknown_people_and_items_are_named_and_written_as_they_stand() -> None:
    parsed = parse_line("@赵六 看了 #9", NOW, KNOWN)
    assert parsed.people == () and parsed.items == ()
    assert parsed.text == "赵六 看了 E-09"
    assert len(parsed.problems) == 2


@pytest.mark.parametrize(
    "line", ["写信到 a@b.com 了", "C++ 和 C# 代码", "对！就是他", "a+b", "1 + 1", "发出去了！"]
)
def test_marks_inside_words_are_no_marks(line: str) -> None:
    parsed = parse_line(line, NOW, KNOWN)
    assert parsed.text == line
    assert (parsed.people, parsed.tags, parsed.decision, parsed.tasks) == ((), (), False, ())


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error_and_nothing_happens_later_than_now(line: str) -> None:
    parsed = parse_line(line, NOW, KNOWN)
    assert parsed.occurred is None or parsed.occurred <= NOW


_PLAIN = st.text(alphabet="甲乙丙丁转发报价看见了", min_size=1, max_size=12)


@given(
    words=_PLAIN,
    minutes=st.integers(0, 9999),
    person=st.booleans(),
    tag=st.none() | _PLAIN,
    decision=st.none() | _PLAIN,
    tasks=st.lists(_PLAIN, max_size=3),
)
def test_whatever_is_put_into_a_line_is_read_out_again(
    words: str, minutes: int, person: bool, tag: str | None, decision: str | None, tasks: list[str]
) -> None:
    line = f"-{minutes} {words}" + (" @王芳" if person else "") + (f" #{tag}" if tag else "")
    line += (f" !{decision}" if decision else "") + "".join(f" +{task}" for task in tasks)
    parsed = parse_line(line, NOW, KNOWN)
    assert parsed.occurred == NOW - timedelta(minutes=minutes)
    assert parsed.text.startswith(words)
    assert [one.id for one in parsed.people] == (["P4"] if person else [])
    assert parsed.tags == ((tag,) if tag else ())
    assert parsed.decision == (decision is not None)
    assert list(parsed.tasks) == tasks


@given(st.datetimes(datetime(2000, 1, 1), NOW.replace(tzinfo=None)))
def test_a_full_date_and_time_is_read_to_the_minute(moment: datetime) -> None:
    found = time_at_start(f"{moment:%Y-%m-%d %H:%M} 事", NOW)
    assert found is not None
    assert found.moment == moment.replace(second=0, microsecond=0, tzinfo=ZONE)


def test_a_name_that_two_people_bear_is_not_guessed(register: Register, room: IncidentRoom) -> None:
    known = known_names(register.state, room.state)
    person = next(iter(register.state.in_service()))
    assert known.people[person.name] == known.people[person.id] == person.id
    twin = person.model_copy(update={"person": person.person.model_copy(update={"id": "P99"})})
    register.set_person(twin)
    known = known_names(register.state, room.state)
    assert person.name not in known.people
    assert known.people["P99"] == "P99"


def test_somebody_who_left_can_be_named(register: Register, room: IncidentRoom) -> None:
    person = next(iter(register.state.in_service()))
    gone = person.service.model_copy(update={"status": "left"})
    register.set_person(person.model_copy(update={"service": gone}))
    assert known_names(register.state, room.state).people[person.name] == person.id


def test_what_is_being_typed_is_completed() -> None:
    assert [one.name for one in suggestions("给@王", KNOWN)] == ["王芳", "王芳芳"]
    assert [one.id for one in suggestions("看 #E", KNOWN)] == ["E-01", "E-03"]
    assert suggestions("给@王芳 打", KNOWN) == ()
    assert [one.id for one in suggestions("#截", KNOWN, tags=("截图",))] == ["截图"]
