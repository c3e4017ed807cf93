"""Printing a report of sixty pages, and checking a playbook."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.ground import playbook
from benchmarks.measuring import Row, medians, seconds_of
from secretguard.documents import Document, read, to_pdf
from secretguard.drills.quality import check_playbook, simulate

_SECTIONS = 118
_PAGE = re.compile(rb"/Type ?/Page\b")

_TEMPLATE = """---
title: 推演记录
subtitle: "{{ name }}"
---
{% for section in sections %}
## {{ section.title }}

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
    pages = 0

    def print_one(document: Document) -> None:
        nonlocal pages
        pages = len(_PAGE.findall(to_pdf(document)))

    taken = [seconds_of(lambda: print_one(first)), seconds_of(lambda: print_one(second))]
    story = playbook()
    seconds = medians(
        {
            "check": lambda: seconds_of(lambda: check_playbook(story)),
            "simulate": lambda: seconds_of(lambda: simulate(story)),
        },
        5,
    )
    return [
        Row("PDF of sixty pages, the first", taken[0], "s", 1.2, at_most=True, note=f"{pages} pages"),
        Row("… a second, different one", taken[1], "s", 0.6, at_most=True),
        Row("playbook check", seconds["check"] * 1000, "ms"),
        Row("playbook simulate (every way)", seconds["simulate"] * 1000, "ms"),
    ]


def _document(base: Path, name: str) -> Document:
    sections = [
        {
            "title": f"{name} 第 {number} 段",
            "lines": [f"第 {number}.{line} 句：先固定证据，再问话；谁点头、几点几分、用什么方式，都写下来。" for line in range(9)],
            "rows": [{"at": f"14:{row:02d}", "who": "示例甲", "what": f"第 {row} 步，{name}"} for row in range(6)],
        }
        for number in range(_SECTIONS)
    ]
    moment = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    return read("long.md", {"name": name, "sections": sections}, moment=moment, folder=base)
