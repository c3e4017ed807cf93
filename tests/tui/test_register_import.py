"""The register out to a spreadsheet and back: a preview first, all or nothing, undone in one step."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from textual.widgets import Input

from secretguard.documents import Document, to_terminal
from secretguard.register.exchange import export_xlsx
from secretguard.tui.printing import report_folder
from secretguard.tui.screens.register_export import unused
from secretguard.tui.screens.register_import import found_files, path_of
from secretguard.tui.views.register_import_view import FoundFile, file_rows
from secretguard.tui.widgets import PickList
from tests.conftest import HandClock, SampleVault
from tests.tui.registering import secret, state
from tests.tui.support import WIDE, Table, play

SHEET = "商业秘密"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds the spreadsheets of whoever runs it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))


def written(table: Table, **cells: Any) -> Path:
    """The register as a workbook with some cells of the secrets changed."""
    folder = report_folder(table.desk)
    folder.mkdir(parents=True, exist_ok=True)
    path = export_xlsx(state(table), folder / "改过的.xlsx")
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[SHEET][place] = value
    book.save(path)
    return path


async def preview(table: Table) -> None:
    """From the register to the preview of the only spreadsheet there is."""
    await table.press("f8")
    assert table.where == "RegisterImportScreen"
    await table.press("enter")
    await table.until(lambda: "新增" in table.said())


def test_a_preview_shows_what_would_change_and_only_f8_saves_it(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        written(table, C3="重要", B8="新的代号", C8="核心")
        before = state(table).seq
        await preview(table)
        page = table.said()
        assert "改 商业秘密 S1 制动卡钳公差链　密级：核心 ＞ 重要" in page
        assert "新 商业秘密 S6 新的代号" in page
        assert "新增 1 条，改 1 条" in page and "还没有存" in page
        assert state(table).seq == before
        await table.press("f8")
        await table.until(lambda: table.where == "RegisterScreen")
        assert secret(table, "S1").secret.classification == "important"
        assert secret(table, "S6").name == "新的代号"
        assert "6 条" in table.said()
        await table.press("ctrl+z")
        assert "撤销了：导入 改过的.xlsx" in table.said()
        assert secret(table, "S1").secret.classification == "core" and "S6" not in state(table).secrets

    play(sample_vault, clock, story)


def test_errors_stand_first_with_their_rows_and_nothing_is_saved(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        written(table, C3="重要", D4="不是类别", F5="很多")
        before = state(table).seq
        await preview(table)
        lines = table.said().splitlines()
        errors = [each for each in lines if each.startswith("错")]
        assert "商业秘密 第 4 行 D 类别" in errors[0] and "不是类别" in errors[0]
        assert "商业秘密 第 5 行 F 密点数" in errors[1]
        assert "有错 2 处" in table.said()
        await table.press("f8")
        assert "什么都没有导入" in table.said()
        assert state(table).seq == before

    play(sample_vault, clock, story)


def test_a_register_that_changed_meanwhile_has_to_be_looked_at_again(
    sample_vault: SampleVault, clock: HandClock
) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        written(table, C3="重要")
        await preview(table)
        assert table.desk.register is not None
        table.desk.register.remove_person("P8", "离开")
        await table.press("f8")
        assert "请重新预览" in table.said()
        assert secret(table, "S1").secret.classification == "core"

    play(sample_vault, clock, story)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("坏的.xlsx", b"PK\x03\x04 not a workbook", "坏的.xlsx"), ("没有.xlsx", None, "没有.xlsx")],
)
def test_a_file_that_cannot_be_read_is_told_in_a_line(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path, name: str, content: bytes | None, said: str
) -> None:
    async def story(table: Table) -> None:
        await table.press("5", "f8")
        path = tmp_path / "别处" / name
        if content is not None:
            path.parent.mkdir()
            path.write_bytes(content)
        field = table.app.screen.query_one("#path", Input)
        field.value = str(path)
        field.focus()
        await table.press("enter")
        await table.until(lambda: said in table.said() and "正在读" not in table.said())
        assert table.where == "RegisterImportScreen"
        await table.press("f8")
        assert "还没有预览" in table.said()

    play(sample_vault, clock, story)


def test_a_csv_that_does_not_say_what_it_holds_is_read_as_the_kind_one_came_from(
    sample_vault: SampleVault, clock: HandClock, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "甲.csv").write_text("名称,种类\n示例检测机构,服务机构\n", encoding="utf-8")

    async def story(table: Table) -> None:
        await table.press("5", "5")
        await preview(table)
        assert "新 合作方 H4 示例检测机构" in table.said()
        await table.press("escape")
        assert "甲.csv" in table.said()
        await table.press("escape")
        assert table.where == "RegisterScreen"

    play(sample_vault, clock, story)


def _is_told(table: Table, path: Path) -> bool:
    """Whether it lies there, and the screen says so."""
    there = path.exists() or path.with_suffix(".xlsx").exists()
    return there and "文件未加密" in table.said()


@pytest.mark.parametrize(("digit", "names"), [("1", {".xlsx"}), ("2", {""})])
def test_f9_writes_the_register_beside_the_vault_and_never_over_a_file(
    sample_vault: SampleVault, clock: HandClock, digit: str, names: set[str]
) -> None:
    async def story(table: Table) -> None:
        folder = report_folder(table.desk)
        await table.press("5", "f9")
        assert "不加密" in table.said()
        await table.press("escape")
        for name in ("台账 2026-11-24", "台账 2026-11-24 (2)"):
            await table.press("f9", digit)
            await table.until(partial(_is_told, table, folder / name))
            table.app.clear_notifications()
        assert {path.suffix for path in folder.iterdir()} == names
        assert {path.stem for path in folder.iterdir()} == {"台账 2026-11-24", "台账 2026-11-24 (2)"}
        if digit == "2":
            assert (folder / "台账 2026-11-24" / "商业秘密.csv").exists()

    play(sample_vault, clock, story)


def test_the_printed_register_holds_no_telephone_and_no_value(
    sample_vault: SampleVault, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Document] = []

    def keep(document: Document, folder: Path, name: str, _kinds: tuple[str, ...]) -> list[Path]:
        written.append(document)
        return [folder / f"{name}.pdf"]

    monkeypatch.setattr("secretguard.documents.files.write_documents", keep)

    async def story(table: Table) -> None:
        await table.press("5", "f9", "3")
        await table.until(lambda: "台账打印 2026-11-24.pdf" in table.said().replace("\n", ""))
        page = to_terminal(written[0], width=200)
        assert "制动卡钳公差链" in page
        assert "000-0000" not in page and "2600000" not in page

    play(sample_vault, clock, story, size=WIDE)


def test_typing_narrows_the_spreadsheets_found(sample_vault: SampleVault, clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await table.press("5")
        written(table)
        await table.press("f8")
        await table.burst("没有这个")
        found = table.app.screen.query_one("#found", PickList)
        assert found.chosen is None
        table.app.screen.query_one("#path", Input).value = "改过"
        await table.press("enter")
        assert found.option_count == 1 and found.has_focus

    play(sample_vault, clock, story)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('"/甲/乙.xlsx"', "/甲/乙.xlsx"),
        ("file:///%E7%94%B2/b.csv", "/甲/b.csv"),
        (" /甲 乙.csv ", "/甲 乙.csv"),
        ("", None),
    ],
)
def test_a_path_is_understood_as_terminals_and_file_managers_give_it(typed: str, meant: str | None) -> None:
    assert path_of(typed) == (Path(meant) if meant else None)


def test_only_spreadsheets_are_found_the_newest_first(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.CSV", "~$甲.xlsx", ".藏.csv", "丙.txt"):
        (tmp_path / name).touch()
    found = found_files([tmp_path, tmp_path / "没有", tmp_path])
    assert {each.path.name for each in found} == {"甲.xlsx", "乙.CSV"}
    moments = [datetime(2026, 1, day).astimezone() for day in (1, 2)]
    rows = file_rows([FoundFile(Path("旧.csv"), moments[0]), FoundFile(Path("新.csv"), moments[1])])
    assert [row.id for row in rows] == ["新.csv", "旧.csv"]


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    assert unused(tmp_path, "台账", ".xlsx").name == "台账.xlsx"
    (tmp_path / "台账.xlsx").touch()
    assert unused(tmp_path, "台账", ".xlsx").name == "台账 (2).xlsx"
