from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import (
    content_folders,
    find_ground,
    load_law,
    load_plan_sections,
    problems_of,
)
from secretguard.content.basis import article_name
from secretguard.content.chinese_numbers import chinese_number
from secretguard.content.law_loading import merge_law
from secretguard.errors import ContentError, RefusedError
from tests.content.building import small_law, small_sections

TABLE = """kind: law
statutes:
  - id: demo-2020
    name: 示例规定
    edition: 示例〔2020〕1号
    source: 示例文本
    articles:
      - {id: 6(4), says: 标记和隔离, mark: checked, checked_on: 2026-11-24}
      - {id: 18, says: 返还载体, mark: pending}
never_say:
  - {id: chain, pattern: "上链.{0,6}真实", wrong: 上链证明真实, right: 只证明没有改动}
"""


def folder_with(folder: Path, text: str, name: str = "law.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_checked_article_prints_as_a_legal_ground() -> None:
    ground = find_ground("law:demo-2020:6(4)", small_law(), small_sections())
    assert ground.name == "《示例规定》（示例〔2020〕1号）第六条第四项"
    assert ground.legal and not ground.pending
    assert ground.says == "标记和隔离"
    assert "2026-11-24" in ground.note


def test_a_pending_article_prints_its_mark() -> None:
    ground = find_ground("law:demo-2020:18", small_law(), small_sections())
    assert ground.pending
    assert ground.name.endswith("第十八条（待核）")


def test_plan_rule_and_practice_are_no_legal_ground() -> None:
    law, sections = small_law(), small_sections()
    assert find_ground("plan:5.3", law, sections).name == "预案 5.3 内部报告"
    assert "第 3 条" in find_ground("rule:3", law, sections).name
    assert find_ground("practice", law, sections).name == "惯例"
    for basis in ("plan:5.3", "rule:3", "practice"):
        assert not find_ground(basis, law, sections).legal


@pytest.mark.parametrize("basis", ["law:demo-2020:99", "law:none:1", "plan:99", "rule:9", "hearsay"])
def test_a_basis_that_nothing_answers_to_is_refused(basis: str) -> None:
    with pytest.raises(RefusedError):
        find_ground(basis, small_law(), small_sections())


@pytest.mark.parametrize(
    ("article", "name"),
    [
        ("10", "第十条"),
        ("6(4)", "第六条第四项"),
        ("219-1", "第二百一十九条之一"),
        ("105", "第一百零五条"),
        ("1195", "第一千一百九十五条"),
    ],
)
def test_articles_are_named_as_statutes_write_them(article: str, name: str) -> None:
    assert article_name(article) == name


@given(st.integers(1, 9999))
def test_every_number_has_its_own_chinese_name(number: int) -> None:
    value = 0
    digit = 0
    for character in chinese_number(number):
        if character in "十百千":
            value += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[character]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(character)
    assert value + digit == number


def test_an_overlay_checks_an_item_off_and_adds_its_own(tmp_path: Path) -> None:
    shipped = folder_with(tmp_path / "shipped", TABLE)
    own = folder_with(
        tmp_path / "own",
        """kind: law
statutes:
  - {id: demo-2020, name: 示例规定, source: 公报, articles: [{id: 27, says: 明确密点, mark: pending}]}
checks:
  - {basis: "law:demo-2020:18", by: 示例律师事务所示例庚, checked_on: 2026-12-01, copy: 公报文本}
""",
    )
    law = load_law([shipped, own])
    ground = find_ground("law:demo-2020:18", law, small_sections())
    assert not ground.pending
    assert "示例庚" in ground.note and "2026-12-01" in ground.note and "公报文本" in ground.note
    assert find_ground("law:demo-2020:27", law, small_sections()).pending
    assert not find_ground("law:demo-2020:6(4)", law, small_sections()).pending


def test_the_newest_check_is_the_one_printed() -> None:
    overlay = {
        "kind": "law",
        "checks": [
            {"basis": "law:demo-2020:18", "by": "示例甲", "checked_on": "2026-12-02", "copy": "新"},
            {"basis": "law:demo-2020:18", "by": "示例乙", "checked_on": "2026-12-01", "copy": "旧"},
        ],
    }
    law = merge_law(small_law(), type(small_law()).model_validate(overlay))
    assert "示例甲" in find_ground("law:demo-2020:18", law, small_sections()).note


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        (
            'checks:\n  - {basis: "law:none:1", by: 示例甲, checked_on: 2026-12-01, copy: x}\n',
            "checks",
            "没有",
        ),
        (
            'clocks:\n  - {id: c, event: x, limit: y, basis: ["law:none:1"], mark: checked}\n',
            "clocks",
            "没有",
        ),
        ('checks:\n  - {basis: "law:demo-2020:18", by: 甲, checked_on: 昨天, copy: x}\n', "checks", "日期"),
    ],
)
def test_a_table_that_names_unknown_articles_or_days_is_refused(
    tmp_path: Path, more: str, field: str, words: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load_law([folder_with(tmp_path / "law", TABLE + more)])
    (problem,) = problems_of(caught.value)
    assert problem.field.startswith(field)
    assert words in problem.message
    assert problem.line is not None and problem.line >= TABLE.count("\n")


def test_an_article_written_twice_is_refused(tmp_path: Path) -> None:
    twice = TABLE.replace("never_say:", "      - {id: 18, says: 又一次, mark: pending}\nnever_say:")
    with pytest.raises(ContentError, match="两次"):
        load_law([folder_with(tmp_path / "law", twice)])


@pytest.mark.parametrize("pattern", ["上链.*真实", "(a+)+b", "(a{0,9}){0,9}", "[未闭合", "a{3,}"])
def test_a_sentence_pattern_that_could_run_away_is_refused(tmp_path: Path, pattern: str) -> None:
    spoilt = TABLE.replace("上链.{0,6}真实", pattern)
    with pytest.raises(ContentError) as caught:
        load_law([folder_with(tmp_path / "law", spoilt)])
    assert "pattern" in problems_of(caught.value)[0].field


def test_no_table_at_all_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="法律依据表"):
        load_law([tmp_path])


def test_the_shipped_tables_can_be_read_and_every_clock_stands_on_an_article() -> None:
    folders = content_folders("standards")
    law, sections = load_law(folders), load_plan_sections(folders)
    assert sections.find("5.3") is not None and sections.find("D") is not None
    for clock in law.clocks:
        for basis in clock.basis:
            assert find_ground(basis, law, sections).legal


def test_no_right_sentence_of_the_shipped_table_is_caught_by_a_wrong_one() -> None:
    law = load_law(content_folders("standards"))
    for sentence in law.never_say:
        assert law.wrong_sentences(sentence.wrong), sentence.id
        assert law.wrong_sentences(sentence.right) == (), sentence.id
