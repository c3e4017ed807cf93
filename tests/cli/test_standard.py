"""`standard …`: what there is, what a file is worth, clause numbers filled in by who holds the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.chinese import english_in, words
from tests.cli.conftest import Answer, Desk, bare_run

CHECKED = "checked: {by: 示例指导员, when: 2026-11-20, copy: 正式文本}"


def ask(*line: str) -> Answer:
    return bare_run(*line, "--json")


def test_the_list_tells_standards_profiles_and_whether_clause_numbers_may_be_printed() -> None:
    told = ask("standard", "list").object
    (baseline,) = told["standards"]
    assert (baseline["id"], baseline["requirements"], baseline["own"]) == ("baseline", 148, True)
    counts = {one["id"]: one["requirements"] for one in told["profiles"]}
    assert counts["starter"] == 20 and counts["enterprise"] == 109 and counts["park"] == 39
    assert not any(one["clauses_checked"] for one in told["profiles"])
    shown = bare_run("standard", "list").out
    assert "没有核对，不印" in shown and "起步" in shown
    assert told["broken"] == []


def test_one_is_shown_by_area_and_one_requirement_in_full() -> None:
    shown = bare_run("standard", "show", "starter").out
    assert "第一个月" in shown and "共 20 项" in shown
    whole = ask("standard", "show", "baseline", "org-01").object["requirement"]
    assert whole["weight"] == 3 and whole["asks"] and whole["grounds"][0].endswith("第五条")
    assert "依据：《最高人民法院" in bare_run("standard", "show", "starter", "ORG-01").out
    assert "没有“ORG-99”这一项" in bare_run("standard", "show", "baseline", "ORG-99", expect=1).err
    assert "baseline" in bare_run("standard", "show", "baselin", expect=1).err


def test_a_crosswalk_is_made_checked_taken_in_and_then_the_clauses_may_be_printed(tmp_path: Path) -> None:
    made = ask("standard", "crosswalk", "new", "linhai-park", "--out", str(tmp_path)).object
    path = Path(made["file"])
    assert (
        made["rows"] == 39
        and "不会覆盖"
        in bare_run("standard", "crosswalk", "new", "linhai-park", "--out", str(tmp_path), expect=1).err
    )
    assert ask("standard", "crosswalk", "check", str(path)).object["done"] == 0
    text = path.read_text(encoding="utf-8").replace("source: []", 'source: ["5.1"]', 1)
    path.write_text(text, encoding="utf-8")
    unsigned = bare_run("standard", "crosswalk", "check", str(path), expect=1)
    assert "还没有写谁核对的" in unsigned.out and "第 " in unsigned.out
    path.write_text(text.replace("checked: no", CHECKED), encoding="utf-8")
    checked = ask("standard", "check", str(path)).object
    assert (checked["ok"], checked["done"], checked["checked"]) == (True, 1, True)
    (kept,) = ask("standard", "import", str(path)).object["files"]
    assert Path(kept).read_bytes() == path.read_bytes()
    assert "--replace" in bare_run("standard", "import", str(path), expect=1).err
    told = ask("standard", "list").object
    assert [one["id"] for one in told["profiles"] if one["clauses_checked"]] == ["linhai-park"]
    shown = bare_run("standard", "show", "linhai-park").out
    assert "条号：示例指导员 2026-11-20 核对，所据 正式文本" in shown
    rows = ask("standard", "show", "crosswalk-linhai-park").object["rows"]
    assert rows[0]["source"] == ["5.1"]


def test_a_broken_file_is_told_with_its_lines_and_the_rest_is_listed(tmp_path: Path) -> None:
    folder = tmp_path / "内容" / "standards"
    folder.mkdir(parents=True)
    path = folder / "profile-mine.yaml"
    head = "kind: profile\nid: mine\nstandard: baseline\ntitle: 自己的\nwhy: 试\n"
    path.write_text(head + "requirements: [ORG-01, ORG-77]\n", encoding="utf-8")
    told = bare_run("standard", "check", str(path), "--json", expect=1)
    assert told.object["problems"][0]["line"] == 6 and told.error["code"] == "content"
    listed = bare_run("--content", str(tmp_path / "内容"), "standard", "list", expect=1)
    assert "baseline" in listed.out and "profile-mine.yaml" in listed.err
    path.write_text(head + "requirements: [ORG-01]\n", encoding="utf-8")
    assert "没有问题" in bare_run("standard", "check", str(path)).out
    told = ask("--content", str(tmp_path / "内容"), "standard", "list").object
    assert "mine" in {one["id"] for one in told["profiles"]}
    assert english_in(listed.err, words("standard check profile mine org")) == []


@pytest.mark.parametrize("name", ["new", "check"])
def test_the_help_of_a_crosswalk_s_command_is_in_chinese(name: str) -> None:
    page = bare_run("standard", "crosswalk", name, "--help").out
    assert page.startswith(f"用法：secretguard standard crosswalk {name}")
    assert english_in(page, words("standard crosswalk new check linhai enterprise")) == []


def test_ours_goes_out_in_the_words_of_others_and_comes_in_again_to_be_assessed(
    desk: Desk, tmp_path: Path
) -> None:
    line = ("standard", "export", "baseline", "--out", str(tmp_path / "出"))
    catalog, library = (ask(*line, "--format", form).object["file"] for form in ("oscal", "ciso"))
    assert "已经存在" in bare_run(*line, "--format", "oscal", expect=1).err
    assert ask("standard", "check", library).object["requirements"] == 148
    taken = ask("standard", "import", catalog, "--id", "mine").object
    assert (taken["format"], taken["requirements"], taken["id"]) == ("oscal", 148, "mine")
    assert "没有问题" in bare_run("standard", "check", taken["files"][0]).out
    begun = desk.ask("assess", "new", "--standard", "mine")
    assert begun["requirements"] == 148 and begun["auto"] == 0
    desk("assess", "answer", "ORG-01", "met")


def test_a_file_that_is_none_is_refused_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "坏.yaml"
    for content in (b"", b"- 1", b"\xff\xfe", b"a: &a [*a]", b"{" * 9000):
        path.write_bytes(content)
        for word in ("import", "check"):
            assert "坏.yaml" in bare_run("standard", word, str(path), expect=1).err
