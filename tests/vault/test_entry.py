from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.vault import entry as layout
from secretguard.vault.errors import DamagedVault

_parts = st.lists(st.binary(max_size=60), max_size=6)
HEADER = layout.header(b"V" * 16, b"J" * 16, 1)
SALT = bytes(32)


@given(st.binary(min_size=32, max_size=32), _parts)
def test_salt_and_parts_come_back_from_their_frame(salt: bytes, parts: list[bytes]) -> None:
    plain = layout.frame_parts(salt, parts)
    assert len(plain) % 64 == 0
    assert layout.unframe_parts(plain) == (salt, parts)


@given(st.binary(max_size=400))
def test_any_bytes_are_either_one_frame_or_refused(plain: bytes) -> None:
    try:
        salt, parts = layout.unframe_parts(plain)
    except DamagedVault:
        return
    assert layout.frame_parts(salt, parts) == plain


@given(_parts.filter(bool), st.data())
def test_a_commitment_changes_with_every_part_and_its_place(parts: list[bytes], data: st.DataObject) -> None:
    committed = layout.commit_parts(SALT, HEADER, parts)
    assert layout.commit_parts(SALT, HEADER, [*parts, b""]) != committed
    assert layout.commit_parts(b"x" * 32, HEADER, parts) != committed
    assert layout.commit_parts(SALT, layout.header(b"V" * 16, b"J" * 16, 2), parts) != committed
    index = data.draw(st.integers(0, len(parts) - 1))
    changed = [*parts[:index], parts[index] + b"x", *parts[index + 1 :]]
    assert layout.commit_parts(SALT, HEADER, changed) != committed


def test_a_link_covers_the_message_and_the_signature() -> None:
    message = layout.message(layout.FIRST_PREVIOUS, HEADER, bytes(32))
    assert len(message) == 104
    link = layout.link(message, bytes(64))
    assert link != layout.link(message, b"\x01" + bytes(63))
    assert link != layout.link(b"\x01" + message[1:], bytes(64))


@pytest.mark.parametrize("cut", [0, 1, 32, 33, 63])
def test_a_stump_is_refused(cut: int) -> None:
    with pytest.raises(DamagedVault):
        layout.unframe_parts(layout.frame_parts(SALT, [b"part"])[:cut])
