"""Search without an index on disk: every body's words, folded, in one flat buffer a journal, in memory only.

Folding is NFKC and casefold, so that full-width and half-width, upper and lower case meet. Any substring
is found, a single Chinese character too. The buffers hold content in clear: they go when the vault locks.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from secretguard.vault.canonical import Json
from secretguard.vault.reading import Entry
from secretguard.vault.vault import Vault

_ERASED = "erased"
_BREAK = "\0"


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry whose words hold what was looked for, with the words around the first place (folded)."""

    journal: bytes
    seq: int
    excerpt: str


@dataclass(slots=True)
class _Buffer:
    words: bytearray = field(default_factory=bytearray)
    starts: list[int] = field(default_factory=list)
    seqs: list[int] = field(default_factory=list)
    read: int = 0

    def add(self, entry: Entry, text: str) -> None:
        self.starts.append(len(self.words))
        self.seqs.append(entry.seq)
        self.words += text.encode("utf-8") + b"\0"


def fold(text: str) -> str:
    """How words and what is looked for are made comparable."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


class SearchBuffers:
    """The words of every journal of an open vault. `skip` names parts that are not searched."""

    def __init__(self, skip: Iterable[str] = ()) -> None:
        self._skip = frozenset(skip)
        self._journals: dict[bytes, _Buffer] = {}

    @property
    def entries(self) -> int:
        """How many entries have been read."""
        return sum(len(buffer.seqs) for buffer in self._journals.values())

    def refresh(self, vault: Vault, progress: Callable[[int, int], None] | None = None) -> None:
        """Read what was appended since; an erased body is forgotten by reading its journal again."""
        infos = [info for info in vault.journals() if not info.shredded]
        known = {info.id for info in infos}
        for gone in [journal for journal in self._journals if journal not in known]:
            del self._journals[gone]
        for number, info in enumerate(infos, 1):
            buffer = self._journals.setdefault(info.id, _Buffer())
            if buffer.read < info.length:
                self._read(vault, info.id, buffer)
            if progress is not None:
                progress(number, len(infos))

    def find(self, wanted: str, limit: int = 200) -> list[Hit]:
        """Entries that hold the words, newest first within a journal; at most `limit`."""
        needle = fold(wanted).encode("utf-8")
        if not needle:
            return []
        hits: list[Hit] = []
        for journal, buffer in self._journals.items():
            hits.extend(self._search(journal, buffer, needle, limit - len(hits)))
            if len(hits) >= limit:
                break
        return hits

    def clear(self) -> None:
        """Forget everything."""
        self._journals.clear()

    def _read(self, vault: Vault, journal: bytes, buffer: _Buffer) -> None:
        again = False
        for entry in vault.entries(journal, buffer.read):
            buffer.add(entry, fold(_BREAK.join(self._strings(entry.parts))))
            buffer.read = entry.seq
            again = again or entry.kind == _ERASED
        if again:
            fresh = _Buffer()
            for entry in vault.entries(journal):
                fresh.add(entry, fold(_BREAK.join(self._strings(entry.parts))))
                fresh.read = entry.seq
            self._journals[journal] = fresh

    def _strings(self, parts: object) -> Iterator[str]:
        if isinstance(parts, dict):
            for name, value in parts.items():
                if name not in self._skip:
                    yield from _strings_of(value)

    @staticmethod
    def _search(journal: bytes, buffer: _Buffer, needle: bytes, limit: int) -> Iterator[Hit]:
        words, place, found = buffer.words, len(buffer.words), 0
        while found < limit:
            place = words.rfind(needle, 0, place + len(needle) - 1)
            if place < 0:
                return
            index = bisect_right(buffer.starts, place) - 1
            start = buffer.starts[index]
            yield Hit(
                journal,
                buffer.seqs[index],
                _excerpt(bytes(words[start : _end(buffer, index)]), place - start),
            )
            found += 1
            place = start - len(needle) + 1
            if place + len(needle) - 1 <= 0:
                return


def _end(buffer: _Buffer, index: int) -> int:
    return buffer.starts[index + 1] if index + 1 < len(buffer.starts) else len(buffer.words)


def _excerpt(entry: bytes, place: int) -> str:
    before = entry[:place].decode("utf-8", "ignore").rsplit(_BREAK, 1)[-1][-20:]
    return (before + entry[place:].decode("utf-8", "ignore").split(_BREAK, 1)[0])[:120]


def _strings_of(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings_of(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings_of(item)
