"""First run: the step list, what is said about a folder, a passphrase, a group of the recovery code. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from rich.text import Text

from secretguard.i18n import _, _p
from secretguard.tui.later import Later
from secretguard.tui.marks import Tone, badge, line

if TYPE_CHECKING:
    from secretguard import vault
else:
    # The first step is on the screen before the vault's code is loaded.
    vault = Later("secretguard.vault")

Verdict = Literal["unfinished", "right", "mistyped", "other"]

GROUP_LENGTH = 5
SHORT_WEIGHT = 12
FAIR_WEIGHT = 20
_CHINESE_WEIGHT = 3
"""A Chinese character is harder to guess than a letter; about as hard as three."""

_LOOKALIKES = str.maketrans("OIL", "011")
_SYNCED: tuple[tuple[str, str], ...] = (
    ("onedrive", "OneDrive"), ("坚果云", "坚果云"), ("nutstore", "坚果云"), ("icloud", "iCloud"),
    ("mobile documents", "iCloud"), ("dropbox", "Dropbox"), ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"), ("baidu", "百度网盘"), ("百度", "百度网盘"), ("wpsdrive", "WPS 云盘"),
    ("wps云盘", "WPS 云盘"), ("微云", "微云"), ("阿里云盘", "阿里云盘"), ("网盘", "网盘"), ("云盘", "云盘"),
)  # fmt: skip
_OFTEN_SYNCED = ("documents", "文档", "my documents", "我的文档", "desktop", "桌面")


@dataclass(frozen=True, slots=True)
class Answers:
    """What the steps have collected so far. `code` is there once the vault is made."""

    role: Literal["enterprise", "bureau"] = "enterprise"
    member: str = ""
    folder: Path | None = None
    code: str = ""


def step_lines(titles: Sequence[str], current: int, done: int) -> Text:
    """The steps with 完, 正 or 待: everything before `done` is finished."""
    lines = []
    for number, title in enumerate(titles):
        if number == current:
            sign: Text = badge(_p("progress", "正"), "care")
        elif number < done:
            sign = badge(_p("progress", "完"), "good")
        else:
            sign = badge(_p("progress", "待"), "off")
        words = Text(f"{number + 1} {title}", style="bold" if number == current else "")
        lines.append(line(sign, words))
    return Text("\n").join(lines)


def free_folder(wanted: Path, taken: Callable[[Path], bool]) -> Path:
    """The default folder, or the next number that is free: 密盾库-1.sgv, 密盾库-2.sgv…"""
    stem, dash, number = wanted.stem.rpartition("-")
    if not dash or not number.isdigit():
        return wanted
    count = int(number)
    while taken(wanted.with_name(f"{stem}-{count}{wanted.suffix}")):
        count += 1
    return wanted.with_name(f"{stem}-{count}{wanted.suffix}")


def place_warning(folder: PurePath, network: Sequence[PurePath] = ()) -> str:
    """Why this place is a poor one for a vault; empty if nothing speaks against it."""
    text = str(folder)
    if text.startswith(("\\\\", "//")) or any(folder.is_relative_to(mount) for mount in network):
        return _("这里像是网络盘：断网会打不开，也不宜两台电脑同时用。最好放在本机磁盘上。")
    parts = [part.casefold() for part in folder.parts]
    for sign, name in _SYNCED:
        if any(sign in part for part in parts):
            return _(
                "这里会被 {name} 同步到网上：同步中途的库可能损坏，副本也不归您管。最好换一处。", name=name
            )
    if any(part in _OFTEN_SYNCED for part in parts):
        return _("「文档」和「桌面」常被系统悄悄同步到网上。最好换一处，比如默认的位置。")
    return ""


def passphrase_advice(typed: str) -> Text:
    """Weak, fair or strong, with plain advice. A weak one is the user's decision."""
    if not typed:
        return Text(_("三四个不相干的词，好记难猜。别用公司名、生日、手机号。"), style="dim")
    weight = passphrase_weight(typed)
    if weight < SHORT_WEIGHT:
        return _advice(_p("strength", "弱"), "bad", _("太好猜：再添一两个不相干的词。仍要用它也可以。"))
    if weight < FAIR_WEIGHT:
        return _advice(_p("strength", "中"), "care", _("还行；再添一个词就很好。"))
    return _advice(_p("strength", "强"), "good", _("很好。记牢它：我们没有备份，也帮不了您找回。"))


def passphrase_weight(typed: str) -> int:
    """About how many letters' worth of guessing: repeats and runs (aaaa, 1234) count once."""
    weight, before = 0, 0
    for character in typed:
        code = ord(character)
        if abs(code - before) > 1:
            weight += _CHINESE_WEIGHT if unicodedata.east_asian_width(character) in "WF" else 1
        before = code
    return weight // 2 if typed.isdigit() else weight


def group_verdict(code: str, place: int, typed: str) -> Verdict:
    """How a group typed back (place 0–7) compares with the code on the paper."""
    symbols = _folded(typed)
    if len(symbols) < GROUP_LENGTH:
        return "unfinished"
    if not vault.is_recovery_group_right(place, symbols):
        return "mistyped"
    return "right" if symbols == _folded(code.split("-")[place]) else "other"


def verdict_line(verdict: Verdict, place: int) -> Text:
    """The verdict in words; nothing while the group is unfinished."""
    match verdict:
        case "right":
            return line(badge(_p("group", "对"), "good"))
        case "mistyped":
            return line(badge(_p("group", "错"), "bad"), _("有字符抄错了，对着纸再看一遍"))
        case "other":
            return line(badge(_p("group", "错"), "bad"), _("这不是第 {number} 组", number=place + 1))
        case "unfinished":
            return Text()


def two_places(random_below: Callable[[int], int]) -> tuple[int, int]:
    """Two different groups to ask for, the earlier one first."""
    first = random_below(vault.RECOVERY_GROUPS)
    second = (first + 1 + random_below(vault.RECOVERY_GROUPS - 1)) % vault.RECOVERY_GROUPS
    return min(first, second), max(first, second)


def code_lines(code: str) -> str:
    """The code as it is copied: two lines of four groups."""
    groups = code.split("-")
    half = len(groups) // 2
    return "-".join(groups[:half]) + "\n" + "-".join(groups[half:])


def code_feedback(typed: str) -> Text:
    """While a whole code is typed: which groups are right so far, and the first that is not."""
    symbols = _folded(typed)
    groups = [symbols[start : start + GROUP_LENGTH] for start in range(0, len(symbols), GROUP_LENGTH)]
    for place, group in enumerate(groups[: vault.RECOVERY_GROUPS]):
        if len(group) == GROUP_LENGTH and not vault.is_recovery_group_right(place, group):
            words = _("第 {number} 组 {group} 有误，对着纸再看一遍", number=place + 1, group=group)
            return line(badge(_p("group", "错"), "bad"), words)
    whole = len(symbols) // GROUP_LENGTH
    if len(symbols) > vault.RECOVERY_GROUPS * GROUP_LENGTH:
        return line(badge(_p("group", "错"), "bad"), _("多了字符：一共 8 组，每组 5 个"))
    if whole == vault.RECOVERY_GROUPS:
        return line(badge(_p("group", "对"), "good"), _("8 组都对"))
    return Text(_("已输入 {count} 组，共 8 组", count=whole), style="dim") if symbols else Text()


def _advice(word: str, tone: Tone, advice: str) -> Text:
    return line(badge(word, tone), advice)


def _folded(typed: str) -> str:
    """As the code's own reader sees it: full-width letters, case, spaces, hyphens, look-alikes."""
    text = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(symbol for symbol in text if symbol not in "-‐–—－" and not symbol.isspace())
    return kept.translate(_LOOKALIKES)
