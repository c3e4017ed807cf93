"""`--lang en`: help, errors and paper headings come out English, content stays Chinese."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from secretguard import documents
from secretguard.cli.main import run
from secretguard.cli.root import GROUPS, Root
from secretguard.documents.tree.blocks import Heading, Table
from secretguard.documents.tree.inlines import flat
from secretguard.i18n import set_language
from tests.documents.sample_report import sample_report
from tools.catalogue import chinese_left


@pytest.fixture(autouse=True)
def each_test_begins_and_ends_in_chinese() -> Iterator[None]:
    set_language("zh")
    yield
    set_language("zh")


def say(*words: str) -> tuple[int, str]:
    """Run a command line; its exit code and all it printed."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(words)
    return code, out.getvalue()


def command_lines() -> list[tuple[str, ...]]:
    """Every command there is, as words."""
    root = Root(name="secretguard")
    found: list[tuple[str, ...]] = [()]
    for name in GROUPS:
        node = root.get_command(typer.Context(root), name)
        found.append((name,))
        found.extend((name, inner) for inner in getattr(node, "commands", {}))
    return found


@pytest.mark.parametrize("words", command_lines(), ids=" ".join)
def test_every_help_page_is_english(words: tuple[str, ...]) -> None:
    code, page = say("--lang", "en", *words, "--help")
    assert code == 0
    assert page.startswith("Usage: secretguard")
    assert chinese_left(page) == ""


def test_the_language_can_change_between_two_commands() -> None:
    first, english, again = (say("--lang", lang, "drill", "--help")[1] for lang in ("zh", "en", "zh"))
    assert first == again
    assert "用法" in first
    assert "开始推演" in first
    assert "Start the drill" in english


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nonsense",), 2),
        (("vault", "nonsense"), 2),
        (("vault", "check", "--nonsense"), 2),
        (("drill", "new"), 2),
        (("drill", "decide"), 2),
        (("playbook", "show", "nonsense"), 1),
        (("playbook", "check", "nonsense.yaml"), 1),
        (("--vault", "nowhere.sgv", "vault", "info"), 1),
        (("--passphrase-file", "nowhere.txt", "--vault", "nowhere.sgv", "drill", "list"), 2),
        (("drill", "start", "--at"), 2),
    ],
)
def test_errors_are_english(
    words: tuple[str, ...], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    left, told = say("--lang", "en", *words)
    assert left == code, told
    assert told.startswith("Error: ")
    assert re.search(r"[a-z]{3}", told.removeprefix("Error: "))
    assert chinese_left(told) == ""


def test_the_environment_chooses_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETGUARD_LANG", "en_GB.UTF-8")
    assert say("nonsense")[1].startswith("Error: ")
    monkeypatch.setenv("SECRETGUARD_LANG", "de")
    assert say("nonsense")[1].startswith("错误：")


def test_a_playbook_keeps_its_chinese_under_english_headings() -> None:
    code, page = say("--lang", "en", "playbook", "show", "departing-engineer")
    assert code == 0
    assert "Measured by" in page
    assert "核心研发离职入职对手" in page


def test_a_report_has_english_headings_and_column_heads() -> None:
    set_language("en")
    document = documents.quick_report(sample_report())
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    assert [flat(heading.content) for heading in headings][:3] == ["Conclusion", "Objectives", "Three clocks"]
    assert headings[0].number.strip() == "1"
    tables = [block for block in document.blocks if isinstance(block, Table)]
    words = [flat(block.content) for block in headings] + [table.caption for table in tables]
    words += [flat(cell) for table in tables for cell in table.head]
    assert len(words) > 40
    assert [word for word in words if chinese_left(word)] == []


def test_a_report_is_dated_and_marked_in_english() -> None:
    set_language("en")
    printed = documents.to_terminal(documents.quick_report(sample_report()))
    assert "24 November 2026" in printed
    assert "[MS]" in printed
    assert "[LS]" in printed
    assert "年" not in printed.split("Signing")[0].split("Conclusion")[0]


def test_the_same_report_in_chinese_is_untouched_by_an_english_one() -> None:
    chinese = documents.to_html(documents.quick_report(sample_report()))
    set_language("en")
    english = documents.to_html(documents.quick_report(sample_report()))
    set_language("zh")
    assert documents.to_html(documents.quick_report(sample_report())) == chinese
    assert '<html lang="zh-CN">' in chinese
    assert '<html lang="en">' in english
