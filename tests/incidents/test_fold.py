"""The state is a pure fold: extending equals folding anew, undoing equals never having said it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secretguard.entries import EntryModel, UnreadableEntryError
from secretguard.incidents import IncidentState, extend, fold, line_words
from secretguard.incidents import entries as kinds
from secretguard.incidents.evidence_entries import CustodyEvent, EvidenceChecked, EvidenceTaken, WrongItem
from secretguard.incidents.story import write_story
from tests.incidents.playbooks import small_response

NOON = 1_764_000_000_000_000
STORY = write_story(small_response())


@dataclass(frozen=True)
class Recorded:
    """An entry as the vault would give it."""

    seq: int
    kind: str
    at: int
    parts: Mapping[str, Any]
    tz: int = 480
    author: bytes = b"\1" * 32
    erased: bool = False


def journal(*models: EntryModel) -> list[Recorded]:
    first: list[EntryModel] = [
        kinds.IncidentOpened(what="泄密", found=NOON),
        kinds.SeveritySet(level="II"),
        kinds.PlaybookTaken(playbook="response-small", edition=3, story=STORY),
    ]
    opening = Recorded(1, "journal.open", NOON, {"kind": "incident", "title": "泄密"})
    rest = [
        Recorded(seq, model.kind, NOON + seq * 1_000_000, model.parts())
        for seq, model in enumerate([*first, *models], 2)
    ]
    return [opening, *rest]


_TASKS = st.sampled_from(["note", "tell", "duplicate", "freeze", "A9"])
_WORDS = st.text(alphabet="甲乙丙丁转发", min_size=1, max_size=6)
_MOMENTS = st.none() | st.integers(NOON - 10**10, NOON + 10**10)
_ITEMS = st.integers(1, 4)


def evidence(item: int) -> EvidenceTaken:
    return EvidenceTaken(
        item=item, category="file", title="一份", source="电脑", method="导出", holder="示例甲"
    )


def handed(item: int, matches: bool | None) -> CustodyEvent:
    return CustodyEvent(
        item=item,
        event="transferred",
        giver="示例甲",
        taker="示例乙",
        purpose="入库",
        matches=matches,
        wrong="对不上" if matches is False else None,
    )


_MODELS: st.SearchStrategy[EntryModel] = st.one_of(
    st.builds(kinds.TaskDone, task=_TASKS, by=_WORDS, occurred=_MOMENTS),
    st.builds(kinds.TaskSkipped, task=_TASKS, why=_WORDS),
    st.builds(kinds.TaskReopened, task=_TASKS),
    st.builds(kinds.TaskAdded, task=st.just("A9"), text=_WORDS),
    st.builds(kinds.NoteAdded, text=_WORDS, decision=st.booleans(), occurred=_MOMENTS),
    st.builds(kinds.Corrected, seq=st.integers(1, 30), text=_WORDS),
    st.builds(
        kinds.AnswerGiven,
        question=st.just("network_incident"),
        answer=st.sampled_from(["yes", "no", "unknown"]),
    ),
    st.builds(kinds.SeveritySet, level=st.sampled_from(["I", "II", "III", "IV"])),
    st.builds(kinds.CutMade, what=_WORDS, why=_WORDS, task=st.just("cut-path")),
    st.builds(kinds.Contained, how=_WORDS),
    st.builds(kinds.Closed, criteria=st.just(("停了",)), by=_WORDS),
    st.builds(kinds.Reopened, why=_WORDS),
    st.builds(kinds.OutsideReported, duty=st.just("network-incident"), to=_WORDS, how=_WORDS),
    st.builds(evidence, _ITEMS),
    st.builds(handed, _ITEMS, st.none() | st.booleans()),
    st.builds(EvidenceChecked, items=st.just((1, 2)), wrong=st.just((WrongItem(item=2, why="坏"),))),
)
_UNDO = st.builds(kinds.EntryUndone, seq=st.integers(1, 30))


@given(st.lists(_MODELS, max_size=20), st.integers(0, 20))
def test_extending_gives_what_folding_the_whole_gives(models: list[EntryModel], cut: int) -> None:
    entries = journal(*models)
    place = min(cut + 4, len(entries))
    assert extend(fold(entries[:place]), entries[place:]) == fold(entries)


@settings(max_examples=40)  # each folds as often as it is long
@given(st.lists(_MODELS, max_size=10))
def test_extended_entry_by_entry_every_state_on_the_way_stays_as_it_was(models: list[EntryModel]) -> None:
    entries = journal(*models)
    states = [IncidentState()]
    for entry in entries:
        after = extend(states[-1], [entry])
        assert after is not None
        states.append(after)
    assert states == [fold(entries[:length]) for length in range(len(entries) + 1)]


@given(st.lists(_MODELS | _UNDO, max_size=20))
def test_every_entry_but_the_opening_leaves_exactly_one_line(models: list[EntryModel]) -> None:
    entries = journal(*models)
    assert [line.stamp.seq for line in fold(entries).timeline] == [entry.seq for entry in entries[1:]]


@given(st.lists(_MODELS, max_size=12), st.integers(0, 11))
def test_what_is_taken_back_counts_as_if_it_had_never_been_said(models: list[EntryModel], place: int) -> None:
    if place >= len(models) or models[place].kind not in kinds.UNDOABLE:
        return
    seq = place + 5
    taken_back = fold(journal(*models, kinds.EntryUndone(seq=seq)))
    entries = journal(*models)
    never = fold([entry for entry in entries if entry.seq != seq])
    assert _what_counts(taken_back) == _what_counts(never)
    assert next(line for line in taken_back.timeline if line.stamp.seq == seq).undone_by == len(entries) + 1


@given(st.lists(_MODELS, max_size=12), st.integers(5, 16))
def test_undoing_an_undoing_brings_everything_back(models: list[EntryModel], seq: int) -> None:
    entries = journal(*models)
    twice = journal(*models, kinds.EntryUndone(seq=seq), kinds.EntryUndone(seq=len(entries) + 1))
    assert _what_counts(fold(twice)) == _what_counts(fold(entries))


@given(st.lists(_MODELS | _UNDO, max_size=16), st.integers(1, 30))
def test_no_undoing_touches_evidence_custody_reports_or_levels(models: list[EntryModel], seq: int) -> None:
    before = fold(journal(*models))
    after = fold(journal(*models, kinds.EntryUndone(seq=seq)))
    for name in ("evidence", "reported", "levels", "cuts", "checks", "next_item"):
        assert getattr(after, name) == getattr(before, name)


@given(st.lists(st.sampled_from(["take", "note", "erase"]), max_size=20), st.data())
def test_an_item_number_is_never_given_twice_whatever_is_erased(
    steps: list[str], data: st.DataObject
) -> None:
    entries = journal()
    given_out: list[int] = []
    for step in steps:
        seq = len(entries) + 1
        if step == "take":
            given_out.append(fold(entries).next_item)
            entries.append(Recorded(seq, "evidence.taken", NOON + seq, evidence(given_out[-1]).parts()))
        elif step == "note":
            entries.append(Recorded(seq, "note.added", NOON + seq, {"text": "甲"}))
        else:
            gone = data.draw(st.integers(5, seq - 1)) if seq > 5 else None
            if gone is None:
                continue
            entries[gone - 1] = replace(entries[gone - 1], erased=True, kind="", parts={}, at=0)
            entries.append(Recorded(seq, "erased", NOON + seq, {"erased": {"seq": gone, "why": "个人信息"}}))
    assert len(set(given_out)) == len(given_out)


def test_an_erased_body_leaves_a_line_at_its_place() -> None:
    entries = journal(kinds.NoteAdded(text="甲"), kinds.NoteAdded(text="乙"))
    entries[4] = replace(entries[4], erased=True, kind="", parts={}, at=0)
    line = fold(entries).timeline[3]
    assert (line.kind, line.text, line.stamp.seq) == ("erased-body", "", 5)
    assert NOON <= line.stamp.occurred <= entries[5].at


def test_the_playbook_goes_by_its_title_alone_in_the_record() -> None:
    state = fold(journal())
    line = next(line for line in state.timeline if line.kind == "playbook.taken")
    assert state.story is not None and line_words(line) == state.story.title


def _what_counts(state: IncidentState) -> IncidentState:
    return replace(state, timeline=(), seq=0, last=None)


def test_a_kind_of_a_later_edition_is_passed_over_and_a_damaged_one_is_named() -> None:
    later = Recorded(5, "note.later", NOON, {"x": 1})
    assert fold([*journal(), later]).seq == 5
    damaged = Recorded(5, "note.added", NOON, {"words": "x"})
    with pytest.raises(UnreadableEntryError, match="第 5 条"):
        fold([*journal(), damaged])
    foreign = Recorded(5, "playbook.taken", NOON, {"playbook": "x", "edition": 1, "story": {"id": "x"}})
    with pytest.raises(UnreadableEntryError, match="响应剧本"):
        fold([*journal(), foreign])
