"""A real incident in tests of the screens: started, written into, brought to each of its states."""

from __future__ import annotations

from datetime import timedelta

from secretguard.content import ResponsePlaybook
from secretguard.incidents import (
    Answers,
    Facts,
    IncidentRoom,
    Notice,
    add_task,
    answer,
    correct,
    done,
    parse_line,
    take_object,
    undo,
    write_line,
)
from secretguard.tui.screens.incident_ways import go_to
from tests.tui.support import Table


def begin_incident(
    table: Table, playbook: ResponsePlaybook | None = None, what: str = "报价单误发微信群"
) -> IncidentRoom:
    """An incident found twenty minutes ago, at hand; by the general playbook unless another is given."""
    desk = table.desk.incident()
    found = table.clock() - timedelta(minutes=20)
    story = playbook or next(
        one.playbook for one in desk.responses() if one.playbook.id == "response-general"
    )
    answers = Answers(what=what, found=found, knows=("示例甲",), unsure=False, situations=("spread-rival",))
    return desk.start(answers, story)


def note(table: Table, text: str) -> int:
    """A line as typed; its number."""
    desk, room = table.desk.incident(), table.desk.incident().at_hand()
    written = write_line(room, parse_line(text, table.clock(), desk.known()))
    return written.note or 0


def live_a_little(table: Table) -> IncidentRoom:
    """Notes early and late, a decision, a correction, something undone, tasks, an answer, evidence."""
    room = table.desk.incident().at_hand()
    note(table, "群里 37 人，供应商的人也在")
    table.clock.advance(minutes=2)
    wrong = note(table, "-25 业务员说是选错了群")
    correct(room, wrong, "业务员说是群名相近，选错了")
    note(table, "!不群发撤回，先截屏")
    gone = note(table, "记错了地方")
    undo(room, gone)
    table.clock.advance(minutes=3)
    done(room, "note", by="示例甲", note="已记")
    add_task(room, "通知保安留监控", role="SEC")
    answer(room, "contract_notice", "yes", notices=(Notice(to="示例甲方", hours=24),))
    take_object(
        room,
        Facts(
            category="chat-export", title="业务员手机", source="业务员", method="自愿交出", holder="示例乙",
            witness="示例丙", proves="几点发出、谁收到",
        ),
    )  # fmt: skip
    return room


async def see(table: Table, name: str) -> None:
    """One of the incident's screens, on top."""
    go_to(table.app, name)
    await table.press()
