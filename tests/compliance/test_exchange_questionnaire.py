"""Workbooks: the results, the questionnaire, and reading it back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from secretguard.compliance import begin_assessment
from secretguard.compliance.entries import EvidenceLinked
from secretguard.compliance.exchange import (
    QuestionnairePreview,
    blank_questionnaire_xlsx,
    questionnaire_xlsx,
    read_questionnaire,
    results_xlsx,
    take_answers,
)
from secretguard.compliance.exchange.sheets import Sheet, workbook_bytes
from secretguard.compliance.state import AssessmentState
from secretguard.content import Standard, StandardShelf, content_folders, load_standards, whole_profile
from secretguard.errors import RefusedError, StorageError
from secretguard.i18n import set_language
from secretguard.register import Register
from secretguard.register.exchange import SpreadsheetError
from secretguard.vault import Vault
from tests.compliance.exchange_building import answers, opened, written
from tests.conftest import HandClock
from tests.content.standard_building import standard as small_data

ID, ANSWER, REMARK = 1, 8, 9


@pytest.fixture(scope="module")
def small() -> Standard:
    return Standard.model_validate(small_data())


@pytest.fixture
def state(small: Standard) -> AssessmentState:
    return opened(small, whole_profile(small))


def read_back(
    state: AssessmentState, folder: Path, fill: Callable[[Any], None], *, data: bytes | None = None
) -> QuestionnairePreview:
    """What comes back of a questionnaire that somebody filled in with a spreadsheet program."""
    book = load_workbook(io.BytesIO(data or questionnaire_xlsx(state)))
    fill(book.worksheets[0])
    path = folder / "问卷.xlsx"
    book.save(path)
    return read_questionnaire(path, state)


def answer(sheet: Any, row: int, verdict: object, remark: object = None) -> None:
    sheet.cell(row, ANSWER).value = verdict
    sheet.cell(row, REMARK).value = remark


def test_a_filled_questionnaire_says_what_it_would_change(state: AssessmentState, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        answer(sheet, 3, "符合", "看过")
        answer(sheet, 4, " 不适用 ", "没有这样的业务")
        answer(sheet, 5, None, "还要再看")

    preview = read_back(state, tmp_path, fill)
    assert preview.ok and preview.seq == state.seq
    first, second = preview.answers
    assert (first.requirement, first.verdict, first.remark, first.before) == ("A-1", "met", "看过", None)
    assert (second.requirement, second.verdict) == ("A-2", "na")
    assert first.place.row == 3
    assert any("只写了说明" in note for note in preview.notes)


def test_words_badges_digits_and_codes_are_all_understood(state: AssessmentState, tmp_path: Path) -> None:
    for words in (
        ("符合", "部分符合", "不符合"),
        ("合", "半", "缺"),
        (1, 2.0, "3"),
        ("met", "PARTLY", "unmet"),
    ):

        def fill(sheet: Any, words: tuple[object, ...] = words) -> None:
            for row, word in enumerate(words, 3):
                answer(sheet, row, word)

        found = [one.verdict for one in read_back(state, tmp_path, fill).answers]
        assert found == ["met", "partly", "unmet"]


def test_a_questionnaire_of_one_language_is_read_in_another(state: AssessmentState, tmp_path: Path) -> None:
    data = questionnaire_xlsx(state)
    set_language("en")
    preview = read_back(state, tmp_path, lambda sheet: answer(sheet, 3, "部分符合"), data=data)
    assert [one.verdict for one in preview.answers] == ["partly"]


def test_what_is_wrong_is_told_with_sheet_and_row(state: AssessmentState, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        answer(sheet, 3, "大概吧")
        answer(sheet, 4, "不适用")
        answer(sheet, 5, '=HYPERLINK("x")')
        sheet.append(["A-1", *[""] * 6, "符合"])
        sheet.append(["Z-9", *[""] * 6, "符合"])
        sheet.append(["", *[""] * 6, "符合"])

    preview = read_back(state, tmp_path, fill)
    said = [str(problem) for problem in preview.problems]
    assert [problem.place.row for problem in preview.problems] == [3, 4, 5, 6, 7, 8]
    for words, line in zip(("大概吧", "为什么", "公式", "第 3 行", "Z-9", "没有编号"), said, strict=True):
        assert words in line and "问卷" in line
    assert preview.is_empty


def test_merged_cells_and_remarks_without_end_are_refused(state: AssessmentState, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        answer(sheet, 3, "符合", "长" * 2_001)
        sheet.merge_cells("H4:H5")

    said = " ".join(str(problem) for problem in read_back(state, tmp_path, fill).problems)
    assert "合并" in said and "2000" in said


def test_answers_given_so_far_go_out_and_come_back_unchanged(small: Standard, tmp_path: Path) -> None:
    state = opened(small, whole_profile(small), *answers(A_1="met", A_2="na"))
    preview = read_back(state, tmp_path, lambda sheet: None)
    assert preview.is_empty and preview.unchanged == 2
    blank = load_workbook(io.BytesIO(questionnaire_xlsx(state, blank=True))).worksheets[0]
    assert all(blank.cell(row, ANSWER).value in (None, "") for row in (3, 4, 5))
    changed = read_back(state, tmp_path, lambda sheet: answer(sheet, 3, "不符合"))
    assert [(one.before, one.verdict) for one in changed.answers] == [("met", "unmet")]


def test_columns_may_be_moved_and_the_hidden_row_lost(state: AssessmentState, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        answer(sheet, 3, "符合")
        sheet.delete_rows(2)
        sheet.delete_cols(2, 6)

    assert [one.requirement for one in read_back(state, tmp_path, fill).answers] == ["A-1"]


def test_another_standard_is_noted_and_no_questionnaire_is_refused(
    small: Standard, state: AssessmentState, tmp_path: Path
) -> None:
    other = small.model_copy(update={"id": "other"})
    data = blank_questionnaire_xlsx(other, whole_profile(other))
    preview = read_back(state, tmp_path, lambda sheet: answer(sheet, 3, "符合"), data=data)
    assert any("other 1" in note for note in preview.notes)
    with pytest.raises(SpreadsheetError, match="没有问卷"):
        read_questionnaire(written(tmp_path, "x.xlsx", workbook_bytes([Sheet("表", (), ())])), state)
    with pytest.raises(SpreadsheetError):
        read_questionnaire(written(tmp_path, "x.xlsx", b"PK\x03\x04"), state)
    with pytest.raises(SpreadsheetError):
        read_questionnaire(written(tmp_path, "x.csv", b"a,b"), state)
    with pytest.raises(StorageError):
        read_questionnaire(tmp_path / "nothing.xlsx", state)


def test_no_cell_of_ours_is_a_formula_whatever_the_texts_say(tmp_path: Path) -> None:
    data = small_data()
    data["title"] = "=1+1"
    data["requirements"][0] |= {"title": "=cmd|' /C calc'!A0", "text": "+1", "guidance": "@x", "asks": ["-2"]}
    standard = Standard.model_validate(data)
    evil = EvidenceLinked(requirement="A-1", sort="outside", what="=2+2", place="_x000D_")
    state = opened(standard, whole_profile(standard), *answers(A_1="unmet"), evil)
    for book in (results_xlsx(state), questionnaire_xlsx(state)):
        cells = [
            cell
            for sheet in load_workbook(io.BytesIO(book)).worksheets
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        ]
        assert any(cell.value.startswith("=cmd") for cell in cells)
        assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_the_answers_are_chosen_from_a_list_and_the_results_have_every_sheet(state: AssessmentState) -> None:
    sheet = load_workbook(io.BytesIO(questionnaire_xlsx(state))).worksheets[0]
    (listed,) = sheet.data_validations.dataValidation
    assert listed.formula1 == '"符合,部分符合,不符合,不适用"' and str(listed.sqref) == "H3:H5"
    assert sheet.row_dimensions[2].hidden
    titles = [one.title for one in load_workbook(io.BytesIO(results_xlsx(state))).worksheets]
    assert titles == ["汇总", "各领域", "逐项", "差距", "证据"]


@pytest.fixture(scope="module")
def shelf() -> StandardShelf:
    return load_standards(content_folders("standards"))


def test_answers_are_taken_all_at_once_or_not_at_all(
    vault: Vault, register: Register, shelf: StandardShelf, clock: HandClock, tmp_path: Path
) -> None:
    standard, profile = shelf.standard("baseline"), shelf.profile("starter")
    assert standard is not None and profile is not None
    room = begin_assessment(vault, register, standard, profile, clock)
    decided = {
        key: auto for key, auto in room.autos().items() if auto.decides == "verdict" and auto.found == "unmet"
    }
    contradicted = next(iter(decided))
    plain = next(key for key in profile.ids() if key not in room.autos())

    def fill(remark: str | None) -> Callable[[Any], None]:
        def write(sheet: Any) -> None:
            for row in range(3, sheet.max_row + 1):
                if sheet.cell(row, ID).value in (contradicted, plain):
                    answer(sheet, row, "符合", remark)

        return write

    with pytest.raises(RefusedError, match="与密盾里的记录不同"):
        take_answers(room, read_back(room.state, tmp_path, fill(None)))
    assert not room.state.answers
    preview = read_back(room.state, tmp_path, fill("现场看过原件"))
    assert take_answers(room, preview, by="示例甲") == 2
    taken = room.state.answers[contradicted].given
    assert (taken.verdict, taken.by, taken.overrules) == ("met", "示例甲", "现场看过原件")
    assert taken.auto == decided[contradicted]
    with pytest.raises(RefusedError, match="又有了改动"):
        take_answers(room, preview)
    with pytest.raises(RefusedError, match="一致"):
        take_answers(room, read_back(room.state, tmp_path, lambda sheet: None))
