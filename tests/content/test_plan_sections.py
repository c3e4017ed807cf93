from __future__ import annotations

from pathlib import Path

import pytest

from secretguard.content import content_folders, load_plan_sections
from secretguard.errors import ContentError


def test_the_shipped_outline_has_fifteen_sections_and_fourteen_annexes() -> None:
    numbers = [section.number for section in load_plan_sections(content_folders("standards")).sections]
    assert [number for number in numbers if number.isdigit()] == [str(number) for number in range(15)]
    assert "".join(number for number in numbers if number.isalpha()) == "ABCDEFGHIJKLMN"


def test_an_own_outline_replaces_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "plan-sections.yaml").write_text(
        "kind: plan-sections\ntitle: 我们的预案\nsections:\n  - {number: 5.3, title: 谁先知道}\n",
        encoding="utf-8",
    )
    outline = load_plan_sections([*content_folders("standards"), tmp_path])
    assert outline.title == "我们的预案"
    assert outline.find("5.4") is None


def test_a_number_written_twice_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "plan-sections.yaml").write_text(
        "kind: plan-sections\ntitle: x\nsections:\n  - {number: 1, title: a}\n  - {number: 1, title: b}\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentError, match="第 5 行"):
        load_plan_sections([tmp_path])


def test_no_outline_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="节号表"):
        load_plan_sections([tmp_path])
