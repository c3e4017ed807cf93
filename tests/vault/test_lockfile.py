from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from secretguard.vault import HeldByAnother, Vault
from secretguard.vault.lockfile import WriterLock, current_holder, read_holder

from .conftest import Sample, steady_clock


def test_the_second_writer_is_told_who_the_first_is(sample: Sample) -> None:
    with sample.open(), pytest.raises(HeldByAnother) as caught:
        sample.open()
    assert caught.value.facts["pid"] == os.getpid()
    assert caught.value.facts["since"] == "2026-11-24T14:05:00Z"
    assert str(os.getpid()) in caught.value.message
    assert caught.value.remedy


def test_the_lock_file_stays_the_same_file_and_names_nobody_when_free(sample: Sample, vault: Vault) -> None:
    path = sample.folder / "lock"
    inode = path.stat().st_ino
    assert current_holder(sample.folder) == read_holder(sample.folder)
    vault.lock()
    assert current_holder(sample.folder) is None
    assert read_holder(sample.folder) is None
    sample.open().lock()
    assert path.stat().st_ino == inode


_HOLD = """
import sys, time
from pathlib import Path
from secretguard.clock import system_clock
from secretguard.vault.lockfile import WriterLock
lock = WriterLock.acquire(Path(sys.argv[1]), system_clock)
print("held", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_a_killed_holder_leaves_its_name_but_not_the_lock(sample: Sample) -> None:
    command = [sys.executable, "-c", _HOLD, str(sample.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(HeldByAnother) as caught:
            WriterLock.acquire(sample.folder, steady_clock)
        assert caught.value.facts["pid"] == holder.pid
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert read_holder(sample.folder) is not None
    assert current_holder(sample.folder) is None
    sample.open().lock()


def test_a_lock_file_full_of_nonsense_is_no_obstacle(sample: Sample) -> None:
    for content in (b"", b"\0", b"\xff" * 5000, b"\0[1]", b'\0{"pid": []}'):
        (sample.folder / "lock").write_bytes(content)
        assert read_holder(sample.folder) is None
        assert current_holder(sample.folder) is None
        sample.open().lock()
