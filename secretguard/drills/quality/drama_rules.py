"""Warnings about the drama: W1–W6, W8, W10, W11. A drill may break one with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import Final, get_args

from secretguard.content import Inject, LoadedPlaybook, Stage, YamlPath, places
from secretguard.drills.budgets import short_scale
from secretguard.drills.quality.findings import RuleFinding, finding
from secretguard.i18n import _

PRESSING_MINUTES: Final = 60
"""An action due within the hour is time pressure."""

SHORTEST_SCALE: Final = Fraction(1, 2)
"""Below half the time its author gave it, an inject can only be hurried through."""

_ARC: Final[tuple[str, ...]] = get_args(Stage)
_NEEDED_STAGES: Final = ("sign", "confirm", "pressure", "route")


def has_false_lead(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W1: somewhere a lead that leads nowhere."""
    if not any(inject.false_lead for inject in loaded.playbook.injects):
        hint = _("让一个注入带一条假线索，写上 false_lead: true。")
        yield _warning(loaded, "W1", ("injects",), _("整场推演没有一条假线索。"), hint)


def changes_addressee(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W2: two planned injects in a row do not go to the very same people."""
    for (_place, before), (place, after) in pairwise(_planned(loaded)):
        if set(before.to) == set(after.to):
            message = _("和上一个注入 {inject} 发给同一批角色。", inject=before.id)
            yield _warning(loaded, "W2", (*place, "to"), message, _("换一个角色来接，别人也要开口。"))


def addresses_every_role(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W3: every player's role receives at least one inject."""
    addressed = {role for _place, inject in places.injects(loaded.playbook) for role in inject.to}
    for index, role in enumerate(loaded.playbook.roles):
        if role.played_by == "player" and role.id not in addressed:
            message = _("角色 {role}（{title}）从头到尾没有收到注入。", role=role.id, title=role.title)
            yield _warning(loaded, "W3", ("roles", index), message, _("给他一个注入，或去掉这个角色。"))


def presses_for_time(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W4: something is due within the hour."""
    if not any(
        action.within <= PRESSING_MINUTES for _place, _inject, action in places.actions(loaded.playbook)
    ):
        hint = _("至少让一项预期行动在 {minutes} 分钟内到期。", minutes=PRESSING_MINUTES)
        yield _warning(loaded, "W4", ("injects",), _("整场推演没有时间压力。"), hint)


def brings_an_outsider(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W5: somebody from outside speaks."""
    outside = {role.id for role in loaded.playbook.roles if role.played_by == "facilitator"}
    if not any(inject.sender in outside for inject in loaded.playbook.injects):
        hint = _("让客户、供应商或办案机关来一个电话，由主持人扮演（played_by: facilitator）。")
        yield _warning(loaded, "W5", ("injects",), _("没有外部的人出场。"), hint)


def rises_and_falls(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W6: sign → confirm → pressure → route → consequence → close, in this order."""
    planned = list(_planned(loaded))
    stages = [inject.stage for _place, inject in planned]
    missing = [stage for stage in _NEEDED_STAGES if stage not in stages]
    if not {"consequence", "close"} & set(stages):
        missing.append("consequence")
    if missing:
        message = _("情节缺少这几段：{stages}。", stages=_("、").join(missing))
        hint = _("用 stage 标明每个注入属于哪一段：{arc}。", arc=" → ".join(_ARC))
        yield _warning(loaded, "W6", ("injects",), message, hint)
    marked = [(place, inject.stage) for place, inject in planned if inject.stage is not None]
    for (_place, before), (place, after) in pairwise(marked):
        if _ARC.index(after) < _ARC.index(before):
            message = _("情节倒退：{before} 之后又是 {after}。", before=before, after=after)
            yield _warning(loaded, "W6", (*place, "stage"), message, _("请调整次序或改 stage。"))


def tests_declared_duties(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W8: a legal duty that the facts trigger is some action's `duty`."""
    tested = {action.duty for _place, _inject, action in places.actions(loaded.playbook)}
    for index, duty in enumerate(loaded.playbook.duties):
        if duty not in tested:
            message = _("声明了法定义务 {duty}，却没有一项预期行动检验它。", duty=duty)
            yield _warning(loaded, "W8", ("duties", index), message, _("给对应的行动写上 duty。"))


def prepares_a_contingency(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W10: there is an inject for the case that an action is missed."""
    if not any(inject.kind == "contingency" for inject in loaded.playbook.injects):
        hint = _("想一想：哪一步最容易漏？漏了以后会发生什么？")
        yield _warning(loaded, "W10", ("injects",), _("没有应急注入。"), hint)


def leaves_time_in_short_form(loaded: LoadedPlaybook) -> Iterator[RuleFinding]:
    """W11: the short form leaves each ★ inject at least half of the time written for it."""
    playbook = loaded.playbook
    scale = short_scale(playbook)
    if scale < SHORTEST_SCALE:
        message = _(
            "★ 注入合计 {written} 分钟，短版只有 {short} 分钟，每一幕剩不到一半。",
            written=int(playbook.minutes.short / scale),
            short=playbook.minutes.short,
        )
        hint = _("少标几个 ★（short: true），或把 minutes.short 写长。")
        yield _warning(loaded, "W11", ("minutes", "short"), message, hint)


def _planned(loaded: LoadedPlaybook) -> Iterator[tuple[YamlPath, Inject]]:
    for place, inject in places.injects(loaded.playbook):
        if inject.kind == "planned":
            yield place, inject


def _warning(loaded: LoadedPlaybook, rule: str, place: YamlPath, message: str, hint: str) -> RuleFinding:
    return finding(rule, loaded.problem(place, message, hint))
