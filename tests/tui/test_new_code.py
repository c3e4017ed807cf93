"""A recovery code that was never typed back: home says so until it is proved or replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretguard.register import Profile, add_enterprise
from secretguard.settings import load_settings
from secretguard.tui.desk import Desk
from secretguard.tui.screens.first_run_recovery import RecoveryPane
from secretguard.tui.unconfirmed import forget_unconfirmed, is_unconfirmed, remember_unconfirmed
from secretguard.vault import FLOOR_KDF, prove_recovery_code
from tests.conftest import HandClock
from tests.tui.entering import at, enter, until
from tests.tui.support import Table
from tests.tui.test_first_run import PHRASE, flow_of, make_the_vault, to_the_vault_step

REMINDER = "恢复码从没核对过"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tmp_path: Path, clock: HandClock) -> Path:
    """A vault whose maker quit before typing the code back, and an enterprise of it."""
    place = tmp_path / "库.sgv"
    desk = Desk(clock=clock, kdf=FLOOR_KDF)
    desk.create(place, PHRASE, "示例甲", "库")
    add_enterprise(desk.vault, Profile(name="示例公司"))
    desk.lock()
    return place


async def come_in(table: Table) -> None:
    await at(table, "DoorScreen")
    await table.write(PHRASE)
    await at(table, "HomeScreen")


def test_quitting_before_the_code_is_typed_back_is_remembered(clock: HandClock) -> None:
    codes: list[str] = []

    async def first(table: Table) -> None:
        await to_the_vault_step(table)
        await make_the_vault(table)
        codes.append(flow_of(table).answers.code)

    enter(clock, first)
    made = load_settings().last_vault
    assert made is not None

    async def second(table: Table) -> None:
        await at(table, "DoorScreen")
        await table.write(PHRASE)
        await until(table, lambda: table.desk.unlocked)
        assert table.desk.code_unconfirmed
        assert table.desk.prove_recovery_code(codes[0])
        assert not table.desk.code_unconfirmed

    enter(clock, second, Path(made))


def test_home_offers_a_new_code_and_is_quiet_once_it_is_typed_back(clock: HandClock, folder: Path) -> None:
    codes: list[str] = []

    async def story(table: Table) -> None:
        await come_in(table)
        assert REMINDER in table.said()
        await table.press("enter")
        assert table.where == "TextLine"
        await table.press("enter")
        await at(table, "NewCodeScreen")
        code = table.app.screen.answers.code  # type: ignore[attr-defined]
        codes.append(code)
        groups = code.split("-")
        assert groups[0] in table.said()
        for place in table.app.screen.query_one(RecoveryPane)._places:
            await table.burst(groups[place].lower())
        await table.press("f8")
        await at(table, "HomeScreen")
        assert REMINDER not in table.said()

    enter(clock, story, folder)
    assert prove_recovery_code(folder, codes[0])


def test_a_new_code_left_untyped_keeps_the_reminder(clock: HandClock, folder: Path) -> None:
    async def story(table: Table) -> None:
        await come_in(table)
        await table.press("enter", "enter")
        await at(table, "NewCodeScreen")
        await table.press("f8")
        assert table.where == "NewCodeScreen"
        await table.press("escape")
        await at(table, "HomeScreen")
        assert REMINDER in table.said()

    enter(clock, story, folder)


def test_the_paper_that_was_copied_after_all_is_proved_by_typing_it(clock: HandClock, folder: Path) -> None:
    async def story(table: Table) -> None:
        await come_in(table)
        code = table.desk.replace_recovery_code()
        await table.press("enter")
        await table.burst(code[:11])
        await table.press("enter")
        assert "恢复码应有 8 组" in table.said()
        assert table.desk.code_unconfirmed
        await table.press("enter")
        await table.burst(code)
        await table.press("enter")
        await until(table, lambda: REMINDER not in table.said())

    enter(clock, story, folder)


def test_a_code_that_opened_the_vault_is_confirmed(clock: HandClock, folder: Path) -> None:
    desk = Desk(clock=clock, kdf=FLOOR_KDF)
    desk.unlock(folder, passphrase=PHRASE)
    code = desk.replace_recovery_code()
    desk.lock()
    assert not desk.code_unconfirmed
    desk.unlock(folder, recovery_code=code)
    assert not desk.code_unconfirmed
    desk.lock()


def test_what_is_remembered_is_ids_alone() -> None:
    remember_unconfirmed("ab" * 16)
    remember_unconfirmed("cd" * 16)
    forget_unconfirmed("ab" * 16)
    forget_unconfirmed("ef" * 16)
    assert not is_unconfirmed("ab" * 16)
    assert is_unconfirmed("cd" * 16)
