"""`register …`: what is shown, changed, imported only after a look, taken back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Desk


def exported(desk: Desk, folder: Path, *more: str) -> Path:
    """The register as CSV files, and the one of the people."""
    desk("register", "export", "--out", str(folder), "--format", "csv", "--kind", "person", *more)
    (path,) = folder.rglob("*.csv")
    return path


def edit(path: Path, change: dict[str, str], row: int = 1) -> None:
    """Type over cells of a CSV file, by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for heading, text in change.items():
        (place,) = (number for number, head in enumerate(rows[0]) if heading in head)
        rows[row][place] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def cells(desk: Desk, kind: str, number: str) -> dict[str, str]:
    found = desk.ask("register", "show", kind, number)["cells"]
    assert isinstance(found, dict)
    return found


def test_the_overview_counts_every_kind_and_what_is_missing(desk: Desk) -> None:
    told = desk.ask("register", "show")
    assert told["counts"]["person"] == 8 and set(told["counts"]) >= {"secret", "measure", "training"}
    assert told["gaps"] == len(desk.ask("register", "show", "--gaps")["gaps"])
    assert "商业秘密" in desk("register", "show").out


def test_a_kind_goes_by_its_chinese_word_too(desk: Desk) -> None:
    by_name = desk.ask("register", "show", "person")["rows"]
    assert (
        desk.ask("register", "show", "人员")["rows"]
        == by_name
        == desk.ask("register", "show", "people")["rows"]
    )
    told = desk.ask("register", "add", "人员", "示例癸 000-0000-0019")
    assert cells(desk, "person", told["id"])["phone"] == "000-0000-0019"
    desk("register", "undo")


def test_a_table_is_filtered_and_sorted(desk: Desk) -> None:
    rows = desk.ask("register", "show", "person", "--filter", "示例甲 总经理")["rows"]
    assert [row["id"] for row in rows] == ["P1"]
    by_name = desk.ask("register", "show", "person", "--sort", "name")["rows"]
    assert [row["name"] for row in by_name] == sorted(row["name"] for row in by_name)
    assert desk.ask("register", "show", "person", "--filter", "没有这个人")["rows"] == []


def test_cells_are_set_by_id_or_heading_and_cleared_by_nothing(desk: Desk) -> None:
    told = desk.ask("register", "set", "person", "p1", "职务=董事长", "phone_2=")
    assert told["id"] == "P1" and len(told["changed"]) == 2
    now = cells(desk, "person", "P1")
    assert now["title"] == "董事长" and now["phone_2"] == "" and now["phone"] == "000-0000-0001"
    assert desk.ask("register", "set", "person", "P1", "title=董事长")["changed"] == []


def test_a_record_is_added_with_its_cells_and_removed_with_a_reason(desk: Desk) -> None:
    new = desk.ask("register", "add", "measure", "门口贴禁拍标志", "kind=3", "since=2026-11-01")["id"]
    assert cells(desk, "measure", new)["since"] == "2026-11-01"
    desk("register", "remove", "measure", new, "--why", "搬走了")
    changes = desk.ask("register", "history", new)["changes"]
    assert changes[-1]["removed"] and changes[-1]["what"] == "搬走了"
    desk("register", "show", "measure", new, expect=1)


def test_nobody_is_cleared_twice(desk: Desk) -> None:
    desk("register", "add", "person", "示例壬")
    desk("register", "add", "cleared", "示例壬", "post=绘图")
    assert "已经在涉密人员里" in desk("register", "add", "cleared", "示例壬", expect=1).err


def test_the_history_of_a_column_tells_who_when_and_from_what_to_what(desk: Desk) -> None:
    desk("register", "set", "person", "P2", "title=行政总监")
    (first, last) = desk.ask("register", "history", "P2", "title")["changes"]
    assert first["before"] == "" and last["after"] == "行政总监" and last["before"] == first["after"]
    assert last["author"] and last["recorded"].startswith("2026-11-24")


def test_undo_takes_back_the_newest_change_and_a_whole_import_at_once(desk: Desk, tmp_path: Path) -> None:
    path = exported(desk, tmp_path / "出")
    edit(path, {"职务": "甲的新职务"}, 1)
    edit(path, {"职务": "乙的新职务"}, 2)
    desk("register", "import", str(path), "--apply")
    assert cells(desk, "person", "P2")["title"] == "乙的新职务"
    assert desk.ask("register", "undo")["ids"] == ["P1", "P2"]
    assert cells(desk, "person", "P1")["title"] == "总经理"


def test_an_import_is_shown_first_and_saved_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    path = exported(desk, tmp_path / "出")
    edit(path, {"职务": "董事长"})
    looked = desk.ask("register", "import", str(path))
    assert looked["applied"] is False
    assert looked["changed"][0]["fields"] == {"title": {"before": "总经理", "after": "董事长"}}
    assert cells(desk, "person", "P1")["title"] == "总经理"
    shown = desk("register", "import", str(path)).out
    assert "总经理 ＞ 董事长" in shown and "--apply" in shown
    assert desk.ask("register", "import", str(path), "--apply")["applied"] is True
    assert cells(desk, "person", "P1")["title"] == "董事长"
    assert "和台账一样" in desk("register", "import", str(path), "--apply").out


def test_an_import_with_a_wrong_cell_saves_nothing_and_names_the_row(desk: Desk, tmp_path: Path) -> None:
    path = exported(desk, tmp_path / "出")
    edit(path, {"职务": "董事长"}, 1)
    edit(path, {"核实日期": "昨天前"}, 2)
    answer = desk("register", "import", str(path), "--apply", expect=1)
    assert "第 3 行" in answer.out and "什么都没有导入" in answer.err
    told = desk("register", "import", str(path), "--json", expect=1)
    assert told.object["problems"][0]["row"] == 3 and told.object["applied"] is False
    assert told.error["code"] == "refused"
    assert cells(desk, "person", "P1")["title"] == "总经理"


def test_the_workbook_that_goes_out_comes_back_unchanged(desk: Desk, tmp_path: Path) -> None:
    (path,) = desk.ask("register", "export", "--out", str(tmp_path / "出"))["files"]
    told = desk.ask("register", "import", path)
    assert not told["changed"] and not told["added"] and not told["problems"] and told["unchanged"]
    assert "已经存在" in desk("register", "export", "--out", str(tmp_path / "出"), expect=1).err


def test_an_earlier_day_shows_what_was_recorded_by_its_end(desk: Desk, tmp_path: Path) -> None:
    desk.clock.advance(days=3)
    desk("register", "set", "person", "P1", "title=董事长")
    before = desk.ask("register", "show", "person", "P1", "--as-of", "2026-11-24")["cells"]
    assert before["title"] == "总经理" and cells(desk, "person", "P1")["title"] == "董事长"
    path = exported(desk, tmp_path / "出", "--as-of", "2026-11-24")
    assert "董事长" not in path.read_text(encoding="utf-8-sig")
    assert "还没有到" in desk("register", "show", "--as-of", "2027-01-01", expect=2).err


def test_the_profile_is_changed_item_by_item(desk: Desk) -> None:
    told = desk.ask("register", "profile", "--credit-code", "91330000MA00000000", "--site", "展厅")
    assert told["profile"]["name"] == "示例公司" and told["profile"]["industry"]
    assert desk.ask("register", "profile")["sites"] == ["展厅"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("show", "person", "P99"), "P99"),
        (("show", "secret", "P1"), "P1"),
        (("history", "X1"), "X1"),
        (("set", "person", "P99", "title=甲"), "P99"),
        (("set", "person", "P1", "deputy=P1"), ""),
        (("add", "cleared", "没有这个人"), "没有这个人"),
        (("remove", "measure", "M99", "--why", "试"), "M99"),
    ],
)
def test_what_is_not_there_is_told(desk: Desk, line: tuple[str, ...], words: str) -> None:
    answer = desk("register", *line, expect=1)
    assert words in answer.err and len(answer.err.splitlines()) >= 2


def test_hostile_words_come_out_as_text(desk: Desk, tmp_path: Path) -> None:
    desk("register", "add", "person", "=CMD\x1b[2J示例")
    shown = desk("register", "show", "person").out
    assert "\x1b" not in shown
    path = exported(desk, tmp_path / "出")
    assert ",=CMD" not in path.read_text(encoding="utf-8-sig")
    assert json.loads(desk("register", "show", "person", "--json").out)["rows"]


def test_the_printed_register_shows_private_numbers_only_when_asked(desk: Desk, tmp_path: Path) -> None:
    line = ("register", "print", "--format", "text", "--kind", "person", "--out")
    (path,) = desk.ask(*line, str(tmp_path / "一"))["files"]
    plain = Path(path).read_text(encoding="utf-8")
    assert "示例甲" in plain and "000-0000" not in plain
    (path,) = desk.ask(*line, str(tmp_path / "二"), "--phones")["files"]
    assert "000-0000" in Path(path).read_text(encoding="utf-8")


def test_the_proof_of_a_past_day_is_the_same_before_and_after_later_changes(
    desk: Desk, tmp_path: Path
) -> None:
    desk.clock.advance(days=2)
    line = ("register", "measures", "--as-of", "2026-11-24", "--format", "text", "--out")
    first = desk.ask(*line, str(tmp_path / "一"))
    desk("register", "set", "person", "P1", "title=董事长")
    again = desk.ask("report", *line[1:], str(tmp_path / "二"))
    assert first["complete"] and first["number"] == again["number"] and not again["new"]
    (one,), (other,) = first["files"], again["files"]
    assert Path(one).read_bytes() == Path(other).read_bytes()
    assert "还没有记录" in desk("register", "measures", "--as-of", "2020-01-01", expect=1).err
    assert "还没有到" in desk("register", "measures", "--as-of", "2027-01-01", expect=1).err
