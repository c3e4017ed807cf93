"""Canonical JSON: the one byte form of a part. RFC 8785 without floats, ASCII keys, |int| < 2^53."""

from __future__ import annotations

import json
from typing import NoReturn, TypeAlias

from secretguard.i18n import _
from secretguard.vault.errors import NotCanonical

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

INTEGER_LIMIT = 2**53
MAX_DEPTH = 32

_encoder = json.JSONEncoder(
    sort_keys=True,
    separators=(",", ":"),
    ensure_ascii=False,
    allow_nan=False,
    # What holds itself is refused as too deep before it is encoded.
    check_circular=False,
)


def encode(value: Json) -> bytes:
    """The canonical bytes of a value.

    Raises NotCanonical for floats, keys that are not ASCII text, integers of 2^53 and more, lone
    surrogates, values that JSON does not have, and nesting beyond `MAX_DEPTH`.
    """
    _refuse_unless_encodable(value, 1)
    return _bytes(_encoder.encode(value))


def encode_part(name: str, value: Json) -> bytes:
    """The canonical bytes of `{name: value}`, as `encode` gives them; quicker where the value is a text."""
    if not (type(name) is type(value) is str and name.isascii()):
        return encode({name: value})
    return _bytes(f"{{{_encoder.encode(name)}:{_encoder.encode(value)}}}")


def decode(data: bytes) -> Json:
    """The value of canonical bytes; strict: bytes that would be written otherwise raise NotCanonical."""
    value = parse(data)
    if encode(value) != data:
        raise NotCanonical(_("数据不是规范的写法（键重复、顺序或转义不同）。"))
    return value


def parse(data: bytes) -> Json:
    """The value of bytes that were authenticated already: refuses floats, duplicate keys and deep nesting.

    Does not hold the bytes against their canonical form; `decode` does. Raises NotCanonical.
    """
    try:
        return _decoder.decode(data.decode())  # type: ignore[no-any-return]
    except (ValueError, RecursionError) as problem:
        raise NotCanonical(_("数据不是可以读取的 JSON。")) from problem


def _bytes(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as problem:
        raise NotCanonical(_("文字里有残缺的字符（单独的代理码位），无法保存。")) from problem


def _refuse_unless_encodable(value: object, depth: int) -> None:
    if isinstance(value, str) or value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        refuse_unless_exact(value)
    elif isinstance(value, dict):
        _refuse_unless_encodable_keys(value, depth)
        for item in value.values():
            _refuse_unless_encodable(item, depth + 1)
    elif isinstance(value, list):
        _refuse_if_deep(depth)
        for item in value:
            _refuse_unless_encodable(item, depth + 1)
    else:
        raise NotCanonical(_("不能保存这种数据：{kind}。", kind=type(value).__name__))


def refuse_unless_exact(value: int) -> None:
    """Raises NotCanonical for integers of 2^53 and more, either way."""
    if not -INTEGER_LIMIT < value < INTEGER_LIMIT:
        raise NotCanonical(_("整数太大，超出 2^53。"))


def _refuse_unless_encodable_keys(value: dict[object, object], depth: int) -> None:
    _refuse_if_deep(depth)
    for key in value:
        if not isinstance(key, str) or not key.isascii():
            raise NotCanonical(_("键只能用 ASCII 文字。"))


def _refuse_if_deep(depth: int) -> None:
    if depth > MAX_DEPTH:
        raise NotCanonical(_("数据嵌套超过 {limit} 层。", limit=MAX_DEPTH))


def _refuse_number(_text: str) -> NoReturn:
    raise ValueError("a number that is no integer")


def _object_without_duplicates(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a duplicate key")
    return value


_decoder = json.JSONDecoder(
    object_pairs_hook=_object_without_duplicates, parse_float=_refuse_number, parse_constant=_refuse_number
)
