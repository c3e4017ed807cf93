"""Wrong lines, wrong moments, wrong keys: the words for them, and the code the command leaves with."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from pathlib import Path

import pytest

from secretguard.cli.main import run
from tests.cli.chinese import english_in, words
from tests.cli.conftest import Desk, bare_run
from tests.conftest import HandClock

WRONG_LINES = (
    ("dril", "list"),
    ("drill", "nexx"),
    ("drill", "next", "--nope"),
    ("drill", "next", "--without-decison"),
    ("drill", "next", "--to"),
    ("drill", "next", "--to", "I4"),
    ("drill", "next", "一", "二"),
    ("drill", "decide"),
    ("drill", "mark", "see", "finished"),
    ("drill", "mark", "see", "done", "--stated", "很久"),
    ("drill", "rate", "O1", "A", "--why", "好"),
    ("drill", "rate", "O1", "P"),
    ("drill", "undo", "--entry", "abc"),
    ("drill", "undo", "--entry", "0"),
    ("drill", "hotwash", "IT"),
    ("drill", "hotwash", "IT", "fun", "好玩"),
    ("drill", "inject"),
    ("drill", "inject", "--decline", "I6"),
    ("drill", "cast", "IT"),
    ("drill", "new"),
    ("drill", "new", "departing-engineer", "--set", "秘密"),
    ("drill", "new", "departing-engineer", "--promise", "lunch=30m"),
    ("drill", "new", "departing-engineer", "--promise", "report=soon"),
    ("drill", "play", "没有这个文件.txt"),
    ("enterprise", "add"),
    ("enterprise", "add", "--from", "没有这个文件.yaml"),
    ("enterprise", "add", "示例二厂", "--headcount", "九十"),
    ("enterprise", "add", "示例二厂", "--headcount", "0"),
    ("people", "add"),
    ("people", "add", "示例壬", "--confirmed", "昨天"),
    ("people", "add", "示例壬", "--id", "P 1"),
    ("people", "add", " "),
    ("people", "add", "长" * 200),
    ("people", "add", "示例壬", "--duty", "打 杂"),
    ("action", "add", ""),
    ("action", "add", "字" * 700),
    ("action", "add", "登记本", "--nature", "magic"),
    ("action", "assign", "F1", "--due", "2026-13-40"),
    ("action", "close", "F1"),
    ("report", "make", "--format", "exe"),
    ("enterprise", "promise"),
    ("enterprise", "promise", "report"),
    ("enterprise", "promise", "report=0m"),
    ("enterprise", "promise", "report=99999d"),
    ("drill", "kit"),
    ("search",),
    ("search", "茶", "--limit", "0"),
    ("register", "shwo"),
    ("register", "show", "peple"),
    ("register", "show", "person", "--sort", "岁数"),
    ("register", "show", "--as-of", "去年"),
    ("register", "set", "person", "P1"),
    ("register", "set", "person", "P1", "职务"),
    ("register", "set", "person", "P1", "titel=总经理"),
    ("register", "set", "person", "P1", "confirmed=昨天前"),
    ("register", "set", "person", "P1", "phone=138-12ab"),
    ("people", "add", "示例壬", "--phone", "138-12ab"),
    ("register", "add", "secret"),
    ("register", "add", "measure", "门禁", "kind=8"),
    ("register", "remove", "person", "P8"),
    ("register", "import", "没有这个文件.xlsx"),
    ("register", "export"),
    ("register", "export", "--out", "出", "--format", "pdf"),
    ("register", "profile", "--headcount", "九十"),
    ("plan", "new"),
    ("plan", "new", "--size", "huge"),
    ("plan", "size"),
    ("plan", "set", "head"),
    ("plan", "unknown", "deputy", "--owner", "示例乙"),
    ("plan", "unknown", "deputy", "--owner", "示例乙", "--due", "明天"),
    ("plan", "floor", "a"),
    ("plan", "floor", "a", "maybe", "--words", "好"),
    ("plan", "approve", "--by", "示例甲"),
    ("plan", "approve", "--by", "示例甲", "--post", "总经理", "--effective", "春节"),
    ("plan", "diff", "零"),
    ("plan", "diff", "0"),
    ("plan", "export", "--kind", "poster"),
    ("plan", "export", "--draft", "--version", "1"),
    ("incident", "strat"),
    ("incident", "start"),
    ("incident", "start", "--what", "x", "--found", "明天"),
    ("incident", "start", "--what", "x", "--level", "V"),
    ("incident", "start", "--what", "x", "--fact", "still_flowing"),
    ("incident", "start", "--what", "x", "--secret", "S99"),
    ("incident", "task", "dnoe"),
    ("incident", "task", "add", "x", "--in", "很久"),
    ("incident", "note"),
    ("incident", "cut", "外链"),
    ("incident", "answer", "q", "maybe"),
    ("incident", "answer", "q"),
    ("incident", "answer", "q", "--notice", "示例客户"),
    ("incident", "clock", "x", "--title", "t", "--in", "2h", "--working-days", "3"),
    ("incident", "close", "--met", "x=好"),
    ("incident", "close", "--met", "好", "--by", "示例甲"),
    ("incident", "review"),
    ("incident", "cost", "律师费"),
    ("incident", "retention", "明年"),
    ("incident", "timeline", "--order", "reverse"),
    ("incident", "timeline", "--item", "甲"),
    ("incident", "correct", "零", "好"),
    ("incident", "report", "custody"),
    ("incident", "report", "poster"),
    ("evidence", "add"),
    ("evidence", "show", "甲"),
    ("evidence", "handover", "E-01", "--to", "a", "--purpose", "b", "--event", "stolen"),
    ("evidence", "export", "E-01", "--to", "a", "--purpose", "b"),
    ("evidence", "add-object", "x", "--category", "magic", "--source", "a", "--method", "b", "--holder", "c"),
    ("standard", "lst"),
    ("standard", "show"),
    ("standard", "check", "没有这个文件.yaml"),
    ("standard", "import", "没有这个文件.yaml"),
    ("standard", "export", "baseline"),
    ("standard", "export", "baseline", "--format", "exe"),
    ("standard", "crosswalk", "nwe"),
    ("standard", "crosswalk", "new"),
    ("assess", "new"),
    ("assess", "new", "--standard", "baseline"),
    ("assess", "new", "--profile", "starter", "--year", "26"),
    ("assess", "new", "--profile", "starter", "--side", "court"),
    ("assess", "new", "--profile", "starter", "--crosswalk", "x"),
    ("assess", "answer", "ORG-01"),
    ("assess", "answer", "ORG-01", "maybe"),
    ("assess", "confirm"),
    ("assess", "confirm", "ORG-01", "--all"),
    ("assess", "evidence", "ORG-01"),
    ("assess", "evidence", "ORG-01", "照片", "--sort", "rumour"),
    ("assess", "owner", "ORG-01", "示例乙", "--due", "明天"),
    ("assess", "interview", "示例甲"),
    ("assess", "whatif", "--most", "0"),
    ("assess", "report", "--paper", "poster"),
    ("assess", "report", "--form", "taizhou-2021"),
    ("assess", "questionnaire", "--profile", "starter", "--assessment", "ab"),
    ("assess", "freeze"),
    ("assess", "fill", "没有这个文件.xlsx"),
    ("assess", "export"),
    ("vault", "recovery"),
    ("vault", "backup"),
    ("vault", "backup", "甲", "乙"),
    ("--lang", "fr", "vault", "info"),
    ("vault", "info", "--lang"),
)


@pytest.mark.parametrize("line", WRONG_LINES, ids=" ".join)
def test_a_wrong_line_is_told_in_chinese_and_leaves_with_two(desk: Desk, line: tuple[str, ...]) -> None:
    answer = desk(*line, expect=2)
    assert answer.out == "" and answer.err.startswith("错误：")
    typed = frozenset(word.lower() for word in re.findall("[A-Za-z]+", " ".join(line)))
    assert english_in(answer.err, typed | CHOICES) == []


CHOICES = words(
    "worked hindered change other plan people score evidence measure text detect preserve report secret drill"
    " inject hotwash use decline next cast why done late partly missed skipped clear"
    " person cleared agreement partner training phone title xlsx csv card short full yes jpg"
    " wall pocket contacts annex show"
    " incident evidence start note cut answer task add handover export list show found knows level"
    " timeline tasks custody occurred recorded unknown accessed transferred returned collected stopped"
    " secret memory account chat web capture screenshot site log mailbox disk image video witness"
    " purchase object paper file no response-leaver still flowing item met what method holder iii"
    " status register"
    " standard assess crosswalk check import new starter enterprise park linhai taizhou zhejiang ciso oscal"
    " baseline met partly unmet na self bureau record entry outside brief form questionnaire confirm"
)


def test_a_slip_of_the_finger_is_told_what_may_have_been_meant(desk: Desk) -> None:
    answer = desk("drill", "next", "--without-decison", expect=2)
    assert "--without-decision" in answer.err and "用法：secretguard drill next --help" in answer.err
    assert "没有命令“dril”。您是不是要 secretguard drill？" in desk("dril", expect=2).err
    assert "您是不是要 secretguard plan check？" in desk("plan", "chek", expect=2).err
    assert "您是不是要" not in desk("茶", expect=2).err


def test_with_json_an_error_is_one_object_on_standard_error(desk: Desk) -> None:
    for line, code in ((("drill", "nexx"), 2), (("drill", "status"), 1), (("--vault",), 2)):
        answer = (
            desk(*line, "--json", expect=None)
            if line != ("--vault",)
            else bare_run("--json", *line, expect=2)
        )
        assert answer.code == code and answer.out == ""
        assert answer.error["message"] and answer.error["code"] in ("usage", "refused")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("drill", "status"), "没有找到推演"),
        (("drill", "new", "no-such-playbook"), "no-such-playbook"),
        (("people", "remove", "示例壬", "--why", "离职"), "没有“示例壬”"),
        (("people", "add", "示例壬", "--deputy", "示例癸"), "没有“示例癸”"),
        (("enterprise", "show", "示例九厂"), "没有“示例九厂”"),
        (("enterprise", "add", "示例公司"), "已经有“示例公司”"),
        (("action", "close", "F1", "--how", "看过"), "没有编号为 F1"),
        (("report", "make"), "没有找到推演"),
        (("vault", "create"), "已经有东西"),
        (("--content", "没有这个文件夹", "playbook", "list"), "没有这个文件夹"),
    ],
)
def test_what_the_state_does_not_allow_leaves_with_one(desk: Desk, line: tuple[str, ...], words: str) -> None:
    answer = desk(*line, expect=1)
    assert words in answer.err and len(answer.err.splitlines()) >= 2


def test_a_wrong_passphrase_leaves_with_three_and_says_nothing_more(desk: Desk, tmp_path: Path) -> None:
    wrong = tmp_path / "错口令.txt"
    wrong.write_text("不是这一句\n", encoding="utf-8")
    answer = bare_run(
        "--vault", str(desk.vault.folder), "--passphrase-file", str(wrong), "people", "list", expect=3
    )
    assert "口令" in answer.err and "不是这一句" not in answer.err and answer.out == ""
    desk("people", "list")


def test_without_a_terminal_and_without_a_file_the_passphrase_cannot_be_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with (tmp_path / "nothing").open("w+", encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        answer = bare_run("--vault", str(desk.vault.folder), "people", "list", expect=3)
    assert "没有终端" in answer.err and "--passphrase-file" in answer.err


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe"])
def test_a_passphrase_file_that_cannot_be_read_is_a_wrong_line(
    desk: Desk, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "坏口令.txt"
    path.write_bytes(content)
    bare_run("--vault", str(desk.vault.folder), "--passphrase-file", str(path), "people", "list", expect=2)
    bare_run(
        "--vault", str(desk.vault.folder), "--passphrase-file", str(tmp_path), "people", "list", expect=2
    )


def test_no_vault_named_and_none_used_before_is_a_wrong_line(tmp_path: Path) -> None:
    answer = bare_run("vault", "info", expect=2)
    assert "--vault" in answer.err
    missing = bare_run("--vault", str(tmp_path / "没有.sgv"), "vault", "info", expect=1)
    assert "没有.sgv" in missing.err


def test_settings_that_cannot_be_read_are_told_with_what_to_do(tmp_path: Path) -> None:
    folder = tmp_path / "user-config"
    folder.mkdir()
    (folder / "config.toml").write_text("这不是设置", encoding="utf-8")
    answer = bare_run("vault", "info", expect=1)
    assert "config.toml" in answer.err and "删掉" in answer.err


def test_a_vault_changed_behind_its_back_is_found_and_leaves_with_four(desk: Desk) -> None:
    db = sqlite3.connect(desk.vault.folder / "vault.db")
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in triggers:
        db.execute(f"DROP TRIGGER {name}")
    third = "seq = 3 AND journal != (SELECT id FROM vault)"
    db.execute(f"UPDATE entry SET sealed = zeroblob(length(sealed)) WHERE {third}")
    for _name, sql in triggers:
        db.execute(sql)
    db.commit()
    db.close()
    answer = desk("vault", "check", "--deep", "--json", expect=4)
    assert answer.object["ok"] is False and answer.object["findings"]
    assert answer.error["code"] == "check-failed"
    assert english_in(desk("vault", "check", "--deep", expect=4).err) == []
    assert desk("people", "list", expect=4).out == ""


def test_a_file_that_is_no_vault_is_told_so(tmp_path: Path, passphrase_file: Path) -> None:
    folder = tmp_path / "假库.sgv"
    folder.mkdir()
    (folder / "vault.db").write_bytes(b"not a database at all" * 100)
    answer = bare_run(
        "--vault", str(folder), "--passphrase-file", str(passphrase_file), "people", "list", expect=None
    )
    assert answer.code == 1 and english_in(answer.err) == []


def test_while_one_writes_another_is_told_its_pid_and_reading_goes_on(desk: Desk) -> None:
    with desk.vault.open(desk.clock):
        refused = desk("enterprise", "add", "示例二厂", "--json", expect=1)
        assert refused.error["facts"]["pid"] == str(os.getpid())
        assert str(os.getpid()) in refused.error["message"]
        assert len(desk.ask("people", "list")["people"]) == 8
        assert desk.ask("vault", "info")["held_by"] == os.getpid()
        desk("vault", "check")
    desk("enterprise", "add", "示例二厂")


def test_an_interrupt_is_told_in_a_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_values: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("secretguard.cli.people.is_overdue", interrupted)
    answer = desk("people", "list", expect=1)
    assert answer.err.splitlines() == ["错误：已中断。", "已经确认的记录都在。"]


def test_a_mistake_of_ours_says_where_and_shows_no_data(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_values: object) -> None:
        raise KeyError("示例甲的秘密")

    monkeypatch.setattr("secretguard.cli.people.is_overdue", broken)
    heard = _raw(desk, monkeypatch)
    assert heard.startswith("错误：程序自己出了错：KeyError（test_refusals.py:")
    assert "示例甲的秘密" not in heard and "Traceback" not in heard


def _raw(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> str:
    import io

    heard = io.StringIO()
    monkeypatch.setattr("sys.stderr", heard)
    assert run([*desk.ways, "people", "list"], HandClock()) == 1
    return heard.getvalue()


def test_control_characters_in_a_name_are_shown_never_sent(desk: Desk) -> None:
    desk("enterprise", "add", "示例\x1b[2J\u202e二厂")
    shown = desk("enterprise", "list").out
    assert "\x1b" not in shown and "\u202e" not in shown
    assert "〔U+001B〕" in shown and "〔U+202E〕" in shown
    refused = desk(
        "people", "remove", "\x1b]0;题目\x07", "--why", "离职", "--enterprise", "示例公司", expect=1
    )
    assert "\x1b" not in refused.err and "〔U+001B〕" in refused.err
    listed = desk("enterprise", "list", "--json")
    assert "\x1b" not in listed.out and json.loads(listed.out)["enterprises"][1]["name"].startswith(
        "示例\x1b"
    )


def test_a_name_that_is_no_text_is_refused(desk: Desk) -> None:
    for line in (("enterprise", "add", "坏\udcff名"), ("action", "add", "坏\udcff名")):
        answer = desk(*line, expect=None)
        assert answer.code in (1, 2) and answer.err.startswith("错误：")
    assert "\udcff" not in desk("people", "remove", "坏\udcff名", "--why", "离职", expect=1).err


def test_a_recovery_code_file_is_never_written_over(tmp_path: Path, passphrase_file: Path) -> None:
    paper = tmp_path / "恢复码.txt"
    paper.write_text("旧的\n", encoding="utf-8")
    words = ("--passphrase-file", str(passphrase_file), "--recovery-file", str(paper))
    answer = bare_run("vault", "create", str(tmp_path / "新库.sgv"), *words, expect=1)
    assert "不会覆盖" in answer.err
    assert not (tmp_path / "新库.sgv").exists() and paper.read_text(encoding="utf-8") == "旧的\n"


def test_the_recovery_code_is_shown_even_when_the_settings_cannot_be_written(
    tmp_path: Path, passphrase_file: Path
) -> None:
    (tmp_path / "user-config").write_text("在这里挡路", encoding="utf-8")
    paper = tmp_path / "恢复码.txt"
    words = ("--passphrase-file", str(passphrase_file), "--recovery-file", str(paper))
    answer = bare_run("vault", "create", str(tmp_path / "新库.sgv"), *words, expect=1)
    assert "设置" in answer.err
    assert len(paper.read_text(encoding="utf-8").strip().split("-")) == 8


def test_a_report_folder_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.play("new departing-engineer", "start", "next")
    (tmp_path / "挡路").write_text("文件", encoding="utf-8")
    answer = desk("report", "make", "--draft", "--out", str(tmp_path / "挡路"), "--format", "text", expect=1)
    assert "写不进" in answer.err and english_in(answer.err) == []


def test_a_playbook_with_faults_is_listed_with_them_and_leaves_with_one(tmp_path: Path) -> None:
    bad = tmp_path / "坏剧本.yaml"
    bad.write_text("kind: exercise\nid: bad\n", encoding="utf-8")
    assert bare_run("playbook", "check", str(bad), expect=1).err.startswith("错误：")
