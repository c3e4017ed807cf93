from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from secretguard.content import (
    BLOCKING,
    CHECKS,
    SIZES,
    PlanForm,
    PlanRules,
    content_folders,
    load_law,
    load_plan_form,
    load_plan_rules,
    problems_of,
)
from secretguard.errors import ContentError

from .building import Data
from .test_plan_form import texts

STANDARDS = content_folders("standards")


@pytest.fixture(scope="module")
def form() -> PlanForm:
    return load_plan_form(STANDARDS)


@pytest.fixture(scope="module")
def rules(form: PlanForm) -> PlanRules:
    return load_plan_rules(STANDARDS, form)


def test_each_of_the_reviewers_twenty_points_has_a_rule(rules: PlanRules) -> None:
    assert [number for number in range(1, 21) if not rules.of_reviewer(number)] == []


def test_every_section_from_cover_to_annexes_has_a_rule(rules: PlanRules) -> None:
    chapters = {rule.section.split(".")[0] for rule in rules.rules}
    assert {str(number) for number in range(15)} <= chapters


def test_every_predicate_is_used_and_none_is_unknown(rules: PlanRules) -> None:
    assert {rule.check for rule in rules.rules} == set(CHECKS)


def test_unlawful_and_leak_block_and_are_looked_for_in_every_size(rules: PlanRules) -> None:
    for kind in BLOCKING:
        found = [rule for rule in rules.rules if rule.defect_class == kind]
        assert found and all(rule.blocks for rule in found)
        assert any(set(rule.sizes) == set(SIZES) for rule in found)


def test_all_seven_defect_classes_are_looked_for(rules: PlanRules) -> None:
    assert len({rule.defect_class for rule in rules.rules}) == 7


def test_the_wall_card_is_held_to_few_rules_and_the_whole_plan_to_all(rules: PlanRules) -> None:
    card, short, full = (len(rules.within(size)) for size in SIZES)
    assert 8 <= card < short < full == len(rules.rules)


def test_every_rule_says_where_to_mend_it(rules: PlanRules) -> None:
    for rule in rules.rules:
        assert rule.fields and rule.why.endswith("。") and rule.remedy.endswith("。"), rule.id


def test_every_wording_finds_its_own_bad_sentence(rules: PlanRules) -> None:
    for rule in rules.rules:
        for word in rule.words:
            assert re.search(word.pattern, word.wrong), (rule.id, word.id)


def test_what_is_proposed_instead_is_not_caught_by_any_wording_of_the_rule(rules: PlanRules) -> None:
    for rule in rules.rules:
        if rule.check != "mentions":
            for word in rule.words:
                assert not [w.id for w in rule.words if re.search(w.pattern, word.right)], (rule.id, word.id)


def test_no_ready_answer_or_example_of_the_form_is_unlawful_leaking_or_a_slogan(
    rules: PlanRules, form: PlanForm
) -> None:
    for rule in rules.rules:
        if rule.words and rule.check != "mentions":
            names = rule.params.get("fields") or [field.id for field in form.all_fields()]
            assert isinstance(names, list)
            for field in form.all_fields():
                if field.id in names:
                    for text in texts([field.first_answer(), field.example]):
                        found = [word.id for word in rule.words if re.search(word.pattern, text)]
                        assert not found, (rule.id, field.id, text)


def test_what_the_plan_must_mention_stands_in_the_ready_answers(rules: PlanRules, form: PlanForm) -> None:
    for rule in rules.rules:
        if rule.check == "mentions":
            names = rule.params["fields"]
            assert isinstance(names, list)
            ready = [form.field(str(name)) for name in names]
            whole = "\n".join(texts([field.first_answer() for field in ready if field is not None]))
            assert all(re.search(word.pattern, whole) for word in rule.words), rule.id


@pytest.mark.parametrize(
    "text",
    [
        "当场没收员工手机，逐个检查",
        "谈完以前不许当事人离开会议室",
        "登录他的个人网盘看看",
        "保密协议约定员工泄密违约金十万元。对泄密员工罚款五千元",
        "把协议倒签到入职那天",
        "全体员工都签竞业限制协议",
    ],
)
def test_unlawful_orders_are_caught(rules: PlanRules, text: str) -> None:
    rule = rules.find("C-7-6")
    assert rule is not None
    assert [word.id for word in rule.words if re.search(word.pattern, text)], text


@pytest.mark.parametrize(
    "text",
    [
        "不收私人手机；公安依法扣押手机的，配合并登记",
        "公司配发的手机由信息主管收回封存",
        "图纸不准带离开厂区",
        "本人同意后查看私人账号里和案子有关的内容",
        "来访者偷拍设备的，陪同人当场制止",
        "市场监管部门可以罚款",
        "供应商违反保密协议的，按合同付违约金",
        "竞业限制只和负有保密义务的人约定",
    ],
)
def test_lawful_sentences_that_look_alike_pass(rules: PlanRules, text: str) -> None:
    rule = rules.find("C-7-6")
    assert rule is not None
    assert [word.id for word in rule.words if re.search(word.pattern, text)] == []


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("公差 ±0.015 mm", True),
        ("850℃保温两小时", True),
        ("七号配方含量 12.5%", True),
        ("添加剂 Al2O3", True),
        ("后台密码是 Pass2026", True),
        ("底价36.5元", True),
        ("制动卡钳公差链，存在图纸系统", False),
        ("七号配方，在配方室保险柜", False),
        ("副本算 SHA-256 和 SM3，按 RFC 3161 取时间戳", False),
        ("应急资金50000元，夜里也能动用", False),
        ("告知书签了 100%，日志留 180 天", False),
    ],
)
def test_secret_content_is_told_from_code_names(rules: PlanRules, text: str, leaks: bool) -> None:
    rule = rules.find("C-3-5")
    assert rule is not None
    assert any(re.search(word.pattern, text) for word in rule.words) is leaks


def test_no_text_of_the_rules_says_what_must_not_be_said(rules: PlanRules) -> None:
    law = load_law(STANDARDS)
    for rule in rules.rules:
        said = rule.model_dump(exclude={"words"})
        for text in texts([said, [word.right for word in rule.words]]):
            assert not law.wrong_sentences(text), (rule.id, text)


def one_rule(**changes: Any) -> Data:
    rule: Data = {
        "id": "C-2-1",
        "section": "2",
        "title": "代理是另一个人",
        "why": "出差那天。",
        "remedy": "另写一个人。",
        "basis": ["practice"],
        "class": "missing",
        "check": "different_people",
        "params": {"fields": ["head", "deputy"]},
        "fields": ["head"],
    }
    rule.update(changes)
    return copy.deepcopy({"kind": "plan-rules", "rules": [rule]})


def write(folder: Path, data: Data) -> list[Path]:
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (folder / "plan-rules.yaml").write_text(text, encoding="utf-8")
    return [*STANDARDS, folder]


def test_rules_of_ones_own_replace_the_shipped_ones(tmp_path: Path, form: PlanForm) -> None:
    assert [rule.id for rule in load_plan_rules(write(tmp_path, one_rule()), form).rules] == ["C-2-1"]


WORD = {"id": "w", "pattern": "尽快", "wrong": "尽快", "right": "几点以前"}


@pytest.mark.parametrize(
    ("changes", "place", "complaint", "hint"),
    [
        ({"id": "X-1"}, "id", "写法", ""),
        ({"section": "77"}, "section", "没有 77", "plan-sections"),
        ({"basis": ["law:aucl-2025:888"]}, "basis", "查不到", "法律依据表"),
        ({"fields": ["heed"]}, "fields", "没有 heed", "head"),
        ({"check": "different_peple"}, "check", "没有 different_peple", "different_people"),
        ({"params": {}}, "params", "缺少参数 fields", "补上"),
        ({"params": {"fields": ["head", "deputi"]}}, "params.fields", "没有 deputi", "deputy"),
        ({"params": {"fields": "head"}}, "params.fields", "列表", "plan-rules.yaml"),
        ({"params": {"fields": ["head"], "feilds": 1}}, "params.feilds", "没有参数 feilds", "fields"),
        ({"check": "not_stale", "params": {"field": "kit-checked", "days": "半年"}}, "days", "整数", ""),
        ({"check": "at_most", "params": {"field": "money"}}, "params", "只写一个", ""),
        (
            {"check": "rows_answered", "params": {"table": "caps", "columns": ["persn"]}},
            "columns",
            "persn",
            "person",
        ),
        ({"check": "forbidden_words", "params": {}}, "words", "要写 words", ""),
        ({"words": [WORD]}, "words", "不看 words", "删去"),
        ({"check": "never_say", "params": {}, "words": [{**WORD, "pattern": "a*"}]}, "pattern", "上限", ""),
        ({"class": "unlawful"}, "blocks", "阻止批准", "blocks: true"),
        ({"class": "bad"}, "class", "只能是", ""),
        ({"reviewer": 21}, "reviewer", "20", ""),
        ({"fields": ["response"]}, "sizes", "没有这条规则要查的", "sizes"),
    ],
)
def test_a_broken_rule_is_told_with_line_field_and_hint(
    tmp_path: Path, form: PlanForm, changes: Data, place: str, complaint: str, hint: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load_plan_rules(write(tmp_path, one_rule(**changes)), form)
    problems = problems_of(caught.value)
    assert all(problem.file == "plan-rules.yaml" and problem.line for problem in problems)
    assert any(
        place in problem.field and complaint in problem.message and hint in problem.hint
        for problem in problems
    ), [str(problem) for problem in problems]


def test_a_rule_written_twice_is_refused(tmp_path: Path, form: PlanForm) -> None:
    data = one_rule()
    data["rules"].append(copy.deepcopy(data["rules"][0]))
    with pytest.raises(ContentError, match="写了两次"):
        load_plan_rules(write(tmp_path, data), form)


def test_no_rules_at_all_is_an_error(tmp_path: Path, form: PlanForm) -> None:
    with pytest.raises(ContentError, match="检查规则"):
        load_plan_rules([tmp_path], form)
