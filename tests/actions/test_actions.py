from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.actions import Actions, ActionsState, Proposal, fold
from secretguard.actions.models import (
    ActionClosed,
    ActionReopened,
    ActionSet,
    FindingDeclined,
    FindingHead,
    FindingRaised,
)
from secretguard.entries import EntryModel, unrecorded
from secretguard.errors import RefusedError
from secretguard.register import Register
from secretguard.vault import Vault

TODAY = date(2026, 11, 24)


def raised(number: int, source: str = "a1") -> FindingRaised:
    head = FindingHead(id=f"F{number}", source=source, origin="person", nature="other")
    return FindingRaised(finding=head, text=f"第{number}条")


NUMBER = st.integers(1, 4)
CHANGES = st.one_of(
    NUMBER.map(raised),
    st.builds(
        lambda number, owner, due: ActionSet(finding=f"F{number}", what="补一栏", owner=owner, due=due),
        NUMBER,
        st.sampled_from([None, "示例乙", "示例丙"]),
        st.sampled_from([None, TODAY, date(2026, 12, 20)]),
    ),
    NUMBER.map(lambda number: ActionClosed(finding=f"F{number}", how="看过")),
    NUMBER.map(lambda number: ActionReopened(finding=f"F{number}", why="又坏了")),
    NUMBER.map(lambda number: FindingDeclined(finding=f"F{number}", why="不值得")),
)


@given(st.lists(CHANGES, max_size=25), st.integers(0, 25))
def test_folding_in_two_goes_gives_the_same_as_in_one(changes: list[EntryModel], cut: int) -> None:
    entries = unrecorded(changes)
    assert fold(entries[cut:], fold(entries[:cut])) == fold(entries)


@given(st.lists(CHANGES, max_size=25))
def test_a_finding_is_assigned_only_with_an_owner_and_a_date(changes: list[EntryModel]) -> None:
    for finding in fold(unrecorded(changes)).findings.values():
        if finding.status == "assigned":
            assert finding.owner and finding.due
        if finding.status == "open":
            assert not (finding.owner and finding.due)


@given(st.lists(CHANGES, max_size=25))
def test_what_is_unfinished_is_neither_closed_nor_declined(changes: list[EntryModel]) -> None:
    state = fold(unrecorded(changes))
    rest = [item for item in state.findings.values() if item not in state.unfinished()]
    assert {item.status for item in rest} <= {"closed", "declined"}
    assert not any(item.is_late(date(2999, 1, 1)) for item in rest)


def test_a_change_to_a_finding_that_was_never_raised_does_nothing() -> None:
    assert fold(unrecorded([ActionClosed(finding="F9", how="看过")])) == ActionsState(seq=1)


@pytest.fixture
def actions(vault: Vault, register: Register) -> Actions:
    return Actions(vault, register.id)


def test_nothing_is_written_until_the_first_finding(vault: Vault, actions: Actions) -> None:
    before = len(vault.journals())
    assert actions.journal is None and actions.state == ActionsState()
    actions.raise_finding("a1", "门卫登记本少一栏", "measure", plan="3")
    assert actions.journal is not None and len(vault.journals()) == before + 1


def test_a_finding_lives_from_raised_over_assigned_to_closed_and_again(actions: Actions) -> None:
    found = actions.raise_finding("a1", "门卫登记本少一栏", "measure", plan="3")
    assert (found.id, found.status, found.raised.plan) == ("F1", "open", "3")
    with pytest.raises(RefusedError, match="没有写要做什么"):
        actions.assign("F1", owner="示例丁")
    assert actions.assign("F1", what="加一栏").status == "open"
    with pytest.raises(RefusedError, match="没有责任人或期限"):
        actions.close("F1", "看过")
    assert actions.assign("F1", owner="示例丁").status == "open"
    assigned = actions.assign("F1", due=date(2026, 12, 15))
    assert (assigned.status, assigned.what, assigned.owner) == ("assigned", "加一栏", "示例丁")
    with pytest.raises(RefusedError, match="本来就没有关闭"):
        actions.reopen("F1", "又坏了")
    closed = actions.close("F1", "门卫拿登记本来看过")
    assert (closed.status, closed.remark) == ("closed", "门卫拿登记本来看过")
    for again in (lambda: actions.close("F1", "看过"), lambda: actions.assign("F1", owner="示例乙")):
        with pytest.raises(RefusedError, match="已经关闭或不采纳"):
            again()
    assert actions.reopen("F1", "新来的门卫不填").status == "assigned"
    assert actions.state.unfinished() == [actions.state.findings["F1"]]


def test_a_declined_finding_stays_on_record_and_can_be_taken_up(actions: Actions) -> None:
    actions.raise_finding("a1", "换一套门禁", "measure")
    declined = actions.decline("F1", "今年没有预算")
    assert (declined.status, declined.remark) == ("declined", "今年没有预算")
    assert actions.state.unfinished() == [] and "F1" in actions.state.findings
    with pytest.raises(RefusedError, match="已经关闭或不采纳"):
        actions.decline("F1", "再说一次")
    assert actions.reopen("F1", "明年有了").status == "open"


def test_an_unknown_finding_is_refused_with_the_way_to_the_list(actions: Actions) -> None:
    with pytest.raises(RefusedError, match="没有编号为 F7") as told:
        actions.close("F7", "看过")
    assert "action list" in told.value.remedy


def test_a_finding_is_late_from_the_day_after_its_date(actions: Actions) -> None:
    actions.raise_finding("a1", "门卫登记本少一栏", "measure")
    late = actions.assign("F1", what="加一栏", owner="示例丁", due=TODAY)
    assert not late.is_late(TODAY)
    assert late.is_late(date(2026, 11, 25))
    assert not actions.close("F1", "看过").is_late(date(2026, 11, 25))


def test_machine_findings_are_raised_once_for_each_source(actions: Actions) -> None:
    proposals = [
        Proposal(mark="lost.LOG", text="日志没有保住", nature="evidence", plan="7", what="写明谁固定"),
        Proposal(mark="late.report", text="报告做迟了", nature="score"),
    ]
    assert [item.id for item in actions.raise_proposals("a1", proposals)] == ["F1", "F2"]
    assert actions.raise_proposals("a1", proposals) == []
    assert actions.state.findings["F1"].what == "写明谁固定"
    assert [item.id for item in actions.raise_proposals("b2", proposals[:1])] == ["F3"]
    assert [item.id for item in actions.state.of("a1")] == ["F1", "F2"]


def test_a_declined_machine_finding_is_not_raised_again(actions: Actions) -> None:
    proposals = [Proposal(mark="late.report", text="报告做迟了", nature="score")]
    actions.raise_proposals("a1", proposals)
    actions.decline("F1", "场外原因")
    assert actions.raise_proposals("a1", proposals) == []


def test_the_summary_counts_what_is_there_and_what_is_left(vault: Vault, actions: Actions) -> None:
    actions.raise_finding("a1", "一", "other")
    actions.raise_finding("a1", "二", "other")
    actions.decline("F2", "不值得")
    assert actions.journal is not None
    assert vault.summary(actions.journal) == {"findings": 2, "unfinished": 1}


def test_another_session_and_another_enterprise_see_their_own(vault: Vault, actions: Actions) -> None:
    actions.raise_finding("a1", "一", "other")
    assert Actions(vault, "ff" * 16).state.findings == {}
    (found,) = vault.journals("actions")
    assert found.enterprise is not None
    assert Actions(vault, found.enterprise).state == actions.state
