"""A small standard, profile and crosswalk that break no rule, to be spoilt one way at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from secretguard.content import LawTable, StandardShelf, load_standards

Data = dict[str, Any]

LAW = LawTable.model_validate(
    {
        "kind": "law",
        "statutes": [
            {
                "id": "rules",
                "name": "某规定",
                "source": "文本",
                "articles": [{"id": "6(1)", "says": "签协议", "mark": "pending"}],
            }
        ],
        "never_say": [{"id": "wrong", "pattern": "必然胜诉", "wrong": "必然胜诉", "right": "要看证据"}],
    }
)


def standard() -> Data:
    """Two areas, three requirements, one of them under another."""
    return {
        "kind": "standard",
        "id": "small",
        "version": "1",
        "title": "小标准",
        "issuer": "示例协会",
        "own": True,
        "evidence_kinds": [{"id": "photo", "title": "照片"}],
        "auto_rules": [{"id": "listed", "reads": ["register"], "decides": "verdict", "rule": "每条都登记。"}],
        "sources": [{"id": "CQ", "title": "某文件", "seen": "contents", "basis": "目次", "address": "某处"}],
        "areas": [{"id": "A", "title": "甲"}, {"id": "B", "title": "乙"}],
        "requirements": [
            {"id": "A-1", "area": "A", "title": "第一项", "weight": 3, "auto": "listed"},
            {"id": "A-2", "area": "A", "title": "第二项", "parent": "A-1", "grounds": ["law:rules:6(1)"]},
            {"id": "B-1", "area": "B", "title": "第三项", "evidence_kinds": ["photo"]},
        ],
    }


def profile(**more: Any) -> Data:
    """Two of the three, for a text that nobody has read."""
    return {
        "kind": "profile",
        "id": "chosen",
        "standard": "small",
        "title": "选两项",
        "why": "先做这两项。",
        "issuer": "示例市",
        "text_checked": "no",
        "requirements": ["A-1", {"id": "B-1", "weight": 2}],
        **more,
    }


def crosswalk(**more: Any) -> Data:
    """Clauses of the text behind the profile."""
    return {
        "kind": "crosswalk",
        "id": "crosswalk-chosen",
        "source": "chosen",
        "target": "small",
        "rows": [{"source": ["5.2", "5.3"], "target": ["A-1"]}, {"source": [], "target": ["B-1"]}],
        **more,
    }


def shelve(folder: Path, **files: Data) -> StandardShelf:
    """The shelf of a folder that holds these files."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_standards([folder], LAW)


def complaints(shelf: StandardShelf) -> list[str]:
    """Every complaint about every broken file."""
    return [str(problem) for file in shelf.broken for problem in file.problems]
