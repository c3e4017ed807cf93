"""What the paper's parts look at together: the register as of the day, its book, traces. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from secretguard.documents.measures.books import OpenBook
from secretguard.documents.measures.model import Cite, NamedDigest
from secretguard.documents.measures.traces import Probe, Trace, traces
from secretguard.i18n import _
from secretguard.register import FileDigest, Record, RecordRef, RegisterState, ref_of
from secretguard.vault import Entry

LATE = timedelta(days=31)
"""A beginning that was recorded later than this is marked 补录: the record proves the later day only."""


@dataclass(frozen=True, slots=True)
class Look:
    """The register as of the end of a day."""

    state: RegisterState
    day: date
    book: OpenBook
    traces: dict[RecordRef, Trace]

    @classmethod
    def at(cls, state: RegisterState, day: date, book: OpenBook) -> Look:
        """Get ready to look at a state."""
        return cls(state, day, book, traces(book.entries))

    def trace(self, record: Record) -> Trace:
        """The entries that set a record of the state."""
        return self.traces[ref_of(record)]

    def cites(self, record: Record, *probes: Probe) -> tuple[Cite, ...]:
        """The entries that record it: first, last, and those since which each fact stands."""
        trace = self.trace(record)
        return self.book.cite(trace.first, trace.last, *(trace.standing(probe) for probe in probes))

    def late(self, record: Record, since: date | None, probe: Probe) -> date | None:
        """The day on which a beginning was recorded, if that was more than a month after it."""
        return late_on(since, self.trace(record).standing(probe))

    def digests(self, of: str, record: Record, files: Iterable[FileDigest]) -> Sequence[NamedDigest]:
        """Files with the entry that names them last."""
        (cite,) = self.book.cite(self.trace(record).last)
        return [NamedDigest(of, file.name, file.sha256 or "", cite) for file in files]

    def codes(self, keys: Iterable[str]) -> str:
        """Secrets by their code names."""
        names = [self.state.secrets[key].name for key in keys if key in self.state.secrets]
        return _("、").join(names)

    def people(self, keys: Iterable[str]) -> str:
        """People and partners by name; the bare id of one who was taken out."""
        return _("、").join(self.party(key) for key in keys)

    def party(self, key: str) -> str:
        """A person or partner by name."""
        found = self.state.people.get(key) or self.state.partners.get(key)
        return found.name if found else key


def late_on(since: date | None, stated: Entry) -> date | None:
    """The day of an entry that states a beginning, if it lies more than a month after it."""
    recorded = stated.moment.date()
    return recorded if since is not None and recorded - since > LATE else None
