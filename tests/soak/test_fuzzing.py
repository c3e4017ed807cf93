"""Long fuzzing: whatever is damaged, typed or mistyped, the answer is a sentence and never a wrong record."""

from __future__ import annotations

import io
import random
import shutil
import sys
from pathlib import Path

import pytest

from secretguard import drills, locations
from secretguard.cli.main import run
from secretguard.content import load_playbook
from secretguard.errors import ContentError, SecretGuardError
from secretguard.vault import Entry, back_up, check_folder, restore
from tests.soak.interrupting import only_in_soak
from tests.soak.lives import PASSPHRASE, Ground, SharedClock, fingerprint, make_ground, pass_time
from tests.soak.moves import random_move

pytestmark = [only_in_soak, pytest.mark.timeout(3600)]

_SEED = 20261126
_OWN_FAULT = "程序自己出了错"


@pytest.fixture(scope="module")
def clock() -> SharedClock:
    return SharedClock()


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory, clock: SharedClock) -> Ground:
    """A vault whose drill is well under way."""
    ground = make_ground(tmp_path_factory.mktemp("ground"), clock)
    rng = random.Random(_SEED)
    with ground.open(clock) as vault:
        room = drills.DrillRoom(vault, ground.journal, clock)
        while room.state.seq < 80:
            random_move(room, rng)
            pass_time(room, clock, rng.uniform(0, 30))
    return ground


def read_all(ground: Ground, clock: SharedClock) -> list[Entry]:
    with ground.open(clock, read_only=True) as vault:
        return list(vault.entries(ground.journal))


def damaged(data: bytes, rng: random.Random) -> bytes:
    """One to three places flipped, overwritten, cut out or doubled."""
    changed = bytearray(data)
    for _place in range(rng.randint(1, 3)):
        start = rng.randrange(len(changed))
        length = rng.choice((1, 1, 1, 4, 64, 4096))
        match rng.randrange(4):
            case 0:
                changed[start] ^= 1 << rng.randrange(8)
            case 1:
                changed[start : start + length] = rng.randbytes(length)
            case 2:
                del changed[start : start + length]
            case _:
                changed[start:start] = changed[start : start + length]
    return bytes(changed)


def test_a_damaged_vault_is_found_out_or_reads_as_before(
    tmp_path: Path, ground: Ground, clock: SharedClock
) -> None:
    rng, whole = random.Random(_SEED), read_all(ground, clock)
    for number in range(1500):
        copy = ground.copy_to(tmp_path / "damaged")
        database = copy.folder / "vault.db"
        database.write_bytes(damaged(database.read_bytes(), rng))
        try:
            found = check_folder(copy.folder, member_secret=ground.secret, deep=True, witness_folder=tmp_path)
            clean = found.complete and not found.findings
            seen = read_all(copy, clock)
        except SecretGuardError:
            continue
        finally:
            shutil.rmtree(tmp_path / "damaged")
        assert not clean or seen == whole, f"round {number}"


def test_a_damaged_backup_is_refused_or_restores_what_was_backed_up(
    tmp_path: Path, ground: Ground, clock: SharedClock
) -> None:
    rng, whole = random.Random(_SEED), read_all(ground, clock)
    with ground.open(clock) as vault:
        back_up(vault, tmp_path / "备份.sgvb")
    backup = (tmp_path / "备份.sgvb").read_bytes()
    for number in range(1500):
        source, place = tmp_path / "damaged.sgvb", ground.copied_to(tmp_path / "restored")
        source.write_bytes(damaged(backup, rng))
        try:
            restore(
                source, place.folder, member_secret=ground.secret, clock=clock, witness_folder=place.witness
            )
        except SecretGuardError:
            assert not place.folder.exists()
            continue
        assert read_all(place, clock) == whole, f"round {number}"
        shutil.rmtree(tmp_path / "restored")


def test_a_damaged_playbook_is_refused_in_words(tmp_path: Path) -> None:
    rng = random.Random(_SEED)
    source = (locations.content_folder("playbooks") / "departing-engineer.yaml").read_bytes()
    path = tmp_path / "damaged.yaml"
    refused = 0
    for _round in range(600):
        path.write_bytes(damaged(source, rng))
        try:
            load_playbook(path)
        except ContentError as error:
            refused += 1
            assert error.remedy or error.message
    assert refused > 100


def test_extending_a_drill_always_gives_what_folding_it_whole_gives(
    tmp_path: Path, ground: Ground, clock: SharedClock
) -> None:
    rng = random.Random(_SEED)
    copy = ground.copy_to(tmp_path)
    with copy.open(clock) as vault:
        for _drill in range(20):
            room = drills.DrillRoom(vault, copy.journal, clock)
            for _step in range(60):
                random_move(room, rng)
                pass_time(room, clock, rng.uniform(0, 30))
                whole = drills.fold(list(vault.entries(copy.journal)))
                assert fingerprint(room.state) == fingerprint(whole)
            if room.state.seq > 600:
                break


def test_nothing_typed_at_the_keyboard_is_a_fault_of_ours(
    tmp_path: Path, ground: Ground, clock: SharedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(_SEED)
    copy = ground.copy_to(tmp_path)
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("SECRETGUARD_DATA", str(tmp_path))
    monkeypatch.setenv("SECRETGUARD_CONFIG", str(tmp_path))
    for _session in range(20):
        lines = "\n".join(_line(rng) for _number in range(150)) + "\n"
        heard = io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.StringIO(lines))
            patch.setattr(sys, "stdout", heard)
            patch.setattr(sys, "stderr", heard)
            words = ["--vault", str(copy.folder), "--passphrase-file", str(tmp_path / "passphrase.txt")]
            code = run([*words, "drill", "play"], clock, lambda span: clock.pass_time(span.total_seconds()))
        assert code == 0, heard.getvalue()[-500:]
        assert _OWN_FAULT not in heard.getvalue(), heard.getvalue()[-500:]


_WORDS = (
    *("next", "decide", "mark", "note", "inject", "pause", "resume", "undo", "rate", "hotwash", "finding"),
    *("status", "cast", "gate", "start", "list", "--at", "+12m", "-5m", "+99999999999d", "--why", "--by"),
    *("a", "b", "z", "O1", "I1", "I9", "IT", "GM", "P", "M", "done", "late", "missed", "clear", "image"),
    *(
        "--stated",
        "8h",
        "1e9h",
        "--to",
        "--use",
        "--decline",
        "--entry",
        "0",
        "-1",
        "99",
        "--words",
        "示例甲",
    ),
    *("", '""', "'", "\\", "{secret}", "[red]x[/]", "\x1b[2J", "\u202e倒", "字" * 3000, "--json", "--help"),
    *("wait", "1m", "play", "vault", "people", "action", "report", "--draft", "--show", "--", "-h", "全"),
)


def _line(rng: random.Random) -> str:
    return " ".join(rng.choice(_WORDS) for _word in range(rng.randint(1, 6)))
