from __future__ import annotations

from datetime import date

import pytest

from secretguard.errors import UsageError
from secretguard.register import (
    column_of,
    named_record,
    named_with_phones,
    read_phone,
    split_phones,
    unconfirmed_in_words,
)
from secretguard.register.names import Names
from tests.register.building import state_of


@pytest.mark.parametrize(
    "typed",
    [
        "000-0000-0001",
        "13800000000",
        "+86 138 0000 0000",
        "0576-0000000转801",
        "(0576) 0000000 ext. 12",
        "110",
    ],
)
def test_a_telephone_number_is_taken_as_it_is_written(typed: str) -> None:
    assert read_phone(typed) == typed


def test_full_width_digits_become_plain_ones() -> None:
    assert read_phone("０００－００００－０００１") == "000-0000-0001"


@pytest.mark.parametrize("typed", ["138-12ab", "示例甲", "12", "1" * 21, "110、119", "-", "无", "转801"])
def test_what_is_no_telephone_number_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(UsageError, match="不像电话号码") as told:
        read_phone(typed)
    assert "000-0000-0001" in told.value.remedy


@pytest.mark.parametrize(
    "kind, column", [("person", "phone"), ("person", "phone_2"), ("partner", "contact_phone")]
)
def test_every_cell_for_a_number_keeps_the_rule(kind: str, column: str) -> None:
    cell, names = column_of(kind, column), Names.of(state_of([]))  # type: ignore[arg-type]
    assert cell.value.read("-", names) is None
    with pytest.raises(UsageError, match="不像电话号码"):
        cell.value.read("138-12ab", names)


def test_names_and_numbers_are_told_apart_in_one_line() -> None:
    assert split_phones("示例甲，电话：138 0000 0000、000-0000-0002") == (
        ("示例甲",),
        ("13800000000", "000-0000-0002"),
    )
    assert named_with_phones("示例甲 000-0000-0001") == ("示例甲", ("000-0000-0001",))
    assert named_with_phones("示例甲13800000000") == ("示例甲", ("13800000000",))
    assert named_with_phones("员工001") == ("员工001", ())
    with pytest.raises(UsageError, match="138-12ab"):
        split_phones("示例甲 138-12ab")


def test_a_person_is_added_with_the_numbers_typed_behind_the_name() -> None:
    record = named_record("person", "P9", "示例壬 000-0000-0017 000-0000-0018")
    cells = {one: column_of("person", one).raw(record) for one in ("name", "phone", "phone_2")}
    assert cells == {"name": "示例壬", "phone": "000-0000-0017", "phone_2": "000-0000-0018"}
    assert named_record("secret", "S9", "配方 138").name == "配方 138"


def test_numbers_never_confirmed_are_told_apart_from_old_ones() -> None:
    never, old, fresh = (named_record("person", f"P{number}", f"示例{number}") for number in (1, 2, 3))
    days = {"P2": date(2026, 1, 1), "P3": date(2026, 6, 1)}
    people = [one.model_copy(update={"confirmed": days.get(one.id)}) for one in (never, old, fresh)]
    said = unconfirmed_in_words(people, date(2026, 7, 10))  # type: ignore[arg-type]
    assert said == "示例1的电话从来没有核实过。示例2的电话超过 180 天没有核实。"
