"""A thief may take the folder, a backup, or the disk of a computer that crashed: no content lies in clear."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.vault import (
    FLOOR_KDF,
    Vault,
    back_up,
    check_backup,
    create_vault,
    member_secret_of,
    restore,
)
from tests.vault.checking import Sample, Ticking, copy_of
from tests.vault.processes import Teller, beside

_APPENDED = 600 if os.environ.get("SECRETGUARD_SOAK") == "1" else 90

WORDS = {
    "passphrase": "金丝雀口令",
    "member": "金丝雀成员",
    "vault": "金丝雀库名",
    "kind": "canary-kind",
    "title": "金丝雀标题",
    "enterprise": "canary-enterprise",
    "text": "金丝雀正文",
    "summary": "金丝雀摘要",
    "reason": "金丝雀理由",
    "field": "canary_field",
}


def found_in_clear(*places: Path) -> list[tuple[str, str]]:
    """The words, in the encodings that a program might leave, in any file or name below these places."""
    hits = []
    for place in places:
        for file in place.rglob("*"):
            content = os.fsencode(file.name)
            if file.is_file():
                content += file.read_bytes()
            for what, word in WORDS.items():
                for encoding in ("utf-8", "utf-16-le", "gb18030", "unicode_escape"):
                    if word.encode(encoding) in content:
                        hits.append((file.name, what))
    return hits


def work(place: Path, look: Callable[[], None]) -> bytes:
    """A life of a vault, with a look around after every step; gives the member secret."""
    vault, code = create_vault(
        place / "库",
        WORDS["passphrase"],
        member_name=WORDS["member"],
        vault_name=WORDS["vault"],
        clock=Ticking(),
        kdf=FLOOR_KDF,
        witness_folder=place / "witness",
    )
    look()
    secret = member_secret_of(vault)
    for step in _steps(vault, place, look):
        step()
        look()
        assert secret not in _all_bytes(place)
        assert code.encode() not in _all_bytes(place)
    return secret


def _steps(vault: Vault, place: Path, look: Callable[[], None]) -> list[Callable[[], object]]:
    journal = vault.create_journal(
        WORDS["kind"], WORDS["title"], enterprise=WORDS["enterprise"], extra={WORDS["field"]: WORDS["text"]}
    )
    parts = {WORDS["field"]: WORDS["text"] * 200}
    return [
        lambda: vault.append(journal, WORDS["kind"], parts, summary={"x": WORDS["summary"]}),
        lambda: vault.write_summary(journal, {WORDS["field"]: WORDS["summary"]}),
        lambda: vault.erase(journal, 2, WORDS["reason"]),
        lambda: vault.checkpoint(),
        lambda: back_up(vault, place / "b.sgvb", progress=lambda _done, _all: look()),
        lambda: vault.shred_journal(journal, WORDS["reason"]),
        vault.lock,
    ]


def _all_bytes(place: Path) -> bytes:
    return b"".join(file.read_bytes() for file in place.rglob("*") if file.is_file())


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, to be searched as well."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("SQLITE_TMPDIR", str(folder))
    return folder


def test_no_word_lies_in_clear_at_any_moment_of_a_vaults_life(tmp_path: Path, temporary: Path) -> None:
    looks = 0

    def look() -> None:
        nonlocal looks
        looks += 1
        assert found_in_clear(tmp_path) == []

    secret = work(tmp_path / "haus", look)
    source = tmp_path / "haus" / "b.sgvb"
    check_backup(source, member_secret=secret, deep=True, progress=lambda _done, _all: look())
    restore(
        source,
        tmp_path / "haus" / "回来",
        member_secret=secret,
        clock=Ticking(),
        witness_folder=tmp_path / "haus" / "witness",
        progress=lambda _done, _all: look(),
    )
    look()
    assert looks >= 12
    assert list(temporary.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and signals")
@pytest.mark.parametrize("stop", [1, 2, 3, 4, 6, 7])
def test_no_word_lies_in_clear_after_a_crash_at_any_step(tmp_path: Path, temporary: Path, stop: int) -> None:
    def live(teller: Teller) -> None:
        steps = 0

        def look() -> None:
            nonlocal steps
            steps += 1
            if steps == stop:
                teller.say("now")
                teller.wait()

        work(tmp_path / "haus", look)

    with beside(live) as child:
        assert child.line() == "now"
        child.kill()
    assert found_in_clear(tmp_path) == []


def test_what_was_erased_is_in_no_page_of_a_file_grown_by_many_hands(
    pristine: Sample, tmp_path: Path
) -> None:
    sample = copy_of(pristine, tmp_path)
    rng = random.Random(20261124)
    with sample.open() as vault:
        journals = [vault.create_journal("drill", str(number)) for number in range(3)]
        for number in range(_APPENDED):
            text = "x" * rng.choice([10, 200, 700, 1500, 3000, 9000])
            vault.append(rng.choice(journals), "note", {"text": text}, summary={"n": number})
        with vault.session.store.reading() as db:
            bodies = {
                (journal, seq): sealed
                for journal, seq, sealed in db.execute("SELECT journal, seq, sealed FROM entry WHERE seq > 1")
                if journal in journals
            }
        chosen = rng.sample(sorted(bodies), _APPENDED // 6)
        for journal, seq in chosen:
            vault.erase(journal, seq, "示例理由")
    left = _all_bytes(sample.folder)
    for key, body in bodies.items():
        pieces = [body[start : start + 24] in left for start in range(0, len(body) - 24, 24)]
        assert not any(pieces) if key in chosen else pieces[0]


def test_the_keys_of_a_shredded_journal_are_in_no_file(pristine: Sample, tmp_path: Path) -> None:
    sample = copy_of(pristine, tmp_path)
    with sample.open() as vault:
        journal = sample.journals[0]
        with vault.session.store.reading() as db:
            (wrap,) = db.execute("SELECT sealed FROM wrap WHERE journal = ?", (journal,)).fetchone()
        assert wrap[-24:] in _all_bytes(sample.folder)
        vault.shred_journal(journal, "示例理由")
        assert wrap[-24:] not in _all_bytes(sample.folder)
