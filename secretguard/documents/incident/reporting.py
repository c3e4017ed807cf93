"""The incident report in words: what is known and not, limits, decisions, people, the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from secretguard.documents.incident import words
from secretguard.documents.incident.ending_model import PromiseFact
from secretguard.documents.incident.model import ClockFact, IncidentFacts, LineFact, Question
from secretguard.documents.incident.presenting import FINISHED, Words, is_late, one_line, one_task
from secretguard.documents.quick_report.words import duration
from secretguard.i18n import _
from secretguard.incidents import item_name


def report_words(facts: IncidentFacts) -> Words:
    """What the incident report asks for beside tasks, evidence and the end."""
    head = facts.head
    lines = facts.lines
    wrong = [item for item in facts.items if not item.holds]
    return {
        "known": {
            "what": head.what,
            "reported_by": head.reported_by or words.NONE,
            "knows": _("、").join(head.knows) or words.NONE,
            "opened": words.time(head.opened),
            "began": words.time(head.began),
            "began_source": head.began_source,
            "path": head.path or words.NONE,
            "secrets": _("、").join(
                _("{name}（{id}）", name=one.code_name, id=one.id) if one.id else one.code_name
                for one in facts.secrets
            )
            or words.NONE,
            "reasons": list(head.reasons),
            "override": head.override,
            "playbook": head.playbook or words.NONE,
            "contained": words.time(head.contained),
            "contained_how": head.contained_how,
            "closed": words.time(head.closed),
            "closed_by": head.closed_by,
        },
        "unknown": list(_unknown(facts)),
        "questions": [_question(one) for one in facts.questions],
        "clocks": [_clock(one) for one in facts.clocks],
        "decisions": [one_line(line) for line in lines if _is_decision(line)],
        "broken": [one_task(task) for task in facts.tasks if task.broke_order],
        "cuts": [
            {"at": words.short_time(one.at), "what": one.what, "why": one.why, "seq": one.seq}
            for one in facts.cuts
        ],
        "reports": [
            {
                "duty": one.event or one.duty,
                "to": one.to,
                "how": one.how,
                "number": one.number or words.NONE,
                "at": words.short_time(one.at),
            }
            for one in facts.reports
        ],
        "people": list(_people(facts)),
        "counts": {
            "tasks": len(facts.tasks),
            "done": sum(task.status in FINISHED for task in facts.tasks),
            "over": sum(task.status == "over" for task in facts.tasks),
            "evidence": len(facts.items),
            "wrong": len(wrong),
            "lines": len(lines),
            "late": sum(is_late(line) for line in lines),
            "undone": sum(line.undone_by is not None for line in lines),
            "corrected": sum(bool(line.corrections) for line in lines),
        },
        "next_clock": "" if head.closed else _next_clock(facts.clocks),
    }


def ending_words(facts: IncidentFacts) -> Words:
    """What is known once it is over, and what the plan promised."""
    ending, spans = facts.ending, facts.spans
    return {
        "ends": [end.title for end in ending.ends],
        "criteria": list(ending.criteria),
        "reviews": [
            {"at": words.short_time(one.at), "whys": list(one.whys), "lessons": list(one.lessons)}
            for one in ending.reviews
        ],
        "costs": [{"what": one.what, "yuan": f"{one.yuan:,}"} for one in ending.costs],
        "cost": f"{sum(one.yuan for one in ending.costs):,}",
        "kept_until": ending.kept_until.isoformat() if ending.kept_until else "",
        "kept_why": ending.kept_why,
        "numbers": [
            {"what": _("从泄露开始到发现"), "span": words.span(spans.detect)},
            {"what": _("从发现到开卷"), "span": words.span(spans.open)},
            {"what": _("从发现到报到负责人"), "span": words.span(spans.report)},
            {"what": _("从发现到固定证据"), "span": words.span(spans.preserve)},
            {"what": _("从发现到控制住"), "span": words.span(spans.contain)},
        ],
        "promises": [_promise(one) for one in facts.promises],
        "closed": facts.head.closed is not None,
    }


def _unknown(facts: IncidentFacts) -> Iterator[str]:
    head = facts.head
    if head.began is None:
        yield _("什么时候开始泄露，还不知道。")
    if not head.path:
        yield _("从哪一条路泄露，还不知道。")
    if not head.knows:
        yield _("哪些人已经知道，还没有名单。")
    if not facts.secrets:
        yield _("涉及哪一项商业秘密，还没有指明。")
    if head.contained is None and head.closed is None:
        yield _("是否还在外流，还没有控制住的记录。")
    if not facts.items:
        yield _("还没有收取证据。")
    for item in facts.items:
        if not item.holds:
            yield _("{item} 对不上，原因要查明。", item=item_name(item.number))


def _question(question: Question) -> Words:
    return {
        "ask": question.ask,
        "answer": words.answer_word(question.answer),
        "open": question.answer in (None, "unknown"),
        "at": words.short_time(question.at),
        "remark": _("；").join((*question.notices, *((question.remark,) if question.remark else ())))
        or words.NONE,
    }


def _clock(clock: ClockFact) -> Words:
    state, tone = words.clock_state(clock)
    kind = {
        "legal": _("法定"),
        "contract": _("合同"),
        "promise": _("预案"),
        "started": _("另起"),
    }[clock.kind]
    return {
        "kind": kind,
        "title": clock.event or clock.title,
        "own": clock.title if clock.event and clock.title != clock.event else "",
        "limit": clock.limit or words.NONE,
        "due": _due(clock),
        "met": words.short_time(clock.met),
        "state": state,
        "tone": tone,
        "grounds": _("、").join((*clock.grounds, *clock.own_grounds)) or words.NONE,
    }


def _due(clock: ClockFact) -> str:
    if clock.due is None:
        return clock.limit or _("立即")
    if clock.certain:
        return words.short_time(clock.due)
    doubt = _("节假日安排未公布，待核") if clock.kind == "started" else _("待答")
    return _("{time}（{note}）", time=words.short_time(clock.due), note=doubt)


def _next_clock(clocks: Sequence[ClockFact]) -> str:
    running = [
        clock
        for clock in clocks
        if clock.met is None and clock.due is not None and clock.state != "uncertain"
    ]
    if not running:
        return ""
    clock = running[0]
    return f"{words.short_time(clock.due)} {clock.event or clock.title}"


def _is_decision(line: LineFact) -> bool:
    return (line.decision or line.kind == "severity.set") and line.undone_by is None


def _promise(promise: PromiseFact) -> Words:
    actual, verdict, tone = words.promise_state(promise)
    return {
        "what": words.promise_word(promise.clock),
        "text": promise.text,
        "section": promise.section,
        "promised": duration(promise.minutes),
        "actual": actual,
        "verdict": verdict,
        "tone": tone,
    }


def _people(facts: IncidentFacts) -> Iterator[Words]:
    """Everybody named, and in what part."""
    parts: dict[str, list[str]] = {}

    def named(name: str, part: str) -> None:
        if name and part not in parts.setdefault(name, []):
            parts[name].append(part)

    named(facts.head.reported_by, _("报告人"))
    for name in facts.head.knows:
        named(name, _("知情"))
    for task in facts.tasks:
        named(task.by, _("承办任务"))
    for item in facts.items:
        named(item.taker, _("收取证据"))
        named(item.holder, _("保管证据"))
        named(item.witness, _("见证"))
        for link in item.chain:
            named(link.giver, _("交接证据"))
            named(link.taker, _("交接证据"))
    for line in facts.lines:
        named(line.author, _("记录"))
    for name, found in parts.items():
        yield {"name": name, "parts": _("、").join(found)}
