"""`drill kit`: files that a guide finds at once, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Answer, bare_run
from tests.conftest import PASSPHRASE, HandClock, SampleVault


@pytest.fixture
def told(quick_keys: None, sample_vault: SampleVault, tmp_path: Path, clock: HandClock):
    """A command line on a vault with one planned drill."""
    secret = tmp_path / "口令.txt"
    secret.write_text(PASSPHRASE, encoding="utf-8")

    def run(*words: str, expect: int = 0) -> Answer:
        common = ("--vault", str(sample_vault.folder), "--passphrase-file", str(secret))
        return bare_run(*common, *words, clock=clock, expect=expect)

    run("drill", "new", "departing-engineer", "--facilitator", "示例庚")
    return run


def test_the_papers_wanted_are_written_under_names_that_say_whom_they_are_for(told, tmp_path: Path) -> None:
    out = tmp_path / "资料包"
    only = ("--only", "sign-in", "--only", "readiness")
    answer = told("drill", "kit", "--out", str(out), *only, "--format", "html", "--format", "text", "--json")
    assert [Path(path).name for path in answer.object["files"]] == [
        "3-参演-签到表.html",
        "3-参演-签到表.txt",
        "8-导调-演练准备情况评估.html",
        "8-导调-演练准备情况评估.txt",
    ]
    assert [paper["players"] for paper in answer.object["papers"]] == [True, False]
    assert all(Path(path).stat().st_size > 500 for path in answer.object["files"])


def test_the_time_and_the_stop_word_are_on_the_paper(told, tmp_path: Path) -> None:
    words = (
        "--when",
        "2026-12-03T14:00",
        "--stop-word",
        "蓝灯",
        "--only",
        "scenario-brief",
        "--format",
        "text",
    )
    (written,) = told("drill", "kit", "--out", str(tmp_path), *words, "--json").object["files"]
    text = Path(written).read_text(encoding="utf-8")
    assert "14:00" in text
    assert "蓝灯" in text


def test_a_time_that_is_none_is_refused_with_an_example(told, tmp_path: Path) -> None:
    answer = told("drill", "kit", "--out", str(tmp_path), "--when", "下周三下午", expect=2)
    assert "2026-12-03T14:00" in answer.err
    assert not list(tmp_path.glob("*.pdf"))


def test_printing_the_kit_records_nothing(told, tmp_path: Path) -> None:
    before = told("drill", "status", "--json").object["seq"]
    told("drill", "kit", "--out", str(tmp_path), "--only", "sign-in", "--format", "text")
    assert told("drill", "status", "--json").object["seq"] == before
