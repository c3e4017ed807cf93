"""A quick report of a whole drill at a sample company: full size, nothing left out, no real name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import yaml

from secretguard import locations
from secretguard.documents.quick_report import model

HERE = timezone(timedelta(hours=8))
START = datetime(2026, 11, 24, 14, 0, tzinfo=HERE)
NAMES = ("示例甲", "示例乙", "示例丙", "示例丁", "示例戊", "示例己")
MARKS = ("done", "late", "done", "done", "partly", "done", "missed", "done", "done", "skipped")
WANTED = ("partial", "good", "bad", "good", "good", "partial", "good", "bad", "good")


def playbook_source() -> dict:
    path = locations.content_folder("playbooks") / "departing-engineer.yaml"
    return yaml.safe_load(path.read_text("utf-8"))


def filled(text: str, playbook: dict) -> str:
    for name, parameter in playbook.get("parameters", {}).items():
        text = text.replace("{" + name + "}", str(parameter["default"]))
    return text


def _minutes(written: object) -> int:
    text = str(written).removeprefix("T+")
    units = {"m": 1, "h": 60, "d": 1440}
    return int(text[:-1]) * units[text[-1]] if text[-1] in units else int(text)


def _ground(basis: str) -> model.Ground:
    kind, _colon, rest = basis.partition(":")
    if kind == "law":
        statute, _colon, article = rest.partition(":")
        name = f"《关于示例事项若干规定之{statute}》（示例〔2026〕1号）"
        pending = statute.startswith("penalty")
        return model.Ground(kind="law", statute=name, article=f"第 {article} 条", pending=pending)
    label = {"plan": f"预案 {rest}", "rule": f"规则 {rest}", "practice": "惯例"}[kind]
    return model.Ground(kind=kind, label=label)


def _decisions(injects: list[dict], playbook: dict) -> tuple[model.DecisionResult, ...]:
    taken = []
    for inject, wanted in zip(injects, WANTED, strict=False):
        decision = inject["decision"]
        option = next((one for one in decision["options"] if one["rating"] == wanted), decision["options"][0])
        taken.append(
            model.DecisionResult(
                inject=inject["id"],
                title=inject["title"],
                at=_minutes(inject.get("at", 0)),
                question=filled(decision["ask"], playbook),
                option=option["id"],
                text=filled(option["text"], playbook),
                rating=option["rating"],
                objectives=tuple(decision["objectives"]),
                why=filled(option["why"], playbook),
                consequence=filled(option["consequence"], playbook),
            )
        )
    return tuple(taken)


def _actions(injects: list[dict], playbook: dict) -> tuple[model.ActionResult, ...]:
    roles = {role["id"]: role["title"] for role in playbook["roles"]}
    results = []
    for inject in injects:
        for action in inject.get("expected", []):
            mark = MARKS[len(results) % len(MARKS)]
            within = _minutes(action["within"])
            spent = {"done": within // 2, "late": within + 15, "partly": within}.get(mark)
            results.append(
                model.ActionResult(
                    inject=f"{inject['id']} {inject['title']}",
                    role=roles[action["role"]],
                    text=filled(action["action"], playbook),
                    mark=mark,
                    within=within,
                    minute=spent,
                    objective=action["objective"],
                    weight=int(action.get("weight", 1)),
                    critical=bool(action.get("critical")),
                    grounds=tuple(_ground(basis) for basis in action["basis"]),
                )
            )
    return tuple(results)


def _evidence(playbook: dict) -> tuple[model.EvidenceResult, ...]:
    states = ("kept", "kept", "lost", "lost", "kept", "at_risk", "present")
    causes = ("I2 选 c", "I2 选 c", "I1 选 c", "I1 选 c", "I3 选 a", "I4 选 a", "")
    return tuple(
        model.EvidenceResult(title=item["title"], state=state, cause=cause, at=1200 if cause else None)
        for item, state, cause in zip(playbook["evidence"], states, causes, strict=False)
    )


def _objectives(playbook: dict) -> tuple[model.ObjectiveResult, ...]:
    outcomes = ((92, "P", None, "S"), (71, "M", "S", "M"), (58, "M", None, None), (88, "P", None, "P"))
    results = []
    for objective, outcome in zip(
        playbook["objectives"], (*outcomes, (None, None, None, None)), strict=False
    ):
        score, proposed, confirmed, previous = outcome
        results.append(
            model.ObjectiveResult(
                id=objective["id"],
                title=objective["title"],
                measure=filled(objective["measure"], playbook),
                score=score,
                proposed=proposed,
                confirmed=confirmed,
                override_reason="镜像在第二天上午补齐，签字和哈希都在，证据没有受影响" if confirmed else "",
                overridden_by="示例庚" if confirmed else "",
                previous=previous,
                caps=("关键行动 image 漏做，最高 M",) if proposed == "M" else (),
            )
        )
    return tuple(results)


def _people() -> tuple[model.Participant, ...]:
    roles = (
        "负责人（总指挥）",
        "商业秘密联络员",
        "信息系统负责人",
        "人事负责人",
        "研发负责人",
        "法务（外聘律师）",
    )
    players = tuple(
        model.Participant(role=role, name=name, duty="player", present=name != "示例丁", deputy=deputy)
        for role, name, deputy in zip(roles, NAMES, (None, None, None, "示例己", None, None), strict=True)
    )
    table = model.Participant(role="主持人", name="示例辛", duty="facilitator", present=True)
    judge = model.Participant(
        role="评估人", name="示例庚", duty="evaluator", present=True, evaluates=("O1", "O2", "O4", "O5")
    )
    return (*players, table, judge)


def _clocks() -> tuple[model.ClockResult, ...]:
    return (
        model.ClockResult(clock="detect", tested=True, actual=8, promised=10, promise_place="5.3"),
        model.ClockResult(clock="preserve", tested=True, actual=1830, promised=1440, promise_place="7"),
        model.ClockResult(
            clock="report",
            tested=True,
            actual=25,
            promised=30,
            promise_place="5.3",
            legal_limit="涉及个人信息的，立即通知主管部门",
            legal_ground="《个人信息保护法》第五十七条",
        ),
    )


def _findings() -> tuple[model.FindingResult, ...]:
    lines = (
        (
            "联络员的手机没有打通，靠微信群才找到人。",
            "5.3",
            "电话核对一遍，写进预案；每季度拨测一次",
            "示例乙",
            15,
        ),
        (
            "固证比承诺晚六个多小时，电脑没有备用硬盘。",
            "7",
            "备两块封存硬盘和固定单，放在信息室",
            "示例丙",
            30,
        ),
        (
            "手机里的聊天没有保住：先谈话，后固定。",
            "7",
            "在预案里写明固定之前不谈话，谁也无权先动",
            "示例乙",
            30,
        ),
        ("人事负责人没有替补。", "2", "给人事负责人定一位替补，写进预案并培训", "示例甲", 20),
        ("权限清单分散在三个部门。", "3", "", "", 0),
    )
    return tuple(
        model.FindingResult(
            number=f"F{number}",
            text=text,
            plan_section=section,
            action=action,
            owner=owner,
            due=date(2026, 11, 24) + timedelta(days=days) if days else None,
        )
        for number, (text, section, action, owner, days) in enumerate(lines, 1)
    )


def _quotes() -> tuple[model.Quote, ...]:
    lines = (
        ("商业秘密联络员", "worked", "第一时间记下了时间和来源，后面每一步都有得对。"),
        ("商业秘密联络员", "hindered", "不知道该先找谁，电话打了三个。"),
        ("信息系统负责人", "hindered", "没有备用硬盘，镜像拖到第二天。"),
        ("信息系统负责人", "change", "明天就去买两块硬盘，贴好标签。"),
        ("人事负责人", "change", "协议里的补偿一栏要重新写。"),
        ("研发负责人", "worked", "六项密点一页纸写得清，比想的快。"),
    )
    return tuple(model.Quote(role=role, topic=topic, text=text) for role, topic, text in lines)


def sample_report(*, issued: bool = True) -> model.QuickReport:
    """The full form, 82 minutes at the table, with everything that a record may hold."""
    playbook = playbook_source()
    injects = [inject for inject in playbook["injects"] if inject.get("kind", "planned") == "planned"]
    proof = model.Proof(
        journal="4f1c9a2e7d3b8065",
        first_entry=1,
        last_entry=148,
        checkpoint_size=412,
        checkpoint_root="6d2f0c91b7a34e58" * 4,
        issued=datetime(2026, 11, 24, 7, 41, tzinfo=UTC).astimezone(HERE),
    )
    return model.QuickReport(
        number="TY-20261124-4F1C-1",
        enterprise="示例公司",
        title=playbook["title"],
        playbook=model.PlaybookReference(
            id=playbook["id"], version=playbook["version"], title=playbook["title"]
        ),
        kind="test",
        form="full",
        place="示例公司三楼会议室",
        started=START,
        ended=START + timedelta(minutes=82),
        scenario_from=0,
        scenario_to=23 * 1440 + 90,
        people=_people(),
        objectives=_objectives(playbook),
        grade="pass",
        clocks=_clocks(),
        decisions=_decisions(injects, playbook),
        evidence=_evidence(playbook),
        actions=_actions(injects, playbook),
        departures=_departures(),
        undone=(model.UndoneEntry(number=57, text="I3 选 b", at=START + timedelta(minutes=31)),),
        gaps=(
            model.TimeGap(cause="pause", at=START + timedelta(minutes=40), minutes=6),
            model.TimeGap(cause="crash", at=START + timedelta(minutes=55), minutes=2),
        ),
        differences=(
            model.TimeDifference(
                number=83,
                text="供应商来电的通话记录",
                occurred=START + timedelta(minutes=44),
                recorded=START + timedelta(minutes=49),
            ),
        ),
        findings=_findings(),
        quotes=_quotes(),
        signatories=model.Signatories(facilitator="示例辛", enterprise_head="示例甲", evaluators=("示例庚",)),
        proof=proof if issued else None,
    )


def _departures() -> tuple[model.Departure, ...]:
    return (
        model.Departure(
            kind="unplanned",
            text="记者来电，问是否有人带走图纸",
            reason="检验对外口径",
            by="示例辛",
            at=START + timedelta(minutes=47),
        ),
        model.Departure(
            kind="rating",
            text="O2 由 M 改为 S",
            reason="镜像第二天上午补齐，签字和哈希都在",
            by="示例庚",
            at=START + timedelta(minutes=80),
        ),
    )
