"""What is declared: answers about outside duties, the level, the playbook, limits, reports outside.

`at` is when it happened, None for now; UsageError for a moment to come.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import ValidationError

from secretguard.content import Answer, ResponsePlaybook
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.incidents import entries as kinds
from secretguard.incidents.entries import Limits, Notice
from secretguard.incidents.recording import in_words, make, occurred
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.severity import Proposal
from secretguard.incidents.starting import Override, level_entry, playbook_entry
from secretguard.vault import Entry


def answer(
    room: IncidentRoom,
    question: str,
    given: Answer,
    *,
    notices: Sequence[Notice] = (),
    remark: str | None = None,
    at: datetime | None = None,
) -> Entry:
    """Answer a question of the playbook; tasks and clocks follow. Raises RefusedError if it asks no such.

    `at` is when what the answer tells of happened: a limit may run from it.
    """
    with room.guard:
        state = room.require_open()
        if state.story is None or state.story.question(question) is None:
            raise RefusedError(_("剧本里没有“{question}”这一问。", question=question))
        return room.append(
            make(
                kinds.AnswerGiven,
                question=question,
                answer="yes" if notices else given,
                notices=tuple(notices),
                remark=remark,
                occurred=occurred(room, at),
            )
        )


def set_level(room: IncidentRoom, proposal: Proposal, override: Override | None = None) -> Entry:
    """Declare a level: the one proposed, or another with its reason."""
    with room.guard:
        room.require_open()
        try:
            return room.append(level_entry(proposal, override))
        except ValidationError as error:
            raise in_words(error) from error


def take_playbook(
    room: IncidentRoom, playbook: ResponsePlaybook, plan_steps: Mapping[str, Limits] | None = None
) -> Entry:
    """Follow another playbook from here on; tasks of the same id keep what was done."""
    with room.guard:
        room.require_open()
        return room.append(playbook_entry(playbook, plan_steps or {}))


def began(room: IncidentRoom, moment: datetime, source: str) -> Entry:
    """Since when the leak ran, as far as one knows, and from where one knows it."""
    with room.guard:
        state = room.require_open()
        when = occurred(room, moment)
        if when is not None and when > state.found:
            raise UsageError(_("开始的时间比发现还晚。"), _("请核对：先开始泄露，后发现。"))
        return room.append(make(kinds.BeganKnown, source=source, occurred=when))


def report_outside(
    room: IncidentRoom,
    duty: str,
    to: str,
    how: str,
    *,
    number: str | None = None,
    at: datetime | None = None,
) -> Entry:
    """An outside duty fulfilled: a clock's id, to whom, how, the receipt's number. Also after closing."""
    with room.guard:
        return room.append(
            make(
                kinds.OutsideReported,
                duty=duty,
                to=to,
                how=how,
                number=number,
                occurred=occurred(room, at),
            )
        )


def start_clock(
    room: IncidentRoom,
    clock_id: str,
    title: str,
    *,
    minutes: int | None = None,
    working_days: int | None = None,
    basis: Sequence[str] = (),
    at: datetime | None = None,
) -> Entry:
    """Let a limit run from something that happened (a ruling served). The law table's minutes win."""
    with room.guard:
        room.require_open()
        return room.append(
            make(
                kinds.ClockStarted,
                clock=clock_id,
                title=title,
                minutes=minutes,
                working_days=working_days,
                basis=tuple(basis),
                occurred=occurred(room, at),
            )
        )
