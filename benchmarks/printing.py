"""Printing a report of sixty pages, and checking a playbook."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf

from benchmarks.ground import playbook
from benchmarks.measuring import Row, medians, seconds_of
from secretguard import locations
from secretguard.content import load_law, load_plan_sections
from secretguard.documents import Document, read, to_pdf
from secretguard.drills.quality import check_playbook, simulate

_SECTIONS = 100

_TEMPLATE = """---
style: report
title: 推演记录
subtitle: "{{ name }}"
org: 示例公司
date: 2026年11月24日
header: 推演记录
footer: "{{ name }}"
---
{% for section in sections %}
# {{ section.title }}

{% for line in section.lines %}
{{ line }}

{% endfor %}
| 时刻 | 谁 | 做了什么 |
|---|---|---|
{% for row in section.rows %}| {{ row.at }} | {{ row.who }} | {{ row.what }} |
{% endfor %}
{% endfor %}
"""


def rows(base: Path) -> list[Row]:
    """The rows about paper and playbooks."""
    (base / "long.md").write_text(_TEMPLATE, encoding="utf-8")
    # Different reports, so that nothing of the first is reused but what any report would reuse.
    first, second = (_document(base, name) for name in ("第一份", "第二份"))
    printed: list[bytes] = []
    taken = [
        seconds_of(lambda: printed.append(to_pdf(first))),
        seconds_of(lambda: printed.append(to_pdf(second))),
    ]
    pages = [_pages(file) for file in printed]
    loaded, standards = playbook(), [locations.content_folder("standards")]
    law, sections = load_law(standards), load_plan_sections(standards)
    seconds = medians(
        {
            "check": lambda: seconds_of(lambda: check_playbook(loaded, law, sections)),
            "simulate": lambda: seconds_of(lambda: simulate(loaded.playbook)),
        },
        5,
    )
    return [
        Row("PDF of sixty pages, the first", taken[0], "s", 1.2, at_most=True, note=f"{pages[0]} pages"),
        Row("… a second, different one", taken[1], "s", 0.6, at_most=True, note=f"{pages[1]} pages"),
        Row("playbook check", seconds["check"] * 1000, "ms"),
        Row("playbook simulate (every way)", seconds["simulate"] * 1000, "ms"),
    ]


def _pages(file: bytes) -> int:
    with pikepdf.open(BytesIO(file)) as opened:
        return len(opened.pages)


def _document(base: Path, name: str) -> Document:
    sections = [
        {
            "title": f"{name} 第 {number} 段",
            "lines": [
                f"第 {number}.{line} 句：先固定证据，再问话；谁点头、几点几分、用什么方式，都写下来。"
                for line in range(9)
            ],
            "rows": [
                {"at": f"14:{row:02d}", "who": "示例甲", "what": f"第 {row} 步，{name}"} for row in range(6)
            ],
        }
        for number in range(_SECTIONS)
    ]
    moment = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    return read("long.md", {"name": name, "sections": sections}, moment=moment, folder=base)
