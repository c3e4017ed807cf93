"""The lock: by key, by idling, while a drill runs, while a paper is printed; and back to the same place."""

from __future__ import annotations

import threading

import pytest

from secretguard.errors import SecretGuardError
from secretguard.tui.desk import Desk
from secretguard.tui.printing import print_from
from tests.conftest import HandClock, SampleVault
from tests.tui.support import HandSeconds, Table, begin, play


def test_the_lock_drops_keys_and_screens_and_unlocking_comes_back_to_the_console(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        drill = table.room.id
        await table.press("ctrl+l")
        assert table.where == "DoorScreen"
        assert not table.desk.unlocked
        assert set(table.app._screen_stacks) <= {"door", "_default"}
        with pytest.raises(SecretGuardError):
            table.desk.vault  # noqa: B018
        clock.advance(minutes=5)
        table.desk._take(sample_vault.open(clock), sample_vault.folder)
        table.app.unlocked()
        await table.pilot.pause()
        await table.pilot.pause()
        assert table.where == "ConsoleScreen"
        assert table.room.id == drill
        assert table.room.elapsed() == 300_000, "the clock went on by the wall"

    play(sample_vault, clock, story)


def test_five_idle_minutes_lock_after_a_warning(sample_vault: SampleVault, clock: HandClock) -> None:
    seconds = HandSeconds()

    async def story(table: Table) -> None:
        seconds.now += 269
        table.app._watch_idle()
        await table.pilot.pause()
        assert "秒后锁定" not in table.said()
        seconds.now += 2
        table.app._watch_idle()
        await table.pilot.pause()
        assert "30 秒后锁定" in table.said()
        await table.press("down")
        seconds.now += 60
        table.app._watch_idle()
        await table.pilot.pause()
        assert table.desk.unlocked, "a key began the time again"
        seconds.now += 300
        table.app._watch_idle()
        await table.until(lambda: table.where == "DoorScreen")
        assert not table.desk.unlocked
        assert table.where == "DoorScreen"

    play(sample_vault, clock, story, seconds=seconds)


def test_while_a_drill_runs_the_lock_waits_half_an_hour(sample_vault: SampleVault, clock: HandClock) -> None:
    seconds = HandSeconds()

    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        seconds.now += 1700
        table.app._watch_idle()
        await table.pilot.pause(0.1)
        assert table.desk.unlocked
        seconds.now += 100
        table.app._watch_idle()
        await table.until(lambda: table.where == "DoorScreen")
        assert not table.desk.unlocked

    play(sample_vault, clock, story, seconds=seconds)


def test_leaving_while_a_clock_runs_asks_and_esc_stays(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.press("ctrl+q")
        assert table.where == "ConfirmLine"
        await table.press("escape")
        assert table.where == "ConsoleScreen"
        await table.press("ctrl+q", "enter")
        assert table.app._exit

    play(sample_vault, clock, story)


def test_a_lock_while_a_paper_is_printed_is_told_and_harms_nothing(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def printer(desk: Desk) -> str:
        begun.set()
        go_on.wait(5)
        return str(desk.vault.id)

    async def story(table: Table) -> None:
        await begin(table)
        print_from(table.app.screen, printer)  # type: ignore[arg-type]
        await table.pilot.pause(0.1)
        assert begun.is_set()
        await table.press("ctrl+l")
        go_on.set()
        await table.pilot.pause(0.2)
        assert "库已锁定" in table.said()
        assert table.where == "DoorScreen"

    play(sample_vault, clock, story)


def test_work_that_outlives_the_app_ends_quietly(sample_vault: SampleVault, clock: HandClock) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def printer(desk: Desk) -> str:
        begun.set()
        go_on.wait(5)
        return "done"

    async def story(table: Table) -> None:
        print_from(table.app.screen, printer)  # type: ignore[arg-type]
        await table.pilot.pause(0.1)
        assert begun.is_set()
        threading.Timer(0.3, go_on.set).start()

    play(sample_vault, clock, story)
    assert go_on.wait(5)


def test_once_the_app_goes_down_the_lock_leaves_its_stacks_alone(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    """Textual walks the stacks while it shuts down: a lock by idling at that moment must not change them."""

    async def story(table: Table) -> None:
        await table.press("2")
        app = table.app
        before = dict(app._screen_stacks)
        app._running = False
        try:
            await app.action_lock()
            app.unlocked()
        finally:
            app._running = True
        assert not table.desk.unlocked, "the keys are dropped all the same"
        assert app._screen_stacks == before

    play(sample_vault, clock, story)
