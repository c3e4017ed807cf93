from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.vault.errors import DamagedVault
from secretguard.vault.sealing import RowCipher, Table, frame_document, sealed_epoch, unframe_document


@dataclass(frozen=True)
class Place:
    """Where a row stands: everything its ciphertext is bound to."""

    key: bytes = bytes(32)
    vault: bytes = b"V" * 16
    table: Table = Table.ENTRY
    epoch: int = 1
    journal: bytes = b"J" * 16
    revision: int = 1
    row: bytes = bytes(16)

    @property
    def cipher(self) -> RowCipher:
        return RowCipher(self.key, self.vault, self.table, self.epoch)

    def seal(self, plain: bytes) -> bytes:
        return self.cipher.seal(self.journal, self.revision, plain, self.row)

    def open(self, sealed: bytes) -> bytes:
        return self.cipher.open(self.journal, self.revision, sealed, self.row)


_places = st.builds(
    Place,
    key=st.binary(min_size=32, max_size=32),
    vault=st.binary(min_size=16, max_size=16),
    table=st.sampled_from(Table),
    epoch=st.integers(0, 2**32 - 1),
    journal=st.binary(min_size=16, max_size=16),
    revision=st.integers(0, 2**64 - 1),
    row=st.binary(min_size=16, max_size=16),
)


@given(_places, st.binary(max_size=200))
def test_a_sealed_row_opens_where_it_was_sealed(place: Place, plain: bytes) -> None:
    assert place.open(place.seal(plain)) == plain


@given(_places, _places)
def test_a_row_moved_anywhere_else_does_not_open(place: Place, other: Place) -> None:
    sealed = place.seal(b"content")
    for name in ("key", "vault", "table", "epoch", "journal", "revision", "row"):
        moved = replace(place, **{name: getattr(other, name)})
        if moved != place:
            with pytest.raises(DamagedVault):
                moved.open(sealed)


def test_a_row_with_any_bit_changed_or_cut_does_not_open() -> None:
    place = Place()
    sealed = place.seal(b"content")
    for index in range(len(sealed)):
        changed = bytearray(sealed)
        changed[index] ^= 1
        with pytest.raises(DamagedVault):
            place.open(bytes(changed))
        with pytest.raises(DamagedVault):
            place.open(sealed[:index])


def test_the_same_content_never_looks_the_same_twice() -> None:
    place = Place()
    assert place.seal(b"content") != place.seal(b"content")


def test_a_damage_names_table_and_row() -> None:
    with pytest.raises(DamagedVault) as caught:
        Place(revision=7).open(b"short")
    assert caught.value.facts["table"] == "entry"
    assert caught.value.facts["row"] == f"{(b'J' * 16).hex()}/7"


def test_the_epoch_is_read_from_the_first_bytes() -> None:
    assert sealed_epoch(Place(epoch=9).seal(b"")) == 9
    assert sealed_epoch(b"\x02" + bytes(60)) is None
    assert sealed_epoch(b"") is None


@given(st.binary(max_size=300))
def test_a_framed_document_hides_its_length_to_64_bytes_and_comes_back(document: bytes) -> None:
    framed = frame_document(document)
    assert len(framed) % 64 == 0
    assert unframe_document(framed) == document


@given(st.binary(max_size=300))
def test_a_frame_never_reads_beyond_itself(plain: bytes) -> None:
    try:
        document = unframe_document(plain)
    except DamagedVault:
        return
    assert frame_document(document) == plain
