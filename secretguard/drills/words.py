"""The words and single characters that carry a drill's states, on screen and on paper alike."""

from __future__ import annotations

from secretguard.i18n import _, _p


def mark_word(mark: str) -> str:
    """完 迟 半 漏 略 (OK LT PT MS NA)."""
    return {
        "done": _p("mark", "完"),
        "late": _p("mark", "迟"),
        "partly": _p("mark", "半"),
        "missed": _p("mark", "漏"),
        "skipped": _p("mark", "略"),
    }[mark]


def option_word(rating: str) -> str:
    """优 可 差."""
    return {"good": _p("option", "优"), "partial": _p("option", "可"), "bad": _p("option", "差")}[rating]


def rating_word(rating: str | None) -> str:
    """P 完成, S 基本完成, M 较大问题, U 未完成; — where nothing was reached."""
    if rating is None:
        return _p("rating", "— 未触及")
    return {
        "P": _p("rating", "P 完成"),
        "S": _p("rating", "S 基本完成"),
        "M": _p("rating", "M 较大问题"),
        "U": _p("rating", "U 未完成"),
    }[rating]


def grade_word(grade: str | None) -> str:
    """优秀 良好 合格 不合格."""
    if grade is None:
        return _p("grade", "未评定")
    return {
        "excellent": _p("grade", "优秀"),
        "good": _p("grade", "良好"),
        "pass": _p("grade", "合格"),
        "fail": _p("grade", "不合格"),
    }[grade]


def evidence_word(state: str) -> str:
    """在 存 险 失."""
    return {
        "present": _p("evidence", "在"),
        "kept": _p("evidence", "存"),
        "at_risk": _p("evidence", "险"),
        "lost": _p("evidence", "失"),
    }[state]


def step_word(step: str) -> str:
    """注入 提问 讨论与决策 结论: the loop of a tabletop."""
    return {
        "inject": _p("step", "注入"),
        "question": _p("step", "提问"),
        "discussion": _p("step", "讨论与决策"),
        "conclusion": _p("step", "结论"),
    }[step]


def status_word(status: str) -> str:
    """Where a drill stands."""
    return {
        "planned": _p("status", "待开始"),
        "running": _p("status", "进行中"),
        "paused": _p("status", "暂停"),
        "ended": _p("status", "情节已完"),
        "hotwash": _p("status", "复盘"),
        "finished": _p("status", "已结束"),
    }[status]


def presence_word(presence: str) -> str:
    """到 电 缺 替."""
    return {
        "present": _p("presence", "到"),
        "phone": _p("presence", "电话"),
        "absent": _p("presence", "缺"),
        "deputy": _p("presence", "替补"),
    }[presence]


def seat_word(seat: str, roles: dict[str, str]) -> str:
    """A seat's title: the playbook's role, or one of the staff seats."""
    staff = {
        "DIRECTOR": _p("seat", "总策划"),
        "FACILITATOR": _p("seat", "主持"),
        "EVALUATOR": _p("seat", "评估"),
        "RECORDER": _p("seat", "记录"),
        "OBSERVER": _p("seat", "观摩"),
    }
    return roles.get(seat) or staff.get(seat, seat)


def line_word(kind: str) -> str:
    """What kind of thing a line of the record is."""
    return {
        "planned": _p("line", "计划"),
        "seat": _p("line", "人员"),
        "seat-cleared": _p("line", "空出岗位"),
        "started": _p("line", "开始"),
        "story": _p("line", "注入"),
        "jump": _p("line", "跳转"),
        "contingency": _p("line", "备用注入"),
        "unplanned": _p("line", "意外"),
        "declined": _p("line", "不用"),
        "step": _p("line", "步骤"),
        "decision": _p("line", "决策"),
        "mark": _p("line", "标记"),
        "unmarked": _p("line", "清除标记"),
        "note": _p("line", "记录"),
        "paused": _p("line", "暂停"),
        "resumed": _p("line", "继续"),
        "rating": _p("line", "改评级"),
        "ended": _p("line", "情节完"),
        "hotwash": _p("line", "复盘"),
        "said": _p("line", "复盘发言"),
        "finished": _p("line", "结束"),
        "comment": _p("line", "意见"),
        "undone": _p("line", "撤销"),
    }.get(kind, kind)


def budget_words(minutes: float) -> str:
    """An inject's time at the table, in half minutes: 8 分钟, 7 分半, 半分钟."""
    whole, half = int(minutes), minutes != int(minutes)
    if not half:
        return _("{count} 分钟", count=whole)
    return _("{count} 分半", count=whole) if whole else _("半分钟")
