"""One process that takes a folder in, started and killed from outside: `python -m tests.soak.many_files`."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from secretguard.clock import system_clock
from secretguard.content import content_folders, load_plan_form
from secretguard.incidents import (
    Answers,
    Facts,
    FolderTaken,
    IncidentRoom,
    grading_of,
    list_folder,
    open_incident,
    start_incident,
    take_folder,
)
from secretguard.locations import samples_folder
from secretguard.register import Register, add_from_file, list_enterprises, load_profile
from secretguard.vault import FLOOR_KDF, Vault, create_vault, member_secret_of, open_vault
from tests.incidents.playbooks import small_response

FACTS = Facts(
    category="mailbox",
    title="邮件导出",
    source="邮件服务器",
    method="管理员当面导出",
    holder="示例乙",
)


def make_vault(base: Path) -> None:
    """A locked vault with one open incident; its member secret lies beside it for the test's processes."""
    vault, _code = create_vault(
        base / "库.sgv",
        "示例 口令 甲乙",
        member_name="示例甲",
        vault_name="示例库",
        clock=system_clock,
        kdf=FLOOR_KDF,
        witness_folder=base / "witness",
    )
    (base / "secret").write_bytes(member_secret_of(vault))
    with vault:
        add_from_file(vault, load_profile(samples_folder() / "example-company.yaml"))
        register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
        found = system_clock() - timedelta(minutes=20)
        answers = Answers(
            what="报价单外流", found=found, knows=("示例甲",), unsure=False, situations=("spread-rival",)
        )
        grading = grading_of(load_plan_form(content_folders("standards")), None)
        start_incident(vault, register, answers, small_response(), grading, system_clock)


def open_room(base: Path) -> tuple[Vault, IncidentRoom]:
    """The vault of `make_vault`, open for writing, and its incident."""
    secret = (base / "secret").read_bytes()
    vault = open_vault(
        base / "库.sgv", member_secret=secret, clock=system_clock, witness_folder=base / "witness"
    )
    return vault, open_incident(vault, None, system_clock)


def make_files(folder: Path, count: int, size: int) -> None:
    """`count` different files of `size` bytes, two hundred a folder."""
    for number in range(count):
        place = folder / f"{number // 200:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:05d}.eml").write_bytes(os.urandom(size))


def take_all(base: Path) -> FolderTaken:
    """Take `base/来源` in, from wherever an earlier process was killed."""
    vault, room = open_room(base)
    with vault:
        return take_folder(room, list_folder(base / "来源"), FACTS)


if __name__ == "__main__":
    take_all(Path(sys.argv[1]))
