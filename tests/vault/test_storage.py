from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.errors import SecretGuardError, StorageError
from secretguard.vault import (
    DamagedVault,
    DiskFull,
    KdfOutOfBounds,
    NewerFormat,
    NotAVault,
    Vault,
    VaultReadOnly,
    vault_info,
)
from secretguard.vault.migrations import FORMAT_VERSION

from .conftest import Sample, steady_clock


def refuses(sample: Sample, kind: type[SecretGuardError], **options: object) -> SecretGuardError:
    """Opening in every manner is refused with one clear message, and the file is as it was."""
    before = sample.database.read_bytes() if sample.database.is_file() else None
    for manner in ({}, {"read_only": True}):
        with pytest.raises(kind) as caught:
            sample.open(**manner, **options)
        assert caught.value.message
        assert caught.value.remedy
    assert (sample.database.read_bytes() if sample.database.is_file() else None) == before
    return caught.value


def test_a_full_disk_loses_nothing_that_was_acknowledged(sample: Sample) -> None:
    vault = sample.open()
    journal = vault.create_journal("drill", "推演")
    with vault.session.store.reading() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages + 20}")
    acknowledged = 0
    with pytest.raises(DiskFull) as caught:
        while True:
            vault.append(journal, "note", {"text": "示例" * 500}, summary={"n": acknowledged})
            acknowledged += 1
    assert isinstance(caught.value, StorageError)
    assert acknowledged > 0
    with vault.session.store.reading() as db:
        db.execute(f"PRAGMA max_page_count = {pages + 2000}")
    assert vault.append(journal, "note", {"text": "腾出空间之后"}).seq == acknowledged + 2
    vault.lock()
    with sample.open() as vault:
        assert len(list(vault.entries(journal))) == acknowledged + 2
        assert vault.unlogged() == 0


def test_a_full_disk_while_creating_leaves_no_half_vault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    from secretguard.vault import FLOOR_KDF, create_vault
    from secretguard.vault.store import sqlite as store

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    folder = tmp_path / "v"
    with monkeypatch.context() as patch:
        patch.setattr(store.os, "open", full)
        with pytest.raises(DiskFull):
            create_vault(folder, "口令", member_name="甲", vault_name="库", clock=steady_clock, kdf=FLOOR_KDF)
    assert not (folder / "vault.db").exists()
    with pytest.raises(NotAVault):
        vault_info(folder)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user's process")
def test_a_folder_that_cannot_be_written_is_read_and_says_so(sample: Sample) -> None:
    with sample.open() as vault:
        vault.create_journal("drill", "推演")
    home = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(sample.folder, home / "库")
        for path in (home, home / "库"):
            path.chmod(0o555)
        for path in (home / "库").iterdir():
            path.chmod(0o444)
        assert _as_somebody_else(lambda: _says_read_only(sample, home)) == 0
    finally:
        for path in (home / "库", home):
            path.chmod(0o755)
        shutil.rmtree(home)


def _says_read_only(sample: Sample, home: Path) -> None:
    moved = Sample(home / "库", home / "witness", sample.passphrase, sample.recovery_code, sample.secret)
    with pytest.raises(VaultReadOnly):
        moved.open()
    with moved.open(read_only=True) as reader:
        assert [info.title for info in reader.journals()] == ["推演"]


def _as_somebody_else(act: Callable[[], None]) -> int:
    """Run in a child that is no administrator, for whom folder permissions mean something."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            act()
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_missing_folder_is_no_vault(sample: Sample) -> None:
    shutil.rmtree(sample.folder)
    refuses(sample, NotAVault)


@pytest.mark.parametrize("content", [b"", "这是一份文本。".encode() * 99, b"SQLite", bytes(5000)], ids=repr)
def test_another_file_in_its_place_is_no_vault(sample: Sample, content: bytes) -> None:
    sample.database.write_bytes(content)
    error = refuses(sample, SecretGuardError)
    assert isinstance(error, NotAVault | DamagedVault)


def test_a_folder_in_its_place_is_no_vault(sample: Sample) -> None:
    sample.database.unlink()
    sample.database.mkdir()
    refuses(sample, NotAVault)


def test_another_programs_database_is_no_vault(sample: Sample) -> None:
    sample.database.unlink()
    foreign = sqlite3.connect(sample.database)
    foreign.execute("CREATE TABLE entry (id INTEGER)")
    foreign.commit()
    foreign.close()
    refuses(sample, NotAVault)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_called_damaged(sample: Sample, share: float) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        for number in range(60):
            vault.append(journal, "note", {"n": number})
    data = sample.database.read_bytes()
    sample.database.write_bytes(data[: int(len(data) * share)])
    refuses(sample, DamagedVault)


def test_a_file_cut_inside_its_header_is_called_damaged(sample: Sample) -> None:
    sample.database.write_bytes(sample.database.read_bytes()[:50])
    refuses(sample, DamagedVault)


def test_a_newer_format_is_left_alone(sample: Sample) -> None:
    db = sqlite3.connect(sample.database)
    db.execute(f"PRAGMA user_version = {FORMAT_VERSION + 1}")
    db.close()
    error = refuses(sample, NewerFormat)
    assert error.facts["format"] == FORMAT_VERSION + 1
    with pytest.raises(NewerFormat):
        vault_info(sample.folder)


@pytest.mark.parametrize("memory", [1, 2**31, 2**52])
def test_hostile_key_parameters_are_refused(sample: Sample, tamper: Callable[..., None], memory: int) -> None:
    tamper(f"UPDATE unlock SET memory_kib = {memory} WHERE way = 1")
    refuses(sample, KdfOutOfBounds, member_secret=None, passphrase=sample.passphrase)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unlock SET salt = 'text', sealed = 5",
        "UPDATE unlock SET iterations = -1",
        "UPDATE unlock SET memory_kib = 1.5",
        "UPDATE unlock SET member = 'x'",
        "DELETE FROM vault",
        "INSERT INTO vault VALUES (x'00')",
        "UPDATE vault SET id = 'text'",
        "UPDATE vault SET id = zeroblob(16)",
        "UPDATE wrap SET sealed = 7",
        "UPDATE wrap SET sealed = zeroblob(1168)",
        "UPDATE entry SET sig = 'x'",
        "UPDATE entry SET seq = 2",
        "UPDATE entry SET epoch = 'one'",
        "UPDATE entry SET sealed = NULL",
        "UPDATE entry SET sealed = zeroblob(99)",
        "UPDATE entry SET commitment = zeroblob(32)",
        "DELETE FROM entry",
        "DELETE FROM unlock",
        "DELETE FROM wrap",
    ],
)
def test_rows_of_another_shape_are_refused_in_words(
    sample: Sample, tamper: Callable[..., None], statement: str
) -> None:
    tamper(statement)
    # The recovery code goes the same way as a passphrase, and costs no derivation of a key.
    refuses(sample, SecretGuardError, member_secret=None, recovery_code=sample.recovery_code)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER planted AFTER INSERT ON entry BEGIN DELETE FROM leaf; END",
        "CREATE VIEW planted AS SELECT * FROM entry",
        "CREATE TABLE planted (x)",
        "CREATE INDEX planted ON entry (author)",
        "DROP TABLE blob",
        "DROP INDEX leaf_of_entry",
        "DROP TRIGGER entry_no_update",
        "ALTER TABLE leaf ADD COLUMN extra",
        "ALTER TABLE entry ADD COLUMN extra GENERATED ALWAYS AS (hex(sig)) VIRTUAL",
    ],
)
def test_an_altered_schema_keeps_writers_out_and_warns_readers(sample: Sample, statement: str) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
    db = sqlite3.connect(sample.database)
    db.execute(statement)
    db.commit()
    db.close()
    with pytest.raises(DamagedVault) as caught:
        sample.open()
    assert caught.value.facts["table"] == "sqlite_schema"
    with sample.open(read_only=True) as reader:
        assert reader.warnings
        assert len(list(reader.entries(journal))) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET link = zeroblob(32)",
        "UPDATE entry SET sig = zeroblob(64)",
        "UPDATE entry SET author = zeroblob(16)",
        "UPDATE entry SET commitment = zeroblob(32)",
        "UPDATE entry SET seq = 9 WHERE seq = 1",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry",
        "UPDATE leaf SET hash = zeroblob(32)",
        "DELETE FROM leaf",
        "UPDATE checkpoint SET note = x'00'",
        "DELETE FROM checkpoint",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_recorded(vault: Vault, statement: str) -> None:
    vault.checkpoint()
    with pytest.raises(DamagedVault), vault.session.store.transaction() as db:
        db.execute(statement)
    assert vault.unlogged() == 0


def test_a_row_in_the_way_is_reported_not_overwritten(sample: Sample, tamper: Callable[..., None]) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        vault.append(journal, "note", {"text": "一"})
    tamper(("UPDATE head SET seq = 1 WHERE journal = ?", (journal,)))
    with sample.open(compare_witness=False) as vault, pytest.raises(DamagedVault) as caught:
        vault.append(journal, "note", {"text": "二"})
    assert caught.value.facts["table"] == "head"


def test_a_missing_tail_is_noticed_when_the_journal_is_read(
    sample: Sample, tamper: Callable[..., None]
) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        for number in range(3):
            vault.append(journal, "note", {"n": number})
    tamper(("DELETE FROM entry WHERE journal = ? AND seq = 4", (journal,)))
    with sample.open(read_only=True) as reader, pytest.raises(DamagedVault) as caught:
        list(reader.entries(journal))
    assert caught.value.facts["row"] == f"{journal.hex()}/4"


def test_a_place_without_wal_works_and_says_that_it_is_slower(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    from secretguard.vault.store import sqlite as store

    real = store.sqlite3.connect

    class NoWal(sqlite3.Connection):
        def execute(self, statement: str, *arguments: object) -> sqlite3.Cursor:  # type: ignore[override]
            if statement == "PRAGMA journal_mode=WAL":
                statement = "PRAGMA journal_mode=DELETE"
            return super().execute(statement, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(store.sqlite3, "connect", lambda *a, **k: real(*a, factory=NoWal, **k))
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        assert vault.notices
        assert vault.session.store.journal_mode == "truncate"
        assert len(list(vault.entries(journal))) == 1


def test_database_errors_show_no_parameters(sample: Sample, vault: Vault) -> None:
    from sqlalchemy import exc, text

    with vault.session.store.migrating() as connection, pytest.raises(exc.DBAPIError) as caught:
        connection.execute(text("SELECT * FROM nowhere WHERE x = :x"), {"x": "金丝雀"})
    assert "金丝雀" not in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_stays_open_after_locking(sample: Sample) -> None:
    for manner in ({}, {"read_only": True}):
        sample.open(**manner).lock()
    # The listing's own descriptor is gone again when it is read.
    links = [str(path.readlink()) for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    assert [link for link in links if str(sample.folder) in link] == []
