"""The end: criteria answered, lessons become findings, papers are pinned, nothing is shredded too early."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from secretguard.actions import Actions
from secretguard.content import LawTable
from secretguard.errors import RefusedError, UsageError
from secretguard.incidents import (
    CostLine,
    IncidentRoom,
    Lesson,
    answer,
    by_urgency,
    clocks_at,
    close,
    closing_gaps,
    contain,
    cut,
    ends_of,
    issue_paper,
    list_incidents,
    raise_missed,
    refuse_to_shred,
    reopen,
    review,
    set_cost,
    set_retention,
    shred,
    shredded_count,
    skip,
    state_as_issued,
    take_object,
    task_word,
    tasks_at,
    undo,
)
from secretguard.incidents.entries import RetentionSet
from secretguard.register import Register
from secretguard.vault import Vault, check_vault
from tests.conftest import HandClock
from tests.incidents.conftest import FACTS, FOUND


def test_containing_and_closing_move_the_status_and_reopening_moves_it_back(room: IncidentRoom) -> None:
    contain(room, "链接已失效")
    assert room.state.status == "contained"
    undo(room)
    assert room.state.status == "open"
    contain(room, "链接已失效")
    answer(room, "network_incident", "yes")
    with pytest.raises(RefusedError) as caught:
        close(room, {"stopped": "日志里没有新的"}, "示例甲")
    assert caught.value.facts["missing"] == ["reported"]
    close(room, {"stopped": "日志里没有新的", "reported": "回执 001"}, "示例甲")
    assert list_incidents(room.vault)[0].status == "closed"
    reopen(room, "又出现了")
    assert room.state.status == "open" and room.state.closed is None
    with pytest.raises(RefusedError):
        reopen(room, "没有结束")


def test_what_is_open_is_named_before_closing(room: IncidentRoom) -> None:
    before = closing_gaps(room.state, room.now())
    assert any("记下几点看到什么" in gap for gap in before)
    skip(room, "note", "已在别处记")
    assert len(closing_gaps(room.state, room.now())) == len(before) - 1
    assert {end.id for end in ends_of(room.state)} == {"stopped", "reported"}


def test_lessons_become_findings_and_missed_limits_are_raised_once(
    room: IncidentRoom, register: Register, vault: Vault, law: LawTable, clock: HandClock
) -> None:
    actions = Actions(vault, register.id)
    found = review(room, actions, ("没人看日志", "没有定谁看"), (Lesson("定人看日志", plan="5.1"),))
    assert [finding.raised.plan for finding in found] == ["5.1"]
    answer(room, "network_incident", "yes")
    clock.advance(days=1)
    clocks = clocks_at(room.state, law, register.state.promises, room.now())
    raised = raise_missed(room, actions, clocks)
    assert any("网络安全事件" in finding.raised.text for finding in raised)
    assert raise_missed(room, actions, clocks) == []
    with pytest.raises(UsageError):
        review(room, actions, ("为什么",) * 6, ())


def test_cost_is_the_sum_of_its_last_lines(room: IncidentRoom) -> None:
    set_cost(room, (CostLine(what="律师", yuan=20_000),))
    set_cost(room, (CostLine(what="律师", yuan=25_000), CostLine(what="公证", yuan=3_000)))
    assert room.state.total_cost == 28_000


def test_a_paper_shows_what_it_was_issued_with_for_ever(room: IncidentRoom) -> None:
    take_object(room, FACTS)
    issued = issue_paper(room, "evidence", enterprise="示例公司", masked=True)
    seen = state_as_issued(room, issued)
    take_object(room, FACTS)
    assert len(state_as_issued(room, issued).evidence) == 1
    assert state_as_issued(room, issued) == seen
    assert issued.checkpoint_size > 0
    assert issue_paper(room, "evidence", enterprise="示例公司").number != issued.number


def test_nothing_is_contained_before_it_was_found_or_before_the_last_cut(room: IncidentRoom) -> None:
    with pytest.raises(UsageError, match="发现"):
        contain(room, "早就停了", at=FOUND - timedelta(minutes=1))
    cut(room, "外链", "还在下载", at=FOUND + timedelta(minutes=10))
    with pytest.raises(UsageError, match="切断"):
        contain(room, "停了", at=FOUND + timedelta(minutes=9))
    contain(room, "停了", at=FOUND + timedelta(minutes=10))


def test_what_waits_for_an_answer_is_not_over_and_no_end_of_the_list(
    room: IncidentRoom, clock: HandClock
) -> None:
    clock.advance(days=3)
    for task in ("note", "tell", "brief", "freeze"):
        skip(room, task, "免")
    skip(room, "duplicate", "免")
    waiting = {task.id: task for task in tasks_at(room.state, room.now())}["report-net"]
    assert (waiting.status, task_word(waiting), waiting.was_late) == ("waiting", "待答", False)
    assert list_incidents(room.vault)[0].next_due == 0
    answer(room, "network_incident", "yes")
    late = {task.id: task for task in tasks_at(room.state, room.now())}["report-net"]
    assert (late.status, task_word(late), late.was_late) == ("over", "超", True)
    assert by_urgency(tasks_at(room.state, room.now()))[0] == late
    assert list_incidents(room.vault)[0].next_due == late.due


def test_nothing_is_shredded_before_it_is_closed_and_its_time_is_over(
    room: IncidentRoom, clock: HandClock
) -> None:
    today = room.clock().date()
    with pytest.raises(RefusedError, match="还没有结束"):
        shred(room, "期满", today)
    close(room, {"stopped": "停了", "reported": "报了"}, "示例甲")
    with pytest.raises(RefusedError, match="保存期"):
        shred(room, "期满", today)
    set_retention(room, today + timedelta(days=1), "诉讼时效三年")
    with pytest.raises(RefusedError, match="保存期"):
        shred(room, "期满", today)
    with pytest.raises(UsageError, match="已经过去"):
        set_retention(room, today - timedelta(days=1), "早过了")
    with pytest.raises(RefusedError, match="要缩短"):
        set_retention(room, today)
    clock.advance(days=2)
    set_retention(room, clock().date() + timedelta(days=30))
    set_retention(room, clock().date(), "律师同意")
    assert "缩短；律师同意" in room.state.timeline[-1].text
    with pytest.raises(RefusedError, match="保存期"):
        shred(room, "期满", clock().date())
    with pytest.raises(RefusedError, match="今天才定"):
        refuse_to_shred(replace(room.state, retention=RetentionSet(until=today)), clock().date())
    clock.advance(days=1)
    shred(room, "期满", clock().date())
    assert list_incidents(room.vault) == [] and shredded_count(room.vault) == 1
    assert check_vault(room.vault, deep=True).ok
