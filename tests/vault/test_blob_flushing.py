"""Bytes go to the disk while more are sealed; what the disk refuses meanwhile is never swallowed."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from secretguard.vault import DamagedVault, DiskFull
from secretguard.vault.blobs import flushing
from secretguard.vault.blobs.flushing import WritesThrough
from secretguard.vault.blobs.intake import stage_blob
from secretguard.vault.blobs.reading import BlobReader

from .conftest import Sample


def test_every_stride_is_flushed_and_nothing_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(flushing, "_flush_data", flushed.append)
    with (tmp_path / "f").open("wb") as file, WritesThrough(file, stride=1000) as target:
        for size, flushes in ((999, 0), (1, 1), (999, 1), (1, 2)):
            target.write(memoryview(bytes(size)))
            target.settle()
            assert len(flushed) == flushes
    assert (tmp_path / "f").stat().st_size == 2000


def test_a_disk_that_refuses_halfway_is_told_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(flushing, "_flush_data", full)
    monkeypatch.setattr(WritesThrough.__init__, "__defaults__", (1 << 16,))
    with pytest.raises(DiskFull):
        stage_blob(tmp_path, io.BytesIO(os.urandom(500_000)), bits=16)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("level", [1, 2])
def test_a_link_in_place_of_a_blob_folder_is_never_followed(tmp_path: Path, level: int) -> None:
    staged = stage_blob(tmp_path, io.BytesIO(b"x"), expected=1)
    place = staged.path.parents[level - 1]
    place.rename(tmp_path / "elsewhere")
    place.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DamagedVault, match="链接"):
        BlobReader(staged.path, staged.key, 1)


def test_a_folder_of_blobs_that_cannot_be_listed_does_not_keep_the_vault_shut(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sample.open() as vault:
        vault.stage_blob(io.BytesIO(b"never named"))
    real = Path.iterdir

    def iterdir(self: Path) -> object:
        if self.parent.name == "blobs":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    with sample.open() as vault:
        assert vault.writable
    monkeypatch.undo()
    with sample.open():
        assert [path for path in (sample.folder / "blobs").rglob("*") if path.is_file()] == []
