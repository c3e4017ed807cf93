"""`drill play`: one unlocked session for a whole drill, a command a line, from a file or the keyboard."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from secretguard import drills
from secretguard.cli.drill.app import app
from secretguard.cli.grammar import command
from secretguard.cli.root import invoke
from secretguard.cli.state import CommandState
from secretguard.errors import SecretGuardError, UsageError
from secretguard.i18n import _, deferred
from secretguard.times import span
from secretguard.web import FeedError, PlayerFeed, Projection

_OUTSIDE = frozenset({"vault", "play", "stage"})


@command(app, "play", deferred("开库一次，连续主持：一行一条命令（可省去 drill），空行和 # 行略过"))
def play(
    context: typer.Context,
    script: Annotated[
        Path | None,
        typer.Argument(help=_("命令文件；不写则从键盘读"), metavar=_("文件"), exists=True, dir_okay=False),
    ] = None,
    echo: Annotated[bool, typer.Option("--echo", help=_("先显示每条命令"))] = False,
    feed: Annotated[
        bool, typer.Option("--feed", help=deferred("开投影：浏览器页面和 stage 都能看，只在本机"))
    ] = False,
) -> None:
    state: CommandState = context.obj
    if state.session_vault is not None:
        raise UsageError(_("已经在连续主持里了。"))
    with state.vault(write=True) as vault:
        state.session_vault = vault
        try:
            _play(state, script, echo, feed)
        finally:
            state.session_vault = None
            state.session_room = None


def _play(state: CommandState, script: Path | None, echo: bool, feed: bool) -> None:
    assert state.session_vault is not None
    if state.drill_id or drills.list_drills(state.session_vault):
        state.session_room = drills.open_drill(state.session_vault, state.drill_id, state.clock)
    session: drills.DrillSession | None = None
    count = 0
    with ExitStack() as whole:
        projection = whole.enter_context(_projected(state)) if feed else None
        held = whole.enter_context(ExitStack())
        # Before the first command: the power may fail while the table still talks.
        session = _hold(state.session_room, session, held)
        for number, line in _lines(script):
            if session is not None:
                session.check()
            if echo:
                state.out.say(f"› {line}", style="bold")
            _one(state, number, line, script is not None)
            count += 1
            session = _hold(state.session_room, session, held)
            if projection is not None:
                _show(state, projection)
    state.out.facts(commands=count)


def _hold(
    room: drills.DrillRoom | None, session: drills.DrillSession | None, held: ExitStack
) -> drills.DrillSession | None:
    """Hold the drill that is played now; `new` may have begun another one."""
    if room is None or (session is not None and session.room is room):
        return session
    held.close()
    return held.enter_context(drills.DrillSession(room))


@contextmanager
def _projected(state: CommandState) -> Iterator[Projection]:
    """The players' feed, for as long as the session lasts."""

    def announce(code: str) -> None:
        state.out.say(_("投影代码有人连错五次，换成 {code}。", code=code), style="bold")

    with PlayerFeed(announce) as feed, Projection(state.session_room, feed) as projection:
        state.out.say(_("投影 {address}　代码 {code}", address=feed.address, code=feed.code), style="bold")
        state.out.say(
            _(
                "用浏览器打开这个地址，或另开一个终端运行 secretguard stage --url {address}。",
                address=feed.address,
            )
        )
        state.out.facts(feed=feed.address)
        yield projection


def _show(state: CommandState, projection: Projection) -> None:
    """Show players where the drill stands; a fault of the feed is told and never stops the drill."""
    projection.room = state.session_room
    projection.show()
    try:
        projection.check()
    except FeedError as error:
        state.out.say(error.message)


def _one(state: CommandState, number: int, line: str, from_file: bool) -> None:
    try:
        _run(state, line)
    except SecretGuardError as error:
        if from_file:
            error.message = _("第 {number} 行：{message}", number=number, message=error.message)
            raise
        # At the keyboard a slip is told and the session goes on.
        state.out.say(_("错误：{message}", message=error.message), style="bold")
        if error.remedy:
            state.out.say(error.remedy)


def _run(state: CommandState, line: str) -> None:
    words = split(line)
    if words[0] == "wait":
        _wait(state, words[1] if len(words) > 1 else "")
        return
    if words[0] in _OUTSIDE:
        raise UsageError(_("连续主持里不能用 {name}。", name=words[0]), _("先结束这一次，再单独运行它。"))
    from secretguard.cli.root import GROUPS

    invoke(words if words[0] in GROUPS else ["drill", *words], state)


def split(line: str) -> list[str]:
    """A line as words; quotes hold words together. Raises UsageError for an open quote."""
    try:
        return shlex.split(line, comments=False)
    except ValueError as error:
        raise UsageError(_("引号没有成对。"), _("每个引号都要有另一半。")) from error


def _wait(state: CommandState, text: str) -> None:
    """Let time pass at the table, in steps, so that the running clock keeps being written."""
    left = span(text)
    step = timedelta(seconds=drills.REFRESH_SECONDS)
    while left > timedelta(0):
        state.pass_time(min(step, left))
        left -= step
        if state.session_room is not None:
            state.session_room.tick()


def _lines(script: Path | None) -> Iterator[tuple[int, str]]:
    if script is None:
        source: Iterator[str] = iter(_ask, None)
    else:
        try:
            source = iter(script.read_text(encoding="utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                _("命令文件 {path} 读不了。", path=script), _("文件应是 UTF-8 文本。")
            ) from error
    for number, line in enumerate(source, 1):
        text = line.strip()
        if text in ("quit", "exit"):
            return
        if text and not text.startswith("#"):
            yield number, text


def _ask() -> str | None:
    """A line from the keyboard; None at its end."""
    if sys.stdin.isatty():
        sys.stdout.write(_("密盾› "))
        sys.stdout.flush()
    line = sys.stdin.readline()
    return line if line else None
