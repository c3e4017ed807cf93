"""The mutable inside of an incident's fold: what grows while entries pass, frozen at the end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from secretguard.entries import EntryModel, OpenedEntry, happened_at
from secretguard.incidents.evidence_state import Item, Stamp
from secretguard.incidents.growing import GrowingMap, GrowingTuple
from secretguard.incidents.state import Correction, IncidentState, TaskMark, TimelineLine, place_of

ERASED_BODY = "erased-body"


def searchable(pieces: Iterable[str]) -> str:
    """Text as it is searched: compatibility forms and case folded away."""
    return unicodedata.normalize("NFKC", " ".join(pieces)).casefold()


class Folding:
    """An incident being folded. Handlers in `applying` change it; `frozen` gives the state."""

    def __init__(self, start: IncidentState) -> None:
        self._start = start
        self.values: dict[str, Any] = {}
        """What changed of the state's single values, by field."""
        self.answers = dict(start.answers)
        self.marks: dict[str, TaskMark] = dict(start.marks)
        self.added = dict(start.added)
        self._items: dict[int, Item] = {}
        self._digests: dict[str, int] = {}
        self._origins: dict[str, tuple[int, ...]] = {}
        self._lines: list[TimelineLine] = []
        self._holds_all_lines = not start.timeline
        self.next_item = start.next_item
        self.seq, self.last = start.seq, start.last

    def item(self, number: int) -> Item | None:
        """An item of evidence as it stands now."""
        return self._items.get(number) or self._start.evidence.get(number)

    def put_item(self, item: Item) -> None:
        """Set an item."""
        self._items[item.number] = item

    def index_item(self, item: Item) -> None:
        """Make a new item findable by its content and its path."""
        if item.blob is not None and item.blob.sha256 not in self._start.digests:
            self._digests.setdefault(item.blob.sha256, item.number)
        if item.taken.origin is not None:
            raw = item.taken.origin.raw
            before = self._origins.get(raw) or self._start.origins.get(raw, ())
            self._origins[raw] = (*before, item.number)

    def get(self, name: str) -> Any:
        """A single value of the state as it stands now."""
        return self.values.get(name, getattr(self._start, name))

    def set(self, **values: object) -> None:
        """Replace single values of the state."""
        self.values.update(values)

    def push(self, name: str, value: object) -> None:
        """Add to one of the state's tuples."""
        self.values[name] = (*self.get(name), value)

    def stamp(self, entry: OpenedEntry, model: EntryModel | None) -> Stamp:
        """The stamp of an entry as it arrives; an erased one lost its time and stands by its neighbour."""
        if entry.erased and self.last is not None:
            return replace(self.last, seq=entry.seq, occurred=self.last.recorded, author=entry.author.hex())
        occurred = entry.at if model is None else happened_at(entry, model)
        return Stamp(entry.seq, entry.at, occurred, entry.tz, entry.author.hex())

    def line(self, kind: str, stamp: Stamp, subject: str = "", text: str = "", **more: Any) -> None:
        """Add a line to the record."""
        names = (f"E-{item:02d}" for item in more.get("items", ()))
        search = searchable((subject, text, more.get("by", ""), *more.get("tags", ()), *names))
        self.adopt(TimelineLine(kind, stamp, subject, text, search=search, **more))

    def correct(self, seq: int, correction: Correction) -> None:
        """Let a note say something better."""
        lines, place = self._all_lines(), place_of(self._all_lines(), seq)
        if place is None:
            return
        line = lines[place]
        lines[place] = replace(
            line,
            corrections=(*line.corrections, correction),
            search=f"{line.search} {searchable((correction.text,))}",
        )

    def strike(self, seq: int, undone_by: int) -> None:
        """Mark the line of an entry that no longer counts."""
        lines, place = self._all_lines(), place_of(self._all_lines(), seq)
        if place is not None:
            lines[place] = replace(lines[place], undone_by=undone_by)

    def adopt(self, line: TimelineLine) -> None:
        """Add a line that another folding made."""
        self._lines.append(line)

    @property
    def newest(self) -> TimelineLine:
        """The line added last."""
        return self._lines[-1]

    def scratch(self) -> Folding:
        """Another folding to try an entry on that may be taken back (so it touches no evidence).

        Its record is empty.
        """
        return Folding(
            replace(
                self._start,
                answers=self.answers,
                marks=self.marks,
                added=self.added,
                timeline=(),
                **self.values,
            )
        )

    def frozen(self) -> IncidentState:
        """The state as of the last entry seen."""
        start = self._start
        lines = GrowingTuple[TimelineLine]() if self._holds_all_lines else GrowingTuple.of(start.timeline)
        return replace(
            start,
            seq=self.seq,
            last=self.last,
            answers=self.answers,
            marks=self.marks,
            added=self.added,
            evidence=GrowingMap.of(start.evidence).grown(self._items),
            digests=GrowingMap.of(start.digests).grown(self._digests),
            origins=GrowingMap.of(start.origins).grown(self._origins),
            next_item=self.next_item,
            timeline=lines.grown(self._lines),
            **self.values,
        )

    def _all_lines(self) -> list[TimelineLine]:
        """The whole record, to change a line of it; fetched when first asked, since few entries ask."""
        if not self._holds_all_lines:
            self._lines, self._holds_all_lines = [*self._start.timeline, *self._lines], True
        return self._lines
