"""Several programs at one vault, some of them killed: nothing acknowledged is lost, nobody reads nonsense."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from secretguard.vault import HeldByAnother, vault_info
from tests.vault.checking import Sample, copy_of
from tests.vault.processes import Teller, beside

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")


@pytest.fixture
def sample(pristine: Sample, tmp_path: Path) -> Sample:
    return copy_of(pristine, tmp_path)


def count(sample: Sample) -> int:
    with sample.open(read_only=True) as vault:
        return len(list(vault.entries(sample.journals[0])))


def reading_on(sample: Sample) -> object:
    def work(teller: Teller) -> None:
        with sample.open(read_only=True) as vault:
            while True:
                teller.say(len(list(vault.entries(sample.journals[0]))))
                teller.wait()

    return work


def writing_on(sample: Sample) -> object:
    def work(teller: Teller) -> None:
        vault = sample.open()
        while True:
            teller.say(vault.append(sample.journals[0], "note", {"text": "示例" * 50}, summary={"n": 1}).seq)

    return work


def test_a_writer_killed_among_readers_loses_nothing_and_the_next_one_writes_on(sample: Sample) -> None:
    with beside(reading_on(sample)) as first, beside(reading_on(sample)) as second:  # type: ignore[arg-type]
        before = int(first.line())
        assert int(second.line()) == before
        with beside(writing_on(sample)) as writer:  # type: ignore[arg-type]
            acknowledged = [int(writer.line()) for _number in range(20)]
            first.go_on()
            assert int(first.line()) >= acknowledged[0]
            writer.kill()
            acknowledged += [int(line) for line in writer.lines_left()]
        assert acknowledged == list(range(before + 1, before + 1 + len(acknowledged)))
        second.go_on()
        assert int(second.line()) in (acknowledged[-1], acknowledged[-1] + 1)
        with sample.open() as vault:
            seq = vault.append(sample.journals[0], "note", {"text": "之后"}).seq
            assert seq in (acknowledged[-1] + 1, acknowledged[-1] + 2)
        for reader in (first, second):
            reader.go_on()
            assert int(reader.line()) == seq
    assert sample.check().ok


def test_a_second_writer_is_refused_and_the_first_does_not_notice(sample: Sample) -> None:
    with beside(writing_on(sample)) as writer:  # type: ignore[arg-type]
        writer.line()
        for _turn in range(2):
            with pytest.raises(HeldByAnother) as caught:
                sample.open()
            assert caught.value.facts["pid"] == writer.pid
            writer.line()
        info = vault_info(sample.folder)
        assert info.holder is not None
        assert info.holder.pid == writer.pid
        writer.kill()
    assert vault_info(sample.folder).holder is None
    assert sample.check().ok


def test_two_writers_past_a_lock_that_somebody_removed_still_make_one_chain(sample: Sample) -> None:
    def slowly(teller: Teller) -> None:
        with sample.open() as vault:
            while True:
                teller.say(vault.append(sample.journals[0], "note", {"text": "甲"}).seq)
                teller.wait()

    with beside(slowly) as other:
        seen = [int(other.line())]
        (sample.folder / "lock").unlink()
        with sample.open() as vault:
            for _turn in range(3):
                seen.append(vault.append(sample.journals[0], "note", {"text": "乙"}).seq)
                other.go_on()
                seen.append(int(other.line()))
    assert seen == list(range(seen[0], seen[0] + 7))
    assert count(sample) == seen[-1]
    assert sample.check().ok


def test_bytes_erased_just_before_a_kill_are_gone_after_the_next_opening(sample: Sample) -> None:
    with sample.open() as vault, vault.session.store.reading() as db:
        (body,) = db.execute(
            "SELECT sealed FROM entry WHERE journal = ? AND seq = 2", (sample.journals[0],)
        ).fetchone()

    def erase_and_stop(teller: Teller) -> None:
        from secretguard.vault import erasing

        erasing.empty_log = lambda _session: teller.wait()  # type: ignore[assignment]
        vault = sample.open()
        teller.say("open")
        vault.erase(sample.journals[0], 2, "示例理由")

    with beside(erase_and_stop) as child:
        assert child.line() == "open"
        while count(sample) < 7:
            pass
        child.kill()
    assert body in everything(sample)
    sample.open().lock()
    assert body not in everything(sample)
    assert sample.check().ok


def everything(sample: Sample) -> bytes:
    return b"".join(file.read_bytes() for file in sample.folder.rglob("*") if file.is_file())
