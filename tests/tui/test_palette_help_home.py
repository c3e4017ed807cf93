"""The palette knows pinyin; help is made of the real keys; every door of home opens or says why not."""

from __future__ import annotations

import pytest

from secretguard.tui.app import SecretGuardApp
from secretguard.tui.keys import Key, bindings
from secretguard.tui.palette import commands, matches
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.console import ConsoleScreen
from secretguard.tui.screens.help import HelpScreen
from tests.conftest import HandClock, SampleVault
from tests.tui.support import Table, begin, play


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        ("锁定", "sd"),
        ("锁定", "suoding"),
        ("锁定", "锁"),
        ("导出", "dc"),
        ("桌面推演", "zmty"),
        ("报告", "BG"),
    ],
)
def test_a_command_is_found_by_character_pinyin_and_initials(words: str, typed: str) -> None:
    assert matches(words, typed)
    assert not matches(words, "qqq")


def test_no_letter_is_a_command_on_any_screen() -> None:
    waiting = [DeskScreen]
    while waiting:
        screen = waiting.pop()
        waiting += screen.__subclasses__()
        for key in screen.KEYS:
            assert not (len(key.key) == 1 and key.key.isalpha()), (screen, key.key)


def test_digits_and_spaces_have_their_full_width_twins() -> None:
    keys = {
        name
        for bound in bindings((Key("1", "a", str), Key("space", "b", str)))
        for name in bound.key.split(",")
    }
    assert {"1", "１", "space", "ideographic_space"} <= keys


def test_sd_in_the_palette_locks(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        names = [command.words for command in commands(table.app)]
        assert {"首页", "锁定", "投影主题（白底）", "退出"} <= set(names)
        assert not [name for name in names if "creenshot" in name]
        await table.press("ctrl+p")
        await table.pilot.press(*"sd")
        await table.until(lambda: "锁定" in table.said())
        await table.pilot.pause(0.3)
        await table.press("enter")
        await table.until(lambda: not table.desk.unlocked)

    play(sample_vault, clock, story)


def test_help_lists_every_key_that_the_screen_declares(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f1")
        assert isinstance(table.app.screen, HelpScreen)
        page = table.app.screen._page().plain
        for key in ConsoleScreen.KEYS:
            if key.label():
                assert f"{key.shown:<6}{key.label()}" in page
        await table.press("escape")
        assert table.where == "ConsoleScreen"
        await table.press("fullwidth_question_mark")
        assert table.where == "HelpScreen"

    play(sample_vault, clock, story)


def test_every_door_of_home_opens(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        for key in "1234567":
            await table.press(key)
            assert table.where != "HomeScreen"
            while table.where != "HomeScreen":
                await table.press("escape")
        await table.press("escape")
        assert table.where == "HomeScreen", "at home Esc does nothing"

    play(sample_vault, clock, story)


def test_the_key_line_is_clickable_and_drops_what_does_not_fit(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        bottom = table.said().splitlines()[-1]
        column = bottom.index("2 推演")
        await table.pilot.click(offset=(column + bottom[:column].count("泄") + 4, table.app.size.height - 1))
        await table.pilot.pause()
        assert table.where == "LibraryScreen"

    play(sample_vault, clock, story)


@pytest.mark.parametrize("theme", ["secretguard-dark", "secretguard-projector"])
def test_both_themes_draw_every_screen_of_a_drill(
    sample_vault: SampleVault, clock: HandClock, theme: str
) -> None:
    async def story(table: Table) -> None:
        assert isinstance(table.app, SecretGuardApp)
        table.app.theme = theme
        await begin(table)
        await table.press("f8", "f8", "f5")
        assert table.where == "PlayerScreen"

    play(sample_vault, clock, story, plain=True)


@pytest.mark.parametrize("size", [(59, 24), (80, 17)])
def test_a_window_too_small_says_so_in_one_line(
    sample_vault: SampleVault, clock: HandClock, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        assert "窗口太小" in table.said()
        assert "桌面推演" not in table.said()
        await table.pilot.resize_terminal(60, 18)
        await table.pilot.pause()
        assert "窗口太小" not in table.said()
        assert "桌面推演" in table.said()

    play(sample_vault, clock, story, size=size)
