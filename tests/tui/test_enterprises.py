"""Several enterprises in one vault, and the people of one: chosen, added, edited in the bottom line."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from secretguard.errors import RefusedError
from secretguard.register import Identity, PersonSet, Profile, Register, add_enterprise, list_enterprises
from secretguard.tui.app import SecretGuardApp
from secretguard.tui.desk import Desk
from secretguard.tui.views.people_view import duties_in_words, people_rows, read_duties, with_field
from tests.conftest import HandClock, SampleVault
from tests.tui.entering import at
from tests.tui.support import SMALL, WIDE, Table, play

TODAY = date(2026, 11, 24)


def with_second_enterprise(sample: SampleVault, clock: HandClock) -> None:
    with sample.open(clock) as vault:
        add_enterprise(vault, Profile(name="示例乙公司", industry="模具"))


# ---- enterprises


def test_a_guide_with_several_enterprises_chooses_first(clock: HandClock, sample_vault: SampleVault) -> None:
    with_second_enterprise(sample_vault, clock)

    async def story(table: Table) -> None:
        await at(table, "EnterprisesScreen")
        assert "2 家" in table.said()
        await table.press("down", "enter")
        await at(table, "HomeScreen")
        assert "示例乙公司" in table.said()

    play(sample_vault, clock, story)


def test_the_enterprise_chosen_is_found_again_after_a_lock(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    with_second_enterprise(sample_vault, clock)
    desk = Desk(clock=clock)
    desk._take(sample_vault.open(clock), sample_vault.folder)
    assert desk.register is None
    second = desk.enterprises()[1]
    desk.choose_enterprise(second.id)
    desk.lock()
    desk._take(sample_vault.open(clock), sample_vault.folder)
    assert desk.register is not None and desk.register.id == second.id
    desk.lock()


def test_typing_narrows_the_list_and_says_what_to_do_when_nothing_fits(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    with_second_enterprise(sample_vault, clock)

    async def story(table: Table) -> None:
        await at(table, "EnterprisesScreen")
        await table.burst("模具")
        assert "示例乙公司" in table.said()
        assert "示例公司" not in table.said()
        await table.burst("第3厂")
        assert "按 F4 用这个名称加一家" in table.said()
        assert table.where == "EnterprisesScreen"

    play(sample_vault, clock, story)


def test_a_new_enterprise_is_added_by_name_and_is_the_one_at_hand(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("7", "f4")
        await table.write("示例第2公司")
        assert table.desk.register is not None
        assert table.desk.register.name == "示例第2公司"
        await table.press("escape")
        await at(table, "HomeScreen")
        assert "示例第2公司" in table.said()
        assert "还没有人员名单" in table.said()

    play(sample_vault, clock, story)
    with sample_vault.open(clock) as vault:
        assert [line.name for line in list_enterprises(vault)] == ["示例公司", "示例第2公司"]


@pytest.mark.parametrize("name", ["示例公司", "长" * 200])
def test_a_name_that_cannot_be_taken_is_refused_in_a_line(
    clock: HandClock, sample_vault: SampleVault, name: str
) -> None:
    async def story(table: Table) -> None:
        await table.press("7", "f4")
        await table.write(name)
        assert len(table.desk.enterprises()) == 1
        assert table.where == "EnterprisesScreen"

    play(sample_vault, clock, story)


# ---- people


def test_somebody_new_is_entered_field_by_field(clock: HandClock, sample_vault: SampleVault) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        await at(table, "PeopleScreen")
        await table.press("f4")
        await table.write("示例壬")
        await table.pilot.pause()
        for words in ("安全主管", "门卫 法务", "000-0000-0020", "000-0000-0021", "示例丁"):
            await table.press("enter")
            await table.write(words) if not words.startswith("000") else await _digits(table, words)
        assert "齐" in table.said() or "近" in table.said()

    play(sample_vault, clock, story)
    with sample_vault.open(clock) as vault:
        person = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id)).find_person("示例壬")
    assert person.person.title == "安全主管"
    assert person.duties == ("SEC", "LEG")
    assert (person.phones.first, person.phones.second) == ("000-0000-0020", "000-0000-0021")
    assert person.deputy == "P4"


async def _digits(table: Table, words: str) -> None:
    for character in words:
        await table.pilot.press("minus" if character == "-" else character)
    await table.press("enter")


def test_space_records_that_the_telephones_answered_today(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "space")
        assert table.desk.register is not None
        assert table.desk.register.state.people["P1"].confirmed == TODAY

    play(sample_vault, clock, story)


def test_whoever_leaves_goes_with_a_reason_and_stays_in_the_history(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "delete")
        await table.press("escape")
        assert table.desk.register is not None
        assert "P1" in table.desk.register.state.people
        await table.press("delete")
        await table.write("退休")
        assert "P1" not in table.desk.register.state.people
        assert "P1" in table.desk.register.state.left

    play(sample_vault, clock, story)


def test_a_deputy_nobody_knows_is_refused_and_nothing_changes(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "enter", "end", "up", "enter")
        field = table.app.screen.query_one("Input")
        field.value = "没有这个人"  # type: ignore[attr-defined]
        await table.press("enter")
        assert "人员名单里没有" in table.said()
        assert table.desk.register is not None
        assert table.desk.register.state.people["P1"].deputy == "P7"

    play(sample_vault, clock, story)


def test_a_reminder_on_the_home_screen_leads_to_the_people(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        table.app.screen.query_one("#due").focus()
        await table.press("enter")
        await at(table, "PeopleScreen")

    play(sample_vault, clock, story)


# ---- what a typed field means


def test_duties_are_read_in_chinese_and_as_codes() -> None:
    assert read_duties("联络员、法务 IT") == ("CO", "LEG", "IT")
    assert duties_in_words(("CO", "XX")) == "联络员 XX"
    with pytest.raises(RefusedError, match="打杂"):
        read_duties("打杂")


def test_a_field_is_cleared_by_nothing_and_the_name_never(register: Register) -> None:
    person, state = register.state.people["P1"], register.state
    assert with_field(person, "deputy", "无", state).deputy is None
    assert with_field(person, "title", "", state).person.title is None
    with pytest.raises(RefusedError):
        with_field(person, "name", " ", state)
    with pytest.raises(RefusedError):
        with_field(person, "confirmed", "昨天", state)


def test_whoever_lacks_a_telephone_is_marked_first_of_all(register: Register) -> None:
    register.set_person(PersonSet(person=Identity(id="P9", name="示例壬")))
    row = next(row for row in people_rows(register.state, TODAY) if row.id == "P9")
    assert row.text.plain.startswith("缺")


@pytest.mark.parametrize("size", [SMALL, WIDE])
def test_the_people_look_as_before(
    clock: HandClock, sample_vault: SampleVault, snap_compare: Any, size: tuple[int, int]
) -> None:
    desk = Desk(clock=clock)
    desk._take(sample_vault.open(clock), sample_vault.folder)

    async def open_people(pilot: Any) -> None:
        await pilot.pause()
        await pilot.press("5", "down")
        await pilot.pause()

    assert snap_compare(SecretGuardApp(desk), terminal_size=size, run_before=open_people)
