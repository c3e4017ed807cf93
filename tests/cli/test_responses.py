"""Response playbooks under `playbook`: listed, shown, checked; every command that a remedy names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

import secretguard
from secretguard.cli.root import GROUPS, Root
from secretguard.locations import content_folder
from tests.cli.conftest import bare_run

SHIPPED = content_folder("playbooks") / "response-leaver.yaml"


def test_responses_are_listed_and_shown_beside_the_exercises() -> None:
    listed = bare_run("playbook", "list", "--json").object
    assert "response-leaver" in [one["id"] for one in listed["responses"]]
    assert "response-leaver" not in [one["id"] for one in listed["playbooks"]]
    shown = bare_run("playbook", "show", "response-leaver").out
    assert "给他的电脑做镜像" in shown and "（处置）" in shown and "外流已经停住" in shown


def test_a_shipped_response_passes_by_id_and_by_path() -> None:
    for wanted in ("response-leaver", str(SHIPPED)):
        assert bare_run("playbook", "check", wanted, "--json").object == {"ok": True, "findings": []}


def test_a_response_whose_order_would_destroy_evidence_is_told_with_its_line(tmp_path: Path) -> None:
    data: dict[str, Any] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    next(task for task in data["tasks"] if task["id"] == "freeze")["after"] = []
    wrong = tmp_path / "response-mine.yaml"
    wrong.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    told = bare_run("playbook", "check", str(wrong), "--json", expect=1)
    assert told.object["ok"] is False and told.object["findings"][0]["line"] > 1
    plain = bare_run("playbook", "check", str(wrong), expect=1)
    assert "第" in plain.out and "不会被采用" in plain.err


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("playbook", "simulate", "response-leaver"), "没有情节可走"),
        (("playbook", "graph", "response-leaver"), "没有情节可走"),
        (("playbook", "show", "response-leave"), "是不是想用 response-leaver"),
        (("playbook", "show", "no-such"), "没有编号为 no-such 的推演剧本"),
        (("playbook", "show", "response-no-such"), "没有编号为 response-no-such 的响应剧本"),
    ],
)
def test_what_is_not_there_or_cannot_be_played_is_told(line: tuple[str, ...], said: str) -> None:
    assert said in bare_run(*line, expect=1).err


def test_every_command_of_incidents_that_a_sentence_names_exists() -> None:
    root = Root(name="secretguard")
    context = typer.Context(root)
    assert {"incident", "evidence"} <= set(GROUPS)
    known = {f"{group} {name}" for group in ("incident", "evidence")
             for name in root.get_command(context, group).commands}  # fmt: skip
    folder = Path(secretguard.__file__).parent
    said = set()
    for path in folder.rglob("*.py"):
        for sentence in re.findall(
            r'(?<!")"([^"\n]*[\u4e00-\u9fff][^"\n]*)"(?!")', path.read_text(encoding="utf-8")
        ):
            said |= set(re.findall(r"\b(?:incident|evidence) [a-z]+(?:-[a-z]+)*(?![\w.])", sentence))
    assert len(said) > 10
    assert said <= known, said - known
