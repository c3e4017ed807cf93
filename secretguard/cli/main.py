"""The `secretguard` command: reads the options that stand before every command, then hands over."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from secretguard import __version__
from secretguard.clock import Clock, system_clock
from secretguard.errors import SecretGuardError, StorageError, UsageError
from secretguard.i18n import LANGUAGES, _, language_from_environment, set_language

if TYPE_CHECKING:
    from secretguard.cli.state import CommandState

COMMON = ("--vault", "--passphrase-file", "--content", "--lang", "--enterprise", "--drill", "--incident")
"""Options with a value that may stand anywhere on the line; `--json` and `--version` have none."""

PLAIN = "--plain"
"""The screens with borders of plain ASCII, for terminals that draw lines badly."""


def main(argv: Sequence[str] | None = None) -> None:
    """Run one command line and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if argv is None else argv))


def run(
    argv: Sequence[str],
    clock: Clock = system_clock,
    pass_time: Callable[[timedelta], None] | None = None,
) -> int:
    """Run one command line; returns its exit code and never raises for anything a user did."""
    _speak_utf8()
    set_language(_language_before(argv))
    try:
        values, rest, as_json = hoist(argv)
    except UsageError as error:
        return _fail(error, "--json" in argv)
    if "--lang" in values:
        set_language(values["--lang"])
    if "--version" in rest[:1]:
        sys.stdout.write(f"secretguard {__version__}\n")
        return 0
    return _dispatch(values, rest, as_json, clock, pass_time)


def _language_before(argv: Sequence[str]) -> str:
    """The language until `--lang` is read: the environment's, else the one remembered, else Chinese."""
    if os.environ.get("SECRETGUARD_LANG") or "--version" in argv:
        return language_from_environment()
    # The version number is the same in every language: it need not wait for the settings.
    from secretguard.settings import load_settings

    try:
        return load_settings().language or language_from_environment()
    except StorageError:
        # Who needs more from the settings than a language says that they cannot be read.
        return language_from_environment()


def hoist(argv: Sequence[str]) -> tuple[dict[str, str], list[str], bool]:
    """Take the common options out of a command line, wherever they stand (before a bare `--`)."""
    values: dict[str, str] = {}
    rest: list[str] = []
    as_json = False
    words = iter(argv)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            rest.extend([word, *words])
        elif word == "--json":
            as_json = True
        elif name in COMMON:
            found = value if equals else next(words, None)
            if found is None or found == "":
                raise UsageError(_("{name} 后面要写一个值。", name=name))
            if name == "--lang" and found not in LANGUAGES:
                raise UsageError(
                    _("{name} 的值不对，可用：{choices}。", name=name, choices=_("、").join(LANGUAGES))
                )
            values[name] = found
        else:
            rest.append(word)
    return values, rest, as_json


def _dispatch(
    values: dict[str, str],
    rest: list[str],
    as_json: bool,
    clock: Clock,
    pass_time: Callable[[timedelta], None] | None,
) -> int:
    from secretguard.cli.output import Output
    from secretguard.cli.root import invoke
    from secretguard.cli.state import CommandState, sleep_for

    state = CommandState(
        vault_path=Path(values["--vault"]) if "--vault" in values else None,
        passphrase_file=Path(values["--passphrase-file"]) if "--passphrase-file" in values else None,
        content=Path(values["--content"]) if "--content" in values else None,
        drill_id=values.get("--drill"),
        incident_id=values.get("--incident"),
        enterprise=values.get("--enterprise"),
        out=Output(as_json),
        clock=clock,
        pass_time=pass_time or sleep_for,
    )
    try:
        if _wants_screens(rest, as_json):
            code = _open_screens(state, rest, "--lang" in values)
        else:
            code = invoke([] if rest == [PLAIN] else rest, state)
        state.out.finish()
        sys.stdout.flush()
    except SecretGuardError as error:
        return _fail(error, as_json)
    except (KeyboardInterrupt, EOFError):
        return _fail(SecretGuardError(_("已中断。"), _("已经确认的记录都在。")), as_json)
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`): that is their right, not an error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # noqa: BLE001  (the last guard: no traceback, no local variable is printed)
        return _fail(_own_fault(error), as_json)
    return code


def _wants_screens(rest: list[str], as_json: bool) -> bool:
    """No words on a terminal: the screens. Without a terminal the help page is all that can be shown."""
    from secretguard.tui.launch import has_terminal

    return rest in ([], [PLAIN]) and not as_json and has_terminal()


def _open_screens(state: CommandState, rest: list[str], language_chosen: bool) -> int:
    from secretguard.tui.launch import open_screens

    return open_screens(
        vault=state.vault_path,
        content=state.content,
        plain=PLAIN in rest,
        language_chosen=language_chosen,
        clock=state.clock,
    )


def _own_fault(error: Exception) -> SecretGuardError:
    """A mistake of ours: say where, never with what data."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}" if frame else "?"
    return SecretGuardError(
        _("程序自己出了错：{kind}（{place}）。已经确认的记录都在。", kind=type(error).__name__, place=place),
        _("请把这一行报告给密盾项目；可以重新运行，或用 vault check 检查库。"),
    )


def _fail(error: SecretGuardError, as_json: bool) -> int:
    from secretguard.cli.failures import report_failure

    return report_failure(error, as_json)


def _speak_utf8() -> None:
    """Chinese must come out whatever the locale says, also where none is set."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (getattr(stream, "encoding", "") or "").lower() != "utf-8":
            reconfigure(encoding="utf-8", errors="replace")
