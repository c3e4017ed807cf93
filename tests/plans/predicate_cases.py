"""One case for each predicate: its parameters, an answer that meets it, one that does not, what is said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from secretguard.content import LawTable
from secretguard.register import (
    OutsideChannel,
)
from tests.plans.checked_plan import (
    LEVELS,
    OUTSIDER,
    REGISTER,
    A,
    B,
    C,
    person,
    row,
)

CASES: list[tuple[str, dict[str, Any], dict[str, Any], dict[str, Any], str]] = [
    # predicate, params, answers that meet it, answers that do not, what is said then
    ("answered", {"fields": ["aim", "late"]}, {"aim": "写了"}, {}, "“aim”没有填"),
    (
        "rows_answered",
        {"table": "steps", "columns": ["role"]},
        {"steps": [row("note", role="甲")]},
        {"steps": [row("note")]},
        "没有写role：note",
    ),
    ("is_yes", {"field": "yes"}, {"yes": True}, {"yes": False}, "写的是否"),
    (
        "min_items",
        {"field": "sites", "count": 2},
        {"sites": ["一", "二"]},
        {"sites": ["一"]},
        "只有 1 项，至少要 2 项",
    ),
    (
        "max_length",
        {"field": "aim", "limit": 5},
        {"aim": "五个字以内"},
        {"aim": "这里超过五个字"},
        "有 7 个字，最多 5 个",
    ),
    (
        "includes",
        {"field": "kinds", "options": ["fair"]},
        {"kinds": ["fair"]},
        {"kinds": ["leaver"]},
        "缺：展会",
    ),
    (
        "includes",
        {"field": "steps", "options": ["copy"]},
        {"steps": [row("copy")]},
        {"steps": [row("note")]},
        "缺：复制",
    ),
    (
        "covers_values",
        {"field": "kinds", "table": "steps", "column": "phase"},
        {"kinds": ["fair"], "steps": [row("a", phase="fair")]},
        {"kinds": ["fair"], "steps": [row("a", phase="leaver")]},
        "离职带走",
    ),
    ("different_people", {"fields": ["a", "b"]}, {"a": A, "b": B}, {"a": A, "b": A}, "都是示例甲"),
    (
        "rows_differ",
        {"table": "steps", "columns": ["role", "stand-in"]},
        {"steps": [row("x", role="示例甲", stand_in="示例乙")]},
        {"steps": [row("x", role="示例甲", stand_in="示例甲（总经理）")]},
        "都是示例甲",
    ),
    (
        "rows_differ",
        {"table": "steps", "columns": ["role", "stand-in"]},
        {"steps": [row("x", role="外人", stand_in="别人")]},
        {"steps": [row("x", role="外人")]},
        "没有写stand-in",
    ),
    (
        "two_phones",
        {"fields": ["a", "many"]},
        {"a": A, "many": [B]},
        {"a": A, "many": [C]},
        "示例丙只有 1 个电话，要 2 个",
    ),
    ("has_person", {"fields": ["a"]}, {"a": A}, {"a": OUTSIDER}, "只有经侦大队，没有写找谁"),
    (
        "people_current",
        {"fields": ["keys", "steps"]},
        {"keys": ["P1"]},
        {"keys": ["P4"], "steps": [row("x", role="示例丁")]},
        "示例丁已经离开",
    ),
    (
        "hats_at_most",
        {"fields": ["a", "b", "many"], "count": 2},
        {"a": A, "b": A},
        {"a": A, "b": A, "many": [A]},
        "担了 3 项：a、b、many",
    ),
    (
        "hats_at_most",
        {"fields": ["a", "caps"], "count": 1},
        {"a": A, "caps": [{"id": "x", "role": "指挥", "person": "示例乙"}]},
        {"a": A, "caps": [{"id": "x", "role": "指挥", "person": "示例甲"}]},
        "a、指挥",
    ),
    (
        "keeper_apart",
        {"field": "keys", "duties": ["RD", "PRD"]},
        {"keys": ["P5", "P1"]},
        {"keys": ["P5"]},
        "都可能是被查的一方",
    ),
    (
        "contacts_fresh",
        {"days": 180, "fields": ["a", "b"]},
        {"a": A},
        {"a": A, "b": B},
        "示例乙的电话超过 180 天",
    ),
    (
        "contacts_fresh",
        {"days": 180, "limit_field": "count", "fields": ["b"]},
        {"b": B, "count": 900},
        {"b": B, "count": 90},
        "超过 90 天",
    ),
    (
        "phones_agree",
        {"table": "steps", "columns": ["role", "phone"]},
        {"steps": [row("x", role="示例甲", phone="０00 0000 0011")]},
        {"steps": [row("x", role="示例甲", phone="000-0000-0099")]},
        "和台账里的不一样",
    ),
    (
        "not_stale",
        {"field": "day", "days": 180},
        {"day": "2026-06-01"},
        {"day": "2026-05-01"},
        "已过 207 天，最多 180 天",
    ),
    ("in_future", {"field": "day"}, {"day": "2026-11-25"}, {"day": "2026-11-24"}, "已经过了"),
    ("after_last_version", {"field": "day"}, {"day": "2026-11-24"}, {"day": "2026-11-25"}, "还没有到"),
    (
        "before_date",
        {"field": "day", "days": 366},
        {"day": "2027-11-24"},
        {"day": "2028-11-24"},
        "超过 366 天",
    ),
    ("at_most", {"field": "first", "limit": 60}, {"first": 60}, {"first": 61}, "是61分钟，最多60分钟"),
    (
        "at_least",
        {"field": "count", "limit_field": "other-count"},
        {"count": 90, "other-count": 90},
        {"count": 30, "other-count": 90},
        "至少90天",
    ),
    (
        "sum_at_most",
        {"fields": ["first", "second"], "limit_field": "bound"},
        {"first": 60, "second": 1, "bound": 2},
        {"first": 61, "second": 1, "bound": 2},
        "一共 121 分钟，超过 120 分钟",
    ),
    (
        "faster_by_level",
        {"table": "steps", "columns": list(LEVELS)},
        {"steps": [row("x", I=10, III=10, IV=20)]},
        {"steps": [row("x", I=30, II=10)]},
        "I要 30 分钟，反而比II的 10 分钟慢",
    ),
    (
        "cells_at_most",
        {"table": "steps", "column": "I", "options": ["copy"], "limit_field": "bound"},
        {"bound": 1, "steps": [row("copy", I=60), row("note", I=900)]},
        {"bound": 1, "steps": [row("copy", I=61)]},
        "61分钟，最多60分钟",
    ),
    (
        "after_duplicate",
        {"table": "steps"},
        {
            "steps": [
                row("x", restricts=True, after_duplicate=True),
                row("y", restricts=True, exception="还在流"),
            ]
        },
        {"steps": [row("x", restricts=True, after_duplicate=False)]},
        "没有排在复制之后",
    ),
    (
        "order_rule",
        {"field": "order"},
        {"order": "先固定证据，再停账号、约谈。"},
        {"order": "先停账号，再固定证据。"},
        "没有把固定证据放在前面",
    ),
    ("order_rule", {"field": "order"}, {}, {"order": "高度重视证据。"}, "没有把固定证据放在前面"),
    (
        "max_steps",
        {"table": "steps", "column": "phase", "options": ["first"], "count": 1},
        {"steps": [row("x", phase="first"), row("y", phase="later")]},
        {"steps": [row("x", phase="first"), row("y", phase="first")]},
        "有 2 步，最多 1 步",
    ),
    (
        "owner_is_known",
        {"table": "steps", "column": "role", "fields": ["caps"]},
        {
            "steps": [row("x", role="指挥"), row("y", role="示例乙"), row("z", role="联络员")],
            "caps": [{"id": "c", "role": "指挥", "stand-in": "示例乙"}],
        },
        {"steps": [row("x", role="大家")], "caps": [{"id": "c", "role": "指挥", "stand-in": "示例乙"}]},
        "没有这个角色",
    ),
    (
        "owner_is_known",
        {"table": "steps", "column": "role", "fields": ["caps"]},
        {},
        {"steps": [row("x", role="指挥"), row("y", role="指挥")], "caps": [{"id": "c", "role": "指挥"}]},
        "“指挥”有 2 步要做，还没有代理人",
    ),
    (
        "no_gap_or_overlap",
        {"table": "grading", "limit_field": "losses"},
        {"losses": [{"id": "I", "yuan": 300}, {"id": "II", "yuan": 200}, {"id": "III", "yuan": 100}]},
        {"losses": [{"id": "I", "yuan": 200}, {"id": "II", "yuan": 300}, {"id": "III", "yuan": 100}]},
        "例如：损失",
    ),
    (
        "covers_core_secrets",
        {"field": "secrets"},
        {
            "secrets": [
                {"secret": "S1", "code_name": "公差链", "place": ""},
                {"secret": None, "code_name": "热处理曲线", "place": ""},
            ]
        },
        {"secrets": [{"secret": "S1", "code_name": "公差链", "place": ""}]},
        "热处理曲线不在",
    ),
    ("covers_sites", {"field": "sites"}, {"sites": ["一厂办公楼", "二厂"]}, {"sites": ["一厂"]}, "二厂不在"),
    (
        "register_partners_listed",
        {"table": "steps", "column": "role", "count": 10},
        {"steps": [row("x", role="示例模具厂（甲）")]},
        {"steps": [row("x", role="别的厂")]},
        "示例模具厂",
    ),
    (
        "outside_company",
        {"field": "channel"},
        {"channel": "手机；示例@外面.例"},
        {"channel": "走 x@firm.example 这个邮箱"},
        "走的是公司自己的邮箱（firm.example）",
    ),
    (
        "contracts_alive",
        {"table": "steps", "column": "until"},
        {"steps": [row("x", until="2026-11-24")]},
        {"steps": [row("x", until="2026-11-23")]},
        "2026-11-23 已到期",
    ),
    (
        "distribution_limited",
        {"table": "steps", "column": "role", "fields": ["a"]},
        {"steps": [row("x", role="负责人"), row("y", role="示例甲"), row("z", role="行政指导员")]},
        {"steps": [row("x", role="示例丙")]},
        "“示例丙”在预案里没有职责",
    ),
    (
        "law_clocks_match",
        {"table": "steps", "column": "I"},
        {"steps": [row("network", I=240), row("copy", I=900)]},
        {"steps": [row("network", I=241)]},
        "法定是四小时内",
    ),
]
MAIL = {
    f"P{number}": person(number, name, outside=OutsideChannel(email=f"{number}@firm.example"))
    for number, name in ((1, "示例甲"), (2, "示例乙"))
}
CLOCKS = LawTable.model_validate(
    {
        "kind": "law",
        "clocks": [
            {
                "id": "network",
                "event": "网络安全事件",
                "limit": "四小时内",
                "minutes": 240,
                "basis": ["law:a-1:1"],
                "mark": "checked",
            }
        ],
        "never_say": [
            {"id": "chain", "pattern": "上链证明真实", "wrong": "上链证明真实", "right": "只能证明没有改动"}
        ],
    }
)


def facts_for(name: str) -> dict[str, Any]:
    if name == "outside_company":
        return {"register": replace(REGISTER, people=MAIL)}
    return {"law_table": CLOCKS}
