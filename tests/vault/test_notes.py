"""Signed notes have exactly one spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretguard.vault.notes import MAX_SIZE, CheckpointNote, CountersignNote, NoteError, encode_note

NOTE = CheckpointNote(
    vault=bytes(range(16)), size=5, root=bytes(range(32)), time="2026-11-24T06:40:05Z", signer=b"\xaa" * 16
)
TEXT = NOTE.encode()
times = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0"))


def test_a_checkpoint_is_written_as_the_format_says() -> None:
    assert TEXT.decode() == (
        "sg1.checkpoint\n"
        "vault 000102030405060708090a0b0c0d0e0f\n"
        "size 5\n"
        "root 000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
        "time 2026-11-24T06:40:05Z\n"
        "signer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"
    )


@given(
    st.binary(min_size=16, max_size=16), st.integers(0, MAX_SIZE), st.binary(min_size=32, max_size=32), times
)
def test_every_checkpoint_reads_back_as_it_was(vault: bytes, size: int, root: bytes, time: str) -> None:
    note = CheckpointNote(vault, size, root, time, vault)
    assert CheckpointNote.decode(note.encode()) == note


@given(st.binary(min_size=32, max_size=32), times)
def test_every_countersignature_reads_back_as_it_was(digest: bytes, time: str) -> None:
    note = CountersignNote(digest, time, digest)
    assert CountersignNote.decode(note.encode()) == note


@given(st.data())
def test_what_is_accepted_is_written_back_byte_for_byte(data: st.DataObject) -> None:
    changed = bytearray(TEXT)
    place = data.draw(st.integers(0, len(TEXT) - 1))
    changed[place] = data.draw(st.integers(0, 255))
    try:
        note = CheckpointNote.decode(bytes(changed))
    except NoteError:
        return
    assert note.encode() == bytes(changed)


@pytest.mark.parametrize(
    "damage",
    [
        (b"\n", b"\r\n"),
        (b"size 5", b"size 05"),
        (b"size 5", b"size +5"),
        (b"size 5", b"size 5 "),
        (b"size 5", b"size  5"),
        (b"size 5", b"size 9007199254740992"),
        (b"size 5", b"size \xef\xbc\x95"),
        (b"size 5\n", b""),
        (b"size 5\n", b"size 5\nsize 5\n"),
        (b"signer aa", b"signer AA"),
        (b"signer aa", b"signer "),
        (b"2026-11-24", b"2026-02-30"),
        (b"05Z", b"05+00:00"),
        (b"06:40:05Z", b"6:40:05Z"),
        (b"sg1.checkpoint", b"sg1.countersign"),
        (b"root ", b"foot "),
    ],
)
def test_any_other_spelling_is_refused_with_a_remedy(damage: tuple[bytes, bytes]) -> None:
    changed = TEXT.replace(*damage)
    assert changed != TEXT
    with pytest.raises(NoteError) as caught:
        CheckpointNote.decode(changed)
    assert "checkpoint" in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("text", [b"", b"\n", TEXT[:-1], TEXT + b"\n", b" " + TEXT, TEXT + b"x" * 5000])
def test_cut_lengthened_and_empty_notes_are_refused(text: bytes) -> None:
    with pytest.raises(NoteError):
        CheckpointNote.decode(text)


def test_a_value_that_would_break_the_lines_is_never_written() -> None:
    for value in ("1\nsize 2", "密", "\t"):
        with pytest.raises(ValueError, match="ASCII"):
            encode_note("sg1.test", [("key", value)])
