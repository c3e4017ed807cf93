"""Evidence files: one gibibyte in and out, against `age` and `cp` in the same run, and its memory."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.measuring import Row, medians, seconds_of
from secretguard.vault.blobs.intake import StagedBlob, stage_blob
from secretguard.vault.blobs.reading import BlobReader

_SIZE = 2**30
_PIECE = 2**22
_ROUNDS = 3
_AIM_IN, _AIM_OUT, _MEMORY = 1.2, 1.1, 150.0


def rows(base: Path) -> list[Row]:
    """Intake with SHA-256, and reading back with SHA-256, as multiples of the peers' speed."""
    folder = base / "evidence"
    folder.mkdir()
    try:
        return _measured(folder)
    finally:
        shutil.rmtree(folder)


def _measured(base: Path) -> list[Row]:
    plain = base / "plain.bin"
    _write_random(plain)
    taken: list[StagedBlob] = []
    rounds: dict[str, Callable[[], float]] = {
        "in": lambda: seconds_of(lambda: taken.append(_take_in(base, plain))),
        "out": lambda: seconds_of(lambda: _take_out(base, taken[-1])),
        "cp": lambda: seconds_of(lambda: _run_durably(base / "copy", "cp", plain, base / "copy")),
    }
    has_age = shutil.which("age") is not None
    if has_age:
        identity, recipient = _age_key(base)
        sealed = base / "plain.age"
        rounds["age in"] = lambda: seconds_of(
            lambda: _run_durably(sealed, "age", "-r", recipient, "-o", sealed, plain)
        )
        rounds["age out"] = lambda: seconds_of(
            lambda: _run("age", "-d", "-i", identity, "-o", base / "opened", sealed)
        )
    took = medians(rounds, _ROUNDS)
    table = [
        Row("evidence: 1 GiB in, sealed, SHA-256, on the disk", _SIZE / took["in"] / 2**20, "MiB/s"),
        Row("evidence: 1 GiB out, opened, SHA-256", _SIZE / took["out"] / 2**20, "MiB/s"),
        Row("evidence: in, speed as a part of cp", took["cp"] / took["in"], "×"),
        Row("evidence: peak memory of an intake", _peak_of_intake(base, plain), "MiB", _MEMORY, at_most=True),
    ]
    if has_age:
        table += [
            Row("evidence: in, speed over age", took["age in"] / took["in"], "×", _AIM_IN),
            Row("evidence: out, speed over age", took["age out"] / took["out"], "×", _AIM_OUT),
        ]
    else:
        table.append(Row("evidence: against age", 0.0, "", note="age is not installed: not compared"))
    return table


def _write_random(path: Path) -> None:
    with path.open("wb") as file:
        for _number in range(_SIZE // _PIECE):
            file.write(os.urandom(_PIECE))


def _take_in(base: Path, plain: Path) -> StagedBlob:
    folder = base / "vault"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    with plain.open("rb", buffering=0) as source:
        return stage_blob(folder, source, expected=_SIZE)


def _take_out(base: Path, staged: StagedBlob) -> None:
    with BlobReader(staged.path, staged.key, _SIZE) as reader, (base / "out").open("wb") as target:
        reader.copy(target)


def _run_durably(written: Path, *command: str | Path) -> None:
    """Run a peer, then flush its file: ours is on the disk when it returns, so theirs must be."""
    _run(*command)
    with written.open("rb") as file:
        os.fsync(file.fileno())


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)


def _age_key(base: Path) -> tuple[Path, str]:
    identity = base / "age.key"
    subprocess.run(["age-keygen", "-o", str(identity)], check=True, capture_output=True)
    found = subprocess.run(["age-keygen", "-y", str(identity)], check=True, capture_output=True, text=True)
    return identity, found.stdout.strip()


def _peak_of_intake(base: Path, plain: Path) -> float:
    """MiB resident at most, of a process that does nothing else."""
    code = f"from benchmarks.evidence import measure_memory; measure_memory({str(base)!r}, {str(plain)!r})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def measure_memory(base: str, plain: str) -> None:
    """Take a file in and print the peak of this process in MiB."""
    _take_in(Path(base), Path(plain))
    print(_peak_mebibytes())


def _peak_mebibytes() -> float:
    """The most this process held. Linux counts into ru_maxrss what the parent held before `exec`."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
