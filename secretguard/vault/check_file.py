"""Checking the database file itself: SQLite's own test, the schema, the rows of keys and ways in."""

from __future__ import annotations

import sqlite3

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from secretguard.i18n import _
from secretguard.vault.check_report import Examination
from secretguard.vault.errors import DamagedVault, KdfOutOfBounds
from secretguard.vault.keys import load_sign_key, member_id
from secretguard.vault.primitives import ID_SIZE, SUITE, sha256
from secretguard.vault.shown import shown
from secretguard.vault.store.rows import checked_unlock
from secretguard.vault.unlock import UnlockRow, Way

_MOST_LINES = 20
_UNLOCK_SIZE = 61
_HPKE_PUBLIC_SIZE = 1216


def examine_file(exam: Examination) -> None:
    """`integrity_check` and the schema, object by object."""
    from secretguard.vault.store.schema import schema_differences

    exam.facts["sqlite"] = sqlite3.sqlite_version
    for (line,) in exam.db.execute(f"PRAGMA integrity_check({_MOST_LINES})"):
        if line != "ok":
            exam.find("vault.db", "", _("SQLite 的完整性检查报告：{line}", line=shown(line)))
    for difference in schema_differences(exam.db):
        exam.find(
            "sqlite_schema",
            "",
            _(
                "库的结构与本程序所建的不同：{difference}。有人可能往里放了会自动执行的东西。",
                difference=difference,
            ),
        )


def examine_vault_row(exam: Examination) -> None:
    """Exactly one vault, the one expected."""
    rows = exam.db.execute("SELECT id FROM vault LIMIT 3").fetchall()
    if rows != [(exam.vault,)]:
        exam.find("vault", "1", _("库的编号不唯一或被改动，无法确认这是哪一个库。"))


def examine_members(exam: Examination) -> dict[bytes, Ed25519PublicKey]:
    """The public keys that hash to the id they stand under: enough to verify signatures by."""
    known: dict[bytes, Ed25519PublicKey] = {}
    for identity, sign, hpke in exam.db.execute("SELECT id, sign_pk, hpke_pk FROM member"):
        row = shown(identity)
        if not (isinstance(sign, bytes) and isinstance(hpke, bytes)) or len(hpke) != _HPKE_PUBLIC_SIZE:
            exam.find("member", row, _("成员 {member} 的公钥形状不对。", member=row))
            continue
        if identity != member_id(sign, sha256(hpke)):
            exam.find(
                "member", row, _("成员 {member} 的公钥被换过：编号由公钥算出，现在对不上。", member=row)
            )
            continue
        try:
            known[identity] = load_sign_key(sign)
        except DamagedVault as problem:
            exam.find("member", row, problem.message)
    exam.facts["members"] = len(known)
    return known


def examine_unlocks(exam: Examination) -> None:
    """Every way in: shape, bounds of the effort, and whose it is. Opening it takes the passphrase."""
    query = "SELECT member, way, memory_kib, iterations, lanes, salt, sealed FROM unlock"
    for values in exam.db.execute(query):
        exam.count("unlocks")
        try:
            _examine_unlock(exam, checked_unlock(values))
        except DamagedVault as problem:
            exam.find_error(problem, "unlock")


def _examine_unlock(exam: Examination, row: UnlockRow) -> None:
    name = f"{row.member.hex()}/{row.way}"
    if row.way not in tuple(Way) or len(row.sealed) != _UNLOCK_SIZE or row.sealed[:1] != SUITE:
        exam.find(
            "unlock", name, _("成员 {member} 的解锁行形状不对，用它打不开库。", member=row.member.hex())
        )
        return
    if row.way == Way.PASSPHRASE:
        try:
            row.parameters.refuse_out_of_bounds()
        except KdfOutOfBounds as problem:
            exam.find("unlock", name, problem.message)
    elif any((row.memory_kib, row.iterations, row.lanes)) or row.salt != bytes(ID_SIZE):
        exam.find("unlock", name, _("恢复码的解锁行带着不该有的参数，它被改动过。"))
