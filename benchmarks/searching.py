"""Searching 100 000 entries in memory: one Chinese character, and four."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

from benchmarks.measuring import Row, medians, seconds_of
from secretguard.vault import Vault
from secretguard.vault.search import SearchBuffers

_ENTRIES = 100_000
_JOURNAL = bytes(16)
_RARE = "黄铜"
_PHRASE = "黄铜钥匙"


def rows() -> list[Row]:
    """The rows about searching: the words stand in the oldest entry alone, so that all others are passed."""
    buffers = SearchBuffers()
    filled = seconds_of(lambda: buffers.refresh(cast(Vault, _OpenedEntries())))
    assert buffers.entries == _ENTRIES
    assert [hit.seq for hit in buffers.find(_PHRASE)] == [1]
    seconds = medians(
        {
            "one": lambda: seconds_of(lambda: buffers.find(_RARE[0])),
            "four": lambda: seconds_of(lambda: buffers.find(_PHRASE)),
            "many": lambda: seconds_of(lambda: buffers.find("门")),
        },
        15,
    )
    return [
        Row("search 100 000 entries for one character", seconds["one"] * 1000, "ms", 30, at_most=True),
        Row("… for four characters", seconds["four"] * 1000, "ms", 30, at_most=True),
        Row("… for a character that stands in all (200 hits)", seconds["many"] * 1000, "ms"),
        Row("… the words folded and laid out, once", filled, "s", note="entries opened already"),
    ]


class _OpenedEntries:
    """Stands for a vault whose entries have been unsealed: what searching asks of it, and no more."""

    def journals(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(id=_JOURNAL, length=_ENTRIES, shredded=False)]

    def entries(self, _journal: bytes, after: int = 0) -> Iterator[SimpleNamespace]:
        for seq in range(after + 1, _ENTRIES + 1):
            text = f"第 {seq} 笔：先别惊动他，会议室的门关上，日志导出来再说"
            parts = {"text": f"{text}，{_PHRASE}" if seq == 1 else text, "by": "示例甲"}
            yield SimpleNamespace(seq=seq, kind="note", parts=parts)
