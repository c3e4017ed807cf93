"""`secretguard search`: any words, one character too, over everything the open vault holds."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from secretguard.cli.grammar import command, group
from secretguard.cli.state import CommandState
from secretguard.clock import long_time
from secretguard.finding import UNSEARCHED, describe
from secretguard.i18n import _, deferred
from secretguard.vault.search import SearchBuffers

app = group(deferred("搜索：一个字也能搜，只在解锁后的内存里"))


@command(app, "search", deferred("搜索：一个字也能搜，只在解锁后的内存里"))
def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help=deferred("要找的字"), metavar=deferred("字"))],
    limit: Annotated[int, typer.Option(help=deferred("最多列多少条"), min=1, max=1000)] = 50,
) -> None:
    state: CommandState = context.obj
    buffers = SearchBuffers(UNSEARCHED)
    with state.vault() as vault:
        buffers.refresh(vault, state.out.progress(_("解封")))
        began = time.monotonic()
        hits = buffers.find(words, limit)
        took = (time.monotonic() - began) * 1000
        found = [describe(vault, hit) for hit in hits]
    rows = [[long_time(item.moment), item.where, str(item.seq), item.excerpt] for item in found]
    state.out.table([_("时间"), _("在哪里"), _("条"), _("内容")], rows)
    if not rows:
        state.out.say(_("没找到；只找了打开的这个库。"))
    state.out.say(_("{count} 条，查了 {entries} 条记录，{took:.0f} 毫秒。", count=len(rows),
                    entries=buffers.entries, took=took))  # fmt: skip
    state.out.facts(
        hits=[
            {"journal": item.journal, "seq": item.seq, "where": item.where, "excerpt": item.excerpt}
            for item in found
        ]
    )
    buffers.clear()
