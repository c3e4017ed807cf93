"""From an assessment to its papers: previewed, issued, printed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from secretguard.clock import Clock, from_microseconds, offset_minutes, to_microseconds
from secretguard.compliance import Assessment, AssessmentIssued, AssessmentState, fold
from secretguard.content import LawTable, Profile, Standard, StandardShelf, find_profile
from secretguard.documents.compliance import (
    Frame,
    Outside,
    Proof,
    View,
    blank_document,
    outside_of,
    paper_document,
)
from secretguard.documents.compliance.words import PAPERS, Paper, paper_word
from secretguard.documents.files import write_documents
from secretguard.documents.tree.document import Document
from secretguard.errors import RefusedError
from secretguard.i18n import _

__all__ = [
    "PAPERS",
    "CompliancePapers",
    "MadePaper",
    "Paper",
    "Wanted",
    "blank_questionnaire",
    "paper_word",
    "write_paper",
]

_ID_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which paper; for a form, of which profile (None: the assessment's own, else the first that fits)."""

    paper: Paper
    form: str | None = None


@dataclass(frozen=True, slots=True)
class MadePaper:
    """A document with the entry that fixes it (None: a draft), whether that is new, a safe file stem."""

    document: Document
    issue: AssessmentIssued | None
    new: bool
    name: str


class CompliancePapers:
    """The papers of one assessment; knows the law table and the shelf, to put sources into words."""

    def __init__(self, room: Assessment, law: LawTable, shelf: StandardShelf) -> None:
        self._room, self._law, self._shelf = room, law, shelf

    def offered(self) -> tuple[Paper, ...]:
        """Those that can be made here: no form where no profile has one."""
        return tuple(paper for paper in PAPERS if paper != "form" or self._forms())

    def preview(self, wanted: Wanted) -> MadePaper:
        """The paper as things stand, marked 草稿; nothing is recorded.

        Raises RefusedError for an assessment without content, and for a form that does not fit.
        """
        state = self._looked()
        return self._made(wanted.paper, state, self._outside(wanted), Frame(self._room.clock()), None)

    def issue(self, wanted: Wanted) -> MadePaper:
        """The paper, issued; if nothing changed since the last one, that one again, byte for byte.

        Raises as `preview` does, and VaultReadOnly.
        """
        outside = self._outside(wanted).kept()
        state = self._looked()
        for place in reversed(range(len(state.issued))):
            last = state.issued[place]
            if last.paper == wanted.paper and last.pins.get("outside") == outside:
                since = state.seq - int(last.pins["seq"])
                if since == len(state.issued) - place:  # nothing but papers came after it
                    return self.reprint(last)
                break
        checkpoint, moment = self._room.vault.checkpoint(), self._room.clock()
        issue = AssessmentIssued(
            paper=wanted.paper,
            number=len(state.issued) + 1,
            issued=to_microseconds(moment),
            tz=offset_minutes(moment),
            pins={
                "seq": state.seq,
                "size": checkpoint.size,
                "root": checkpoint.root.hex(),
                "outside": outside,
            },
        )
        self._room.record_issue(issue)
        made = self.reprint(self.issued()[-1])  # from what the vault gives back, as ever after
        return MadePaper(made.document, made.issue, True, made.name)

    def issued(self) -> tuple[AssessmentIssued, ...]:
        """Every paper issued, oldest first."""
        return self._room.state.issued

    def number(self, issue: AssessmentIssued) -> str:
        """What is printed on it: `1A2B3C4D-03`."""
        return f"{self._room.id[:_ID_LENGTH].upper()}-{issue.number:02d}"

    def find(self, number: str) -> AssessmentIssued:
        """An issued paper by its number, whole or the last part. Raises RefusedError."""
        wanted = number.strip().upper()
        for issue in self.issued():
            if wanted == self.number(issue) or wanted.lstrip("0") == str(issue.number):
                return issue
        there = _("、").join(self.number(issue) for issue in self.issued()[-10:])
        raise RefusedError(
            _("没有编号为 {number} 的文书。", number=number),
            _("已出具的：{there}。", there=there) if there else _("这次评估还没有出具过文书。"),
        )

    def reprint(self, issue: AssessmentIssued) -> MadePaper:
        """An issued paper again, from its pins alone."""
        pins, room = issue.pins, self._room
        limit = int(pins["seq"])
        state = fold(entry for entry in room.vault.entries(room.journal) if entry.seq <= limit)
        proof = Proof(
            number=self.number(issue),
            journal=room.id,
            last_entry=limit,
            size=int(pins["size"]),
            root=str(pins["root"]),
        )
        frame = Frame(from_microseconds(issue.issued, issue.tz), proof)
        return self._made(issue.paper, state, Outside.model_validate(pins["outside"]), frame, issue)

    def _made(
        self,
        paper: Paper,
        state: AssessmentState,
        outside: Outside,
        frame: Frame,
        issue: AssessmentIssued | None,
    ) -> MadePaper:
        story = state.story
        if story is None:
            raise _empty()
        document = paper_document(paper, View(state, story, outside, frame))
        word = paper_word(paper, story.profile.subject)
        stem = self.number(issue) if issue else self._room.id[:_ID_LENGTH].upper()
        name = f"{stem}-{word}" if issue else f"{stem}-{word}-{_('草稿')}"
        return MadePaper(document, issue, False, name)

    def _looked(self) -> AssessmentState:
        state = self._room.state
        if state.story is None:
            raise _empty()
        return state

    def _outside(self, wanted: Wanted) -> Outside:
        self._looked()
        form = self._form(wanted) if wanted.paper == "form" else None
        self._room.look_again()  # a paper shows the records of its own day, whatever a screen read before
        return outside_of(self._room, self._law, self._shelf, form)

    def _forms(self) -> list[Profile]:
        """The profiles with a form over the same standard, the assessment's own first."""
        story = self._looked().story
        if story is None:
            return []
        others = self._shelf.profiles_of(story.standard.id)
        found = {profile.id: profile for profile in (story.profile, *others)}
        return [profile for profile in found.values() if profile.forms]

    def _form(self, wanted: Wanted) -> Profile:
        forms = self._forms()
        if wanted.form is None:
            if not forms:
                raise RefusedError(
                    _("没有可以填的申报表。"), _("申报表写在配置文件的 forms 里；自带的是 taizhou-2021。")
                )
            return forms[0]
        for profile in forms:
            if profile.id == wanted.form:
                return profile
        profile = find_profile(wanted.form, self._shelf).profile
        raise RefusedError(
            _("“{title}”里没有可以由这次评估填的表。", title=profile.title),
            _("可以填的：{ids}。", ids=_("、").join(one.id for one in forms) or _("没有")),
        )


def blank_questionnaire(
    standard: Standard, profile: Profile, clock: Clock, enterprise: str = ""
) -> MadePaper:
    """What a profile asks, to print before there is an assessment; it is nobody's record."""
    document = blank_document(standard, profile, enterprise, clock())
    return MadePaper(document, None, False, f"{profile.id}-{paper_word('questionnaire', profile.subject)}")


def write_paper(made: MadePaper, folder: Path, formats: Sequence[str]) -> list[Path]:
    """Write a paper in the formats wanted (pdf, docx, html, text). Raises StorageError."""
    return write_documents(made.document, folder, made.name, formats)


def _empty() -> RefusedError:
    return RefusedError(_("这次评估没有建完，里面还没有内容。"), _("请重新开始一次评估。"))
