from __future__ import annotations

import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from secretguard import vault as face
from secretguard.errors import UsageError
from secretguard.vault import (
    FLOOR_KDF,
    JournalInfo,
    JournalNotOpenToMember,
    Json,
    KdfOutOfBounds,
    KdfParameters,
    MistypedRecoveryCode,
    NoSuchJournal,
    NotAllowed,
    NotCanonical,
    Vault,
    VaultExists,
    VaultLocked,
    VaultReadOnly,
    WrongPassphrase,
    change_passphrase,
    create_vault,
    prove_passphrase,
    prove_recovery_code,
    replace_recovery_code,
    vault_info,
)
from secretguard.vault.recovery import format_recovery_code

from .conftest import Sample, steady_clock


def test_what_is_appended_reads_back_in_order_after_reopening(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("drill", "某次推演", enterprise="ab" * 16)
        written = [vault.append(journal, "note", {"text": f"第{n}句", "n": n}, version=2) for n in range(3)]
    with sample.open() as vault:
        opened, *notes = vault.entries(journal)
        assert notes == written
        assert [note.seq for note in notes] == [2, 3, 4]
        assert opened.kind == "journal.open"
        assert opened.parts["title"] == "某次推演"
        assert list(vault.entries(journal, after=3)) == written[2:]


def test_an_entry_says_who_when_and_in_which_zone(vault: Vault) -> None:
    journal = vault.create_journal("drill", "某次推演")
    entry = vault.append(journal, "note", {"text": "一"})
    assert entry.author == vault.member.id
    assert entry.moment == steady_clock()
    assert entry.moment.utcoffset() == timedelta(hours=8)
    assert (entry.kind, entry.version, entry.erased) == ("note", 1, False)


def test_founder_is_the_administrator_and_the_vault_knows_its_name(vault: Vault) -> None:
    assert (vault.member.name, vault.member.admin, vault.member.removed) == ("示例甲", True, False)
    assert vault.name == "示例公司的库"
    assert [entry.kind for entry in vault.entries(vault.id)] == ["vault.create"]


def test_journals_are_listed_by_kind_with_their_summaries(vault: Vault) -> None:
    drill = vault.create_journal("drill", "推演", enterprise="e")
    plan = vault.create_journal("plan", "预案")
    vault.append(drill, "note", {"text": "一"}, summary={"state": "进行中"})
    assert [info.title for info in vault.journals()] == ["推演", "预案"]
    assert vault.journals("plan") == [vault.journal(plan)]
    at = vault.journal(drill).opened_at
    assert vault.journal(drill) == JournalInfo(drill, "drill", "推演", "e", 2, False, {"state": "进行中"}, at)
    assert vault.journal(vault.id).length == 1


def test_a_summary_is_replaced_without_an_entry(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")
    assert vault.summary(journal) is None
    vault.write_summary(journal, {"clock": 5})
    vault.write_summary(journal, {"clock": 10})
    assert vault.summary(journal) == {"clock": 10}
    assert vault.journal(journal).length == 1


def test_an_older_summary_put_back_is_not_believed(sample: Sample, tamper) -> None:  # type: ignore[no-untyped-def]
    import sqlite3

    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        vault.write_summary(journal, {"clock": 5})
    db = sqlite3.connect(sample.database)
    (older,) = db.execute("SELECT summary FROM head WHERE journal = ?", (journal,)).fetchone()
    db.close()
    with sample.open() as vault:
        vault.write_summary(journal, {"clock": 10})
    tamper(("UPDATE head SET summary = ? WHERE journal = ?", (older, journal)))
    with sample.open() as vault:
        assert vault.summary(journal) is None
        assert vault.journal(journal).title == "推演"


def test_a_lost_summary_only_costs_the_room_a_fold(sample: Sample, tamper) -> None:  # type: ignore[no-untyped-def]
    with sample.open() as vault:
        journal = vault.create_journal("drill", "推演")
        vault.write_summary(journal, {"clock": 5})
    tamper("UPDATE head SET summary = NULL")
    with sample.open() as vault:
        assert [info.title for info in vault.journals("drill")] == ["推演"]
        assert vault.summary(journal) is None


def test_nothing_is_readable_in_the_files(sample: Sample) -> None:
    with sample.open() as vault:
        journal = vault.create_journal("canary-kind", "金丝雀标题", enterprise="canary-enterprise")
        vault.append(
            journal, "canary-entry", {"canary-part": "金丝雀内容"}, summary={"canary-summary": "金丝雀"}
        )
        vault.checkpoint()
        stored = b"".join(file.read_bytes() for file in sample.folder.rglob("*") if file.is_file())
    for word in ("canary", "金丝雀", "示例甲", "示例公司", sample.passphrase):
        assert word.encode() not in stored
    assert sample.secret not in stored


def test_files_belong_to_their_owner_alone(sample: Sample) -> None:
    with sample.open() as vault:
        vault.create_journal("drill", "推演")
        modes = {file.name: file.stat().st_mode & 0o777 for file in sample.folder.iterdir()}
    assert modes.keys() >= {"vault.db", "vault.db-wal", "lock"}
    if sys.platform != "win32":
        assert set(modes.values()) == {0o600}


def test_passphrase_recovery_code_and_nothing_else_open_the_vault(sample: Sample) -> None:
    sample.open(member_secret=None, passphrase=sample.passphrase).lock()
    sample.open(member_secret=None, recovery_code=sample.recovery_code.lower()).lock()
    mistyped = "0" * 40
    for error, wrong in (
        (WrongPassphrase, {"passphrase": sample.passphrase + "x"}),
        (WrongPassphrase, {"passphrase": ""}),
        (WrongPassphrase, {"recovery_code": format_recovery_code(bytes(20))}),
        (MistypedRecoveryCode, {"recovery_code": mistyped}),
        (JournalNotOpenToMember, {"member_secret": bytes(32)}),
    ):
        with pytest.raises(error):
            sample.open(**{"member_secret": None, **wrong})


@pytest.mark.parametrize("options", [{}, {"passphrase": "x", "recovery_code": "y"}])
def test_exactly_one_way_in_must_be_given(sample: Sample, options: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        sample.open(member_secret=None, **options)


def test_a_failed_opening_leaves_no_lock_behind(sample: Sample) -> None:
    with pytest.raises(WrongPassphrase):
        sample.open(member_secret=None, passphrase="不对")
    sample.open().lock()


def test_changing_the_passphrase_shuts_the_old_one_out(sample: Sample) -> None:
    with sample.open() as vault:
        change_passphrase(vault, "新的 示例 口令", kdf=FLOOR_KDF)
    assert not prove_passphrase(sample.folder, sample.passphrase)
    assert prove_passphrase(sample.folder, "新的 示例 口令")
    assert prove_recovery_code(sample.folder, sample.recovery_code)


def test_a_new_recovery_code_shuts_the_old_one_out(sample: Sample) -> None:
    with sample.open() as vault:
        code = replace_recovery_code(vault)
    assert prove_recovery_code(sample.folder, code)
    assert not prove_recovery_code(sample.folder, sample.recovery_code)


def test_an_empty_passphrase_is_refused(tmp_path: Path, vault: Vault) -> None:
    for empty in ("", "  ", "\u3000"):
        with pytest.raises(UsageError):
            create_vault(tmp_path / "v", empty, member_name="甲", vault_name="库", clock=steady_clock)
        with pytest.raises(UsageError):
            change_passphrase(vault, empty)
    assert not (tmp_path / "v").exists()


def test_an_effort_below_the_floor_makes_no_vault(tmp_path: Path) -> None:
    with pytest.raises(KdfOutOfBounds):
        create_vault(
            tmp_path / "v",
            "口令",
            member_name="甲",
            vault_name="库",
            clock=steady_clock,
            kdf=KdfParameters(1024, 1, 1),
        )
    assert not (tmp_path / "v").exists()


def test_a_vault_is_not_created_over_anything(sample: Sample, tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.mkdir()
    (occupied / "报告.docx").write_bytes(b"x")
    file = tmp_path / "file"
    file.write_bytes(b"x")
    for folder in (sample.folder, occupied, file, file / "below"):
        with pytest.raises(VaultExists):
            create_vault(folder, "口令", member_name="甲", vault_name="库", clock=steady_clock, kdf=FLOOR_KDF)
    assert (occupied / "报告.docx").read_bytes() == b"x"


def test_a_creation_that_was_cut_off_can_be_done_again(tmp_path: Path) -> None:
    folder = tmp_path / "v"
    folder.mkdir()
    (folder / "vault.db.part").write_bytes(b"half")
    (folder / "vault.db.part-wal").write_bytes(b"half")
    vault, _code = create_vault(
        folder,
        "口令",
        member_name="甲",
        vault_name="库",
        clock=steady_clock,
        kdf=FLOOR_KDF,
        witness_folder=tmp_path / "witness",
    )
    vault.lock()
    assert {file.name for file in folder.iterdir()} == {"vault.db", "lock"}


def test_a_locked_vault_gives_nothing_more(sample: Sample) -> None:
    vault = sample.open()
    journal = vault.create_journal("drill", "推演")
    vault.lock()
    vault.lock()
    assert vault.locked
    for attempt in (
        lambda: list(vault.entries(journal)),
        lambda: vault.append(journal, "note", {}),
        lambda: vault.journals(),
        lambda: vault.checkpoint(),
        lambda: vault.member,
    ):
        with pytest.raises(VaultLocked):
            attempt()


def test_a_vault_opened_for_reading_reads_beside_a_writer_and_writes_nothing(sample: Sample) -> None:
    with sample.open() as writer:
        journal = writer.create_journal("drill", "推演")
        with sample.open(read_only=True) as reader:
            writer.append(journal, "note", {"text": "一"})
            assert [entry.kind for entry in reader.entries(journal)] == ["journal.open", "note"]
            assert not reader.writable
            for attempt in (
                lambda: reader.append(journal, "note", {}),
                lambda: reader.create_journal("drill", "又"),
                lambda: reader.write_summary(journal, {}),
                lambda: reader.erase(journal, 2, "x"),
                lambda: reader.shred_journal(journal, "x"),
                lambda: reader.checkpoint(),
                lambda: replace_recovery_code(reader),
            ):
                with pytest.raises(VaultReadOnly):
                    attempt()


def test_unknown_journals_are_refused(vault: Vault) -> None:
    for attempt in (
        lambda: list(vault.entries(bytes(16))),
        lambda: vault.append(bytes(16), "note", {}),
        lambda: vault.append(bytes(16), "note", {}, summary={}),
        lambda: vault.journal(bytes(16)),
        lambda: vault.write_summary(bytes(16), {}),
        lambda: vault.summary(bytes(16)),
        lambda: vault.shred_journal(bytes(16), "x"),
        lambda: vault.erase(bytes(16), 1, "x"),
    ):
        with pytest.raises(NoSuchJournal):
            attempt()


def test_the_vaults_own_words_are_not_for_other_rooms(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")
    for name in ("key", "member", "entry", "erased"):
        with pytest.raises(NotAllowed):
            vault.append(journal, "note", {name: {}})
        with pytest.raises(NotAllowed):
            vault.create_journal("drill", "推演", extra={name: {}})
    for kind in ("key", "member.add", "member.remove", "journal.shred", "vault.create", "erased"):
        with pytest.raises(NotAllowed):
            vault.append(vault.id, kind, {"x": 1})


@pytest.mark.parametrize("value", [1.5, "\ud800", 2**53, {"键": 1}])
def test_data_without_one_form_is_refused_and_nothing_is_written(vault: Vault, value: Json) -> None:
    journal = vault.create_journal("drill", "推演")
    with pytest.raises(NotCanonical):
        vault.append(journal, "note", {"x": value})
    with pytest.raises(NotCanonical):
        vault.append(journal, "note", {"x": 1}, summary={"x": value})
    assert vault.journal(journal).length == 1
    assert vault.append(journal, "note", {"x": 1}).seq == 2


def test_clear_facts_need_no_key(sample: Sample) -> None:
    with sample.open() as vault:
        vault.create_journal("drill", "推演")
        held = vault_info(sample.folder)
    free = vault_info(sample.folder)
    assert held.holder is not None
    assert free.holder is None
    assert (free.id, free.journals, free.entries, free.checkpoint_size) == (vault.id, 2, 2, 2)


def test_importing_the_vault_does_not_load_the_database_layer() -> None:
    code = "import sys, secretguard.vault; print({'sqlalchemy', 'alembic', 'filelock'} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "set()"


def test_a_traceback_shows_no_secret(sample: Sample) -> None:
    passphrase = "".join(["金丝", "雀", "口令"])
    with pytest.raises(WrongPassphrase) as caught:
        sample.open(member_secret=None, passphrase=passphrase)
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value.facts)
    assert "金丝雀" not in shown


def test_threads_that_append_at_once_leave_one_chain(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")

    def work(number: int) -> list[int]:
        return [vault.append(journal, "note", {"of": number}, summary={"n": n}).seq for n in range(25)]

    with ThreadPoolExecutor(4) as pool:
        written = sorted(seq for seqs in pool.map(work, range(4)) for seq in seqs)
    assert written == list(range(2, 102))
    assert [entry.seq for entry in vault.entries(journal)] == list(range(1, 102))
    vault.checkpoint()
    assert vault.unlogged() == 0


def test_a_journals_opening_says_each_thing_once(vault: Vault) -> None:
    for name in ("kind", "title", "enterprise"):
        with pytest.raises(NotAllowed):
            vault.create_journal("drill", "推演", extra={name: "x"})
    journal = vault.create_journal("drill", "推演", extra={"playbook": "pb-1"})
    assert next(vault.entries(journal)).parts["playbook"] == "pb-1"


def test_a_long_journal_is_read_whole(vault: Vault) -> None:
    journal = vault.create_journal("drill", "推演")
    for number in range(1100):
        vault.append(journal, "note", {"n": number})
    assert [entry.parts.get("n") for entry in vault.entries(journal, after=1)] == list(range(1100))


def test_every_name_of_the_public_face_exists() -> None:
    assert [name for name in face.__all__ if not hasattr(face, name)] == []


def test_the_length_grows_with_whatever_is_recorded(vault: Vault) -> None:
    before = vault.length()
    journal = vault.create_journal("drill", "推演")
    vault.append(journal, "note", {"text": "示例"})
    assert vault.length() == before + 2
    vault.write_summary(journal, {"n": 1})
    assert vault.length() == before + 2
    vault.erase(journal, 2, "示例理由")
    assert vault.length() == before + 3
    vault.shred_journal(journal, "示例理由")
    assert vault.length() == before + 4
