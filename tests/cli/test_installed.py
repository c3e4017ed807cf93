"""The command as it is installed, in a process of its own."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from secretguard import __version__
from secretguard.vault import check_folder
from tests.cli.conftest import Desk
from tests.conftest import PASSPHRASE

COMMAND = Path(sys.executable).parent / ("secretguard.exe" if sys.platform == "win32" else "secretguard")


def start(*words: str, environment: dict[str, str], **streams: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(COMMAND), *words],
        env=environment,
        stdin=streams.get("stdin", subprocess.DEVNULL),  # type: ignore[arg-type]
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def bare_environment(tmp_path: Path) -> dict[str, str]:
    """No locale, no path, no home of the user's: what a cron job or a recovery console has."""
    return {
        "SECRETGUARD_DATA": str(tmp_path / "user-data"),
        "SECRETGUARD_CONFIG": str(tmp_path / "user-config"),
    }


def run(*words: str, environment: dict[str, str]) -> tuple[int, str, str]:
    child = start(*words, environment=environment)
    out, err = child.communicate(timeout=60)
    return child.returncode, out.decode("utf-8"), err.decode("utf-8")


def test_the_version_and_chinese_come_out_where_no_locale_is_set(bare_environment: dict[str, str]) -> None:
    assert run("--version", environment=bare_environment) == (0, f"secretguard {__version__}\n", "")
    code, out, err = run("--help", environment=bare_environment)
    assert (code, err) == (0, "") and out.startswith("用法：secretguard")
    code, out, err = run("drill", "nexx", environment=bare_environment | {"LC_ALL": "C"})
    assert (code, out) == (2, "") and "没有命令“nexx”" in err


def test_without_a_terminal_a_passphrase_is_not_asked_for(
    desk: Desk, bare_environment: dict[str, str]
) -> None:
    words = ("--vault", str(desk.vault.folder), "people", "list")
    code, out, err = run(*words, environment=bare_environment)
    assert (code, out) == (3, "") and "--passphrase-file" in err and "Traceback" not in err
    code, out, err = run(*desk.ways, "people", "list", "--json", environment=bare_environment)
    assert (code, err) == (0, "") and len(json.loads(out)["people"]) == 8


def test_a_reader_who_goes_away_is_no_error(bare_environment: dict[str, str]) -> None:
    child = start("playbook", "show", "departing-engineer", environment=bare_environment)
    assert child.stdout is not None and child.stderr is not None
    child.stdout.close()
    assert child.stderr.read() == b""
    child.stderr.close()
    assert child.wait(timeout=60) == 0


def test_an_interrupt_ends_a_session_in_order(desk: Desk, bare_environment: dict[str, str]) -> None:
    lines = ("new departing-engineer", "start", "next", "note 记下了", "wait 10m")
    child = start(
        *desk.ways, "drill", "play", str(desk.script(*lines)), "--echo", environment=bare_environment
    )
    assert child.stdout is not None
    for line in child.stdout:
        if line.decode().startswith("› wait"):
            break
    child.send_signal(signal.SIGINT)
    _rest, err = child.communicate(timeout=60)
    assert child.returncode == 1 and err.decode().startswith("错误：已中断。")
    assert desk.ask("drill", "list")["drills"][0]["status"] == "running"
    assert check_folder(desk.vault.folder, passphrase=PASSPHRASE, deep=False, against=None, progress=None).ok
    assert desk.ask("drill", "status")["crashed"] is False


def test_a_process_that_writes_is_named_to_the_next_one(desk: Desk, bare_environment: dict[str, str]) -> None:
    child = start(*desk.ways, "drill", "play", environment=bare_environment, stdin=subprocess.PIPE)
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(b"new departing-engineer\n")
    child.stdin.flush()
    assert "已新建推演" in child.stdout.readline().decode()
    refused = desk("enterprise", "add", "示例二厂", "--json", expect=1)
    assert refused.error["facts"]["pid"] == str(child.pid)
    assert desk.ask("drill", "list")["drills"][0]["status"] == "planned"
    child.stdin.write(b"quit\n")
    _out, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (0, b"")
    desk("enterprise", "add", "示例二厂")
