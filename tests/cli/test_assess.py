"""`assess …`: from the first question to signed papers, one line at a time."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from secretguard.compliance import open_assessment
from secretguard.register import open_enterprise
from tests.cli.conftest import Desk, bare_run
from tests.conftest import PASSPHRASE, HandClock, SampleVault


@pytest.fixture(scope="module")
def begun(
    template: SampleVault, quick_keys: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SampleVault]:
    """A vault in which an assessment was begun, to be copied."""
    folder = tmp_path_factory.mktemp("assessed")
    vault = template.copy(folder / "库.sgv")
    secret = folder / "口令.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETGUARD_DATA", str(folder / "data"))
        patch.setenv("SECRETGUARD_CONFIG", str(folder / "config"))
        Desk(vault, secret, HandClock(), folder)("assess", "new", "--profile", "starter")
    yield vault


@pytest.fixture
def room(begun: SampleVault, passphrase_file: Path, clock: HandClock, tmp_path: Path) -> Desk:
    """Commands on an assessment that has begun."""
    return Desk(begun.copy(tmp_path / "评估库.sgv"), passphrase_file, clock, tmp_path)


def answer_all(room: Desk) -> None:
    """Every question that is still open: met. The records are looked at once, not once for each answer."""
    with room.vault.open(room.clock) as vault:
        register = open_enterprise(vault, None)
        held = open_assessment(vault, None, register, room.clock)
        for item in held.state.requirements:
            held.answer(item.id, "met", remark="看过原件")


def test_before_there_is_one_every_command_says_how_to_begin(desk: Desk) -> None:
    assert desk.ask("assess", "list")["assessments"] == []
    for line in (("show",), ("confirm", "--all"), ("result",), ("freeze", "--by", "示例甲"), ("report",)):
        assert "assess new" in desk("assess", *line, expect=1).err
    for wrong in (("--profile", "startr"), ("--standard", "iso"), ("--profile", "park", "--standard", "x")):
        desk("assess", "new", *wrong, expect=1)
    begun = desk.ask("assess", "new", "--standard", "baseline", "--profile", "park", "--year", "2025")
    assert (begun["requirements"], begun["year"], begun["side"]) == (39, 2025, "self")


def test_the_records_answer_what_they_can_and_show_what_they_rest_on(room: Desk) -> None:
    whole = room.ask("assess", "show")
    autos = {one["id"]: one["auto"] for one in whole["requirements"] if one["auto"]}
    assert len(whole["requirements"]) == 20 and autos["EMERG-01"]["found"] == "unmet"
    assert any(auto["shown"] for auto in autos.values())
    assert all(one["verdict"] is None for one in whole["requirements"])
    known = {
        name for name, auto in autos.items() if auto["decides"] == "verdict" and auto["found"] != "unknown"
    }
    assert room.ask("assess", "confirm", "--all")["confirmed"] == len(known) > 3
    left = room.ask("assess", "show", "--open")["requirements"]
    assert {one["id"] for one in left}.isdisjoint(known) and len(left) == 20 - len(known)
    refused = room("assess", "confirm", "ORG-01", expect=1)
    assert "看不出答案" in refused.err
    only = room("assess", "show", "org").out
    assert "ORG-01" in only and "SCOPE-01" not in only
    assert "没有“X”" in room("assess", "show", "X", expect=1).err


def test_an_answer_that_owes_a_reason_asks_for_it_and_both_are_kept(room: Desk) -> None:
    owed = room("assess", "answer", "EMERG-01", "met", "--json", expect=1)
    assert owed.error["code"] == "needs-reason" and "--remark" in owed.error["remedy"]
    assert "不适用" in room("assess", "answer", "COOP-01", "na", expect=1).err
    told = room.ask(
        "assess", "answer", "emerg-01", "met", "--remark", "纸质预案已批准\x1b[2J", "--by", "示例乙"
    )
    assert (told["requirement"], told["verdict"]) == ("EMERG-01", "met")
    answer = room.ask("assess", "show", "EMERG-01")["answer"]
    assert answer["auto"]["found"] == "unmet" and answer["overrules"] and answer["by"] == "示例乙"
    shown = room("assess", "show", "EMERG-01").out
    assert "记录说：不符合" in shown and "\x1b" not in shown and "〔U+001B〕" in shown
    room("assess", "answer", "EMERG-01", "partly", "--remark", "缺附录")
    assert room.ask("assess", "undo") == {"requirement": "EMERG-01", "verdict": "met"}
    assert room.ask("assess", "clear", "EMERG-01")["verdict"] is None
    assert "没有“ORG-99”这一项" in room("assess", "answer", "ORG-99", "met", expect=1).err


def test_proof_owners_and_what_people_said_stand_beside_the_answer(room: Desk, tmp_path: Path) -> None:
    photo = tmp_path / "任命书.jpg"
    photo.write_bytes(b"abc")
    first = room.ask("assess", "evidence", "ORG-01", "任命书原件", "--place", "人事档案柜")
    second = room.ask("assess", "evidence", "ORG-01", "--file", str(photo))
    assert second["sha256"] == hashlib.sha256(b"abc").hexdigest()
    room("assess", "owner", "ORG-01", "示例乙", "--due", "2026-12-20")
    room("assess", "interview", "示例甲", "最怕丢公差链", "--requirement", "ORG-01")
    assert room.ask("assess", "assessor", "示例己", "--post", "律师")["assessors"] == ["示例己"]
    told = room.ask("assess", "show", "ORG-01")
    assert [one["sort"] for one in told["evidence"]] == ["outside", "file"]
    assert told["interviews"][0]["who"] == "示例甲" and told["answer"]["owner"] == "示例乙"
    shown = room("assess", "show", "ORG-01").out
    for said in ("任命书.jpg", "人事档案柜", "最怕丢公差链", "2026-12-20"):
        assert said in shown
    assert room.ask("assess", "evidence", "ORG-01", "--remove", str(first["seq"]))["removed"]
    assert len(room.ask("assess", "show", "ORG-01")["evidence"]) == 1
    assert "第 9999 号" in room("assess", "evidence", "ORG-01", "--remove", "9999", expect=1).err


def test_score_law_gaps_and_what_would_raise_the_grade(room: Desk) -> None:
    room("assess", "confirm", "--all")
    result = room.ask("assess", "result")
    assert result["letter"] == "D" and result["open"] > 0 and "EMERG-01" in result["caps"]
    assert set(result["areas"]) >= {"ORG", "EMERG"}
    assert "基本项" in room("assess", "result").out
    first, *_others = room.ask("assess", "law")["secrets"]
    assert first["name"] == "制动卡钳公差链" and first["covered"] == 6 and len(first["kinds"]) == 7
    assert "（七）其他" in room("assess", "law").out
    gaps = room.ask("assess", "gaps", "--most", "3")
    assert len(gaps["gaps"]) == 3 and gaps["all"] > 3 and gaps["gaps"][0]["stop"]
    whatif = room.ask("assess", "whatif", "--most", "12")
    assert whatif["after"]["percent"] > whatif["before"]["percent"] and whatif["raises"] in ("B", "C")
    found = room.ask("assess", "raise", "emerg-01", "ORG-05")
    assert [one["id"] for one in found["findings"]] == ["F1", "F2"]
    assert "没有新的要交" in room("assess", "raise", "EMERG-01").out
    assert "ORG-99" in room("assess", "raise", "ORG-99", expect=1).err
    assert {one["id"] for one in room.ask("action", "list")["findings"]} == {"F1", "F2"}


def test_it_is_frozen_reviewed_compared_and_begun_again_next_year(room: Desk) -> None:
    assert "没有回答" in room("assess", "freeze", "--by", "示例甲", expect=1).err
    answer_all(room)
    assert "都答完了" in room("assess", "show", "--open").out
    assert "不能就是" in room("assess", "freeze", "--by", "示例甲", "--reviewer", "示例甲", expect=1).err
    frozen = room.ask("assess", "freeze", "--by", "示例甲", "--post", "总经理", "--reviewer", "示例乙")
    assert frozen["result"]["percent"] == 100 and frozen["result"]["letter"] == "A"
    assert "签字封存" in room("assess", "answer", "ORG-01", "unmet", expect=1).err
    own = room.ask("assess", "list")["assessments"][0]["id"]
    begin = ("assess", "new", "--profile", "starter", "--side", "bureau")
    assert "已有一次在评" not in room(*begin).out and "已有一次在评" in room(*begin).out
    review = room.ask("assess", "list")["assessments"][-1]["id"]
    room("assess", "answer", "ORG-01", "partly", "--remark", "没有日期")
    compared = room.ask("assess", "compare")
    assert (compared["mine"]["id"], compared["theirs"]["id"]) == (review, own)
    differs = {one["requirement"]: one["mine"] for one in compared["differences"]}
    assert differs["ORG-01"] == "partly" and [one["year"] for one in compared["years"]] == [2026]
    assert "部分符合" in room("assess", "compare", own[:8]).out
    line = ("assess", "new", "--profile", "starter", "--year", "2027", "--from", own[:8])
    assert room.ask(*line)["carried"] == 20
    assert room.ask("assess", "show")["requirements"][0]["carried"]
    told = room("assess", "result").out
    assert "2027 年评估　企业自评" in told and "20 项是沿用以前评估的回答" in told
    assert len(room.ask("assess", "show", "--open")["requirements"]) == 20, "carried is not looked at"
    assert "20 项是沿用以前评估的回答" in room("assess", "freeze", "--by", "示例甲").out
    room(*begin, "--from", own[:8])
    assert room.ask("assess", "compare")["theirs"]["id"] == own, "what its answers came from"
    room("assess", "reopen", "--why", "记错了", "--assessment", own[:8])
    statuses = {one["id"]: one["status"] for one in room.ask("assess", "list")["assessments"]}
    assert statuses[own] == "open"


def test_answers_come_over_a_crosswalk_only_from_the_standard_it_starts_from(room: Desk) -> None:
    walk = room.folder / "crosswalk-x.yaml"
    head = "kind: crosswalk\nid: crosswalk-x\nsource: {source}\ntarget: baseline\nrows:\n"
    row = "  - {source: [ORG-01], target: [PARK-01], relation: subset}\n"
    room("assess", "answer", "ORG-01", "met")
    walk.write_text(head.format(source="elsewhere") + row, encoding="utf-8")
    line = ("assess", "new", "--profile", "park", "--from", "last", "--crosswalk", str(walk))
    assert "elsewhere" in room(*line, expect=1).err
    walk.write_text(head.format(source="baseline") + row, encoding="utf-8")
    assert room.ask(*line)["carried"] == 1
    catalog = room.ask("standard", "export", "baseline", "--format", "oscal", "--out", str(room.folder))[
        "file"
    ]
    room("standard", "import", catalog, "--id", "mine")
    other = room("assess", "new", "--standard", "mine", "--from", "last", expect=1)
    assert "另一部标准“baseline”" in other.err and "--crosswalk" in other.err
    (one,) = [each for each in room.ask("assess", "show")["requirements"] if each["verdict"]]
    assert (one["id"], one["verdict"], one["carried"]) == ("PARK-01", "partly", True)
    room("assess", "new", "--standard", "mine")
    assert room.ask("assess", "new", "--profile", "park", "--from", "last")["carried"] == 1, (
        "the last that fits"
    )


def test_papers_are_issued_listed_printed_again_and_the_blank_one_needs_no_vault(
    room: Desk, tmp_path: Path
) -> None:
    out = ("--format", "text", "--out", str(tmp_path / "文书"))
    drafted = room.ask("assess", "report", "--draft", "--paper", "brief", *out)
    assert drafted["number"] is None and "草稿" in Path(drafted["files"][0]).name
    made = room.ask("assess", "report", *out)
    first = Path(made["files"][0]).read_bytes()
    assert made["new"] and "示例公司" in first.decode() and made["number"].endswith("-01")
    again = room.ask("assess", "report", "--number", "1", *out)
    assert not again["new"] and Path(again["files"][0]).read_bytes() == first
    form = room.ask("assess", "report", "--paper", "form", "--form", "taizhou-2021", *out)
    assert [one["paper"] for one in room.ask("assess", "report", "--issued")["papers"]] == ["report", "form"]
    assert form["number"] in room("assess", "report", "--issued").out
    assert "没有编号为 9" in room("assess", "report", "--number", "9", expect=1).err
    line = ("assess", "questionnaire", *out)
    (own,) = room.ask(*line)["files"]
    (blank,) = bare_run(*line, "--profile", "starter", "--json").object["files"]
    for path in (own, blank):
        assert "ORG-01" in Path(path).read_text(encoding="utf-8")


def test_a_filled_sheet_is_looked_at_then_recorded_and_results_go_out(room: Desk, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "表"))
    (sheet,) = room.ask("assess", "questionnaire", "--format", "xlsx", *out)["files"]
    assert "--given" in room("assess", "questionnaire", "--given", *out, expect=2).err
    typed(sheet, {"ORG-01": ("符合", "看过任命书"), "EMERG-01": ("符合", None)})
    refused = room("assess", "fill", sheet, "--apply", "--json", expect=1)
    assert refused.error["code"] == "questionnaire-problems" and not refused.object["applied"]
    assert "请写明理由" in refused.object["problems"][0]
    typed(sheet, {"EMERG-01": ("不符合", None)})
    looked = room.ask("assess", "fill", sheet)
    assert {one["requirement"]: one["verdict"] for one in looked["answers"]} == {
        "ORG-01": "met",
        "EMERG-01": "unmet",
    }
    assert not looked["applied"] and "--apply" in room("assess", "fill", sheet).out
    assert room.ask("assess", "fill", sheet, "--apply", "--by", "示例乙")["applied"]
    answer = room.ask("assess", "show", "ORG-01")["answer"]
    assert (answer["verdict"], answer["remark"], answer["by"]) == ("met", "看过任命书", "示例乙")
    assert "不用记" in room("assess", "fill", sheet, "--apply").out
    files = room.ask("assess", "export", "--format", "oscal", "--format", "xlsx", *out)["files"]
    results = json.loads(Path(files[0]).read_text(encoding="utf-8"))
    assert "assessment-results" in results and Path(files[1]).suffix == ".xlsx"
    assert "已经存在" in room("assess", "export", "--format", "xlsx", *out, expect=1).err
    assert room("assess", "fill", files[0], expect=None).code in (1, 2)


def typed(sheet: str, answers: dict[str, tuple[str, str | None]]) -> None:
    """Type answers and remarks into the sheet, as a person would."""
    book = load_workbook(sheet)
    page = book.worksheets[0]
    heads = {str(cell.value): cell.column for row in page.iter_rows(max_row=3) for cell in row if cell.value}
    for row in page.iter_rows():
        if row[0].value in answers:
            verdict, remark = answers[str(row[0].value)]
            page.cell(row[0].row, heads["回答"], verdict)
            page.cell(row[0].row, heads["说明"], remark)
    book.save(sheet)
