"""Each rule has an example that breaks it, made from a playbook that breaks none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from secretguard.drills.quality import RuleFinding, check_playbook, has_errors
from tests.content.building import Data, loaded, option, small_law, small_sections, valid


def findings(folder: Path, data: Data) -> tuple[RuleFinding, ...]:
    return check_playbook(loaded(folder, data), small_law(), small_sections())


def test_the_small_playbook_breaks_no_rule(tmp_path: Path) -> None:
    assert findings(tmp_path, valid()) == ()


def first(data: Data) -> Data:
    return data["injects"][0]


def choices(data: Data, index: int = 0) -> list[Data]:
    return data["injects"][index]["decision"]["options"]


def clash(data: Data) -> None:
    choices(data, 2)[1]["evidence"] = {"kept": ["LOG", "DISK"]}


def flatten_objective(data: Data) -> None:
    for index in (0, 3):
        data["injects"][index]["decision"]["objectives"] = ["O1"]
    for one in (*data["injects"][1:2], *data["injects"][3:5]):
        one["expected"][0]["objective"] = "O1"


def loop(data: Data) -> None:
    choices(data, 3)[0]["next"] = "I2"


def same_receivers(data: Data) -> None:
    data["injects"][1].update({"from": "SUP", "to": ["CO"]})


def no_outsider(data: Data) -> None:
    data["injects"][2].update({"from": "CO", "to": ["IT"]})
    data["injects"][3].update({"from": "IT", "to": ["CO"]})
    data["injects"][5].update({"from": "IT"})


def slow(data: Data) -> None:
    for one in data["injects"]:
        for expected in one["expected"]:
            expected["within"] = 600


def swap_good(data: Data) -> None:
    for index in (2, 3):
        for one in choices(data, index):
            one["rating"] = {"a": "good", "b": "partial", "c": "bad"}[one["id"]]


BROKEN: list[tuple[str, Any, str, str]] = [
    ("E1", lambda d: first(d).pop("fact"), "injects.I1", "新情况"),
    ("E1", lambda d: first(d).update(questions=[]), "injects.I1", "没有提问"),
    ("E1", lambda d: first(d)["to"].append("IT"), "injects.I1.to", "同时是接收"),
    ("E2", lambda d: d["injects"][4].update(expected=[]), "injects.I5", "没有预期行动"),
    (
        "E2",
        lambda d: d["injects"][1]["variants"][0].update(expected=[]),
        "injects.I2.variants[1]",
        "没有预期行动",
    ),
    ("E3", lambda d: choices(d).pop(1), "injects.I1.decision.options", "2 个选项"),
    ("E3", lambda d: choices(d)[0].update(rating="bad"), "injects.I1.decision.options", "0 个"),
    ("E3", lambda d: choices(d)[1].update(rating="good"), "injects.I1.decision.options", "2 个"),
    (
        "E4",
        lambda d: choices(d)[0].update(consequence="很好。"),
        "injects.I1.decision.options.a.consequence",
        "情节",
    ),
    (
        "E4",
        lambda d: choices(d)[1].update(consequence=choices(d)[0]["consequence"]),
        "injects.I1.decision.options.b.consequence",
        "一字不差",
    ),
    ("E5", clash, "injects.I3.decision.options.b.evidence.kept", "LOG"),
    ("E6", flatten_objective, "objectives.O2", "没有一项行动"),
    ("E7", lambda d: first(d).update({"from": "HR"}), "injects.I1.from", "HR"),
    ("E8", lambda d: first(d).update(text="他去了宏达公司。"), "injects.I1.text", "宏达公司"),
    ("E8", lambda d: d.update(end_card="见(2099)示例1号。"), "end_card", "(2099)示例1号"),
    ("E8", lambda d: d["grounded_in"][0].update(parties=["密点"]), "parameters.secret.ask", "密点"),
    ("E9", lambda d: first(d).update(text="上链就能证明内容真实。"), "injects.I1.text", "上链"),
    ("E10", lambda d: d["injects"][1].pop("next"), "injects.I2", "断了"),
    ("E10", loop, "injects.I4.decision.options.a.next", "绕回去"),
    ("E10", lambda d: d["endings"].pop(), "endings", "没有结局"),
    (
        "E10",
        lambda d: d["endings"].insert(0, {"id": "Z", "title": "t", "text": "x"}),
        "endings.A",
        "到不了结局",
    ),
    ("E10", lambda d: [one.update(short=False) for one in d["injects"]], "injects", "没有注入"),
    ("W1", lambda d: d["injects"][1].pop("false_lead"), "injects", "假线索"),
    ("W2", same_receivers, "injects.I2.to", "同一批角色"),
    ("W3", lambda d: d["roles"].append({"id": "GM", "title": "总经理"}), "roles.GM", "没有收到"),
    ("W4", slow, "injects", "时间压力"),
    ("W5", no_outsider, "injects", "外部的人"),
    ("W6", lambda d: d["injects"][2].pop("stage"), "injects", "pressure"),
    ("W6", lambda d: d["injects"][3].update(stage="sign"), "injects.I4.stage", "倒退"),
    ("W7", lambda d: first(d).update(questions=["要不要报告？"]), "injects.I1.questions[1]", "是"),
    ("W7", lambda d: d["debrief"].update(short=["谁去补？大家满意吗？"]), "debrief.short[1]", "是"),
    ("W8", lambda d: d.update(duties=["network-incident"]), "duties[1]", "法定义务"),
    ("W9", lambda d: choices(d)[0].update(text="很长" * 40), "injects.I1.decision.options.a.text", "太长"),
    ("W9", swap_good, "injects", "总是 a"),
    ("W10", lambda d: d["injects"].pop(), "injects", "应急注入"),
    ("W11", lambda d: d["minutes"].update(short=10), "minutes.short", "不到一半"),
]


@pytest.mark.parametrize(("rule", "spoil", "field", "words"), BROKEN)
def test_a_broken_rule_is_found_where_it_is_broken(
    tmp_path: Path, rule: str, spoil: Any, field: str, words: str
) -> None:
    data = valid()
    spoil(data)
    found = findings(tmp_path, data)
    hits = [one for one in found if one.rule == rule and one.field == field and words in one.message]
    assert hits, found
    assert hits[0].line is not None
    assert hits[0].hint
    assert hits[0].severity == ("error" if rule.startswith("E") else "warning")


def test_every_rule_has_an_example() -> None:
    named = {rule for rule, *_rest in BROKEN}
    assert named == {f"E{number}" for number in range(1, 11)} | {f"W{number}" for number in range(1, 12)}


def test_an_objective_whose_scores_lie_close_together_is_told(tmp_path: Path) -> None:
    data = valid()
    data["objectives"].append({"id": "O3", "title": "一个口径", "measure": "一人对外", "plan": "7"})
    data["injects"][3]["decision"]["objectives"] = ["O3"]
    assert findings(tmp_path, data) == ()
    for one in choices(data, 3):
        one["rating"] = "partial"
    (close,) = [one for one in findings(tmp_path, data) if one.rule == "E6"]
    assert close.field == "objectives.O3"
    assert "最好分 50 与最差分 50" in close.message


def test_an_objective_outside_the_short_form_is_only_noted(tmp_path: Path) -> None:
    data = valid()
    data["objectives"].append({"id": "O3", "title": "恢复", "measure": "三天内交还", "plan": "7"})
    data["injects"][4]["expected"][0]["objective"] = "O3"
    data["injects"][4]["short"] = False
    (note,) = findings(tmp_path, data)
    assert (note.rule, note.severity, note.field) == ("E6", "note", "objectives.O3")
    assert not has_errors((note,))


def test_story_rules_wait_until_every_name_is_known(tmp_path: Path) -> None:
    data = valid()
    choices(data)[0]["next"] = "nowhere"
    found = findings(tmp_path, data)
    assert [one.rule for one in found if one.severity == "error"] == ["E7"]
    assert any("还没有检查" in one.message for one in found if one.severity == "note")


def test_requirement_ids_without_a_catalogue_leave_a_note(tmp_path: Path) -> None:
    data = valid()
    data["objectives"][0]["requirements"] = ["EMERG-03"]
    (note,) = findings(tmp_path, data)
    assert note.severity == "note" and "EMERG-03" in note.message


def test_one_return_to_an_inject_is_no_endless_loop(tmp_path: Path) -> None:
    data = valid()
    data["flags"].append("again")
    choices(data, 3)[0].update(next="I3", set=["again"])
    data["injects"][3]["variants"] = [
        {
            "when": {"flag": "again"},
            "decision": {
                "ask": "这一次走哪条路？",
                "objectives": ["O2"],
                "options": [
                    option("a", "partial", "I5"),
                    option("b", "good", "I5"),
                    option("c", "bad", "end"),
                ],
            },
        }
    ]
    assert [one for one in findings(tmp_path, data) if one.rule == "E10"] == []


def test_a_variant_can_resolve_an_evidence_clash(tmp_path: Path) -> None:
    data = valid()
    clash(data)
    plain = {"ask": "怎么回？", "objectives": ["O1"]}
    data["injects"][2]["variants"] = [
        {
            "when": {"lost": ["LOG"]},
            "decision": {
                **plain,
                "options": [
                    option("a", "bad", "I4"),
                    option("b", "good", "I4"),
                    option("c", "partial", "I4"),
                ],
            },
        }
    ]
    assert findings(tmp_path, data) == ()


@pytest.mark.parametrize(
    "text",
    [
        "我们公司今天缺哪一样？",
        "一家子公司的人",
        "，泄露公司秘密",
        "模具厂打来电话",
        "示例公司",
        "某公司",
        "门卫说公司没有规定",
    ],
)
def test_everyday_words_for_companies_are_no_names(tmp_path: Path, text: str) -> None:
    data = valid()
    first(data)["text"] = text
    assert findings(tmp_path, data) == ()


@pytest.mark.parametrize(
    "text",
    ["浙江宏达机械有限公司", "华星集团", "图纸给了北方机械厂", "他去Tesla公司面试", "交给宏远模具厂加工"],
)
def test_proper_names_of_companies_are_found(tmp_path: Path, text: str) -> None:
    data = valid()
    first(data)["text"] = text
    assert [one.rule for one in findings(tmp_path, data)] == ["E8"]


def test_findings_come_with_errors_first_and_in_the_order_of_the_file(tmp_path: Path) -> None:
    data = valid()
    del data["injects"][1]["false_lead"]
    del data["injects"][3]["fact"]
    del data["injects"][1]["fact"]
    found = findings(tmp_path, data)
    assert [(one.rule, one.field) for one in found] == [
        ("E1", "injects.I2"),
        ("E1", "injects.I4"),
        ("W1", "injects"),
    ]
