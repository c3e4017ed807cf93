"""The papers of facilitator and evaluator: evaluator sheets, script, readiness. Never for players."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.content import Inject
from secretguard.documents.kit.model import KitDrill, Words
from secretguard.documents.kit.scenes import expected_rows, scenario_moment, scene
from secretguard.documents.kit.schedule import Act, acts, agenda
from secretguard.documents.kit.wording import condition_words, event, volatility_word
from secretguard.drills import gate_lines, table_budgets
from secretguard.drills.words import budget_words
from secretguard.i18n import _


def evaluator_sheets(drill: KitDrill) -> Words:
    """评估表: every expected action with its deadline and boxes, then each objective with its rating."""
    return {
        "event": event(drill),
        "sheets": [_sheet(drill, inject) for inject in drill.injects("planned", "contingency")],
        "objectives": [
            {
                "id": goal.id,
                "title": drill.fill(goal.title),
                "measure": drill.fill(goal.measure),
                "plan": goal.plan,
            }
            for goal in drill.playbook.objectives
        ],
        "statutes": drill.ground_list().listed(),
    }


def _sheet(drill: KitDrill, inject: Inject) -> Words:
    options = inject.decision.options if inject.decision else ()
    return {
        "id": inject.id,
        "title": drill.fill(inject.title),
        "at": scenario_moment(inject),
        "when": condition_words(drill, inject.when) if inject.when else "",
        "expected": expected_rows(drill, inject.expected),
        "variants": [
            {"when": condition_words(drill, variant.when), "expected": expected_rows(drill, variant.expected)}
            for variant in inject.variants
            if variant.expected
        ],
        "ask": drill.fill(inject.decision.ask) if inject.decision else "",
        "options": [option.id for option in options],
    }


def script(drill: KitDrill) -> Words:
    """主持人脚本: minute by minute what to read, hand out, ask, and what each answer leads to."""
    plan = acts(drill)
    return {
        "event": event(drill),
        "title": drill.playbook.title,
        "summary": drill.fill(drill.playbook.summary),
        "setting": [line.strip() for line in drill.fill(drill.playbook.setting).splitlines() if line.strip()],
        "objectives": [
            {"id": goal.id, "title": drill.fill(goal.title), "measure": drill.fill(goal.measure)}
            for goal in drill.playbook.objectives
        ],
        "parameters": list(_parameters(drill)),
        "voices": [{"title": role.title, "brief": drill.fill(role.brief or "")} for role in drill.voices()],
        "evidence": list(_evidence(drill)),
        "acts": [{**scene(drill, act.inject), **_minutes(act)} for act in plan],
        "spare": [scene(drill, inject) for inject in drill.injects("contingency", "adhoc")],
        "endings": list(_endings(drill)),
        "debrief": _debrief(drill),
        "end_card": [line.strip() for line in drill.playbook.end_card.splitlines() if line.strip()],
        "cases": [
            _("{case}：{fact}", case=ground.case, fact=ground.fact) for ground in drill.playbook.grounded_in
        ],
        "closing": [
            {"starts": line.starts, "title": line.title, "about": line.about} for line in agenda(drill)[2:]
        ],
        "list": list(_event_list(drill, plan)),
    }


def _minutes(act: Act) -> Words:
    return {
        "number": act.number,
        "starts": act.starts,
        "asks": act.asks,
        "discusses": act.discusses,
        "concludes": act.concludes,
        "ends": act.ends,
    }


def _parameters(drill: KitDrill) -> Iterator[Words]:
    for name, parameter in drill.playbook.parameters.items():
        yield {"ask": parameter.ask, "value": drill.planned.parameters.get(name, parameter.default)}


def _evidence(drill: KitDrill) -> Iterator[Words]:
    for item in drill.playbook.evidence:
        yield {
            "title": drill.fill(item.title),
            "lasts": volatility_word(item.volatility),
            "killed_by": drill.fill(item.killed_by),
        }


def _endings(drill: KitDrill) -> Iterator[Words]:
    for ending in drill.playbook.endings:
        yield {
            "id": ending.id,
            "title": drill.fill(ending.title),
            "when": condition_words(drill, ending.when) if ending.when else _("其余情况"),
            "lines": [line.strip() for line in drill.fill(ending.text).splitlines() if line.strip()],
        }


def _debrief(drill: KitDrill) -> list[str]:
    debrief = drill.playbook.debrief
    questions = debrief.short if drill.planned.form == "short" else (*debrief.short, *debrief.full)
    return [drill.fill(question) for question in questions]


def _event_list(drill: KitDrill, plan: list[Act]) -> Iterator[Words]:
    """The rows of the events list (注入一览, MSEL): planned first, then contingencies."""
    minutes = {act.inject.id: str(act.starts) for act in plan}
    budgets = table_budgets(drill.playbook, drill.planned.form)
    for inject in drill.injects("planned", "contingency", "adhoc"):
        yield {
            "id": inject.id,
            "at": scenario_moment(inject) if inject.at is not None else "—",
            "minute": minutes.get(inject.id, _("备用")),
            "table": budget_words(budgets.get(inject.id, inject.table)),
            "event": drill.fill(inject.fact or inject.title),
            "sender": drill.role_title(inject.sender),
            "to": _("、").join(drill.role_title(role) for role in inject.to),
            "channel": inject.channel,
            "expected": _("；").join(drill.fill(action.action) for action in inject.expected),
            "objectives": _("、").join(sorted({action.objective for action in inject.expected})),
            "note": _list_note(drill, inject),
        }


def _list_note(drill: KitDrill, inject: Inject) -> str:
    notes = []
    if inject.when is not None:
        notes.append(condition_words(drill, inject.when))
    if inject.variants:
        notes.append(_("{count} 个变体", count=len(inject.variants)))
    if inject.false_lead:
        notes.append(_("干扰信息"))
    return _("；").join(notes)


def readiness(drill: KitDrill) -> Words:
    """演练准备情况评估: the playbook's sheet, the opening check, and what must lie on the table."""
    sheet = drill.context.readiness
    return {
        "event": event(drill),
        "playbook": _(
            "{title}（{id}，第 {version} 版）",
            title=drill.playbook.title,
            id=drill.playbook.id,
            version=drill.playbook.version,
        ),
        "form": _("完整版") if drill.planned.form == "full" else _("短版"),
        "lines": [
            {
                "question": line.question,
                "yes": line.answer == "yes",
                "no": line.answer == "no",
                "reason": line.reason,
            }
            for line in sheet.lines
        ]
        if sheet
        else [],
        "gate": [
            {
                "text": line.text,
                "by": _("机器") if line.by == "machine" else _("人"),
                "met": line.met is True,
                "unmet": line.met is False,
                "why": line.why,
            }
            for line in gate_lines(drill.state)
        ],
        "copies": len(drill.players()),
    }
