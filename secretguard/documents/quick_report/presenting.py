"""From the facts to what the template loops over: plain dictionaries of words, tones and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from secretguard.clock import long_date, long_time
from secretguard.documents.quick_report import summary, words
from secretguard.documents.quick_report.accounts import objective_notes
from secretguard.documents.quick_report.grounds import GroundList
from secretguard.documents.quick_report.model import (
    ActionResult,
    ClockResult,
    DecisionResult,
    EvidenceResult,
    ObjectiveResult,
    Participant,
    QuickReport,
)
from secretguard.documents.quick_report.record import record_notes
from secretguard.i18n import _

Words = dict[str, object]

ATTACHMENT = "quick-report.json"
"""The name of the data inside the PDF."""

_NONE = "—"
_OPTION_TONES = {"good": "good", "partial": "mid", "bad": "bad"}
_EVIDENCE_TONES = {"kept": "good", "present": "mid", "at_risk": "warn", "lost": "bad"}
_MARK_TONES = {"done": "good", "late": "mid", "partly": "mid", "missed": "bad", "skipped": "good"}


def template_data(report: QuickReport, attachment_sha256: str) -> Words:
    """Everything that `quick-report.md` asks for. `attachment_sha256` is that of the data inside the PDF."""
    grounds = GroundList(ground for action in report.actions for ground in action.grounds)
    return {
        "report": report.model_dump(mode="python"),
        "draft": report.proof is None,
        "cover": _cover(report),
        "grade": words.cover_grade(report.grade),
        "grade_note": _grade_note(report),
        "summary": {
            "opening": summary.opening(report),
            "met": summary.met(report),
            "kept": summary.kept(report),
            "preserved": summary.preserved_after(report),
            "strengths": summary.strengths(report),
            "dangers": summary.dangers(report),
        },
        "objectives": [_objective(objective) for objective in report.objectives],
        "scored": any(objective.score is not None for objective in report.objectives),
        "objective_notes": objective_notes(report),
        "clocks": [_clock(clock) for clock in report.clocks],
        "decisions": [_decision(decision) for decision in report.decisions],
        "evidence": [_evidence(item) for item in report.evidence],
        "injects": _by_inject(report.actions, grounds),
        "mark_counts": _mark_counts(report.actions),
        "grounds": grounds.listed(),
        "people": [_person(person) for person in report.people],
        "evaluation": _("；").join(
            f"{person.name}　{_('、').join(person.evaluates)}" for person in report.people if person.evaluates
        ),
        "record": record_notes(report),
        "findings": [_finding(index, report) for index in range(len(report.findings))],
        "quotes": _quotes(report),
        "proof": _proof(report, attachment_sha256),
    }


def _cover(report: QuickReport) -> Words:
    kind = {"test": _("检验性"), "demonstration": _("示范性"), "study": _("研究性")}[report.kind]
    form = {"full": _("完整"), "short": _("短")}[report.form]
    playbook = report.playbook
    reached = words.scenario_time(report.scenario_to)
    begun = words.scenario_time(report.scenario_from)
    return {
        "when": _(
            "{span}（{zone}）", span=words.span(report.started, report.ended), zone=words.zone(report.started)
        ),
        "kind": _("{kind}，{form}形式", kind=kind, form=form),
        "playbook": _(
            "{title}（{id}，第 {version} 版）", title=playbook.title, id=playbook.id, version=playbook.version
        ),
        "scenario": _("{begun} 至 {reached}", begun=begun, reached=reached),
        "evaluators": _("、").join(report.signatories.evaluators) or _NONE,
        "date": long_date(report.moment),
    }


def _grade_note(report: QuickReport) -> str:
    counts = [
        f"{rating} {count}"
        for rating in ("P", "S", "M", "U")
        if (count := sum(objective.rating == rating for objective in report.objectives))
    ]
    return _("各目标评级：{counts}", counts=_("，").join(counts) or _NONE)


def _objective(objective: ObjectiveResult) -> Words:
    return {
        "id": objective.id,
        "title": objective.title,
        "measure": objective.measure,
        "score": _NONE if objective.score is None else str(objective.score),
        "proposed": objective.proposed,
        "rating": objective.rating,
        "previous": objective.previous or _NONE,
        "failed": objective.rating in ("M", "U"),
    }


def _clock(clock: ClockResult) -> Words:
    actual = _("未完成") if clock.actual is None else words.duration(clock.actual)
    promised = _("预案未写") if clock.promised is None else words.duration(clock.promised)
    if clock.promised is not None and clock.promise_place:
        promised += _("（预案 {place}）", place=clock.promise_place)
    legal = clock.legal_limit or _("无法定时限")
    if clock.legal_limit and clock.legal_ground:
        legal += _("（{note}）", note=clock.legal_ground)
    over = summary.is_over(clock)
    return {
        "name": words.clock_word(clock.clock),
        "actual": actual if clock.tested else _("本次未检验"),
        "promised": promised,
        "legal": legal,
        "over": over,
        "verdict": _verdict(clock, over),
        "tone": "bad" if over else "good",
    }


def _verdict(clock: ClockResult, over: bool) -> str:
    if not clock.tested or clock.promised is None:
        return ""
    return _("超时") if over else _("按时")


def _decision(decision: DecisionResult) -> Words:
    chosen = decision.text
    if decision.free_answer:
        chosen = _(
            "{free}（按选项 {option} 计：{text}）",
            free=decision.free_answer,
            option=decision.option,
            text=chosen,
        )
    return {
        "inject": decision.inject,
        "title": decision.title,
        "at": "" if decision.at is None else words.scenario_time(decision.at),
        "question": decision.question,
        "option": decision.option,
        "chosen": chosen,
        "rating": words.option_word(decision.rating),
        "tone": _OPTION_TONES[decision.rating],
        "why": decision.why,
        "consequence": decision.consequence,
        "by": decision.decided_by,
        "remark": decision.remark,
        "bad": decision.rating == "bad",
    }


def _evidence(item: EvidenceResult) -> Words:
    return {
        "title": item.title,
        "state": words.evidence_word(item.state),
        "tone": _EVIDENCE_TONES[item.state],
        "cause": item.cause or _NONE,
        "at": _NONE if item.at is None else words.scenario_time(item.at),
        "lost": item.state == "lost",
    }


def _by_inject(actions: Iterable[ActionResult], grounds: GroundList) -> list[Words]:
    groups: dict[str, list[Words]] = {}
    for number, action in enumerate(actions, 1):
        groups.setdefault(action.inject, []).append(_action(number, action, grounds))
    return [{"name": name, "actions": rows} for name, rows in groups.items()]


def _action(number: int, action: ActionResult, grounds: GroundList) -> Words:
    return {
        "number": number,
        "role": action.role,
        "text": action.text,
        "mark": words.mark_word(action.mark),
        "tone": _MARK_TONES[action.mark],
        "minute": _NONE if action.minute is None else words.duration(action.minute),
        "within": words.duration(action.within),
        "critical": action.critical,
        "grounds": grounds.short(action.grounds),
        "note": action.note,
        "missed": action.mark == "missed",
    }


def _mark_counts(actions: Iterable[ActionResult]) -> str:
    marks = [action.mark for action in actions]
    counted = (
        f"{words.mark_word(mark)} {marks.count(mark)}"
        for mark in ("done", "late", "partly", "missed", "skipped")
        if mark in marks
    )
    return _("，").join(counted)


def _person(person: Participant) -> Words:
    return {
        "role": person.role,
        "name": person.name,
        "duty": words.duty_word(person.duty),
        "present": person.present,
        "deputy": person.deputy or "",
    }


def _finding(index: int, report: QuickReport) -> Words:
    finding = report.findings[index]
    return {
        "number": finding.number,
        "text": finding.text,
        "section": finding.plan_section or _NONE,
        "action": finding.action,
        "owner": finding.owner,
        "due": "" if finding.due is None else finding.due.isoformat(),
    }


def _quotes(report: QuickReport) -> list[Words]:
    roles: dict[str, list[Words]] = {}
    for quote in report.quotes:
        line: Words = {"topic": words.topic_word(quote.topic), "text": quote.text}
        roles.setdefault(quote.role, []).append(line)
    return [{"role": role, "lines": lines} for role, lines in roles.items()]


def _proof(report: QuickReport, attachment_sha256: str) -> Words:
    proof = report.proof
    if proof is None:
        return {"printed": "", "issued": "", "attachment": attachment_sha256, "file": ATTACHMENT}
    return {
        "printed": f"{proof.checkpoint_size} {proof.checkpoint_root}",
        "size": proof.checkpoint_size,
        "root": proof.checkpoint_root,
        "journal": proof.journal,
        "first": proof.first_entry,
        "last": proof.last_entry,
        "issued": _("{time}（{zone}）", time=long_time(proof.issued), zone=words.zone(proof.issued)),
        "attachment": attachment_sha256,
        "file": ATTACHMENT,
    }
