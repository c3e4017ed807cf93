"""S9, checks, versions and papers: defects with why, floor tests, two versions word by word, files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from textual.widgets import Input

from secretguard.tui import palette
from secretguard.tui.screens.plan_export import PlanExportScreen
from secretguard.tui.widgets import PickList
from tests.conftest import HandClock, SampleVault
from tests.tui.planning import Typist, answer_the_card, approve, begin, field_at_hand, go_to, plans
from tests.tui.support import SMALL, Table, play, play_to_the_end
from tests.tui.support import begin as begin_drill


def test_defects_stand_by_class_with_why_and_lead_to_their_field(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f2")
        for words in ("缺项", "为什么", "怎么改", "依据", "必填", "封顶 C：十二个月内没有演练"):
            assert words in table.said()
        defects = table.app.screen.query_one("#defects", PickList)
        found = table.desk.plan().defects()
        wanted = next(place for place, defect in enumerate(found) if defect.field == "money")
        defects.choose(f"defect:{wanted}")
        await table.press("enter")
        await table.until(lambda: table.where == "PlanWizardScreen" and field_at_hand(table) == "money")

    play(sample_vault, clock, story)


def test_a_floor_test_takes_words_and_the_digest_of_a_photo(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path
) -> None:
    photo = tmp_path / "墙卡.jpg"
    photo.write_bytes(b"picture")

    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f2", "f6", "2")
        await table.write("三个号码接了两个")
        await table.until(lambda: "照片在哪里" in table.said())
        await table.write(str(tmp_path / "没有.jpg"))
        assert plans(table).state.floor == {} and "读不了照片" in table.said()
        await table.press("2")
        await table.write("三个号码接了两个")
        await table.until(lambda: "照片在哪里" in table.said())
        await table.write(str(photo))
        seen = plans(table).state.floor["a"]
        assert (seen.met, seen.words, seen.photo_name) == ("partly", "三个号码接了两个", "墙卡.jpg")
        assert seen.photo == hashlib.sha256(b"picture").hexdigest()
        assert "现场测试 1/10" in table.said()
        await table.press("ctrl+z")
        assert plans(table).state.floor == {} and "已撤销现场测试 a" in table.said()

    play(sample_vault, clock, story)


def test_versions_are_compared_word_by_word_and_given_back(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        typist = Typist(table)
        await answer_the_card(typist)
        await approve(typist)
        assert "效" in table.said() and "第 1 版" in table.said()
        await table.press("escape")
        await go_to(table, "money")
        line = table.app.focused
        assert isinstance(line, Input)
        line.value = "八万"
        await table.press("enter", "f7", "enter")
        assert "[-5-][+8+]万元" in table.said()
        await table.press("f8", "enter")
        assert plans(table).state.review is not None and "等示例甲批准" in table.said()
        await table.press("delete")
        await table.write("钱从哪里出没有写")
        returned = plans(table).state.returned
        assert returned is not None and returned.why == "钱从哪里出没有写"
        assert "退回" in table.said()

    play(sample_vault, clock, story)


def test_dates_that_cannot_be_are_refused_and_nothing_is_approved(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await answer_the_card(Typist(table))
        await table.press("f7", "f8", "enter", "f8", "enter")
        line = table.app.focused
        assert isinstance(line, Input)
        line.value = "昨天 2027-11-01"
        await table.press("enter")
        assert plans(table).state.versions == () and "不能倒签" in table.said()

    play(sample_vault, clock, story)


def test_the_document_is_shown_as_it_prints_and_other_papers_by_digits(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await answer_the_card(Typist(table))
        await table.press("f5")
        await table.until(lambda: "示例公司商业秘密侵权应急预案" in table.said())
        await table.press("2")
        await table.until(lambda: "首小时" in table.said().splitlines()[0])
        busy = table.app.screen.query_one("#busy")
        await table.until(lambda: not busy.display)
        scroll = table.app.screen.query_one("#paper-scroll")
        assert scroll.max_scroll_y > 0 and scroll.scroll_y == 0
        await table.press("pagedown")
        assert scroll.scroll_y > 0

    play(sample_vault, clock, story)


def test_papers_and_formats_are_ticked_and_writing_can_be_stopped(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f9")
        screen = table.app.screen
        assert isinstance(screen, PlanExportScreen) and "共 10 个文件" in table.said()
        await table.press("1", "2", "4")
        assert "共 5 个文件" in table.said()
        await table.press("4", "f9")
        assert "先勾一份文件和一种格式" in table.said()
        await table.press("4", "delete")
        assert "现在没有在写" in table.said()
        await table.press("0", "f9", "delete")
        folder = sample_vault.folder.parent / "报告" / "应急预案 第1版（草稿）"
        await table.until(lambda: "个文件已写入" in table.said())
        assert all(path.suffix == ".txt" for path in folder.glob("*"))

    play(sample_vault, clock, story, size=SMALL)


def test_a_finding_of_the_results_opens_the_plans_field_that_it_names(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("escape")
        await begin_drill(table)
        play_to_the_end(table.room, clock, rating="bad")
        await table.press("f8", "f7", "enter")
        assert table.where == "ResultsScreen"
        actions = table.desk.actions_of_drill()
        raised = actions.raise_finding(table.room.id, "夜里没人拍板", "plan", plan="night-authority")
        table.app.screen.redraw()  # type: ignore[attr-defined]
        findings = table.app.screen.query_one("#findings", PickList)
        findings.focus()
        findings.choose(raised.id)
        await table.press("enter")
        await table.until(
            lambda: table.where == "PlanWizardScreen" and field_at_hand(table) == "night-authority"
        )
        await table.until(lambda: "推演发现：夜里没人拍板" in table.said())

    play(sample_vault, clock, story)


def test_the_palette_leads_into_the_plan_by_pinyin(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("escape")
        commands = {command.words: command for command in palette.commands(table.app)}
        assert palette.matches("预案检查打分", "yajcdf")
        commands["预案检查打分"].run()
        await table.until(lambda: table.where == "PlanChecksScreen")

    play(sample_vault, clock, story)
