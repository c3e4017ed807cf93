"""Several enterprises in one vault: chosen, added, found again."""

from __future__ import annotations

import pytest

from secretguard.register import Profile, add_enterprise, list_enterprises
from secretguard.tui.desk import Desk
from tests.conftest import HandClock, SampleVault
from tests.tui.entering import at
from tests.tui.support import Table, play


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
        if name.strip():
            # What was typed stands there still, to be mended.
            assert table.where == "TextLine"
            assert name[:4] in table.said()
            await table.press("escape")
        assert table.where == "EnterprisesScreen"

    play(sample_vault, clock, story)
