"""演练准备情况评估: what an evaluator asks before a drill, answered by machine where a machine can. Pure.

The questions follow the preparation form in common use (goal, scenario, events, expected actions, injected
information, approval, script). What only a person can judge is said to be so, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from secretguard.content import Inject, LoadedPlaybook, Playbook
from secretguard.drills.quality.findings import RuleFinding
from secretguard.i18n import _

Answer = Literal["yes", "no", "person"]

_MEASURED: Final = re.compile(
    r"\d|[一二两三四五六七八九十百半]+\s?(分钟|小时|天|日|人|份|项|件|次|步|个)|当天|当晚|当场|同日"
)
"""A number, a count or a moment: what lets an evaluator say yes or no."""


class ReadinessLine(BaseModel):
    """One question, its answer (`person`: somebody must judge) and why."""

    model_config = ConfigDict(frozen=True)

    id: str
    question: str
    answer: Answer
    reason: str


class ReadinessSheet(BaseModel):
    """The whole sheet for one playbook."""

    model_config = ConfigDict(frozen=True)

    playbook: str
    version: int
    title: str
    lines: tuple[ReadinessLine, ...]


Verdict = tuple[Answer, str]


def assess_readiness(loaded: LoadedPlaybook, findings: Iterable[RuleFinding]) -> ReadinessSheet:
    """The sheet for a playbook; `findings` are those of `check_playbook` on the same playbook."""
    playbook = loaded.playbook
    broken = tuple(one for one in findings if one.severity == "error")
    questions: tuple[tuple[str, str, Verdict], ...] = (
        ("goals", _("目标具体、可衡量：谁、什么条件下、做什么、到什么标准"), _goals(playbook)),
        ("fits", _("情景符合本单位实际"), _person(_("请对照本单位的产品、系统和人员判断"))),
        ("believable", _("情节可信，决定的后果在情节里感受得到"), _person(_("请试走一遍再判断"))),
        ("elements", _("情景要素完整：概要、背景、演变、后果"), _elements(playbook, broken)),
        ("times", _("每个事件有开始时间和持续时间"), _times(playbook)),
        ("actions", _("各角色的预期行动已确定：期限、依据、对应目标"), _by_rule(broken, {"E2"})),
        ("links", _("角色之间的衔接已确定"), _links(playbook, broken)),
        (
            "injected",
            _("注入的信息及其形式已确定：谁发、发给谁、用什么方式"),
            _by_rule(broken, {"E1", "E8", "E9"}),
        ),
        ("decisions", _("决策点的选项、理由和后果已写明"), _by_rule(broken, {"E3", "E4", "E5"})),
        ("approved", _("演练方案已经批准"), _person(_("请填写批准人和日期"))),
        ("script", _("脚本已编写，并通过检查"), _by_rule(broken, None)),
    )
    lines = tuple(
        ReadinessLine(id=name, question=question, answer=answer, reason=reason)
        for name, question, (answer, reason) in questions
    )
    return ReadinessSheet(playbook=playbook.id, version=playbook.version, title=playbook.title, lines=lines)


def _person(reason: str) -> Verdict:
    return "person", reason


def _listed(names: Iterable[str]) -> str:
    return _("、").join(names)


def _goals(playbook: Playbook) -> Verdict:
    vague = [objective.id for objective in playbook.objectives if not _MEASURED.search(objective.measure)]
    if vague:
        return "person", _("这些目标的 measure 里没有数字或时限：{names}", names=_listed(vague))
    return "yes", _("{count} 个目标都写了可以判断是或否的标准", count=len(playbook.objectives))


def _elements(playbook: Playbook, broken: Collection[RuleFinding]) -> Verdict:
    if any(one.rule == "E10" for one in broken):
        return "no", _("有的走法没有结局，见 E10")
    if not any(inject.stage for inject in playbook.injects):
        return "person", _("注入没有标明属于哪一段情节")
    return "yes", _("有概要、背景和 {count} 个结局", count=len(playbook.endings))


def _times(playbook: Playbook) -> Verdict:
    missing = [inject.id for inject in playbook.injects if inject.kind == "planned" and inject.at is None]
    if missing:
        return "no", _("缺少情景时间：{names}", names=_listed(missing))
    total = sum(inject.table for inject in playbook.injects if inject.kind == "planned")
    if total > playbook.minutes.full:
        text = _("各注入合计 {total} 分钟，超过全场 {limit} 分钟", total=total, limit=playbook.minutes.full)
        return "no", text
    return "yes", _("计划内的注入都有情景时间和桌面用时，合计 {total} 分钟", total=total)


def _links(playbook: Playbook, broken: Collection[RuleFinding]) -> Verdict:
    if any(one.rule == "E7" for one in broken):
        return "no", _("有没定义的名称，见 E7")
    alone = [inject.id for inject in playbook.injects if _people(inject) < 2]
    if alone:
        return "person", _("这些注入只涉及一个角色：{names}", names=_listed(alone))
    return "yes", _("每个注入都写明了由谁交给谁、谁来做")


def _people(inject: Inject) -> int:
    return len({inject.sender, *inject.to, *(action.role for action in inject.expected)})


def _by_rule(broken: Collection[RuleFinding], rules: Collection[str] | None) -> Verdict:
    """No if an error of one of the rules (None: of any) was found."""
    hits = sorted({one.rule for one in broken if rules is None or one.rule in rules}, key=_rule_number)
    if hits:
        return "no", _("未通过：{rules}", rules=_listed(hits))
    return "yes", _("机器检查没有发现错误")


def _rule_number(rule: str) -> int:
    return int(rule[1:])
