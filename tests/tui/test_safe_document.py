"""A report in the preview: made safe before its lines are broken, so that every border stands straight."""

from __future__ import annotations

from rich.cells import cell_len

from secretguard import drills
from secretguard.content import Playbook, content_folders, load_law, load_plan_sections
from secretguard.documents.reporting import QuickReports
from secretguard.register import Register
from secretguard.tui.safe_document import safe_terminal
from secretguard.tui.safe_text import safe
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.tui.support import play_to_the_end

WIDTH = 64


def test_every_framed_line_of_a_report_is_equally_wide(
    vault: Vault, register: Register, departing_engineer: Playbook, clock: HandClock
) -> None:
    room = drills.plan_drill(vault, register, departing_engineer, clock)
    play_to_the_end(room, clock)
    drills.begin_hotwash(room)
    folders = content_folders("standards")
    document = QuickReports(room, load_law(folders), load_plan_sections(folders)).draft().document
    lines = safe_terminal(document, WIDTH).splitlines()
    assert max(cell_len(line) for line in lines) <= WIDTH
    framed = [line for line in lines if line.startswith(("│", "║", "┃", "╭", "╔"))]
    assert any("・" in line for line in framed), "a frame with a widened character is what this is about"
    assert {cell_len(line.rstrip()) for line in framed} == {cell_len(framed[0].rstrip())}
    assert all(line == safe(line) for line in lines)
