"""From the facts to what the templates loop over: plain dictionaries of words and numbers."""

from __future__ import annotations

from collections.abc import Mapping

from secretguard.documents.incident import words
from secretguard.documents.incident.chains import item_words
from secretguard.documents.incident.model import (
    IncidentFacts,
    LineFact,
    TaskFact,
)
from secretguard.documents.quick_report.words import zone
from secretguard.i18n import _
from secretguard.incidents import item_name, kind_word

Words = dict[str, object]
_HEADER_LENGTH, _COVER_LENGTH = 26, 40
"""In characters; what is cut is printed whole inside."""
FINISHED = ("done", "skipped")


def frame_words(facts: IncidentFacts, title: str, masked: Mapping[str, int] | None) -> Words:
    """What every paper has: title, incident, cover rows, the mask's account, the checkpoint."""
    head, proof = facts.head, facts.proof
    moment = head.as_of
    return {
        "paper": title,
        "head": {
            "enterprise": head.enterprise,
            "running": words.short(head.enterprise, _HEADER_LENGTH),
            "what": head.what,
            "short": words.short(head.what, _COVER_LENGTH),
            "level": words.level_word(head.level),
            "status": words.status_word(head.status),
            "found": words.time(head.found),
            "as_of": _("{time}（{zone}）", time=words.time(moment), zone=zone(moment)),
            "date": words.time(moment).rpartition(" ")[0],
            "since": words.span(_microseconds(facts)),
            "from_drill": head.from_drill,
        },
        "masked": masked is not None,
        "mask_line": _mask_line(masked or {}),
        "mask_counts": [{"what": what, "count": count} for what, count in (masked or {}).items()],
        "draft": proof is None,
        "number": proof.number if proof else _("草稿"),
        "proof": {
            "printed": f"{proof.size} {proof.root}" if proof else "",
            "journal": proof.journal if proof else "",
            "last": proof.last_entry if proof else 0,
            "size": proof.size if proof else 0,
            "root": proof.root if proof else "",
        },
        "erasures": [
            {
                "seq": one.seq,
                "why": one.why or words.NONE,
                "when": _("本件签发以后") if one.after else _("本件签发以前"),
            }
            for one in facts.erasures
        ],
    }


def task_words(facts: IncidentFacts) -> Words:
    """Tasks: all by phase, those done, those to do by their limit."""
    phases: dict[str, list[Words]] = {}
    for task in facts.tasks:
        phases.setdefault(task.phase or _("另加的任务"), []).append(one_task(task))
    done = [task for task in facts.tasks if task.status in FINISHED]
    open_tasks = [task for task in facts.tasks if task.status not in FINISHED]
    far = max((task.due for task in open_tasks if task.due), default=facts.head.as_of)
    open_tasks.sort(key=lambda task: (task.hangs, task.due is None, task.due or far))
    done.sort(key=lambda task: (task.at or facts.head.as_of, task.seq))
    return {
        "phases": [{"title": title, "tasks": tasks} for title, tasks in phases.items()],
        "done": [one_task(task) for task in done],
        "todo": [one_task(task) for task in open_tasks],
        "task_counts": {
            "all": len(facts.tasks),
            "kept": sum(task.status == "done" and not task.late for task in facts.tasks),
            "late": sum(task.status == "done" and task.late for task in facts.tasks),
            "over": sum(task.status == "over" for task in facts.tasks),
            "skipped": sum(task.status == "skipped" for task in facts.tasks),
            "open": sum(task.status in ("near", "waiting", "blocked") for task in facts.tasks),
            "broken": sum(bool(task.broke_order) for task in facts.tasks),
        },
    }


def timeline_words(facts: IncidentFacts) -> Words:
    """Every line, in the order in which it happened."""
    return {"lines": [one_line(line) for line in facts.lines]}


def line_counts(facts: IncidentFacts) -> Words:
    """How many lines there are, and how many of each mark."""
    return {
        "all": len(facts.lines),
        "late": sum(is_late(line) for line in facts.lines),
        "corrected": sum(bool(line.corrections) for line in facts.lines),
        "undone": sum(line.undone_by is not None for line in facts.lines),
        "erased": len(facts.erasures),
    }


def evidence_words(facts: IncidentFacts) -> Words:
    """Every item with its chain."""
    return {
        "items": [item_words(item) for item in facts.items],
        "chained": any(item.chain for item in facts.items),
        "item_counts": item_counts(facts),
    }


def item_counts(facts: IncidentFacts) -> Words:
    """How many items, files, hand-overs there are, how many do not hold."""
    items = facts.items
    return {
        "all": len(items),
        "files": sum(item.size is not None for item in items),
        "wrong": sum(not item.holds for item in items),
        "size": words.size(sum(item.size or 0 for item in items)),
        "links": sum(len(item.chain) for item in items),
    }


def _mask_line(counts: Mapping[str, int]) -> str:
    """How much was masked, for a cover."""
    if not counts:
        return _("没有可以遮盖的内容")
    each = _("，").join(_("{what} {count}", what=what, count=count) for what, count in counts.items())
    return _("共 {sum} 处：{each}", sum=sum(counts.values()), each=each)


def _microseconds(facts: IncidentFacts) -> int:
    end = facts.head.closed or facts.head.as_of
    return max(0, int((end - facts.head.found).total_seconds() * 1_000_000))


def one_task(task: TaskFact) -> Words:
    state, tone = words.task_state(task)
    return {
        "title": task.title or task.own_title,
        "role": task.role or task.own_role or words.NONE,
        "due": words.short_time(task.due),
        "at": words.short_time(task.at),
        "recorded": words.short_time(task.recorded),
        "state": state,
        "tone": tone,
        "bad": task.status == "over" or task.late,
        "by": task.by or words.NONE,
        "note": task.note,
        "broke_order": task.broke_order,
        "restricts": task.restricts,
        "why_now": task.why_now,
        "missing": _("、").join(task.missing),
        "hangs": task.hangs,
        "seq": task.seq,
    }


def is_late(line: LineFact) -> bool:
    return line.late > words.NOTABLE_DELAY


def one_line(line: LineFact) -> Words:
    marks = [
        _("补记，晚 {span}", span=words.span(line.late)) if is_late(line) else "",
        _("决定") if line.decision else "",
        _("已撤销，见第 {seq} 条", seq=line.undone_by) if line.undone_by is not None else "",
        _("原文，后有更正") if line.corrections else "",
    ]
    # A log's own tags; of other kinds the tags are part of what the line says.
    tags = [f"#{tag}" for tag in line.tags] if line.kind == "note.added" else []
    return {
        "seq": line.seq,
        "occurred": words.short_time(line.occurred),
        "recorded": words.short_time(line.recorded),
        "kind": kind_word(line.kind),
        "text": words.line_text(line) or words.NONE,
        "people": _("、").join(line.people),
        "about": " ".join((*line.secrets, *map(item_name, line.items), *tags)),
        "marks": [mark for mark in marks if mark],
        "corrections": [
            {"text": one.text, "seq": one.seq, "at": words.short_time(one.at)} for one in line.corrections
        ],
        "author": line.author or words.NONE,
        "undone": line.undone_by is not None,
    }
