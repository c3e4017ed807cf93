"""`drill play --feed`: the feed opens with the session, follows every line, and closes with it."""

from __future__ import annotations

import re
import socket
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from secretguard.cli.main import run
from secretguard.web import FeedReader, PlayerView
from tests.conftest import PASSPHRASE, HandClock, SampleVault


class Watcher:
    """Looks at the feed whenever the script waits."""

    def __init__(self, clock: HandClock, capsys: pytest.CaptureFixture[str]) -> None:
        self.clock, self._capsys = clock, capsys
        self.views: list[PlayerView] = []
        self.said = ""
        self._reader: FeedReader | None = None
        self.port = 0

    def __call__(self, span: timedelta) -> None:
        self.clock.pass_time(span)
        self.said += self._capsys.readouterr().out
        if self._reader is None:
            found = re.search(r"投影 (\S+)　代码 (\d{6})", self.said)
            assert found is not None
            self._reader = FeedReader(found[1])
            self._reader.enter(found[2])
            self.port = urlsplit(found[1]).port or 0
        view = next(self._reader.follow())
        assert view is not None
        self.views.append(view)


@pytest.fixture
def watcher(clock: HandClock, capsys: pytest.CaptureFixture[str]) -> Watcher:
    return Watcher(clock, capsys)


def play(watcher: Watcher, vault: SampleVault, folder: Path, lines: str, *options: str) -> int:
    script, secret = folder / "script.txt", folder / "passphrase.txt"
    script.write_text(lines, encoding="utf-8")
    secret.write_text(PASSPHRASE, encoding="utf-8")
    common = ["--vault", str(vault.folder), "--passphrase-file", str(secret)]
    return run(["drill", "play", str(script), *options, *common], watcher.clock, watcher)


def test_every_line_is_on_the_wall_before_the_next_one(
    watcher: Watcher, sample_vault: SampleVault, tmp_path: Path
) -> None:
    lines = """
        wait 1s
        new departing-engineer
        start
        next
        wait 1s
        next
        wait 1s
        pause --why 茶
        wait 1s
    """
    assert play(watcher, sample_vault, tmp_path, lines, "--feed") == 0
    waiting, given, asked, resting = watcher.views
    assert waiting.notice == "马上开始"
    assert "一百八十六份" in given.text
    assert given.questions == ()
    assert len(asked.questions) == 3
    assert (resting.phase, resting.text) == ("rest", "")
    assert "secretguard stage --url http://127.0.0.1" in watcher.said


def test_the_feed_closes_with_the_session_even_when_a_line_fails(
    watcher: Watcher, sample_vault: SampleVault, tmp_path: Path
) -> None:
    assert play(watcher, sample_vault, tmp_path, "wait 1s\nnonsense\n", "--feed") == 2
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", watcher.port), timeout=5)


def test_without_being_asked_no_feed_is_opened(
    watcher: Watcher, sample_vault: SampleVault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert play(watcher, sample_vault, tmp_path, "list\n") == 0
    assert "投影" not in capsys.readouterr().out


def test_a_stage_cannot_be_opened_inside_the_session(
    watcher: Watcher, sample_vault: SampleVault, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert play(watcher, sample_vault, tmp_path, "stage\n") == 2
    assert "不能用 stage" in capsys.readouterr().err
