"""Every group and command once, as somebody uses them in turn; with `--json`, one object each."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretguard import drills
from tests.cli.conftest import Desk, bare_run
from tests.conftest import HandClock


def test_a_vault_is_created_looked_at_checked_backed_up_restored_and_given_other_ways_in(
    tmp_path: Path, passphrase_file: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, paper = tmp_path / "库.sgv", tmp_path / "恢复码.txt"
    keys = ("--passphrase-file", str(passphrase_file))
    created = bare_run(
        "vault", "create", str(folder), "--member", "示例甲", "--recovery-file", str(paper), *keys, "--json"
    ).object
    assert created["folder"] == str(folder) and created["recovery_file"] == str(paper)
    assert len(paper.read_text(encoding="utf-8").strip().split("-")) == 8
    assert paper.stat().st_mode & 0o077 == 0

    # From here on the vault is the last one used.
    info = bare_run("vault", "info", "--json").object
    assert info["vault"] == created["vault"] and info["held_by"] is None
    report = bare_run("vault", "check", "--deep", *keys, "--json").object
    assert report["ok"] is True and report["complete"] is True and report["findings"] == []

    backup, restored = tmp_path / "备份.sgvb", tmp_path / "恢复的库.sgv"
    receipt = bare_run("vault", "backup", str(backup), *keys, "--json").object
    assert receipt["bytes"] == backup.stat().st_size
    point = bare_run("vault", "checkpoint", "--out", str(tmp_path / "检查点"), *keys, "--json").object
    assert {Path(path).suffix for path in point["files"]} == {".txt", ".sig", ".pem"}
    sheet = bare_run("vault", "enrolment", "--out", str(tmp_path / "登记表"), *keys, "--json").object
    assert {Path(path).suffix for path in sheet["files"]} == {".pdf", ".html"}

    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("SECRETGUARD_DATA", str(tmp_path / "elsewhere"))
        there = bare_run("vault", "restore", str(backup), str(restored), *keys, "--json").object
        assert there["vault"] == created["vault"]
        beside = ("--vault", str(restored), "--against", str(backup))
        assert bare_run("vault", "check", *beside, *keys, "--json").object["ok"] is True

    proved = bare_run("vault", "recovery", "--prove", "--recovery-code-file", str(paper), "--json").object
    assert proved["proved"] is True
    newer = tmp_path / "新恢复码.txt"
    bare_run("vault", "recovery", "--replace", "--recovery-file", str(newer), *keys, "--json")
    bare_run("vault", "recovery", "--prove", "--recovery-code-file", str(paper), expect=1)
    changed = tmp_path / "新口令.txt"
    changed.write_text("另一句 示例 口令\n", encoding="utf-8")
    words = ("--new-passphrase-file", str(changed), "--recovery-code-file", str(newer), "--json")
    assert bare_run("vault", "passwd", *words).object["changed"] is True
    bare_run("vault", "check", *keys, expect=3)
    assert bare_run("vault", "check", "--passphrase-file", str(changed), "--json").object["ok"] is True


def test_enterprises_and_people_are_added_changed_listed_and_removed(desk: Desk) -> None:
    assert [line["name"] for line in desk.ask("enterprise", "list")["enterprises"]] == ["示例公司"]
    shown = desk.ask("enterprise", "show")
    assert shown["profile"]["industry"] == "汽车零部件" and len(shown["secrets"]) == 5
    added = desk.ask("enterprise", "add", "示例二厂", "--industry", "化工", "--headcount", "30")
    assert added["people"] == 0
    second = ("--enterprise", "示例二厂")
    person = desk.ask(
        "people", "add", "示例壬", "--duty", "IT", "--phone", "000-0000-0017", "--title", "主管", *second
    )
    assert person["id"] == "P1"
    desk.ask("people", "add", "示例癸", "--deputy", "示例壬", "--confirmed", "2026-11-01", *second)
    desk.ask("people", "add", "示例壬", "--id", "P1", "--phone-2", "000-0000-0018", *second)
    listed = {item["person"]["id"]: item for item in desk.ask("people", "list", *second)["people"]}
    assert listed["P1"]["phones"] == {"first": "000-0000-0017", "second": "000-0000-0018"}
    assert (listed["P1"]["duties"], listed["P1"]["person"]["title"]) == (["IT"], "主管")
    assert listed["P2"]["deputy"] == "P1"
    desk.ask("people", "remove", "P2", "--why", "离职", *second)
    assert len(desk.ask("people", "list", *second)["people"]) == 1
    assert "示例壬" in desk("people", "list", *second).out


def test_an_enterprise_comes_from_a_file(desk: Desk, tmp_path: Path) -> None:
    profile = tmp_path / "档案.yaml"
    profile.write_text(
        "kind: profile\nid: third\nname: 示例三厂\npeople:\n  - {id: P1, name: 示例壬, duties: [IT]}\n",
        encoding="utf-8",
    )
    assert desk.ask("enterprise", "add", "--from", str(profile))["people"] == 1
    again = desk("enterprise", "add", "--sample", expect=1)
    assert "已经有“示例公司”" in again.err


def test_playbooks_are_listed_shown_checked_drawn_and_walked(desk: Desk) -> None:
    listed = bare_run("playbook", "list", "--json").object
    assert "departing-engineer" in [item["id"] for item in listed["playbooks"]] and listed["broken"] == []
    assert bare_run("playbook", "show", "departing-engineer", "--json").object["playbook"]["version"] >= 1
    checked = bare_run("playbook", "check", "departing-engineer", "--sheet", "--json").object
    assert checked["ok"] is True and checked["sheet"]
    assert (
        "flowchart"
        in bare_run("playbook", "graph", "departing-engineer", "--mermaid", "--json").object["graph"]
    )
    assert "I1" in bare_run("playbook", "graph", "departing-engineer", "--short").out
    forms = bare_run("playbook", "simulate", "departing-engineer", "--json").object["forms"]
    assert [form["form"] for form in forms] == ["full", "short"] and all(form["complete"] for form in forms)


def test_a_drill_is_played_command_by_command_to_an_issued_report(desk: Desk, tmp_path: Path) -> None:
    new = desk.ask(
        "drill",
        "new",
        "departing-engineer",
        "--promise",
        "report=30m",
        "--place",
        "三楼",
        "--facilitator",
        "示例庚",
    )
    assert new["seated"] == 7
    assert desk.ask("drill", "cast", "EVALUATOR", "示例辛")["seats"]["EVALUATOR"]["name"] == "示例辛"
    assert "seats" in desk.ask("drill", "cast")
    gate = {
        line["id"]: line["met"]
        for line in desk.ask("drill", "gate", "--yes", "all", "--no", "papers")["gate"]
    }
    assert gate["promise"] is True and gate["papers"] is False
    assert desk.ask("drill", "start")["gaps"] == ["papers"]
    moved = desk.ask("drill", "next")
    assert (moved["moved"], moved["inject"], moved["step"]) == ("inject", "I1", "inject")
    desk.clock.advance(minutes=6)
    marked = desk.ask("drill", "mark", "note-time", "--by", "示例乙", "--at", "+4m")
    assert (marked["mark"], marked["minute"]) == ("done", 4)
    assert desk.ask("drill", "note", "先别惊动他")["seq"] > 0
    desk.ask("drill", "next")
    desk.ask("drill", "next")
    assert desk.ask("drill", "decide", "b", "--by", "示例甲")["rating"] == "good"
    assert desk.ask("drill", "mark", "small-circle", "missed")["mark"] == "missed"
    assert desk.ask("drill", "inject", "门铃响了")["inject"] == "U1"
    undone = desk.ask("drill", "undo", "--why", "没有这回事")
    assert undone["kind"] == "unplanned"
    desk.ask("drill", "pause", "--why", "茶歇")
    desk.clock.advance(minutes=9)
    resumed = desk.ask("drill", "resume")
    assert (resumed["elapsed_ms"], resumed["gap_ms"], resumed["after"]) == (360_000, 540_000, "pause")
    status = desk.ask("drill", "status", "--log")
    assert status["status"] == "running" and status["crashed"] is False
    assert status["marks"] == {"note-time": "done", "small-circle": "missed"}
    assert "（已被第" in desk("drill", "status", "--log").out
    assert desk.ask("drill", "next", "--to", "I5", "--why", "时间不够")["inject"] == "I5"
    draft = desk.ask("report", "make", "--draft", "--out", str(tmp_path), "--format", "text")
    assert draft["number"] is None
    assert desk.ask("drill", "hotwash")["status"] == "hotwash"
    assert desk.ask("drill", "hotwash", "IT", "worked", "有样表")["said"] == 1
    rated = desk.ask("drill", "rate", "O1", "M", "--why", "太慢")
    assert rated["rating"] == "M"
    found = desk.ask(
        "drill", "finding", "登记本少一栏", "--nature", "measure", "--what", "加一栏", "--owner", "示例丁",
        "--due", "2026-12-15",
    )  # fmt: skip
    assert found["status"] == "assigned"
    assert desk.ask("drill", "finish")["finished"] is True
    assert [line["status"] for line in desk.ask("drill", "list")["drills"]] == ["finished"]

    made = desk.ask("report", "make", "--out", str(tmp_path), "--format", "text", "--format", "html")
    assert made["new"] is True and len(made["files"]) == 2
    before = [Path(path).read_bytes() for path in made["files"]]
    desk.ask(
        "report",
        "make",
        "--number",
        made["number"],
        "--out",
        str(tmp_path),
        "--format",
        "html",
        "--format",
        "text",
    )
    assert sorted(before) == sorted(Path(path).read_bytes() for path in made["files"])
    assert [item["number"] for item in desk.ask("report", "list")["reports"]] == [made["number"]]


def test_the_plan_s_promises_are_stated_once_and_every_drill_is_measured_against_them(desk: Desk) -> None:
    stated = desk.ask("enterprise", "promise", "report=20m", "preserve=2d")["promises"]
    assert [(item["clock"], item["minutes"]) for item in stated] == [("report", 20), ("preserve", 2880)]
    desk("drill", "new", "departing-engineer")
    with desk.vault.open(desk.clock, read_only=True) as vault:
        planned = drills.open_drill(vault, None, desk.clock).state.planned
    assert planned is not None
    assert [(item.clock, item.minutes) for item in planned.promises] == [("report", 20), ("preserve", 2880)]


def test_the_final_report_comes_when_every_finding_has_its_action_and_prints_the_comments(
    desk: Desk, tmp_path: Path
) -> None:
    desk.play("new departing-engineer", "start", "next", "mark note-time missed", "hotwash", "finish")
    final = ("report", "make", "--kind", "final", "--format", "text", "--out", str(tmp_path))
    assert "F1" in desk(*final, expect=1).err
    for item in desk.ask("action", "list")["findings"]:
        desk("action", "assign", item["id"], "--what", "补一栏", "--owner", "示例丁", "--due", "2026-12-15")
    desk("report", "comment", "同意，照此整改", "--by", "示例甲")
    made = desk.ask(*final)
    assert made["kind"] == "final" and made["new"] is True
    assert "同意，照此整改" in Path(made["files"][0]).read_text(encoding="utf-8")
    assert desk.ask(*final)["new"] is False


def test_the_papers_of_a_drill_are_printed_into_a_folder(desk: Desk, tmp_path: Path) -> None:
    desk("drill", "new", "departing-engineer")
    kit = ("drill", "kit", "--out", str(tmp_path / "资料"), "--format", "text")
    made = desk.ask(*kit, "--when", "2026-12-03T14:00")
    assert len(made["files"]) == len(made["papers"]) >= 8
    assert all(Path(path).is_file() for path in made["files"])


def test_one_character_is_found_in_what_was_recorded(desk: Desk) -> None:
    desk.play("new departing-engineer", "start", "next", "note 他去了茶水间")
    assert "茶水间" in desk.ask("search", "茶")["hits"][0]["excerpt"]
    assert desk.ask("search", "没有这几个字")["hits"] == []


def test_the_doctor_looks_at_this_computer_and_changes_nothing(desk: Desk) -> None:
    readings = {item["name"]: item for item in desk.ask("doctor")["readings"]}
    assert readings["Python"]["fine"] is True
    assert desk("doctor").out


def test_findings_go_from_raised_to_closed(desk: Desk) -> None:
    assert "还没有发现" in desk("action", "list").out
    assert desk.ask("action", "add", "登记本少一栏", "--nature", "measure", "--plan", "3")["id"] == "F1"
    assigned = desk.ask(
        "action", "assign", "F1", "--what", "加一栏", "--owner", "示例丁", "--due", "2026-11-20"
    )
    assert assigned["status"] == "assigned"
    (line,) = desk.ask("action", "list", "--open")["findings"]
    assert line["late"] is True
    assert "已超期：F1" in desk("action", "list").out
    assert desk.ask("action", "close", "F1", "--how", "看过登记本")["status"] == "closed"
    assert desk.ask("action", "reopen", "F1", "--why", "又没有填")["status"] == "assigned"
    assert desk.ask("action", "decline", "F1", "--why", "换了办法")["status"] == "declined"
    assert "没有要办的发现" in desk("action", "list", "--open").out


def test_a_contingency_is_offered_taken_and_declined_by_command(desk: Desk) -> None:
    answer = desk.play(
        "new departing-engineer",
        "start",
        "next",
        "next",
        "next",
        "decide b",
        "mark small-circle missed",
        "inject --use I9",
        "mark quiet-word done --stated 30m",
    )
    assert "备用注入 I9 可以用" not in answer.err
    status = desk.ask("drill", "status")
    assert status["inject"] == "I9" and status["offers"] == []
    refused = desk("drill", "inject", "--decline", "I6", "--why", "问过了", expect=1)
    assert "I6 现在没有条件用" in refused.err


def test_the_version_is_told_without_a_vault() -> None:
    assert bare_run("--version").out.startswith("secretguard ")
