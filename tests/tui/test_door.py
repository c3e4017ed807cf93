"""The door: the passphrase, the ways that need none, and the place that is found again after a lock."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from secretguard.drills import plan_drill, start
from secretguard.register import list_enterprises, open_enterprise
from secretguard.settings import load_settings
from secretguard.tui.app import SecretGuardApp
from secretguard.tui.views.door_view import LONGEST_PAUSE, door_view, folder_problem, pause_after
from secretguard.vault import open_vault
from tests.conftest import PASSPHRASE, HandClock, SampleVault
from tests.tui.entering import at, enter, until
from tests.tui.support import Table


def test_the_right_passphrase_leads_home(clock: HandClock, sample_vault: SampleVault) -> None:
    async def story(table: Table) -> None:
        await table.write(PASSPHRASE)
        await at(table, "HomeScreen")
        assert "示例公司" in table.said()

    enter(clock, story, sample_vault.folder)


def test_digits_and_letters_of_a_passphrase_go_into_it_and_fire_nothing(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.burst("12345第2遍")
        assert table.where == "DoorScreen"
        assert table.app.screen.query_one("#passphrase").value == "12345第2遍"  # type: ignore[attr-defined]
        assert "12345" not in table.said()

    enter(clock, story, sample_vault.folder)


def test_a_passphrase_that_begins_with_a_letter_finds_its_field_from_the_list(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("tab")
        await table.burst("示例5号")
        assert table.where == "DoorScreen"
        assert table.app.screen.query_one("#passphrase").value == "示例5号"  # type: ignore[attr-defined]

    enter(clock, story, sample_vault.folder)


def test_a_wrong_passphrase_is_refused_without_a_hint_and_the_field_comes_back(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.write("不是这个")
        await until(table, lambda: "口令或恢复码不对" in table.said())
        field = table.app.screen.query_one("#passphrase")
        assert field.disabled
        assert "等 1 秒" in table.said()
        await until(table, lambda: not field.disabled)
        await table.write(PASSPHRASE)
        await at(table, "HomeScreen")

    enter(clock, story, sample_vault.folder)


def test_each_wrong_passphrase_costs_more_up_to_half_a_minute() -> None:
    pauses = [pause_after(failures) for failures in range(1, 9)]
    assert pauses == sorted(pauses)
    assert pauses[0] < pauses[1] < pauses[2]
    assert pauses[-1] == LONGEST_PAUSE


def test_a_vault_held_by_another_process_says_by_whom(clock: HandClock, sample_vault: SampleVault) -> None:
    async def story(table: Table) -> None:
        with sample_vault.open(clock):
            await table.write(PASSPHRASE)
            await until(table, lambda: "另一个程序正在使用" in table.said())
            assert "进程" in table.said()

    enter(clock, story, sample_vault.folder)


def test_an_old_copy_put_back_is_refused_in_plain_words(
    clock: HandClock, sample_vault: SampleVault, tmp_path: Path
) -> None:
    old = sample_vault.copy(tmp_path / "旧.sgv")
    with sample_vault.open(clock) as vault:
        register = open_enterprise(vault, None)
        register.remove_person("P8", "调离")

    async def story(table: Table) -> None:
        await table.write(PASSPHRASE)
        await until(table, lambda: "旧" in table.said().partition("口令里有汉字")[2])
        assert not table.desk.unlocked

    enter(clock, story, old.folder)


@pytest.mark.parametrize(
    ("key", "screen"), [("5", "CardScreen"), ("2", "FirstRunScreen"), ("4", "RecoveryScreen")]
)
def test_a_digit_outside_the_passphrase_opens_its_way_and_escape_comes_back(
    clock: HandClock, sample_vault: SampleVault, key: str, screen: str
) -> None:
    async def story(table: Table) -> None:
        await table.press("tab", key)
        await at(table, screen)
        while table.where != "DoorScreen":
            await table.press("escape")
        assert not table.desk.unlocked

    enter(clock, story, sample_vault.folder)


def test_a_new_vault_from_the_door_begins_at_the_vault_step(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("tab", "2")
        await at(table, "FirstRunScreen")
        assert "第 3 步" in table.said()

    enter(clock, story, sample_vault.folder)


def test_another_vault_is_found_by_its_folder(
    clock: HandClock, sample_vault: SampleVault, tmp_path: Path
) -> None:
    other = sample_vault.copy(tmp_path / "另一个.sgv")

    async def story(table: Table) -> None:
        await table.press("tab", "1")
        table.app.screen.query_one("Input").value = str(tmp_path / "没有.sgv")  # type: ignore[attr-defined]
        await table.press("enter")
        assert table.desk.vault_folder == sample_vault.folder
        await table.press("tab", "1")
        table.app.screen.query_one("Input").value = str(other.folder)  # type: ignore[attr-defined]
        await table.press("enter")
        assert table.desk.vault_folder == other.folder
        assert "另一个.sgv" in table.said()

    enter(clock, story, sample_vault.folder)


def test_the_recovery_code_opens_and_a_new_passphrase_holds_from_then_on(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("tab", "4")
        await at(table, "RecoveryScreen")
        await table.burst(sample_vault.recovery_code[:11])
        assert "已输入 1 组" in table.said() or "已输入 2 组" in table.said()
        await table.write(sample_vault.recovery_code[11:])
        await table.write("新的口令 竹子")
        await table.write("新的口令 竹子")
        await at(table, "HomeScreen")

    enter(clock, story, sample_vault.folder)
    with open_vault(sample_vault.folder, passphrase="新的口令 竹子", clock=clock) as vault:
        assert len(list_enterprises(vault)) == 1


def test_a_wrong_recovery_code_leaves_the_vault_locked(clock: HandClock, sample_vault: SampleVault) -> None:
    async def story(table: Table) -> None:
        await table.press("tab", "4")
        await at(table, "RecoveryScreen")
        await table.write("AAAAA")
        await table.write("新的口令 竹子")
        await table.write("新的口令 竹子")
        await until(table, lambda: "恢复码应有 8 组" in table.said())
        assert not table.desk.unlocked

    enter(clock, story, sample_vault.folder)


def test_the_sample_opens_in_one_key_and_is_not_remembered(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("tab", "3")
        await at(table, "HomeScreen")
        assert "样例 示例公司" in table.said()
        await table.press("ctrl+l")
        await at(table, "DoorScreen")
        assert "口令是：样例" in table.said()
        await table.write("样例")
        await at(table, "HomeScreen")

    enter(clock, story, sample_vault.folder)
    assert load_settings().last_vault is None


def test_after_a_lock_the_running_drill_comes_back(
    clock: HandClock, sample_vault: SampleVault, small_playbook: object
) -> None:
    with sample_vault.open(clock) as vault:
        room = plan_drill(vault, open_enterprise(vault, None), small_playbook, clock)  # type: ignore[arg-type]
        start(room)

    async def story(table: Table) -> None:
        await table.write(PASSPHRASE)
        await at(table, "HomeScreen")
        await table.press("enter")
        await at(table, "ConsoleScreen")
        await table.press("ctrl+l")
        await at(table, "DoorScreen")
        assert "回到推演" in table.said()
        assert not table.desk.unlocked
        await table.write(PASSPHRASE)
        await at(table, "ConsoleScreen")
        assert table.room.id == room.id

    enter(clock, story, sample_vault.folder)


def test_a_vault_that_is_gone_is_said_to_be_gone_and_asks_for_no_passphrase(tmp_path: Path) -> None:
    view = door_view(tmp_path / "拔走的盘", there=False)
    assert "不在了" in view.where
    assert not view.asks


def test_a_folder_without_a_vault_is_explained() -> None:
    assert "vault.db" in folder_problem("/别处", there=False)
    assert folder_problem("/库", there=True) == ""


def test_whoever_has_no_vault_is_led_into_the_first_steps(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await at(table, "FirstRunScreen")

    enter(clock, story)


def test_leaving_at_the_door_leaves(clock: HandClock, sample_vault: SampleVault) -> None:
    async def run() -> SecretGuardApp:
        from tests.tui.entering import locked_app

        app = locked_app(clock, sample_vault.folder)
        async with app.run_test() as pilot:
            await pilot.press("ctrl+q")
            await pilot.pause()
        return app

    assert asyncio.run(run()).return_code == 0
