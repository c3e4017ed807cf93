"""Crosswalks: clause numbers that a guide completes, and mappings whose other side is not at hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from secretguard.content import (
    ClauseNumbers,
    crosswalk_problems,
    crosswalk_progress,
    find_crosswalk,
    new_crosswalk,
    printed_clauses,
    read_crosswalk,
)
from secretguard.content.standard_loading import find_profile, find_standard
from secretguard.errors import RefusedError

from .standard_building import Data, complaints, crosswalk, profile, shelve, standard

CHECKED = {"by": "示例庚", "when": "2026-12-01", "copy": "正式文本"}


def problems(folder: Path, walk: Data) -> list[str]:
    shelf = shelve(folder, s=standard(), p=profile(), c=walk)
    assert complaints(shelf) == []
    loaded = find_crosswalk(walk["id"], shelf)
    return [str(problem) for problem in crosswalk_problems(loaded, shelf)]


def test_clause_numbers_are_printed_only_when_somebody_signed_for_them(tmp_path: Path) -> None:
    shelf = shelve(tmp_path, s=standard(), p=profile(), c=crosswalk())
    chosen = find_profile("chosen", shelf).profile
    assert printed_clauses(chosen, shelf) == ClauseNumbers()
    shelf = shelve(tmp_path, c=crosswalk(checked=CHECKED))
    printed = printed_clauses(chosen, shelf)
    assert printed.numbers == {"A-1": ("5.2", "5.3")}
    assert printed.check is not None
    assert (printed.check.by, printed.check.when, printed.check.copy_read) == (
        "示例庚", date(2026, 12, 1), "正式文本",
    )  # fmt: skip


def test_the_newest_signed_crosswalk_wins_and_a_checked_profile_goes_before_it(tmp_path: Path) -> None:
    later = crosswalk(
        id="second", checked=CHECKED | {"when": "2027-01-01"}, rows=[{"source": ["7"], "target": ["B-1"]}]
    )
    shelf = shelve(tmp_path, s=standard(), p=profile(), c=crosswalk(checked=CHECKED), d=later)
    assert printed_clauses(find_profile("chosen", shelf).profile, shelf).numbers == {"B-1": ("7",)}
    own = profile(text_checked=CHECKED, requirements=[{"id": "A-1", "clause": "3.1"}])
    shelf = shelve(tmp_path, p=own)
    assert printed_clauses(find_profile("chosen", shelf).profile, shelf).numbers == {"A-1": ("3.1",)}


def test_a_skeleton_is_read_back_empty_and_fills_up(tmp_path: Path) -> None:
    shelf = shelve(tmp_path, s=standard(), p=profile())
    small, chosen = find_standard("small", shelf).standard, find_profile("chosen", shelf).profile
    text = new_crosswalk(chosen, small, date(2026, 12, 1))
    path = tmp_path / "crosswalk-chosen.yaml"
    path.write_text(text, encoding="utf-8")
    skeleton = read_crosswalk(path).crosswalk
    assert crosswalk_progress(skeleton) == (0, 2) and skeleton.checked is None
    assert "# 第一项" in text and "2026-12-01" in text
    path.write_text(
        text.replace('source: [], target: ["A-1"]', 'source: ["附录A.1"], target: ["A-1"]').replace(
            'target: ["B-1"], relation: equal', 'target: ["B-1"], relation: not'
        ),
        encoding="utf-8",
    )
    assert crosswalk_progress(read_crosswalk(path).crosswalk) == (2, 2)


def test_an_empty_row_is_no_fault_but_clauses_without_a_name_are(tmp_path: Path) -> None:
    said = problems(tmp_path, crosswalk())
    assert len(said) == 1 and "还没有写谁核对的" in said[0] and "第 " in said[0]
    assert problems(tmp_path, crosswalk(checked=CHECKED)) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"rows": [{"source": ["1"], "target": ["A-9"]}]}, "small 里没有 A-9"),
        (
            {"rows": [{"source": ["1"], "target": ["A-1"]}, {"source": ["1"], "target": ["A-1", "B-1"]}]},
            "1 和 A-1 前面已经对过（第 1 行对照）",
        ),
        ({"target": "smal"}, "smal 不在手边"),
    ],
)
def test_a_fault_in_a_crosswalk_is_named_with_its_line(tmp_path: Path, more: Data, says: str) -> None:
    said = problems(tmp_path, crosswalk(checked=CHECKED, **more))
    assert len(said) == 1 and says in said[0] and "c.yaml 第 " in said[0]


def test_a_mapping_to_a_standard_that_is_not_here_is_kept_and_its_ids_are_named(tmp_path: Path) -> None:
    rows = [
        {"source": ["urn:iso:a.5.1", "urn:iso:a.5.2"], "target": ["A-1"], "relation": "intersects"},
        {"source": ["urn:iso:a.5.1"], "target": ["A-7"], "relation": "not"},
    ]
    walk = crosswalk(id="iso", source="iso27001-2022", rows=rows)
    loaded = find_crosswalk("iso", shelve(tmp_path, s=standard(), c=walk))
    assert (loaded.source_known, loaded.target_known) == (False, True)
    assert loaded.unresolved == ("urn:iso:a.5.1", "urn:iso:a.5.2", "A-7")
    assert len(loaded.crosswalk.targets_of("urn:iso:a.5.1")) == 1
    assert loaded.crosswalk.sources_of("A-7") == ()


def test_an_unknown_crosswalk_is_answered_with_what_is_there(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="没有编号为 x 的对照表"):
        find_crosswalk("x", shelve(tmp_path, s=standard()))


def test_a_relation_that_does_not_exist_is_refused_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "c.yaml").write_text(
        yaml.safe_dump(crosswalk(rows=[{"relation": "subsets"}])), encoding="utf-8"
    )
    said = complaints(shelve(tmp_path, s=standard()))
    assert "是不是想写 subset" in said[0]
