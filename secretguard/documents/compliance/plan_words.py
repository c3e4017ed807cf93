"""Gaps and the plan: what to mend first, who, by when, and what it would bring; self against bureau."""

from __future__ import annotations

from secretguard.compliance import ComplianceGap, by_owner, effort_word, finding_mark, side_word, verdict_word
from secretguard.documents.compliance import words
from secretguard.documents.compliance.outside import KeptFinding
from secretguard.documents.compliance.view import View, Words
from secretguard.i18n import _

_FIRST = 10
_LISTED = 100
"""A plan that lists more is read by nobody; every gap stands in the per-requirement table."""
_TITLE, _HOW = 40, 400


def plan_words(view: View) -> Words:
    """The first ten gaps with what to do, the others shortly, and how many fall to whom."""
    findings = {each.mark: each for each in view.outside.findings}
    rows = [_gap(rank, gap, view, findings) for rank, gap in enumerate(view.gaps[:_LISTED], 1)]
    return {
        "first_gaps": rows[:_FIRST],
        "other_gaps": rows[_FIRST:],
        "unlisted": max(0, len(view.gaps) - _LISTED),
        "gap_count": len(view.gaps),
        "owners": [
            {
                "owner": words.owner_word(role or None, park=view.is_park),
                "count": len(gaps),
                "gain": _points(sum(gap.gain for gap in gaps)),
            }
            for role, gaps in by_owner(view.gaps)
        ],
    }


def difference_words(view: View) -> Words:
    """Where self and bureau differ; nothing where there is no second side."""
    other = view.outside.other
    if other is None:
        return {"other": None, "differences": []}
    mine = view.state.opened.subject.side if view.state.opened else "self"
    return {
        "other": {
            "mine": side_word(mine),
            "theirs": side_word(other.side),
            "title": other.title,
            "id": other.id[:8].upper(),
            "when": _("{day} 由{by}签字封存", day=words.day(other.on), by=other.by)
            if other.by
            else _("还没有封存"),
            "all": other.all,
        },
        "differences": [
            {
                "title": view.title(each.requirement),
                "mine": verdict_word(view.state.verdict(each.requirement)),
                "mine_tone": words.verdict_tone(view.state.verdict(each.requirement)),
                "theirs": verdict_word(each.verdict),
                "theirs_tone": words.verdict_tone(each.verdict),
                "my_remark": _my_remark(view, each.requirement),
                "remark": each.remark or words.NONE,
            }
            for each in other.answers
        ],
    }


def _gap(rank: int, gap: ComplianceGap, view: View, findings: dict[str, KeptFinding]) -> Words:
    item, named = gap.requirement, view.state.owners.get(gap.requirement.id)
    finding = findings.get(finding_mark(item.id))
    owner = named.name if named else words.owner_word(item.owner, park=view.is_park)
    due = named.due if named else None
    if finding is not None:
        owner, due = finding.owner or owner, finding.due or due
    return {
        "rank": rank,
        "number": item.printed_number,
        "title": item.title,
        "title_short": words.shortened(item.title, _TITLE),
        "why": _("、").join(_reasons(gap)),
        "verdict": verdict_word(gap.verdict),
        "tone": words.verdict_tone(gap.verdict),
        "effort": effort_word(gap.effort),
        "gain": _points(gap.gain),
        "how": words.shortened(item.guidance, _HOW) or words.NONE,
        "how_short": words.shortened(item.guidance) or words.NONE,
        "owner": owner,
        "due": words.day(due) if due else _("未定"),
        "due_line": words.day(due) if due else _("期限未定"),
        "finding": _("整改 {number}", number=finding.number) if finding else "",
    }


def _reasons(gap: ComplianceGap) -> list[str]:
    reasons = [words.level_word(gap.requirement.level)]
    if gap.requirement.stop:
        reasons.append(_("基本项"))
    if gap.caps:
        reasons.append(_("封顶"))
    return reasons


def _my_remark(view: View, requirement: str) -> str:
    answered = view.state.answers.get(requirement)
    return (answered.given.remark if answered else None) or words.NONE


def _points(gain: float) -> str:
    return f"{gain:.1f}"
