"""A small form with one field of every kind, rules over it, and entries as the vault gives them."""

from __future__ import annotations

from typing import Any

from secretguard.content import FormField, PlanForm, PlanRules, Rule

LEVELS = [
    {"id": level, "label": f"{shown}级"}
    for level, shown in zip(("I", "II", "III", "IV"), "ⅠⅡⅢⅣ", strict=True)
]


def field(field_id: str, kind: str, **more: Any) -> dict[str, Any]:
    """A field of a form; card size and needed by nobody unless told."""
    return {"id": field_id, "label": field_id, "kind": kind, "size": "card", "basis": ["practice"], **more}


def made(field_id: str, kind: str, **more: Any) -> FormField:
    return FormField.model_validate(field(field_id, kind, **more))


def column(column_id: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": column_id, "label": column_id, "kind": kind, **more}


def topic(topic_id: str, section: str, *fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": topic_id,
        "section": section,
        "title": topic_id,
        "question": "谁来做？",
        "help": "规矩里叫这个。",
        "fields": list(fields),
    }


def form_of_topics(*topics: dict[str, Any], **more: Any) -> PlanForm:
    return PlanForm.model_validate({"kind": "plan-form", "title": "示例预案", "topics": list(topics), **more})


def rule(check: str, params: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    """A rule over the small form; not blocking, class missing unless told."""
    return {
        "id": "C-2-1",
        "section": "2",
        "title": "检查",
        "why": "出事那天靠它。",
        "remedy": "补上。",
        "basis": ["practice"],
        "class": "missing",
        "check": check,
        "params": params or {},
        **more,
    }


def rules_of(*rules: dict[str, Any]) -> PlanRules:
    return PlanRules.model_validate({"kind": "plan-rules", "rules": list(rules)})


def one_rule(check: str, params: dict[str, Any] | None = None, **more: Any) -> Rule:
    return Rule.model_validate(rule(check, params, **more))


def small_form() -> PlanForm:
    """Five topics: the people, the times, the secrets, a table of roles, words."""
    return form_of_topics(
        topic(
            "command",
            "2",
            field("enterprise", "text", label="企业名称", required=True, source="register.name"),
            field(
                "head",
                "contact",
                label="负责人",
                required=True,
                source="register.duty:GM",
                promise={"kind": "person", "text": "负责人是{value}"},
            ),
            field("deputy", "contact", label="代理负责人", required=True),
            field(
                "liaison",
                "contact",
                label="联络员",
                required=True,
                source="register.duty:CO",
                promise={"kind": "person", "text": "联络员是{value}"},
            ),
            field("helper", "contacts", label="帮手", size="short"),
        ),
        topic(
            "times",
            "5.3",
            field(
                "report-minutes",
                "minutes",
                label="报到负责人",
                size="short",
                required=True,
                default=30,
                promise={"kind": "at_most", "clock": "report", "text": "{value}内报到负责人"},
            ),
            field(
                "copy-hours",
                "hours",
                label="复制",
                size="short",
                promise={"kind": "at_most", "clock": "preserve", "text": "{value}内复制"},
            ),
            field("log-days", "days", label="日志", size="full"),
            field("money", "yuan", label="应急钱", size="full"),
            field("share", "percent", label="占比", size="full"),
            field("checked", "date", label="清点日期", size="full"),
        ),
        topic(
            "stock",
            "3",
            field("secrets", "secrets", label="三样秘密", required=True, source="register.core_secrets"),
            field("keepers", "register_people", label="拿钥匙的人", size="short"),
            field("sites", "lines", label="地方", size="short", source="register.sites"),
            field("night", "yes_no", label="夜里有人", size="short"),
            field("laws", "lines", label="依据", size="short", source="law.list"),
        ),
        topic(
            "roles",
            "6",
            field(
                "caps",
                "table",
                label="三顶帽子",
                size="short",
                row_label="role",
                promise={"kind": "at_most", "text": "{row}：{column}{value}"},
                columns=[
                    column("role", label="帽子"),
                    column("person", label="谁"),
                    column("stand-in", label="谁代理"),
                    column("minutes", "minutes", label="多快", promised=True),
                ],
                rows=[{"id": "lead", "role": "指挥"}, {"id": "proof", "role": "证据"}],
            ),
        ),
        topic(
            "words",
            "1",
            field("aim", "text", label="目的", size="full", slogan=True),
            field(
                "kinds",
                "choices",
                label="事件类型",
                size="full",
                options=[
                    {"id": "leaver", "label": "离职带走", "default": True},
                    {"id": "fair", "label": "展会被拍"},
                ],
            ),
            field(
                "grade",
                "choice",
                label="密级",
                size="full",
                options=[{"id": "internal", "label": "内部文件"}, {"id": "core", "label": "核心"}],
            ),
        ),
        floor_tests=[
            {"id": "a", "question": "随机拨两个号？", "how": "拨", "met": "都接"},
            {"id": "b", "question": "应急包在哪？", "how": "打开", "met": "齐"},
        ],
        triggers=[
            {"id": trigger, "text": text, "ask": "要不要改？"}
            for trigger, text in (
                ("law", "法律变了"),
                ("person-left", "有人离开"),
                ("core-secret", "核心秘密增加"),
                ("drill-finding", "演练有发现"),
            )
        ],
    )


def small_rules() -> PlanRules:
    return rules_of(
        rule("different_people", {"fields": ["head", "deputy"]}, id="C-2-1", **{"class": "contradiction"}),
        rule("at_most", {"field": "report-minutes", "limit": 60}, id="C-5.3-1", **{"class": "infeasible"}),
        rule(
            "no_secret_content",
            id="C-3-1",
            words=[
                {"id": "size", "pattern": r"\d{1,4}\.\d{1,4}±", "wrong": "尺寸和公差", "right": "只写代号"}
            ],
            **{"class": "leak"},
        ),
        rule("drill_within", {"days": 365}, id="C-13-1", **{"class": "stale"}),
    )
