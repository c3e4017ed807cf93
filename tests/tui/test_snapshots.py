"""How every screen looks, at 80×24 and 120×40: one drill walked through, a picture at each halt.

After a change that was meant: `pytest tests/tui --snapshot-update`, then look at the pictures that changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension  # type: ignore[import-untyped]
from syrupy.assertion import SnapshotAssertion

from secretguard.incidents import take_file
from secretguard.tui import desk
from tests.conftest import HandClock, SampleVault
from tests.tui.entering import enter
from tests.tui.evidencing import FACTS, until_done
from tests.tui.incident_story import begin_incident, live_a_little
from tests.tui.planning import begin as begin_plan
from tests.tui.planning import go_to
from tests.tui.support import SMALL, WIDE, Table, paint, play, play_to_the_end

SIZES = pytest.mark.parametrize("size", [SMALL, WIDE], ids=["80x24", "120x40"])
_ADDRESSES = re.compile(r"@font-face \{.*?\}\s*|<!-- Generated with Rich .*?-->\s*", re.DOTALL)

Shoot = Callable[[Table, str], Any]


class Picture(SVGImageExtension):  # type: ignore[misc]
    """An SVG without addresses: nobody needs to fetch a font for it."""

    def serialize(self, data: Any, **options: Any) -> Any:
        return _ADDRESSES.sub("", str(super().serialize(data, **options)))


@pytest.fixture
def shoot(snapshot: SnapshotAssertion) -> Shoot:
    """Compare what the screen shows with the picture of that name."""
    pictures = snapshot.use_extension(Picture)

    async def take(table: Table, name: str) -> None:
        assert table.app.is_running and table.app._exception is None, "a picture of an app that has died"
        table.app.clear_notifications()
        await table.pilot.pause()
        paint(table.app)
        assert table.app.export_screenshot(simplify=True) == pictures(name=name)

    return take


@pytest.fixture
def here(sample_vault: SampleVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SampleVault:
    """The vault by a name without a machine's folders in it; no search takes any time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(desk, "time", SimpleNamespace(monotonic=lambda: 0.0))
    return SampleVault(Path(sample_vault.folder.name), sample_vault.secret, sample_vault.recovery_code)


@SIZES
def test_a_drill_from_home_to_the_console_looks_as_before(
    here: SampleVault, clock: HandClock, shoot: Shoot, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await shoot(table, "home")
        await table.press("5", "down")
        await shoot(table, "register")
        await table.press("escape")
        await table.press("2")
        await shoot(table, "library")
        await table.press("enter")
        await shoot(table, "cast")
        await table.press("f8")
        await shoot(table, "console-opening")
        for step in ("inject", "question", "decision"):
            clock.advance(minutes=2)
            await table.press("f8")
            await shoot(table, f"console-{step}")
        await table.press("f5")
        await shoot(table, "player")
        await table.press("f5", "2")
        await table.write("大家都同意")
        await shoot(table, "console-conclusion")
        await table.press("f7")
        await shoot(table, "console-stopped")
        await table.press("ctrl+l")
        await shoot(table, "lock")

    play(here, clock, story, size=size)


@SIZES
def test_what_comes_after_the_drill_looks_as_before(
    here: SampleVault, clock: HandClock, shoot: Shoot, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await table.press("2", "enter", "f8")
        await table.write("供应商的货车停在三号门")
        play_to_the_end(table.room, clock, rating="bad")
        await table.press("f8")
        await shoot(table, "hotwash")
        await table.press("f7", "enter")
        await shoot(table, "results")
        await table.press("f3")
        await table.burst("货车")
        await table.until(lambda: "三号门" in table.said())
        await shoot(table, "search")
        await table.app.switch_mode("records")
        await table.pilot.pause()
        await shoot(table, "reports")

    play(here, clock, story, size=size)


@SIZES
def test_the_door_looks_as_before(
    here: SampleVault, clock: HandClock, shoot: Shoot, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await shoot(table, "door")
        await table.press("tab", "5")
        await shoot(table, "card")

    enter(clock, story, here.folder, size=size)


@SIZES
def test_the_plan_looks_as_before(
    here: SampleVault, clock: HandClock, shoot: Shoot, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        await table.press("3")
        await shoot(table, "plan-sizes")
        await begin_plan(table, opened=True)
        await go_to(table, "command", "deputy")
        await shoot(table, "plan-wizard")
        await table.press("f4")
        await shoot(table, "plan-people")
        await table.press("escape", "f2")
        await shoot(table, "plan-checks")
        await table.press("escape", "f7")
        await shoot(table, "plan-versions")
        await table.press("escape", "ctrl+g", "3")
        await table.until(lambda: table.where == "PlanWizardScreen")
        await go_to(table, "response")
        await shoot(table, "plan-table")

    play(here, clock, story, size=size)


@SIZES
def test_a_real_incident_looks_as_before(
    here: SampleVault, clock: HandClock, shoot: Shoot, size: tuple[int, int]
) -> None:
    async def story(table: Table) -> None:
        room = begin_incident(table)
        live_a_little(table)
        Path("chat.txt").write_text("14:05 示例乙：报价单发错群了\n" * 400, encoding="utf-8")
        take_file(room, Path("chat.txt"), FACTS)
        clock.advance(minutes=4)
        await table.press("1", "enter")
        await table.until(lambda: table.where == "IncidentRoomScreen")
        # The case was opened, so the file is read again: its line in the record is part of the picture.
        await until_done(table)
        await shoot(table, "war-room")
        await table.press("f4", "down")
        await shoot(table, "evidence")

    play(here, clock, story, size=size)
