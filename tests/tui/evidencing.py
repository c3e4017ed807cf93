"""An incident for the evidence screens: started without the screens, and files to take in."""

from __future__ import annotations

from pathlib import Path

from secretguard.incidents import Answers, Facts, IncidentRoom, take_file
from secretguard.tui.printing import report_folder
from secretguard.tui.screens.incident_evidence import IncidentEvidenceScreen
from secretguard.tui.screens.incident_view import IncidentViewScreen
from tests.incidents.playbooks import small_response
from tests.tui.support import Table

FACTS = Facts(
    category="chat-export",
    title="微信聊天记录导出包",
    source="业务员的电脑",
    method="本人同意，当面导出",
    holder="示例乙",
    witness="示例丙",
    proves="几点发出、谁收到",
    seal="SEAL-07",
)


def begin_incident(table: Table) -> IncidentRoom:
    """An incident found now, at hand on the desk."""
    answers = Answers(what="报价单误发微信群", found=table.clock(), knows=("示例甲",), unsure=True)
    return table.desk.incident().start(answers, small_response())


async def to_the_evidence(table: Table) -> None:
    """The evidence screen of a fresh incident."""
    begin_incident(table)
    await table.app.push_screen(IncidentEvidenceScreen())
    await table.press()


async def until_done(table: Table) -> None:
    """Whatever is being done with the evidence has come to its end."""
    await table.until(lambda: not table.desk.incident().work.running)
    await table.press()


def some_files(folder: Path) -> Path:
    """A folder with two files of the same content, another, and a link that is not taken."""
    folder.mkdir()
    (folder / "聊天.txt").write_text("14:05 示例甲：报价单发错群了\n" * 40, encoding="gb18030")
    (folder / "a.log").write_bytes(b"\x1b[31mred\x07 line\n" * 20)
    (folder / "b.log").write_bytes(b"\x1b[31mred\x07 line\n" * 20)
    (folder / "link").symlink_to(folder / "a.log")
    return folder


async def to_an_item(table: Table) -> None:
    """The evidence screen with one file in, under the cursor, its digest taken again."""
    room = begin_incident(table)
    folder = report_folder(table.desk)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "chat.txt"
    path.write_text("14:05 示例甲：报价单发错群了\n" * 4000, encoding="utf-8")
    take_file(room, path, FACTS)
    await table.app.push_screen(IncidentEvidenceScreen())
    await until_done(table)


async def to_its_content(table: Table) -> None:
    """The second piece of that file."""
    await to_an_item(table)
    await table.app.push_screen(IncidentViewScreen(1))
    await table.press("right")
