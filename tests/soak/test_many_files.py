"""Thousands of files, the process killed again and again; a real disk that is really full: `make soak`."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from secretguard.errors import SecretGuardError, StorageError
from secretguard.incidents import IncidentRoom, check_evidence, erase_body, take_file
from secretguard.vault import Vault, back_up, check_vault
from tests.incidents.conftest import content_of
from tests.soak.interrupting import only_in_soak
from tests.soak.many_files import FACTS, make_files, make_vault, open_room

pytestmark = [
    only_in_soak,
    pytest.mark.timeout(3600),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL"),
]

_COUNT, _SIZE = 1_000, 64 * 1024
_MEMORY = 200.0
"""MiB resident at most: constant for the files, the record of thousands of items on top."""


def blobs_of(base: Path) -> set[str]:
    return {path.name for path in (base / "库.sgv" / "blobs").rglob("*") if path.is_file()}


def prove_whole(base: Path, at_least: int) -> int:
    """After a new start: what the record names is there, and nothing else. How many items there are."""
    vault, room = open_room(base)
    with vault:
        named = {item.blob.id for item in room.state.evidence.values() if item.blob}
        assert blobs_of(base) == named
        assert len(named) >= at_least
        assert check_vault(vault).findings == ()
    return len(named)


def test_thousands_of_files_killed_and_resumed_are_all_in_once(tmp_path: Path) -> None:
    make_vault(tmp_path)
    make_files(tmp_path / "来源", _COUNT, _SIZE)
    rng, seen = random.Random(20261124), 0
    for _life in range(200):
        process = subprocess.Popen([sys.executable, "-m", "tests.soak.many_files", str(tmp_path)])
        _let_live(process, tmp_path, rng.uniform(0.2, 4))
        process.kill()
        is_done = process.wait() == 0
        seen = prove_whole(tmp_path, seen)
        if is_done:
            break
    assert seen == _COUNT
    vault, room = open_room(tmp_path)
    with vault:
        assert check_evidence(room, force=True).wrong == ()
        paths = {item.taken.origin.raw for item in room.state.evidence.values() if item.taken.origin}
        assert len(paths) == _COUNT
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024 < _MEMORY


def _let_live(process: subprocess.Popen[bytes], base: Path, seconds: float) -> None:
    """Until it took in a file more, and some seconds longer; or until it ends by itself."""
    before = blobs_of(base)
    while process.poll() is None and blobs_of(base) <= before:
        time.sleep(0.05)
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 16 MiB in memory, where this user may mount one."""
    place = tmp_path / "小盘"
    place.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(place)]
    try:
        done = subprocess.run(mounting, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount here")
    if done.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_on_a_disk_that_is_really_full_every_step_is_done_or_refused_in_words(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is filled to the last pages, in finer and finer steps; what was acknowledged stays."""
    # The guess before the intake is tested elsewhere; here the disk itself says no.
    monkeypatch.setattr("secretguard.incidents.intake._SPARE", -(2**62))
    make_vault(small_disk)
    source = tmp_path / "源"
    source.write_bytes(os.urandom(700_000))
    ballast, kept, refused = small_disk / "ballast", 0, 0
    for number in range(60):
        free = os.statvfs(small_disk).f_bavail * 4096
        wanted = max(0, free - random.Random(number).randrange(0, 1_500_000))
        with ballast.open("ab") as file:
            file.write(bytes(wanted))
        os.utime(source, (number, number))
        try:
            vault, room = open_room(small_disk)
        except SecretGuardError as error:
            refused += 1
            assert isinstance(error, StorageError), error
        else:
            kept, refused = _one_round(vault, room, source, small_disk, kept, refused)
        ballast.unlink()
        kept = _prove(small_disk, source, kept)
        if kept > 8:
            kept = _make_room(small_disk)
    assert refused > 20


def _one_round(
    vault: Vault, room: IncidentRoom, source: Path, disk: Path, kept: int, refused: int
) -> tuple[int, int]:
    for work in (
        lambda: take_file(room, source, FACTS),
        lambda: check_evidence(room, force=True),
        lambda: back_up(vault, disk / "备份.sgvb"),
        lambda: vault.lock(),
    ):
        try:
            work()
        except SecretGuardError as error:
            refused += 1
            assert isinstance(error, StorageError), error
        else:
            kept = max(kept, len(room.state.evidence))
    (disk / "备份.sgvb").unlink(missing_ok=True)
    return kept, refused


def _prove(disk: Path, source: Path, kept: int) -> int:
    vault, room = open_room(disk)
    with vault:
        named = {item.blob.id for item in room.state.evidence.values() if item.blob}
        assert blobs_of(disk) == named and len(named) == kept
        assert all(content_of(room, number) == source.read_bytes() for number in room.state.evidence)
        assert check_vault(vault, deep=True).findings == ()
        assert not [path for path in disk.iterdir() if path.name.endswith(".part")]
    return len(named)


def _make_room(disk: Path) -> int:
    vault, room = open_room(disk)
    with vault:
        for item in list(room.state.evidence.values())[2:]:
            erase_body(room, item.stamp.seq, "腾出空间")
        return len(room.state.evidence)


def test_whichever_write_or_flush_of_the_system_fails_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    """Some three hundred calls, one at a time, SQLite's own among them; ended by a crash or in order."""
    compiler = shutil.which("cc")
    if compiler is None or sys.platform != "linux":
        pytest.skip("needs a C compiler on Linux")
    library = tmp_path / "failing.so"
    source = Path(__file__).with_name("failing_calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.failing_calls", str(tmp_path)],
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100
