"""From an enterprise's journals to 保密措施证明卷: issued, and printed again.

A past day's paper uses what was recorded up to that day's end and the earliest checkpoint that holds it, and
says nothing of the moment it was printed: it is the same before and after whatever is recorded later.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta, timezone

from secretguard.clock import Clock, offset_minutes, to_microseconds
from secretguard.content import LawTable
from secretguard.content.basis import article_name
from secretguard.documents.measures import LegalItem, MeasuresIssued, MeasuresProof, measures_document
from secretguard.documents.measures.checking import worked_example
from secretguard.documents.measures.entries import KINDS, RunPin
from secretguard.documents.measures.facts import Sources, contents
from secretguard.documents.measures.model import Book, CheckpointFacts, Contents
from secretguard.documents.measures.shown import shows_used
from secretguard.documents.measures.sources import Journals
from secretguard.documents.measures.traces import traces
from secretguard.documents.tree.document import Document
from secretguard.entries import decode
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register import Register
from secretguard.vault import (
    Checkpoint,
    Run,
    Vault,
    checkpoint_at,
    first_checkpoint_with,
    prove_entries,
)
from secretguard.vault.exporting import checkpoint_files

_ITEMS = range(1, 8)
_STATUTE = "law:fashi-2020-7"


@dataclass(frozen=True, slots=True)
class MadeMeasures:
    """The paper, its facts, the entry that pins it (None: a vault open for reading), whether it is new."""

    document: Document
    facts: MeasuresProof
    issue: MeasuresIssued | None
    new: bool = False


class MeasuresPapers:
    """保密措施证明卷 of one enterprise in an open vault."""

    def __init__(self, vault: Vault, register: Register, law: LawTable, clock: Clock) -> None:
        self._vault, self._register, self._law, self._clock = vault, register, law, clock
        self._journals = Journals(vault, register.journal)

    def issue(self, day: date | None = None) -> MadeMeasures:
        """The paper as of a day, today if none is named; if it was issued before, that one again.

        A paper of today is pinned to this moment; asked again after new entries, it is issued anew. Without
        a checkpoint that holds everything, one is made. In a vault open for reading, a past day whose
        entries stand in a checkpoint prints without a pin, the same bytes. Raises RefusedError for a day to
        come and for one before the register began, VaultReadOnly where something would have to be written.
        """
        now = self._clock()
        day = day or now.date()
        end = _end_of(day, now)
        complete = now > end
        if day > now.date():
            raise RefusedError(_("{day} 还没有到。", day=day), _("请写今天或以前的日子。"))
        before = [issue for issue in self.issued() if issue.day == day]
        for issue in before:
            if issue.complete:
                return self.reprint(issue)
        sources = self._journals.until(to_microseconds(min(end, now)))
        _refuse_empty(sources, day)
        items = self._items()
        said = contents(sources, day, items)
        runs = tuple(RunPin(journal=book.journal, last=book.last) for book in said.books)
        for issue in before:
            if issue.runs == runs and issue.complete == complete:
                return self.reprint(issue)
        point = self._point(runs)
        issue = MeasuresIssued(
            day=day,
            complete=complete,
            tz=offset_minutes(now),
            runs=runs,
            checkpoint_size=point.size,
            checkpoint_root=point.root.hex(),
            items=items,
        )
        made = self._paper(issue, said, sources, point)
        if not self._vault.writable and complete:
            return MadeMeasures(made.document, made.facts, None)
        self._vault.append(self._register.journal, issue.kind, issue.parts(), version=issue.version)
        return MadeMeasures(made.document, made.facts, issue, new=True)

    def issued(self) -> tuple[MeasuresIssued, ...]:
        """Every paper issued, oldest first."""
        entries = self._vault.entries(self._register.journal)
        return tuple(issue for entry in entries if (issue := decode(entry, KINDS)) is not None)

    def reprint(self, issue: MeasuresIssued) -> MadeMeasures:
        """An issued paper again, from its pins alone."""
        sources = self._journals.pinned(issue.runs)
        said = contents(sources, issue.day, issue.items)
        return self._paper(issue, said, sources, checkpoint_at(self._vault, issue.checkpoint_size))

    def _paper(
        self, issue: MeasuresIssued, said: Contents, sources: Sources, point: Checkpoint
    ) -> MadeMeasures:
        moment = _note_moment(point.time, issue.tz)
        proof = self._proof(said.books, sources, point)
        facts = MeasuresProof(
            number=self._number(issue),
            day=issue.day,
            complete=issue.complete,
            moment=moment,
            **{part.name: getattr(said, part.name) for part in fields(said)},
            checkpoint=self._checkpoint(point),
            proof=proof,
            example=_example(proof, said, sources),
        )
        return MadeMeasures(measures_document(facts), facts, issue)

    def _proof(self, books: Sequence[Book], sources: Sources, point: Checkpoint) -> str:
        standing = frozenset(traces(sources.register.entries))
        runs = [
            Run(bytes.fromhex(book.journal), book.last, shows_used(book.used, standing)) for book in books
        ]
        return prove_entries(self._vault, runs, point).decode()

    def _point(self, runs: Sequence[RunPin]) -> Checkpoint:
        """The earliest checkpoint that holds all runs; made now if there is none yet."""
        found = [first_checkpoint_with(self._vault, bytes.fromhex(run.journal), run.last) for run in runs]
        held = [point for point in found if point is not None]
        if len(held) < len(found):
            return self._vault.checkpoint()
        return max(held, key=lambda point: point.size)

    def _checkpoint(self, point: Checkpoint) -> CheckpointFacts:
        files = checkpoint_files(self._vault, point)
        key_name = next(name for name in files if name.endswith(".pem"))
        signer = key_name.removesuffix(".pem")
        names = {member.id.hex(): member.name for member in self._vault.members()}
        return CheckpointFacts(
            size=point.size,
            root=point.root.hex(),
            time=point.time,
            note=point.note.decode("ascii"),
            signature=base64.encodebytes(point.signature).decode("ascii"),
            signer=signer,
            signer_name=names.get(signer, signer),
            key=files[key_name].decode("ascii"),
        )

    def _items(self) -> tuple[LegalItem, ...]:
        return tuple(_item(number, self._law) for number in _ITEMS)

    def _number(self, issue: MeasuresIssued) -> str:
        number = f"ZM-{issue.day:%Y%m%d}-{self._register.id[:4].upper()}-{issue.checkpoint_size}"
        return number if issue.complete else number + "-D"


def _item(number: int, law: LawTable) -> LegalItem:
    found = law.article(f"{_STATUTE}:6({number})")
    if found is None:
        # The seventh is "other reasonable measures" and says nothing more.
        return LegalItem(
            number=number, article=article_name(f"6({number})"), says=_("采取其他合理保密措施"), pending=True
        )
    _statute, article = found
    name = article.name or article_name(article.id)
    return LegalItem(number=number, article=name, says=article.says, pending=article.mark == "pending")


def _example(proof: str, said: Contents, sources: Sources) -> dict[str, str]:
    """The entry that says how the first measure stands, worked by hand; else the last one used."""
    cites = [row.cites[-1] for item in said.items for row in item.rows if row.id.startswith("M")]
    book = sources.register
    seq = cites[0].seq if cites else max(book.cited)
    previous = book.at(seq - 1).link if seq > 1 else bytes(32)
    return worked_example(proof, book.journal, seq, previous)


def _end_of(day: date, now: datetime) -> datetime:
    """The last microsecond of a day, in the zone of now."""
    return datetime.combine(day + timedelta(days=1), time(), now.tzinfo) - timedelta(microseconds=1)


def _note_moment(written: str, tz: int) -> datetime:
    moment = datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return moment.astimezone(timezone(timedelta(minutes=tz)))


def _refuse_empty(sources: Sources, day: date) -> None:
    if not sources.register.entries or sources.state.profile is None:
        raise RefusedError(
            _("到 {day} 为止，台账里还没有记录。", day=day), _("请选台账开始以后的日子；补不了以前的证明。")
        )
