"""The kinds of evidence that a task preserves: what each is, how fast it goes, and what destroys it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from secretguard.content.playbook import Volatility
from secretguard.content.response import EvidenceKind
from secretguard.i18n import _


@dataclass(frozen=True, slots=True)
class EvidenceTraits:
    """One kind in words. `volatility`: how soon it is gone if nobody acts."""

    kind: EvidenceKind
    title: str
    volatility: Volatility
    killed_by: str


_TRAITS: Final[Mapping[EvidenceKind, tuple[Volatility, Callable[[], tuple[str, str]]]]] = {
    "RAM": ("minutes", lambda: (_("内存和打开着的会话"), _("关机、注销、重启看看"))),
    "ACC": ("minutes", lambda: (_("账号登录状态和同步记录"), _("先停账号、先改密码，惊动本人后远程清除"))),
    "PHONE": ("minutes", lambda: (_("手机里的聊天"), _("先找他谈；强收私人手机，拿到也用不上"))),
    "WEB": ("minutes", lambda: (_("网页、网店、直播、网盘链接"), _("没固定就投诉、要求下架"))),
    "PLANT": ("minutes", lambda: (_("对方现场的图纸、参数、机台"), _("保全或者检查以前走漏风声"))),
    "LOG": ("days", lambda: (_("系统和外发日志"), _("滚动覆盖、重装系统、管理员清理"))),
    "DISK": ("days", lambda: (_("电脑磁盘，连同已删除的部分"), _("继续使用、打开来看、重装给下一个人"))),
    "CCTV": ("days", lambda: (_("监控录像"), _("循环覆盖"))),
    "WIT": ("days", lambda: (_("知情人的记忆"), _("大家先议论，再记录"))),
    "SAMPLE": ("stable", lambda: (_("实物、发票、包装"), _("没有公证就买，拆开封条"))),
    "PAPER": ("stable", lambda: (_("合同、协议、登记表的原件"), _("事后补签、补章、补日期"))),
}
"""In the order in which they are lost."""


def evidence_traits(kind: EvidenceKind) -> EvidenceTraits:
    """What is known of a kind, in the present language."""
    volatility, words = _TRAITS[kind]
    title, killed_by = words()
    return EvidenceTraits(kind, title, volatility, killed_by)


def by_volatility(kinds: Iterable[EvidenceKind]) -> tuple[EvidenceKind, ...]:
    """Each kind once, the one that is lost soonest first."""
    wanted = frozenset(kinds)
    return tuple(kind for kind in _TRAITS if kind in wanted)
