"""When the program itself fails: no local variable anywhere, the vault locked in order, nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.app import App
from textual.worker import WorkerState

from secretguard.errors import RefusedError
from secretguard.locations import user_data_folder
from secretguard.tui.app import SecretGuardApp
from secretguard.tui.crash import crash_message, crash_text
from secretguard.tui.desk import Desk
from secretguard.tui.screens.console import ConsoleScreen
from tests.conftest import NOON, HandClock, SampleVault
from tests.tui.support import Table, begin, play

CANARY = "金丝雀-通关口令-8841"


def _fail() -> None:
    """Fails with the canary in a local variable."""
    passphrase = CANARY
    raise ZeroDivisionError(len(passphrase))


def _crash_text() -> str:
    return (user_data_folder() / "crash.txt").read_text(encoding="utf-8")


def _run_and_fail(
    sample: SampleVault,
    clock: HandClock,
    capsys: pytest.CaptureFixture[str],
    plant: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Plant the failure, run into it, and hold everything that came out against the canary."""

    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        await table.write("失败之前记下的一句")
        if plant == "handler":
            monkeypatch.setattr(ConsoleScreen, "action_clock", lambda _screen: _fail())
            await table.pilot.press("f7")
        elif plant == "timer":
            table.app.screen.set_timer(0.01, _fail)
        elif plant == "drawing":
            monkeypatch.setattr(ConsoleScreen, "redraw", lambda _screen: _fail())
            await table.pilot.press("1")
        else:
            table.app.run_worker(_fail, thread=True)
        await table.pilot.pause(0.2)

    with pytest.raises(BaseException) as caught:
        play(sample, clock, story)
    assert caught.value is not None
    out, err = capsys.readouterr()
    for text in (out, err, _crash_text()):
        assert CANARY not in text
    assert "ZeroDivisionError" in _crash_text()
    with sample.open(clock) as vault:
        texts = [str(entry.parts) for info in vault.journals("drill") for entry in vault.entries(info.id)]
        assert any("失败之前记下的一句" in text for text in texts)


@pytest.mark.parametrize("plant", ["handler", "timer", "drawing", "worker"])
def test_a_failure_tells_no_local_variable_and_loses_no_entry(
    sample_vault: SampleVault,
    clock: HandClock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    plant: str,
) -> None:
    _run_and_fail(sample_vault, clock, capsys, plant, monkeypatch)


def test_background_work_that_fails_is_told_and_the_screens_go_on(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        worker = table.app.run_worker(_fail, thread=True, exit_on_error=False)
        await table.pilot.pause(0.2)
        assert worker.state is WorkerState.ERROR
        assert "ZeroDivisionError" in table.said()
        assert CANARY not in table.said() + _crash_text()
        await table.press("2")
        assert table.where == "LibraryScreen"

    play(sample_vault, clock, story)


def test_the_crash_text_names_places_and_no_values() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        _fail()
    text = crash_text(caught.value, NOON)
    assert "test_crash.py" in text and "_fail" in text
    assert CANARY not in text
    assert str(Path(__file__).parent) not in text


def test_the_last_words_say_what_is_safe_and_what_to_do() -> None:
    assert "重新打开即可接着做" in crash_message(ValueError(CANARY), None)
    assert CANARY not in crash_message(ValueError(CANARY), None)
    assert crash_message(RefusedError("不行。", "换一个。"), None) == "不行。\n换一个。"


def test_textuals_own_page_of_locals_is_never_used() -> None:
    assert SecretGuardApp._handle_exception is not App._handle_exception
    app = SecretGuardApp(Desk(clock=HandClock()))
    assert list(app.get_system_commands(app)) == []  # type: ignore[arg-type]
