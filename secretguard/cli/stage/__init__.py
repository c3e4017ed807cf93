"""`secretguard stage`: the players' view in a second terminal. Needs no vault and no passphrase."""

from __future__ import annotations

from typing import Annotated

import typer

from secretguard.cli.grammar import command
from secretguard.cli.state import CommandState
from secretguard.errors import UsageError
from secretguard.i18n import _, deferred
from secretguard.tui.launch import has_terminal
from secretguard.web.feed import FIRST_PORT
from secretguard.web.reader import FeedReader
from secretguard.web.server import LOOPBACK

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@command(app, "stage", deferred("投影画面：在第二个终端窗口里给参演的人看，不用开库"))
def stage(
    context: typer.Context,
    url: Annotated[
        str, typer.Option(help=deferred("投影地址，在主持人的屏幕上"), metavar=deferred("地址"))
    ] = f"http://{LOOPBACK}:{FIRST_PORT}",
    code: Annotated[
        str, typer.Option(help=deferred("六位代码；不写则进去再输"), metavar=deferred("代码"))
    ] = "",
) -> int:
    state: CommandState = context.obj
    reader = FeedReader(url)
    if not has_terminal():
        raise UsageError(
            _("投影画面要开在终端窗口里。"), _("另开一个终端窗口运行；或在浏览器里打开 {url}。", url=url)
        )
    from secretguard.cli.stage.screen import StageApp

    screen = StageApp(reader, code, state.clock)
    screen.run()
    return screen.return_code or 0
