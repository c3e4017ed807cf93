"""The first-hour card: read without a vault, with names once one is open, printed on one sheet."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from secretguard.content import LawTable, PlanSections, content_folders, load_law, load_plan_sections
from secretguard.content.first_hour import FirstHour, load_first_hour
from secretguard.documents import to_pdf
from secretguard.documents.first_hour_card import card_words, first_hour_card
from secretguard.errors import ContentError
from secretguard.register import Register
from secretguard.tui.screens.card import print_card
from secretguard.tui.views.card_view import card_view
from tests.conftest import NOON, HandClock, SampleVault
from tests.tui.entering import at, enter, locked_app, until
from tests.tui.support import SMALL, Table, play

FOLDERS = content_folders("standards")


@pytest.fixture(scope="module")
def law() -> LawTable:
    return load_law(FOLDERS)


@pytest.fixture(scope="module")
def sections() -> PlanSections:
    return load_plan_sections(FOLDERS)


@pytest.fixture(scope="module")
def card(law: LawTable, sections: PlanSections) -> FirstHour:
    return load_first_hour(FOLDERS, law, sections)


def overlay(folder: Path, old: str, new: str) -> Path:
    """The shipped card with one thing changed."""
    text = (FOLDERS[0] / "first-hour.yaml").read_text(encoding="utf-8")
    assert old in text
    folder.mkdir()
    (folder / "first-hour.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


# ---- content


def test_evidence_is_fixed_before_rights_are_taken_away_and_nobody_is_confronted(card: FirstHour) -> None:
    order = [step.id for step in card.steps]
    assert order.index("note") < order.index("tell") < order.index("volatile") < order.index("duplicate")
    assert not any("收权限" in step.do or "谈话" in step.do for step in card.steps)
    assert "再收权限" in card.after
    assert any("对质" in item.what for item in card.never)


def test_every_step_and_every_prohibition_names_its_ground(card: FirstHour) -> None:
    rules = {basis for basis in card.bases() if basis.startswith("rule:")}
    assert rules == {f"rule:{number}" for number in range(1, 6)}


def test_no_sentence_of_the_card_is_one_that_must_not_be_said(card: FirstHour, law: LawTable) -> None:
    assert law.wrong_sentences((FOLDERS[0] / "first-hour.yaml").read_text(encoding="utf-8")) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("law:cpl-2023:114", "law:cpl-2023:999", "查不到"),
        ("network-incident-cii", "no-such-clock", "法定时限一览"),
        ("within: 5", "within: 50", "还早"),
        ("id: tell", "id: note", "写了两次"),
        ("kind: first-hour", "kind: something", "kind"),
    ],
)
def test_a_broken_card_is_refused_with_file_and_line(
    tmp_path: Path, law: LawTable, sections: PlanSections, old: str, new: str, said: str
) -> None:
    folder = overlay(tmp_path / "standards", old, new)
    with pytest.raises(ContentError) as caught:
        load_first_hour([folder], law, sections)
    assert said in str(caught.value)
    assert "first-hour.yaml" in str(caught.value)


def test_a_pending_ground_says_so_on_the_card(card: FirstHour, law: LawTable, sections: PlanSections) -> None:
    leaning = card.never[0].model_copy(update={"basis": ("law:ts-provisions-2026:5",)})
    words = card_words(card.model_copy(update={"never": (leaning,)}), law, sections)
    assert "待核" in words.never[0].ground


# ---- words and view


def test_without_a_register_nobody_is_named_and_the_gap_is_shown(
    card: FirstHour, law: LawTable, sections: PlanSections
) -> None:
    words = card_words(card, law, sections)
    assert all(not call.name for call in words.calls)
    assert {call.phones for call in words.calls} >= {("110",), ("12339",)}
    drawn = card_view(words, grounds=False)
    assert any("还没有登记" in line.under.plain for line in drawn.calls)


def test_with_a_register_the_liaison_is_named_with_both_telephones_and_the_deputy(
    card: FirstHour, law: LawTable, sections: PlanSections, register: Register
) -> None:
    words = card_words(card, law, sections, register.state)
    liaison = words.calls[0]
    assert liaison.name == "示例乙"
    assert liaison.phones == ("000-0000-0003", "000-0000-0004")
    assert "示例丁" in liaison.deputy


def test_grounds_are_shown_or_hidden(card: FirstHour, law: LawTable, sections: PlanSections) -> None:
    words = card_words(card, law, sections)
    assert "据" not in card_view(words, grounds=False).never[0].under.plain
    assert "次序 5" in card_view(words, grounds=True).never[0].under.plain


# ---- screen


def test_the_card_is_read_at_the_door_without_a_vault(clock: HandClock, sample_vault: SampleVault) -> None:
    async def story(table: Table) -> None:
        await table.press("tab", "5")
        await at(table, "CardScreen")
        said = table.said()
        assert "先固定，后处置" in said
        assert "示例乙" not in said
        await table.press("3")
        assert "还没有登记" in table.said()
        await table.press("escape")
        await at(table, "DoorScreen")

    enter(clock, story, sample_vault.folder)


def test_the_first_screen_at_eighty_columns_shows_all_steps_and_the_exception(
    clock: HandClock, sample_vault: SampleVault
) -> None:
    async def story(table: Table) -> None:
        await table.press("1", "f5")
        await at(table, "CardScreen")
        said = table.said()
        for words in (" 5 分", "10 分", "30 分", "60 分", "例外", "然后"):
            assert words in said
        await table.press("3")
        assert "000-0000-0003" in table.said()
        await table.press("1", "5")
        assert "据 次序 1" in table.said()

    play(sample_vault, clock, story, size=SMALL)


def test_a_burst_of_chinese_with_digits_moves_nothing(clock: HandClock, sample_vault: SampleVault) -> None:
    async def story(table: Table) -> None:
        await table.press("1", "f5")
        await at(table, "CardScreen")
        await table.burst("出事了怎么办")
        assert table.where == "CardScreen"

    play(sample_vault, clock, story)


def test_printing_writes_a_sheet_beside_the_vault(clock: HandClock, sample_vault: SampleVault) -> None:
    async def story(table: Table) -> None:
        await table.press("1", "f5", "f9")
        made = sample_vault.folder.parent / "报告" / "第一小时处置卡.pdf"
        await until(table, made.exists)
        await until(table, lambda: "已写入" in table.said())

    play(sample_vault, clock, story)


def test_the_public_card_is_printed_into_the_users_own_folder(
    clock: HandClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    told = print_card(locked_app(clock).desk)
    assert (tmp_path / "home" / "密盾" / "报告" / "第一小时处置卡.pdf").is_file()
    assert "手填" in told


@pytest.mark.parametrize("named", [False, True])
def test_the_card_is_the_two_sides_of_one_small_sheet(
    card: FirstHour, law: LawTable, sections: PlanSections, register: Register, named: bool
) -> None:
    words = card_words(card, law, sections, register.state if named else None)
    printed = to_pdf(first_hour_card(words, NOON))
    with pikepdf.open(io.BytesIO(printed)) as document:
        assert len(document.pages) == 2
        assert float(document.pages[0].mediabox[2]) < 420
    assert to_pdf(first_hour_card(words, NOON)) == printed
