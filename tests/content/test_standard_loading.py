"""Standards, profiles and crosswalks that people and imports write, good and spoilt."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from secretguard.content import (
    MAX_REQUIREMENTS,
    Requirement,
    Standard,
    find_profile,
    find_standard,
    load_standards,
    read_standard,
    standard_json,
    whole_profile,
)
from secretguard.errors import ContentError, RefusedError

from .standard_building import LAW, Data, complaints, profile, shelve, standard

Spoil = Callable[[Data], object]


def test_a_standard_and_its_profile_stand_on_the_shelf(tmp_path: Path) -> None:
    shelf = shelve(tmp_path, any_name=standard(), other=profile())
    assert complaints(shelf) == []
    small, chosen = find_standard("small", shelf).standard, find_profile("chosen", shelf).profile
    assert chosen.ids() == ("A-1", "B-1") and shelf.profiles_of("small") == (chosen,)
    assert small.depths() == {"A-1": 0, "A-2": 1, "B-1": 0}
    weights = [chosen.weight_of(one) for one in small.requirements]
    assert weights == [3, 1, 2]
    assert small.requirements[0].caps and not small.requirements[1].caps


def set_in(*path: str | int, to: object) -> Spoil:
    def spoil(data: Data) -> None:
        here = data
        for step in path[:-1]:
            here = here[step]  # type: ignore[index]
        here[path[-1]] = to  # type: ignore[index]

    return spoil


@pytest.mark.parametrize(
    ("spoil", "field", "says"),
    [
        (set_in("requirements", 1, "id", to="A-1"), "requirements.A-1", "编号 A-1 写了两次"),
        (set_in("areas", 1, "id", to="A"), "areas", "编号 A 写了两次"),
        (set_in("requirements", 2, "area", to="C"), "requirements.B-1.area", "没有 C"),
        (set_in("requirements", 0, "auto", to="listet"), "requirements.A-1.auto", "是不是想写 listed"),
        (set_in("requirements", 2, "evidence_kinds", to=["foto"]), "evidence_kinds", "是不是想写 photo"),
        (set_in("requirements", 1, "grounds", to=["law:rules:7"]), "grounds", "法律依据表里没有"),
        (set_in("requirements", 1, "parent", to="A-2"), "requirements.A-2.parent", "要写在它前面"),
        (set_in("requirements", 0, "parent", to="B-1"), "requirements.A-1.parent", "要写在它前面"),
        (set_in("requirements", 0, "parent", to="Z"), "requirements.A-1.parent", "没有 Z"),
        (set_in("requirements", 0, "stop", to=True), "requirements.A-1.stop", "基本项要写明为什么"),
        (set_in("requirements", 1, "stop", to=True), "requirements.A-2.stop", "权重为 3"),
        (set_in("requirements", 0, "stop_why", to="没有它不行"), "requirements.A-1.stop", "却不是基本项"),
        (set_in("requirements", 0, "auto", to=None), "auto_rules.listed", "没有要求用到"),
        (set_in("areas", 1, to={"id": "D", "title": "丁"}), "areas.D", "没有要求"),
        (set_in("requirements", 2, "guidance", to="这样做必然胜诉。"), "guidance", "应当说：要看证据"),
        (set_in("requirements", 2, "asks", to=["是否必然胜诉"]), "asks", "应当说：要看证据"),
        (set_in("requirements", 0, "siblings", to=[{"std": "CX", "heading": "某"}]), "siblings", "没有 CX"),
        (set_in("requirements", 2, "weight", to=4), "weight", "不能大于 3"),
        (set_in("requirements", 2, "id", to="B 1"), "id", "不能有空格和逗号"),
        (set_in("requirements", 2, "titel", to="错"), "titel", "是不是想写 title"),
        (set_in("text_checked", to="yes"), "text_checked", "字段: 内容"),
        (set_in("published", to="去年"), "published", "写成 2024"),
        (set_in("id", to="小标准"), "id", "编号只用小写字母"),
        (set_in("requirements", to=[]), "requirements", "至少要有 1 项"),
    ],
)
def test_a_spoilt_standard_is_refused_with_file_line_and_field(
    tmp_path: Path, spoil: Spoil, field: str, says: str
) -> None:
    data = standard()
    spoil(data)
    shelf = shelve(tmp_path, **{"standard-small": data})
    assert shelf.standards == ()
    said = [one for one in complaints(shelf) if says in one and field in one]
    assert said and all("standard-small.yaml 第 " in one for one in said), complaints(shelf)


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"requirements": ["A-1", "A-1"]}, "requirements", "写了两次"),
        ({"requirements": ["A-1", "A-9"]}, "requirements[2]", "没有 A-9"),
        ({"requirements": ["A-1", {"id": "B-1", "clause": "5.2"}]}, "B-1.clause", "没有人核对过正式文本"),
        ({"standard": "smal"}, "standard", "找不到标准 smal"),
        ({"phases": [{"title": "一", "until_day": 9, "requirements": ["A-2"]}]}, "phases", "没有 A-2"),
        ({"topics": [{"title": "一", "requirements": ["A-2"]}]}, "topics", "没有 A-2"),
        (
            {"forms": [{"id": "f", "title": "表", "rows": [
                {"label": "栏", "requirements": ["A-2"], "kind": "words"}]}]},
            "forms.f.rows", "没有 A-2",
        ),
        ({"why": "这样必然胜诉。"}, "why", "应当说：要看证据"),
    ],
)  # fmt: skip
def test_a_spoilt_profile_is_refused_with_file_line_and_field(
    tmp_path: Path, more: Data, field: str, says: str
) -> None:
    shelf = shelve(tmp_path, s=standard(), **{"profile-chosen": profile(**more)})
    assert shelf.profiles == ()
    said = [one for one in complaints(shelf) if says in one and field in one]
    assert said and all("profile-chosen.yaml 第 " in one for one in said), complaints(shelf)


def test_foreign_words_are_kept_as_they_are(tmp_path: Path) -> None:
    data = standard() | {"own": False}
    data["requirements"][2]["text"] = "必然胜诉"
    assert complaints(shelve(tmp_path, s=data)) == []


def test_a_users_broken_file_leaves_the_shipped_one_in_its_place(tmp_path: Path) -> None:
    shelve(tmp_path / "shipped", s=standard())
    shelve(tmp_path / "user", **{"standard-small": standard() | {"areas": []}})
    shelf = load_standards([tmp_path / "shipped", tmp_path / "user"], LAW)
    assert find_standard("small", shelf).path.parent.name == "shipped"
    assert [file.path.name for file in shelf.broken] == ["standard-small.yaml"]


def test_a_users_good_file_goes_over_the_shipped_one(tmp_path: Path) -> None:
    shelve(tmp_path / "shipped", s=standard(), p=profile())
    shelve(tmp_path / "user", s=standard() | {"title": "改过的"})
    shelf = load_standards([tmp_path / "shipped", tmp_path / "user"], LAW)
    assert find_standard("small", shelf).standard.title == "改过的"
    assert shelf.profile("chosen") is not None


def test_the_same_id_twice_in_a_folder_is_named(tmp_path: Path) -> None:
    shelf = shelve(tmp_path, a=standard(), b=standard())
    assert len(shelf.standards) == 1
    assert "已经被 a.yaml 用了" in complaints(shelf)[0]


def test_other_content_in_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "law-local.yaml").write_text("kind: law\nstatutes: [", encoding="utf-8")
    (tmp_path / "notes.yaml").write_text("随手记", encoding="utf-8")
    (tmp_path / "data.json").write_text('{"kind": "other"}', encoding="utf-8")
    assert complaints(shelve(tmp_path, s=standard())) == []


def test_a_profile_that_does_not_say_its_kind_is_told_to(tmp_path: Path) -> None:
    nameless = {key: value for key, value in profile().items() if key != "kind"}
    said = complaints(shelve(tmp_path, s=standard(), **{"profile-chosen": nameless}))
    assert len(said) == 1 and "（kind）：缺少这个字段" in said[0]


def test_a_name_that_is_not_there_is_answered_with_what_is(tmp_path: Path) -> None:
    shelf = shelve(tmp_path, s=standard(), **{"profile-chosen": profile(requirements=["A-9"])})
    with pytest.raises(RefusedError, match="没有编号为 smal 的标准") as refused:
        find_standard("smal", shelf)
    assert "small" in refused.value.remedy
    with pytest.raises(ContentError, match="没有 A-9"):
        find_profile("chosen", shelf)


def test_five_thousand_requirements_in_a_tree_go_to_json_and_come_back_the_same(tmp_path: Path) -> None:
    one = "urn:intuitem:risk:req_node:cloud-3.2:5;2.d/"
    nodes = tuple(
        Requirement(
            id=f"{one}{number}", area="urn:area", parent=f"{one}0" if number else None,
            title=f"Exigence {number}", text="Le prestataire doit…\n\n\tet documenter." * 4,
            assessable=bool(number),
        )
        for number in range(MAX_REQUIREMENTS)
    )  # fmt: skip
    big = Standard.model_validate(
        {
            "kind": "standard", "id": "cloud-3.2", "version": 3.2, "title": "Nuage", "issuer": "Exemple",
            "language": "fr", "areas": [{"id": "urn:area", "title": "Tout"}], "requirements": nodes,
        }
    )  # fmt: skip
    (tmp_path / "standard-cloud.json").write_bytes(standard_json(big))
    shelf = load_standards([tmp_path], LAW)
    assert complaints(shelf) == [] and shelf.standard("cloud-3.2") == big
    whole = whole_profile(big)
    assert len(whole.ids()) == MAX_REQUIREMENTS - 1 and whole.stands_for_a_text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "第 1 行：这里不符合 JSON"),
        ('{"kind": "standard", "kind": "profile"}', "字段 kind 写了两次"),
        ('{"kind": "standard", "title": "a\\u202eb"}', "看不见的"),
        ('{"kind": "standard"}', "缺少这个字段"),
        ("[]", "最外层"),
    ],
)
def test_a_spoilt_json_file_is_refused_without_a_traceback(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "standard-x.json").write_text(text, encoding="utf-8")
    said = complaints(load_standards([tmp_path], LAW))
    assert said and says in said[0]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=60),
        st.recursive(
            st.none() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.sampled_from(["kind", "areas", "requirements", "id"]), inner, max_size=4)
            ),
            max_leaves=8,
        ).map(lambda data: json.dumps(data).encode()),
    ),
    name=st.sampled_from(["standard-x.json", "profile-x.json", "crosswalk-x.yaml"]),
)
def test_whatever_stands_in_a_file_it_is_named_as_broken(tmp_path: Path, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    shelf = load_standards([tmp_path], LAW)
    (tmp_path / name).unlink()
    assert [file.path.name for file in shelf.broken] == [name] and shelf.broken[0].problems


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "standard-x.json").write_text("[" * 100_000, encoding="utf-8")
    assert "嵌套太深" in complaints(load_standards([tmp_path], LAW))[0]


def test_bytes_that_are_no_text_and_a_folder_by_that_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "standard-a.json").write_bytes(b"\n\n\xff")
    (tmp_path / "standard-b.yaml").mkdir()
    (tmp_path / "standard-c.json").mkdir()
    shelf = load_standards([tmp_path], LAW)
    assert [file.path.name[9] for file in shelf.broken] == ["a", "b", "c"]
    assert "第 3 行" in complaints(shelf)[0]


def test_a_yaml_standard_alone_is_read_without_a_shelf(tmp_path: Path) -> None:
    shelve(tmp_path, s=standard())
    loaded = read_standard(tmp_path / "s.yaml")
    assert loaded.standard.rule("listed") is not None
    again = json.loads(standard_json(loaded.standard))
    assert Standard.model_validate(again) == loaded.standard
    shutil.copy(tmp_path / "s.yaml", tmp_path / "t.yaml")
    with pytest.raises(ContentError):
        read_standard(tmp_path / "missing.yaml")
