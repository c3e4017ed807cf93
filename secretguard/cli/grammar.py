"""Commands and groups whose help is drawn here, so that every word of it is in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import import_module
from typing import Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from secretguard.cli.parameters import place_of
from secretguard.i18n import _


class Command(TyperCommand):
    """A command with our own help page."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The whole page as text."""
        return help_page(self, ctx, {})


class Group(TyperGroup):
    """A group of commands with our own help page."""

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The whole page as text."""
        return help_page(self, ctx, {name: command.help or "" for name, command in self.commands.items()})


class LazyGroup(Group):
    """The top: its groups are imported only when used, so that `--version` costs next to nothing."""

    lazy: Mapping[str, tuple[str, str]] = {}

    def list_commands(self, _ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """All groups, in the order of the table."""
        return [*self.commands, *self.lazy]

    def get_command(self, ctx: typer.Context, cmd_name: str) -> Any:  # type: ignore[override]
        """Import and build a group when it is asked for."""
        if cmd_name in self.lazy:
            return _built(self.lazy[cmd_name][0], cmd_name)
        return super().get_command(ctx, cmd_name)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page that lists every group without importing any, and the options common to all."""
        groups = {name: text for name, (_module, text) in self.lazy.items()}
        return help_page(self, ctx, groups, _common())


@cache
def _built(module: str, name: str) -> Any:
    """A group's commands, built once: a session of a hundred lines reads their signatures once."""
    built = typer.main.get_command(import_module(module).app)
    built.name = name
    return built


def group(text: str) -> typer.Typer:
    """A group's app; `text` is its help, marked with `deferred`."""
    return typer.Typer(
        cls=Group, help=text, no_args_is_help=True, add_completion=False, rich_markup_mode=None
    )


def command(
    app: typer.Typer, name: str, text: str, **settings: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as a command with its help line, marked with `deferred`."""
    return app.command(name, help=text, cls=Command, **settings)


def help_page(
    node: Any, ctx: Any, commands: Mapping[str, str], common: Sequence[tuple[str, str]] = ()
) -> str:
    """Usage, what it does, arguments, options, commands."""
    console = Console(width=min(100, Console().width), markup=False, highlight=False, emoji=False)
    arguments = [param for param in node.params if isinstance(param, TyperArgument)]
    options = [param for param in node.params if isinstance(param, TyperOption) and not param.hidden]
    with console.capture() as captured:
        places = " ".join(_place(argument) for argument in arguments)
        more = _("命令") + " …" if commands else places
        console.print(Text(_("用法：{usage}", usage=f"{ctx.command_path} [{_('选项')}] {more}".rstrip())))
        if node.help:
            console.print(Padding(Text(_(node.help)), (1, 2, 0, 2)))
        _section(
            console, _("参数"), [(_place(item), _(item.help) if item.help else "") for item in arguments]
        )
        rows = [(_spelling(option), _explained(option)) for option in options]
        _section(console, _("选项"), [*rows, *common, ("--help", _("显示这一页"))])
        _section(console, _("命令"), [(name, _(text)) for name, text in commands.items()])
    return captured.get().rstrip("\n")


def _section(console: Console, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    console.print(Text(f"\n{title}", style="bold"))
    table = Table.grid(padding=(0, 2))
    for spelling, text in rows:
        table.add_row(Text("  " + spelling, no_wrap=True), Text(text))
    console.print(table)


def _place(argument: Any) -> str:
    name = place_of(argument)
    return name if argument.required else f"[{name}]"


def _spelling(option: Any) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return names if option.is_flag else f"{names} {place_of(option)}"


def _explained(option: Any) -> str:
    text = _(option.help) if option.help else ""
    return f"{text}{_('（必填）')}" if option.required else text


def _common() -> list[tuple[str, str]]:
    """The options that `main` takes out of the line before the parser sees it."""
    return [
        (f"--vault {_('路径').upper()}", _("用哪个保密库；不写就用 SECRETGUARD_VAULT，再不然用上一次的")),
        (f"--passphrase-file {_('路径').upper()}", _("口令在这个文件的第一行；不写就在终端上问")),
        (f"--enterprise {_('名称').upper()}", _("哪一家企业；只有一家时可不写")),
        (f"--drill {_('编号').upper()}", _("哪一场推演，写编号的前几位；只有一场没结束时可不写")),
        (
            f"--incident {_('编号').upper()}",
            _("哪一起事件，写编号的前几位；只有一起没结束时可不写"),
        ),
        (f"--content {_('文件夹').upper()}", _("自己的剧本和标准，盖在自带的上面")),
        ("--lang zh|en", _("界面语言")),
        ("--json", _("只输出一个 JSON 对象，给程序读")),
        ("--plain", _("界面只用最简单的边框")),
        ("--version", _("版本号")),
    ]
