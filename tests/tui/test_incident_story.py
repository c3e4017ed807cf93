"""One real incident from the first key to its papers, on the keyboard alone, then locked and found again."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest

from secretguard.incidents import IncidentRoom, tasks_at
from secretguard.tui import evidence_work
from secretguard.tui.widgets import PickList
from tests.conftest import PASSPHRASE, HandClock, SampleVault
from tests.tui.support import SMALL, Table, play

CHAT = "14:05 示例乙：报价单发错群了\n".encode() * 2000
_FURTHEST = 60


@pytest.fixture(autouse=True)
def _quick(quick_keys: None) -> None:
    """The passphrase at the door costs the least there is."""


class Slow:
    """Lets the work on evidence stand still after its first piece until it is told to go on."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.held, self.go_on = threading.Event(), threading.Event()
        self._real = evidence_work.stop_if_asked
        patch.setattr(evidence_work, "stop_if_asked", self)

    def __call__(self, *given: object) -> None:
        self.held.set()
        self.go_on.wait(20)
        self._real(*given)  # type: ignore[arg-type]


def test_a_real_incident_from_home_to_its_papers_on_the_keyboard_alone(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, slow = tmp_path / "chat.txt", Slow(monkeypatch)
    chat.write_bytes(CHAT)

    async def story(table: Table) -> None:
        await _start(table)
        await _respond(table)
        await _take_evidence(table, chat, slow)
        await _hand_over(table)
        await _report(table)
        await _close(table)
        await _review(table)
        await _paper(table)
        await _lock_and_come_back(table)

    play(sample_vault, clock, story, size=SMALL)


# ---- what a hand does


def at_hand(table: Table) -> IncidentRoom:
    return table.desk.incident().at_hand()


def status(room: IncidentRoom) -> str:
    return room.state.status


async def walk(table: Table, pick_list: str, row: str) -> None:
    """Down, and round, until the row is under the cursor."""
    lines = table.app.screen.query_one(f"#{pick_list}", PickList)
    assert lines.has_focus, f"{table.where}: the focus is not on {pick_list}"
    for _step in range(_FURTHEST):
        if lines.chosen == row:
            return
        await table.pilot.press("down")
    raise AssertionError(f"{row} is not among {[option.id for option in lines.options]}")


async def answer(table: Table, text: str) -> None:
    """What stands in the line that asks goes, the text comes, Enter."""
    await table.until(lambda: table.where == "TextLine")
    await table.press("end", "ctrl+u")
    await table.write(text)


async def enter_on(table: Table, pick_list: str, row: str, text: str) -> None:
    await walk(table, pick_list, row)
    await table.press("enter")
    await answer(table, text)


async def fields(table: Table, *texts: str) -> None:
    """Into one field after the other, from the first on; an empty text leaves its field as it is."""
    for text in texts:
        if text:
            await table.press("end", "ctrl+u")
            await table.burst(text)
        await table.press("enter")


async def climb(table: Table, screen: str) -> None:
    """Esc until that screen is there."""
    for _step in range(5):
        if table.where == screen:
            return
        await table.press("escape")
    raise AssertionError(f"Esc led to {table.where}, not to {screen}")


# ---- the story


async def _start(table: Table) -> None:
    await table.press("1")
    assert table.where == "IncidentStartScreen"
    await fields(table, "报价单误发到客户微信群", "-25", "示例乙 示例丙")
    assert table.where == "IncidentStartLevelScreen"
    await table.press("f4")
    await answer(table, "2 供应商的人也在群里")
    await table.press("enter")
    await table.until(lambda: table.where == "IncidentRoomScreen")
    await table.press()
    for words in ("实战 二级", "已 00:25:00", "先截图，再撤回", "报价单误发到客户微信群"):
        assert words in table.said()


async def _respond(table: Table) -> None:
    room = at_hand(table)
    await walk(table, "tasks", "note")
    await table.press("space")
    table.clock.advance(minutes=3)
    await to_the_phase_of(table, "receivers")
    await walk(table, "tasks", "receivers")
    await table.press("space")
    assert "写明为什么" in table.said()
    await answer(table, "群主正要退群，等不到导出")
    assert room.state.marks["receivers"].broke_order == "群主正要退群，等不到导出"
    await table.write("-10 @示例乙 说选错了群 !不群发撤回 +请群主移出供应商")
    note = next(one for one in room.state.timeline if one.kind == "note.added")
    assert note.decision and note.people and room.state.line(note.stamp.seq) == note
    assert note.stamp.occurred == room.now() - 10 * 60_000_000
    assert any("请群主移出供应商" in one.title for one in tasks_at(room.state, room.now()))
    await to_the_phase_of(table, "cut-path")
    await walk(table, "tasks", "cut-path")
    await table.press("space")
    await answer(table, "-5 关掉共享链接；还在被下载")
    assert room.state.cuts[0].what == "关掉共享链接"
    assert "切断 关掉共享链接" in table.said()


async def to_the_phase_of(table: Table, task: str) -> None:
    tasks = table.app.screen.query_one("#tasks", PickList)
    for _phase in range(5):
        if any(option.id == task for option in tasks.options):
            return
        await table.press("f8")
    raise AssertionError(f"no phase has {task}")


async def _take_evidence(table: Table, chat: Path, slow: Slow) -> None:
    room = at_hand(table)
    table.clock.advance(minutes=5)
    await table.press("f4", "f4")
    assert table.where == "IncidentIntakeScreen"
    await fields(table, "聊天", str(chat), "群聊天记录", "业务员的手机", "本人同意，当面导出", "示例乙")
    await fields(table, "", "", "", "示例丙")
    await table.press("f8")
    await table.until(slow.held.is_set)
    await table.until(lambda: "正在收入 chat.txt" in table.said())
    slow.go_on.set()
    await done(table)
    assert "E-01 已封存" in table.said()
    blob = room.state.evidence[1].blob
    assert blob is not None and blob.sha256 == hashlib.sha256(CHAT).hexdigest()


async def _hand_over(table: Table) -> None:
    await table.press("escape")
    assert table.where == "IncidentEvidenceScreen"
    table.clock.advance(minutes=10)
    await table.press("f8")
    assert table.where == "IncidentHandoverScreen"
    await fields(table, "示例丁", "送公证")
    await table.press("f8")
    await done(table)
    await table.until(lambda: table.where == "IncidentEvidenceScreen")
    item = at_hand(table).state.evidence[1]
    assert item.holder == "示例丁" and item.chain[-1].entry.matches
    assert "示例丁" in table.said()
    await table.press("escape")


async def done(table: Table) -> None:
    await table.until(lambda: not table.desk.incident().work.running)
    await table.press()


async def _report(table: Table) -> None:
    room = at_hand(table)
    assert table.where == "IncidentRoomScreen"
    await table.press("f7", "3")
    await enter_on(table, "questions", "contract_notice", "示例甲方 24")
    assert "时限 +1" in table.said()
    await table.press("f7")
    await walk(table, "clocks", "notice:示例甲方")
    await table.press("enter")
    await table.until(lambda: table.where == "TextLine")
    await table.write("电话 001")
    assert [(one.to, one.how, one.number) for one in room.state.reported] == [("示例甲方", "电话", "001")]
    await climb(table, "IncidentRoomScreen")


async def _close(table: Table) -> None:
    room = at_hand(table)
    table.clock.advance(hours=2)
    await table.press("f7", "4")
    await enter_on(table, "steps", "contain", "-30 链接已失效，日志里没有新的下载")
    assert status(room) == "contained"
    for end in ("stopped", "evidence", "confirmed", "duties", "told"):
        await enter_on(table, "steps", f"end:{end}", f"已做到 {end}")
    await table.press("f8")
    assert "还有" in table.said()
    await table.press("enter")
    assert status(room) == "closed"
    assert "已结束" in table.said()


async def _review(table: Table) -> None:
    await table.press("f4")
    assert table.where == "IncidentReviewScreen"
    await enter_on(table, "whys", "why:0", "群名相近")
    await enter_on(table, "whys", "why:1", "没有人管群名")
    await table.press("f4")
    await answer(table, "外发前两人看群名 @5.1")
    await table.press("f8")
    assert at_hand(table).state.reviews[0][0].whys == ("群名相近", "没有人管群名")
    assert "整改" in table.said()


async def _paper(table: Table) -> None:
    room = at_hand(table)
    await table.press("f9")
    await walk(table, "papers", "incident::")
    await table.press("space", "1", "4", "f9")
    assert table.desk.vault_folder is not None
    folder = table.desk.vault_folder.parent / "报告" / f"事件 {room.id[:8].upper()}"
    await table.until(lambda: any(folder.glob("*.txt")) and "已出具" in table.said())
    (issued, _stamp) = room.state.issued[0]
    (path,) = folder.iterdir()
    written = path.read_text(encoding="utf-8")
    assert issued.paper == "incident" and "遮盖" in table.said()
    for private in ("示例乙", "示例丙", "示例丁", "示例甲方", "选错了群"):
        assert private not in written


async def _lock_and_come_back(table: Table) -> None:
    before = at_hand(table).state
    await table.press("ctrl+l")
    assert table.where == "DoorScreen" and "报价单" not in table.said()
    await table.write(PASSPHRASE)
    await table.until(lambda: table.where == "IncidentRoomScreen")
    await table.press()
    await done(table)
    # As it was left; the files were read again, since a case was opened whose last reading is hours old.
    after = at_hand(table).state
    assert after.timeline[: len(before.timeline)] == before.timeline
    assert [one.kind for one in after.timeline[len(before.timeline) :]] == ["evidence.checked"]
    assert (after.status, after.marks, after.reviews) == (before.status, before.marks, before.reviews)
    for words in ("报价单误发到客户微信群", "证据 1"):
        assert words in table.said()
