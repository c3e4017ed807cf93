"""Odd and hostile places: pipes, links and folders where files should be, strange paths, files taken away."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from secretguard.errors import RefusedError, UsageError
from secretguard.vault import (
    FLOOR_KDF,
    DamagedVault,
    NotAVault,
    StorageFailed,
    VaultReadOnly,
    back_up,
    check_folder,
    create_vault,
    member_secret_of,
    open_vault,
    restore,
    vault_info,
)
from tests.vault.checking import Sample, Ticking, copy_of
from tests.vault.processes import Teller, beside

NOBODY = 65534
posix_only = pytest.mark.skipif(os.name == "nt", reason="pipes, owners and open files that can be deleted")


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


def new_vault(folder: Path) -> None:
    create_vault(folder, "口令", member_name="甲", vault_name="库", clock=Ticking(), kdf=FLOOR_KDF)


def put(kind: str, place: Path, victim: Path) -> None:
    victim.write_text("示例")
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    if kind == "folder":
        place.mkdir()
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(victim if kind == "link" else victim.with_name("neu"))


@posix_only
@pytest.mark.parametrize("kind", ["folder", "pipe", "link", "link to nothing"])
def test_something_in_the_locks_place_is_refused_and_what_it_points_to_is_left_alone(
    sample: Sample, tmp_path: Path, kind: str
) -> None:
    put(kind, sample.folder / "lock", tmp_path / "victim")
    with pytest.raises(StorageFailed):
        sample.open()
    assert vault_info(sample.folder).holder is None
    with sample.open(read_only=True) as vault:
        assert vault.journals()
    assert (tmp_path / "victim").read_text() == "示例"
    assert not (tmp_path / "neu").exists()


@posix_only
def test_a_link_put_in_the_locks_place_while_it_is_held_is_not_followed(
    sample: Sample, tmp_path: Path
) -> None:
    vault = sample.open()
    put("link", sample.folder / "lock", tmp_path / "victim")
    with pytest.raises(StorageFailed):
        vault.lock()
    assert (tmp_path / "victim").read_text() == "示例"
    (sample.folder / "lock").unlink()
    sample.open().lock()


@posix_only
@pytest.mark.parametrize("name", ["vault.db", "vault.db-wal", "vault.db-shm", "vault.db-journal"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "link"])
def test_something_else_in_a_database_files_place_is_refused_and_never_waited_for(
    sample: Sample, tmp_path: Path, name: str, kind: str
) -> None:
    put(kind, sample.folder / name, tmp_path / "victim")
    acts: tuple[Callable[[], object], ...] = (
        sample.open,
        lambda: sample.open(read_only=True),
        lambda: vault_info(sample.folder),
        lambda: sample.check(),
    )
    for act in acts:
        with pytest.raises((NotAVault, DamagedVault)) as caught:
            act()
        assert caught.value.remedy
    assert (tmp_path / "victim").read_text() == "示例"


NAMES = ["x'y", "a?mode=memory&b", "a%20b#c", "换 行\n库", "\udcff\udcfe", "💥" * 20, "x" * 250, "-v", "~"]


@posix_only
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_vault_lives_under_any_name_that_the_disk_takes(
    pristine: Sample, tmp_path: Path, name: str
) -> None:
    shutil.copytree(pristine.folder, tmp_path / name)
    sample = replace(pristine, folder=tmp_path / name, witness=tmp_path / "witness")
    with sample.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "一"})
        back_up(vault, tmp_path / f"{name[:99]}.sgvb")
    assert sorted(path.name for path in sample.folder.iterdir()) == ["lock", "vault.db"]
    with sample.open(read_only=True) as reader:
        assert len(list(reader.entries(sample.journals[0]))) == 7
    assert sample.check(against=tmp_path / f"{name[:99]}.sgvb").ok


@posix_only
def test_a_vault_is_created_and_restored_under_a_name_full_of_traps(tmp_path: Path) -> None:
    name = "'示例' ?mode=memory&%41#\udcff\n"
    options = {"clock": Ticking(), "witness_folder": tmp_path / "witness"}
    vault, _code = create_vault(
        tmp_path / name, "口令", member_name="甲", vault_name="库", kdf=FLOOR_KDF, **options
    )  # type: ignore[arg-type]
    with vault:
        back_up(vault, tmp_path / f"{name}.sgvb")
        secret = member_secret_of(vault)
    place = tmp_path / f"{name}2"
    restore(tmp_path / f"{name}.sgvb", place, member_secret=secret, **options)  # type: ignore[arg-type]
    assert check_folder(place, member_secret=secret, witness_folder=tmp_path / "witness").ok


@pytest.mark.parametrize("parts", [("长" * 80, "长" * 80, "长" * 20), ("y" * 200, "y" * 200, "y" * 200)])
def test_a_path_too_long_for_the_database_is_called_too_long(tmp_path: Path, parts: tuple[str, ...]) -> None:
    with pytest.raises(StorageFailed) as caught:
        new_vault(tmp_path.joinpath(*parts))
    assert "太长" in caught.value.message


def test_a_path_that_no_disk_takes_is_a_slip_of_the_user(sample: Sample, tmp_path: Path) -> None:
    bad = tmp_path / "a\0b.sgvb"
    with pytest.raises(UsageError):
        new_vault(bad)
    with sample.open() as vault, pytest.raises(UsageError):
        back_up(vault, bad)
    with pytest.raises(UsageError):
        restore(tmp_path / "b.sgvb", bad, member_secret=sample.secret, clock=Ticking())
    with pytest.raises(NotAVault):
        vault_info(bad)


def test_a_linked_folder_and_a_relative_path_lead_to_the_same_vault(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "link").symlink_to(sample.folder)
    monkeypatch.chdir(sample.folder)
    for folder in (tmp_path / "link", Path(), Path("../库")):
        with open_vault(
            folder, member_secret=sample.secret, clock=Ticking(), witness_folder=sample.witness
        ) as vault:
            vault.append(sample.journals[0], "note", {"text": "一"})
            with pytest.raises(RefusedError):
                back_up(vault, tmp_path / "link" / "b.sgvb")
    assert sample.check().ok


def rename(folder: Path) -> None:
    folder.rename(folder.with_name("moved"))


def exchange(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("copy"))
    rename(folder)
    folder.with_name("copy").rename(folder)


TAKEN: dict[str, Callable[[Path], None]] = {
    "deleted": shutil.rmtree,
    "moved": rename,
    "exchanged": exchange,
    "without its log": lambda folder: (folder / "vault.db-wal").unlink(),
}


@posix_only
@pytest.mark.parametrize("how", TAKEN)
def test_nothing_is_acknowledged_into_a_file_that_was_taken_away(sample: Sample, how: str) -> None:
    vault = sample.open()
    journal = sample.journals[0]
    last = vault.append(journal, "note", {"text": "一"}).seq
    TAKEN[how](sample.folder)
    for act in (
        lambda: vault.append(journal, "note", {"text": "二"}),
        lambda: vault.write_summary(journal, {"n": 1}),
        lambda: vault.create_journal("drill", "推演"),
    ):
        with pytest.raises(StorageFailed) as caught:
            act()
        assert "没有记下" in caught.value.message
    assert len(list(vault.entries(journal))) == last
    with pytest.raises(StorageFailed):
        vault.lock()
    assert vault.locked
    if how in ("moved", "exchanged"):
        shutil.rmtree(sample.folder, ignore_errors=True)
        sample.folder.with_name("moved").rename(sample.folder)
    if how != "deleted":
        with sample.open() as again:
            assert len(list(again.entries(journal))) == last
        assert sample.check().ok


@posix_only
def test_a_stranger_without_permission_is_told_so(sample: Sample) -> None:
    def try_everything(teller: Teller) -> None:
        for options in ({}, {"read_only": True}):
            with pytest.raises(VaultReadOnly):
                sample.open(**options)
        with pytest.raises(VaultReadOnly):
            vault_info(sample.folder)
        with pytest.raises(VaultReadOnly):
            new_vault(sample.folder / "neu")
        teller.say("refused")

    if os.getuid() != 0:
        pytest.skip("only an administrator can act as somebody else")
    sample.folder.chmod(0o700)
    with beside(try_everything, user=NOBODY) as child:
        assert child.line() == "refused"
        assert child.end() == 0
