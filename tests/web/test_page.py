"""The page in a real browser: the door, the wall, a lost link, and paper."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from secretguard.content import Playbook
from secretguard.drills.entries import DecisionTaken, InjectGiven, StepReached
from secretguard.web import PlayerFeed, PlayerView, player_view
from secretguard.web import feed as feed_module
from tests.web.chromium import Browser, found
from tests.web.listening import port_of
from tests.web.writing import state_after

pytestmark = pytest.mark.skipif(
    found() is None, reason="Chromium is not installed: the page was NOT looked at"
)

LINK = "document.body.dataset.link"
FIRST = InjectGiven(inject="I1")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def feed() -> Iterator[PlayerFeed]:
    with PlayerFeed(wrong_pause=0) as opened:
        yield opened


@pytest.fixture
def wall(browser: Browser, feed: PlayerFeed) -> Browser:
    """The browser, let in."""
    browser.errors.clear()
    browser.resize(1280, 720)
    browser.open(feed.address)
    browser.until(f"document.readyState === 'complete' && {LINK} === 'asking'")
    type_code(browser, feed.code)
    browser.until(f"{LINK} === 'live'")
    return browser


def type_code(browser: Browser, code: str) -> None:
    browser.run(f"document.getElementById('code').value = {json.dumps(code)}")
    browser.run("document.querySelector('#door button').click()")


def shown(browser: Browser) -> str:
    return str(browser.run("document.getElementById('wall').innerText"))


def test_a_wrong_code_stays_at_the_door_and_says_so(browser: Browser, feed: PlayerFeed) -> None:
    browser.open(feed.address)
    browser.until(f"document.readyState === 'complete' && {LINK} === 'asking'")
    type_code(browser, "１２３" if feed.code.startswith("123") else "123")
    browser.until("document.getElementById('refused').textContent === '代码不对。'")
    assert browser.run(f"{LINK}") == "asking"


def test_inside_the_wall_shows_each_step_as_it_is_reached(wall: Browser, feed: PlayerFeed) -> None:
    feed.publish(PlayerView(phase="play", text="图纸被打开了。", clock="04:19", act="第 1 幕，共 5 幕"))
    wall.until("document.getElementById('text').innerText === '图纸被打开了。'")
    assert "04:19" in shown(wall)
    assert "请大家说说" not in shown(wall)
    feed.publish(PlayerView(phase="play", text="图纸被打开了。", questions=("谁该知道？",)))
    wall.until("document.getElementById('questions').innerText === '谁该知道？'")
    assert "请大家说说" in shown(wall)
    assert wall.errors == []


def test_texts_are_never_read_as_markup(wall: Browser, feed: PlayerFeed) -> None:
    feed.publish(PlayerView(phase="play", text="<img src=x onerror=alert(1)><b>甲</b>"))
    wall.until("document.getElementById('text').innerText.includes('<b>甲</b>')")
    assert wall.run("document.querySelectorAll('#wall img, #wall b').length") == 0


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720), (1024, 768), (720, 1280)])
def test_the_longest_moment_of_the_first_playbook_needs_no_scrolling(
    wall: Browser, feed: PlayerFeed, departing_engineer: Playbook, size: tuple[int, int]
) -> None:
    wall.resize(*size)
    for inject in departing_engineer.injects:
        steps = (
            InjectGiven(inject=inject.id),
            StepReached(inject=inject.id, step="discussion"),
        )
        view = player_view(state_after(departing_engineer, *steps), 0)
        feed.publish(view)
        wall.until(f"document.getElementById('text').textContent.length > 0 && "
                   f"document.getElementById('ask').textContent === {json.dumps(view.ask)}")  # fmt: skip
        hidden = (
            "document.getElementById('story').scrollHeight - document.getElementById('story').clientHeight"
        )
        assert wall.run(hidden) <= 1
        assert wall.run("parseFloat(getComputedStyle(document.getElementById('story')).fontSize)") >= 16


def test_once_decided_the_wall_belongs_to_what_was_chosen(
    wall: Browser, feed: PlayerFeed, small_playbook: Playbook
) -> None:
    decided = state_after(small_playbook, FIRST, DecisionTaken(inject="I1", option="b"))
    feed.publish(player_view(decided, 0))
    wall.until("document.getElementById('consequence').textContent !== ''")
    assert "按b的办法去做这一步" in shown(wall)
    assert "照b办了以后，门卫打来电话" in shown(wall)
    assert "按a的办法" not in shown(wall)


def test_a_lost_link_is_told_and_a_new_console_asks_for_its_code(
    wall: Browser, feed: PlayerFeed, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed.publish(PlayerView(phase="play", text="甲", clock="04:19"))
    wall.until("document.getElementById('text').innerText === '甲'")
    port = port_of(feed)
    feed.stop()
    wall.until(f"{LINK} === 'lost'")
    assert wall.run("getComputedStyle(document.getElementById('lost')).display") == "block"
    assert wall.run("document.getElementById('lost').innerText") == "正在重连"
    assert wall.run("getComputedStyle(document.getElementById('timer')).visibility") == "hidden"
    monkeypatch.setattr(feed_module, "PORTS", 1)
    with PlayerFeed(first_port=port, wrong_pause=0) as again:
        wall.until(f"{LINK} === 'asking'")
        type_code(wall, again.code)
        wall.until(f"{LINK} === 'live'")


def test_a_link_that_falls_silent_counts_as_lost(browser: Browser) -> None:
    """A feed that answers and then says nothing, as behind a laptop's closed lid."""
    with PlayerFeed(wrong_pause=0) as feed:
        browser.open("about:blank")
        browser.open(feed.address)
        browser.until(f"document.readyState === 'complete' && {LINK} === 'asking'")
        browser.run("window.EventSource = class { addEventListener() {} close() {} }; Date.now = () => 0")
        type_code(browser, feed.code)
        browser.until("document.getElementById('code').value === ''")
        browser.run("Date.now = () => 1e9")
        browser.until(f"{LINK} === 'lost'")


def test_dark_is_one_click_away_and_both_themes_are_high_contrast(wall: Browser, feed: PlayerFeed) -> None:
    feed.publish(PlayerView(phase="play", text="甲", questions=("乙",)))
    wall.until("document.getElementById('questions').innerText === '乙'")
    for _theme in ("light", "dark"):
        paper = wall.run("getComputedStyle(document.body).backgroundColor")
        for place in ("#text", "#scenario", "#title", "#clock", "#stop-line"):
            ink = wall.run(f"getComputedStyle(document.querySelector('{place}')).color")
            assert _contrast(ink, paper) >= 7
        wall.run("document.getElementById('theme').click()")
    assert wall.run("document.documentElement.dataset.theme") == "light"


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two `rgb(…)` colours."""
    lights = sorted(_luminance(colour) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.strip("rgb()").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_on_paper_it_is_a_plain_page_without_clock_and_button(
    wall: Browser, feed: PlayerFeed, tmp_path: Path
) -> None:
    feed.publish(PlayerView(phase="play", text="图纸被打开了。", clock="04:19", title="桌面推演"))
    wall.until("document.getElementById('text').innerText === '图纸被打开了。'")
    printed = tmp_path / "wall.pdf"
    printed.write_bytes(base64.b64decode(wall.call("Page.printToPDF", preferCSSPageSize=True)["data"]))
    paper = pypdfium2.PdfDocument(printed)
    text = "".join(paper[number].get_textpage().get_text_range() for number in range(len(paper)))
    assert len(paper) == 1
    assert "图纸被打开了。" in text
    assert "04:19" not in text
    assert "深色" not in text


def test_nothing_is_asked_of_any_other_address(wall: Browser, feed: PlayerFeed) -> None:
    names = wall.run("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert all(name.startswith((feed.address, "data:")) for name in names)
    blocked = wall.run(
        "fetch('http://127.0.0.1:9/').then(() => 'out', (error) => String(error.constructor.name))"
    )
    assert blocked == "TypeError"
    assert any("Content Security Policy" in error for error in wall.errors)
