"""Kinds of evidence items and how fast each is lost (易失顺序). What destroys each is in the content.

`family` is the kind that a playbook's `preserves` speaks of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from secretguard.content import EvidenceKind, by_volatility, evidence_traits
from secretguard.i18n import _, deferred
from secretguard.incidents.evidence_entries import Volatility


@dataclass(frozen=True, slots=True)
class EvidenceCategory:
    """A kind: its word (through `_` where shown), its family, how long it lasts."""

    id: str
    word: str
    family: EvidenceKind
    volatility: Volatility

    @property
    def label(self) -> str:
        """The word in the user's language."""
        return _(self.word)

    @property
    def warning(self) -> str:
        """What loses it, in the user's language."""
        return evidence_traits(self.family).killed_by


EVIDENCE_CATEGORIES: Final = (
    EvidenceCategory("memory", deferred("内存、打开着的会话"), "RAM", "minutes"),
    EvidenceCategory("account", deferred("账号登录状态、同步记录"), "ACC", "minutes"),
    EvidenceCategory("chat-export", deferred("聊天记录导出"), "PHONE", "minutes"),
    EvidenceCategory("web-capture", deferred("网页、网店、直播的固定"), "WEB", "minutes"),
    EvidenceCategory("screenshot", deferred("截图、屏幕照片"), "WEB", "minutes"),
    EvidenceCategory("site", deferred("对方现场"), "PLANT", "minutes"),
    EvidenceCategory("log", deferred("日志"), "LOG", "days"),
    EvidenceCategory("mailbox", deferred("邮箱、原始邮件"), "LOG", "days"),
    EvidenceCategory("disk-image", deferred("磁盘镜像（登记去处）"), "DISK", "days"),
    EvidenceCategory("video", deferred("监控录像"), "CCTV", "days"),
    EvidenceCategory("witness", deferred("知情人自述"), "WIT", "days"),
    EvidenceCategory("purchase", deferred("购买的样品、票据"), "SAMPLE", "stable"),
    EvidenceCategory("object", deferred("实物"), "SAMPLE", "stable"),
    EvidenceCategory("paper", deferred("纸面材料、扫描件"), "PAPER", "stable"),
    EvidenceCategory("file", deferred("电子文件"), "DISK", "stable"),
    EvidenceCategory("other", deferred("其他"), "PAPER", "stable"),
)

_BY_ID: Final = {category.id: category for category in EVIDENCE_CATEGORIES}


def category_of(category_id: str) -> EvidenceCategory | None:
    """A kind by its id; None for one that this edition does not know."""
    return _BY_ID.get(category_id)


def volatility_of(category_id: str) -> Volatility:
    """How fast it is lost; a kind not known is taken as lasting."""
    category = _BY_ID.get(category_id)
    return category.volatility if category else "stable"


def preserve_first(families: Iterable[EvidenceKind]) -> tuple[EvidenceCategory, ...]:
    """The kinds of the families named, the soonest lost first: what to fix in which order."""
    order = {family: place for place, family in enumerate(by_volatility(families))}
    found = [category for category in EVIDENCE_CATEGORIES if category.family in order]
    return tuple(sorted(found, key=lambda category: order[category.family]))


def volatility_word(volatility: Volatility) -> str:
    """◆ minutes to hours, ◇ days to weeks, ○ stable."""
    return {"minutes": _("◆ 几分钟到几小时"), "days": _("◇ 几天到几周"), "stable": _("○ 稳定")}[volatility]
