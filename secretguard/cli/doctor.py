"""`secretguard doctor`: what this computer offers, and what would get in the way. Changes nothing."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import typer

from secretguard import __version__
from secretguard.cli.grammar import command, group
from secretguard.cli.state import CommandState
from secretguard.content import list_playbooks, list_responses
from secretguard.errors import SecretGuardError
from secretguard.i18n import _, deferred
from secretguard.locations import content_folder, fonts_folder, user_config_folder, user_data_folder
from secretguard.vault import vault_info

app = group(deferred("体检：这台电脑的终端、字体、数据库、磁盘"))
_LEAST_FREE = 200 * 1024 * 1024
_WAL_FIXED = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing looked at: its value, and whether it is fine (None: for information)."""

    name: str
    value: str
    fine: bool | None = None
    advice: str = ""


@command(app, "doctor", deferred("体检：这台电脑的终端、字体、数据库、磁盘"))
def doctor(context: typer.Context) -> None:
    state: CommandState = context.obj
    readings = [*_programs(), *_terminal(), *_files(), *_vault(state)]
    signs = {True: _("好"), False: _("注意"), None: ""}
    rows = [[item.name, item.value, signs[item.fine], item.advice] for item in readings]
    state.out.table([_("项"), _("值"), _("看法"), _("怎么办")], rows)
    state.out.facts(
        readings=[
            {"name": item.name, "value": item.value, "fine": item.fine, "advice": item.advice}
            for item in readings
        ]
    )


def _programs() -> Iterator[Reading]:
    yield Reading(_("密盾"), __version__)
    fine = sys.version_info >= (3, 11)
    yield Reading("Python", platform.python_version(), fine, "" if fine else _("装 3.11 或更新版本"))
    yield Reading(_("系统"), f"{platform.system()} {platform.release()} {platform.machine()}")
    for name in ("textual", "cryptography", "typst"):
        yield Reading(name, version(name))
    fixed = sqlite3.sqlite_version_info >= _WAL_FIXED
    advice = "" if fixed else _("较旧；密盾只用一个写入者，避开了它的已知问题")
    yield Reading("SQLite", sqlite3.sqlite_version, True if fixed else None, advice)
    openssl = shutil.which("openssl")
    yield Reading(
        "openssl", openssl or _("没有"), bool(openssl) or None, "" if openssl else _("旁人核对检查点时要用")
    )


def _terminal() -> Iterator[Reading]:
    size = shutil.get_terminal_size()
    wide = size.columns >= 80 and size.lines >= 24
    yield Reading(_("终端"), f"{size.columns}x{size.lines}", wide, "" if wide else _("放大窗口到 80x24 以上"))
    encoding = (sys.stdout.encoding or "").lower()
    fine = encoding.replace("-", "") == "utf8"
    yield Reading(_("编码"), encoding, fine, "" if fine else _("设环境变量 PYTHONUTF8=1"))
    yield Reading(
        _("颜色"), _("关（NO_COLOR）") if os.environ.get("NO_COLOR") else os.environ.get("TERM", "—")
    )


def _files() -> Iterator[Reading]:
    yield _fonts()
    folder = content_folder("playbooks")
    playbooks, responses = len(list_playbooks([folder]).playbooks), len(list_responses([folder]).responses)
    value = _("推演 {drills} 个，实战 {responses} 个", drills=playbooks, responses=responses)
    whole = playbooks > 0 and responses > 0
    yield Reading(_("剧本"), value, whole, "" if whole else _("请重新安装密盾"))
    yield Reading(_("设置"), str(user_config_folder()))
    yield Reading(_("见证"), str(user_data_folder()))


def _fonts() -> Reading:
    """The shipped faces against their manifest."""
    manifest = json.loads((fonts_folder() / "manifest.json").read_text(encoding="utf-8"))
    wanted = {str(face["file"]): str(face["sha256"]) for face in _faces(manifest)}
    bad = [name for name, digest in wanted.items() if _digest(fonts_folder() / name) != digest]
    value = _("{count} 款", count=len(wanted))
    return Reading(
        _("字体"), value, not bad, _("坏了：{names}，请重新安装", names=_("、").join(bad)) if bad else ""
    )


def _faces(manifest: object) -> Iterator[dict[str, object]]:
    """Every record of the manifest that names a file and its digest."""
    if isinstance(manifest, dict):
        if "file" in manifest and "sha256" in manifest:
            yield manifest
        for value in manifest.values():
            yield from _faces(value)
    elif isinstance(manifest, list):
        for value in manifest:
            yield from _faces(value)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _vault(state: CommandState) -> Iterator[Reading]:
    try:
        folder = state.vault_folder()
        info = vault_info(folder)
    except SecretGuardError as error:
        yield Reading(_("保密库"), error.message, None, error.remedy)
        return
    yield Reading(_("保密库"), str(folder), True)
    free = shutil.disk_usage(folder).free
    fine = free >= _LEAST_FREE
    advice = "" if fine else _("磁盘快满了，先腾出空间")
    yield Reading(_("磁盘余量"), _("{size} MB", size=free // (1024 * 1024)), fine, advice)
    wal = info.journal_mode == "wal"
    yield Reading(
        _("写入方式"), info.journal_mode, wal, "" if wal else _("这里不支持 WAL（网络盘？），会慢一些")
    )
    if info.holder is not None:
        yield Reading(_("正在使用"), f"{info.holder.host} {info.holder.pid}")
