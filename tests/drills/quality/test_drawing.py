from __future__ import annotations

import re
from pathlib import Path

import pytest

from secretguard.content import Playbook
from secretguard.drills.quality import assess_readiness, check_playbook, story_mermaid, story_tree
from tests.content.building import loaded, small_law, small_sections, valid


@pytest.fixture
def playbook(tmp_path: Path) -> Playbook:
    return loaded(tmp_path, valid()).playbook


def test_the_tree_shows_every_inject_option_and_ending(playbook: Playbook) -> None:
    tree = story_tree(playbook, "full")
    for inject in playbook.injects:
        assert inject.title in tree
    assert "├─ a 优 按a的办法去做这一步 [存 LOG] → I2" in tree
    assert "（机动：漏了 note-call，截至 T+3天）" in tree
    assert "C 和解（其余情况）" in tree


def test_the_short_tree_leaves_out_what_is_not_starred(tmp_path: Path) -> None:
    data = valid()
    data["injects"][1]["short"] = False
    tree = story_tree(loaded(tmp_path, data).playbook, "short")
    assert "I2的标题" not in tree
    assert "a 优 按a的办法去做这一步 [存 LOG] → I3" in tree


def test_every_arrow_of_the_chart_joins_nodes_that_exist(playbook: Playbook) -> None:
    chart = story_mermaid(playbook, "full")
    nodes = set(re.findall(r"^  (\w+)[\[(]", chart, re.M)) | set(re.findall(r"(e\d+)\[", chart))
    arrows = re.findall(r"^  (\w+) -[-.>]+(?:\|[^|]*\|)? (\w+)", chart, re.M)
    assert len(arrows) == 3 + 1 + 3 + 3 + 1 + 3
    assert {name for arrow in arrows for name in arrow} <= nodes
    assert "end" not in nodes


def test_a_title_cannot_break_out_of_the_chart(tmp_path: Path) -> None:
    data = valid()
    data["injects"][0]["title"] = 'x"] --> <script>#  n1'
    chart = story_mermaid(loaded(tmp_path, data).playbook, "full")
    assert "<script>" not in chart
    assert chart.splitlines()[1] == '  n0["I1★ T+0:00 x#quot;] --#gt; #lt;script#gt;#35; n1"]'


def test_the_sheet_says_yes_to_a_sound_playbook_and_leaves_judgement_to_people(tmp_path: Path) -> None:
    book = loaded(tmp_path, valid())
    sheet = assess_readiness(book, check_playbook(book, small_law(), small_sections()))
    answers = {line.id: line.answer for line in sheet.lines}
    assert {name for name, answer in answers.items() if answer == "person"} == {
        "fits",
        "believable",
        "approved",
    }
    assert "no" not in answers.values()
    assert all(line.reason for line in sheet.lines)


def test_the_sheet_says_no_with_the_rule_that_was_broken(tmp_path: Path) -> None:
    data = valid()
    data["injects"][0]["expected"] = []
    data["minutes"]["full"] = 20
    data["objectives"][0]["measure"] = "高度重视上报工作"
    book = loaded(tmp_path, data)
    sheet = assess_readiness(book, check_playbook(book, small_law(), small_sections()))
    lines = {line.id: line for line in sheet.lines}
    assert lines["actions"].answer == "no" and "E2" in lines["actions"].reason
    assert lines["script"].answer == "no"
    assert lines["times"].answer == "no" and "40" in lines["times"].reason
    assert lines["goals"].answer == "person" and "O1" in lines["goals"].reason
