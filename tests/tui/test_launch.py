"""Opening the screens: on a terminal without words; otherwise help, or the demo."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from secretguard.cli.main import run
from secretguard.demo import run as make_run
from secretguard.i18n import current_language
from secretguard.settings import Settings, save_settings
from secretguard.tui import launch
from secretguard.tui.app import SecretGuardApp
from tests.conftest import HandClock, SampleVault
from tests.tui.entering import enter
from tests.tui.support import Table

_LIMIT_SECONDS = 30


class Opened:
    """Stands in for the screens and keeps what they were opened with."""

    def __init__(self) -> None:
        self.options: list[dict[str, Any]] = []

    def __call__(self, **options: Any) -> int:
        self.options.append(options)
        return 0


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    record = Opened()
    monkeypatch.setattr(launch, "open_screens", record)
    monkeypatch.setattr(launch, "has_terminal", lambda: True)
    return record


def test_no_words_on_a_terminal_open_the_screens(opened: Opened) -> None:
    assert run([]) == 0
    assert opened.options[0]["plain"] is False
    assert opened.options[0]["vault"] is None


def test_vault_content_and_plain_are_handed_on(opened: Opened, tmp_path: Path) -> None:
    assert run(["--plain", "--vault", str(tmp_path / "库"), "--content", str(tmp_path)]) == 0
    options = opened.options[0]
    assert options["plain"] is True
    assert options["vault"] == tmp_path / "库"
    assert options["content"] == tmp_path


def test_a_command_never_opens_the_screens(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["playbook", "list"]) == 0
    assert run(["--json"]) == 0
    assert opened.options == []


def test_without_a_terminal_help_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(launch, "has_terminal", lambda: False)
    assert run([]) == 0
    assert "用法" in capsys.readouterr().out


def test_make_run_without_a_terminal_says_so_and_plays_the_demo(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_run, "has_terminal", lambda: False)
    monkeypatch.setattr("secretguard.demo.__main__.main", lambda: 0)
    monkeypatch.setattr(sys.stdout, "reconfigure", lambda **_options: None, raising=False)
    assert make_run.main() == 0
    assert "没有终端" in capsys.readouterr().out


def test_the_remembered_language_is_spoken_unless_another_is_chosen(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock
) -> None:
    save_settings(Settings(language="en"))
    monkeypatch.setattr(SecretGuardApp, "run", lambda self: None)
    launch.open_screens(clock=clock, language_chosen=True)
    assert current_language() == "zh"
    launch.open_screens(clock=clock)
    assert current_language() == "en"


def test_the_environment_names_the_vault(
    monkeypatch: pytest.MonkeyPatch, clock: HandClock, tmp_path: Path
) -> None:
    found: list[Path | None] = []
    monkeypatch.setenv("SECRETGUARD_VAULT", str(tmp_path / "库"))
    monkeypatch.setattr(SecretGuardApp, "run", lambda self: found.append(self.desk.vault_folder))
    launch.open_screens(clock=clock)
    launch.open_screens(clock=clock, vault=tmp_path / "别的")
    assert found == [tmp_path / "库", tmp_path / "别的"]


def test_plain_borders_are_ascii(clock: HandClock) -> None:
    async def story(table: Table) -> None:
        table.app.set_class(True, "-plain")
        await table.press("escape")
        await table.press("5")
        assert "---" in table.said()
        assert "─" not in table.said()

    enter(clock, story)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("colour", [True, False])
def test_the_installed_command_draws_chinese_on_a_real_terminal_and_leaves(
    tmp_path: Path, sample_vault: SampleVault, colour: bool
) -> None:
    drawn = _on_a_terminal(sample_vault.folder, colour=colour)
    assert "口令" in drawn
    assert ("\x1b[38;2;" in drawn or "\x1b[38;5;" in drawn or "48;" in drawn) or not colour


def _on_a_terminal(vault: Path, *, colour: bool) -> str:
    """What the command draws until ^Q ends it."""
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    environment.pop("NO_COLOR", None)
    if not colour:
        environment["NO_COLOR"] = "1"
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from secretguard.cli.main import main; main()", "--vault", str(vault)],
        stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True,
    )  # fmt: skip
    os.close(theirs)
    drawn, deadline, asked = b"", time.monotonic() + _LIMIT_SECONDS, False
    try:
        while process.poll() is None and time.monotonic() < deadline:
            if select.select([ours], [], [], 0.2)[0]:
                try:
                    drawn += os.read(ours, 65536)
                except OSError:  # the other side has gone
                    break
            if not asked and "口令".encode() in drawn:
                asked = True
                os.write(ours, b"\x11")
        assert process.wait(timeout=10) == 0
    finally:
        process.kill()
        os.close(ours)
    return drawn.decode("utf-8", "replace")
