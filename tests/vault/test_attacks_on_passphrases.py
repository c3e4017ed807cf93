"""What keyboards, files and systems hand over as a passphrase: one text is one key, none is a traceback."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.errors import SecretGuardError, UsageError
from secretguard.vault import (
    FLOOR_KDF,
    change_passphrase,
    create_vault,
    kdf,
    open_vault,
    prove_passphrase,
    prove_recovery_code,
)
from secretguard.vault.primitives import sha256
from tests.vault.checking import Sample, Ticking, copy_of

SALT = bytes(16)
LONE = "口令\udcff"
"""What Python makes of a byte that is no UTF-8, in an argument or from a terminal."""


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


class Quick:
    """In Argon2id's place where only the bytes that reach it matter."""

    def __init__(self, **_parameters: object) -> None:
        pass

    def derive(self, material: bytes) -> bytes:
        return sha256(material)


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bytes]:
    monkeypatch.setattr(kdf, "Argon2id", Quick)
    return lambda passphrase: kdf.derive_from_passphrase(passphrase, SALT, FLOOR_KDF)


@pytest.mark.parametrize("text", ["Ünïcödé é", "ガギグ", "각하", "ｆｕｌｌ　ｗｉｄｔｈ １２３"], ids=ascii)
def test_the_same_text_in_any_composition_is_the_same_key(key: Callable[[str], bytes], text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    assert len(forms) > 1
    assert len({key(form) for form in forms}) == 1


def test_texts_that_differ_anywhere_are_different_keys(key: Callable[[str], bytes]) -> None:
    long = "长" * 400_000
    emoji = ["👨\u200d👩\u200d👧", "👨👩👧", "👍", "👍🏽"]
    texts = ["a", "a\0", "a\0b", "A", " a", "a ", *emoji, long, long + "。"]
    assert len({key(text) for text in texts}) == len(texts)


def test_half_a_character_is_a_slip_and_never_a_traceback(sample: Sample, tmp_path: Path) -> None:
    with sample.open() as vault, pytest.raises(UsageError):
        change_passphrase(vault, LONE, kdf=FLOOR_KDF)
    with pytest.raises(UsageError):
        prove_passphrase(sample.folder, LONE)
    with pytest.raises(UsageError):
        open_vault(sample.folder, passphrase=LONE, clock=Ticking(), witness_folder=sample.witness)
    with pytest.raises(UsageError) as caught:
        create_vault(
            tmp_path / "neu", LONE, member_name="甲", vault_name="库", clock=Ticking(), kdf=FLOOR_KDF
        )
    assert LONE not in str(caught.value)
    assert not (tmp_path / "neu" / "vault.db").exists()
    assert prove_passphrase(sample.folder, "示例口令 一二三四")


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u3000", "\u00a0\u2003"], ids=ascii)
def test_nothing_but_white_space_is_no_passphrase(sample: Sample, text: str) -> None:
    with sample.open() as vault, pytest.raises(UsageError):
        change_passphrase(vault, text, kdf=FLOOR_KDF)


CODES = ["", "\udcff", "０００ＧＧ", "000GG-40R49" * 10_000, "\0" * 47, "💥" * 40]


@pytest.mark.parametrize("code", CODES, ids=len)
def test_no_recovery_code_is_a_traceback(sample: Sample, code: str) -> None:
    with pytest.raises(SecretGuardError) as caught:
        prove_recovery_code(sample.folder, code)
    assert caught.value.exit_code in (2, 3)
    assert len(caught.value.message) < 500


def test_names_of_people_and_vaults_may_be_anything_that_has_bytes(tmp_path: Path) -> None:
    name = "'; DROP TABLE entry; --\x1b[31m红\0" + "👍" * 50
    vault, _code = create_vault(
        tmp_path / "库",
        "口令",
        member_name=name,
        vault_name=name,
        clock=Ticking(),
        kdf=FLOOR_KDF,
        witness_folder=tmp_path / "witness",
    )
    with vault:
        assert (vault.name, vault.member.name) == (name, name)
