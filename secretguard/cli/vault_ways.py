"""Choosing a passphrase, handing over a recovery code, exporting a checkpoint for a stranger."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from secretguard.cli.state import CommandState, ask_passphrase, read_passphrase_file
from secretguard.errors import StorageError, UsageError
from secretguard.i18n import _
from secretguard.vault import RECOVERY_GROUPS, Checkpoint, Vault
from secretguard.vault.exporting import checkpoint_files

SHORTEST = 12
"""Characters below which a passphrase is called weak (it is the user's decision, told once)."""


def choose_passphrase(path: Path | None, prompt: str) -> str:
    """A new passphrase: from a file, or typed twice. Raises UsageError when the two differ."""
    if path is not None:
        return read_passphrase_file(path)
    first = ask_passphrase(prompt)
    if len(first) < SHORTEST:
        sys.stderr.write(_("口令偏短：三四个不相干的词更难猜，也更好记。") + "\n")
    if ask_passphrase(_("再输一遍：")) != first:
        raise UsageError(_("两遍口令不一样。"), _("请重新来一次；注意输入法是否开着。"))
    return first


def show_recovery_code(state: CommandState, code: str, path: Path | None) -> None:
    """Show the code once, or write it into a new file; on a terminal two groups are typed back."""
    state.out.facts(recovery_file=str(path) if path else None)
    if path is not None:
        write_new(path, (code + "\n").encode())
        state.out.say(_("恢复码已写入 {path}：打印后锁好，并删除这个文件。", path=path))
        return
    if not sys.stdin.isatty() or state.out.as_json:
        sys.stderr.write(_("恢复码（只显示这一次，请抄在纸上）：{code}", code=code) + "\n")
        return
    state.out.say(_("恢复码：忘记口令时唯一的钥匙。抄在纸上，别拍照。"), style="bold")
    state.out.say(code, style="bold")
    _type_back(code.split("-"))
    state.out.say(_("两组都对，请把纸锁好。"))


def _type_back(groups: list[str]) -> None:
    first = secrets.randbelow(RECOVERY_GROUPS)
    second = (first + 1 + secrets.randbelow(RECOVERY_GROUPS - 1)) % RECOVERY_GROUPS
    for place in sorted((first, second)):
        while input(_("请输入第 {number} 组：", number=place + 1)).strip().upper() != groups[place]:
            sys.stderr.write(_("不对，请看着纸再输一遍。") + "\n")


def export_checkpoint(vault: Vault, point: Checkpoint, out: Path) -> list[Path]:
    """Write the checkpoint's note, signature and public key; files of the same name are replaced."""
    files = checkpoint_files(vault, point)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_bytes(content)
    except OSError as error:
        raise StorageError(_("写不进 {path}。", path=out), _("请检查文件夹、权限和磁盘空间。")) from error
    return [out / name for name in files]


def refuse_existing(path: Path | None) -> None:
    """Say so before anything is changed that a file for the recovery code is there. Raises StorageError."""
    if path is not None and path.exists():
        raise _exists(path)


def _exists(path: Path) -> StorageError:
    return StorageError(_("已经有这个文件：{path}", path=path), _("换一个文件名；不会覆盖。"))


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, readable by its owner only. Raises StorageError."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise StorageError(_("写不进 {path}。", path=path), _("请检查文件夹、权限和磁盘空间。")) from error
