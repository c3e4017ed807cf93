"""First run: from nothing to home with the keyboard alone, and what is said on the way."""

from __future__ import annotations

import itertools
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.errors import RefusedError
from secretguard.i18n import current_language
from secretguard.settings import load_settings
from secretguard.tui.mounts import parse_mounts
from secretguard.tui.screens.first_run import FirstRunScreen
from secretguard.tui.screens.first_run_enterprise import read_headcount
from secretguard.tui.screens.first_run_recovery import RecoveryPane
from secretguard.tui.views.first_run_view import (
    code_feedback,
    free_folder,
    group_verdict,
    passphrase_advice,
    place_warning,
    two_places,
)
from secretguard.vault import open_vault
from secretguard.vault.recovery import format_recovery_code
from tests.conftest import HandClock
from tests.tui.entering import at, enter, until
from tests.tui.support import SMALL, WIDE, Table

CODE = format_recovery_code(bytes(range(20)))
PHRASE = "蓝鲸 台灯 7 竹子"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def flow_of(table: Table) -> FirstRunScreen:
    screen = table.app.screen
    assert isinstance(screen, FirstRunScreen)
    return screen


async def to_the_vault_step(table: Table, *, role: str = "1") -> None:
    await at(table, "FirstRunScreen")
    await table.press("1")
    await table.press(role)
    await table.write("示例甲")


async def make_the_vault(table: Table) -> None:
    await table.write(PHRASE)
    await table.write(PHRASE)
    await until(table, lambda: bool(flow_of(table).answers.code))
    await table.pilot.pause()


async def type_the_code_back(table: Table) -> None:
    pane = flow_of(table).query_one(RecoveryPane)
    groups = flow_of(table).answers.code.split("-")
    for place in pane._places:
        await table.burst(groups[place])
    await table.press("enter")


@pytest.mark.parametrize("size", [SMALL, WIDE])
def test_a_newcomer_comes_home_with_the_keyboard_alone(
    clock: HandClock, own_home: Path, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await to_the_vault_step(table)
        await make_the_vault(table)
        assert "恢复码" in table.said()
        await type_the_code_back(table)
        await table.write("示例第1精密公司")
        await table.write("汽车零部件")
        await table.write("90")
        await at(table, "HomeScreen")
        assert "示例第1精密公司" in table.said()
        assert "示例甲" in table.said()
        register = table.desk.register
        assert register is not None and register.state.profile is not None
        assert register.state.profile.headcount == 90

    enter(clock, story, size=size)
    made = own_home / "密盾" / "密盾库-1.sgv"
    assert load_settings().last_vault == str(made)
    with open_vault(made, passphrase=PHRASE, clock=clock) as vault:
        assert vault.member.name == "示例甲"


def test_a_guide_may_leave_the_first_enterprise_for_later_and_lands_in_the_list(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await to_the_vault_step(table, role="2")
        await make_the_vault(table)
        await type_the_code_back(table)
        await table.press("f8")
        await at(table, "EnterprisesScreen")
        assert "还没有企业" in table.said()

    enter(clock, story)


def test_english_is_taken_at_once_and_remembered(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await at(table, "FirstRunScreen")
        await table.press("2")
        assert current_language() == "en"
        assert load_settings().language == "en"
        await table.press("escape")
        await table.press("1")
        assert current_language() == "zh"
        assert "您是谁" in table.said()

    enter(clock, story)


def test_escape_goes_back_one_step_and_loses_nothing(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await to_the_vault_step(table)
        await table.burst("想好的口令")
        await table.press("escape")
        assert "示例甲" in table.said()
        await table.press("escape")
        assert "请选语言" in table.said()
        await table.press("f8", "f8")
        flow = flow_of(table)
        assert flow.pane.id == "vault"
        assert flow.pane.query_one("#first").value == "想好的口令"  # type: ignore[attr-defined]
        await table.press("escape", "escape", "escape")
        await at(table, "DoorScreen")

    enter(clock, story)


def test_two_different_passphrases_make_no_vault(clock: HandClock, own_home: Path) -> None:
    async def story(table: Table) -> None:
        await to_the_vault_step(table)
        await table.write("第一遍")
        await table.write("第二遍")
        assert "两遍口令不一样" in table.said()
        assert not table.desk.unlocked

    enter(clock, story)
    assert not (own_home / "密盾").exists()


def test_a_folder_that_is_taken_is_refused_and_another_can_be_written(
    clock: HandClock, own_home: Path
) -> None:
    taken = own_home / "别的东西"
    taken.mkdir(parents=True)
    (taken / "照片.txt").write_text("x", encoding="utf-8")

    async def story(table: Table) -> None:
        await to_the_vault_step(table)
        field = flow_of(table).query_one("#folder")
        field.value = str(taken)  # type: ignore[attr-defined]
        await table.write(PHRASE)
        await table.write(PHRASE)
        await until(table, lambda: "不能在此新建库" in table.said())
        field.value = str(own_home / "新的.sgv")  # type: ignore[attr-defined]
        await table.press("f8")
        await until(table, lambda: bool(flow_of(table).answers.code))

    enter(clock, story)


def test_a_wrong_group_is_said_while_it_is_typed_and_does_not_let_one_on(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await to_the_vault_step(table)
        await make_the_vault(table)
        await table.burst("AAAAA")
        assert "错" in table.said()
        await table.press("f8")
        assert flow_of(table).pane.id == "recovery"
        assert "还不对" in table.said()

    enter(clock, story)


def test_the_vault_is_not_made_twice_when_one_goes_back(clock: HandClock, own_home: Path) -> None:
    async def story(table: Table) -> None:
        await to_the_vault_step(table)
        await make_the_vault(table)
        await table.press("escape")
        assert "库已经建好" in table.said()
        await table.press("f8")
        assert flow_of(table).pane.id == "recovery"

    enter(clock, story)
    assert [path.name for path in (own_home / "密盾").iterdir()] == ["密盾库-1.sgv"]


def test_a_lock_in_the_middle_leads_to_the_door_of_the_new_vault(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await to_the_vault_step(table)
        await make_the_vault(table)
        await table.app.action_lock()
        await at(table, "DoorScreen")
        assert "密盾库-1.sgv" in table.said()

    enter(clock, story)


def test_the_sample_can_be_seen_before_anything_is_filled_in(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        await at(table, "FirstRunScreen")
        await table.press("1", "3")
        await at(table, "HomeScreen")
        assert "样例 示例公司" in table.said()

    enter(clock, story)
    assert load_settings().last_vault is None


@pytest.mark.parametrize(
    ("folder", "named"),
    [
        (PurePosixPath("/home/a/OneDrive - 示例公司/库.sgv"), "OneDrive"),
        (PurePosixPath("/home/a/Nutstore Files/库.sgv"), "坚果云"),
        (PurePosixPath("/Users/a/Library/Mobile Documents/x/库.sgv"), "iCloud"),
        (PurePosixPath("/home/a/Dropbox/库.sgv"), "Dropbox"),
        (PurePosixPath("/home/a/Documents/库.sgv"), "文档"),
        (PurePosixPath("/srv/share/库.sgv"), "网络盘"),
        (PureWindowsPath(r"\\server\share\库.sgv"), "网络盘"),
    ],
)
def test_a_synced_or_network_place_is_warned_of(folder: PurePosixPath, named: str) -> None:
    assert named in place_warning(folder, [PurePosixPath("/srv/share")])


def test_an_ordinary_place_is_not_warned_of() -> None:
    assert place_warning(PurePosixPath("/home/a/密盾/密盾库-1.sgv"), [PurePosixPath("/srv")]) == ""


def test_network_mounts_are_read_from_the_systems_table() -> None:
    table = "srv:/a /mnt/my\\040share nfs4 rw 0 0\n/dev/sda1 / ext4 rw 0 0\n//nas/b /b cifs rw 0 0\nbroken\n"
    assert parse_mounts(table) == (Path("/mnt/my share"), Path("/b"))


@pytest.mark.parametrize(
    ("typed", "word"),
    [("12345678901234", "弱"), ("aaaaaaaaaaaaaaaa", "弱"), ("密盾公司", "中"), (PHRASE, "强")],
)
def test_a_weak_passphrase_is_called_weak_and_never_forbidden(typed: str, word: str) -> None:
    assert passphrase_advice(typed).plain.startswith(word)


def test_the_next_free_number_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "密盾库-1.sgv").mkdir()
    assert free_folder(tmp_path / "密盾库-1.sgv", Path.exists).name == "密盾库-2.sgv"


@given(st.integers(0, 7), st.sampled_from(["", "-", " ", "　"]), st.booleans())
def test_a_group_is_right_however_it_is_written(place: int, around: str, small: bool) -> None:
    group = CODE.split("-")[place]
    assert group_verdict(CODE, place, around + (group.lower() if small else group)) == "right"


@given(st.integers(0, 7), st.integers(0, 3), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_symbol_is_found_at_once(place: int, at_symbol: int, other: str) -> None:
    group = CODE.split("-")[place]
    changed = group[:at_symbol] + other + group[at_symbol + 1 :]
    assert (group_verdict(CODE, place, changed) == "right") == (changed == group)


def test_a_whole_code_is_followed_group_by_group() -> None:
    groups = CODE.split("-")
    assert "2 组" in code_feedback("-".join(groups[:2])).plain
    assert "第 2 组" in code_feedback(groups[0] + "AAAAA").plain
    assert "都对" in code_feedback(CODE).plain


def test_the_two_groups_asked_for_are_always_two() -> None:
    for first, second in itertools.product(range(8), range(7)):
        draws = iter((first, second))
        early, late = two_places(lambda _below, draws=draws: next(draws))  # type: ignore[misc]
        assert 0 <= early < late < 8


@pytest.mark.parametrize(("text", "people"), [("90", 90), ("９０人", 90), ("", None)])
def test_a_headcount_is_read_as_people_write_it(text: str, people: int | None) -> None:
    assert read_headcount(text) == people


def test_a_headcount_that_is_no_number_is_refused_with_a_way_out() -> None:
    with pytest.raises(RefusedError, match="九十"):
        read_headcount("九十")
