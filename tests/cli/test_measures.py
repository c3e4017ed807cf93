"""`register measures --read-only`: a past day on paper while another window holds the vault."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Desk


def test_a_past_day_is_printed_beside_an_open_window_and_leaves_no_trace(desk: Desk, tmp_path: Path) -> None:
    today = ("register", "measures", "--format", "html")
    past = (*today, "--as-of", "2026-11-24")
    desk.clock.advance(days=2)
    desk("register", "set", "person", "P1", "title=董事长")
    with desk.vault.open(desk.clock) as window:
        held = desk(*past, "--out", str(tmp_path / "占"), expect=None)
        assert held.code != 0 and "--read-only" in held.err and not (tmp_path / "占").exists()
        length = window.length()
        told = desk.ask(*past, "--read-only", "--out", str(tmp_path / "读"))
        assert window.length() == length, "nothing is recorded"
    assert (told["day"], told["complete"], told["new"]) == ("2026-11-24", True, False)
    recorded = desk.ask(*past, "--out", str(tmp_path / "记"))
    assert recorded["new"] and recorded["number"] == told["number"]
    read, written = (Path(one["files"][0]).read_bytes() for one in (told, recorded))
    assert read == written, "the same paper, byte for byte"
    today_alone = desk(*today, "--read-only", "--out", str(tmp_path / "今"), expect=None)
    assert today_alone.code != 0 and not (tmp_path / "今").exists(), "today is not over: it must be recorded"
