"""The quick report: six pages that a director can sign, made from facts alone."""

from __future__ import annotations

from datetime import datetime

import pytest
from pydantic import ValidationError

from secretguard import documents
from secretguard.documents.quick_report import summary, words
from secretguard.documents.quick_report.accounts import objective_notes
from secretguard.documents.quick_report.model import QuickReport
from tests.documents.reading_pdf import pages, squeezed, whole_text
from tests.documents.sample_report import filled, playbook_source, sample_report


def test_a_whole_drill_fits_six_pages(report_pdf):
    assert len(pages(report_pdf)) <= 6


def test_every_page_but_the_cover_carries_the_checkpoint(report_pdf):
    proof = sample_report().proof
    assert proof is not None
    printed = squeezed(f"检查点 {proof.checkpoint_size} {proof.checkpoint_root}")
    assert all(printed in squeezed(text) for text in pages(report_pdf)[1:])


def test_a_draft_says_so_on_every_page_and_shows_no_checkpoint():
    draft = documents.quick_report(sample_report(issued=False))
    texts = [squeezed(text) for text in pages(documents.to_pdf(draft))]
    assert all("草稿" in text for text in texts)
    assert "检查点大小" not in "".join(texts)
    assert "不能据以核对" in "".join(texts)


def test_an_issued_report_is_not_called_a_draft(report_pdf):
    assert "草稿" not in whole_text(report_pdf)


def test_the_form_the_warning_and_the_way_to_verify_are_printed(report_pdf):
    text = whole_text(report_pdf)
    for sentence in (
        "参照《突发事件应急演练指南》等文件编写，形式非强制适用",
        "不是法律意见",
        'secretguardvaultcheck--against"412',
        "取自卷宗4f1c9a2e7d3b8065的第1至148条记录",
        "（桌面演练）",
        "85分以上为P完成，65分以上为S基本完成，40分以上为M较大问题",
    ):
        assert squeezed(sentence) in text, sentence


def test_the_options_not_chosen_never_appear(report_pdf):
    text = whole_text(report_pdf)
    chosen = {decision.text for decision in sample_report().decisions}
    everything = _option_texts()
    assert chosen <= everything
    for option in chosen:
        assert squeezed(option) in text
    for option in everything - chosen:
        assert squeezed(option) not in text


def _option_texts() -> set[str]:
    playbook = playbook_source()
    return {
        filled(option["text"], playbook)
        for inject in playbook["injects"]
        if inject.get("kind", "planned") == "planned" and inject.get("decision")
        for option in inject["decision"]["options"]
    }


def test_what_the_record_went_through_is_listed(report_pdf):
    text = whole_text(report_pdf)
    for line in (
        "临时注入记者来电",
        "O2由M改为S",
        "第57条：I3选b",
        "14:40起，6分钟",
        "中断后恢复",
        "所填14:44，录入14:49",
    ):
        assert line in text, line


def test_a_straight_record_says_so_and_empty_tables_are_sentences():
    plain = sample_report().model_copy(
        update={"departures": (), "undone": (), "gaps": (), "differences": (), "findings": (), "quotes": ()}
    )
    shown = squeezed(documents.to_terminal(documents.quick_report(plain)))
    for line in ("记录连续", "本次没有形成发现", "本次没有记录复盘发言"):
        assert line in shown


def test_a_drill_in_which_nothing_was_reached_still_makes_a_report():
    report = sample_report()
    bare = report.model_copy(
        update={
            "objectives": tuple(
                one.model_copy(update={"score": None, "proposed": None, "confirmed": None, "caps": ()})
                for one in report.objectives
            ),
            "grade": None,
            "clocks": (),
            "decisions": (),
            "evidence": (),
            "actions": (),
        }
    )
    text = whole_text(documents.to_pdf(documents.quick_report(bare)))
    assert "综合评定未评" in text
    assert "固证用时未完成" in text


def test_the_first_page_names_the_gravest_thing_first():
    found = summary.dangers(sample_report())
    assert found[0].startswith("证据灭失 2 项")
    assert "固证" in found[1]
    assert len(found) == 3


def test_a_kept_promise_is_a_strength_and_a_broken_one_a_danger():
    report = sample_report()
    assert any("预案承诺的 10 分钟之内" in sentence for sentence in summary.strengths(report))
    assert any("比预案承诺的 1 天晚 6 小时 30 分钟" in sentence for sentence in summary.dangers(report))


def test_only_laws_are_called_legal_grounds_and_unchecked_ones_are_marked(report_pdf):
    text = whole_text(report_pdf)
    basis = text[text.index("法律依据。") : text.index("性质。")]
    assert "规则" not in basis
    assert "惯例" not in basis
    assert "待核" in basis


def test_a_time_without_a_zone_is_refused():
    data = sample_report().model_dump()
    data["started"] = datetime(2026, 11, 24, 14, 0)
    with pytest.raises(ValidationError):
        QuickReport.model_validate(data)


def test_the_paper_tells_which_rows_made_a_score_and_what_held_it_down(report_pdf):
    text = whole_text(report_pdf)
    assert "O1得分来自行动1完" in text
    assert "关键行动image漏做，最高M。由示例庚改评，理由：" in text


def test_a_row_number_in_an_account_is_the_row_s_number_in_the_table(report):
    facts = sample_report()
    notes = objective_notes(facts)
    for number, action in enumerate(facts.actions, 1):
        named = f"{number} {words.mark_word(action.mark)}"
        if action.mark != "skipped":
            assert any(named in note for note in notes if note.startswith(action.objective + " ")) or not any(
                note.startswith(action.objective + " ") for note in notes
            )


def test_durations_are_never_rounded():
    assert words.duration(0) == "0 分钟"
    assert words.duration(1830) == "1 天 6 小时 30 分钟"
    assert words.scenario_time(0) == "T+0"
