"""`drill play`: a whole session in one process, from a file or from the keyboard."""

from __future__ import annotations

import io

import pytest

from secretguard import drills
from secretguard.actions import Actions
from secretguard.vault import DiskFull
from tests.cli.conftest import Desk

OPENING = ("new departing-engineer --facilitator 示例庚", "start", "next")


def test_a_script_plays_a_drill_with_time_passing_in_it(desk: Desk) -> None:
    answer = desk.play(
        "# 开场", "", *OPENING, "wait 4m", "mark note-time", "drill note 先别惊动他", "people list"
    )
    assert "完 写下几点几分" in answer.out and "示例辛" in answer.out
    status = desk.ask("drill", "status")
    assert (status["elapsed_ms"], status["crashed"]) == (240_000, False)
    assert desk.ask("drill", "play", str(desk.script("wait 30s", "note 又过了半分钟")))["commands"] == 2


def test_a_session_is_resumed_by_the_next_one_as_if_nothing_had_been(desk: Desk) -> None:
    desk.play(*OPENING)
    desk.clock.advance(minutes=5)
    desk.play("note 换了一台电脑", "quit", "这一行不会读到")
    status = desk.ask("drill", "status")
    assert status["crashed"] is False and status["elapsed_ms"] == 300_000


def test_a_line_that_fails_stops_the_script_and_is_named_by_number(desk: Desk) -> None:
    answer = desk.play(*OPENING, "# 说明", "decide q", "note 到不了这里", expect=1)
    assert answer.err.startswith("错误：第 5 行：")
    assert desk.ask("drill", "status")["crashed"] is False
    wrong = desk.play("nexx", expect=2)
    assert "第 1 行：没有命令“nexx”" in wrong.err
    assert "第 2 行：引号没有成对" in desk.play("# 一", 'note "没关上', expect=2).err
    told = desk("drill", "play", str(desk.script("wait 很久")), "--json", expect=2)
    assert told.error["message"].startswith("第 1 行：")


@pytest.mark.parametrize("line", ["vault check", "play other.txt", "--vault x status", "stage"])
def test_what_belongs_outside_a_session_is_refused_inside(desk: Desk, line: str) -> None:
    assert "第 1 行：" in desk.play(line, expect=2).err


def test_echo_shows_each_line_before_its_answer(desk: Desk) -> None:
    out = desk("drill", "play", str(desk.script(*OPENING)), "--echo").out
    assert [line for line in out.splitlines() if line.startswith("› ")] == [f"› {line}" for line in OPENING]


def test_at_the_keyboard_a_slip_is_told_and_the_session_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = io.StringIO("\n".join([*OPENING, "decide q", "note " + "字" * 3000, "note 还在", ""]) + "\n")
    monkeypatch.setattr("sys.stdin", typed)
    out = desk("drill", "play").out
    assert "错误：" in out and "太长" in out
    assert "还在" in desk("drill", "status", "--log").out


def test_an_interrupt_ends_the_whole_session_and_keeps_what_was_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_values: object, **_named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("secretguard.drills.decide", interrupted)
        answer = desk.play(*OPENING, "note 记下了", "decide b", "note 到不了这里", expect=1)
    assert answer.err.splitlines()[0] == "错误：已中断。"
    log = desk("drill", "status", "--log").out
    assert "记下了" in log and "到不了这里" not in log
    assert desk.ask("drill", "status")["crashed"] is False


def test_the_drill_that_is_begun_in_a_session_is_the_one_it_holds(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.play(*OPENING, "hotwash", "finish")
    seen: list[tuple[str, bool]] = []
    plain = drills.DrillRoom.tick

    def watch(room: drills.DrillRoom) -> None:
        plain(room)
        summary = room.vault.summary(room.journal) or {}
        seen.append((room.id, bool(summary.get("holder"))))

    monkeypatch.setattr(drills.DrillRoom, "tick", watch)
    desk.play("people list", *OPENING, "wait 7s")
    second = desk.ask("drill", "list")["drills"][1]
    assert {drill for drill, _held in seen} == {second["id"]}
    assert all(held for _drill, held in seen)
    assert desk.ask("drill", "status")["elapsed_ms"] == 7000


def test_a_refresh_that_fails_ends_the_session_with_its_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_session: object) -> None:
        raise DiskFull("磁盘满了。", "请腾出空间。")

    desk.play(*OPENING)
    monkeypatch.setattr(drills.DrillSession, "check", full)
    assert "磁盘满了" in desk.play("note 一", "note 二", expect=1).err


def test_a_killed_session_is_recognised_and_resumed_by_command(desk: Desk) -> None:
    desk.play(*OPENING, "wait 2m")
    with desk.vault.open(desk.clock) as vault:
        room = drills.open_drill(vault, None, desk.clock)
        room.hold("gone")
    desk.clock.advance(minutes=30)
    status = desk.ask("drill", "status")
    assert (status["crashed"], status["elapsed_ms"]) == (True, 120_000)
    assert "上次中断" in desk("drill", "status").out
    refused = desk("drill", "note", "先记一句", expect=1)
    assert "drill resume" in refused.err
    resumed = desk.ask("drill", "resume")
    assert (resumed["after"], resumed["elapsed_ms"], resumed["gap_ms"]) == ("crash", 120_000, 1_800_000)
    desk("drill", "note", "先记一句")


def test_two_drills_are_told_apart_by_number(desk: Desk) -> None:
    first = desk.ask("drill", "new", "departing-engineer", "--short")["id"]
    second = desk.ask("drill", "new", "departing-engineer")["id"]
    refused = desk("drill", "status", expect=1)
    assert first[:8] in refused.err and "--drill" in refused.err
    desk("drill", "start", "--drill", first[:8])
    statuses = {line["id"]: line["status"] for line in desk.ask("drill", "list")["drills"]}
    assert statuses == {first: "running", second: "planned"}


def test_the_findings_of_a_session_belong_to_its_enterprise(desk: Desk) -> None:
    desk("enterprise", "add", "示例二厂")
    refused = desk("drill", "new", "departing-engineer", expect=1)
    assert "示例公司" in refused.err and "--enterprise" in refused.err
    desk("drill", "new", "departing-engineer", "--enterprise", "示例公司")
    desk.play("start", "next", "next", "next", "mark note-time missed", "decide a", "hotwash")
    with desk.vault.open(desk.clock, read_only=True) as vault:
        mine = Actions(vault, vault.journals("drill")[0].enterprise or "").state.findings
    assert mine
