"""Commands and groups whose help is drawn here, so that every word of it is in the user's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from secretguard.i18n import _

PLACES = {"text": "文字", "path": "路径", "integer": "数字", "int": "数字", "file": "文件"}


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
            module = import_module(self.lazy[cmd_name][0])
            built = typer.main.get_command(module.app)
            built.name = cmd_name
            return built
        return super().get_command(ctx, cmd_name)

    def get_help(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """The page that lists every group without importing any."""
        return help_page(self, ctx, {name: _(text) for name, (_module, text) in self.lazy.items()})


def group(text: str) -> typer.Typer:
    """A group's app; `text` is its help."""
    return typer.Typer(
        cls=Group, help=text, no_args_is_help=True, add_completion=False, rich_markup_mode=None
    )


def command(
    app: typer.Typer, name: str, text: str, **settings: Any
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function as a command with its help line."""
    return app.command(name, help=text, cls=Command, **settings)


def help_page(node: Any, ctx: Any, commands: Mapping[str, str]) -> str:
    """Usage, what it does, arguments, options, commands."""
    console = Console(width=min(100, Console().width), markup=False, highlight=False, emoji=False)
    arguments = [param for param in node.params if isinstance(param, TyperArgument)]
    options = [param for param in node.params if isinstance(param, TyperOption) and not param.hidden]
    with console.capture() as captured:
        places = " ".join(_place(argument) for argument in arguments)
        more = _("命令") + " …" if commands else places
        console.print(Text(_("用法：{usage}", usage=f"{ctx.command_path} [{_('选项')}] {more}".rstrip())))
        if node.help:
            console.print(Padding(Text(node.help), (1, 2, 0, 2)))
        _section(console, _("参数"), [(_place(item), item.help or "") for item in arguments])
        rows = [(_spelling(option), _explained(option)) for option in options]
        _section(console, _("选项"), [*rows, ("--help", _("显示这一页"))])
        _section(console, _("命令"), list(commands.items()))
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
    name = str(argument.metavar or argument.human_readable_name)
    return name if argument.required else f"[{name}]"


def _spelling(option: Any) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    if option.is_flag:
        return names
    choices = getattr(option.type, "choices", None)
    place = "|".join(str(getattr(item, "value", item)) for item in choices) if choices else None
    return f"{names} {option.metavar or place or _(PLACES.get(option.type.name, '文字'))}"


def _explained(option: Any) -> str:
    text = option.help or ""
    return f"{text}{_('（必填）')}" if option.required else text
