"""One write or flush after the other fails, SQLite's own among them: `python -m tests.soak.failing_calls`.

Runs with the library of `failing_calls.c` loaded before all others. Each child lets one call fail and ends
like a crash, or locks the vault; the parent, for whom nothing fails, opens it again and looks.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from secretguard.errors import SecretGuardError, StorageError
from secretguard.incidents import Handing, IncidentRoom, erase_body, hand_over, take_file
from secretguard.vault import back_up, check_vault
from tests.incidents.conftest import content_of
from tests.soak.many_files import FACTS, make_vault, open_room

REFUSED, DONE, BROKEN = 2, 0, 1
_MOST = 400
_LIBRARY = ctypes.CDLL(None)


def main(base: Path) -> None:
    """Every work, every call, both ways to end; prints how many calls were refused."""
    make_vault(base)
    refused = 0
    for crashes in (True, False):
        for work in (_take, _hand_over, _back_up, _erase):
            refused += _each_call(base, work, crashes=crashes)
    print(refused)


def _each_call(base: Path, work: Callable[[IncidentRoom, Path], None], *, crashes: bool) -> int:
    for number in range(_MOST):
        (base / "备份.sgvb").unlink(missing_ok=True)
        _have_an_item(base)
        _new_source(base)
        before = _look(base)
        problem = (errno.EIO, errno.ENOSPC)[number % 2]
        code, unspent = _child(base, work, number, problem, crashes=crashes)
        assert code in (DONE, REFUSED), f"{work.__name__}, call {number}: see the traceback above"
        after = _look(base)
        if work is _take and code == DONE:
            assert len(after) == len(before) + 1
        if work in (_hand_over, _back_up):
            assert after == before
        if unspent:
            return number
    raise AssertionError("the work never got through")


def _child(
    base: Path, work: Callable[[IncidentRoom, Path], None], number: int, problem: int, *, crashes: bool
) -> tuple[int, bool]:
    """What became of the work, and whether it ended before that many calls."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code, unspent = BROKEN, False
        try:
            vault, room = open_room(base)
            _LIBRARY.arm(ctypes.c_long(number), ctypes.c_int(problem))
            try:
                work(room, base)
                code = DONE
            except SecretGuardError as error:
                code = REFUSED if isinstance(error, StorageError) else BROKEN
                if code == BROKEN:
                    traceback.print_exc()
            unspent = _LIBRARY.unspent() >= 0
            _LIBRARY.arm(ctypes.c_long(-1), ctypes.c_int(0))
            if not crashes:
                vault.lock()
        except BaseException:  # noqa: BLE001 - nothing may lead a child back into the parent's work
            traceback.print_exc()
            code = BROKEN
        finally:
            os.write(writing, bytes([unspent]))
            os._exit(code)
    os.close(writing)
    unspent = os.read(reading, 1) == b"\1"
    os.close(reading)
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), unspent


def _look(base: Path) -> set[int]:
    """The items; each is whole, no file is there that no item names, and the check finds nothing."""
    vault, room = open_room(base)
    with vault:
        files = {path.name for path in (vault.folder / "blobs").rglob("*") if path.is_file()}
        assert files == {item.blob.id for item in room.state.evidence.values() if item.blob}
        for number, item in room.state.evidence.items():
            assert item.blob is not None and len(content_of(room, number)) == item.blob.size
        report = check_vault(vault, deep=True)
        assert report.findings == (), report.findings
        return set(room.state.evidence)


def _have_an_item(base: Path) -> None:
    vault, room = open_room(base)
    with vault:
        while len(room.state.evidence) > 3:
            erase_body(room, room.state.evidence[min(room.state.evidence)].stamp.seq, "够了")
        if not room.state.evidence:
            _new_source(base)
            _take(room, base)


def _new_source(base: Path) -> None:
    (base / "来源").write_bytes(os.urandom(90_000))


def _take(room: IncidentRoom, base: Path) -> None:
    take_file(room, base / "来源", FACTS)


def _hand_over(room: IncidentRoom, _base: Path) -> None:
    last = room.state.evidence[max(room.state.evidence)]
    giver, taker = (last.holder, "示例甲" if last.holder != "示例甲" else "示例乙")
    hand_over(room, last.number, Handing("transferred", giver, taker, "换人保管"))


def _back_up(room: IncidentRoom, base: Path) -> None:
    back_up(room.vault, base / "备份.sgvb")


def _erase(room: IncidentRoom, _base: Path) -> None:
    erase_body(room, room.state.evidence[max(room.state.evidence)].stamp.seq, "个人信息")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
