from __future__ import annotations

import hashlib

import pytest

from secretguard.vault.errors import DamagedVault
from secretguard.vault.keys import (
    MemberKeys,
    is_safe_sign_key,
    is_signed_by,
    key_check_value,
    load_sign_key,
    unwrap_for_member,
    vault_id,
    wrap_for_member,
)
from secretguard.vault.primitives import sha256

A = MemberKeys.from_secret(bytes(range(32)))
B = MemberKeys.from_secret(bytes(range(32, 64)))
VAULT = vault_id(A.id, hashlib.sha256(b"nonce").digest())
JOURNAL = hashlib.sha256(b"journal").digest()[:16]
KEY = hashlib.sha256(b"jk").digest()


def test_keys_and_ids_are_those_of_the_worked_example() -> None:
    assert A.sign_public.hex() == "ddea5a7f6c3d38cac54a80c4252d47e4c5d09620aa72f0482b0c061e4335da60"
    assert sha256(A.hpke_public).hex() == "bcbe15c03764b666e913004def0c53e62416ebd11dd61579ce6cb3dcd5f4a29d"
    assert A.id.hex() == "fbc715fb5d59724fe8b63cfecc4628f6"
    assert B.id.hex() == "c4f59fc18c56c94331734125e380e585"
    assert VAULT.hex() == "33a19c845fe4bb1917c73dc57f1387e3"
    kcv = "f7e4fb5f17a662d4e7107870b6cf77e7796e4271967c896bd9bbac3b0182ca51"
    assert key_check_value(KEY, VAULT, JOURNAL, 1).hex() == kcv


def test_a_wrap_opens_for_its_member_only_and_only_in_its_place() -> None:
    wrap = wrap_for_member(KEY, B.hpke_public, VAULT, JOURNAL, 1, B.id)
    assert len(wrap) == 1168
    assert unwrap_for_member(wrap, B, VAULT, JOURNAL, 1) == KEY
    for keys, vault, journal, epoch in (
        (A, VAULT, JOURNAL, 1),
        (B, bytes(16), JOURNAL, 1),
        (B, VAULT, VAULT, 1),
        (B, VAULT, JOURNAL, 2),
    ):
        with pytest.raises(DamagedVault):
            unwrap_for_member(wrap, keys, vault, journal, epoch)


@pytest.mark.parametrize("index", [0, 1087, 1088, 1119, 1120, 1167])
def test_a_wrap_with_a_bit_changed_does_not_open(index: int) -> None:
    wrap = bytearray(wrap_for_member(KEY, B.hpke_public, VAULT, JOURNAL, 1, B.id))
    wrap[index] ^= 1
    with pytest.raises(DamagedVault):
        unwrap_for_member(bytes(wrap), B, VAULT, JOURNAL, 1)


@pytest.mark.parametrize("length", [0, 1, 1167, 1169])
def test_a_wrap_of_another_length_does_not_open(length: int) -> None:
    with pytest.raises(DamagedVault):
        unwrap_for_member(bytes(length), B, VAULT, JOURNAL, 1)


@pytest.mark.parametrize(
    "public",
    [
        "00" * 32,
        "01" + "00" * 31,
        "01" + "00" * 30 + "80",
        "ec" + "ff" * 30 + "7f",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
        "ff" * 32,
        "00" * 31,
        "",
    ],
)
def test_a_signing_key_that_would_verify_anything_is_refused(public: str) -> None:
    assert not is_safe_sign_key(bytes.fromhex(public))
    with pytest.raises(DamagedVault):
        load_sign_key(bytes.fromhex(public))


def test_a_signature_verifies_under_its_own_key_only() -> None:
    signature = A.sign.sign(b"message")
    assert is_signed_by(load_sign_key(A.sign_public), signature, b"message")
    assert not is_signed_by(load_sign_key(A.sign_public), signature, b"massage")
    assert not is_signed_by(load_sign_key(B.sign_public), signature, b"message")


def test_keys_do_not_show_themselves() -> None:
    assert A.secret.hex() not in repr(A)
    assert repr(A.secret) not in repr(A)
