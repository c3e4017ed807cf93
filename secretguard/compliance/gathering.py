"""Reading what the vault holds of an enterprise, for the automatic rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from secretguard import plans
from secretguard.actions import Actions
from secretguard.clock import Clock, from_microseconds
from secretguard.compliance.entries import JOURNAL_KIND
from secretguard.compliance.holdings import AssessmentHeld, Holdings, IncidentHeld, PlanHeld
from secretguard.drills import drill_facts
from secretguard.incidents import list_incidents, open_incident
from secretguard.register import Register
from secretguard.vault import Json, Vault


def gather_holdings(vault: Vault, register: Register, clock: Clock, apart_from: str = "") -> Holdings:
    """Everything the rules look at, today. `apart_from`: the assessment (hex) that asks."""
    today = clock().date()
    enterprise = register.id
    actions = Actions(vault, enterprise)
    findings = tuple(actions.state.findings.values())
    return Holdings(
        today=today,
        register=register.state,
        plan=_plan(vault, enterprise, today),
        drills=drill_facts(vault, enterprise),
        findings=findings,
        incidents=tuple(_incidents(vault, enterprise, clock, {f.raised.finding.source for f in findings})),
        assessments=tuple(_assessments(vault, enterprise, apart_from)),
    )


def _plan(vault: Vault, enterprise: str, today: date) -> PlanHeld | None:
    journal = next(
        (info.id for info in vault.journals(plans.JOURNAL_KIND) if info.enterprise == enterprise), None
    )
    version = plans.fold(vault.entries(journal)).in_force(today) if journal else None
    if version is None:
        return None
    answers = plans.state_of(version).answers
    values: dict[str, Json] = {key: answer.value for key, answer in answers.items() if answer.unknown is None}
    named = (plans.people_in(each, values.get(each.id)) for each in plans.form_of(version).all_fields())
    approval = version.approval
    return PlanHeld(
        approval.number, approval.by, approval.on, approval.review_due, values, frozenset().union(*named)
    )


def _incidents(vault: Vault, enterprise: str, clock: Clock, sources: set[str]) -> Iterator[IncidentHeld]:
    for line in list_incidents(vault):
        if line.enterprise != enterprise or line.status == "empty":
            continue
        if line.status != "closed":
            yield IncidentHeld(line.id, line.what, None, None)
            continue
        state = open_incident(vault, line.id, clock).state
        reviewed = state.reviews[-1] if state.reviews else None
        lessons = sum(len(review.lessons) for review, _stamp in state.reviews) + (line.id in sources)
        yield IncidentHeld(
            line.id,
            line.what,
            _day(state.closed[1].occurred, state.closed[1].tz) if state.closed else None,
            _day(reviewed[1].occurred, reviewed[1].tz) if reviewed else None,
            lessons,
        )


def _assessments(vault: Vault, enterprise: str, apart_from: str) -> Iterator[AssessmentHeld]:
    for info in vault.journals(JOURNAL_KIND):
        summary: Mapping[str, Json] = info.summary or {}
        if info.enterprise != enterprise or summary.get("status") != "frozen" or info.id.hex() == apart_from:
            continue
        yield AssessmentHeld(
            id=info.id.hex(),
            title=str(summary.get("title", info.title)),
            side=str(summary.get("side", "self")),
            on=date.fromisoformat(str(summary["on"])),
            by=str(summary.get("by", "")),
            reviewer=str(summary["reviewer"]) if summary.get("reviewer") else None,
        )


def _day(moment: int, tz: int) -> date:
    return from_microseconds(moment, tz).date()
