from __future__ import annotations

import pytest

from secretguard.vault.errors import KdfOutOfBounds, WrongPassphrase
from secretguard.vault.kdf import FLOOR
from secretguard.vault.keys import MemberKeys
from secretguard.vault.unlock import (
    UnlockRow,
    open_with_passphrase,
    open_with_recovery,
    seal_with_passphrase,
    seal_with_recovery,
)

KEYS = MemberKeys.from_secret(bytes(range(32)))
VAULT = b"V" * 16
CODE = bytes(range(20))


@pytest.fixture(scope="module")
def row() -> UnlockRow:
    return seal_with_passphrase(KEYS, VAULT, "密码ＡＢ", FLOOR)


def test_full_width_and_half_width_typing_open_the_same_row(row: UnlockRow) -> None:
    assert len(row.sealed) == 61
    assert open_with_passphrase(row, VAULT, "密码AB").id == KEYS.id


def test_wrong_passphrase_moved_row_and_changed_row_are_the_same_error(row: UnlockRow) -> None:
    changed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    for other, vault, passphrase in (
        (row, VAULT, "密码Ab"),
        (row, b"W" * 16, "密码AB"),
        (row._replace(sealed=changed), VAULT, "密码AB"),
        (row._replace(member=bytes(16)), VAULT, "密码AB"),
        (row._replace(way=2), VAULT, "密码AB"),
        (row._replace(sealed=b""), VAULT, "密码AB"),
        (row._replace(salt=b""), VAULT, "密码AB"),
    ):
        with pytest.raises(WrongPassphrase):
            open_with_passphrase(other, vault, passphrase)


def test_a_row_that_asks_for_a_hostile_effort_is_refused(row: UnlockRow) -> None:
    with pytest.raises(KdfOutOfBounds):
        open_with_passphrase(row._replace(memory_kib=2**50), VAULT, "密码AB")


def test_a_row_that_holds_another_members_secret_does_not_open() -> None:
    other = MemberKeys.from_secret(bytes(32))
    forged = seal_with_recovery(other, VAULT, CODE)
    with pytest.raises(WrongPassphrase):
        open_with_recovery(forged._replace(member=KEYS.id), VAULT, CODE)


def test_a_recovery_row_opens_with_its_own_code_only() -> None:
    row = seal_with_recovery(KEYS, VAULT, CODE)
    assert (row.memory_kib, row.iterations, row.lanes, row.salt) == (0, 0, 0, bytes(16))
    assert open_with_recovery(row, VAULT, CODE).id == KEYS.id
    for other in (row._replace(memory_kib=2**60), row._replace(salt=b"x" * 16), row._replace(way=1)):
        with pytest.raises(WrongPassphrase):
            open_with_recovery(other, VAULT, CODE)
    with pytest.raises(WrongPassphrase):
        open_with_recovery(row, VAULT, bytes(20))
