"""`secretguard stage`: a second terminal that reads the feed, on the smallest wall too."""

from __future__ import annotations

import asyncio
import threading
import unicodedata
from collections.abc import Awaitable, Callable, Iterator

import pytest
from textual.pilot import Pilot
from textual.widgets import Digits, Static

from secretguard.cli.main import run
from secretguard.cli.stage.screen import StageApp
from secretguard.content import Playbook
from secretguard.drills.entries import DecisionTaken, InjectGiven, StepReached
from secretguard.tui.widgets.player_wall import parts
from secretguard.web import FeedReader, PlayerFeed, PlayerView, player_view
from secretguard.web import feed as feed_module
from tests.conftest import HandClock
from tests.web.listening import port_of
from tests.web.writing import state_after

Story = Callable[[StageApp, Pilot[None]], Awaitable[None]]

SMALL = (48, 16)


@pytest.fixture
def feed() -> Iterator[PlayerFeed]:
    with PlayerFeed(wrong_pause=0) as opened:
        yield opened


def on_stage(feed: PlayerFeed, story: Story, *, code: str = "", size: tuple[int, int] = SMALL) -> StageApp:
    """Run a story in the app, without a terminal; every thread of it must be gone afterwards."""
    before = set(threading.enumerate())
    app = StageApp(FeedReader(feed.address), code)

    async def play() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await story(app, pilot)

    asyncio.run(play())
    readers = [
        thread for thread in threading.enumerate() if thread not in before and "asyncio" in thread.name
    ]
    assert readers == []
    return app


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Let the app go on until something is so."""
    for _step in range(400):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError("it never came true")


def words(app: StageApp, place: str) -> str:
    return str(app.query_one(place, Static).render())


def told(app: StageApp) -> str:
    """All that the story says, shown or scrolled away."""
    return "\n".join(str(part.render()) for part in app.query("#parts Static").results(Static))


def screen(app: StageApp) -> str:
    """What can be read on the screen now."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def test_the_code_opens_the_wall(feed: PlayerFeed) -> None:
    async def story(app: StageApp, pilot: Pilot[None]) -> None:
        assert app.query_one("#door").display
        await pilot.press(*feed.code, "enter")
        await until(pilot, lambda: "马上开始" in told(app))
        assert not app.query_one("#door").display
        assert words(app, "#title") == "桌面推演・情节虚构"
        assert words(app, "#stop-line") == "停止口令：红灯"

    on_stage(feed, story)


def test_a_wrong_code_is_told_and_may_be_typed_again(feed: PlayerFeed) -> None:
    async def story(app: StageApp, pilot: Pilot[None]) -> None:
        await pilot.press(*"12345", "enter")
        await until(pilot, lambda: words(app, "#refused") == "代码不对。")
        await pilot.press(*feed.code, "enter")
        await until(pilot, lambda: "马上开始" in told(app))

    on_stage(feed, story)


def test_with_the_code_on_the_command_line_it_goes_straight_in(feed: PlayerFeed) -> None:
    async def story(app: StageApp, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "马上开始" in told(app))

    on_stage(feed, story, code=feed.code)


def test_nobody_at_the_address_is_told_at_the_door() -> None:
    with PlayerFeed() as feed:
        pass

    async def story(app: StageApp, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "没有密盾的投影" in words(app, "#refused"))

    on_stage(feed, story, code="123456")


def test_on_the_smallest_wall_the_newest_part_is_in_sight(
    feed: PlayerFeed, departing_engineer: Playbook
) -> None:
    first = InjectGiven(inject="I1")
    states = {
        "每月一次的例行巡检": (first,),
        "现在哪几个人该知道": (first, StepReached(inject="I1", step="question")),
        "今天下午，第一步做什么": (first, StepReached(inject="I1", step="discussion")),
        "五 其他做法": (first, StepReached(inject="I1", step="discussion")),
        "半小时后他来问": (first, DecisionTaken(inject="I1", option="d")),
    }

    async def story(app: StageApp, pilot: Pilot[None]) -> None:
        for words_in_sight, entries in states.items():
            feed.publish(player_view(state_after(departing_engineer, *entries), 341_000))
            await until(pilot, lambda words_in_sight=words_in_sight: words_in_sight in screen(app))
            assert app.query_one("#clock", Digits).value == "04:19"
            assert "停止口令：红灯" in screen(app)
            assert max(len(line) for line in screen(app).splitlines()) <= SMALL[0]

    on_stage(feed, story, code=feed.code)


def test_a_lost_link_is_told_and_found_again_by_itself(
    feed: PlayerFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_module, "PORTS", 1)

    async def story(app: StageApp, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "马上开始" in told(app))
        feed.stop()
        await until(pilot, lambda: words(app, "#link") == "正在重连")
        with PlayerFeed(first_port=port_of(feed), wrong_pause=0) as again:
            await until(pilot, lambda: "六位代码" in words(app, "#refused") or app.query_one("#door").display)
            await pilot.press(*again.code, "enter")
            again.publish(PlayerView(phase="play", text="接着演"))
            await until(pilot, lambda: "接着演" in told(app))
            assert words(app, "#link") == ""

    on_stage(feed, story, code=feed.code)


def test_only_the_keys_of_a_wall_do_anything(feed: PlayerFeed) -> None:
    async def story(app: StageApp, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "马上开始" in told(app))
        before = screen(app)
        await pilot.press("ctrl+p", "ctrl+c", "f1", "q", "1", "escape", "tab")
        assert screen(app) == before
        theme = app.theme
        await pilot.press("f2")
        assert app.theme != theme

    on_stage(feed, story, code=feed.code)


def test_no_character_of_uncertain_width_reaches_the_wall(departing_engineer: Playbook) -> None:
    for inject in departing_engineer.injects:
        for option in inject.decision.options if inject.decision else ():
            entries = (InjectGiven(inject=inject.id), DecisionTaken(inject=inject.id, option=option.id))
            for text in parts(player_view(state_after(departing_engineer, *entries), 0)):
                uncertain = {
                    character for character in text.plain if unicodedata.east_asian_width(character) == "A"
                }
                assert uncertain == set()


def test_a_view_that_would_move_the_cursor_is_shown_as_text() -> None:
    text = "\n".join(part.plain for part in parts(PlayerView(text="甲\x1b[2J乙", notice="\u202e")))
    assert "\x1b" not in text
    assert "〔U+001B〕" in text
    assert "〔U+202E〕" in text


def test_a_fault_of_the_program_itself_says_where_and_shows_no_traceback(
    feed: PlayerFeed, capsys: pytest.CaptureFixture[str]
) -> None:
    app = StageApp(FeedReader(feed.address), clock=HandClock())

    async def play() -> None:
        async with app.run_test(size=SMALL) as pilot:
            app.call_later(lambda: 1 // 0)
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        asyncio.run(play())
    said = "".join(capsys.readouterr())
    assert "投影画面自己出了错（ZeroDivisionError）。推演和记录不受影响。" in said
    assert "Traceback" not in said
    assert app.return_code == 1


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (["stage"], 2, "要开在终端窗口里"),
        (["stage", "--url", "http://example.com"], 2, "只读本机的投影"),
        (["stage", "--nothing"], 2, "没有选项 --nothing"),
        (["stage", "extra"], 2, "多出了参数"),
    ],
)
def test_wrong_ways_to_begin_are_answered_in_plain_words(
    capsys: pytest.CaptureFixture[str], line: list[str], code: int, said: str
) -> None:
    assert run(line) == code
    assert said in capsys.readouterr().err


def test_help_lists_it_beside_the_groups(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    assert "投影画面" in capsys.readouterr().out
    assert run(["stage", "--help"]) == 0
    assert "--url" in capsys.readouterr().out
