"""Checking a vault: is it whole, is it unaltered, is it the one that was seen before.

Quick: SQLite's own test, schema, every link, the newest signature of each author in each journal, the
whole vault journal, keys and wraps, the log and all checkpoints, the witness. Deep: also every signature
and every body against its commitment.
"""

from __future__ import annotations

from pathlib import Path

from secretguard import locations
from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.vault.backup_archive import is_backup
from secretguard.vault.blobs.layout import USUAL_BITS
from secretguard.vault.check_blobs import examine_blobs, examine_unnamed
from secretguard.vault.check_chain import Authors, examine_chains, examine_removed_members
from secretguard.vault.check_content import (
    examine_bodies,
    examine_keys,
    examine_roster,
    examine_summaries,
    examine_trunk,
    examine_wraps,
)
from secretguard.vault.check_file import (
    examine_file,
    examine_members,
    examine_unlocks,
    examine_vault_row,
)
from secretguard.vault.check_fork import Comparison, compare, opened_copy, refuse_another_vault
from secretguard.vault.check_history import examine_printed, examine_witness, read_printed
from secretguard.vault.check_log import examine_checkpoints, examine_leaves, examine_unlogged
from secretguard.vault.check_reading import reading_store, snapshot
from secretguard.vault.check_report import CheckReport, Examination, Progress, entry_name, entry_row
from secretguard.vault.errors import DamagedVault
from secretguard.vault.keys import MemberKeys
from secretguard.vault.log import MerkleTree
from secretguard.vault.opening import DATABASE_NAME, WayIn, find_member_keys
from secretguard.vault.store import queries
from secretguard.vault.store.blob_rows import count_chunks
from secretguard.vault.store.header import refuse_foreign_file
from secretguard.vault.trunk import Trunk
from secretguard.vault.vault import Vault
from secretguard.vault.witness import Witness

Against = str | bytes | Path
"""A printed checkpoint as text or note, or the path of its file, of another copy, or of a backup."""


def check_vault(
    vault: Vault, *, deep: bool = False, against: Against | None = None, progress: Progress | None = None
) -> CheckReport:
    """Check an unlocked vault as it stands on the disk; writing may go on meanwhile.

    Whatever is wrong is a finding of the report. Raises UsageError, NoteError for an `against` that
    cannot be read, StorageErrors when the disk refuses.
    """
    session = vault.session
    with snapshot(session.folder / DATABASE_NAME) as db:
        exam = Examination(db, session.id, deep, progress, session.folder)
        return _run(exam, session.keys, session.witness, against)


def check_folder(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery_code: str | None = None,
    member_secret: bytes | None = None,
    deep: bool = False,
    against: Against | None = None,
    progress: Progress | None = None,
    witness_folder: Path | None = None,
) -> CheckReport:
    """Check a vault that is not open, even one too damaged to be opened.

    Without a way in, everything that needs no key is checked and the report is incomplete. Raises as
    `check_vault`, and NotAVault, NewerFormat, WrongPassphrase; DamagedVault if not even its id is left.
    """
    database = folder / DATABASE_NAME
    refuse_foreign_file(database)
    has_way_in = any(value is not None for value in (passphrase, recovery_code, member_secret))
    way_in = WayIn.only(passphrase, recovery_code, member_secret) if has_way_in else None
    keys = None if way_in is None else _member_keys(database, way_in)
    with snapshot(database) as db:
        exam = Examination(db, queries.select_vault(db), deep, progress, folder)
        return _run(exam, keys, Witness(witness_folder or locations.witness_folder()), against)


def check_database(
    database: Path, vault: bytes, keys: MemberKeys | None, *, deep: bool = False
) -> CheckReport:
    """Check a database file by itself (a copy, a backup), without any witness."""
    with snapshot(database) as db:
        return _run(Examination(db, vault, deep), keys, None, None)


def _member_keys(database: Path, way_in: WayIn) -> MemberKeys | None:
    """Nothing where the ways in are too damaged to be tried; the check says so itself."""
    try:
        with reading_store(database) as store:
            return find_member_keys(store, way_in)
    except DamagedVault:
        return None


def _run(
    exam: Examination, keys: MemberKeys | None, witness: Witness | None, against: Against | None
) -> CheckReport:
    compared = None if against is None else _Against(against)
    with exam.surviving("vault.db"):
        exam.total = _count_steps(exam, with_bodies=exam.deep and keys is not None)
        examine_file(exam)
    with exam.surviving("unlock"):
        examine_vault_row(exam)
        examine_unlocks(exam)
    with exam.surviving("blob"):
        examine_blobs(exam)
    authors: Authors = {}
    with exam.surviving("member"):
        authors = examine_members(exam)
    trunk = _examine_trunk(exam, keys)
    if trunk is not None:
        authors = {member.id: member.sign_key for member in trunk.roster.members.values()}
    with exam.surviving("entry"):
        examine_chains(exam, authors)
    _examine_log(exam, authors, witness, compared)
    if keys is not None and trunk is not None:
        _examine_with_keys(exam, keys, trunk)
    return exam.report()


def _examine_trunk(exam: Examination, keys: MemberKeys | None) -> Trunk | None:
    if keys is None:
        exam.leave_out(_("没有解锁：成员名单、钥匙和内容没有核对。"))
        return None
    with exam.surviving("entry"):
        return examine_trunk(exam, keys)
    return None


def _examine_log(
    exam: Examination, authors: Authors, witness: Witness | None, compared: _Against | None
) -> None:
    tree: MerkleTree | None = None
    with exam.surviving("leaf"):
        tree = examine_leaves(exam)
        examine_unlogged(exam)
    if tree is None:
        return
    with exam.surviving("checkpoint"):
        examine_checkpoints(exam, tree, authors)
    with exam.surviving("leaf"):
        if witness is not None:
            examine_witness(exam, tree, witness)
        if compared is not None:
            compared.examine(exam, tree)


def _examine_with_keys(exam: Examination, keys: MemberKeys, trunk: Trunk) -> None:
    with exam.surviving("wrap"):
        examine_removed_members(exam, trunk.roster)
        examine_roster(exam, trunk.roster)
        opened = examine_keys(exam, keys, trunk)
        examine_wraps(exam, opened)
        examine_summaries(exam, opened)
        if exam.deep:
            examine_bodies(exam, opened)
            examine_unnamed(exam, set(opened.journals))


def _count_steps(exam: Examination, *, with_bodies: bool) -> int:
    entries, leaves = queries.count_entries(exam.db), queries.count_leaves(exam.db)
    chunks = count_chunks(exam.db, USUAL_BITS) if with_bodies else 0
    return entries * (2 if with_bodies else 1) + leaves + chunks


class _Against:
    """What the log is to be held against, read before anything is checked so that a slip shows at once."""

    def __init__(self, against: Against) -> None:
        path = _existing_path(against)
        self.copy = path if path is not None and (path.is_dir() or is_backup(path)) else None
        if self.copy is None:
            text = _read_file(path) if path is not None else against
            assert not isinstance(text, Path)
            self.printed = read_printed(text)

    def examine(self, exam: Examination, tree: MerkleTree) -> None:
        if self.copy is None:
            examine_printed(exam, tree, self.printed)
        else:
            with opened_copy(self.copy) as other:
                refuse_another_vault(other, exam.vault)
                _report_comparison(exam, compare(exam.db, other))


def _existing_path(against: Against) -> Path | None:
    if isinstance(against, bytes):
        return None
    if isinstance(against, Path):
        if not against.exists():
            raise UsageError(
                _("没有这个文件：{path}", path=against), _("请给出检查点文件、备份文件或另一份库文件夹。")
            )
        return against
    try:
        path = Path(against)
        return path if path.exists() else None
    except (OSError, ValueError):
        return None  # too long, or holds characters that no path may have: text, then


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1 << 16)
    except OSError as problem:
        raise UsageError(
            _("读不了这个文件：{path}（{reason}）", path=path, reason=problem.strerror or problem),
            _("请给出检查点文件，或直接输入“大小 根值”。"),
        ) from problem


def _report_comparison(exam: Examination, found: Comparison) -> None:
    exam.facts["only_here"], exam.facts["only_there"] = len(found.only_a), len(found.only_b)
    for fork in found.forks:
        exam.find(
            "entry",
            entry_row(fork.journal, fork.seq),
            _("两份副本从{entry}开始不同：它们分叉了。", entry=entry_name(fork.journal, fork.seq)),
            _no_merging(),
        )
    if found.forks or not found.only_b:
        return
    journal, seq = found.only_b[0]
    if found.only_a:
        message = _(
            "两份副本各自写过：这一份多 {here} 条，那一份多 {there} 条，从{entry}起。",
            here=len(found.only_a),
            there=len(found.only_b),
            entry=entry_name(journal, seq),
        )
        remedy = _no_merging()
    else:
        message = _(
            "那一份副本比这个库多 {count} 条记录，从{entry}起：这个库是旧的，或末尾被删去。",
            count=len(found.only_b),
            entry=entry_name(journal, seq),
        )
        remedy = _("请改用较新的那一份；这一份另存备查。")
    exam.find("entry", entry_row(journal, seq), message, remedy)


def _no_merging() -> str:
    return _("两份不能合并：先做过存证的一份继续用，另一份的内容注明来源后补录。")
