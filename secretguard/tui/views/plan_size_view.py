"""The three sizes of the plan: how long each takes, what each gives. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.text import Text

from secretguard.content import SIZES, PlanForm
from secretguard.i18n import _, _p
from secretguard.plans import Size, size_word
from secretguard.tui.marks import badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row

MINUTES: dict[Size, int] = {"card": 15, "short": 45, "full": 240}


@dataclass(frozen=True, slots=True)
class SizeView:
    """The sizes to choose from, and what the one under the cursor gives."""

    rows: tuple[Row, ...]
    gives: Mapping[str, Text]


def size_view(form: PlanForm, now: Size | None, done: dict[Size, int]) -> SizeView:
    """`done`: how many fields of each size are answered already."""
    rows: list[Row] = []
    gives: dict[str, Text] = {}
    for number, size in enumerate(SIZES, 1):
        total = len(form.fields_within(size))
        time = _time(size)
        here = badge(_p("badge", "正"), "info") if size == now else badge(_p("badge", "空"), "off")
        words = _(
            "{number} {size}　{time}　{count} 项", number=number, size=size_word(size), time=time, count=total
        )
        rows.append(Row(size, line(here, words), words=words))
        gives[size] = _gives(form, size, now, done[size])
    return SizeView(tuple(rows), gives)


def _time(size: Size) -> str:
    return {
        "card": _("约 {minutes} 分钟", minutes=MINUTES["card"]),
        "short": _("约 {minutes} 分钟", minutes=MINUTES["short"]),
        "full": _("约半天，可以分几次"),
    }[size]


def _gives(form: PlanForm, size: Size, now: Size | None, done: int) -> Text:
    fields = form.fields_within(size)
    tables = sum(field.kind == "table" for field in fields)
    what = {
        "card": _("谁说了算、谁代理、第一个电话、夜里谁拍板、三个外面的人、最疼的三样、证据柜、应急的钱。"),
        "short": _(
            "加上：三顶帽子和代理、先后次序、分几级、几分钟内报到谁、日志留几天、谁碰设备、谁对外说话。"
        ),
        "full": _("整本预案：十四章，响应流程按级到分钟，止损、函件、维权路径、培训演练，附录 A 到 N。"),
    }[size]
    papers = {
        "card": _("印出来：首小时墙卡、口袋卡、通讯录两份、一页预案。批准了就能用。"),
        "short": _("印出来：简版预案、墙卡、口袋卡、通讯录、登记表。推演按它量时间。"),
        "full": _("印出来：公文格式的完整预案、简版、卡片、全部附录表格。送审、备案用它。"),
    }[size]
    text = Text()
    head = _(
        "{size}：{count} 项，其中表格 {tables} 张", size=size_word(size), count=len(fields), tables=tables
    )
    text.append(safe(head) + "\n", style="bold")
    text.append(safe(f"{what}\n\n{papers}\n\n"))
    if now is None:
        text.append(safe(_("先做小的：以后随时换大一号，答过的一项都不用重写。")))
    else:
        text.append(safe(_("已经答好 {done}/{count} 项。换大小不丢任何答案。", done=done, count=len(fields))))
    return text
