"""The door as a frozen view. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.text import Text

from secretguard.i18n import _
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row

PAUSE_STEP = 1.0
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class DoorView:
    """Which vault, what is to be known about it, whether there is a passphrase to ask for."""

    where: str
    note: str
    asks: bool


def door_view(
    folder: Path | None, *, there: bool, sample_word: str = "", drill_waits: bool = False
) -> DoorView:
    """What the door says. `sample_word` is the sample vault's passphrase, which is no secret."""
    if folder is None:
        return DoorView(_("还没有保密库。"), _("选 2 新建一个，或选 3 先看样例。"), False)
    if not there:
        return DoorView(
            _("上次的保密库不在了　{path}", path=folder),
            _("可能在没插上的盘里：插上再选 1；或选 2 新建。"),
            False,
        )
    where = _("打开保密库　{path}", path=folder)
    if sample_word:
        where = _("打开样例库（退出即删）　口令是：{word}", word=sample_word)
    waits = _("推演的时钟还在走；打开后回到推演。") if drill_waits else ""
    return DoorView(where, waits, True)


def door_choices() -> tuple[Row, ...]:
    """The five ways that need no passphrase; each is also its digit."""
    lines = (
        ("card", _("5 急事？第一小时处置卡，不开库也能看")),
        ("other", _("1 找别的库")),
        ("create", _("2 新建库")),
        ("sample", _("3 看样例：示例公司，退出即删")),
        ("recovery", _("4 忘了口令，用恢复码打开")),
    )
    ordered = sorted(lines, key=lambda line: line[1])
    return tuple(Row(name, Text(safe(words))) for name, words in ordered)


def pause_after(failures: int) -> float:
    """Seconds to wait after that many wrong passphrases: 1, 2, 4 … 30."""
    return min(LONGEST_PAUSE, PAUSE_STEP * 2.0 ** (failures - 1))


def folder_problem(text: str, *, there: bool) -> str:
    """Why a typed folder cannot be the vault's; empty if it can."""
    if not text.strip():
        return _("写上库所在的文件夹。")
    return (
        "" if there else _("这里没有保密库：{path}。检查路径；库是一个文件夹，里面有 vault.db。", path=text)
    )
