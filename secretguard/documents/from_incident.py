"""From an incident's room to its papers: previewed, issued, printed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from secretguard.clock import from_microseconds, offset_minutes
from secretguard.content import LawTable, PlanSections
from secretguard.documents.files import write_documents
from secretguard.documents.incident import Sheet, paper_document, volume_count
from secretguard.documents.incident.choosing import facts_for
from secretguard.documents.incident.facts import Frame, incident_facts
from secretguard.documents.incident.letting_go import let_go
from secretguard.documents.incident.masking import Mask
from secretguard.documents.incident.model import Proof
from secretguard.documents.incident.outside import Outside, Tables, outside_of
from secretguard.documents.incident.words import PAPERS, paper_word
from secretguard.documents.tree.document import Document
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import (
    IncidentRoom,
    IncidentState,
    Item,
    PaperIssued,
    ReportKind,
    issue_paper,
    state_as_issued,
    tasks_at,
)
from secretguard.register import open_enterprise

__all__ = ["PAPERS", "IncidentPapers", "MadePaper", "Wanted", "paper_word", "write_paper"]

_LINK = "link"
_OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper: masked or not; for a hand-over sheet of which item and link (its entry's seq)."""

    paper: ReportKind
    masked: bool = False
    item: int | None = None
    link: int | None = None


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A document with the entry that fixes it (None: a draft), whether that is new, a safe file stem.

    A long paper comes in volumes: `document` is the first, `documents` makes one after the other.
    """

    document: Document
    issue: PaperIssued | None
    new: bool
    name: str
    masked_counts: Mapping[str, int] = field(default_factory=dict)
    more: tuple[Callable[[], Document], ...] = ()

    def documents(self) -> Iterator[Document]:
        """Every volume in order, the later ones made when asked for."""
        yield self.document
        for make in self.more:
            yield make()


class IncidentPapers:
    """The papers of one incident; knows the law table and the plan's outline to put grounds into words."""

    def __init__(self, room: IncidentRoom, law: LawTable, sections: PlanSections) -> None:
        self._room, self._tables = room, Tables(law, sections)

    def preview(self, wanted: Wanted) -> MadePaper:
        """The paper as things stand, marked 草稿; nothing is recorded.

        Raises RefusedError for an incident without content, and for an item or link that is not there.
        """
        state, link = self._looked(wanted)
        moment = self._room.clock()
        outside = self._outside(state)
        frame = Frame(self._enterprise(), self._room.now(), offset_minutes(moment))
        return self._made(wanted, link, state, outside, frame, None)

    def issue(self, wanted: Wanted) -> MadePaper:
        """The paper, issued; if nothing changed since the last one, that one again, byte for byte.

        Raises as `preview` does, and VaultReadOnly.
        """
        with self._room.guard:
            state, link = self._looked(wanted)
            grounds = {_OUTSIDE: self._outside(state).kept(), _LINK: link}
            last = self._last(wanted, link)
            if last is not None and self._is_current(last, state, grounds):
                return self.reprint(last)
            issue = issue_paper(
                self._room,
                wanted.paper,
                enterprise=self._enterprise(),
                masked=wanted.masked,
                item=wanted.item,
                grounds=grounds,
            )
            made = self.reprint(issue)
        return replace(made, new=True)

    def issued(self) -> tuple[PaperIssued, ...]:
        """Every paper issued, oldest first."""
        return tuple(issue for issue, _stamp in self._room.state.issued)

    def find(self, number: str) -> PaperIssued:
        """An issued paper by its number. Raises RefusedError that names those there are."""
        issues = self.issued()
        found = next((issue for issue in issues if issue.number == number.strip().upper()), None)
        if found is None:
            there = _("、").join(issue.number for issue in issues[-10:])
            raise RefusedError(
                _("没有编号为 {number} 的文书。", number=number),
                _("已出具的：{there}。", there=there) if there else _("这起事件还没有出具过文书。"),
            )
        return found

    def reprint(self, issue: PaperIssued) -> MadePaper:
        """An issued paper again, from its pins alone; what was destroyed since is named in it."""
        state = state_as_issued(self._room, issue)
        wanted = Wanted(issue.paper, issue.masked, issue.item)
        moment = from_microseconds(issue.issued, issue.tz)
        link = issue.grounds.get(_LINK)
        proof = Proof(
            number=issue.number,
            journal=self._room.id,
            last_entry=state.seq,
            size=issue.checkpoint_size,
            root=issue.checkpoint_root,
            issued=moment,
        )
        frame = Frame(issue.enterprise, issue.issued, issue.tz, proof, self._erased_later(state))
        outside = Outside.model_validate(issue.grounds.get(_OUTSIDE, {}))
        return self._made(wanted, link if isinstance(link, int) else None, state, outside, frame, issue)

    def _made(
        self,
        wanted: Wanted,
        link: int | None,
        state: IncidentState,
        outside: Outside,
        frame: Frame,
        issue: PaperIssued | None,
    ) -> MadePaper:
        if state.opened is None:
            raise _gone()
        facts = facts_for(wanted.paper, incident_facts(state, outside, frame), wanted.item)
        counts: Mapping[str, int] | None = None
        if wanted.masked:
            mask = Mask(dict(outside.roles))
            facts = mask.facts(facts)
            counts = dict(sorted(mask.counts.items()))
        sheet = Sheet(wanted.paper, counts, wanted.item, link)
        later = range(2, volume_count(sheet, facts) + 1)
        return MadePaper(
            document=paper_document(sheet, facts),
            issue=issue,
            new=False,
            name=_name(wanted, issue, self._room.id),
            masked_counts=counts or {},
            more=tuple(partial(paper_document, sheet, facts, volume) for volume in later),
        )

    def _looked(self, wanted: Wanted) -> tuple[IncidentState, int | None]:
        """The state, and the link that a hand-over sheet is about."""
        state = self._room.state
        if state.opened is None:
            raise RefusedError(_("这起事件里还没有内容。"), _("请用 incident start 重新建一起。"))
        return state, _link(wanted, state) if wanted.paper == "custody" else None

    def _outside(self, state: IncidentState) -> Outside:
        vault = self._room.vault
        register = open_enterprise(vault, self._enterprise_id()).state
        authors = {member.id.hex(): member.name for member in vault.members()}
        wrote = {line.stamp.author for line in state.timeline}
        known = {key: name for key, name in authors.items() if key in wrote}
        return outside_of(state, register, self._tables, known, self._room.now())

    def _enterprise_id(self) -> str | None:
        return self._room.vault.journal(self._room.journal).enterprise or None

    def _enterprise(self) -> str:
        return open_enterprise(self._room.vault, self._enterprise_id()).name

    def _last(self, wanted: Wanted, link: int | None) -> PaperIssued | None:
        for issue in reversed(self.issued()):
            same = (issue.paper, issue.masked, issue.item) == (wanted.paper, wanted.masked, wanted.item)
            if same and issue.grounds.get(_LINK) == link:
                return issue
        return None

    def _is_current(self, last: PaperIssued, state: IncidentState, grounds: Mapping[str, object]) -> bool:
        """Whether it would say the same now: no other entry since, no limit passed, no name changed."""
        pin = next((pin.seq for pin in last.pins if pin.journal == self._room.id), 0)
        since = [line for line in state.timeline if line.stamp.seq > pin]
        if any(line.kind != PaperIssued.kind for line in since) or last.grounds != grounds:
            return False
        then = [view.status for view in tasks_at(state, last.issued)]
        return then == [view.status for view in tasks_at(state, self._room.now())]

    def _erased_later(self, state: IncidentState) -> tuple[tuple[int, str], ...]:
        """What of the entries shown was destroyed after the paper was issued."""
        now = self._room.state.timeline
        lines = [line for line in now if line.kind == "erased" and line.stamp.seq > state.seq]
        return tuple((int(line.subject), line.text) for line in lines if line.subject.isdecimal())


def write_paper(made: MadePaper, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write a paper in the formats wanted (pdf, docx, html, text), each volume a file of its own.

    Raises StorageError; what was written before it stays.
    """
    files: list[Path] = []
    for volume, document in enumerate(made.documents(), 1):
        name = f"{made.name}-{volume}" if made.more else made.name
        files += write_documents(document, folder, name, formats)
        if made.more and "pdf" in formats:
            let_go()
    return files


def _link(wanted: Wanted, state: IncidentState) -> int:
    item: Item | None = state.evidence.get(wanted.item or 0)
    if item is None:
        raise RefusedError(
            _("没有这件证据。") if wanted.item else _("交接单要说明是哪一件证据。"),
            _("用 evidence list 看编号，例如 E-01 写 1。"),
        )
    seqs = [item.stamp.seq, *(link.stamp.seq for link in item.chain)]
    if wanted.link is None:
        return seqs[-1]
    if wanted.link not in seqs:
        raise RefusedError(
            _("{item} 没有第 {seq} 条交接。", item=item.name, seq=wanted.link),
            _("有的是：{seqs}。", seqs=_("、").join(str(seq) for seq in seqs)),
        )
    return wanted.link


def _name(wanted: Wanted, issue: PaperIssued | None, incident: str) -> str:
    pieces = [issue.number if issue else incident[:8].upper(), paper_word(wanted.paper)]
    if wanted.item is not None and wanted.paper == "custody":
        pieces.append(f"E-{wanted.item:02d}")
    if wanted.masked:
        pieces.append(_("遮盖本"))
    if issue is None:
        pieces.append(_("草稿"))
    return "-".join(pieces)


def _gone() -> RefusedError:
    return RefusedError(
        _("开卷那一条已经不在，这份文书印不出来。"), _("用 vault check 看记录缺了什么，从备份恢复。")
    )
