"""A small response playbook that breaks no rule, to be spoilt one way at a time."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from secretguard.content import LoadedResponse, read_response

Data = dict[str, Any]


def task(
    name: str, phase: str = "day-1", within: tuple[int | None, ...] = (60, 60, 120, 240), **more: Any
) -> Data:
    """A task; `within` are the minutes of levels I to IV."""
    return {
        "id": name,
        "phase": phase,
        "title": f"做{name}这一步",
        "how": "两个人做，写下几点。",
        "role": "IT",
        "within": dict(zip(("I", "II", "III", "IV"), within, strict=True)),
        "why_now": "晚了就没了。",
        "record": "证据保全清单",
        "basis": ["practice"],
        **more,
    }


def valid() -> Data:
    """Four questions, seven tasks, all four phases; breaks no rule."""
    return copy.deepcopy(
        {
            "kind": "response",
            "id": "response-small",
            "version": 1,
            "title": "小响应",
            "title_en": "A small response",
            "summary": "只有几步的响应。",
            "banner": "先固定，后处置。",
            "when": {"says": "图纸发错了。", "words": ["发错", "群发"]},
            "questions": [
                {"id": "still_flowing", "ask": "还在往外流吗？"},
                {"id": "personal_data", "ask": "有没有个人信息？"},
                {"id": "network_incident", "ask": "是不是网络安全事件？", "only_if": ["personal_data"]},
                {"id": "contract_notice", "ask": "要通知谁？", "kind": "contract-notice"},
            ],
            "phases": [
                {"id": "first-hour", "title": "第一小时", "until": 60},
                {"id": "day-1", "title": "二十四小时", "until": "1d"},
                {"id": "day-3", "title": "七十二小时", "until": "3d"},
                {"id": "later", "title": "后续", "until": None},
            ],
            "tasks": [
                task("note", "first-hour", (10, 10, 30, 240), basis=["rule:1", "plan:5.3"]),
                task(
                    "cut-path",
                    "first-hour",
                    (30, 30, 60, 240),
                    restricts=True,
                    cut=True,
                    only_if=["still_flowing"],
                ),
                task("duplicate", within=(360, 720, 1440, 4320), preserves=["DISK", "LOG"], after=["note"]),
                task("freeze", within=(360, 720, 1440, 4320), restricts=True, after=["duplicate"]),
                task(
                    "report",
                    within=(240, 240, 240, 240),
                    only_if=["network_incident"],
                    clock="network-incident",
                ),
                task("notify", within=(None,) * 4, only_if=["contract_notice"]),
                task("talk", "day-3", (2880, 4320, 7200, None), restricts=True, after=["freeze"]),
                task("review", "later", (None,) * 4),
            ],
            "ends": [{"id": "stopped", "title": "外流停住"}],
        }
    )


def named(data: Data, name: str) -> Data:
    """The task of that id, to be spoilt."""
    found: Data = next(item for item in data["tasks"] if item["id"] == name)
    return found


def write(folder: Path, data: Data, name: str = "response-small.yaml") -> Path:
    """Write a response playbook as an author would."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def loaded(folder: Path, data: Data) -> LoadedResponse:
    """Write and read back, without judging order or quality."""
    return read_response(write(folder, data))
