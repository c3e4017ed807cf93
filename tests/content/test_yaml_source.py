from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from secretguard.content import problems_of
from secretguard.content.yaml_source import MAX_BYTES, parse_yaml, read_yaml
from secretguard.errors import ContentError

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


def refusal(raw: bytes) -> str:
    with pytest.raises(ContentError) as caught:
        parse_yaml(raw, "样例.yaml")
    (problem, *_rest) = problems_of(caught.value)
    return str(problem)


def test_only_yes_no_nothing_and_whole_numbers_are_not_text() -> None:
    source = parse_yaml(b"a: 5.3\nb: 2026-11-24\nc: no\nd: on\ne: 7\nf: true\ng:\nh: '7'\ni: 010\n", "x")
    assert source.data == {
        "a": "5.3",
        "b": "2026-11-24",
        "c": "no",
        "d": "on",
        "e": 7,
        "f": True,
        "g": None,
        "h": "7",
        "i": "010",
    }


def test_every_place_knows_its_line() -> None:
    source = parse_yaml(b"a: 1\nb:\n  - c: 2\n    d: 3\n  - e: 4\n", "x")
    assert source.line_of(("b", 0, "d")) == 4
    assert source.line_of(("b", 1)) == 5
    assert source.line_of(("b", 1, "missing", "deeper")) == 5


def test_a_place_is_named_by_the_ids_on_the_way() -> None:
    source = parse_yaml(b"injects:\n  - id: I4\n    options:\n      - {text: x}\n", "x")
    assert source.field_of(("injects", 0, "options", 0, "text")) == "injects.I4.options[1].text"


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (BOMB.encode(), "第 1 行", "锚点"),
        (b"a: 1\nb: *x\n", "第 2 行", "引用"),
        (b"a: !!python/object/apply:os.system [ls]\n", "第 1 行", "类型标签"),
        (b"%YAML 1.1\n---\na: 1\n", "第 1 行", "指令"),
        (b"a: 1\n---\nb: 2\n", "第 2 行", "一份内容"),
        (b"[" * 40 + b"]" * 40, "第 1 行", "嵌套超过 32 层"),
        (b"a: 1\nb: 2\na: 3\n", "第 3 行", "写了两次，第一次在第 1 行"),
        (b"? [a]\n: b\n", "第 1 行", "字段名必须是一个词"),
        ("a: 中\n".encode("gbk"), "第 1 行", "UTF-8"),
        ("a: 1\n".encode("utf-16"), "第 1 行", "BOM"),
        (b"\xef\xbb\xbfa: 1\n", "第 1 行", "BOM"),
        (b"a: 1\nb: x\x00y\n", "第 2 行", "控制字符"),
        ("a: \u202e反\n".encode(), "第 1 行", "控制字符"),
        (b'a: "\\e[31m"\n', "第 1 行", "控制字符"),
        (b"a: 1\nb: c: d\n", "第 2 行", "冒号"),
        (b"a:\n\tb: 1\n", "第 2 行", "制表符"),
        (b'a: "b\n', "行", "引号"),
        (b"a: [b\n", "行", "括号"),
    ],
)
def test_what_content_never_needs_is_refused_with_its_line(raw: bytes, line: str, words: str) -> None:
    said = refusal(raw)
    assert line in said and words in said


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# only a comment\n", b" " * 100])
def test_an_empty_file_is_called_empty(raw: bytes) -> None:
    assert "空的" in refusal(raw)


def test_a_file_over_a_mebibyte_is_not_read() -> None:
    assert "1 MiB" in refusal(b"a: " + b"x" * MAX_BYTES)


def test_a_flood_of_small_items_is_stopped() -> None:
    assert "内容太多" in refusal(b"- a\n" * 100_000)


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.yaml", tmp_path):
        with pytest.raises(ContentError) as caught:
            read_yaml(path)
        assert path.name in caught.value.message


def test_a_hostile_file_name_is_shown_escaped(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m.yaml"
    path.write_bytes(b"")
    with pytest.raises(ContentError) as caught:
        read_yaml(path)
    assert "\x1b" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(raw: bytes) -> None:
    try:
        parse_yaml(raw, "x")
    except ContentError as error:
        assert problems_of(error)


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`,? \n\t中", max_size=120))
def test_any_yaml_like_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        parse_yaml(text.encode(), "x")
    except ContentError as error:
        assert problems_of(error)


SAFE = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=30)


@given(
    st.recursive(SAFE | st.booleans() | st.integers(-(10**9), 10**9), lambda s: st.lists(s), max_leaves=12)
)
def test_what_yaml_writes_is_read_back(value: object) -> None:
    raw = yaml.safe_dump({"v": value}, allow_unicode=True).encode()
    try:
        source = parse_yaml(raw, "x")
    except ContentError as error:
        assert "嵌套" in error.message or "控制字符" in error.message
        return
    assert source.data == {"v": value}


UNITS = [
    "[",
    "{",
    "{a: ",
    "- ",
    "-\n",
    "? ",
    ": ",
    "a b: c\n",
    "a: 1\n",
    "a",
    "'",
    '"\\x41" ',
    "\\",
    "!! ",
    "💥",
    "\n",
]


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_a_mebibyte_of_any_one_thing_is_read_or_refused_in_few_words(unit: str) -> None:
    raw = unit.encode() * ((MAX_BYTES - 8) // len(unit.encode()))
    try:
        parse_yaml(raw, "x")
    except ContentError as error:
        assert len(str(error)) < 2000


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("a: b\u0085c: d\n".encode(), "第 1 行"),
        ("a: 1\nb: c\u2028d\n".encode(), "第 2 行"),
        (b"a: 1\nb: \xed\xa0\x80\n", "第 2 行"),
        (b"a: 1\nb: \xc0\xaf\n", "第 2 行"),
        (b"a: 1\n\xef\xbb\xbfb: 2\n", "第 2 行"),
        (b"a: {b: {c: 1, c: 2}}\n", "第 1 行"),
        (b"b: &a {x: 1}\nc:\n  <<: *a\n", "第 1 行"),
    ],
)
def test_look_alikes_of_line_ends_half_characters_and_merges_are_refused(raw: bytes, line: str) -> None:
    assert line in refusal(raw)


def test_a_number_longer_than_any_number_stays_text() -> None:
    source = parse_yaml(b"a: " + b"9" * 5000 + b"\nb: 1_000\nc: 0x1F\nd: .inf\ne: 1:30\nf: -0\n", "x")
    assert source.data == {"a": "9" * 5000, "b": "1_000", "c": "0x1F", "d": ".inf", "e": "1:30", "f": 0}
