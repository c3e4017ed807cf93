"""The papers of an incident from the screen; a drill that turns real; a search that leads into the record."""

from __future__ import annotations

from secretguard.incidents import IncidentState
from secretguard.tui.screens.incident_start import IncidentStartScreen
from secretguard.tui.views.incident_papers_view import (
    PaperChoice,
    PaperRow,
    choice_line,
    mask_words,
    paper_rows,
    row_of,
)
from secretguard.tui.widgets import PickList
from secretguard.tui.widgets.long_list import LongList
from tests.conftest import HandClock, SampleVault
from tests.incidents.playbooks import small_response
from tests.tui.incident_story import begin_incident, note, see
from tests.tui.support import Table, begin, play


def test_a_row_is_known_by_its_paper_item_and_number() -> None:
    for row in (PaperRow("tasks"), PaperRow("custody", 2), PaperRow("evidence", None, "1A2B3C4D-03")):
        assert row_of(row.id) == row
    rows = paper_rows(IncidentState(), ())
    assert [row.id for row in rows if row.enabled] == ["incident::", "timeline::", "tasks::", "evidence::"]


def test_formats_keep_their_order_and_what_was_masked_is_told() -> None:
    choice = PaperChoice().turn_format("text").turn_format("docx").turn_mask()
    assert choice.in_order == ("pdf", "docx", "text") and choice.masked
    assert "遮盖" in choice_line(choice).plain
    assert mask_words({"人名": 12, "单位": 3}) == "遮盖了 人名 12 处、单位 3 处。" and mask_words({}) == ""


def test_papers_are_looked_at_issued_and_printed_again_and_a_hit_leads_into_the_record(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        room = begin_incident(table, small_response())
        wanted = note(table, "供应商的货车停在三号门")
        await see(table, "papers")
        papers = table.app.screen.query_one("#papers", PickList)
        papers.choose("tasks::")
        await table.press("enter")
        await table.until(lambda: "什么事" in table.said())
        await table.press("1", "4", "f9")
        folder = sample_vault.folder.parent / "报告" / f"事件 {room.id[:8].upper()}"
        await table.until(lambda: any(folder.glob("*.txt")) and "已出具 " in table.said())
        (issued, _stamp) = room.state.issued[0]
        assert issued.paper == "tasks" and issued.number in table.said()
        papers.choose(PaperRow("tasks", None, issued.number).id)
        await table.press("f9")
        await table.until(lambda: "重印（内容没有变）" in table.said())
        assert len(list(folder.glob("*.txt"))) == 1
        await table.press("space", "4", "f9")
        assert "先选一份文书和一种格式" in table.said()
        await table.press("f3")
        await table.burst("货车")
        await table.until(lambda: "三号门" in table.said())
        table.app.screen.query_one("#hits").focus()
        await table.press("enter")
        await table.until(lambda: table.where == "IncidentTimelineScreen")
        await table.press()
        assert table.app.screen.query_one("#lines", LongList).key == wanted

    play(sample_vault, clock, story)


def test_a_drill_turns_real_in_one_key_and_its_clock_stops(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await begin(table)
        await table.press("f8")
        assert "演练" in table.said().splitlines()[0]
        title = table.room.state.playbook.title if table.room.state.playbook else ""
        await table.press("ctrl+y")
        assert "真的泄密了" in table.said()
        await table.press("enter")
        await table.until(lambda: table.where == "IncidentStartScreen")
        await table.press()
        screen = table.app.screen
        assert isinstance(screen, IncidentStartScreen)
        assert "实战" in table.said().splitlines()[0] and title in table.said()
        assert screen.draft.known is not None and screen.draft.known.from_drill == table.room.id
        assert table.room.state.status == "paused"

    play(sample_vault, clock, story)
