from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from secretguard.content import (
    ContentProblem,
    content_folders,
    find_playbook,
    list_playbooks,
    load_playbook,
    problems_of,
    read_playbook,
)
from secretguard.errors import ContentError, RefusedError
from tests.content.building import Data, valid, write


def problems(folder: Path, data: Data) -> tuple[ContentProblem, ...]:
    with pytest.raises(ContentError) as caught:
        load_playbook(write(folder, data))
    return problems_of(caught.value)


def line_with(folder: Path, words: str) -> int:
    lines = (folder / "small.yaml").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def test_a_valid_playbook_is_loaded_with_times_in_minutes(tmp_path: Path) -> None:
    playbook = load_playbook(write(tmp_path, valid()))
    assert [inject.at for inject in playbook.injects] == [0, 1200, 4320, 12960, 28800, 5760]
    assert playbook.injects[0].sender == "IT"


def test_an_unknown_field_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    data = valid()
    data["injects"][2]["chanel"] = "电话"
    (problem,) = problems(tmp_path, data)
    assert problem.file == "small.yaml"
    assert problem.field == "injects.I3.chanel"
    assert problem.line == line_with(tmp_path, "chanel")
    assert "没有 chanel 这个字段" in problem.message
    assert "channel" in problem.hint


@pytest.mark.parametrize(
    ("spoil", "field", "words"),
    [
        (lambda d: d.pop("title"), "title", "缺少"),
        (lambda d: d.update(level=9), "level", "不能大于 3"),
        (lambda d: d.update(level="高"), "level", "整数"),
        (lambda d: d.update(audience="everyone"), "audience", "enterprise、bureau、both"),
        (lambda d: d.update(industry="机械"), "industry", "列表"),
        (lambda d: d.update(debrief="问一问"), "debrief", "字段: 内容"),
        (lambda d: d.update(title=True), "title", "文字"),
        (lambda d: d.update(title="长" * 300), "title", "最多 200 个字"),
        (lambda d: d.update(title="两\n行"), "title", "写法"),
        (lambda d: d.update(title=""), "title", "不能是空"),
        (lambda d: d.update(id="有 空格"), "id", "写法"),
        (lambda d: d["injects"][0].pop("at"), "injects.I1", "情景时间"),
        (lambda d: d["injects"][5].pop("when"), "injects.I6", "触发条件"),
        (lambda d: d["injects"][0].update(when={"flag": "warned"}), "injects.I1", "只有应急注入"),
        (lambda d: d["endings"][0].update(when={}), "endings.A.when", "什么也没写"),
        (
            lambda d: d["injects"][0]["expected"][0].update(basis=["law"]),
            "injects.I1.expected.report.basis[1]",
            "写法",
        ),
        (
            lambda d: d["injects"][0]["decision"]["options"][0].update(rating="godd"),
            "injects.I1.decision.options.a.rating",
            "good、partial、bad",
        ),
    ],
)
def test_a_wrong_value_is_told_in_chinese_with_its_field(
    tmp_path: Path, spoil: Any, field: str, words: str
) -> None:
    data = valid()
    spoil(data)
    (problem, *_rest) = problems(tmp_path, data)
    assert problem.field == field
    assert words in problem.message
    assert problem.line is not None


def test_a_list_is_not_also_called_too_short_when_its_items_are_at_fault(tmp_path: Path) -> None:
    data = valid()
    del data["endings"][1:]
    del data["endings"][0]["title"]
    assert [problem.field for problem in problems(tmp_path, data)] == ["endings.A.title"]


def test_the_error_says_how_many_problems_there_are_and_carries_them_all(tmp_path: Path) -> None:
    data = valid()
    for inject in data["injects"]:
        del inject["channel"]
    with pytest.raises(ContentError) as caught:
        load_playbook(write(tmp_path, data))
    assert "共 6 处" in caught.value.message
    assert len(problems_of(caught.value)) == 6


def test_a_list_at_the_top_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- a\n- b\n", encoding="utf-8")
    with pytest.raises(ContentError, match="最外层"):
        load_playbook(path)


def test_no_english_of_the_libraries_reaches_the_author(tmp_path: Path) -> None:
    data = valid()
    data["minutes"] = [1]
    data["level"] = 1.5
    for problem in problems(tmp_path, data):
        assert not {"should", "Input", "valid"} & set(problem.message.split())


def test_a_broken_file_stands_on_the_shelf_beside_the_good_ones(tmp_path: Path) -> None:
    write(tmp_path, valid(), "good.yaml")
    (tmp_path / "bad.yaml").write_text("kind: [\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not a playbook", encoding="utf-8")
    shelf = list_playbooks([tmp_path])
    assert [loaded.playbook.id for loaded in shelf.playbooks] == ["small"]
    assert [file.path.name for file in shelf.broken] == ["bad.yaml"]
    assert shelf.broken[0].problems


def test_a_later_folder_goes_over_an_earlier_one_by_id(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    write(shipped, valid())
    write(shipped, {**valid(), "id": "other"}, "other.yaml")
    write(own, {**valid(), "title": "我们自己的"}, "mine.yaml")
    titles = {
        loaded.playbook.id: loaded.playbook.title for loaded in list_playbooks([shipped, own]).playbooks
    }
    assert titles == {"small": "我们自己的", "other": "小推演"}


def test_two_files_with_one_id_in_a_folder_are_told(tmp_path: Path) -> None:
    write(tmp_path, valid(), "a.yaml")
    write(tmp_path, valid(), "b.yaml")
    shelf = list_playbooks([tmp_path])
    assert [loaded.source.file for loaded in shelf.playbooks] == ["a.yaml"]
    assert "a.yaml" in shelf.broken[0].problems[0].message


def test_asking_for_a_playbook_suggests_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, valid())
    assert find_playbook("small", [tmp_path]).playbook.title == "小推演"
    with pytest.raises(RefusedError) as caught:
        find_playbook("smal", [tmp_path])
    assert "small" in caught.value.remedy


def test_asking_for_a_broken_playbook_says_why_it_is_broken(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kind: [\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"bad\.yaml"):
        find_playbook("bad", [tmp_path])


def test_the_overlay_folder_must_exist(tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    assert content_folders("playbooks", tmp_path)[-1] == tmp_path / "playbooks"
    assert len(content_folders("standards", tmp_path)) == 1
    with pytest.raises(ContentError, match="找不到内容文件夹"):
        content_folders("playbooks", tmp_path / "nowhere")


def test_every_shipped_playbook_can_be_read() -> None:
    shelf = list_playbooks(content_folders("playbooks"))
    assert [str(problem) for file in shelf.broken for problem in file.problems] == []


def test_a_playbook_read_back_from_its_own_dump_is_the_same(tmp_path: Path) -> None:
    playbook = read_playbook(write(tmp_path, valid())).playbook
    assert type(playbook).model_validate(playbook.model_dump(mode="json")) == playbook
