"""Before the first inject: plan a drill, seat people, answer the opening check, start the clock."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from secretguard.clock import Clock
from secretguard.content.playbook import Playbook
from secretguard.drills.entries import (
    JOURNAL_KIND,
    DrillPlanned,
    DrillStarted,
    Form,
    GateChecked,
    PlaybookPin,
    Presence,
    Promise,
    Purpose,
    SeatCleared,
    SeatTaken,
)
from secretguard.drills.gate import PERSON_CHECKS, gate_gaps
from secretguard.drills.room import DrillRoom
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register import Register
from secretguard.vault import Vault

STAFF_SEATS = ("DIRECTOR", "FACILITATOR", "EVALUATOR", "RECORDER", "OBSERVER")
"""Seats that every drill has beside the playbook's roles: 总策划, 主持, 评估, 记录, 观摩."""


def playbook_digest(playbook: Playbook) -> str:
    """SHA-256 (hex) over the playbook's content, so that a drill says which text it played."""
    return hashlib.sha256(_story_text(playbook).encode()).hexdigest()


def _story_text(playbook: Playbook) -> str:
    story = playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(story, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def plan_drill(
    vault: Vault,
    register: Register,
    playbook: Playbook,
    clock: Clock,
    *,
    form: Form = "full",
    purpose: Purpose = "test",
    parameters: Mapping[str, str] | None = None,
    promises: Sequence[Promise] = (),
    place: str | None = None,
    facilitator: str | None = None,
) -> DrillRoom:
    """Open a drill's journal with the whole playbook in it, and seat the register's people by duty.

    Promises and parameters not given come from the register or the playbook. Raises RefusedError for a
    parameter the playbook does not have.
    """
    unknown = sorted(set(parameters or {}) - set(playbook.parameters))
    if unknown:
        raise RefusedError(
            _("剧本没有参数“{name}”。", name=unknown[0]),
            _("可填的参数：{names}。", names=_("、").join(playbook.parameters) or _("无")),
        )
    measured = tuple(promises) or _stated(register)
    journal = vault.create_journal(JOURNAL_KIND, playbook.title, enterprise=register.id)
    room = DrillRoom(vault, journal, clock)
    room.append(
        DrillPlanned(
            playbook=PlaybookPin(id=playbook.id, version=playbook.version, digest=playbook_digest(playbook)),
            story=json.loads(_story_text(playbook)),
            form=form,
            purpose=purpose,
            parameters=_parameters(playbook, register, parameters or {}, measured),
            promises=measured,
            place=place,
            facilitator=facilitator,
        )
    )
    _seat_by_duty(room, register, playbook)
    if facilitator:
        room.append(SeatTaken(seat="FACILITATOR", name=facilitator))
    return room


def _stated(register: Register) -> tuple[Promise, ...]:
    """The times that the register says the plan promises."""
    return tuple(Promise.model_validate(item.model_dump()) for item in register.state.promises)


def _parameters(
    playbook: Playbook, register: Register, given: Mapping[str, str], promises: Sequence[Promise]
) -> dict[str, str]:
    secrets = list(register.state.secrets.values())
    first = next((secret for secret in secrets if secret.secret.classification == "core"), None) or next(
        iter(secrets), None
    )
    from_register = {
        "register.secret.code_name": first.secret.code_name if first else None,
        "register.secret.system": first.system if first else None,
        "register.secret.holder": first.holder if first else None,
        "register.enterprise.name": register.name or None,
        **{f"plan.promise.{promise.clock}": str(promise.minutes) for promise in promises},
    }
    filled = {}
    for name, parameter in playbook.parameters.items():
        known = from_register.get(parameter.source or "")
        filled[name] = given.get(name) or known or parameter.default
    return filled


def _seat_by_duty(room: DrillRoom, register: Register, playbook: Playbook) -> None:
    for role in playbook.roles:
        holder = register.state.with_duty(role.id)
        if role.played_by == "player" and holder is not None:
            room.append(SeatTaken(seat=role.id, name=holder.person.name, person=holder.person.id))


def seat(
    room: DrillRoom,
    register: Register,
    seat_id: str,
    who: str,
    *,
    presence: Presence = "present",
    deputy: str | None = None,
) -> SeatTaken:
    """Put a person (register id, name, or any typed name) on a seat; a deputy sits in for an absent one.

    Raises RefusedError for a seat the playbook does not have, or before planning, or after the end.
    """
    state = room.require("planned", "running", "paused")
    known = {role.id: role.title for role in state.playbook.roles} if state.playbook else {}
    if seat_id not in known and seat_id not in STAFF_SEATS:
        raise RefusedError(
            _("没有“{seat}”这个岗位。", seat=seat_id),
            _("可用的岗位：{names}。", names=_("、").join([*known, *STAFF_SEATS])),
        )
    person = register.state.named(who)
    name = person.person.name if person else who
    entry = SeatTaken(seat=seat_id, name=name, person=person.person.id if person else None, presence=presence)
    if deputy:
        standing_in = register.state.named(deputy)
        entry = SeatTaken(
            seat=seat_id,
            name=standing_in.person.name if standing_in else deputy,
            person=standing_in.person.id if standing_in else None,
            presence="deputy",
            instead_of=name,
        )
    room.append(entry)
    return entry


def clear_seat(room: DrillRoom, seat_id: str) -> None:
    """Empty a seat. Raises RefusedError if nobody sits there."""
    if seat_id not in room.require("planned", "running", "paused").seats:
        raise RefusedError(_("“{seat}”上本来没有人。", seat=seat_id))
    room.append(SeatCleared(seat=seat_id))


def answer_gate(room: DrillRoom, check: str, answer: bool, remark: str | None = None) -> None:
    """Answer one of the people's lines. Raises RefusedError for a line the machine answers, or unknown."""
    room.require("planned")
    if check not in PERSON_CHECKS:
        raise RefusedError(
            _("“{check}”不是要由人回答的检查项。", check=check),
            _("可以回答的：{names}。", names=_("、").join(PERSON_CHECKS)),
        )
    room.append(GateChecked(check=check, answer="yes" if answer else "no", remark=remark))


def start(room: DrillRoom) -> tuple[str, ...]:
    """Start the clock; returns the opening checks that were not met (they are recorded, not forbidden)."""
    state = room.require("planned")
    gaps = gate_gaps(state)
    room.append(DrillStarted(gaps=gaps))
    return gaps
