"""Response playbooks come from folders, with every complaint at its line; a broken file spoils no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from secretguard.content import (
    GENERAL,
    content_folders,
    find_response,
    list_playbooks,
    list_responses,
    load_responses,
    problems_of,
    read_response,
    suggest_responses,
)
from secretguard.errors import ContentError, RefusedError
from tests.content import building
from tests.content.response_building import loaded, named, valid, write


def test_a_response_is_read_with_its_lines_and_its_minutes(tmp_path: Path) -> None:
    response = loaded(tmp_path, valid())
    duplicate = response.playbook.task("duplicate")
    assert duplicate is not None
    assert [duplicate.within.at(level) for level in ("I", "II", "III", "IV")] == [360, 720, 1440, 4320]
    assert response.playbook.phases[1].until == 1440
    assert response.source.line_of(("tasks", 2)) is not None
    assert response.playbook.question("personal_data") is not None
    assert response.playbook.task("no-such") is None


def test_what_was_read_survives_being_written_down_whole_and_read_again(tmp_path: Path) -> None:
    book = loaded(tmp_path, valid()).playbook
    story = book.model_dump(mode="json", by_alias=True)
    assert story["tasks"][0]["within"] == {"I": 10, "II": 10, "III": 30, "IV": 240}
    assert type(book).model_validate(story) == book


@pytest.mark.parametrize(
    ("spoil", "field"),
    [
        (lambda data: named(data, "freeze").update(role="ALL"), "tasks.freeze.role"),
        (lambda data: named(data, "freeze").update(role="相关部门"), "tasks.freeze.role"),
        (lambda data: named(data, "freeze").update(phase="week-2"), "tasks.freeze.phase"),
        (lambda data: named(data, "freeze")["within"].pop("IV"), "tasks.freeze.within.IV"),
        (lambda data: named(data, "freeze").update(preserves=["CLOUD"]), "tasks.freeze.preserves[1]"),
        (lambda data: named(data, "freeze").update(deadline=5), "tasks.freeze.deadline"),
        (lambda data: named(data, "freeze").update(only_if=["not really sure"]), "tasks.freeze.only_if[1]"),
        (lambda data: named(data, "freeze").update(title="长" * 41), "tasks.freeze.title"),
        (lambda data: data.update(id="small"), "id"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, spoil: object, field: str) -> None:
    data = valid()
    spoil(data)  # type: ignore[operator]
    with pytest.raises(ContentError) as caught:
        read_response(write(tmp_path, data))
    problem = problems_of(caught.value)[0]
    assert problem.field == field
    assert problem.line is not None
    assert problem.message.endswith("。")


def test_exercises_and_responses_share_a_folder_and_neither_calls_the_other_broken(tmp_path: Path) -> None:
    building.write(tmp_path, building.valid())
    write(tmp_path, valid())
    exercises, responses = list_playbooks([tmp_path]), list_responses([tmp_path])
    assert [one.playbook.id for one in exercises.playbooks] == ["small"]
    assert [one.playbook.id for one in responses.responses] == ["response-small"]
    assert exercises.broken == responses.broken == ()


def test_the_shipped_exercises_are_listed_as_before() -> None:
    shelf = list_playbooks(content_folders("playbooks"))
    assert shelf.broken == ()
    assert all(one.playbook.kind == "exercise" for one in shelf.playbooks)


def test_a_user_file_goes_over_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path / "ours", valid())
    write(tmp_path / "theirs", valid() | {"title": "我们自己的"}, "response-mine.yaml")
    found = find_response("response-small", [tmp_path / "ours", tmp_path / "theirs"])
    assert found.playbook.title == "我们自己的"


def test_a_broken_user_file_leaves_the_shipped_one_in_its_place(tmp_path: Path) -> None:
    write(tmp_path / "ours", valid())
    data = valid()
    named(data, "talk")["after"] = []
    write(tmp_path / "theirs", data)
    folders = [tmp_path / "ours", tmp_path / "theirs"]
    shelf = list_responses(folders)
    talk = shelf.responses[0].playbook.task("talk")
    assert talk is not None and talk.after == ("freeze",)
    assert [file.path.parent.name for file in shelf.broken] == ["theirs"]
    with pytest.raises(ContentError, match="复制"):
        load_responses(folders)


def test_a_file_named_as_a_response_that_says_something_else_is_not_passed_over(tmp_path: Path) -> None:
    write(tmp_path, valid() | {"kind": "respons"})
    assert len(list_responses([tmp_path]).broken) == 1


def test_a_file_that_is_no_yaml_is_a_broken_response_only_if_it_is_named_as_one(tmp_path: Path) -> None:
    (tmp_path / "response-torn.yaml").write_text("kind: [", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("kind: [", encoding="utf-8")
    assert [file.path.name for file in list_responses([tmp_path]).broken] == ["response-torn.yaml"]


def test_one_id_twice_in_a_folder_is_refused_and_the_first_stays(tmp_path: Path) -> None:
    write(tmp_path, valid(), "response-a.yaml")
    write(tmp_path, valid(), "response-b.yaml")
    shelf = list_responses([tmp_path])
    assert [one.path.name for one in shelf.responses] == ["response-a.yaml"]
    assert "response-a.yaml" in shelf.broken[0].problems[0].message


def test_an_unknown_id_gets_the_nearest_one(tmp_path: Path) -> None:
    write(tmp_path, valid())
    with pytest.raises(RefusedError) as caught:
        find_response("response-smal", [tmp_path])
    assert "response-small" in caught.value.remedy


def test_a_broken_file_asked_for_by_name_says_why(tmp_path: Path) -> None:
    write(tmp_path, valid() | {"version": 0})
    with pytest.raises(ContentError) as caught:
        find_response("response-small", [tmp_path])
    assert problems_of(caught.value)[0].field == "version"


def test_no_folder_means_no_responses(tmp_path: Path) -> None:
    assert load_responses([tmp_path / "nowhere"]) == ()


@pytest.mark.parametrize(
    ("what", "wanted"),
    [
        ("报价单误发到微信群，三十八个人", "response-accident"),
        ("刚递辞呈的工程师用移动硬盘拷走图纸", "response-leaver"),
        ("模具厂把图纸外传给了别人", "response-partner"),
        ("服务器被勒索，文件全加密了", "response-intrusion"),
        ("展会上别家展台摆着同款", "response-public"),
        ("收到律师函，说我们侵犯他的秘密", "response-accused"),
        ("把配方贴进了ai工具", "response-accident"),
        ("不知道怎么回事，总觉得不对", GENERAL),
        ("", GENERAL),
    ],
)
def test_the_words_of_the_first_answer_point_to_the_playbook(what: str, wanted: str) -> None:
    responses = load_responses(content_folders("playbooks"))
    suggested = suggest_responses(responses, what)
    assert suggested[0].playbook.id == wanted
    assert len(suggested) == len(responses)
    assert GENERAL in [one.playbook.id for one in suggested[:2]]
