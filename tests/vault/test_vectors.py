"""The package's rooms driven by the vectors, which an independent reading of the format computed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from secretguard.errors import VaultError
from secretguard.vault import canonical, entry, keys, log, recovery, unlock
from secretguard.vault.errors import KdfOutOfBounds, MistypedRecoveryCode, WrongPassphrase
from secretguard.vault.notes import CheckpointNote, NoteError
from secretguard.vault.sealing import RowCipher, Table
from secretguard.vault.unlock import UnlockRow
from tests.vectors import independent
from tests.vectors.generate import FILES, FOLDER, render

Case = dict[str, Any]


def cases(name: str, kind: str = "good") -> list[Any]:
    """Test parameters, named by the case's `why` or number."""
    found = json.loads((FOLDER / f"{name}.json").read_text("ascii"))[kind]
    return [pytest.param(case, id=str(case.get("why", place))) for place, case in enumerate(found)]


def raw(case: Case, *names: str) -> list[bytes]:
    return [bytes.fromhex(case[name]) for name in names]


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_files_are_what_the_generator_writes(name: str) -> None:
    assert (FOLDER / f"{name}.json").read_text("ascii") == render(name)


def test_the_second_reading_shares_nothing_with_the_package() -> None:
    for path in Path(independent.__file__).parent.glob("*.py"):
        assert "import secretguard" not in path.read_text("utf-8")
        assert "from secretguard" not in path.read_text("utf-8")


@pytest.mark.parametrize("case", cases("canonical"))
def test_canonical_json_is_written_and_read(case: Case) -> None:
    assert canonical.encode(case["value"]).hex() == case["bytes"]
    assert canonical.decode(bytes.fromhex(case["bytes"])) == case["value"]


@pytest.mark.parametrize("case", cases("canonical", "bad"))
def test_anything_but_canonical_json_is_refused(case: Case) -> None:
    with pytest.raises(VaultError):
        canonical.decode(bytes.fromhex(case["bytes"]))


@pytest.mark.parametrize("case", cases("ids", "members"))
def test_keys_and_ids_follow_from_the_member_secret(case: Case) -> None:
    member = keys.MemberKeys.from_secret(bytes.fromhex(case["secret"]))
    assert member.sign_public.hex() == case["sign_pk"]
    assert member.hpke_public.hex() == case["hpke_pk"]
    assert member.id.hex() == case["member_id"]
    assert keys.member_id(*raw(case, "sign_pk", "hpke_hash")) == member.id


def test_the_vault_id_follows_from_its_founder() -> None:
    case = json.loads((FOLDER / "ids.json").read_text("ascii"))["vault"]
    assert keys.vault_id(*raw(case, "founder", "nonce")).hex() == case["vault_id"]


@pytest.mark.parametrize("case", cases("ids", "kcv"))
def test_key_check_values_agree(case: Case) -> None:
    assert keys.key_check_value(*raw(case, "key", "vault", "journal"), case["epoch"]).hex() == case["kcv"]


@pytest.mark.parametrize("case", cases("ids", "bad"))
def test_public_keys_that_would_verify_anything_are_refused(case: Case) -> None:
    with pytest.raises(VaultError):
        keys.load_sign_key(bytes.fromhex(case["sign_pk"]))


def unlock_row(case: Case) -> UnlockRow:
    member, salt, sealed = raw(case, "member", "salt", "sealed")
    return UnlockRow(member, case["way"], case["m"], case["t"], case["p"], salt, sealed)


@pytest.mark.parametrize("case", cases("unlock"))
def test_unlock_rows_open(case: Case) -> None:
    vault, row = bytes.fromhex(case["vault"]), unlock_row(case)
    if "recovery" in case:
        opened = unlock.open_with_recovery(row, vault, bytes.fromhex(case["recovery"]))
    else:
        opened = unlock.open_with_passphrase(row, vault, case["passphrase"])
    assert opened.secret.hex() == case["secret"]


@pytest.mark.parametrize("case", cases("unlock", "bad"))
def test_unlock_rows_that_were_changed_answer_like_a_wrong_passphrase(case: Case) -> None:
    with pytest.raises(WrongPassphrase):
        unlock.open_with_passphrase(unlock_row(case), bytes.fromhex(case["vault"]), case["passphrase"])


@pytest.mark.parametrize("case", cases("unlock", "out_of_bounds"))
def test_a_hostile_effort_is_refused_before_memory_is_taken(case: Case) -> None:
    with pytest.raises(KdfOutOfBounds):
        unlock.open_with_passphrase(unlock_row(case), bytes.fromhex(case["vault"]), case["passphrase"])


@pytest.mark.parametrize("case", cases("recovery"))
def test_recovery_codes_are_written_and_read(case: Case) -> None:
    assert recovery.format_recovery_code(bytes.fromhex(case["secret"])) == case["code"]
    assert recovery.parse_recovery_code(case["code"]).hex() == case["secret"]


@pytest.mark.parametrize("case", cases("recovery", "typed"))
def test_recovery_codes_are_read_as_people_type_them(case: Case) -> None:
    assert recovery.parse_recovery_code(case["typed"]).hex() == case["secret"]


@pytest.mark.parametrize("case", cases("recovery", "bad"))
def test_a_mistyped_recovery_code_names_the_group(case: Case) -> None:
    with pytest.raises(MistypedRecoveryCode) as caught:
        recovery.parse_recovery_code(case["typed"])
    assert caught.value.facts.get("group") == case["group"]


@pytest.mark.parametrize("case", cases("wrap"))
def test_the_fixed_wrap_opens(case: Case) -> None:
    member = keys.MemberKeys.from_secret(bytes.fromhex(case["secret"]))
    sealed, vault, journal = raw(case, "sealed", "vault", "journal")
    assert keys.unwrap_for_member(sealed, member, vault, journal, case["epoch"]).hex() == case["key"]


@pytest.mark.parametrize("case", cases("wrap", "bad"))
def test_a_wrap_that_was_moved_or_changed_does_not_open(case: Case) -> None:
    member = keys.MemberKeys.from_secret(bytes.fromhex(case["secret"]))
    sealed, vault, journal = raw(case, "sealed", "vault", "journal")
    with pytest.raises(VaultError):
        keys.unwrap_for_member(sealed, member, vault, journal, case["epoch"])


def open_row(case: Case) -> bytes:
    key, vault, row, journal, sealed = raw(case, "key", "vault", "row", "journal", "sealed")
    cipher = RowCipher(key, vault, Table(case["table"]), case["epoch"])
    return cipher.open(journal, case["rev"], sealed, row)


@pytest.mark.parametrize("case", cases("rows"))
def test_sealed_rows_open_in_their_place(case: Case) -> None:
    assert open_row(case).hex() == case["plain"]


@pytest.mark.parametrize("case", cases("rows"))
def test_rows_are_sealed_to_the_same_bytes_under_the_same_nonce(case: Case) -> None:
    key, vault, row, journal, sealed, plain = raw(case, "key", "vault", "row", "journal", "sealed", "plain")
    cipher = RowCipher(key, vault, Table(case["table"]), case["epoch"], lambda size: sealed[5 : 5 + size])
    assert cipher.seal(journal, case["rev"], plain, row) == sealed


@pytest.mark.parametrize("case", cases("rows", "bad"))
def test_no_moved_or_changed_row_opens(case: Case) -> None:
    with pytest.raises(VaultError):
        open_row(case)


@pytest.mark.parametrize("case", cases("entries"))
def test_entries_are_framed_committed_signed_and_linked(case: Case) -> None:
    vault, journal, previous, salt = raw(case, "vault", "journal", "prev", "salt")
    parts = [text.encode() for text in case["parts"]]
    header = entry.header(vault, journal, case["seq"])
    assert entry.frame_parts(salt, parts).hex() == case["plain"]
    assert entry.unframe_parts(bytes.fromhex(case["plain"])) == (salt, parts)
    for index, part in enumerate(parts):
        own = entry.part_commitment(entry.part_salt(salt, index), header, index, part)
        assert own.hex() == case["commitments"][index]
    commitment = entry.commit_parts(salt, header, parts)
    message = entry.message(previous, header, commitment)
    author = keys.MemberKeys.from_secret(bytes.fromhex(case["author_secret"]))
    signature = author.sign.sign(entry.signed_bytes(message))
    found = (commitment.hex(), message.hex(), signature.hex(), entry.link(message, signature).hex())
    assert found == (case["commitment"], case["message"], case["sig"], case["link"])


@pytest.mark.parametrize("case", cases("entries"))
def test_sealed_entries_open(case: Case) -> None:
    key, vault, journal, sealed = raw(case, "key", "vault", "journal", "sealed")
    cipher = RowCipher(key, vault, Table.ENTRY, case["epoch"])
    assert cipher.open(journal, case["seq"], sealed).hex() == case["plain"]


@pytest.mark.parametrize("case", cases("entries", "bad"))
def test_bodies_whose_lengths_disagree_are_refused(case: Case) -> None:
    with pytest.raises(VaultError):
        entry.unframe_parts(bytes.fromhex(case["plain"]))


LOG = json.loads((FOLDER / "log.json").read_text("ascii"))
LEAVES = [bytes.fromhex(text) for text in LOG["leaves"]]
ROOTS = [bytes.fromhex(text) for text in LOG["roots"]]


def test_leaves_and_roots_of_the_log_agree() -> None:
    assert [log.leaf_hash(bytes.fromhex(link)) for link in LOG["links"]] == LEAVES
    tree = log.MerkleTree(LEAVES)
    assert [tree.root(size) for size in range(len(LEAVES) + 1)] == ROOTS


@pytest.mark.parametrize("case", cases("log", "inclusion"))
def test_inclusion_proofs_agree(case: Case) -> None:
    index, size, path = case["index"], case["size"], [bytes.fromhex(step) for step in case["path"]]
    assert log.MerkleTree(LEAVES).inclusion(index, size) == path
    assert log.verify_inclusion(index, size, LEAVES[index], path, ROOTS[size])


@pytest.mark.parametrize("case", cases("log", "consistency"))
def test_consistency_proofs_agree(case: Case) -> None:
    earlier, later, proof = case["earlier"], case["later"], [bytes.fromhex(step) for step in case["proof"]]
    assert log.MerkleTree(LEAVES).consistency(earlier, later) == proof
    assert log.verify_consistency(earlier, later, ROOTS[earlier], ROOTS[later], proof)


@pytest.mark.parametrize("case", cases("log", "bad_inclusion"))
def test_bad_inclusion_proofs_are_refused(case: Case) -> None:
    leaf, root = raw(case, "leaf", "root")
    path = [bytes.fromhex(step) for step in case["path"]]
    assert not log.verify_inclusion(case["index"], case["size"], leaf, path, root)


@pytest.mark.parametrize("case", cases("log", "bad_consistency"))
def test_bad_consistency_proofs_are_refused(case: Case) -> None:
    earlier_root, later_root = raw(case, "earlier_root", "later_root")
    proof = [bytes.fromhex(step) for step in case["proof"]]
    assert not log.verify_consistency(case["earlier"], case["later"], earlier_root, later_root, proof)


@pytest.mark.parametrize("case", cases("notes"))
def test_checkpoint_notes_are_read_written_and_verified(case: Case) -> None:
    text = case["text"].encode()
    note = CheckpointNote.decode(text)
    assert note.encode() == text
    vault, root, signer = raw(case, "vault", "root", "signer")
    assert note == CheckpointNote(vault, case["size"], root, case["time"], signer)
    public, signature = raw(case, "sign_pk", "sig")
    assert keys.is_signed_by(keys.load_sign_key(public), signature, text)
    assert not keys.is_signed_by(keys.load_sign_key(public), signature, text + b"\n")


@pytest.mark.parametrize("case", cases("notes", "bad"))
def test_notes_spelled_otherwise_are_refused(case: Case) -> None:
    with pytest.raises(NoteError):
        CheckpointNote.decode(case["text"].encode())


def test_the_blob_file_opens_with_the_cipher_alone() -> None:
    """No room reads blobs yet: this holds the file against FORMAT.md §8 and AES-GCM, chunk by chunk."""
    for case in json.loads((FOLDER / "blob.json").read_text("ascii"))["good"]:
        if "file" not in case:
            continue
        key, file, content = raw(case, "key", "file", "content")
        header, chunk = file[:40], file[40:]
        assert header[:8] == b"SGB1\x01\x10\x00\x00"
        inner = independent.expand(independent.extract(header[8:], key), b"SG1/blob\0" + header[:8])
        assert AESGCM(inner).decrypt(bytes(11) + b"\x01", chunk, None) == content
        with pytest.raises(InvalidTag):
            AESGCM(inner).decrypt(bytes(12), chunk, None)
