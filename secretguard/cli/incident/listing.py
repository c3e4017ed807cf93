"""`incident calls|list`: whom to call, in order, and every incident of the vault."""

from __future__ import annotations

import typer

from secretguard.cli.grammar import command
from secretguard.cli.incident.app import app
from secretguard.cli.incident.wording import incident_status_word, level_word
from secretguard.cli.moments import iso, when
from secretguard.cli.state import CommandState
from secretguard.clock import offset_minutes
from secretguard.i18n import _, deferred
from secretguard.incidents import Call, IncidentLine, calls, list_incidents, shredded_count
from secretguard.register import PersonSet


@command(app, "calls", deferred("打给谁：按先后，每人两个电话，和替补"))
def show_calls(context: typer.Context) -> None:
    state: CommandState = context.obj
    with state.vault() as vault:
        found = calls(state.register(vault).state)
    tell_calls(state, found)


def tell_calls(state: CommandState, found: tuple[Call, ...]) -> None:
    """Whom to call, in order, with both phones and the deputy."""
    rows = [[call.duty, _with_phones(call.person), _with_phones(call.deputy)] for call in found]
    if rows:
        state.out.table([_("职责"), _("打给"), _("打不通，打给替补")], rows)
    else:
        state.out.say(_("台账里没有登记职责，不知道打给谁。用 people add --duty 登记。"))
    state.out.facts(
        calls=[
            {
                "duty": call.duty,
                "person": call.person.model_dump(mode="json"),
                "deputy": call.deputy.model_dump(mode="json") if call.deputy else None,
            }
            for call in found
        ]
    )


def _with_phones(person: PersonSet | None) -> str:
    if person is None:
        return _("缺")
    phones = [one for one in (person.phones.first, person.phones.second) if one]
    return " ".join([person.person.name, *(phones or [_("缺电话")])])


@command(app, "list", deferred("库里的全部事件"))
def list_all(context: typer.Context) -> None:
    state: CommandState = context.obj
    zone = offset_minutes(state.clock())
    with state.vault() as vault:
        lines = list_incidents(vault)
        shredded = shredded_count(vault)
    state.out.facts(
        incidents=[
            {
                "id": line.id,
                "what": line.what,
                "status": line.status,
                "level": line.level or None,
                "found": iso(line.found, zone),
                "tasks": line.tasks,
                "done": line.done,
                "next_due": iso(line.next_due, zone),
                "wrong": line.wrong,
            }
            for line in lines
        ],
        shredded=shredded,
    )
    if lines:
        _tell_lines(state, lines, zone)
    else:
        state.out.say(_("还没有事件。用 incident start 开始。"))
    if shredded:
        state.out.say(_("另有 {count} 起已销毁。", count=shredded))


def _tell_lines(state: CommandState, lines: list[IncidentLine], zone: int) -> None:
    rows = [
        [
            line.id[:8],
            line.what,
            level_word(line.level),
            incident_status_word(line.status),
            when(line.found, zone),
            f"{line.done}/{line.tasks}",
            str(line.wrong) if line.wrong else "—",
        ]
        for line in lines
    ]
    heads = [_("编号"), _("什么事"), _("等级"), _("进度"), _("发现"), _("任务"), _("证据对不上")]
    state.out.table(heads, rows)
