"""A kill in the middle of anything that writes more than an entry leaves a whole one, or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secretguard import drills, locations
from secretguard.content import load_law, load_plan_sections
from secretguard.documents.reporting import QuickReports
from secretguard.vault import (
    FLOOR_KDF,
    back_up,
    change_passphrase,
    check_folder,
    check_vault,
    create_vault,
    prove_passphrase,
    restore,
)
from tests.soak.interrupting import interrupted
from tests.soak.lives import PASSPHRASE, Ground, SharedClock, make_ground

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def clock() -> SharedClock:
    return SharedClock()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory, clock: SharedClock) -> Ground:
    """A vault whose drill was broken off for the hotwash."""
    ground = make_ground(tmp_path_factory.mktemp("ground"), clock)
    with ground.open(clock) as vault:
        room = drills.DrillRoom(vault, ground.journal, clock)
        drills.start(room)
        drills.advance(room)
        drills.begin_hotwash(room)
    return ground


def nothing(_folder: Path) -> None:
    """The work starts from an empty folder."""


def test_a_vault_is_created_whole_or_can_be_created_again(tmp_path: Path, clock: SharedClock) -> None:
    def create(folder: Path) -> None:
        vault, _code = create_vault(
            folder / "库.sgv",
            PASSPHRASE,
            member_name="示例甲",
            vault_name="库",
            clock=clock,
            kdf=FLOOR_KDF,
            witness_folder=folder / "witness",
        )
        vault.lock()

    for folder, done in interrupted(tmp_path, nothing, create):
        if not (folder / "库.sgv" / "vault.db").exists():
            assert not done
            create(folder)
        found = check_folder(folder / "库.sgv", passphrase=PASSPHRASE, witness_folder=folder / "witness")
        assert (found.findings, found.complete) == ((), True)


def test_a_backup_is_whole_or_absent_and_can_be_made_again(
    tmp_path: Path, ground: Ground, clock: SharedClock
) -> None:
    def make_backup(folder: Path) -> None:
        with ground.copied_to(folder).open(clock) as vault:
            back_up(vault, folder / "备份.sgvb")

    for folder, done in interrupted(tmp_path, ground.copy_to, make_backup):
        if not (folder / "备份.sgvb").exists():
            assert not done
            make_backup(folder)
        restore(
            folder / "备份.sgvb",
            folder / "again.sgv",
            member_secret=ground.secret,
            clock=clock,
            witness_folder=folder / "elsewhere",
        )
        found = check_folder(folder / "again.sgv", member_secret=ground.secret, witness_folder=folder)
        assert found.findings == ()


def test_a_restored_vault_is_whole_or_absent_and_can_be_restored_again(
    tmp_path: Path, ground: Ground, clock: SharedClock
) -> None:
    backup = tmp_path / "备份.sgvb"
    with ground.open(clock) as vault:
        back_up(vault, backup)

    def unpack(folder: Path) -> None:
        place = ground.copied_to(folder)
        restore(backup, place.folder, member_secret=ground.secret, clock=clock, witness_folder=place.witness)

    for folder, done in interrupted(tmp_path, nothing, unpack):
        place = ground.copied_to(folder)
        if not place.folder.exists():
            assert not done
            unpack(folder)
        with place.open(clock) as vault:
            assert check_vault(vault, deep=True).findings == ()
            assert drills.DrillRoom(vault, ground.journal, clock).state.status == "hotwash"


def test_a_report_is_issued_once_or_not_at_all(tmp_path: Path, ground: Ground, clock: SharedClock) -> None:
    standards = [locations.content_folder("standards")]
    law, sections = load_law(standards), load_plan_sections(standards)

    def issue(folder: Path) -> None:
        with ground.copied_to(folder).open(clock) as vault:
            QuickReports(drills.DrillRoom(vault, ground.journal, clock), law, sections).issue()

    for folder, done in interrupted(tmp_path, ground.copy_to, issue):
        with ground.copied_to(folder).open(clock) as vault:
            room = drills.DrillRoom(vault, ground.journal, clock)
            reports = QuickReports(room, law, sections)
            issued = len(room.state.issued)
            assert issued in ((1,) if done else (0, 1))
            first = reports.issue()
            assert first.new == (issued == 0)
            again = reports.issue()
            assert (again.new, again.document) == (False, first.document)
            assert check_vault(vault, deep=True).findings == ()


def test_after_a_change_of_passphrase_one_of_both_opens_the_vault(
    tmp_path: Path, ground: Ground, clock: SharedClock
) -> None:
    def change(folder: Path) -> None:
        with ground.copied_to(folder).open(clock) as vault:
            change_passphrase(vault, "新的 口令 台风", kdf=FLOOR_KDF)

    for folder, done in interrupted(tmp_path, ground.copy_to, change):
        place = ground.copied_to(folder).folder
        opens_with_old = prove_passphrase(place, PASSPHRASE)
        opens_with_new = prove_passphrase(place, "新的 口令 台风")
        assert opens_with_old != opens_with_new
        assert opens_with_new or not done
