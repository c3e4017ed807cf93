"""A backup or restore that is killed leaves nothing for long, and no restored vault that will not open."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.vault import backup, backup_restore
from secretguard.vault.backup import back_up
from secretguard.vault.backup_restore import restore
from secretguard.vault.errors import ForkDetected, RollbackDetected
from secretguard.vault.staging import staging_beside, sweep_beside
from tests.vault.checking import Sample, Ticking, copy_of
from tests.vault.processes import Teller, beside

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def die(*_arguments: object, **_more: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed(work: Callable[[], object]) -> None:
    """Let a child do it; it must have been killed."""

    def do(_teller: Teller) -> None:
        work()

    with beside(do) as child:
        assert child.end() == -signal.SIGKILL


def back_up_to(sample: Sample, target: Path) -> None:
    with sample.open() as vault:
        back_up(vault, target)


def put_back(sample: Sample, source: Path, folder: Path) -> tuple[type[BaseException], ...]:
    found = restore(
        source, folder, member_secret=sample.secret, clock=Ticking(), witness_folder=sample.witness
    )
    return tuple(type(warning) for warning in found.warnings)


def restored(sample: Sample, folder: Path) -> Sample:
    return Sample(folder, sample.secret, sample.witness, sample.vault_id, sample.journals)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def kinds(sample: Sample) -> list[str]:
    with sample.open(read_only=True) as vault:
        assert vault.warnings == ()
        return [entry.kind for entry in vault.entries(vault.id)]


@pytest.mark.parametrize("step", ["write_archive", "open_archive", "_publish"])
def test_the_next_backup_sweeps_what_a_killed_one_left(
    sample: Sample, place: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(backup, step, die)
        killed(lambda: back_up_to(sample, place / "密盾备份-1.sgvb"))
    assert [name for name in names(place) if name.endswith(".part")]
    back_up_to(sample, place / "密盾备份-2.sgvb")
    assert names(place) == ["密盾备份-2.sgvb"]


@pytest.mark.parametrize("step", ["find_member_keys", "_record", "_put_in_place"])
def test_the_next_restore_sweeps_what_a_killed_one_left(
    sample: Sample, place: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    back_up_to(sample, place / "b.sgvb")
    with monkeypatch.context() as patch:
        patch.setattr(backup_restore, step, die)
        killed(lambda: put_back(sample, place / "b.sgvb", place / "回来"))
    assert len(names(place)) == 2
    assert put_back(sample, place / "b.sgvb", place / "回来") == ()
    assert names(place) == ["b.sgvb", "回来"]


def test_opening_a_vault_sweeps_what_was_left_beside_it(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(backup, "_publish", die)
        killed(lambda: back_up_to(sample, tmp_path / "b.sgvb"))
    before = names(tmp_path)
    sample.open(read_only=True).lock()
    assert names(tmp_path) == before
    sample.open().lock()
    assert names(tmp_path) == ["witness", "库"]


def test_a_backup_under_way_is_not_swept(place: Path) -> None:
    def work(teller: Teller) -> None:
        with staging_beside(place / "b.sgvb", Ticking()):
            teller.say("ready")
            teller.wait()

    with beside(work) as child:
        assert child.line() == "ready"
        assert sweep_beside(place / "c.sgvb", Ticking()) == 0
        assert len(names(place)) == 1
        child.kill()
    assert sweep_beside(place / "c.sgvb", Ticking()) == 1
    assert names(place) == []


def test_folders_that_are_not_ours_stay(place: Path, tmp_path: Path) -> None:
    strange = place / ".sgv-b-abcdefgh.part"
    strange.mkdir()
    (strange / "我的文件.txt").write_text("别动", encoding="utf-8")
    (place / "下载.part").mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "vault.db").write_bytes(b"x")
    (place / ".sgv-c-abcdefgh.part").symlink_to(elsewhere)
    assert sweep_beside(place / "b.sgvb", Ticking()) == 0
    assert (strange / "我的文件.txt").read_text(encoding="utf-8") == "别动"
    assert (elsewhere / "vault.db").exists()
    assert (place / "下载.part").is_dir()


def older_backup(sample: Sample, target: Path) -> None:
    """A backup, after which the vault grew: the witness has seen more."""
    back_up_to(sample, target)
    with sample.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "备份之后"})


def test_a_restore_killed_before_the_witness_follows_is_finished_by_the_next_opening(
    sample: Sample, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older_backup(sample, place / "b.sgvb")
    with monkeypatch.context() as patch:
        patch.setattr(backup_restore, "_follow", die)
        killed(lambda: put_back(sample, place / "b.sgvb", place / "回来"))
    copy = restored(sample, place / "回来")
    assert kinds(copy)[-1] == "vault.restore"
    with copy.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "另起"})
    assert kinds(copy).count("vault.restore") == 1
    assert copy.check().ok
    with pytest.raises((ForkDetected, RollbackDetected)):
        sample.open()


def test_what_excused_a_killed_restore_excuses_no_old_copy_afterwards(
    sample: Sample, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older_backup(sample, place / "b.sgvb")
    with monkeypatch.context() as patch:
        patch.setattr(backup_restore, "_follow", die)
        killed(lambda: put_back(sample, place / "b.sgvb", place / "回来"))
    shutil.copytree(place / "回来", place / "留底")
    with restored(sample, place / "回来").open() as vault:
        vault.append(sample.journals[0], "note", {"text": "另起"})
    with pytest.raises(RollbackDetected):
        restored(sample, place / "留底").open()


def test_a_copy_put_back_by_hand_is_not_taken_for_a_restore(sample: Sample, place: Path) -> None:
    shutil.copytree(sample.folder, place / "旧")
    with sample.open() as vault:
        vault.append(sample.journals[0], "note", {"text": "后来"})
    with pytest.raises(RollbackDetected):
        restored(sample, place / "旧").open()


def test_a_restore_that_takes_nothing_away_says_only_what_was_restored(sample: Sample, place: Path) -> None:
    back_up_to(sample, place / "b.sgvb")
    put_back(sample, place / "b.sgvb", place / "回来")
    with restored(sample, place / "回来").open(read_only=True) as vault:
        assert set(list(vault.entries(vault.id))[-1].parts) == {"backup"}
