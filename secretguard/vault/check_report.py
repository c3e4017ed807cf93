"""What a check found, and the tray that its examiners share while they look."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from secretguard.errors import VaultError
from secretguard.i18n import _
from secretguard.vault.errors import DamagedVault
from secretguard.vault.shown import shown

Progress = Callable[[int, int], None]
"""Told (steps done, steps in all) from time to time."""

_REPORT_EVERY = 256


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: in which table and row, what it means, what to do."""

    table: str
    row: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The outcome. Good is only what was looked at in full and found right.

    `facts` are counts and values for people and programs; `unverified` says, in sentences, what could
    not be looked at; `complete` is False if something the check promises is among it.
    """

    findings: tuple[Finding, ...]
    facts: Mapping[str, int | str]
    unverified: tuple[str, ...] = ()
    complete: bool = True

    @property
    def ok(self) -> bool:
        """Nothing wrong, and nothing left out."""
        return self.complete and not self.findings


def keep_evidence() -> str:
    """The remedy for damage inside the vault."""
    return _("请停止写入，先把整个库文件夹另存一份作为证据，再从最近一次核对无误的备份恢复。")


def entry_row(journal: object, seq: object) -> str:
    """How an entry's row is named everywhere: journal id, a stroke, seq."""
    return f"{shown(journal)}/{shown(seq)}"


def entry_name(journal: object, seq: object) -> str:
    """The same for a sentence."""
    return _("卷宗 {journal} 第 {seq} 条", journal=shown(journal)[:8], seq=shown(seq))


@dataclass(slots=True)
class Examination:
    """One run over one database: what the examiners need and where they put what they find."""

    db: sqlite3.Connection
    vault: bytes
    deep: bool
    progress: Progress | None = None
    folder: Path | None = None
    """Where evidence files lie; None for a database checked by itself."""
    total: int = 0
    done: int = 0
    complete: bool = True
    findings: dict[Finding, None] = field(default_factory=dict)
    """In the order found, each once."""
    facts: dict[str, int | str] = field(default_factory=dict)
    unverified: list[str] = field(default_factory=list)
    named_blobs: set[bytes] = field(default_factory=set)
    misshapen: set[object] = field(default_factory=set)
    """Journals with rows that no writer of ours makes: their keys are not looked for."""

    def find(self, table: str, row: str, message: str, remedy: str = "") -> None:
        """Note something wrong, once; the remedy is to keep evidence and restore unless given."""
        self.findings[Finding(table, row, message, remedy or keep_evidence())] = None

    def find_error(self, problem: VaultError, table: str) -> None:
        """Note what a stricter room refused, under the table and row that it names."""
        facts = problem.facts
        self.find(str(facts.get("table", table)), str(facts.get("row", "")), problem.message)

    def leave_out(self, sentence: str, *, promised: bool = True) -> None:
        """Say what could not be looked at; `promised` if the check is incomplete without it."""
        self.unverified.append(sentence)
        if promised:
            self.complete = False

    def count(self, name: str, more: int = 1) -> None:
        """Add to a counted fact."""
        self.facts[name] = int(self.facts.get(name, 0)) + more

    def step(self) -> None:
        """One more row looked at."""
        self.done += 1
        if self.progress is not None and (self.done % _REPORT_EVERY == 0 or self.done == self.total):
            self.progress(min(self.done, self.total), self.total)

    @contextmanager
    def surviving(self, table: str) -> Iterator[None]:
        """Damage that stops an examiner becomes a finding, and the check incomplete, not an end."""
        try:
            yield
        except DamagedVault as problem:
            self.find_error(problem, table)
            self.leave_out(_("表 {table} 读到损坏处为止，其余没有核对。", table=table))
        except (sqlite3.Error, UnicodeDecodeError) as problem:
            # Python decodes SQLite's text and error messages itself, and a damaged file may hold any bytes.
            name = getattr(problem, "sqlite_errorname", type(problem).__name__)
            self.find(
                table, "", _("数据库文件损坏，表 {table} 读不下去（{reason}）。", table=table, reason=name)
            )
            self.leave_out(_("表 {table} 读到损坏处为止，其余没有核对。", table=table))

    def report(self) -> CheckReport:
        """What was found, as it stands."""
        return CheckReport(tuple(self.findings), dict(self.facts), tuple(self.unverified), self.complete)
