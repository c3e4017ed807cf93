"""S9 from nothing: an empty vault with the sample enterprise becomes an approved plan on paper."""

from __future__ import annotations

import pytest

from tests.conftest import HandClock, SampleVault
from tests.tui.planning import Typist, answer_the_card, approve, begin, plans
from tests.tui.support import SMALL, WIDE, Table, play

FIVE_MINUTES_OF_TYPING = 300
"""Strokes: one a second is slow, and Chinese takes more keys than characters."""


@pytest.mark.parametrize("size", [SMALL, WIDE])
def test_the_twelve_field_plan_is_typed_approved_and_written_by_keyboard_alone(
    sample_vault: SampleVault, clock: HandClock, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        typist = Typist(table)
        assert "一页纸，十五分钟" in table.said()
        await typist.press("3")
        assert table.where == "PlanSizeScreen"
        for words in ("一页纸", "15 分钟", "简版", "45 分钟", "完整版", "墙卡"):
            assert words in table.said()
        await typist.press("1")
        await table.until(lambda: table.where == "PlanWizardScreen" and "哪家企业" in table.said())
        await answer_the_card(typist)
        view = table.desk.plan().view()
        assert [state.field.id for state in view.missing] == [] and view.completeness == 100
        assert "完整度 100%" in table.said()
        await approve(typist)
        version = plans(table).version(1)
        assert (version.approval.by, version.approval.post) == ("示例甲", "总经理")
        assert plans(table).state.in_force(clock().date()) == version
        await typist.press("down", "f9", "0", "0", "down", "space", "f9")
        folder = sample_vault.folder.parent / "报告" / "应急预案 第1版"
        await table.until(lambda: "2 个文件已写入" in table.said())
        written = {path.suffix: path.stat().st_size for path in folder.iterdir()}
        assert written.keys() == {".pdf", ".docx"} and min(written.values()) > 5_000
        print(f"{typist.strokes} strokes")
        assert typist.strokes < FIVE_MINUTES_OF_TYPING
        await table.press("escape", "escape", "escape")
        assert table.where == "HomeScreen" and "第1版 0天" in table.said()

    play(sample_vault, clock, story, size=size)


def test_a_plan_with_a_gap_is_not_approved_and_says_what_is_in_the_way(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f7", "f8", "enter", "f8")
        assert plans(table).state.versions == ()
        for words in ("挡住批准", "代理负责人", "F2"):
            assert words in table.said()
        await table.press("f2")
        assert table.where == "PlanChecksScreen"

    play(sample_vault, clock, story)


def test_growing_keeps_every_answer_and_the_home_screen_says_how_far_it_is(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await answer_the_card(Typist(table))
        before = dict(plans(table).state.answers)
        await table.press("ctrl+g", "2")
        await table.until(lambda: table.where == "PlanWizardScreen")
        assert plans(table).state.size == "short" and dict(plans(table).state.answers) == before
        assert "简版" in table.said()
        await table.press("ctrl+z")
        assert plans(table).state.size == "card" and "现在是一页纸" in table.said()
        await table.press("escape")
        assert table.where == "HomeScreen" and "一页纸草稿 100%" in table.said()
        await table.press("3")
        assert table.where == "PlanWizardScreen"

    play(sample_vault, clock, story)
