"""From the facts to what `final-report.md` loops over, beside all that the quick report's parts ask for."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.clock import long_time
from secretguard.documents.final_report.model import FinalReport, Improvement, JournalLine, TimelineEvent
from secretguard.documents.quick_report import presenting, words
from secretguard.drills import clock_text
from secretguard.i18n import _, _p

Words = dict[str, object]

ATTACHMENT = "final-report.json"
"""The name of the data inside the PDF."""

_LINK_SHOWN = 16
_CHART_STATES = {"done": "ok", "late": "late", "partly": "late", "missed": "missed"}


def template_data(final: FinalReport, attachment_sha256: str) -> Words:
    """Everything that `final-report.md` asks for."""
    data = presenting.template_data(final.report, attachment_sha256)
    proof = data["proof"]
    assert isinstance(proof, dict)
    return {
        **data,
        "proof": {**proof, "file": ATTACHMENT},
        "story": final.story.model_dump(mode="python"),
        "timeline": [_event(event) for event in final.timeline],
        "moments": [
            {
                "number": moment.number,
                "role": moment.role,
                "minute": moment.clock // 60_000,
                "state": _CHART_STATES[moment.mark],
            }
            for moment in final.moments
        ],
        "improvements": [_improvement(line) for line in final.improvements],
        "standing": _standing(final),
        "declined": [line.model_dump(mode="python") for line in final.declined],
        "statements": list(_statements(final)),
        "comments": [
            {"text": line.text, "by": line.by, "report": line.report, "at": long_time(line.at)}
            for line in final.comments
        ],
        "journal": [_journal_line(line) for line in final.journal],
    }


def _event(event: TimelineEvent) -> Words:
    return {
        "clock": clock_text(event.clock),
        "scenario": "" if event.scenario is None else words.scenario_time(event.scenario),
        "kind": event.kind,
        "text": event.text,
        "by": event.by,
    }


def nature_word(nature: str) -> str:
    """What a finding is about."""
    return {
        "plan": _p("nature", "预案"),
        "people": _p("nature", "人员"),
        "score": _p("nature", "行动"),
        "evidence": _p("nature", "证据"),
        "measure": _p("nature", "措施"),
        "other": _p("nature", "其他"),
    }[nature]


def _improvement(line: Improvement) -> Words:
    return {
        "number": line.number,
        "text": line.text,
        "nature": nature_word(line.nature),
        "section": line.plan_section or "—",
        "cause": line.cause,
        "action": line.action,
        "owner": line.owner,
        "due": "" if line.due is None else line.due.isoformat(),
        "status": {"open": _("待定"), "assigned": _("在办"), "closed": _("已关闭")}[line.status],
        "tone": {"open": "warn", "assigned": "mid", "closed": "good"}[line.status],
        "closing": line.closing,
    }


def _standing(final: FinalReport) -> str:
    """How many lines of the plan are done, and whether any lacks its cause."""
    closed = sum(line.status == "closed" for line in final.improvements)
    text = _("共 {count} 条，已关闭 {closed} 条，不采纳 {declined} 条。", count=len(final.improvements),
             closed=closed, declined=len(final.declined))  # fmt: skip
    unexplained = [line.number for line in final.improvements if not line.cause]
    if unexplained:
        text += _("没有写明原因的：{numbers}。", numbers=_("、").join(unexplained))
    return text


def _statements(final: FinalReport) -> Iterator[Words]:
    questions = {
        "worked": _("顺在哪里"),
        "hindered": _("卡在哪里"),
        "change": _("明天改哪一件"),
        "other": _("其他"),
    }
    for line in final.statements:
        yield {"role": line.role, "name": line.name, "topic": questions[line.topic], "text": line.text}


def _journal_line(line: JournalLine) -> Words:
    return {
        "seq": line.seq,
        "time": "—" if line.recorded is None else f"{line.recorded:%m-%d %H:%M:%S}",
        "kind": line.kind,
        "text": line.text,
        "link": line.link[:_LINK_SHOWN],
    }
