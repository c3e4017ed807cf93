"""An incident that has one of everything a paper prints; every free text carries a word to look for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from secretguard.actions import Actions
from secretguard.content import content_folders, load_plan_form
from secretguard.incidents import (
    Answers,
    CostLine,
    Facts,
    Handing,
    IncidentRoom,
    Lesson,
    Notice,
    OutOfOrderError,
    add_task,
    answer,
    close,
    contain,
    correct,
    cut,
    done,
    ends_of,
    grading_of,
    hand_over,
    known_names,
    parse_line,
    report_outside,
    review,
    set_cost,
    set_retention,
    skip,
    start_clock,
    start_incident,
    take_file,
    take_object,
    undo,
    write_line,
)
from secretguard.register import Register
from secretguard.vault import Vault
from tests.conftest import NOON, HandClock
from tests.incidents.playbooks import small_response

CANARY = "金丝雀"
"""Stands in every text that a person wrote; a masked paper must not have it."""
FACTS = Facts(
    category="chat-export",
    title=f"{CANARY}聊天记录",
    source=f"{CANARY}的电脑",
    method=f"{CANARY}当面导出",
    holder="示例乙",
    tool=f"{CANARY}工具",
    tool_version=f"{CANARY}版",
    place=f"{CANARY}会议室",
    witness=f"{CANARY}见证人",
    original="copy",
    proves=f"{CANARY}几点发出",
    seal=f"{CANARY}-001",
)


def started(vault: Vault, register: Register, clock: HandClock) -> IncidentRoom:
    """An incident found twenty minutes ago, with a small playbook."""
    answers = Answers(
        what=f"{CANARY}报价单误发微信群",
        found=NOON - timedelta(minutes=20),
        knows=("示例甲", f"{CANARY}群友"),
        reported_by=f"{CANARY}报告人",
        secrets=("S1",),
        situations=("spread-rival",),
        unsure=False,
    )
    grading = grading_of(load_plan_form(content_folders("standards")), None)
    return start_incident(vault, register, answers, small_response(), grading, clock)


def worked(room: IncidentRoom, register: Register, clock: HandClock, folder: Path) -> None:
    """An hour of it: log, tasks in and out of order, duties, evidence, a hand-over with the wrong seal."""
    known = known_names(register.state, room.state)
    written = write_line(
        room, parse_line(f"-10 !{CANARY}不群发 #{CANARY}标记 +{CANARY}通知甲方", clock(), known)
    )
    assert written.note is not None
    correct(room, written.note, f"{CANARY}改了")
    withdrawn = write_line(room, parse_line(f"{CANARY}记错了", clock(), known))
    undo(room, withdrawn.note, why=f"{CANARY}错人")
    clock.advance(minutes=5)
    done(room, "note", by="示例乙", note=f"{CANARY}记在本上")
    try:
        done(room, "freeze", by=f"{CANARY}信息员")
    except OutOfOrderError:
        done(room, "freeze", by=f"{CANARY}信息员", broke_order=f"{CANARY}人要走了")
    skip(room, "tell", f"{CANARY}在场")
    answer(room, "still_flowing", "yes", remark=f"{CANARY}还在下")
    answer(room, "network_incident", "yes")
    answer(room, "contract_notice", "yes", notices=(Notice(to=f"{CANARY}客户", hours=24),))
    cut(room, f"{CANARY}链接", f"{CANARY}还在下载", task_id="cut-path")
    report_outside(room, "network-incident", f"{CANARY}网信", f"{CANARY}电话", number=f"{CANARY}001")
    start_clock(room, "own", f"{CANARY}答复", minutes=60, working_days=None, basis=(f"{CANARY}约定",))
    add_task(room, f"{CANARY}另加", role=f"{CANARY}岗", due=clock() + timedelta(hours=1), from_note=None)
    path = folder / f"{CANARY}.zip"
    path.write_bytes(b"sample")
    take_file(room, path, FACTS)
    take_object(room, replace(FACTS, category="object", title=f"{CANARY}U 盘", seal=None))
    clock.advance(minutes=30)
    hand_over(room, 1, handing("示例乙", f"{CANARY}鉴定人"))


def handing(giver: str, taker: str) -> Handing:
    """A transfer with a seal that does not match."""
    return Handing(
        "transferred", giver, taker, f"{CANARY}送检", f"{CANARY}-009", f"{CANARY}-002", f"{CANARY}完好"
    )


def ended(room: IncidentRoom, register: Register, clock: HandClock) -> None:
    """Contained, closed, reviewed, priced, kept."""
    contain(room, f"{CANARY}链接失效")
    close(room, {end.id: f"{CANARY}有记录" for end in ends_of(room.state)}, f"{CANARY}负责人")
    actions = Actions(room.vault, register.id)
    review(room, actions, (f"{CANARY}没人看日志",), (Lesson(f"{CANARY}定人看"),))
    set_cost(room, (CostLine(what=f"{CANARY}律师", yuan=20_000),))
    set_retention(room, clock().date() + timedelta(days=1000), f"{CANARY}时效")
