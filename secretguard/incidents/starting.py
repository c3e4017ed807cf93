"""The first minute: three questions, a level with its reasons, a playbook, and whom to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from pydantic import ValidationError

from secretguard.clock import Clock, to_microseconds
from secretguard.content import Answer, ResponsePlaybook
from secretguard.content import ResponseLevel as Level
from secretguard.entries import EntryModel
from secretguard.errors import RefusedError, UsageError
from secretguard.i18n import _
from secretguard.incidents.entries import (
    JOURNAL_KIND,
    AnswerGiven,
    IncidentOpened,
    Limits,
    PlaybookTaken,
    SeveritySet,
)
from secretguard.incidents.recording import in_words
from secretguard.incidents.room import IncidentRoom
from secretguard.incidents.severity import Grading, Proposal, situations_of
from secretguard.incidents.story import write_story
from secretguard.plans import SeverityCase
from secretguard.register import PersonSet, Register, RegisterState
from secretguard.vault import NewEntry, Vault

CALL_ORDER: Final = ("CO", "GM", "IT", "LEG", "HR", "PR")
"""Whom to call first: liaison, head, technician, lawyer, personnel, spokesman."""


@dataclass(frozen=True)
class Answers:
    """What one knows in the first minute. Only `what` and `found` are asked of everybody.

    `situations` are rows of the severity table; `outside` says that the secret has already left;
    `facts` answer the playbook's questions.
    """

    what: str
    found: datetime
    knows: tuple[str, ...] = ()
    path: str | None = None
    reported_by: str | None = None
    secrets: tuple[str, ...] = ()
    situations: tuple[str, ...] = ()
    loss_yuan: int | None = None
    loss_percent: int | None = None
    outside: bool = False
    unsure: bool = True
    facts: Mapping[str, Answer] = field(default_factory=dict)
    from_drill: str | None = None


@dataclass(frozen=True, slots=True)
class Override:
    """Another level than the one proposed, with the reason and who decided."""

    level: Level
    why: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class DrillHandover:
    """What a drill gives to a real incident: its id (hex) and what it was about."""

    drill: str
    title: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody to call: for which duty, who, and who stands in."""

    duty: str
    person: PersonSet
    deputy: PersonSet | None


def propose_level(answers: Answers, grading: Grading, register: RegisterState) -> Proposal:
    """The level that the answers give by a table, with its reasons."""
    secrets = [register.secrets[one] for one in answers.secrets if one in register.secrets]
    own = situations_of(secrets, outside=answers.outside)
    case = SeverityCase(
        situations=(*answers.situations, *own),
        loss_yuan=answers.loss_yuan,
        loss_percent=answers.loss_percent,
        unsure=answers.unsure,
    )
    return grading.propose(case)


def start_incident(
    vault: Vault,
    register: Register,
    answers: Answers,
    playbook: ResponsePlaybook,
    grading: Grading,
    clock: Clock,
    *,
    plan_steps: Mapping[str, Limits] | None = None,
    override: Override | None = None,
    members: Iterable[bytes] | None = None,
) -> IncidentRoom:
    """Open an incident: its journal, then the answers, level and playbook in one transaction.

    `plan_steps` are the plan's own limits (`plan_limits`); `members` (ids, yourself among them) keep the
    circle small: nobody else can read the journal. Raises UsageError for what cannot be recorded.
    """
    now = clock()
    if answers.found > now:
        raise UsageError(_("发现的时间还没有到。"), _("请写已经过去的时间，例如 -10（十分钟前）或 14:05。"))
    try:
        proposal = propose_level(answers, grading, register.state)
        first = list(_first_entries(answers, playbook, proposal, plan_steps or {}, override))
    except ValidationError as error:
        raise in_words(error) from error
    journal = vault.create_journal(
        JOURNAL_KIND, answers.what.strip(), enterprise=register.id, members=members
    )
    vault.append_all(journal, [NewEntry(entry.kind, entry.parts(), entry.version) for entry in first])
    room = IncidentRoom(vault, journal, clock)
    room.write_summary()
    return room


def from_drill(handover: DrillHandover, answers: Answers) -> Answers:
    """The answers of an incident that began as a drill: it names the drill, and keeps its path and title."""
    return replace(
        answers,
        what=answers.what.strip() or handover.title,
        path=answers.path or handover.path,
        from_drill=handover.drill,
    )


def limits_for(playbook: ResponsePlaybook, plan_steps: Mapping[str, Limits]) -> dict[str, Limits]:
    """The plan's own limits by task, for the tasks that keep a step of the plan's response table."""
    return {
        task.id: plan_steps[task.plan_step]
        for task in playbook.tasks
        if task.plan_step is not None and task.plan_step in plan_steps
    }


def calls(register: RegisterState) -> tuple[Call, ...]:
    """Whom to call, in order, each once, with the deputy; duties nobody holds are left out."""
    found: dict[str, Call] = {}
    for duty in CALL_ORDER:
        person = register.with_duty(duty)
        if person is not None and person.id not in found:
            found[person.id] = Call(duty, person, register.deputy_of(person.id))
    return tuple(found.values())


def heads_of(register: RegisterState) -> frozenset[str]:
    """The names of those to whom a report goes: liaison and head."""
    return frozenset(one.person.name for one in register.in_service() if {"CO", "GM"} & set(one.duties))


def _first_entries(
    answers: Answers,
    playbook: ResponsePlaybook,
    proposal: Proposal,
    plan_steps: Mapping[str, Limits],
    override: Override | None,
) -> Iterator[EntryModel]:
    yield IncidentOpened(
        what=answers.what,
        found=to_microseconds(answers.found),
        knows=answers.knows,
        path=answers.path,
        reported_by=answers.reported_by,
        secrets=answers.secrets,
        from_drill=answers.from_drill,
    )
    yield level_entry(proposal, override)
    yield playbook_entry(playbook, plan_steps)
    for question, given in answers.facts.items():
        yield AnswerGiven(question=question, answer=given)


def level_entry(proposal: Proposal, override: Override | None) -> SeveritySet:
    """The entry that declares a level. Raises RefusedError for another one without a reason."""
    if override is None or override.level == proposal.level:
        by = override.by if override else None
        return SeveritySet(level=proposal.level, reasons=proposal.reasons, proposed=proposal.level, by=by)
    refuse_without_reason(proposal, override)
    return SeveritySet(
        level=override.level,
        reasons=proposal.reasons,
        proposed=proposal.level,
        override=override.why,
        by=override.by,
    )


def refuse_without_reason(proposal: Proposal, override: Override | None) -> None:
    """Raises RefusedError for another level than the one proposed if nobody says why."""
    if override is not None and override.level != proposal.level and not override.why.strip():
        raise RefusedError(
            _("改了等级，还没有写为什么。"),
            _("请写一句话：表上算{level}级，为什么另定。", level=proposal.level),
        )


def playbook_entry(playbook: ResponsePlaybook, plan_steps: Mapping[str, Limits]) -> PlaybookTaken:
    """The entry that takes a playbook, whole, with the plan's own limits."""
    return PlaybookTaken(
        playbook=playbook.id,
        edition=playbook.version,
        story=write_story(playbook),
        limits=limits_for(playbook, plan_steps),
    )
