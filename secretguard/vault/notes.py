"""Signed notes: ASCII, every line ends LF, the type first, then exactly the named keys in order.

Strict both ways: `decode(encode(x)) == x`, and a text that would not encode to the same bytes is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from secretguard.errors import VaultError
from secretguard.i18n import _

MAX_SIZE = 2**53 - 1
"""The largest log size a note may name: what every JSON reader can hold."""

_LONGEST_NOTE = 4096
_HEX = re.compile(r"[0-9a-f]*")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class NoteError(VaultError):
    """A note (checkpoint, countersignature) is not in the one form that may be signed."""

    code = "note"
    exit_code = 4


def _malformed(kind: str, what: str) -> NoteError:
    return NoteError(
        _("这份便笺（{kind}）的写法不对：{what}", kind=kind, what=what),
        _("请用程序写出的原件，不要用文字处理软件打开后另存；原件可从备份里再取一份。"),
        kind=kind,
    )


def encode_note(kind: str, pairs: Iterable[tuple[str, str]]) -> bytes:
    """Lay out a note; the values must already be plain ASCII without line ends (`ValueError` if not)."""
    lines = [kind, *(f"{key} {value}" for key, value in pairs)]
    text = "\n".join(lines) + "\n"
    if text.count("\n") != len(lines) or not all(" " <= char <= "~" or char == "\n" for char in text):
        raise ValueError("a note holds printable ASCII only")
    return text.encode("ascii")


def decode_note(data: bytes, kind: str, keys: Sequence[str]) -> list[str]:
    """The values of a note of this kind with exactly these keys in this order; `NoteError` otherwise."""
    if len(data) > _LONGEST_NOTE:
        raise _malformed(kind, _("太长"))
    if not all(0x20 <= byte <= 0x7E or byte == 0x0A for byte in data):
        raise _malformed(kind, _("含有英文字符以外的内容，或换行不是 LF"))
    first, *lines = data.decode("ascii").split("\n")
    if first != kind:
        raise _malformed(kind, _("第一行应为 {kind}", kind=kind))
    if len(lines) != len(keys) + 1 or lines[-1] != "":
        raise _malformed(kind, _("应正好有 {count} 行，每行以换行结尾", count=len(keys) + 1))
    values = []
    for key, line in zip(keys, lines[:-1], strict=True):
        value = line.removeprefix(f"{key} ")
        if value == line or not value or value != value.strip(" "):
            raise _malformed(kind, _("“{key}”这一行不对", key=key))
        values.append(value)
    return values


def hex_value(kind: str, key: str, text: str, length: int) -> bytes:
    """Bytes of exactly `length` from lower-case hexadecimal; `NoteError` otherwise."""
    if len(text) != 2 * length or not _HEX.fullmatch(text):
        raise _malformed(kind, _("“{key}”应为 {count} 位小写十六进制数", key=key, count=2 * length))
    return bytes.fromhex(text)


def size_value(kind: str, key: str, text: str) -> int:
    """A whole number from 0 to 2^53 - 1 without leading zeros; `NoteError` otherwise."""
    if not _NUMBER.fullmatch(text) or int(text) > MAX_SIZE:
        raise _malformed(kind, _("“{key}”应为不带前导零的整数", key=key))
    return int(text)


def time_value(kind: str, key: str, text: str) -> str:
    """A moment that exists, written `YYYY-MM-DDTHH:MM:SSZ`; `NoteError` otherwise."""
    try:
        if not _TIME.fullmatch(text):
            raise ValueError(text)
        datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")
    except ValueError as error:
        raise _malformed(kind, _("“{key}”应写作 YYYY-MM-DDTHH:MM:SSZ", key=key)) from error
    return text


@dataclass(frozen=True, slots=True)
class CheckpointNote:
    """What a member signs at a checkpoint: the log's size and root at a time he states."""

    KIND: ClassVar[str] = "sg1.checkpoint"
    KEYS: ClassVar[tuple[str, ...]] = ("vault", "size", "root", "time", "signer")

    vault: bytes
    size: int
    root: bytes
    time: str
    signer: bytes

    def encode(self) -> bytes:
        """The bytes that are signed."""
        values = (self.vault.hex(), str(self.size), self.root.hex(), self.time, self.signer.hex())
        return encode_note(self.KIND, zip(self.KEYS, values, strict=True))

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a note strictly; `NoteError` if it is not exactly what `encode` would write."""
        vault, size, root, time, signer = decode_note(data, cls.KIND, cls.KEYS)
        return cls(
            vault=hex_value(cls.KIND, "vault", vault, 16),
            size=size_value(cls.KIND, "size", size),
            root=hex_value(cls.KIND, "root", root, 32),
            time=time_value(cls.KIND, "time", time),
            signer=hex_value(cls.KIND, "signer", signer, 16),
        )


@dataclass(frozen=True, slots=True)
class CountersignNote:
    """What a guide signs about another's checkpoint: its file's SHA-256, a time, and his own key.

    `key` is his 32-byte Ed25519 public key: he need not be a member of the vault.
    """

    KIND: ClassVar[str] = "sg1.countersign"
    KEYS: ClassVar[tuple[str, ...]] = ("checkpoint", "time", "key")

    checkpoint: bytes
    time: str
    key: bytes

    def encode(self) -> bytes:
        """The bytes that are signed."""
        values = (self.checkpoint.hex(), self.time, self.key.hex())
        return encode_note(self.KIND, zip(self.KEYS, values, strict=True))

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a note strictly; `NoteError` if it is not exactly what `encode` would write."""
        checkpoint, time, key = decode_note(data, cls.KIND, cls.KEYS)
        return cls(
            checkpoint=hex_value(cls.KIND, "checkpoint", checkpoint, 32),
            time=time_value(cls.KIND, "time", time),
            key=hex_value(cls.KIND, "key", key, 32),
        )
