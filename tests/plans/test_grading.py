from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import PlanForm
from secretguard.plans import SeverityCase, SeverityTable, grade, severity_table
from secretguard.plans.grading import CASES, LEVELS, SEED, fault


@pytest.fixture
def table(shipped: PlanForm) -> SeverityTable:
    return changed(shipped)


def changed(shipped: PlanForm, grading: Any = None, losses: Any = None) -> SeverityTable:
    """The shipped table, or with the rows that a test wants."""
    field, amounts = shipped.field("grading"), shipped.field("loss-levels")
    assert field is not None and amounts is not None
    return severity_table(
        field,
        [dict(row) for row in field.rows] if grading is None else grading,
        [dict(row) for row in amounts.rows] if losses is None else losses,
    )


def rows(shipped: PlanForm, field_id: str) -> list[dict[str, Any]]:
    field = shipped.field(field_id)
    assert field is not None
    return [dict(row) for row in field.rows]


def test_two_hundred_random_cases_of_the_shipped_table_get_exactly_one_level(table: SeverityTable) -> None:
    assert CASES == 200
    for seed in range(20):
        assert fault(table, Random(seed)) is None


def test_a_situation_without_a_level_is_a_gap_with_its_example(shipped: PlanForm) -> None:
    without = [row for row in rows(shipped, "grading") if row["id"] != "actor-foreign"]
    said = fault(changed(shipped, without), Random(SEED))
    assert said is not None and "境外机构" in said and "没有级别" in said


def test_a_situation_with_two_levels_is_an_overlap_with_its_example(shipped: PlanForm) -> None:
    twice = [
        *rows(shipped, "grading"),
        {
            "id": "own-1",
            "criterion": "spread",
            "situation": "还没有出公司。",
            "level": "II",
        },
    ]
    said = fault(changed(shipped, twice), Random(SEED))
    assert said is not None and "既是Ⅱ级和Ⅳ级" in said


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ((300_000, 3_000_000, 50_000), "门槛要一级比一级低"),
        ((3_000_000, 3_000_000, 50_000), "门槛要一级比一级低"),
        ((3_000_000, None, 50_000), "Ⅱ级没有写"),
        ((3_000_000, 300_000, 50_000), None),
    ],
)
def test_thresholds_that_do_not_fall_or_are_missing_are_found(
    shipped: PlanForm, yuan: tuple[int | None, ...], said: str | None
) -> None:
    losses = [
        {"id": level, "level": level} | ({"yuan": limit} if limit is not None else {})
        for level, limit in zip(LEVELS, yuan, strict=False)
    ]
    found = fault(changed(shipped, losses=losses), Random(SEED))
    assert found is None if said is None else found is not None and said in found


def test_rising_shares_of_the_yearly_sales_are_found_too(shipped: PlanForm) -> None:
    losses = rows(shipped, "loss-levels")
    losses[0]["percent"], losses[1]["percent"] = 1, 5
    found = fault(changed(shipped, losses=losses), Random(SEED))
    assert found is not None and "%" in found


@pytest.mark.parametrize(
    ("case", "level", "reason"),
    [
        (SeverityCase(("secret-core-out", "spread-inside")), "I", "核心秘密，已经到了外面，或者已经有人在用"),
        (SeverityCase(("actor-slip",), loss_yuan=3_000_000), "I", "损失达到300万元"),
        (SeverityCase(("spread-inside",), loss_yuan=299_999), "III", "损失达到5万元"),
        (SeverityCase(("spread-inside",), loss_yuan=49_999), "IV", "还没有出公司"),
        (SeverityCase((), loss_yuan=0), "IV", "没有碰到任何一条"),
        (SeverityCase(("spread-bound",), unsure=True), "II", "拿不准，先高一级"),
        (SeverityCase(("spread-public",), unsure=True), "I", "网上公开，收不回来；或者到了好几家手里"),
    ],
)
def test_the_gravest_criterion_decides_and_says_why(
    table: SeverityTable, case: SeverityCase, level: str, reason: str
) -> None:
    found = grade(table, case)
    assert found.level == level and reason in found.reasons


def test_a_share_of_the_sales_counts_where_it_is_given(shipped: PlanForm) -> None:
    losses = rows(shipped, "loss-levels")
    losses[0]["percent"] = 5
    table = changed(shipped, losses=losses)
    assert grade(table, SeverityCase(loss_percent=5)).level == "I"
    assert grade(table, SeverityCase(loss_percent=4)).level == "IV"


@given(st.sets(st.integers(0, 27)), st.integers(0, 10**8), st.integers(0, 10**8))
def test_more_met_or_more_lost_never_gives_a_milder_level(
    shipped: PlanForm, met: set[int], loss: int, more: int
) -> None:
    table = changed(shipped)
    ids = [situation.id for situation in table.situations]
    few = tuple(ids[number] for number in sorted(met)[:2])
    many = tuple(ids[number] for number in sorted(met))
    first = grade(table, SeverityCase(few, min(loss, more)))
    second = grade(table, SeverityCase(many, max(loss, more)))
    assert LEVELS.index(second.level) <= LEVELS.index(first.level)
