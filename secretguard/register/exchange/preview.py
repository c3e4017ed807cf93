"""What an import would do, shown before anything is done. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.exchange.limits import MAX_PROBLEMS
from secretguard.register.fold import RegisterState
from secretguard.register.records import Record, RecordRef


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: sheet, row as the spreadsheet counts, column by letters and heading."""

    sheet: str
    row: int = 0
    letters: str = ""
    heading: str = ""

    def __str__(self) -> str:
        words = [self.sheet]
        if self.row:
            words.append(_("第 {row} 行", row=self.row))
        if self.letters or self.heading:
            words.append(f"{self.letters} {self.heading}".strip())
        return " ".join(words)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and what would be right."""

    place: Place
    reason: str

    def __str__(self) -> str:
        return _("{place}：{reason}", place=self.place, reason=self.reason)


@dataclass(frozen=True, slots=True)
class CellChange:
    """A field from one text to another."""

    column: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """A record that would be added (`fields` from nothing) or changed."""

    ref: RecordRef
    name: str
    record: Record
    fields: tuple[CellChange, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Preview:
    """All that an import would do to the register as it stood at entry `seq`. Nothing is ever taken out.

    `missing` are records that the file does not mention, though it holds their kind; `notes` say what was
    passed over.
    """

    source: str
    seq: int
    added: tuple[Change, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: int = 0
    missing: tuple[tuple[RecordRef, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.added and not self.changed

    @property
    def records(self) -> tuple[Record, ...]:
        """What would be recorded, added ones first."""
        return tuple(change.record for change in (*self.added, *self.changed))

    @property
    def what(self) -> str:
        """The transaction in words, as the history shows it."""
        return _("导入 {source}", source=self.source)[:120]

    def refuse_unless_ready(self, state: RegisterState) -> None:
        """Raises RefusedError if it has problems, has nothing to do, or the register changed meanwhile."""
        if self.problems:
            raise RefusedError(
                _("表格里有 {count} 处问题，什么都没有导入。", count=len(self.problems)),
                _("请按提示改好，再导入一次。第一处：{problem}", problem=self.problems[0]),
            )
        if state.seq != self.seq:
            raise RefusedError(_("预览以后台账又有了改动，没有导入。"), _("请重新预览。"))
        if self.is_empty:
            raise RefusedError(_("表格与台账一致，没有要导入的。"))


def told(problems: list[Problem]) -> tuple[Problem, ...]:
    """The first problems; how many more there are is said instead of shown."""
    if len(problems) <= MAX_PROBLEMS:
        return tuple(problems)
    more = Problem(
        problems[MAX_PROBLEMS].place,
        _("以下还有 {count} 处问题没有列出。", count=len(problems) - MAX_PROBLEMS),
    )
    return (*problems[:MAX_PROBLEMS], more)
