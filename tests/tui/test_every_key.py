"""Every screen: each key of its line does something and loses nothing, and text fires no command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.binding import Binding
from textual.widgets import Input

from secretguard.tui import printing
from secretguard.tui.keys import Key, twins
from secretguard.tui.screens.base import COMMON_KEYS, DeskScreen
from tests.conftest import HandClock, SampleVault
from tests.tui.reaching import REACH, REACHED_ELSEWHERE, screen_classes, screen_kinds
from tests.tui.support import Table

PHRASE = "第1车间3号，F2说停8分"
_WAY_BACK = 6
_LEAVING = ("f8", "ctrl+l", "escape")
"""Pressed last: after these one often has to be led to the screen again."""

_TWINS_PRESSED = ("ConsoleScreen", "IncidentPapersScreen")
"""Digits, Space, F1, F3 and ^P are pressed full-width too; on every other screen it is the same binding."""

_MAKES_A_FILE_TO_READ = "secretguard.tui.screens.register_export"


@pytest.fixture(autouse=True)
def paperless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Printing is tested elsewhere: here only that the key begins it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    screen_classes()
    for name, module in list(sys.modules.items()):
        if name.startswith("secretguard.tui.screens.") and name != _MAKES_A_FILE_TO_READ:
            monkeypatch.setattr(module, "print_from", _begin, raising=False)
    monkeypatch.setattr(printing, "print_from", _begin)


def _begin(screen: DeskScreen, _printer: object) -> None:
    screen.tell("正在排印")


def test_every_screen_has_a_way_to_it() -> None:
    assert screen_classes() == REACH.keys() | REACHED_ELSEWHERE


def test_a_full_width_twin_is_the_binding_of_its_key_on_every_screen() -> None:
    for screen in screen_kinds():
        bound = {
            name: binding.action
            for binding in screen.BINDINGS
            if isinstance(binding, Binding)
            for name in binding.key.split(",")
        }
        for key in (*screen.KEYS, *COMMON_KEYS):
            if key in COMMON_KEYS:
                # Bound once for all screens; no screen may take it away.
                assert not set(twins(key.key).split(",")) & bound.keys(), (screen, key.key)
            else:
                assert {bound[name] for name in twins(key.key).split(",")} == {key.action}, (screen, key.key)


class Walk:
    """Presses the keys of one screen, each on the screen as it was reached or as the last key left it."""

    def __init__(self, name: str, sample: SampleVault, clock: HandClock, folder: Path) -> None:
        self.name, self.sample, self.clock, self.folder = name, sample, clock, folder
        self.reach = REACH[name]
        self.left: list[tuple[Key, str]] | None = None
        self.last_look: tuple[Any, ...] = ()

    def through(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """All of them; a key that leads away for good is followed by a fresh run."""
        runs = 0
        while self.left is None or self.left:
            runs += 1
            copy = self.sample.copy(self.folder / str(runs) / "库.sgv")
            # Another copy of the same vault, so another memory of how long it was last seen.
            monkeypatch.setenv("SECRETGUARD_DATA", str(self.folder / str(runs) / "user-data"))
            before = None if self.left is None else len(self.left)
            self.reach.run(copy, self.clock, self._press_on)
            assert self.left is not None and len(self.left) != before

    async def _press_on(self, table: Table) -> None:
        assert table.where == self.name
        screen = table.app.screen
        assert isinstance(screen, DeskScreen)
        focused = screen.focused
        if self.left is None:
            await _write_and_paste(table, screen)
            # A finger's pause: a digit right behind a letter would still belong to the phrase.
            table.app._last_letter = 0.0
            screen.set_focus(focused)
            self.left = _presses(screen)
        _draft(screen, self.reach.draft)
        await table.pilot.pause()
        while self.left:
            key, pressed = self.left.pop(0)
            await self._press(table, screen, key, pressed)
            if not await _came_back(table, screen):
                return
            screen.set_focus(focused)
            assert _typed(screen) == self.reach.draft, f"{pressed}: the draft is gone"

    async def _press(self, table: Table, screen: DeskScreen, key: Key, pressed: str) -> None:
        table.app.clear_notifications()
        await table.pilot.pause()
        before = _look(table)
        await (
            table.burst(pressed) if len(pressed) == 1 and not pressed.isascii() else _quietly(table, pressed)
        )
        assert table.app._exception is None
        assert table.app.return_code in (None, 0)
        look = _look(table)
        if key.label():
            # A twin may find that its key has already brought everything where it would.
            same = pressed != key.key and look == self.last_look
            assert look != before or same, f"{pressed} ({key.label()}) shows no effect"
        self.last_look = look


def _presses(screen: DeskScreen) -> list[tuple[Key, str]]:
    """Each key, on some screens followed by its full-width twin; those that lead away come last."""
    found = []
    for key in sorted(screen.keys(), key=lambda key: (key.key in _LEAVING, key.key == "escape")):
        found.append((key, key.key))
        if type(screen).__name__ in _TWINS_PRESSED:
            found += [(key, wide) for wide in _wide_twins(key)]
    return found


def _wide_twins(key: Key) -> list[str]:
    names = twins(key.key).split(",")
    known = {"ideographic_space": "　", "fullwidth_question_mark": "？", "fullwidth_colon": "："}
    return [known.get(name, name) for name in names if name in known or not name.isascii()]


def _draft(screen: DeskScreen, words: str) -> None:
    line = screen.typing_line()
    if words:
        assert line is not None
        line.value = words


def _typed(screen: DeskScreen) -> str:
    line = screen.typing_line()
    return line.value if line is not None else ""


def _look(table: Table) -> tuple[Any, ...]:
    """What a person could see changed."""
    focused = table.app.focused
    room = table.desk.room
    return table.where, focused and focused.id, room and room.state.seq, table.said(), _where_on(table)


def _where_on(table: Table) -> tuple[str, ...]:
    """Cursor and scroll places, which colour alone may show."""
    return tuple(
        f"{each.id} {each.scroll_offset} {getattr(each, 'highlighted', '')}"
        for each in table.app.screen.query("*")
        if each.id is not None
    )


async def _came_back(table: Table, screen: DeskScreen) -> bool:
    """Let what the key began come to its end, then Esc until the screen is there again; False: it is not."""
    await table.app.workers.wait_for_complete()
    await table.pilot.pause()
    for _turn in range(_WAY_BACK):
        if not table.app.is_running or table.app._exit:
            return False
        if table.app.screen is screen:
            break
        await _quietly(table, "escape")
    return table.app.screen is screen


async def _quietly(table: Table, key: str) -> None:
    """A key that is not followed by a paint: the look that comes next draws every cell anyway."""
    await table.pilot.press(key)
    await table.pilot.pause()


async def _write_and_paste(table: Table, screen: DeskScreen) -> None:
    """A committed phrase and a paste: whole in the line where there is one, nothing anywhere else."""
    line = screen.focused if isinstance(screen.focused, Input) else screen.typing_line()
    where, entries, before = table.where, _entries(table), table.said()
    if line is not None:
        line.value = ""
    await table.burst(PHRASE)
    assert (table.where, _entries(table)) == (where, entries), "the phrase fired a command"
    if line is None:
        assert table.said() == before, "the phrase fired a command"
        return
    assert line.value == PHRASE
    line.value = ""
    table.app.post_message(events.Paste("第一行\n第2行\n第三行"))
    await table.pilot.pause()
    assert (table.where, _entries(table)) == (where, entries), "the paste fired a command"
    for words in ("第一行", "第2行", "第三行"):
        assert words in line.value
    line.value = ""


def _entries(table: Table) -> int:
    """How much has been kept in the vault."""
    if not table.desk.unlocked:
        return 0
    vault = table.desk.vault
    return sum(1 for journal in vault.journals() for _entry in vault.entries(journal.id))


@pytest.mark.parametrize("name", sorted(REACH))
def test_text_fires_no_command_and_every_key_does_something_and_loses_no_draft(
    name: str, sample_vault: SampleVault, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Walk(name, sample_vault, clock, tmp_path).through(monkeypatch)
