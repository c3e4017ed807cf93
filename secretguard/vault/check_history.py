"""Checking against what stands outside the vault: the witness, and a checkpoint printed on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass

from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.vault.check_report import Examination, entry_row
from secretguard.vault.log import MerkleTree
from secretguard.vault.notes import MAX_SIZE, CheckpointNote
from secretguard.vault.witness import Witness, WitnessDamagedError, WitnessRecord

_PRINTED = re.compile(r"\D*?(\d{1,16})\D*?((?:[0-9a-fA-F][\s-]*){64})\W*", re.S)
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Printed:
    """A checkpoint from paper: log size and 32-byte root, and the vault's id where the note names it."""

    size: int
    root: bytes
    vault: bytes | None = None


def read_printed(text: str | bytes) -> Printed:
    """A checkpoint note, or just its size and root as typed from paper, in that order.

    White space and hyphens inside the root, and words before and between, do not matter. Raises
    UsageError, or NoteError for a note that is not in its one form.
    """
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    if data.startswith(CheckpointNote.KIND.encode()):
        note = CheckpointNote.decode(data if data.endswith(b"\n") else data + b"\n")
        return Printed(note.size, note.root, note.vault)
    found = _PRINTED.fullmatch(data.decode("utf-8", "replace").strip()) if len(data) <= _LONGEST else None
    if found is None or int(found[1]) > MAX_SIZE:
        raise UsageError(
            _("看不懂这个检查点。"),
            _("请给出检查点文件，或照纸上输入“大小 根值”：一个整数，空格，再加 64 位十六进制数。"),
        )
    return Printed(int(found[1]), bytes.fromhex(re.sub(r"[\s-]", "", found[2])))


def examine_printed(exam: Examination, tree: MerkleTree, printed: Printed) -> None:
    """The log must contain the printed checkpoint as its beginning."""
    exam.facts["against"] = printed.size
    row = str(printed.size)
    if printed.vault is not None and printed.vault != exam.vault:
        exam.find(
            "checkpoint",
            row,
            _("给出的检查点属于另一个库（{vault}）。", vault=printed.vault.hex()),
            _("请核对纸上的库编号，换用这个库的检查点。"),
        )
    elif printed.size > tree.size:
        exam.find("leaf", str(tree.size), _shorter(_("给出的检查点"), printed.size, tree.size), _find_newer())
    elif tree.root(printed.size) != printed.root:
        exam.find("leaf", row, _different(_("给出的检查点"), printed.size), _find_fork())


def examine_witness(exam: Examination, tree: MerkleTree, witness: Witness) -> None:
    """The vault must be the one that this user saw before, grown."""
    try:
        seen = witness.load(exam.vault)
    except WitnessDamagedError as problem:
        exam.find("witness", str(witness.path(exam.vault)), problem.message, problem.remedy)
        return
    if seen is None:
        exam.facts["witness"] = "none"
        exam.leave_out(
            _("本机没有见过这个库，无法判断它是不是旧的副本；请用打印的检查点核对（--against）。"),
            promised=False,
        )
        return
    exam.facts["witness"] = seen.size
    if seen.size > tree.size:
        exam.find("leaf", str(tree.size), _shorter(_("本机的见证"), seen.size, tree.size), _find_newer())
    elif tree.root(seen.size) != seen.root:
        exam.find("leaf", str(seen.size), _different(_("本机的见证"), seen.size), _find_fork())
    _examine_vault_head(exam, seen)


def _examine_vault_head(exam: Examination, seen: WitnessRecord) -> None:
    if seen.head == 0:
        return
    row = exam.db.execute(
        "SELECT link FROM entry WHERE journal = ? AND seq = ?", (exam.vault, seen.head)
    ).fetchone()
    name = entry_row(exam.vault, seen.head)
    if row is None:
        exam.find(
            "entry",
            name,
            _(
                "本机的见证记得库自身的卷宗到第 {seq} 条，现在没有这一条：末尾被截去，或换成了旧的副本。",
                seq=seen.head,
            ),
            _find_newer(),
        )
    elif row[0] != seen.head_link:
        exam.find(
            "entry",
            name,
            _(
                "库自身的卷宗第 {seq} 条与本机见过的不是同一条：两份副本在此分叉，或记录被改写。",
                seq=seen.head,
            ),
            _find_fork(),
        )


def _shorter(source: str, seen: int, now: int) -> str:
    return _(
        "{source}记得总日志有 {seen} 条，这个库只有 {now} 条：它是旧的副本，或末尾、整份卷宗被删去。",
        source=source,
        seen=seen,
        now=now,
    )


def _different(source: str, size: int) -> str:
    return _(
        "总日志前 {size} 条的根值与{source}不同：历史被改写，或两份副本各自写过（分叉）。",
        size=size,
        source=source,
    )


def _find_newer() -> str:
    return _("请找回较新的库文件夹或备份；确实要用这一份时，先把它另存，再从备份恢复，缺少的记录要重新补录。")


def _find_fork() -> str:
    return _(
        "请把另一份副本或备份交给 --against 比较，程序会指出从哪一条开始不同；"
        "两份不能合并：先做过存证的一份继续用，另一份的内容注明来源后补录。"
    )
