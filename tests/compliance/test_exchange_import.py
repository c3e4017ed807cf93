"""Importing standards that others wrote: what is taken, what is refused and where."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from secretguard.compliance.exchange import import_standard, keep_standard, unresolved
from secretguard.compliance.exchange.document import Document
from secretguard.compliance.exchange.document_reading import parse_document
from secretguard.compliance.exchange.importing import imported_from
from secretguard.content import (
    ContentProblem,
    LoadedStandard,
    Standard,
    YamlSource,
    content_folders,
    load_standards,
    read_standard,
    standard_json,
    standard_problems,
)
from secretguard.errors import ContentError, RefusedError
from tests.compliance.exchange_building import LIBRARY, catalog, written
from tests.content.standard_building import LAW

A1 = "/catalog/groups/0/controls/0"


def refusal(path: Path) -> ContentProblem:
    with pytest.raises(ContentError) as caught:
        import_standard(path)
    problems = caught.value.facts["problems"]
    assert isinstance(problems, tuple)
    return problems[0]


def test_a_library_becomes_a_standard_with_its_tree_and_words(tmp_path: Path) -> None:
    imported = import_standard(written(tmp_path, "anything.txt", LIBRARY))
    standard = imported.standard
    assert standard is not None and imported.profile is not None
    assert (standard.id, standard.number, standard.version) == ("demo", "DEMO v3", "3")
    assert (standard.language, standard.published, standard.issuer) == ("fr", "2024-05-06", "EXEMPLE")
    assert "Deux parties" in standard.source_note and "G1" in standard.source_note
    assert not standard.own and standard.text_checked is None
    assert [area.title for area in standard.areas] == ["Gouverner", "Cadre de démonstration"]
    first, second, alone = standard.requirements
    assert (first.id, first.parent, first.title, first.title_en) == ("1.1", None, "Nommer", "Appoint")
    assert (first.level, first.weight) == ("should", 2)
    assert first.text == "Nommer quelqu'un.\nPar écrit."
    assert first.guidance.startswith("Une page suffit.") and "G1" in first.guidance
    assert first.asks == ("La décision", "La signature", "Qui donc ?")
    assert (second.parent, second.printed_number) == ("1.1", "1.1.A")
    assert second.title == second.text
    assert alone.area == standard.areas[1].id
    assert imported.profile.ids() == ("1.1", "1.1.a", "2")
    assert any("打分等级" in note for note in imported.notes)


def test_a_mapping_whose_other_framework_is_absent_is_kept_and_says_what_is_missing(tmp_path: Path) -> None:
    imported = import_standard(written(tmp_path, "demo.yaml", LIBRARY))
    (walk,) = imported.crosswalks
    assert (walk.source, walk.target) == ("demo", "far")
    assert walk.rows[0].source == ("1.1",) and walk.rows[0].target == ("a.5",)
    assert walk.rows[0].note == "rationale: semantic\nstrength_of_relationship: 7"
    assert [row.relation for row in walk.rows] == ["intersects", "not"]
    files = keep_standard(imported, tmp_path)
    assert [file.name for file in files] == ["standard-demo.json", "crosswalk-demo-to-far.json"]
    assert keep_standard(imported, tmp_path) == files
    shelf = load_standards(content_folders("standards", tmp_path))
    assert not shelf.broken
    assert shelf.standard("demo") == imported.standard
    missing = unresolved(walk, shelf)
    assert (missing.source, missing.target, missing.ids) == (None, "far", ("a.5", "a.6"))
    assert "far" in missing.sentence() and "a.5" in missing.sentence()
    assert any("far" in note for note in imported.notes)


def test_another_file_of_the_same_name_is_replaced_only_when_asked(tmp_path: Path) -> None:
    keep_standard(import_standard(written(tmp_path, "demo.yaml", LIBRARY)), tmp_path)
    other = import_standard(written(tmp_path, "demo.yaml", LIBRARY.replace("Nommer\n", "Désigner\n")))
    with pytest.raises(RefusedError, match="已经存在"):
        keep_standard(other, tmp_path)
    (standard, _walk) = keep_standard(other, tmp_path, replace=True)
    assert read_standard(standard).standard == other.standard


def test_an_import_never_takes_the_place_of_one_of_ours(tmp_path: Path) -> None:
    path = written(tmp_path, "demo.yaml", LIBRARY)
    for taken in ("baseline", "starter"):
        with pytest.raises(RefusedError, match="自带"):
            keep_standard(import_standard(path, standard_id=taken), tmp_path)
    assert not (tmp_path / "standards").exists()


def test_a_catalogue_becomes_a_standard_with_parameters_inserted(tmp_path: Path) -> None:
    imported = import_standard(written(tmp_path, "catalog.json", catalog()))
    standard = imported.standard
    assert standard is not None
    assert (standard.id, standard.title, standard.issuer) == (
        "small-catalogue",
        "Small catalogue",
        "Example Institute",
    )
    assert (standard.version, standard.published, standard.language) == ("1.1", "2024-02-01", "en")
    assert standard.source_note == "From somewhere."
    assert [area.title for area in standard.areas] == ["Access", "Outer", "Small catalogue"]
    one = standard.by_id()["a-1"]
    assert one.printed_number == "A-1"
    assert one.text == "Review [frequency]:\na. by two; [lock | [frequency]]\n  deeper"
    assert one.guidance == "Keep it simple."
    assert one.asks == ("EXAMINE: list; record",)
    assert standard.by_id()["a-1.1"].parent == "a-1"
    gone = standard.by_id()["a-2"]
    assert not gone.assessable and "a-1" in gone.text
    assert standard.by_id()["b-1"].parent == "b.1"
    assert [item.id for item in standard.assessed()] == ["a-1", "a-1.1", "b-1", "free"]
    assert len(imported.notes) == 2


def test_a_catalogue_in_yaml_is_the_same_and_its_faults_have_lines(tmp_path: Path) -> None:
    text = yaml.safe_dump(catalog(), sort_keys=False)
    first = import_standard(written(tmp_path, "c.yaml", text)).standard
    assert first == import_standard(written(tmp_path, "c.json", catalog())).standard
    assert refusal(written(tmp_path, "c.yaml", text.replace("id: a-2", "id: a-1"))).line is not None


def test_a_parameter_that_leads_into_itself_or_grows_without_end_is_only_named(tmp_path: Path) -> None:
    data = catalog()
    growing = [{"id": "g0", "label": "x" * 400}]
    growing += [
        {"id": f"g{n}", "label": "".join(f"{{{{ insert: param, g{n - 1} }}}}" for _ in range(9))}
        for n in range(1, 30)
    ]
    loop = [{"id": "one", "label": "{{ two }}"}, {"id": "two", "label": "{{ one }}"}]
    data["catalog"]["params"] = [*growing, *loop]
    data["catalog"]["controls"][0]["parts"] = [
        {"name": "statement", "prose": "{{ insert: param, g29 }} {{ insert: param, one }} {{ nobody }}"}
    ]
    standard = import_standard(written(tmp_path, "c.json", data)).standard
    assert standard is not None
    text = standard.by_id()["free"].text
    assert len(text) < 3_000
    assert text.endswith("[nobody]") and "[[one]]" in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "空"),
        ("{", "JSON"),
        ('{"a": 1, "a": 2}', "两次"),
        ('{"a": NaN}', "NaN"),
        ('{"a": ' + "9" * 5000 + "}", "数字太长"),
        ('{"a":' * 3000 + "1" + "}" * 3000, "嵌套"),
        ("[" * 500 + "]" * 500, "嵌套"),
        ("<catalog/>", "XML"),
        (b"PK\x03\x04rest", "表格"),
        (b"\xff\xfa\x00", "UTF-8"),
        ("- just a list", "最外层"),
        ("name: nothing known", "认不出"),
        ("kind: standard\nid: x", "自己的格式"),
        ('{"profile": {"uuid": "x"}}', "基线"),
        ('{"system-security-plan": {}}', "安全计划"),
        ("a: !!python/object:os.system x", "标签"),
        ("a: &x [*x]", "没有指向"),
        ("a: *nobody", "没有指向|不符合"),
        ("a: 1\na: 2", "两次"),
        ("a: {<<: {b: 1}}", "合并"),
        ("a: 1\n---\nb: 2", "一份"),
        ("%YAML 1.1\n---\na: 1", "%"),
        ("a: " + "[" * 300 + "]" * 300, "嵌套"),
        ("a: [1, 2", "."),
    ],
)  # fmt: skip
def test_what_is_no_standard_is_refused_with_the_reason(
    tmp_path: Path, content: str | bytes, said: str
) -> None:
    with pytest.raises(ContentError, match=said):
        import_standard(written(tmp_path, "file", content))


def test_a_file_that_is_not_there_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "找不到" in refusal(tmp_path / "nothing.yaml").message
    monkeypatch.setattr("secretguard.compliance.exchange.document_reading.MAX_BYTES", 1024)
    assert "超过" in refusal(written(tmp_path, "big.yaml", LIBRARY)).message


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        ("req_node:demo:1.1.a", "req_node:demo:1.1", 35, "两次"),
        ("parent_urn: urn:example:risk:req_node:demo:1.1\n", "parent_urn: urn:x:9\n", 35, "没有上级"),
        ("assessable: true\n      depth: 3", "assessable: maybe\n      depth: 3", 36, "true"),
        ("    - urn: urn:example:risk:req_node:demo:2\n", "    - ref: none\n", 41, "缺少 urn"),
        ("relationship: intersect", "relationship: cousin", 55, "不认识"),
        ("    target_framework_urn: urn:example:risk:framework:far\n", "", 46, "target_framework_urn"),
        ("name: Nommer", "name: [Nommer]", 26, "一段文字"),
        ("    - urn: urn:example:risk:req_node:demo:1.1\n", "    - just words\n    - urn: x\n", 21, "每一项"),
    ],
)
def test_a_fault_in_a_library_is_told_with_its_line(
    tmp_path: Path, before: str, after: str, line: int, said: str
) -> None:
    assert before in LIBRARY
    problem = refusal(written(tmp_path, "bad.yaml", LIBRARY.replace(before, after, 1)))
    assert said in problem.message
    assert problem.line == line


def test_a_circle_of_parents_is_told(tmp_path: Path) -> None:
    text = LIBRARY.replace(
        "      depth: 2\n      parent_urn: urn:example:risk:req_node:demo:1\n",
        "      depth: 2\n      parent_urn: urn:example:risk:req_node:demo:1.1.a\n",
    )
    problem = refusal(written(tmp_path, "circle.yaml", text))
    assert "绕了一圈" in problem.message and problem.line == 21


def test_a_parent_written_after_its_children_is_put_before_them(tmp_path: Path) -> None:
    head = next(f"{line}\n" for line in LIBRARY.splitlines() if "Gouverner" in line)
    moved = LIBRARY.replace(head, "").replace(
        "  requirement_mapping_set:", head + "  requirement_mapping_set:"
    )
    first, second = (import_standard(written(tmp_path, "x.yaml", text)).standard for text in (LIBRARY, moved))
    assert first is not None and second is not None
    assert set(first.requirements) == set(second.requirements)


@pytest.mark.parametrize(
    ("spoil", "pointer", "said"),
    [
        (lambda c: c["groups"][0]["controls"][1].update(id="a-1"), "/catalog/groups/0/controls/1/id", "两次"),
        (lambda c: c["groups"][0]["controls"].append("x"), "/catalog/groups/0/controls/2", "每一项"),
        (lambda c: c["groups"][0]["controls"][0].update(parts={}), f"{A1}/parts", "列表"),
        (lambda c: c["controls"][0].update(id="x" * 200), "/catalog/controls/0/id", "160"),
        (lambda c: c["controls"][0].update(id=""), "/catalog/controls/0/id", "160"),
        (lambda c: c["controls"][0].update(title="x" * 30_000), "/catalog/controls/0/title", "20000"),
        (lambda c: (c.pop("groups"), c.pop("controls")), "", "没有可以评估"),
    ],
)  # fmt: skip
def test_a_fault_in_a_catalogue_is_told_with_its_pointer(
    tmp_path: Path, spoil: Any, pointer: str, said: str
) -> None:
    data = catalog()
    spoil(data["catalog"])
    problem = refusal(written(tmp_path, "bad.json", data))
    assert said in problem.message
    assert problem.field == pointer


def test_unseen_characters_are_taken_out_and_counted_and_long_names_stay_whole_in_the_text(
    tmp_path: Path,
) -> None:
    long = "mot " * 200
    text = LIBRARY.replace("Nommer\n", '"Nom\\u200bmer\\u202e"\n').replace("Gouverner", long)
    imported = import_standard(written(tmp_path, "x.yaml", text))
    assert imported.standard is not None
    assert imported.standard.by_id()["1.1"].title == "Nommer"
    assert any("2 个" in note for note in imported.notes)
    assert imported.standard.by_id()["1"].text == long.strip()
    assert len(imported.standard.areas[0].title) <= 500


def test_references_in_yaml_cost_nothing_however_often_they_are_named(tmp_path: Path) -> None:
    bomb = "".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]\n" for n in range(1, 40))
    text = "x0: &x0 [lol]\n" + bomb + LIBRARY
    assert import_standard(written(tmp_path, "bomb.yaml", text)).standard is not None


def test_the_older_way_of_asking_is_understood_and_a_bare_question_is_the_text(tmp_path: Path) -> None:
    older = "question: {question_choices: &id001 [Oui], questions: [{urn: u, text: Est-ce fait ?}]}"
    text = LIBRARY.replace("description: Seul au sommet", older)
    imported = import_standard(written(tmp_path, "x.yaml", text))
    assert imported.standard is not None
    one = imported.standard.by_id()["2"]
    assert (one.title, one.text, one.asks) == ("Est-ce fait ?", "Est-ce fait ?", ())


def test_a_library_without_a_standard_says_what_it_holds(tmp_path: Path) -> None:
    text = "urn: urn:a:risk:library:x\nobjects: {threats: [{urn: y}]}\n"
    assert "threats" in refusal(written(tmp_path, "x.yaml", text)).message


def test_more_requirements_than_a_standard_may_have_are_refused(tmp_path: Path) -> None:
    data = {"catalog": {"controls": [{"id": f"c-{n}", "title": "t"} for n in range(5_001)]}}
    assert "5001" in refusal(written(tmp_path, "x.json", data)).message


ODD: list[Any] = [
    *(None, "", 0, True, 3.5, [], {}, [{}], ["x"], [["x"]], {"a": {}}, {"en": {"name": []}}),
    *("x" * 600, "x" * 30_000, "a\nb\tc", "\u202e\x00", "  ", "a b,c", "urn:x:9", "2024-99"),
    *("{{ insert: param, often }}", "*", "\\", "=1+1"),
]
"""What nobody expects where it stands."""


def places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, one in inner:
        yield (*place, step)
        yield from places(one, (*place, step))


LIBRARY_DATA = parse_document(LIBRARY.encode(), "x").data


@settings(max_examples=150)
@given(st.data())
def test_whatever_stands_anywhere_is_taken_or_refused_and_never_fails_otherwise(data: st.DataObject) -> None:
    document: Any = copy.deepcopy(data.draw(st.sampled_from([LIBRARY_DATA, catalog()])))
    *way, last = data.draw(st.sampled_from(sorted(places(document), key=str)))
    holder = document
    for step in way:
        holder = holder[step]
    holder[last] = data.draw(st.sampled_from(ODD))
    try:
        imported = imported_from(Document("file", document))
    except ContentError as error:
        assert error.facts["problems"]
        return
    for standard in () if imported.standard is None else (imported.standard,):
        kept = json.loads(standard_json(standard))
        source = YamlSource("kept", kept, {})
        assert Standard.model_validate(kept) == standard
        assert not standard_problems(LoadedStandard(standard, source, Path("kept")), LAW)
