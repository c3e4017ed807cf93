"""Standards and results in other people's formats, and back again the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from secretguard.compliance.entries import (
    AnswerSet,
    AssessmentFrozen,
    AssessorSet,
    AutoAnswer,
    EvidenceLinked,
    InterviewNoted,
    Shown,
)
from secretguard.compliance.exchange import (
    Imported,
    assessment_results,
    import_standard,
    to_ciso_assistant,
    to_oscal_catalog,
)
from secretguard.compliance.exchange.oscal_names import Tokens, is_token
from secretguard.compliance.exchange.oscal_text import Prose, marked
from secretguard.compliance.state import AssessmentState
from secretguard.content import (
    Crosswalk,
    Standard,
    StandardShelf,
    content_folders,
    load_standards,
    whole_profile,
)
from secretguard.errors import RefusedError
from tests.compliance.exchange_building import LIBRARY, answers, catalog, opened, samples, written
from tests.compliance.holding import DAY


@pytest.fixture(scope="module")
def shelf() -> StandardShelf:
    return load_standards(content_folders("standards"))


@pytest.fixture(scope="module")
def ours(shelf: StandardShelf) -> Standard:
    found = shelf.standard("baseline")
    assert found is not None
    return found


def again(data: bytes, folder: Path) -> Imported:
    return import_standard(written(folder, "again", data))


def same_in_both(imported: Imported, folder: Path) -> None:
    """Out and in again: the same in its own format, and all but the origin in the other's."""
    standard = imported.standard
    library = again(to_ciso_assistant(standard, imported.crosswalks), folder)
    assert library.crosswalks == imported.crosswalks
    if standard is None:
        assert library.standard is None
        return
    other = again(to_oscal_catalog(standard), folder)
    assert other.standard == standard
    assert library.standard is not None
    origin = {"origin": standard.origin} if imported.source_format == "oscal" else {}
    assert library.standard.model_copy(update=origin) == standard


@pytest.mark.parametrize("path", samples())
def test_every_sample_imports_untouched_and_goes_out_and_in_again(path: Path, tmp_path: Path) -> None:
    imported = import_standard(path)
    assert imported.assessed or imported.rows
    same_in_both(imported, tmp_path)


@pytest.mark.parametrize("content", [LIBRARY, catalog()], ids=["library", "catalog"])
def test_a_small_document_goes_out_and_in_again_the_same(content: Any, tmp_path: Path) -> None:
    same_in_both(import_standard(written(tmp_path, "first", content)), tmp_path)


def test_our_own_catalogue_goes_out_with_its_words_and_comes_back(ours: Standard, tmp_path: Path) -> None:
    for data in (to_ciso_assistant(ours), to_oscal_catalog(ours)):
        imported = again(data, tmp_path)
        found = imported.standard
        assert found is not None
        assert (found.id, found.title, found.version, found.areas) == (
            ours.id,
            ours.title,
            ours.version,
            ours.areas,
        )
        assert not found.own  # whatever comes from outside was checked by nobody here
        for mine, theirs in zip(ours.requirements, found.requirements, strict=True):
            for name in ("id", "title", "title_en", "text", "guidance", "level", "weight", "area", "parent"):
                assert getattr(mine, name) == getattr(theirs, name)
            assert [" ".join(ask.split()) for ask in mine.asks] == [
                " ".join(ask.split()) for ask in theirs.asks
            ]
        same_in_both(imported, tmp_path)


def test_exports_are_the_same_bytes_every_time(ours: Standard) -> None:
    assert to_oscal_catalog(ours) == to_oscal_catalog(ours)
    assert to_ciso_assistant(ours) == to_ciso_assistant(ours)


def test_a_crosswalk_of_ours_goes_along_without_the_rows_not_filled_in(
    ours: Standard, tmp_path: Path
) -> None:
    walk = Crosswalk.model_validate(
        {
            "kind": "crosswalk",
            "id": "to-far",
            "title": "到别处",
            "source": "baseline",
            "target": "far",
            "rows": [
                {"source": ["ORG-01"], "target": ["甲1"], "relation": "subset"},
                {"source": [], "target": ["b"]},
            ],
        }
    )
    library = yaml.safe_load(to_ciso_assistant(ours, [walk]))
    (mapping,) = library["objects"]["requirement_mapping_sets"][0]["requirement_mappings"]
    assert mapping["source_requirement_urn"] == "urn:secretguard:risk:req_node:baseline:ORG-01"
    assert mapping["target_requirement_urn"].isascii()
    (back,) = again(to_ciso_assistant(ours, [walk]), tmp_path).crosswalks
    assert back.rows == walk.rows[:1]
    assert (back.source, back.target, back.id) == (walk.source, walk.target, walk.id)


PRINTED = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn"]) | st.sampled_from("*`[]{}\\() \n")
)


@settings(max_examples=60)
@given(PRINTED)
def test_any_text_survives_as_prose(text: str) -> None:
    assert Prose({}).plain(marked(text)) == text


@settings(max_examples=60)
@given(st.lists(st.text(min_size=1), unique=True, max_size=12))
def test_every_id_gets_a_token_of_its_own(ids: list[str]) -> None:
    tokens = Tokens(tuple(ids))
    found = [tokens.of(one) for one in ids]
    assert len(set(found)) == len(ids)
    assert all(is_token(token) for token in found)


def results(state: AssessmentState) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(assessment_results(state))
    return document["assessment-results"]


@pytest.fixture(scope="module")
def judged(ours: Standard, shelf: StandardShelf) -> AssessmentState:
    """A start with every kind of answer, evidence, a talk, and a signature."""
    profile = shelf.profile("starter")
    assert profile is not None
    auto = AutoAnswer(
        rule="officer_named",
        decides="verdict",
        found="met",
        why="台账里有",
        shown=(Shown(place="register:person:P1", words="P1 示例丙"),),
        on=DAY,
    )
    first, second, third, fourth = profile.ids()[:4]
    verdicts = {first: "met", second: "partly", third: "unmet", fourth: "na"}
    given = [
        one.model_copy(update={"auto": auto} if one.requirement == first else {})
        for one in answers(**{key.replace("-", "_"): verdict for key, verdict in verdicts.items()})
    ]
    return opened(
        ours,
        profile,
        AssessorSet(assessor="示例甲", post="指导员"),
        *given,
        EvidenceLinked(requirement=first, sort="file", what="任命书 *原件*", place="柜一", sha256="ab" * 32),
        InterviewNoted(who="示例乙", text="知道。", on=DAY, requirement=first),
        AssessmentFrozen(by="示例甲", today=DAY, result={}),
    )


def test_results_tell_every_answer_with_what_it_rests_on(judged: AssessmentState) -> None:
    document = results(judged)
    (result,) = document["results"]
    states = [finding["target"]["status"] for finding in result["findings"]]
    assert [one["state"] for one in states] == ["satisfied", "not-satisfied", "not-satisfied"]
    assert [one["reason"] for one in states] == ["pass", "other", "fail"]
    (selection,) = result["reviewed-controls"]["control-selections"]
    assert len(selection["include-controls"]) == 3 and len(selection["exclude-controls"]) == 1
    first, talk = result["observations"][:2]
    assert [one["description"] for one in first["relevant-evidence"]] == ["任命书 \\*原件\\*", "P1 示例丙"]
    assert talk["methods"] == ["INTERVIEW"]
    assert "end" in result
    assert assessment_results(judged) == assessment_results(judged)


def test_results_keep_to_the_schema_and_point_at_what_is_there(
    judged: AssessmentState, ours: Standard
) -> None:
    document = results(judged)
    text = json.dumps(document)
    uuids = re.findall(r'"uuid": "([^"]+)"', text)
    assert len(uuids) == len(set(uuids))
    shape = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
    assert all(shape.match(one) for one in uuids)
    named = re.findall(r'"(?:observation-uuid|actor-uuid)": "([^"]+)"', text)
    assert named and set(named) <= set(uuids)
    assert document["import-ap"]["href"].removeprefix("#") in uuids
    catalogue = to_oscal_catalog(ours).decode()
    for target in re.findall(r'"target-id": "([^"]+)"', text):
        assert f'"id": "{target}"' in catalogue
    assert all(is_token(one) for one in re.findall(r'"(?:control-id|target-id)": "([^"]+)"', text))
    assert all(re.match(r"^\S(.*\S)?$", one) for one in re.findall(r'"value": "([^"]*)"', text))
    moment = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$")
    assert all(
        moment.match(one) for one in re.findall(r'"(?:collected|start|end|last-modified)": "([^"]+)"', text)
    )


def test_where_nothing_was_judged_there_are_no_results(ours: Standard) -> None:
    whole = whole_profile(ours)
    for state in (AssessmentState(), opened(ours, whole), opened(ours, whole, *answers(ORG_01="na"))):
        with pytest.raises(RefusedError):
            assessment_results(state)


def test_the_reference_tool_takes_what_we_write(
    judged: AssessmentState, ours: Standard, tmp_path: Path
) -> None:
    models = pytest.importorskip("trestle.oscal.catalog", reason="compliance-trestle is not installed")
    results_models = pytest.importorskip("trestle.oscal.assessment_results")
    foreign = import_standard(written(tmp_path, "x.yaml", LIBRARY)).standard
    assert foreign is not None
    for standard in (ours, foreign):
        path = written(tmp_path, "catalog.json", to_oscal_catalog(standard))
        assert models.Catalog.oscal_read(path) is not None
    for state in (judged, opened(foreign, whole_profile(foreign), *foreign_answers(foreign))):
        path = written(tmp_path, "results.json", assessment_results(state))
        assert results_models.AssessmentResults.oscal_read(path) is not None


def foreign_answers(standard: Standard) -> Iterator[AnswerSet]:
    return (AnswerSet(requirement=item.id, verdict="unmet") for item in standard.assessed())
