"""A small playbook that breaks no rule, to be spoilt one way at a time; and tables to check it against."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from secretguard.content import LawTable, LoadedPlaybook, PlanSections, read_playbook

Data = dict[str, Any]


def action(name: str, role: str, objective: str, within: int = 60, **more: Any) -> Data:
    """An expected action."""
    return {
        "id": name,
        "role": role,
        "action": f"完成{name}这一步并记下时间",
        "within": within,
        "objective": objective,
        "basis": ["practice"],
        **more,
    }


def option(name: str, rating: str, target: str, **more: Any) -> Data:
    """An option with a consequence of its own."""
    return {
        "id": name,
        "text": f"按{name}的办法去做这一步",
        "rating": rating,
        "why": f"{name}的道理写在这里",
        "consequence": f"照{name}办了以后，门卫打来电话",
        "next": target,
        **more,
    }


def inject(name: str, stage: str, at: str, sender: str, to: list[str], **more: Any) -> Data:
    """A planned ★ inject with one action and, unless told otherwise, one decision."""
    return {
        "id": name,
        "title": f"{name}的标题",
        "short": True,
        "stage": stage,
        "at": at,
        "from": sender,
        "to": to,
        "channel": "当面",
        "text": "{secret}的图纸被打开了一百八十六次。",
        "fact": "图纸被打开",
        "questions": ["谁应该先知道？"],
        **more,
    }


def valid() -> Data:
    """Five injects, three decisions, two objectives, a contingency, three endings; breaks no rule."""
    return copy.deepcopy(
        {
            "kind": "exercise",
            "id": "small",
            "version": 1,
            "title": "小推演",
            "title_en": "A small drill",
            "summary": "一次只有五个注入的推演。",
            "industry": ["机械"],
            "level": 1,
            "minutes": {"full": 60, "short": 20},
            "grounded_in": [
                {"case": "(2099)示例1号", "fact": "有过这样的事。", "source": "示例页", "mark": "K"}
            ],
            "setting": "星期五下午，办公楼。",
            "objectives": [
                {"id": "O1", "title": "及时上报", "measure": "联络员三十分钟内报告", "plan": "5.3"},
                {"id": "O2", "title": "先固定", "measure": "二十四小时内做好镜像", "plan": "7"},
            ],
            "roles": [
                {"id": "CO", "title": "联络员", "needed": True},
                {"id": "IT", "title": "信息系统负责人"},
                {"id": "SUP", "title": "供应商", "played_by": "facilitator"},
            ],
            "parameters": {"secret": {"ask": "用哪一项密点", "default": "公差链"}},
            "evidence": [
                {"id": "LOG", "title": "日志", "volatility": "days", "killed_by": "滚动覆盖"},
                {"id": "DISK", "title": "磁盘", "volatility": "days", "killed_by": "重装系统"},
            ],
            "flags": ["warned"],
            "injects": [
                inject(
                    "I1",
                    "sign",
                    "T+0",
                    "IT",
                    ["CO"],
                    expected=[action("report", "CO", "O1", 30, clock="report", basis=["plan:5.3"])],
                    decision={
                        "ask": "第一步做什么？",
                        "objectives": ["O2"],
                        "options": [
                            option("a", "good", "I2", evidence={"kept": ["LOG"]}),
                            option("b", "partial", "I2", evidence={"at_risk": ["LOG"]}),
                            option("c", "bad", "I2", evidence={"lost": ["LOG"]}, set=["warned"]),
                        ],
                    },
                ),
                inject(
                    "I2",
                    "confirm",
                    "T+20h",
                    "CO",
                    ["IT"],
                    false_lead=True,
                    expected=[action("image", "IT", "O2", 1440, basis=["law:demo-2020:6(4)", "rule:3"])],
                    next="I3",
                    variants=[{"when": {"flag": "warned"}, "text": "他已经知道了。"}],
                ),
                inject(
                    "I3",
                    "pressure",
                    "T+3d",
                    "SUP",
                    ["CO", "IT"],
                    expected=[action("note-call", "CO", "O1", 60)],
                    decision={
                        "ask": "怎么回这个电话？",
                        "objectives": ["O1"],
                        "options": [
                            option("a", "bad", "I4"),
                            option("b", "good", "I4", evidence={"kept": ["DISK"]}),
                            option("c", "partial", "I4"),
                        ],
                    },
                ),
                inject(
                    "I4",
                    "route",
                    "T+9d",
                    "IT",
                    ["CO"],
                    expected=[action("choose", "CO", "O2", 2880)],
                    decision={
                        "ask": "走哪条路？",
                        "objectives": ["O2"],
                        "options": [
                            option("a", "partial", "I5"),
                            option("b", "bad", "end"),
                            option("c", "good", "I5"),
                        ],
                    },
                ),
                inject(
                    "I5",
                    "consequence",
                    "T+20d",
                    "CO",
                    ["IT"],
                    expected=[action("hand-over", "IT", "O2", 60)],
                    next="end",
                ),
                inject(
                    "I6",
                    "pressure",
                    "T+4d",
                    "SUP",
                    ["CO"],
                    kind="contingency",
                    when={"missed": "note-call", "by": "T+3d"},
                    expected=[action("ask-again", "CO", "O1", 60)],
                ),
            ],
            "endings": [
                {"id": "A", "title": "裁定", "text": "裁定作出。", "when": {"kept": ["LOG", "DISK"]}},
                {"id": "B", "title": "无果", "text": "证据没了。", "when": {"lost": ["LOG"]}},
                {"id": "C", "title": "和解", "text": "双方坐下来谈。"},
            ],
            "debrief": {"short": ["刚才哪一步最险？"], "full": ["明天谁去补？"]},
            "end_card": "这件事真的发生过。",
        }
    )


def write(folder: Path, data: Data, name: str = "small.yaml") -> Path:
    """Write a playbook as an author would."""
    path = folder / name
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def loaded(folder: Path, data: Data) -> LoadedPlaybook:
    """Write and read back."""
    return read_playbook(write(folder, data))


def small_law() -> LawTable:
    """One statute, one clock, one wrong sentence."""
    return LawTable.model_validate(
        {
            "kind": "law",
            "statutes": [
                {
                    "id": "demo-2020",
                    "name": "示例规定",
                    "edition": "示例〔2020〕1号",
                    "source": "示例文本",
                    "articles": [
                        {"id": "6(4)", "says": "标记和隔离", "mark": "checked", "checked_on": "2026-11-24"},
                        {"id": "18", "says": "返还载体", "mark": "pending"},
                    ],
                }
            ],
            "clocks": [
                {
                    "id": "network-incident",
                    "event": "网络事件",
                    "limit": "四小时",
                    "minutes": 240,
                    "basis": ["law:demo-2020:18"],
                    "mark": "pending",
                }
            ],
            "never_say": [
                {
                    "id": "chain",
                    "pattern": "上链.{0,6}证明.{0,6}真实",
                    "wrong": "上链证明内容真实",
                    "right": "只证明存入之后没有改动",
                }
            ],
        }
    )


def small_sections() -> PlanSections:
    """The sections that the small playbook names."""
    return PlanSections.model_validate(
        {
            "kind": "plan-sections",
            "title": "示例预案",
            "sections": [{"number": "5.3", "title": "内部报告"}, {"number": "7", "title": "固定"}],
        }
    )
