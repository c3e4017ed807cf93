"""Every help page, in the user's language alone."""

from __future__ import annotations

from typing import Any

import pytest
import typer

from secretguard.cli.parameters import choices_of
from secretguard.cli.root import GROUPS, Root
from tests.cli.chinese import english_in, words
from tests.cli.conftest import bare_run

# What is typed as it stands, so it stands on the page as it is typed.
TYPED = words(
    "detect preserve report all mermaid status log play list create phone xlsx csv head show"
    " missing reminders full short wall pocket contacts annex person secret cleared agreement partner"
    " measure training yes no unknown task done skip reopen add clocks kinds status timeline incident"
    " still flowing assistant oscal ciso baseline starter enterprise park linhai taizhou last assess"
    " new check confirm result freeze questionnaire org scope met partly unmet na self bureau"
    " record entry file paper outside brief form standard"
)


def commands() -> dict[tuple[str, ...], Any]:
    """Every command of every group."""
    root = Root(name="secretguard")
    context = typer.Context(root)
    found: dict[tuple[str, ...], Any] = {(): root}
    for group in GROUPS:
        node = root.get_command(context, group)
        found[(group,)] = node
        found |= {(group, name): command for name, command in getattr(node, "commands", {}).items()}
    return found


LINES = commands()


def typed(line: tuple[str, ...]) -> frozenset[str]:
    """The names and values on a page that are typed as they stand."""
    names = [*line, *GROUPS, *(other[1] for other in LINES if other[:1] == line and len(other) == 2)]
    names += [choice for parameter in LINES[line].params for choice in choices_of(parameter)]
    return TYPED | {part.lower() for name in names for part in name.split("-")}


def test_all_the_commands_are_there() -> None:
    told = {" ".join(line) for line in LINES}
    playing = words("new cast gate start status next decide mark note inject pause resume undo")
    assert told >= {f"drill {name}" for name in playing | words("rate hotwash finding finish list")}
    assert told >= {
        f"vault {name}" for name in ("create", "info", "check", "passwd", "recovery", "backup", "restore")
    }
    assert told >= {"action assign", "action list", "action close", "report list", "report make"}


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_help_page_is_in_chinese(line: tuple[str, ...]) -> None:
    page = bare_run(*line, "--help").out
    assert page.startswith(f"用法：{' '.join(['secretguard', *line])}")
    assert "显示这一页" in page
    assert english_in(page, typed(line)) == []


def test_a_group_alone_shows_its_page() -> None:
    assert bare_run("drill").out == bare_run("drill", "--help").out
    assert bare_run().out == bare_run("--help").out


def test_the_first_page_names_the_options_that_every_command_takes() -> None:
    page = bare_run("--help").out
    for option in (
        "--vault",
        "--passphrase-file",
        "--drill",
        "--enterprise",
        "--content",
        "--json",
        "--lang",
    ):
        assert option in page


def test_english_is_spoken_where_it_is_asked_for() -> None:
    assert bare_run("--lang", "en", "drill", "--help").out.lower().startswith("usage")
    assert "用法" not in bare_run("--lang=en", "drill", "mark", "--help").out
    assert bare_run("drill", "--help").out.startswith("用法")
