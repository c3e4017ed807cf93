from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from secretguard.content import ContentProblem, check_references
from tests.content.building import loaded, small_law, small_sections, valid


def stranger(folder: Path, spoil: Any) -> ContentProblem:
    data = valid()
    spoil(data)
    problems = check_references(loaded(folder, data), small_law(), small_sections())
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_the_small_playbook_names_nothing_unknown(tmp_path: Path) -> None:
    assert check_references(loaded(tmp_path, valid()), small_law(), small_sections()) == ()


@pytest.mark.parametrize(
    ("spoil", "field", "words"),
    [
        (lambda d: d["injects"][0].update({"from": "HR"}), "injects.I1.from", "角色 HR"),
        (lambda d: d["injects"][0]["to"].append("XX"), "injects.I1.to[2]", "角色 XX"),
        (
            lambda d: d["injects"][0]["expected"][0].update(role="BOSS"),
            "injects.I1.expected.report.role",
            "角色 BOSS",
        ),
        (
            lambda d: d["injects"][0]["decision"]["options"][1]["evidence"]["at_risk"].append("RAM"),
            "injects.I1.decision.options.b.evidence.at_risk[2]",
            "证据 RAM",
        ),
        (
            lambda d: d["objectives"][0].update(fails_if_lost=["RAM"]),
            "objectives.O1.fails_if_lost[1]",
            "证据",
        ),
        (lambda d: d["endings"][0]["when"]["kept"].append("RAM"), "endings.A.when.kept[3]", "证据 RAM"),
        (
            lambda d: d["injects"][5]["when"].update(missed="nothing"),
            "injects.I6.when.missed",
            "行动 nothing",
        ),
        (
            lambda d: d["injects"][0]["decision"]["options"][0].update(set=["waned"]),
            "injects.I1.decision.options.a.set[1]",
            "标记 waned",
        ),
        (
            lambda d: d["injects"][0]["expected"][0].update(objective="O9"),
            "injects.I1.expected.report.objective",
            "目标 O9",
        ),
        (lambda d: d["objectives"][0].update(plan="5.9"), "objectives.O1.plan", "预案节号 5.9"),
        (
            lambda d: d["injects"][0]["expected"][0].update(basis=["plan:99"]),
            "injects.I1.expected.report.basis[1]",
            "预案节号 99",
        ),
        (
            lambda d: d["injects"][0]["expected"][0].update(basis=["law:demo-2020:7"]),
            "injects.I1.expected.report.basis[1]",
            "法律依据 law:demo-2020:7",
        ),
        (lambda d: d["objectives"][0].update(law=["demo-2020:7"]), "objectives.O1.law[1]", "法律依据"),
        (lambda d: d["injects"][1].update(next="I33"), "injects.I2.next", "注入 I33"),
        (lambda d: d["injects"][1].update(next="back"), "injects.I2.next", "注入 back"),
        (
            lambda d: d["endings"][1].update(when={"chosen": ["I1.f"]}),
            "endings.B.when.chosen[1]",
            "选择 I1.f",
        ),
        (lambda d: d["injects"][1].update(text="打开了{sistem}。"), "injects.I2.text", "参数 sistem"),
        (lambda d: d["debrief"].update(short=["谁动了{x}？"]), "debrief.short[1]", "参数 x"),
        (
            lambda d: d["injects"][1]["variants"][0].update(text="{y}"),
            "injects.I2.variants[1].text",
            "参数 y",
        ),
        (lambda d: d["injects"][1].update(text="打开了 {secret。"), "injects.I2.text", "花括号不成对"),
        (
            lambda d: d["parameters"]["secret"].update(default="{secret}"),
            "parameters.secret.default",
            "默认值",
        ),
        (lambda d: d.update(duties=["moon"]), "duties[1]", "法定时限 moon"),
        (lambda d: d["injects"][1].update(id="I3", next="end"), "injects.I3", "用了两次"),
        (
            lambda d: d["injects"][4]["expected"][0].update(id="image"),
            "injects.I5.expected.image",
            "已经用过",
        ),
        (lambda d: d["flags"].append("warned"), "flags[2]", "用了两次"),
    ],
)
def test_every_unknown_name_is_found_at_its_field(tmp_path: Path, spoil: Any, field: str, words: str) -> None:
    data = valid()
    spoil(data)
    problems = check_references(loaded(tmp_path, data), small_law(), small_sections())
    hits = [problem for problem in problems if problem.field == field and words in problem.message]
    assert hits, [str(problem) for problem in problems]
    assert hits[0].line is not None


def test_a_finding_names_the_line_and_the_nearest_known_name(tmp_path: Path) -> None:
    problem = stranger(tmp_path, lambda d: d["injects"][1].update(text="打开了{secre}。"))
    lines = (tmp_path / "small.yaml").read_text(encoding="utf-8").splitlines()
    assert problem.line is not None and "{secre}" in lines[problem.line - 1]
    assert "secret" in problem.hint


def test_an_inject_may_not_be_called_end_or_back(tmp_path: Path) -> None:
    data = valid()
    data["injects"][5]["id"] = "back"
    problems = check_references(loaded(tmp_path, data), small_law(), small_sections())
    assert any("保留" in problem.message for problem in problems)


def test_requirement_ids_are_checked_only_against_a_catalogue(tmp_path: Path) -> None:
    data = valid()
    data["objectives"][0]["requirements"] = ["EMERG-03"]
    book = loaded(tmp_path, data)
    assert check_references(book, small_law(), small_sections()) == ()
    assert check_references(book, small_law(), small_sections(), {"EMERG-03"}) == ()
    (problem,) = check_references(book, small_law(), small_sections(), {"EMERG-04"})
    assert "要求 EMERG-03" in problem.message
