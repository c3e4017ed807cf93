from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import FormField
from secretguard.errors import UsageError
from secretguard.plans import (
    NOT_KNOWN,
    contact_value,
    parse,
    parse_cell,
    show,
    show_cell,
    with_cell,
    with_row,
    without_row,
)
from secretguard.register import Identity, PersonSet, Phones, RegisterState, SecretName, SecretSet
from tests.plans.forms import column, made

TODAY = date(2026, 11, 24)
REGISTER = RegisterState(
    people={
        "P1": PersonSet(
            person=Identity(id="P1", name="示例甲", title="总经理"),
            phones=Phones(first="000-0000-0001", second="000-0000-0002"),
        ),
        "P2": PersonSet(person=Identity(id="P2", name="示例乙"), phones=Phones(first="000-0000-0003")),
    },
    secrets={
        "S1": SecretSet(secret=SecretName(id="S1", code_name="制动卡钳公差链"), system="PDM"),
        "S2": SecretSet(secret=SecretName(id="S2", code_name="在线检测规程")),
    },
)
OPTIONS = [
    {"id": "leaver", "label": "离职带走"},
    {"id": "fair", "label": "展会被拍"},
    {"id": "cloud", "label": "云链接"},
]


def typed(kind: str, text: str, **more: Any) -> object:
    return parse(made("this", kind, **more), text, REGISTER, today=TODAY)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("30", 30),
        ("３０", 30),
        ("30分钟", 30),
        ("30 分钟", 30),
        ("三十分钟", 30),
        ("半小时", 30),
        ("半个小时", 30),
        ("2小时", 120),
        ("两小时", 120),
        ("2h", 120),
        ("一个半小时", 90),
        ("1小时30分", 90),
        ("1.5小时", 90),
        ("一刻钟", 15),
        ("两个半小时", 150),
        ("半天", 720),
        ("不超过30分钟", 30),
        ("10分钟以内", 10),
        ("约 20 分", 20),
    ],
)
def test_a_span_in_minutes_may_be_typed_as_people_say_it(text: str, minutes: int) -> None:
    assert typed("minutes", text) == minutes


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("hours", "2", 2),
        ("hours", "两天", 48),
        ("hours", "120分钟", 2),
        ("days", "半年", 180),
        ("days", "180", 180),
        ("days", "三个月", 90),
        ("days", "10个工作日", 10),
        ("days", "一年", 365),
        ("days", "两周", 14),
        ("yuan", "五万元", 50_000),
        ("yuan", "5万", 50_000),
        ("yuan", "50,000元", 50_000),
        ("yuan", "￥50000", 50_000),
        ("yuan", "一万五", 15_000),
        ("yuan", "1.5万", 15_000),
        ("yuan", "三百万", 3_000_000),
        ("yuan", "1.2亿元", 120_000_000),
        ("yuan", "两千三", 2_300),
        ("yuan", "二十万零五百", 200_500),
        ("yuan", "人民币 8 万元整", 80_000),
        ("yuan", "0", 0),
        ("yuan", "一万亿", 10**12),
        ("percent", "5%", 5),
        ("percent", "５％", 5),
        ("percent", "百分之五", 5),
        ("percent", "三成", 30),
        ("date", "今天", "2026-11-24"),
        ("date", "2026年6月1日", "2026-06-01"),
        ("date", "2026/6/1", "2026-06-01"),
        ("date", "2026.6.1", "2026-06-01"),
        ("date", "20260601", "2026-06-01"),
        ("date", "６月１日", "2026-06-01"),
        ("date", "明年3月5号", "2027-03-05"),
        ("date", "三天后", "2026-11-27"),
        ("date", "三个月后", "2027-02-24"),
        ("date", "月底", "2026-11-30"),
        ("date", "二〇二六年十二月一日", "2026-12-01"),
        ("date", "年底", "2026-12-31"),
        ("yes_no", "是", True),
        ("yes_no", "有的", True),
        ("yes_no", "没有", False),
        ("yes_no", "N", False),
        ("lines", "一厂；二厂；展厅", ["一厂", "二厂", "展厅"]),
        ("text", "  门卫室  ", "门卫室"),
    ],
)
def test_numbers_days_and_words_are_read_as_people_type_them(kind: str, text: str, value: object) -> None:
    assert typed(kind, text) == value


@pytest.mark.parametrize(
    ("kind", "text", "told", "right"),
    [
        ("minutes", "立即", "没法检验", "30分钟"),
        ("minutes", "看情况", "看不出是多长时间", "半小时"),
        ("hours", "90分钟", "不是整数", "2小时"),
        ("yuan", "一点钱", "看不出是多少钱", "五万元"),
        ("yuan", "0.5元", "看不出是多少钱", "50000"),
        ("percent", "120%", "看不出是百分之几", "0 到 100"),
        ("date", "2026-02-30", "没有这一天", "2026-12-01"),
        ("date", "改天", "不是日期", "今天"),
        ("yes_no", "看情况", "只要一个字", "是"),
        ("text", "   ", "还是空的", "不知道"),
        ("contact", "000-0000-0001", "不知道打给谁", "示例甲"),
        ("register_people", "示例癸", "没有“示例癸”", "示例甲"),
        ("text", "长" * 2001, "太长", "附件"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_would_be_right(
    kind: str, text: str, told: str, right: str
) -> None:
    with pytest.raises(UsageError, match=told) as error:
        typed(kind, text)
    assert right in error.value.remedy


@pytest.mark.parametrize("text", ["不知道", "还不知道。", "待定", "不清楚", "？"])
@pytest.mark.parametrize("kind", ["contact", "minutes", "date", "table", "choice"])
def test_not_knowing_is_an_answer_everywhere(kind: str, text: str) -> None:
    assert typed(kind, text, options=OPTIONS, columns=[column("a")]) is NOT_KNOWN


def test_a_person_of_the_register_is_found_by_name_or_id() -> None:
    for text in ("示例甲", "P1", " 示例甲 "):
        assert typed("contact", text) == contact_value("示例甲", person="P1")
    assert typed("contact", "示例甲 000-0000-0009") == contact_value(
        "示例甲", ("000-0000-0009",), person="P1"
    )


@pytest.mark.parametrize(
    ("text", "name", "phones", "organisation"),
    [
        ("示例壬 000-0000-0021 000-0000-0022", "示例壬", ["000-0000-0021", "000-0000-0022"], None),
        ("示例壬，电话：０００-0000-0021、000-0000-0022", "示例壬", ["000-0000-0021", "000-0000-0022"], None),
        (
            "示例律师事务所 示例己（000-0000-0011/000-0000-0012）",
            "示例己",
            ["000-0000-0011", "000-0000-0012"],
            "示例律师事务所",
        ),
        (
            "示例壬 手机 130 0000 0001 座机 0571-00000000转8",
            "示例壬",
            ["13000000001", "0571-00000000转8"],
            None,
        ),
        ("示例壬13000000001", "示例壬", ["13000000001"], None),
        ("经侦大队 110", "", ["110"], "经侦大队"),
    ],
)
def test_an_outsider_is_a_name_with_phones_and_perhaps_a_body(
    text: str, name: str, phones: list[str], organisation: str | None
) -> None:
    assert typed("contact", text) == contact_value(name, tuple(phones), organisation=organisation)


def test_two_people_of_one_name_must_be_told_apart() -> None:
    twins = RegisterState(
        people={number: PersonSet(person=Identity(id=number, name="示例甲")) for number in ("P1", "P2")}
    )
    with pytest.raises(UsageError, match="有 2 个人叫“示例甲”") as error:
        parse(made("this", "contact"), "示例甲", twins, today=TODAY)
    assert "P1、P2" in error.value.remedy


def test_several_contacts_and_people_are_listed_with_separators() -> None:
    assert typed("contacts", "示例甲；示例壬 000-0000-0021") == [
        contact_value("示例甲", person="P1"),
        contact_value("示例壬", ("000-0000-0021",)),
    ]
    assert typed("register_people", "示例甲、P2 和 示例甲") == ["P1", "P2"]


@pytest.mark.parametrize(
    "text",
    [
        "制动卡钳公差链",
        "S1",
        "制动卡钳公差链 在 PDM",
        "制动卡钳公差链：PDM",
        "制动卡钳公差链——PDM",
        "制动卡钳公差链存放在PDM",
    ],
)
def test_a_secret_of_the_register_brings_its_place(text: str) -> None:
    assert typed("secrets", text) == [{"secret": "S1", "code_name": "制动卡钳公差链", "place": "PDM"}]


def test_a_code_name_may_hold_what_looks_like_a_place() -> None:
    assert typed("secrets", "在线检测规程，放在文件柜".replace("，", "")) == [
        {"secret": "S2", "code_name": "在线检测规程", "place": "文件柜"}
    ]


def test_new_secrets_are_taken_by_code_name_and_place() -> None:
    assert typed("secrets", "七号配方 存在 配方室；烧结曲线@控制系统") == [
        {"secret": None, "code_name": "七号配方", "place": "配方室"},
        {"secret": None, "code_name": "烧结曲线", "place": "控制系统"},
    ]
    assert [row["code_name"] for row in typed("secrets", "甲、乙、丙")] == ["甲", "乙", "丙"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("leaver", "leaver"), ("离职带走", "leaver"), ("2", "fair"), ("云", "cloud"), ("展会", "fair")],
)
def test_a_choice_is_made_by_number_name_or_part_of_it(text: str, chosen: str) -> None:
    assert typed("choice", text, options=OPTIONS) == chosen


def test_choices_keep_the_order_of_the_form() -> None:
    assert typed("choices", "展会被拍、1", options=OPTIONS) == ["leaver", "fair"]
    assert typed("choices", "全部", options=OPTIONS) == ["leaver", "fair", "cloud"]
    with pytest.raises(UsageError, match="没有“夜里”") as error:
        typed("choices", "离职带走 夜里", options=OPTIONS)
    assert "1 离职带走" in error.value.remedy


TABLE = made(
    "caps",
    "table",
    label="三顶帽子",
    row_label="role",
    columns=[
        column("role", label="帽子"),
        column("who", label="谁"),
        column("minutes", "minutes", label="多快"),
    ],
    rows=[{"id": "lead", "role": "指挥"}, {"id": "proof", "role": "证据"}],
)


def test_a_table_is_typed_line_by_line_and_keeps_the_ids_of_known_rows() -> None:
    value = parse(TABLE, "证据 | 示例乙 | 半小时\n法务｜示例甲｜–", REGISTER, today=TODAY)
    assert value == [
        {"id": "proof", "role": "证据", "who": "示例乙", "minutes": 30},
        {"id": "own-1", "role": "法务", "who": "示例甲"},
    ]
    assert show(TABLE, value, REGISTER) == "证据 | 示例乙 | 30分钟\n法务 | 示例甲 | –"  # type: ignore[arg-type]


def test_a_table_with_too_many_cells_says_which_row_and_what_the_columns_are() -> None:
    with pytest.raises(UsageError, match="第 1 行有 4 格") as error:
        parse(TABLE, "证据 | 乙 | 5 | 多", REGISTER, today=TODAY)
    assert "帽子、谁、多快" in error.value.remedy


def test_a_cell_is_set_emptied_and_rows_come_and_go() -> None:
    value = with_row(TABLE, [dict(row) for row in TABLE.rows], {"role": "法务"})  # type: ignore[arg-type]
    value = with_cell(TABLE, value, "own-1", "minutes", parse_cell(TABLE.columns[2], "一小时", today=TODAY))
    assert value[-1] == {"id": "own-1", "role": "法务", "minutes": 60}  # type: ignore[index]
    emptied = with_cell(TABLE, value, "own-1", "minutes", parse_cell(TABLE.columns[2], "—", today=TODAY))
    assert emptied[-1] == {"id": "own-1", "role": "法务"}  # type: ignore[index]
    assert [row["id"] for row in without_row(emptied, "proof")] == ["lead", "own-1"]  # type: ignore[union-attr, index, call-overload]
    for row, wanted in (("none", "没有“none”这一行"), ("lead", "没有“none”这一列")):
        with pytest.raises(UsageError, match=wanted):
            with_cell(TABLE, value, row, "minutes" if row == "none" else "none", 5)


def test_phones_stay_out_of_a_print_for_the_wall() -> None:
    field, value = made("this", "contact"), contact_value("示例甲", person="P1")
    assert show(field, value, REGISTER) == "示例甲 000-0000-0001 000-0000-0002"
    assert show(field, value, REGISTER, private=False) == "示例甲"


def test_a_person_who_is_gone_is_shown_as_gone() -> None:
    assert "已不在人员名单" in show(made("this", "contact"), contact_value("示例癸", person="P9"), REGISTER)
    assert "已不在人员名单" in show(made("this", "register_people"), ["P9"], REGISTER)


SIMPLE = {
    "minutes": st.integers(0, 10**6),
    "hours": st.integers(0, 10**5),
    "days": st.integers(0, 10**4),
    "yuan": st.integers(0, 10**12),
    "percent": st.integers(0, 100),
    "date": st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(date.isoformat),
    "yes_no": st.booleans(),
    "choice": st.sampled_from(["leaver", "fair"]),
    "choices": st.lists(st.sampled_from(["leaver", "fair", "cloud"]), unique=True, min_size=1).map(
        lambda chosen: [option["id"] for option in OPTIONS if option["id"] in chosen]
    ),
}


@given(st.sampled_from(sorted(SIMPLE)).flatmap(lambda kind: st.tuples(st.just(kind), SIMPLE[kind])))
def test_what_is_shown_is_read_back_as_the_same_value(case: tuple[str, Any]) -> None:
    kind, value = case
    field = made("this", kind, options=OPTIONS)
    assert parse(field, show(field, value, REGISTER), REGISTER, today=TODAY) == value


@given(
    st.sampled_from(
        sorted([*SIMPLE, "contact", "contacts", "secrets", "lines", "text", "table", "register_people"])
    ),
    st.text(max_size=40),
)
def test_no_text_whatever_makes_reading_fail_otherwise_than_in_words(kind: str, text: str) -> None:
    field: FormField = made("this", kind, options=OPTIONS, columns=[column("a"), column("b", "yuan")])
    try:
        parse(field, text, REGISTER, today=TODAY)
    except UsageError as error:
        assert error.message and error.remedy


def test_an_empty_cell_is_shown_as_a_dash() -> None:
    assert show_cell(TABLE.columns[2], None) == "–"


def test_somebody_of_another_house_is_not_the_employee_of_that_name() -> None:
    assert typed("contact", "示例监管所 示例甲 000-0000-0099") == contact_value(
        "示例甲", ("000-0000-0099",), organisation="示例监管所"
    )
    mine = typed("contact", "研发部 示例甲")
    assert isinstance(mine, dict) and mine["person"] == "P1"


def test_a_contact_that_still_says_not_known_is_asked_about() -> None:
    with pytest.raises(UsageError):
        typed("contact", "示例取证机构 不知道示例庚 000-0000-0098")


def test_secrets_may_be_separated_by_any_comma() -> None:
    found = typed("secrets", "橡胶配方甲、模具图乙，客户报价丙")
    assert isinstance(found, list) and [one["code_name"] for one in found] == [
        "橡胶配方甲",
        "模具图乙",
        "客户报价丙",
    ]
