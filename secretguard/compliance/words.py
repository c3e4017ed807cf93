"""How answers, grades and sides are called, in the user's language."""

from __future__ import annotations

from typing import Literal

from secretguard.compliance.state import Answered
from secretguard.i18n import _, _p
from secretguard.register import duty_words

Origin = Literal["records", "person", "carried"]
"""Where an answer comes from: confirmed from the records, judged by a person, only carried over."""


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


def origin_of(answered: Answered) -> Origin:
    """Whether a verdict of the records was confirmed, a person judged, or it was only carried over."""
    given = answered.given
    if given.carried is not None:
        return "carried"
    auto = given.auto
    confirmed = auto is not None and auto.decides == "verdict" and auto.found == given.verdict
    return "records" if confirmed else "person"


def owner_word(role: str | None, *, park: bool) -> str:
    """The role that a requirement falls to, empty for none; in a park three roles are called otherwise."""
    if not role:
        return ""
    in_park = {"GM": _("分管负责人"), "CO": _("服务站"), "GUIDE": _("指导员")}
    if park and role in in_park:
        return in_park[role]
    return duty_words().get(role, role)
