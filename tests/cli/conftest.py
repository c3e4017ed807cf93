"""The command line in this process: what it prints, and the code it leaves with."""

from __future__ import annotations

import contextlib
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from secretguard.cli.main import run
from tests.conftest import PASSPHRASE, HandClock, SampleVault


@dataclass(frozen=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def object(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        (line,) = self.out.splitlines()
        found = json.loads(line)
        assert isinstance(found, dict)
        return found

    @property
    def error(self) -> dict[str, Any]:
        """The JSON error on standard error, when nothing else is there."""
        (line,) = self.err.splitlines()
        found = json.loads(line)
        assert isinstance(found, dict) and set(found) == {"code", "message", "remedy", "facts"}
        return found


def bare_run(*words: str, clock: HandClock | None = None, expect: int | None = 0) -> Answer:
    """Run a line as it stands; the code must be the one expected (None: any)."""
    clock = clock or HandClock()
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(list(words), clock, clock.pass_time)
    answer = Answer(code, out.getvalue(), err.getvalue())
    assert "Traceback" not in answer.err and "程序自己出了错" not in answer.err + answer.out, answer
    if expect is not None:
        assert code == expect, answer
    return answer


@pytest.fixture(autouse=True)
def quickly(quick_keys: None) -> None:
    """So many commands open so many vaults."""


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "口令.txt"
    path.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@dataclass
class Desk:
    """A sample vault and the commands run on it."""

    vault: SampleVault
    passphrase_file: Path
    clock: HandClock
    folder: Path

    @property
    def ways(self) -> tuple[str, ...]:
        """The common options that lead to the vault."""
        return ("--vault", str(self.vault.folder), "--passphrase-file", str(self.passphrase_file))

    def __call__(self, *words: str, expect: int | None = 0) -> Answer:
        """Run a command on the vault."""
        return bare_run(*self.ways, *words, clock=self.clock, expect=expect)

    def ask(self, *words: str) -> dict[str, Any]:
        """Run it with `--json` and give the object."""
        return self(*words, "--json").object

    def script(self, *lines: str) -> Path:
        """Lines for `drill play`, in a file."""
        path = self.folder / "脚本.txt"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def play(self, *lines: str, expect: int = 0) -> Answer:
        """Play lines in one session."""
        return self("drill", "play", str(self.script(*lines)), expect=expect)


@pytest.fixture
def desk(sample_vault: SampleVault, passphrase_file: Path, clock: HandClock, tmp_path: Path) -> Desk:
    return Desk(sample_vault, passphrase_file, clock, tmp_path)
