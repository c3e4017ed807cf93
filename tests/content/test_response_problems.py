"""A response playbook is refused for unsafe order, and told of whatever would fail on a bad day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from secretguard.content import by_volatility, evidence_traits, prerequisites, response_problems
from tests.content.building import small_law, small_sections
from tests.content.response_building import Data, loaded, named, task, valid

Spoil = Callable[[Data], object]


def messages(folder: Path, data: Data) -> list[str]:
    found = response_problems(loaded(folder, data), small_law(), small_sections())
    assert all(problem.line is not None and problem.file == "response-small.yaml" for problem in found)
    return [f"{problem.field}：{problem.message}" for problem in found]


def test_a_good_response_has_no_problem(tmp_path: Path) -> None:
    assert messages(tmp_path, valid()) == []


def _hidden_behind_a_condition(data: Data) -> None:
    named(data, "freeze")["only_if"] = ["personal_data"]
    named(data, "freeze")["after"] = ["duplicate"]


ORDER: list[tuple[str, Spoil, str]] = [
    ("talk first", lambda data: named(data, "talk").update(after=[]), "前面却没有复制"),
    ("freeze after the note", lambda data: named(data, "freeze").update(after=["note"]), "前面却没有复制"),
    ("only a conditional task stands between", _hidden_behind_a_condition, "前面却没有复制"),
    ("a cut without an outflow", lambda data: named(data, "cut-path").pop("only_if"), "才能在复制以前断路"),
    ("a cut that warns nobody", lambda data: named(data, "cut-path").pop("restricts"), "断路也是会惊动人"),
    ("a copy that keeps nothing", lambda data: named(data, "duplicate").pop("preserves"), "保住哪一类证据"),
    (
        "a copy that may be skipped",
        lambda data: named(data, "duplicate").update(only_if=["personal_data"]),
        "带条件",
    ),
    ("no copy at all", lambda data: data["tasks"].pop(2), "没有定义"),
    ("a circle", lambda data: named(data, "note").update(after=["talk"]), "要等它自己"),
    ("an unknown task", lambda data: named(data, "talk").update(after=["freezes"]), "没有定义"),
    ("an unknown fact", lambda data: named(data, "talk").update(only_if=["not raining"]), "没有定义"),
    ("a question that leans on a later one", lambda data: data["questions"].reverse(), "没有定义"),
    ("a phase that is not there", lambda data: data["phases"].pop(), "没有定义"),
    ("an id twice", lambda data: data["tasks"].append(task("note")), "用了两次"),
]


@pytest.mark.parametrize(
    ("spoil", "told"), [(case[1], case[2]) for case in ORDER], ids=[case[0] for case in ORDER]
)
def test_unsafe_names_and_order_are_found(tmp_path: Path, spoil: Spoil, told: str) -> None:
    data = valid()
    spoil(data)
    found = messages(tmp_path, data)
    assert any(told in message for message in found), found


def test_a_playbook_without_a_duplicate_is_told_so(tmp_path: Path) -> None:
    data = valid()
    data["tasks"] = [named(data, "note")]
    assert any("没有复制这一步" in message for message in messages(tmp_path, data))


QUALITY: list[tuple[str, Spoil, str]] = [
    (
        "a higher level is slower",
        lambda data: named(data, "note")["within"].update(I=30),
        "tasks.note.within：等级高的反而更慢",
    ),
    (
        "a higher level has no limit",
        lambda data: named(data, "note")["within"].update(I=None),
        "等级高的反而更慢",
    ),
    (
        "later than its phase",
        lambda data: named(data, "note").update(within={"I": 90, "II": 90, "III": 90, "IV": 240}),
        "比这个阶段结束还晚",
    ),
    (
        "due before what it waits for",
        lambda data: named(data, "freeze")["within"].update(I=60),
        "到那时还没到期",
    ),
    ("slower than the law", lambda data: named(data, "report")["within"].update(IV=600), "比法定时限还慢"),
    (
        "a clock nobody keeps",
        lambda data: named(data, "report").update(clock="network-incidents"),
        "法定时限一览里没有",
    ),
    (
        "a law nobody knows",
        lambda data: named(data, "note").update(basis=["law:demo-2020:99"]),
        "tasks.note.basis[1]",
    ),
    (
        "a section nobody knows",
        lambda data: named(data, "note").update(basis=["plan:99"]),
        "tasks.note.basis[1]",
    ),
    ("nobody owns it", lambda data: named(data, "note").update(how="由相关部门去办。"), "没有写清由谁做"),
    ("shouting", lambda data: named(data, "note").update(title="马上记下来！"), "不要用感叹号"),
    ("judging", lambda data: named(data, "talk").update(why_now="叛徒会跑。"), "不要给人定性"),
    ("four lines", lambda data: named(data, "note").update(how="一\n二\n三\n四"), "怎么做写得太长"),
    ("a long line", lambda data: named(data, "note").update(how="长" * 37), "怎么做写得太长"),
    ("a wrong sentence", lambda data: named(data, "note").update(how="上链就能证明真实。"), "不能这样说"),
    (
        "an idle question",
        lambda data: data["questions"].append({"id": "raining", "ask": "下雨吗？"}),
        "答案没有用处",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "told"), [(case[1], case[2]) for case in QUALITY], ids=[case[0] for case in QUALITY]
)
def test_what_would_fail_on_a_bad_day_is_found(tmp_path: Path, spoil: Spoil, told: str) -> None:
    data = valid()
    spoil(data)
    found = messages(tmp_path, data)
    assert len(found) == 1, found
    assert told in found[0]


def test_more_than_six_things_in_the_first_hour_are_too_many_but_conditional_ones_come_on_top(
    tmp_path: Path,
) -> None:
    data = valid()
    more = [task(f"more-{number}", "first-hour") for number in range(5)]
    data["tasks"][1:1] = more
    assert messages(tmp_path, data) == []
    data["tasks"][1:1] = [task("one-more", "first-hour")]
    assert any("7 件事" in message for message in messages(tmp_path, data))


def test_prerequisites_reach_back_and_pass_conditional_tasks_only_under_the_same_condition(
    tmp_path: Path,
) -> None:
    data = valid()
    book = loaded(tmp_path, data).playbook
    talk = book.task("talk")
    assert talk is not None
    assert prerequisites(book, talk) == {"freeze", "duplicate", "note"}
    _hidden_behind_a_condition(data)
    named(data, "talk")["only_if"] = ["personal_data"]
    assert messages(tmp_path, data) == []


def test_evidence_is_named_in_the_order_in_which_it_is_lost() -> None:
    assert by_volatility(["PAPER", "LOG", "RAM", "LOG"]) == ("RAM", "LOG", "PAPER")
    traits = evidence_traits("LOG")
    assert (traits.title, traits.volatility) == ("系统和外发日志", "days")
    assert "覆盖" in traits.killed_by
