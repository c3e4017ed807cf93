"""A plan's facts for tests: small, by hand, one answer of every kind; placeholders only."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from secretguard.documents.first_hour_card import CallWords, CardWords, NeverWords, StepWords
from secretguard.documents.plan import (
    Labelled,
    PlanAnswer,
    PlanArticle,
    PlanClock,
    PlanDrill,
    PlanFinding,
    PlanLaw,
    PlanPaper,
    PlanPerson,
    PlanPromiseLine,
    PlanRevision,
    PlanSecret,
    PlanSectionTitle,
    PlanVersion,
)
from secretguard.documents.quick_report.model import Ground

PLAN_MOMENT = datetime(2026, 11, 24, 16, 0, tzinfo=timezone(timedelta(hours=8)))
HASH = "0123456789abcdef" * 4

APPROVED = PlanVersion(
    number="2",
    status="effective",
    by="示例甲",
    post="总经理",
    approved=date(2026, 11, 20),
    effective=date(2026, 12, 1),
    review_due=date(2027, 11, 20),
    hash=HASH,
)

GROUNDS = {
    "law:fashi-2020-7:6(4)": Ground(kind="law", statute="《示例规定》", article="第六条第四项"),
    "law:ts-provisions-2026:3": Ground(kind="law", statute="《示例办法》", article="第三条", pending=True),
    "practice": Ground(kind="practice", label="惯例"),
    "rule:3": Ground(kind="rule", label="规则 3"),
}


def contact(person: str | None = None, name: str = "", *phones: str, organisation: str | None = None) -> Any:
    """A contact as an answer."""
    return {"person": person, "name": name, "phones": list(phones), "organisation": organisation}


def answer(field: str, section: str, label: str, kind: str, value: Any = None, **more: Any) -> PlanAnswer:
    """An answer that the enterprise has decided, unless `more` says otherwise."""
    known = {"status": "met", "basis": ("practice",), **more}
    return PlanAnswer.model_validate(
        {"field": field, "section": section, "label": label, "kind": kind, "value": value, **known}
    )


def own_answers() -> tuple[PlanAnswer, ...]:
    """One of every kind and status, in fields that no template of ours names."""
    levels = tuple(Labelled(id=level, label=level, kind="minutes") for level in ("I", "II"))
    return (
        answer("own-text", "1.3", "自有文字", "text", "全部厂区"),
        answer("own-lines", "1.3", "自有清单", "lines", ["甲厂", "乙厂"], basis=("law:fashi-2020-7:6(4)",)),
        answer("own-contact", "2", "自有联系人", "contact", contact("P1")),
        answer(
            "own-outsider",
            "2",
            "自有外援",
            "contact",
            contact(None, "示例己", "000-0000-0011", organisation="示例律师事务所"),
        ),
        answer("own-minutes", "5.3", "自有时限", "minutes", 30, required=True),
        answer("own-hours", "5.4", "自有小时", "hours", 4, basis=("law:ts-provisions-2026:3",)),
        answer("own-days", "7", "自有天数", "days", 90, status="default"),
        answer("own-yuan", "12", "自有金额", "yuan", 300_000),
        answer("own-percent", "4", "自有百分比", "percent", 5),
        answer("own-date", "14", "自有日期", "date", "2027-11-20"),
        answer("own-yes", "2", "自有是否", "yes_no", True),
        answer(
            "own-choice",
            "9",
            "自有选择",
            "choice",
            "b",
            options=(Labelled(id="a", label="先调解"), Labelled(id="b", label="先保全")),
        ),
        answer(
            "own-secrets", "3", "自有秘密", "secrets", [{"secret": "S1", "code_name": "", "place": "图档柜"}]
        ),
        answer("own-people", "2", "自有人员", "register_people", ["P1", "P2"]),
        answer(
            "own-table",
            "6",
            "自有流程",
            "table",
            [{"id": "note", "step": "记下征兆", "I": 10, "II": 30}],
            columns=(Labelled(id="step", label="步骤"), *levels),
        ),
        answer(
            "own-unknown",
            "8.1",
            "自有待补",
            "text",
            None,
            status="unknown",
            owner="示例乙",
            due=date(2026, 12, 1),
            why="等供应商答复",
        ),
        answer("own-proposed", "8.4", "自有建议", "text", "示例法院", status="proposed"),
        answer("own-missing", "10", "自有缺项", "text", None, status="missing", required=True),
    )


def sample_paper(**changes: Any) -> PlanPaper:
    """A draft of the full plan; every part of it can be changed by name."""
    facts: dict[str, Any] = {
        "moment": PLAN_MOMENT,
        "enterprise": "示例公司",
        "plan_number": "示例密预案〔2026〕2号",
        "title": "示例公司商业秘密侵权应急预案",
        "size": "full",
        "form_version": 1,
        "version": PlanVersion(number="2"),
        "sections": (
            PlanSectionTitle(number="5.3", title="内部报告"),
            PlanSectionTitle(number="C", title="事件报告表"),
        ),
        "answers": own_answers(),
        "grounds": GROUNDS,
        "promises": (
            PlanPromiseLine(
                number=1,
                id="own-minutes",
                text="联络员三十分钟内报到负责人",
                section="5.3",
                field="own-minutes",
                clock="report",
                minutes=30,
                basis=("practice",),
            ),
            PlanPromiseLine(
                number=2,
                id="own-table.note.I",
                text="十分钟内记下征兆",
                section="6",
                field="own-table",
                clock="detect",
                minutes=10,
                basis=("rule:3",),
            ),
        ),
        "people": (
            PlanPerson(
                id="P1",
                name="示例甲",
                post="总经理",
                duties=("GM",),
                phones=("000-0000-0001", "000-0000-0002"),
                deputy="示例乙",
                confirmed=date(2026, 10, 8),
            ),
            PlanPerson(id="P2", name="示例乙", post="行政经理", duties=("CO",), phones=("000-0000-0003",)),
        ),
        "secrets": (
            PlanSecret(
                id="S1", code_name="代号甲", grade="core", holder="示例戊", systems=("PDM",), measures=(1, 4)
            ),
            PlanSecret(id="S2", code_name="代号乙", grade="general"),
        ),
        "law": (
            PlanLaw(id="aucl-2025", name="反不正当竞争法", checked=date(2026, 11, 24)),
            PlanLaw(id="x", name="示例办法"),
        ),
        "articles": (
            PlanArticle(
                basis="law:fashi-2020-7:6(4)", name="《示例规定》第六条第四项", says="标记、隔离也算措施"
            ),
            PlanArticle(
                basis="law:ts-provisions-2026:3", name="《示例办法》第三条", says="由谁管辖", pending=True
            ),
        ),
        "clocks": (PlanClock(event="申请诉前保全", limit="四十八小时内裁定", ground="《示例规定》第十五条"),),
        "revisions": (
            PlanRevision(number="1", approved=date(2025, 11, 20), by="示例甲", changes=("改了联络员",)),
        ),
        "drills": (PlanDrill(held=date(2026, 9, 1), title="离职工程师", grade="良好"),),
        "findings": (PlanFinding(text="监控只留七天", section="7", owner="示例丙", due=date(2026, 12, 31)),),
        "card": sample_card(),
    }
    return PlanPaper.model_validate({**facts, **changes})


def sample_card() -> CardWords:
    """A first-hour card of two steps."""
    return CardWords(
        title="第一小时处置卡",
        lead="先固定，后处置。",
        enterprise="示例公司",
        steps=(
            StepWords(5, "发现的人", "记下征兆", "拍照", "次序 1"),
            StepWords(10, "发现的人", "告诉联络员", "用电话", "次序 2"),
        ),
        exception=("还在往外流", "马上断那一条路"),
        after="复制做完，再收权限。",
        never=(NeverWords("别对质", "会删", "次序 5"),),
        calls=(
            CallWords("商业秘密联络员", "第一个打", "示例乙", ("000-0000-0003",), ""),
            CallWords("公安", "经济犯罪", "", ("110",), ""),
        ),
        clocks=(),
        state_secret="疑涉国家秘密的，停止处理。",
    )
