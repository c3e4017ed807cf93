"""The demo once, from end to end, and what it leaves behind."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from secretguard.demo.clock import StoryClock
from secretguard.demo.stage import DemoFailedError
from secretguard.demo.story import PASSPHRASE, play
from secretguard.vault import check_folder
from tests.conftest import NOON
from tests.documents.reading_pdf import squeezed, whole_text

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, quick_keys: None) -> Iterator[Path]:
    """Where the demo was played; its own user folders stay in force for the checks."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETGUARD_DATA", str(folder / "user"))
        patch.setenv("SECRETGUARD_CONFIG", str(folder / "user"))
        play(folder)
    yield folder


@pytest.fixture
def own_folders(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the test's folders but the demo's."""
    monkeypatch.setenv("SECRETGUARD_DATA", str(out / "user"))
    monkeypatch.setenv("SECRETGUARD_CONFIG", str(out / "user"))


def the(out: Path, pattern: str) -> Path:
    """The one file of a pattern."""
    (found,) = out.glob(pattern)
    return found


def account(out: Path) -> str:
    return (out / "演示记录.txt").read_text(encoding="utf-8")


def test_the_report_is_there_on_paper_as_a_page_and_as_text_and_tells_the_grade(out: Path) -> None:
    text = the(out, "reports/TY-*.txt").read_text(encoding="utf-8")
    page = the(out, "reports/TY-*.html").read_text(encoding="utf-8")
    paper = whole_text((the(out, "reports/TY-*.pdf")).read_bytes())
    for printed in (squeezed(text), squeezed(page), paper):
        assert "合格" in printed and "示例公司" in printed and "核心研发离职入职对手" in printed
        assert "草稿" not in printed


def test_the_report_shows_the_power_cut_the_break_the_undone_decision_and_what_was_made_up(out: Path) -> None:
    printed = whole_text(the(out, "reports/TY-*.pdf").read_bytes())
    for said in ("中断", "暂停", "撤销", "搬走一个纸箱", "密点先交了一整套图纸", "示例辛"):
        assert said in printed


def test_the_power_cut_lost_no_entry_and_five_seconds_at_the_most(out: Path) -> None:
    told = account(out)
    status = next(
        json.loads(line) for line in told.splitlines() if line.startswith("{") and '"crashed": true' in line
    )
    assert status["status"] == "running" and status["marks"]["measures"] == "late"
    paused = 6 * 60_000
    (lost,) = re.findall(r"clock difference at the power cut: (-?\d+) ms", told)
    assert 0 <= int(lost) - paused <= 5_100
    assert f"断电前 {status['seq']} 条记录一条不少" in told


def test_every_finding_has_an_owner_and_a_date_and_one_is_closed(out: Path) -> None:
    lists = [json.loads(line) for line in account(out).splitlines() if line.startswith('{"findings"')]
    last = lists[-1]["findings"]
    assert last and all(item["owner"] and item["due"] for item in last)
    assert "已关闭" in account(out)


def test_the_vault_its_journal_and_its_backup_tell_nothing_of_what_they_hold(out: Path) -> None:
    words = (
        "示例公司",
        "示例甲",
        "图纸",
        "离职",
        "底价",
        "decision",
        "drill.",
        "departing-engineer",
        "finding",
        PASSPHRASE,
    )
    sealed = [
        *the(out, "密盾库-演示.sgv").rglob("*"),
        *(out / "user" / "恢复的库.sgv").rglob("*"),
        the(out, "*.sgvb"),
    ]
    files = [path for path in sealed if path.is_file()]
    assert {path.name for path in files} >= {"vault.db", "lock"}
    for path in files:
        content = path.read_bytes()
        for word in words:
            assert word.encode() not in content and word.encode("utf-16-le") not in content, (path.name, word)


@pytest.mark.usefixtures("own_folders")
def test_the_vault_and_what_was_restored_from_the_backup_check_clean(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = check_folder(
        out / "密盾库-演示.sgv", passphrase=PASSPHRASE, deep=True, against=None, progress=None
    )
    assert report.ok and report.complete and not report.findings
    monkeypatch.setenv("SECRETGUARD_DATA", str(out / "user" / "elsewhere"))
    restored = check_folder(
        out / "user" / "恢复的库.sgv", passphrase=PASSPHRASE, deep=True, against=None, progress=None
    )
    assert restored.ok and restored.complete


def test_the_reprint_is_the_report_byte_for_byte(out: Path) -> None:
    # Word is made later, by number, and is not among the three that were printed twice.
    papers = [path for path in (out / "reports").glob("TY-*") if path.suffix != ".docx"]
    issued = {path.name: path.read_bytes() for path in papers}
    again = {path.name: path.read_bytes() for path in (out / "user" / "reprint").iterdir()}
    assert again == issued and len(issued) == 3


def test_the_checkpoint_and_the_enrolment_sheet_are_ready_for_a_stranger(out: Path) -> None:
    assert {path.suffix for path in (out / "checkpoint").iterdir()} == {".txt", ".sig", ".pem"}
    assert "密钥登记表" in whole_text((out / "reports" / "enrolment.pdf").read_bytes())


def test_the_account_holds_no_fault_of_the_program(out: Path) -> None:
    assert "程序自己出了错" not in account(out) and "Traceback" not in account(out)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "我的文件.txt").write_text("不要动", encoding="utf-8")
    with pytest.raises(DemoFailedError, match="别的东西"):
        play(tmp_path)
    assert (tmp_path / "我的文件.txt").read_text(encoding="utf-8") == "不要动"


def test_the_story_s_clock_shows_order_and_passes_at_once() -> None:
    clock = StoryClock(NOON)
    first, second = clock(), clock()
    assert first < second
    clock.pass_time(second - NOON)
    assert clock() > second


def test_a_wrong_cell_saves_nothing_and_the_right_sheet_is_previewed_then_imported(out: Path) -> None:
    told = account(out)
    assert "昨天前" in told and "什么都没有导入" in told
    looks = [json.loads(line) for line in told.splitlines() if line.startswith('{"source"')]
    assert [look["applied"] for look in looks] == [False, True]
    assert looks[0]["changed"] == looks[1]["changed"] and len(looks[0]["changed"]) == 1


def test_the_plan_goes_from_nothing_to_approved_papers(out: Path) -> None:
    told = account(out)
    (approved,) = (json.loads(line) for line in told.splitlines() if '"promises": 3' in line)
    assert approved["size"] == "short" and approved["number"] == 1
    papers = {path.name for path in (out / "plan").iterdir()}
    assert {
        f"{stem}.{end}" for stem in ("02-应急预案（简版）", "03-首小时卡") for end in ("pdf", "docx")
    } <= papers
    printed = whole_text((out / "plan" / "02-应急预案（简版）.pdf").read_bytes())
    assert "示例公司商业秘密侵权应急预案" in printed and "草稿" not in printed
    assert len(approved["hash"]) == 64
    assert "〔－5〕〔＋10〕" in told


def test_the_proof_of_measures_names_what_is_there_and_what_is_not(out: Path) -> None:
    printed = whole_text(the(out, "reports/ZM-*.pdf").read_bytes())
    assert "示例公司" in printed and "制动卡钳公差链" in printed and "000-0000" not in printed
    wall = whole_text(the(out, "plan/06-*.pdf").read_bytes())
    assert "000-0000-0002" not in wall


def test_the_incident_keeps_its_order_and_says_why_where_it_was_broken(out: Path) -> None:
    told = account(out)
    assert "先固定，后处置：" in told and "他正在从家里登录删记录" in told
    (status,) = (
        json.loads(line) for line in told.splitlines() if line.startswith("{") and '"minutes"' in line
    )
    assert status["status"] == "closed" and status["wrong"] == [] and status["evidence"] == 3
    tasks = {task["id"]: task["status"] for task in status["tasks"]}
    assert tasks["duplicate"] == tasks["freeze"] == "done" and tasks["noncompete"] == "skipped"
    assert all(clock["state"] == "met" for clock in status["clocks"])


def test_the_incident_s_papers_are_there_and_the_masked_one_names_nobody(out: Path) -> None:
    for end in ("pdf", "docx"):
        assert len(list((out / "incident").glob(f"*.{end}"))) == 4
    whole = whole_text(the(out, "incident/*-01-事件报告.pdf").read_bytes())
    masked = whole_text(the(out, "incident/*-02-*.pdf").read_bytes())
    assert "示例丙" in whole and "传上了网盘" in whole
    assert "▇" in masked and "示例丙" not in masked and "传上了网盘" not in masked
    digest = hashlib.sha256((out / "user" / "网盘导出" / "下载记录.csv").read_bytes()).hexdigest()
    assert digest in whole_text(the(out, "incident/*-交接单-E-01.pdf").read_bytes())


def test_the_assessment_is_signed_and_its_gaps_have_owners(out: Path) -> None:
    told = account(out)
    (frozen,) = (json.loads(line) for line in told.splitlines() if line.startswith('{"status": "frozen"'))
    result = frozen["result"]
    assert (frozen["by"], frozen["reviewer"], result["all"], result["open"]) == ("示例甲", "示例己", 20, 0)
    assert "EMERG-01" not in result["stops"] and "COOP-03" in result["caps"]
    assert "签字封存，不能再改" in told and "已撤销：SYSTEM-06" in told
    assert "第六条" in told and "做完这 10 件" in told


def test_the_assessment_s_papers_and_results_are_there(out: Path) -> None:
    printed = whole_text(the(out, "assessment/*-01-*.pdf").read_bytes())
    assert "示例公司" in printed and "草稿" not in printed and "任命书原件" in printed
    names = [path.name for path in (out / "assessment").iterdir()]
    assert sorted(Path(name).suffix for name in names) == [
        *(".docx", ".docx", ".json", ".pdf", ".pdf", ".pdf", ".xlsx")
    ]
