"""In which language the command line speaks: what was asked for now, then what is remembered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from secretguard.locations import user_config_folder
from secretguard.settings import Settings, save_settings
from tests.cli.conftest import bare_run


@pytest.fixture
def english_remembered() -> None:
    save_settings(Settings(language="en"))


@pytest.mark.usefixtures("english_remembered")
def test_the_remembered_language_is_spoken() -> None:
    assert "Playbooks" in bare_run("playbook", "--help").out
    assert bare_run("--vault", expect=2).err.startswith("Error")


@pytest.mark.usefixtures("english_remembered")
def test_what_was_asked_for_now_goes_before_what_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "推演剧本" in bare_run("--lang", "zh", "playbook", "--help").out
    monkeypatch.setenv("SECRETGUARD_LANG", "zh")
    assert "推演剧本" in bare_run("playbook", "--help").out
    assert "Playbooks" in bare_run("--lang", "en", "playbook", "--help").out


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe", b"language = 7\n", b'language = "fr"\n'])
def test_settings_that_cannot_be_read_leave_it_at_chinese(content: bytes) -> None:
    folder = user_config_folder()
    folder.mkdir(parents=True)
    (folder / "config.toml").write_bytes(content)
    assert "推演剧本" in bare_run("playbook", "--help").out


def test_the_version_is_told_without_looking_at_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "secretguard.settings", None)
    assert bare_run("--version").out.startswith("secretguard ")


def test_a_broken_playbook_is_named_with_line_and_hint_and_the_rest_is_listed(tmp_path: Path) -> None:
    shelf = tmp_path / "内容" / "playbooks"
    shelf.mkdir(parents=True)
    (shelf / "坏剧本.yaml").write_text("kind: exercise\nid: bad\nversion: 一\n", encoding="utf-8")
    line = ("--content", str(tmp_path / "内容"), "playbook", "list")
    plain = bare_run(*line, expect=1)
    assert "departing-engineer" in plain.out
    assert "坏剧本.yaml 第 3 行" in plain.out
    assert plain.err.startswith("错误：有 1 个剧本读不了：坏剧本.yaml。")
    told = bare_run(*line, "--json", expect=1)
    assert "departing-engineer" in [item["id"] for item in told.object["playbooks"]]
    (broken,) = told.object["broken"]
    assert broken["file"] == "坏剧本.yaml"
    assert any(problem["line"] == 3 and problem["hint"] for problem in broken["problems"])
    assert told.error["code"] == "content"
