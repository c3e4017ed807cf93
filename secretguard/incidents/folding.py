"""The mutable inside of an incident's fold: what grows while entries pass, frozen at the end."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from secretguard.entries import EntryModel, OpenedEntry, happened_at
from secretguard.incidents.evidence_state import Item, Stamp
from secretguard.incidents.state import Correction, IncidentState, TaskMark, TimelineLine

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
        self._evidence: dict[int, Item] | None = None
        self.timeline = list(start.timeline)
        self.next_item = start.next_item
        self.seq, self.last = start.seq, start.last
        self._known_places: dict[int, int] | None = None

    def item(self, number: int) -> Item | None:
        """An item of evidence as it stands now."""
        return (self._start.evidence if self._evidence is None else self._evidence).get(number)

    def put_item(self, item: Item) -> None:
        """Set an item; the mappings are copied when first changed."""
        if self._evidence is None:
            self._evidence = dict(self._start.evidence)
        self._evidence[item.number] = item

    def index_item(self, item: Item) -> None:
        """Make a new item findable by its content and its path."""
        if "digests" not in self.values:
            self.set(digests=dict(self._start.digests), origins=dict(self._start.origins))
        if item.blob is not None:
            self.values["digests"].setdefault(item.blob.sha256, item.number)
        if item.taken.origin is not None:
            raw, origins = item.taken.origin.raw, self.values["origins"]
            origins[raw] = (*origins.get(raw, ()), item.number)

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
        place = self._places.get(seq)
        if place is None:
            return
        line = self.timeline[place]
        self.timeline[place] = replace(
            line,
            corrections=(*line.corrections, correction),
            search=f"{line.search} {searchable((correction.text,))}",
        )

    def strike(self, seq: int, undone_by: int) -> None:
        """Mark the line of an entry that no longer counts."""
        place = self._places.get(seq)
        if place is not None:
            self.timeline[place] = replace(self.timeline[place], undone_by=undone_by)

    def adopt(self, line: TimelineLine) -> None:
        """Add a line that another folding made."""
        if self._known_places is not None:
            self._known_places[line.stamp.seq] = len(self.timeline)
        self.timeline.append(line)

    @property
    def _places(self) -> dict[int, int]:
        """Where each entry's line stands; made when first asked for, since most entries never ask."""
        if self._known_places is None:
            self._known_places = {line.stamp.seq: place for place, line in enumerate(self.timeline)}
        return self._known_places

    def scratch(self) -> Folding:
        """Another folding to try an entry on, with an empty record."""
        return Folding(replace(self.frozen(), timeline=()))

    def frozen(self) -> IncidentState:
        """The state as of the last entry seen."""
        own = {
            "seq": self.seq,
            "last": self.last,
            "answers": self.answers,
            "marks": self.marks,
            "added": self.added,
            "evidence": self._start.evidence if self._evidence is None else self._evidence,
            "next_item": self.next_item,
            "timeline": tuple(self.timeline),
        }
        kept = {one.name: getattr(self._start, one.name) for one in fields(IncidentState)}
        return IncidentState(**{**kept, **self.values, **own})
