from __future__ import annotations

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from secretguard.vault.canonical import INTEGER_LIMIT, MAX_DEPTH, Json, decode, encode, encode_part, parse
from secretguard.vault.errors import NotCanonical
from secretguard.vault.writing import lead_part

_text = st.text(st.characters(exclude_categories=["Cs"]))
_keys = st.text(st.characters(max_codepoint=127))
_integers = st.integers(1 - INTEGER_LIMIT, INTEGER_LIMIT - 1)
_values: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | _integers | _text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=4),
    max_leaves=20,
)


@given(_values)
def test_every_value_is_written_byte_for_byte_as_rfc_8785_says(value: Json) -> None:
    assert encode(value) == rfc8785.dumps(value)


@given(_keys, _values)
def test_a_part_is_written_as_the_object_that_it_is(name: str, value: Json) -> None:
    assert encode_part(name, value) == encode({name: value})


@given(_integers, _text, _integers, _integers)
def test_the_first_part_is_written_as_an_object_of_its_shape(
    at: int, kind: str, tz: int, version: int
) -> None:
    lead: Json = {"at": at, "author": "0f" * 16, "kind": kind, "tz": tz, "v": version}
    assert lead_part(at, "0f" * 16, kind, tz, version) == encode({"entry": lead})


@pytest.mark.parametrize(("name", "value"), [("键", "一"), ("a", "\ud800"), ("a", 1.5), (1, "一")])
def test_a_part_with_no_one_form_is_refused(name: str, value: Json) -> None:
    with pytest.raises(NotCanonical):
        encode_part(name, value)


@given(_values)
def test_what_was_written_reads_back_the_same(value: Json) -> None:
    assert decode(encode(value)) == value


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        2**53,
        -(2**53),
        "\ud800",
        {"键": 1},
        {1: 2},
        {"a": 1.5},
        (1, 2),
        {"a": {1, 2}},
        b"x",
    ],
    ids=repr,
)
def test_a_value_with_no_one_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        encode(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b"1.0",
        b"1e2",
        b"-0",
        b"NaN",
        b"Infinity",
        b"9007199254740992",
        b"9" * 5000,
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b'"\xff"',
        b'{"\xe9\x94\xae":1}',
        b"",
        b" 1",
        b"1 ",
        b"{",
        b"\xef\xbb\xbf1",
        b"[" * 100_000,
        b"[" * 40 + b"]" * 40,
    ],
    ids=lambda data: repr(data[:24]),
)
def test_bytes_that_would_be_written_otherwise_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        decode(data)


def test_nesting_is_allowed_up_to_the_limit_and_not_beyond() -> None:
    deepest: Json = 1
    for _level in range(MAX_DEPTH):
        deepest = [deepest]
    assert decode(encode(deepest)) == deepest
    with pytest.raises(NotCanonical):
        encode([deepest])


def test_text_is_not_normalised() -> None:
    for text in ("e\u0301", "\uf92c", "ＡＢ"):
        assert decode(encode(text)) == text


@pytest.mark.parametrize(
    "data", [b'{"a":1,"a":2}', b"[1.5]", b"[" * 100_000, b"\xff"], ids=lambda data: repr(data[:9])
)
def test_the_quick_reader_refuses_duplicates_floats_and_depth_too(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse(data)
