"""Rules that only walking the story can decide: E5, E6, E10."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from secretguard.content import LoadedPlaybook, YamlPath
from secretguard.drills.quality.findings import RuleFinding, finding
from secretguard.drills.quality.walking import Walk
from secretguard.drills.story import Form
from secretguard.i18n import _

SPREAD_AT_LEAST: Final = 40
"""An objective whose best and worst score lie closer together tells nothing."""


def evidence_exists(loaded: LoadedPlaybook, walks: Sequence[Walk]) -> Iterator[RuleFinding]:
    """E5: no option keeps or destroys evidence that is already lost on some way there."""
    clashes = {clash for walk in walks for clash in walk.clashes}
    for clash in sorted(clashes, key=lambda clash: (str(clash.place), clash.evidence)):
        message = _("走到这里时，证据 {item} 在某些走法里已经灭失。", item=clash.evidence)
        hint = _("请用 variants 为那种情况另写一个决策，或去掉这项证据效果。")
        yield finding("E5", loaded.problem(clash.place, message, hint))


def objectives_are_tested(loaded: LoadedPlaybook, walks: Sequence[Walk]) -> Iterator[RuleFinding]:
    """E6: the full form reaches every objective and tells good from bad; the short form may skip some."""
    for walk in walks:
        for index, objective in enumerate(loaded.playbook.objectives):
            place = ("objectives", index)
            scores = walk.ranges.get(objective.id)
            if scores is None and walk.form == "short":
                message = _("目标 {id} 在短版里推演不到。", id=objective.id)
                hint = _("短版的报告会照此列出。")
                yield finding("E6", loaded.problem(place, message, hint), "note")
            elif scores is None:
                message = _("目标 {id} 没有一项行动或决策来检验。", id=objective.id)
                yield finding("E6", loaded.problem(place, message, _("请给行动写上 objective，或删去目标。")))
            elif walk.form == "full" and scores.best - scores.worst < SPREAD_AT_LEAST:
                message = _(
                    "目标 {id} 的最好分 {best} 与最差分 {worst} 相差不到 {spread}。",
                    id=objective.id,
                    best=scores.best,
                    worst=scores.worst,
                    spread=SPREAD_AT_LEAST,
                )
                yield finding("E6", loaded.problem(place, message, _("请增加检验它的行动或决策。")))


def story_always_ends(loaded: LoadedPlaybook, walks: Sequence[Walk]) -> Iterator[RuleFinding]:
    """E10: no dead end, no endless loop, every ending reachable, in both forms."""
    for walk in walks:
        form = form_name(walk.form)
        for place in sorted(walk.dead, key=str):
            message = _("{form}走到这里就断了。", form=form)
            yield _error(loaded, place, message, _("请写 next：下一个注入的编号，或 end。"))
        for place in sorted(walk.loops, key=str):
            message = _("{form}从这里会没完没了地绕回去。", form=form)
            yield _error(loaded, place, message, _("同一个注入最多回去一次，请改 next。"))
        yield from _endings(loaded, walk, form)


def _endings(loaded: LoadedPlaybook, walk: Walk, form: str) -> Iterator[RuleFinding]:
    if not walk.complete:
        message = _("{form}的走法多得查不完。", form=form)
        yield _error(loaded, ("injects",), message, _("请减少注入、选项或标记。"))
        return
    if not walk.visited:
        message = _("{form}没有注入可走。", form=form)
        yield _error(loaded, ("injects",), message, _("给计划内的注入写上 short: true。"))
        return
    if walk.unended:
        message = _("{form}有 {count} 种走法没有结局。", form=form, count=walk.unended)
        yield _error(loaded, ("endings",), message, _("最后一个结局不要写 when。"))
    for index, ending in enumerate(loaded.playbook.endings):
        if ending.id not in walk.endings:
            message = _("{form}到不了结局 {id}。", form=form, id=ending.id)
            hint = _("请改它的 when，或调整结局的次序：先合条件的先读。")
            yield _error(loaded, ("endings", index), message, hint)


def form_name(form: Form) -> str:
    """The form as people call it."""
    return _("完整版") if form == "full" else _("短版")


def _error(loaded: LoadedPlaybook, place: YamlPath, message: str, hint: str) -> RuleFinding:
    return finding("E10", loaded.problem(place, message, hint))
