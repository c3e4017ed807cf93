"""A disk that fills up in the middle of anything: what was acknowledged stays, what was not is said."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.errors import RefusedError, SecretGuardError
from secretguard.vault import Vault, back_up, check_folder, restore
from tests.vault.checking import Sample, Ticking, copy_of


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


class Fills:
    """A disk that is full from the n-th write on: the system calls that this program makes itself."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
        self.left = after
        real_flush, real_open = os.fsync, os.open

        def flush(handle: int) -> None:
            self._spend()
            real_flush(handle)

        def open_(path: str, flags: int, *rest: int, **options: int) -> int:
            if flags & os.O_CREAT:
                self._spend()
            return real_open(path, flags, *rest, **options)

        monkeypatch.setattr(os, "fsync", flush)
        monkeypatch.setattr(os, "open", open_)

    def _spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")


def _append(vault: Vault, sample: Sample) -> object:
    return vault.append(sample.journals[0], "note", {"text": "示例" * 2000}, summary={"n": 1})


STEPS: dict[str, Callable[[Vault, Sample], object]] = {
    "append": _append,
    "evidence": lambda vault, sample: vault.append(
        sample.journals[0], "evidence", {}, blob=vault.stage_blob(io.BytesIO(bytes(3_000_000)))
    ),
    "erase": lambda vault, sample: vault.erase(sample.journals[0], 2, "示例理由"),
    "shred": lambda vault, sample: vault.shred_journal(sample.journals[1], "示例理由"),
    "journal": lambda vault, _sample: vault.create_journal("drill", "长" * 3000),
    "back up": lambda vault, sample: back_up(vault, sample.folder.with_name("b.sgvb")),
    "checkpoint": lambda vault, _sample: vault.checkpoint(),
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("pages", [0, 1, 2, 5])
def test_a_database_that_cannot_grow_keeps_what_it_acknowledged(
    sample: Sample, step: str, pages: int
) -> None:
    vault = sample.open()
    before = {(info.id, info.length) for info in vault.journals()}
    with vault.session.store.reading() as db:
        (now,) = db.execute("PRAGMA page_count").fetchone()
        db.execute(f"PRAGMA max_page_count = {now + pages}")
    done = 0
    try:
        for _turn in range(30 if step in ("append", "journal") else 1):
            STEPS[step](vault, sample)
            done += 1
    except SecretGuardError as error:
        assert error.code in ("disk_full", "storage_failed")
    try:
        vault.lock()
    except SecretGuardError as error:
        assert error.code in ("disk_full", "storage_failed")
    with sample.open(read_only=True) as reader:
        after = {info.id: info.length for info in reader.journals()}
    assert all(after[journal] >= length for journal, length in before)
    if step == "append":
        assert after[sample.journals[0]] == dict(before)[sample.journals[0]] + done
    if step == "journal":
        assert len(after) == len(before) + done
    with sample.open() as again:
        again.append(sample.journals[0], "note", {"text": "之后"})
    assert sample.check().ok


@pytest.mark.parametrize("after", range(0, 12, 2))
def test_a_disk_that_fills_up_during_a_backup_or_restore_leaves_no_half_of_either(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    with sample.open() as vault:
        back_up(vault, tmp_path / "good.sgvb")
        with monkeypatch.context() as patch, pytest.raises(SecretGuardError) as caught:
            Fills(patch, after)
            back_up(vault, tmp_path / "b.sgvb")
            restore(
                tmp_path / "b.sgvb",
                tmp_path / "回来",
                member_secret=sample.secret,
                clock=Ticking(),
                witness_folder=sample.witness,
            )
            raise RefusedError("done in time")
    assert caught.value.exit_code == 1
    assert not any(path.name.endswith(".part") for path in tmp_path.iterdir())
    if (tmp_path / "回来").exists():
        assert check_folder(tmp_path / "回来", member_secret=sample.secret).findings == ()
