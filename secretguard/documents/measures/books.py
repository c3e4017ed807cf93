"""The journals that a proof rests on, each read up to the end of a day, and how they are cited. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from secretguard.documents.measures.entries import MeasuresIssued
from secretguard.documents.measures.model import Cite
from secretguard.vault import Entry


@dataclass(slots=True)
class OpenBook:
    """A journal's entries up to the day's end. Remembers every entry that was cited."""

    name: str
    journal: bytes
    entries: tuple[Entry, ...]
    authors: Mapping[bytes, str]
    cited: set[int] = field(default_factory=set)

    @property
    def last(self) -> int:
        """The number of its last entry."""
        return self.entries[-1].seq

    def cite(self, *entries: Entry) -> tuple[Cite, ...]:
        """The entries as cited, each once, in order."""
        once = {entry.seq: entry for entry in entries}
        self.cited |= once.keys()
        return tuple(self._cite(once[seq]) for seq in sorted(once))

    def at(self, seq: int) -> Entry:
        """An entry by its number; a journal has no gaps."""
        return self.entries[seq - 1]

    def _cite(self, entry: Entry) -> Cite:
        author = self.authors.get(entry.author, entry.author.hex()[:8])
        return Cite(self.name, entry.seq, entry.moment, author, entry.link.hex())


def recorded_by(entries: Iterable[Entry], limit: int) -> tuple[Entry, ...]:
    """The entries up to a moment (microseconds UTC): everything before the first that is later.

    A clock that was set back must not slip an entry in behind later ones. Erased bodies have no time of
    their own and go with what stands before them only if something dated follows; the issuing of this very
    paper does not count.
    """
    taken: list[Entry] = []
    for entry in entries:
        if not entry.erased and entry.at > limit:
            break
        taken.append(entry)
    while taken and (taken[-1].erased or taken[-1].kind == MeasuresIssued.kind):
        taken.pop()
    return tuple(taken)


def up_to(entries: Iterable[Entry], last: int) -> tuple[Entry, ...]:
    """The entries up to a number."""
    taken: list[Entry] = []
    for entry in entries:
        if entry.seq > last:
            break
        taken.append(entry)
    return tuple(taken)
