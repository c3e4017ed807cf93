"""How answers, grades and sides are called, in the user's language."""

from __future__ import annotations

from secretguard.i18n import _, _p


def verdict_word(verdict: str | None) -> str:
    """符合, 部分符合, 不符合, 不适用; None is 待答."""
    return {
        "met": _("符合"),
        "partly": _("部分符合"),
        "unmet": _("不符合"),
        "na": _("不适用"),
        "unknown": _("记录看不出来"),
    }.get(verdict or "", _("待答"))


def verdict_badge(verdict: str | None) -> str:
    """One character: 合 半 缺 免, 待."""
    return {
        "met": _p("assessment", "合"),
        "partly": _p("assessment", "半"),
        "unmet": _p("assessment", "缺"),
        "na": _p("assessment", "免"),
    }.get(verdict or "", _p("assessment", "待"))


def side_word(side: str) -> str:
    """自评 or 监管端复评."""
    return _("监管部门复评") if side == "bureau" else _("企业自评")


def effort_word(effort: int) -> str:
    """Half a day, a week, money."""
    return {1: _("半天"), 2: _("一周"), 3: _("要花钱")}.get(effort, _("一周"))
