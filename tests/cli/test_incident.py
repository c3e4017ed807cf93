"""A whole incident on the command line: started, worked, declared, closed, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from secretguard.incidents import open_incident
from tests.cli.chinese import english_in, words
from tests.cli.conftest import Desk, bare_run
from tests.conftest import PASSPHRASE, HandClock, SampleVault

START = (
    "incident",
    "start",
    "--what",
    "业务员离职前拷走了图纸",
    "--found",
    "-20",
    "--knows",
    "示例甲",
    "--sure",
)
FOUND_AT = "11:40"
"""Twenty minutes before the sample clock's noon."""


@pytest.fixture(scope="module")
def begun(
    template: SampleVault, quick_keys: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SampleVault]:
    """A vault in which an incident was started, to be copied."""
    folder = tmp_path_factory.mktemp("begun")
    vault = template.copy(folder / "库.sgv")
    secret = folder / "口令.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SECRETGUARD_DATA", str(folder / "data"))
        patch.setenv("SECRETGUARD_CONFIG", str(folder / "config"))
        Desk(vault, secret, HandClock(), folder)(*START)
    yield vault


@pytest.fixture
def case(begun: SampleVault, passphrase_file: Path, clock: HandClock, tmp_path: Path) -> Desk:
    """Commands on an incident that has begun."""
    return Desk(begun.copy(tmp_path / "事件库.sgv"), passphrase_file, clock, tmp_path)


def test_an_incident_is_started_with_its_level_its_playbook_and_whom_to_call(desk: Desk) -> None:
    looked = desk.ask(*START, "--preview")
    assert looked["playbook"] == "response-leaver" and "id" not in looked
    assert desk.ask("incident", "list")["incidents"] == []
    refused = desk(*START, "--level", "I", expect=1)
    assert refused.err.startswith("错误：改了等级，还没有写为什么") and refused.out == ""
    started = desk.ask(*START, "--level", "I", "--why", "去的是直接竞争对手", "--fact", "still_flowing=no")
    assert (started["level"], started["playbook"]) == ("I", "response-leaver")
    assert started["calls"][0]["person"]["phones"]["first"].startswith("000-0000-")
    (line,) = desk.ask("incident", "list")["incidents"]
    assert line["id"] == started["id"] and line["status"] == "open" and line["level"] == "I"
    assert FOUND_AT in desk("incident", "list").out
    with desk.vault.open(desk.clock, read_only=True) as vault:
        folded = open_incident(vault, started["id"][:8], desk.clock).state
    assert folded.severity is not None and folded.severity.override == "去的是直接竞争对手"
    assert folded.facts() == {"still_flowing": "no"}


def test_on_a_terminal_what_is_left_out_is_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(("展会上看到我们的样品", "昨天下午3点", "示例甲、示例乙"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _prompt: next(answers))
    assert "没有写出了什么事" in desk("incident", "start", "--preview", "--json", expect=2).error["message"]
    assert "response-public" in desk("incident", "start", "--preview").out
    assert next(answers, None) is None


def test_the_order_of_work_is_kept_and_breaking_it_asks_a_reason(case: Desk) -> None:
    tasks = {task["id"]: task for task in case.ask("incident", "status")["tasks"]}
    blocked = next(task for task in tasks.values() if "duplicate" in task["missing"])["id"]
    refused = case("incident", "task", "done", blocked, expect=1)
    assert "先固定，后处置" in refused.err and "写明原因" in refused.err
    done = case.ask("incident", "task", "done", blocked, "--broke-order", "他已经在删文件", "--by", "示例丙")
    assert done["broke_order"] == "他已经在删文件"
    case("incident", "task", "reopen", blocked, "--why", "做错了")
    first = next(iter(tasks))
    case("incident", "task", "done", first, "--note", "看到三个文件", "--at", "-5")
    second = list(tasks)[1]
    case("incident", "task", "skip", second, "--why", "早就做过")
    added = case.ask("incident", "task", "add", "打电话给律师", "--role", "LEG", "--in", "2h")["task"]
    case("incident", "cut", "关掉网盘外链", "--why", "还在下载", "--at", "-1")
    after = {task["id"]: task["status"] for task in case.ask("incident", "status")["tasks"]}
    assert (after[first], after[second]) == ("done", "skipped") and added in after
    shown = case("incident", "status", "--all").out
    assert "实战" in shown and "打电话给律师" in shown and "看到三个文件" in shown


def test_a_line_in_a_hurry_becomes_a_note_a_decision_and_a_task(case: Desk) -> None:
    line = ("-10", "@示例丙", "在群里看到", "#微信", "!不要声张", "+打电话给律师")
    noted = case.ask("incident", "note", *line)
    assert noted["decision"] and len(noted["tasks"]) == 1 and noted["tags"] == ["微信"]
    assert noted["people"] == ["P3"]
    case("incident", "correct", str(noted["seq"]), "示例丙在业务群里看到")
    undone = case.ask("incident", "undo", "--why", "更正错了")
    told = case.ask("incident", "timeline", "--show", "notes", "--person", "示例丙")
    (found,) = told["lines"]
    assert found["seq"] == noted["seq"] and found["occurred"].startswith("2026-11-24T11:50")
    assert "在群里看到" in found["words"] and undone["undone"] == noted["seq"] + 2
    table = case("incident", "timeline", "--order", "recorded", "--since", "-15").out
    assert "迟记 10 分" in table
    sheet = case.folder / "时间轴.csv"
    case("incident", "timeline", "--csv", str(sheet))
    assert "在群里看到" in sheet.read_text(encoding="utf-8-sig")
    assert "不会覆盖" in case("incident", "timeline", "--csv", str(sheet), expect=1).err
    assert "加上 --yes" in case("incident", "erase", str(noted["seq"]), "--why", "错记", expect=1).err
    erased = case.ask("incident", "erase", str(noted["seq"]), "--why", "记了不该记的", "--yes")
    assert len(erased["checkpoint_root"]) == 64
    assert "在群里看到" not in case("incident", "timeline").out


def test_answers_start_outside_duties_and_reports_end_them(case: Desk) -> None:
    open_at_first = case.ask("incident", "answer")["open"]
    assert "personal_data" in open_at_first and "personal_data" in case("incident", "answer").out
    answered = case.ask("incident", "answer", "state_secret", "yes", "--remark", "先停手")
    assert "state-secret-leak" in {one["id"] for one in case.ask("incident", "clocks")["clocks"]}
    assert "state_secret" not in answered["open"]
    told = case.ask("incident", "answer", "contract_notice", "--notice", "示例客户=24")
    assert told["clocks"] == ["notice:示例客户"] and told["answer"] == "yes"
    refused = case("incident", "reported", "no-such", "--to", "谁", "--how", "电话", expect=1)
    assert "notice:示例客户" in refused.err
    met = case.ask("incident", "reported", "notice:示例客户", "--to", "示例客户", "--how", "电话和邮件")
    assert met["state"] == "met"
    started = case.ask(
        "incident", "clock", "court-evidence-period", "--title", "举证", "--working-days", "15"
    )
    assert started["due"] is not None
    assert "余" in case("incident", "clocks").out
    again = ("--situation", "spread-rival")
    by_start = case.ask("incident", "start", "--what", "看看", *again, "--preview")["proposed"]
    levelled = case.ask("incident", "level", "II", "--why", "没有传到外面", *again)
    assert levelled["proposed"] == by_start
    case("incident", "level", "II", "--why", "没有传到外面", "--sure", *again)
    case("incident", "playbook", "response-general")
    case("incident", "began", "昨天下午3点", "--source", "网盘日志")
    status = case.ask("incident", "status")
    assert (status["level"], status["playbook"]) == ("II", "response-general")
    assert status["minutes"]["detect"] == 1240


def test_it_is_closed_by_its_criteria_reviewed_priced_kept_and_at_last_shredded(case: Desk) -> None:
    case("incident", "contain", "--how", "两天没有新的下载")
    ends = [end["id"] for end in case.ask("incident", "close")["ends"]]
    missing = case("incident", "close", "--met", f"{ends[0]}=看过日志", "--by", "示例乙", expect=1)
    assert "没有回答" in missing.err
    met = [word for end in ends for word in ("--met", f"{end}=核对过")]
    assert case.ask("incident", "close", *met, "--by", "示例乙")["status"] == "closed"
    assert "已经结束" in case("incident", "note", "又有人看到", expect=1).err
    case("incident", "reopen", "--why", "又有人看到")
    case.ask("incident", "close", *met, "--by", "示例乙")
    found = case.ask("incident", "review", "--why", "账号没有收", "--lesson", "5.3=离职当天收账号")
    assert found["findings"][0]["text"] == "离职当天收账号"
    assert case.ask("action", "list")["findings"][0]["plan"] == "5.3"
    assert case.ask("incident", "cost", "律师费=20000", "鉴定=5000")["total"] == 25_000
    case("incident", "retention", "2026-11-30", "--why", "没有诉讼")
    identity = case.ask("incident", "list")["incidents"][0]["id"]
    shred = ("incident", "shred", "--why", "到期")
    assert "保存期还没有到" in case(*shred, "--yes", identity[:8], expect=1).err
    assert "要缩短" in case("incident", "retention", "2026-11-28", expect=1).err
    assert "缩短到" in case("incident", "retention", "2026-11-28", "--why", "律师同意").out
    case.clock.advance(days=10)
    looked = case(*shred, expect=1)
    assert "会销毁" in looked.out and f"--yes {identity[:8]}" in looked.err
    assert "照抄" in case(*shred, "--yes", "00000000", expect=1).err
    assert "已停" in case("incident", "clocks").out
    assert case.ask(*shred, "--yes", identity[:8])["shredded"] == identity
    listed = case.ask("incident", "list")
    assert (listed["incidents"], listed["shredded"]) == ([], 1)
    assert "另有 1 起已销毁" in case("incident", "list").out


@pytest.mark.parametrize("paper", ["incident", "timeline"])
def test_papers_are_issued_listed_and_printed_again(case: Desk, paper: str) -> None:
    out = case.folder / "文书"
    if paper == "timeline":
        drafted = case.ask("incident", "report", paper, "--draft", "--format", "text", "--out", str(out))
        assert drafted["number"] is None and len(drafted["files"]) == 1
        return
    made = case.ask("incident", "report", paper, "--masked", "--format", "text", "--out", str(out))
    (issued,) = case.ask("incident", "report")["papers"]
    assert issued["number"] == made["number"] and issued["masked"]
    first = Path(made["files"][0]).read_bytes()
    again = case.ask("incident", "report", "--number", made["number"], "--format", "text", "--out", str(out))
    assert Path(again["files"][0]).read_bytes() == first and not again["new"]
    assert "示例甲" not in first.decode() and "拷走了图纸" not in first.decode()


def test_more_than_one_open_incident_asks_which(case: Desk) -> None:
    second = case.ask("incident", "start", "--what", "展会上看到样品")["id"]
    assert "--incident" in case("incident", "status", expect=1).err
    assert case.ask("incident", "status", "--incident", second[:8])["what"] == "展会上看到样品"


NESTED = ("done", "skip", "reopen", "add")


@pytest.mark.parametrize("name", NESTED)
def test_the_help_of_a_task_s_command_is_in_chinese(name: str) -> None:
    page = bare_run("incident", "task", name, "--help").out
    assert page.startswith(f"用法：secretguard incident task {name}")
    assert english_in(page, words("incident task done skip reopen add status")) == []
