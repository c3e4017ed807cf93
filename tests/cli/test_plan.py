"""`plan …`: from nothing to an approved plan with its papers, one line at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Desk
from tests.documents.reading_pdf import whole_text
from tests.plans.test_shipped_plan import CARD


def begun(desk: Desk) -> None:
    """A card with nothing answered yet."""
    desk("plan", "new", "--size", "card")


@pytest.fixture
def answered(desk: Desk) -> Desk:
    """A card that can be approved."""
    lines = [f'plan set {field} "{text}"' for field, text in CARD.items()]
    desk.play("plan new --size card", *lines)
    return desk


@pytest.fixture
def approved(answered: Desk) -> Desk:
    """Its first version."""
    answered("plan", "submit")
    answered("plan", "approve", "--by", "示例甲", "--post", "总经理", "--review", "2027-11-01")
    return answered


def field(desk: Desk, name: str) -> dict[str, Any]:
    return next(one for one in desk.ask("plan", "show")["fields"] if one["field"] == name)


def test_a_new_plan_says_what_it_asks_and_what_the_register_has(desk: Desk) -> None:
    assert desk.ask("plan", "new", "--size", "card")["total"] == 12
    asked = desk.ask("plan", "missing")["missing"]
    assert len(asked) == 12 and all(item["question"] for item in asked)
    assert {item["field"] for item in asked if item["proposed"]} >= {"head", "liaison"}
    assert "已经开始写" in desk("plan", "new", "--size", "short", expect=1).err


def test_before_it_is_begun_every_command_says_how_to_begin(desk: Desk) -> None:
    for line in (("show",), ("missing",), ("check",), ("set", "head", "示例甲"), ("export",), ("versions",)):
        assert "plan new" in desk("plan", *line, expect=1).err


def test_answers_are_read_as_people_write_them(desk: Desk) -> None:
    begun(desk)
    assert desk.ask("plan", "set", "money", "五万元")["value"] == 50_000
    assert desk.ask("plan", "set", "head", "示例甲")["value"]["person"] == "P1"
    told = desk.ask("plan", "set", "secrets", "制动卡钳公差链 在 PDM", "报价底表")
    assert [one["code_name"] for one in told["value"]] == ["制动卡钳公差链", "报价底表"]
    assert desk.ask("plan", "set", "money", "五万元")["recorded"] is False
    assert "看不出是多少钱" in desk("plan", "set", "money", "很多", expect=2).err


def test_what_the_register_knows_is_taken_over_at_once(desk: Desk) -> None:
    begun(desk)
    taken = desk.ask("plan", "accept")["accepted"]
    assert "head" in taken and field(desk, "head")["status"] == "met"
    assert desk.ask("plan", "accept")["accepted"] == []


def test_not_known_needs_somebody_and_a_day(desk: Desk) -> None:
    begun(desk)
    refused = desk("plan", "set", "deputy", "不知道", expect=2)
    assert "plan unknown deputy" in refused.err
    desk("plan", "unknown", "deputy", "--owner", "示例乙", "--due", "2026-12-20")
    (waiting,) = desk.ask("plan", "missing")["unknown"]
    assert waiting["owner"] == "示例乙" and field(desk, "deputy")["status"] == "unknown"
    assert "没有填" in desk.ask("plan", "undo")["undone"]
    assert (
        "已经过了"
        in desk("plan", "unknown", "deputy", "--owner", "示例乙", "--due", "2026-01-01", expect=1).err
    )


def test_a_table_is_typed_row_by_row_and_cell_by_cell(desk: Desk) -> None:
    begun(desk)
    desk("plan", "size", "short")
    desk("plan", "set", "caps", "指挥 | 定级 | 示例甲 | 示例庚", "证据和技术 | 固定 | 示例丙 | 示例戊")
    desk("plan", "set", "caps.证据和技术.person", "示例丁")
    rows = field(desk, "caps")["value"]
    assert [row["person"] for row in rows] == ["示例甲", "示例丁"]
    assert "没有“谁谁”这一列" in desk("plan", "set", "caps.指挥.谁谁", "示例甲", expect=2).err
    assert "项.行.列" in desk("plan", "set", "head.一.二", "示例甲", expect=2).err


def test_growing_keeps_what_was_answered_and_clearing_takes_it_out(answered: Desk) -> None:
    told = answered.ask("plan", "size", "short")
    assert told["total"] > 12 and told["done"] >= 12
    answered("plan", "clear", "money")
    assert field(answered, "money")["status"] == "missing"
    assert "5万" in answered.ask("plan", "undo")["undone"]


def test_the_check_tells_every_defect_and_leaves_with_one_when_something_blocks(desk: Desk) -> None:
    begun(desk)
    told = desk("plan", "check", "--json", expect=1)
    assert told.error["code"] == "plan-blocked"
    assert any(one["blocks"] and one["field"] == "deputy" for one in told.object["defects"])
    assert all(one["grounds"] and one["why"] for one in told.object["defects"])
    assert told.object["score"]["letter"] in "CD"
    said = desk("plan", "check", "--why", expect=1)
    assert "不能批准" in said.out and "为什么：" in said.out and "先改这一处" in said.err
    assert (
        "代理负责人（deputy）" in said.out and "【缺项】0 批准日期（approval-date）　还没有批准过" in said.out
    )


def test_secret_content_and_unlawful_orders_cannot_be_approved(answered: Desk) -> None:
    answered("plan", "set", "evidence-safe", "财务室保险柜，公差 0.02 毫米")
    told = answered("plan", "check", "--json", expect=1).object
    assert [one["class"] for one in told["defects"] if one["blocks"]] == ["leak"]
    answered("plan", "submit")
    refused = answered("plan", "approve", "--by", "示例甲", "--post", "总经理", expect=1)
    assert "1 处不能批准" in refused.err
    assert answered.ask("plan", "versions")["versions"] == []


def test_twelve_answers_become_an_approved_version_that_is_frozen(approved: Desk) -> None:
    (version,) = approved.ask("plan", "versions")["versions"]
    assert version["status"] == "effective" and version["review"] == "2027-11-01"
    assert len(version["hash"]) == 64
    approved("plan", "set", "money", "十万")
    frozen = approved.ask("plan", "show", "--version", "1")["fields"]
    assert next(one for one in frozen if one["field"] == "money")["value"] == 50_000
    (change,) = approved.ask("plan", "diff")["changes"]
    assert change["field"] == "money" and ["removed", "5"] in change["pieces"]
    shown = approved("plan", "diff", "1").out
    assert "〔－5〕〔＋10〕" in shown


def test_a_version_that_was_not_handed_in_or_was_given_back_is_not_approved(answered: Desk) -> None:
    words = ("plan", "approve", "--by", "示例甲", "--post", "总经理")
    answered(*words, expect=1)
    answered("plan", "submit", "--by", "示例乙", "--to", "示例甲")
    answered("plan", "return", "--why", "电话再核一遍")
    answered(*words, expect=1)
    answered("plan", "submit")
    assert "已经提交给" in answered("plan", "check").out
    answered(*words)
    assert "不用再批" in answered("plan", "check").out


def test_floor_tests_are_answered_with_the_digest_of_a_picture(desk: Desk, tmp_path: Path) -> None:
    begun(desk)
    picture = tmp_path / "墙.jpg"
    picture.write_bytes(b"abc")
    desk("plan", "floor", "f", "partly", "--words", "贴了，号码是旧的", "--photo", str(picture))
    answer = next(one for one in desk.ask("plan", "floor")["tests"] if one["id"] == "f")["answer"]
    assert answer["met"] == "partly" and answer["photo_name"] == "墙.jpg"
    assert answer["photo"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert len(desk.ask("plan", "floor")["tests"]) == 10
    assert "现场测试“z”" in desk("plan", "floor", "z", "yes", "--words", "好", expect=1).err


def test_papers_of_the_version_are_the_same_bytes_again_and_a_draft_says_so(
    approved: Desk, tmp_path: Path
) -> None:
    line = ("plan", "export", "--kind", "wall", "--format", "text", "--format", "docx", "--out")
    first = approved.ask(*line, str(tmp_path / "一"))
    approved("plan", "set", "money", "十万")
    approved.clock.advance(days=9)
    again = approved.ask(*line, str(tmp_path / "二"))
    assert first["version"] == again["version"] == 1 and len(first["files"]) == 2
    for one, other in zip(first["files"], again["files"], strict=True):
        assert Path(one).read_bytes() == Path(other).read_bytes()
    draft = approved.ask(
        "plan", "export", "--draft", "--kind", "pocket", "--format", "text", "--out", str(tmp_path)
    )
    assert draft["version"] is None
    assert "草稿" in Path(draft["files"][0]).read_text(encoding="utf-8")


def test_the_short_plan_comes_out_as_pdf_and_the_wall_sheet_shows_no_private_number(
    approved: Desk, tmp_path: Path
) -> None:
    kinds = ("--kind", "short", "--kind", "contacts-wall", "--kind", "ANNEX-C")
    told = approved.ask("plan", "export", *kinds, "--format", "pdf", "--out", str(tmp_path))
    assert len(told["files"]) == 3
    paper, wall, _form = (whole_text(Path(path).read_bytes()) for path in told["files"])
    assert "示例公司商业秘密侵权应急预案" in paper and "草稿" not in paper
    assert "000-0000-0002" not in wall


def test_promises_reach_the_drills_and_reminders_tell_what_is_due(approved: Desk) -> None:
    made = approved.ask("plan", "promises", "--version", "1")["promises"]
    assert {one["id"] for one in made} >= {"head", "money"}
    due = approved.ask("plan", "reminders")["reminders"]
    assert any(one["id"] == "drill" for one in due)


def test_what_the_plan_has_not_is_told_with_what_comes_near(approved: Desk) -> None:
    assert "deputy" in approved("plan", "set", "deputi", "示例甲", expect=1).err
    assert "没有第 7 版" in approved("plan", "show", "--version", "7", expect=1).err
    assert "没有第 7 版" in approved("plan", "diff", "7", expect=1).err
    assert "没有修订情形" in approved("plan", "trigger", "没有", "看过", expect=1).err
