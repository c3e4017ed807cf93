"""An assessment from the screens: begun, answered by digits, mended, signed, compared, printed."""

from __future__ import annotations

import json
from pathlib import Path

from textual.widgets import Input

from secretguard.compliance import Assessment, result_of
from secretguard.tui.palette import commands
from secretguard.tui.screens.assessment_door import go_to_assessment
from secretguard.tui.screens.assessment_table import AssessmentTableScreen
from secretguard.tui.widgets import PickList
from secretguard.tui.widgets.long_list import LongList
from tests.conftest import HandClock, SampleVault
from tests.tui import assessing
from tests.tui.support import WIDE, Table, play


def at(table: Table, requirement: str) -> None:
    """Put the table's cursor on a requirement, as arrows would."""
    screen = table.app.screen
    assert isinstance(screen, AssessmentTableScreen)
    table.desk.compliance().place = requirement
    screen._find_place()


def room(table: Table) -> Assessment:
    return table.desk.compliance().at_hand()


async def answer_line(table: Table, text: str) -> None:
    """What the bottom line asks for, in place of what stands in it."""
    table.app.screen.query_one(Input).value = text
    await table.pilot.press("enter")
    await table.pilot.pause()


async def _begin(table: Table) -> None:
    """Door 4 leads straight to the choice; the starter profile for 2025, then for this year after all."""
    await table.press("4")
    assert table.where == "AssessmentNewScreen"
    table.app.screen.query_one("#choices", PickList).choose("baseline/starter")
    await table.press("1")
    await answer_line(table, "今年")
    assert "不是年份" in table.said()
    await answer_line(table, "2025")
    await table.press("2")
    assert "2025" in table.said() and "监管部门复评" in table.said()
    await table.press("2", "3")
    assert "没有可以沿用的评估" in table.said()
    await table.press("enter", "enter")
    await table.until(lambda: table.where == "AssessmentTableScreen")
    await table.until(lambda: table.desk.compliance().autos is not None)
    await table.press()


async def _answer(table: Table) -> None:
    """Digits, a reason owed, undo, what the records say, only what is open, typing."""
    await table.press("1")
    first = room(table).state.requirements[0].id
    assert room(table).state.verdict(first) == "met"
    assert table.desk.compliance().place == room(table).state.requirements[1].id
    await table.press("ctrl+z")
    assert "已撤销" in table.said() and table.desk.compliance().place == first
    await table.press("4")
    assert "不适用" in table.said()
    await answer_line(table, "没有外来人员")
    given = room(table).state.answers[first].given
    assert (given.verdict, given.remark) == ("na", "没有外来人员")
    autos = table.desk.compliance().autos or {}
    wrong = next(key for key, auto in autos.items() if auto.decides == "verdict" and auto.found == "unmet")
    at(table, wrong)
    await table.press("1", "escape")
    assert room(table).state.verdict(wrong) is None, "no reason, no answer"
    await table.press("fullwidth_digit_one")
    assert "记录显示" in table.said() and autos[wrong].why[:6] in table.said().replace("\n", "")
    await answer_line(table, "昨天补签了")
    assert room(table).state.answers[wrong].given.overrules == "昨天补签了"
    assert table.desk.compliance().place != wrong, "on to the next, as after every answer"
    at(table, wrong)
    await table.press()
    assert "改判理由" in table.said()
    await table.press("1")
    assert "已经是「符合」" in table.said()
    await table.press("space")
    assert "这一项已经答过" in table.said()
    await table.press("0", "space")
    assert room(table).state.verdict(wrong) == "unmet"
    await table.press("f6", "f9")
    assert table.where == "AssessmentPapersScreen"
    await table.press("escape", "escape", "f7", "enter")
    assert "已采纳" in table.said()
    await table.press("ctrl+o")
    lines = table.app.screen.query_one("#lines", LongList)
    open_now = result_of(room(table).state).total.open
    assert f"只看要答的 {open_now}" in table.said()
    await table.burst("第1车间3号，F2说停8分")
    await table.press()
    assert table.app.screen.query_one("#filter", Input).value == "第1车间3号，F2说停8分"
    assert result_of(room(table).state).total.open == open_now, "a phrase answers nothing"
    assert lines.count == 0 and "没有这样的要求" in table.said()
    await table.press("escape", "escape")
    assert lines.count > len(room(table).state.requirements)
    here = next(item for item in room(table).state.requirements if item.id not in room(table).state.answers)
    for digit, verdict in (("2", "partly"), ("3", "unmet")):
        at(table, here.id)
        await table.press(digit)
        assert room(table).state.verdict(here.id) == verdict


async def _mend(table: Table) -> None:
    """The requirement itself: remark, proofs, owner, interview, neighbours; its record, and back."""
    autos = table.desk.compliance().autos or {}
    shown = next(
        key
        for key, auto in autos.items()
        if auto.shown and auto.shown[0].place.startswith("register") and key in room(table).state.answers
    )
    at(table, shown)
    await table.press("enter")
    assert table.where == "AssessmentRequirementScreen" and "凭这些记录" in table.said()
    for key, text in (
        ("f2", "看过原件"), ("f4", "公告栏照片"), ("f5", "示例丙 2026-12-20"), ("f7", "示例丁：钥匙两把"),
    ):  # fmt: skip
        await table.press(key)
        await answer_line(table, text)
        assert table.where == "AssessmentRequirementScreen"
    state = room(table).state
    assert state.answers[shown].given.remark == "看过原件" and state.owners[shown].name == "示例丙"
    assert state.links[shown][0].evidence.what == "公告栏照片" and state.interviews[0].who == "示例丁"
    table.app.screen.query_one("#belongings", PickList).choose(f"link:{state.links[shown][0].stamp.seq}")
    await table.press("delete")
    assert not room(table).state.links[shown]
    await table.press("f4")
    await answer_line(table, str(Path(__file__)))
    (link,) = room(table).state.links[shown]
    assert link.evidence.sort == "file" and link.evidence.sha256
    await table.press("f7")
    await answer_line(table, "没有冒号")
    assert "看不出是谁说的" in table.said()
    await table.press("escape", "right", "left", "2")
    if "记录显示" in table.said():
        await answer_line(table, "一半做到")
    assert room(table).state.verdict(shown) == "partly"
    await table.press("ctrl+z", "0", "space")
    assert room(table).state.verdict(shown) == autos[shown].found
    await table.press("f6")
    table.app.screen.query_one("#records").focus()
    await table.press("enter")
    assert table.where == "RegisterScreen"
    await table.press("escape")
    assert table.where == "AssessmentRequirementScreen"
    await table.press("escape")


async def _sign(table: Table) -> None:
    """The result: not before all is answered; the reviewer is another; gaps raised once; reopened."""
    await table.press("f8", "f8")
    assert "答完才能签字封存" in table.said() and "法院先看" in table.said()
    for item in room(table).state.requirements:
        if item.id not in room(table).state.answers:
            room(table).answer(item.id, "partly", remark="看过", by="示例甲")
    await table.press("f2")
    await answer_line(table, "示例丁　车间主任")
    assert "评估人 示例丁（车间主任）" in table.said()
    table.app.screen.query_one("#gaps").focus()
    await table.press("space", "space", "f4", "enter")
    assert "已列入整改 2 项" in table.said()
    await table.press("f8")
    await answer_line(table, "示例甲 联络员")
    await answer_line(table, "示例甲")
    assert "复核人不能就是评估人自己" in table.said() and room(table).state.frozen is None
    await answer_line(table, "示例乙")
    frozen = room(table).state.frozen
    assert frozen is not None and (frozen.by, frozen.post, frozen.reviewer) == ("示例甲", "联络员", "示例乙")
    await table.press("f8")
    assert "已由 示例甲 封存" in table.said()
    await table.press("f5")
    assert "还没有别的评估可比" in table.said()
    await table.press("enter", "1")
    assert table.where == "AssessmentRequirementScreen" and "签字封存，不能再改" in table.said()
    await table.press("escape", "f7")
    await answer_line(table, "漏了一份协议")
    assert room(table).state.frozen is None


def test_an_assessment_is_begun_answered_mended_and_signed(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await _begin(table)
        await _answer(table)
        await _mend(table)
        await _sign(table)

    play(sample_vault, clock, story)


STATEMENT = {"id": "g1-1_s", "name": "statement", "prose": "关门"}
CATALOG = {
    "catalog": {
        "uuid": "11111111-1111-4111-8111-111111111111",
        "metadata": {
            "title": "示例目录", "version": "1", "oscal-version": "1.1.2",
            "last-modified": "2026-01-01T00:00:00Z",
        },
        "groups": [
            {
                "id": "g1",
                "title": "门禁",
                "controls": [{"id": "g1-1", "title": "大门", "parts": [STATEMENT]}],
            }
        ],
    }
}  # fmt: skip


async def _import(table: Table, folder: Path) -> None:
    """A file that does not fit is told with its line; a good one is looked at, kept, and can be assessed."""
    bad, good = folder / "坏.json", folder / "好.json"
    bad.write_text("{\n 'a'}", encoding="utf-8")
    good.write_text(json.dumps(CATALOG), encoding="utf-8")
    await assessing.see(table, "standards")
    await table.press("f8")
    assert "先按 F4" in table.said()
    for path in (bad, good):
        await table.press("f4")
        await answer_line(table, str(path))
        await table.app.workers.wait_for_complete()
        await table.press()
        assert ("第 2 行" in table.said(), "预览" in table.said()) == (path is bad, path is good)
    assert "大门" in table.said()
    await table.press("f8")
    await table.until(lambda: "已收下「示例目录」" in table.said())
    await table.press("f4")
    assert table.app.screen.query_one(Input).value == "", "another file is not typed behind this one"
    await table.press("escape")
    go_to_assessment(table.app, "new")
    await table.press("3", "3")
    assert (
        "示例目录" in table.said()
        and "3 沿用 起步（小厂三个月二十项） 2026 年评估（企业自评）" in table.said()
    )
    await table.press("escape")


async def _choose(table: Table) -> None:
    """Door 4 again, up to the list, narrowed by typing; one opened, another begun, the standards seen."""
    await table.press("4")
    while table.where != "AssessmentListScreen":
        await table.press("escape")
    await table.burst("复评")
    await table.press("enter", "enter")
    assert table.where == "AssessmentTableScreen" and "复评" in table.said()
    for keys, screen in (("escape", "List"), ("f7", "Standards"), ("escape", "List"), ("f4", "New")):
        await table.press(keys)
        assert table.where == f"Assessment{screen}Screen"


async def _print(table: Table, folder: Path) -> None:
    """A paper looked at, issued and printed again; tables for other programs."""
    await assessing.see(table, "papers")
    papers, review = table.app.screen.query_one("#papers", PickList), room(table)
    papers.choose("new:brief")
    await table.press("delete")
    assert "现在没有在写" in table.said()
    await table.press("enter")
    await table.until(lambda: "草稿　未签发" in table.said())
    await table.press("2", "2", "3", "3", "1", "f9")
    assert "先选一份文书和一种格式" in table.said()
    await table.press("4", "f9")
    await table.until(lambda: "已出具" in table.said() and any(folder.rglob("*.txt")))
    papers.choose(next(option.id or "" for option in papers.options if "issued" in (option.id or "")))
    await table.press("f9")
    await table.until(lambda: "重印（内容没有变）" in table.said())
    assert [one.paper for one in review.state.issued] == ["brief"]
    assert "完" in str(papers.get_option_at_index(papers.highlighted or 0).prompt), "issued is no draft"
    for name, files in (("results", 1), ("questionnaire", 2)):
        papers.choose(f"table:{name}")
        await table.press("f9")
        await table.until(lambda files=files: len(list(folder.rglob("*.xlsx"))) == files)  # type: ignore[misc]
        await table.app.workers.wait_for_complete()


async def _fill(table: Table, folder: Path) -> None:
    """The questionnaire comes back as it went out: nothing to change; something else is refused."""
    await table.press("f4")
    assert table.where == "TextLine"
    await answer_line(table, str(folder / "没有.xlsx"))
    await table.app.workers.wait_for_complete()
    assert table.where == "AssessmentFillScreen"
    await table.press("f8")
    assert "先按 F4" in table.said()
    (path,) = [each for each in folder.rglob("*.xlsx") if "问卷" in each.name]
    await table.press("f4")
    await answer_line(table, str(path))
    await table.until(lambda: "要改 0 项" in table.said())
    await table.press("escape")


def test_a_review_is_compared_and_papers_tables_and_standards_go_in_and_out(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path
) -> None:
    folder = sample_vault.folder.parent / "报告"

    async def story(table: Table) -> None:
        mine = assessing.begin(table)
        for item in mine.state.requirements:
            mine.answer(item.id, "partly", remark="自己看的", by="示例甲")
        review = assessing.begin(table, side="bureau")
        assert review.state.opened is not None and review.state.opened.reviews == mine.id
        assert table.desk.place.assessment == review.id, "unlocking comes back here"
        for item in review.state.requirements[1:]:
            review.answer(item.id, "partly", remark="现场看的", by="示例乙")
        review.answer(review.state.requirements[0].id, "unmet", remark="没有任命书", by="示例乙")
        await assessing.see(table, "compare")
        assert "不同 1 项，这一次更松的 0" in table.said() and "没有任命书" in table.said()
        await table.press("f6", "f6", "f6", "enter")
        assert table.where == "AssessmentRequirementScreen"
        await table.press("f3")
        await table.burst("没有任命书")
        await table.until(lambda: "1 条　解封" in table.said())
        table.app.screen.query_one("#hits").focus()
        await table.press("enter")
        await table.until(lambda: table.where == "AssessmentTableScreen")
        assert table.desk.compliance().place == review.state.requirements[0].id
        await _print(table, folder)
        await _fill(table, folder)
        await _import(table, tmp_path)
        await table.app.switch_mode("home")
        await table.press()
        assert "2026 年评估" in table.said()
        await _choose(table)
        words = {command.words for command in commands(table.app)}
        assert {"合规评估", "评估：结果", "评估：标准库"} <= words

    play(sample_vault, clock, story, size=WIDE)
