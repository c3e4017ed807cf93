"""The record of a long incident: opened, put in order, filtered; and a folder of small files taken in."""

from __future__ import annotations

import json
import os
import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from benchmarks.ground import new_vault
from benchmarks.measuring import Row, medians, seconds_of
from secretguard.clock import system_clock, to_microseconds
from secretguard.content import content_folders, load_plan_form, read_response
from secretguard.entries import EntryModel, unrecorded
from secretguard.incidents import (
    Answers,
    Facts,
    Filter,
    IncidentRoom,
    IncidentState,
    extend,
    fold,
    grading_of,
    list_folder,
    open_incident,
    start_incident,
    take_folder,
    timeline,
)
from secretguard.incidents.entries import NoteAdded, TaskAdded
from secretguard.incidents.evidence_entries import EvidenceTaken, FileOrigin
from secretguard.locations import content_folder, samples_folder
from secretguard.register import Register, add_from_file, list_enterprises, load_profile
from secretguard.vault import NewEntry, Vault

_ENTRIES = 20_000
_BATCH = 500
_FILES, _SIZE = 1_000, 16 * 1024
_ITEMS, _LAST = 50_000, 2_000
_LIMIT = 100.0
"""Milliseconds that a person does not notice."""
_FACTS = Facts(category="mailbox", title="邮件导出", source="邮件服务器", method="当面导出", holder="示例乙")


def rows(base: Path) -> list[Row]:
    """The rows about an incident's record."""
    with new_vault(base / "incident") as vault:
        room = _incident(vault)
        files = _files(base / "files", room)
        for first in range(0, _ENTRIES, _BATCH):
            news = [NewEntry(model.kind, model.parts()) for model in _said(first)]
            vault.append_all(room.journal, news)
        return [*_reading(vault, room.journal), files, *_many_items()]


def _incident(vault: Vault) -> IncidentRoom:
    add_from_file(vault, load_profile(samples_folder() / "example-company.yaml"))
    register = Register(vault, bytes.fromhex(list_enterprises(vault)[0].id))
    answers = Answers(
        what="报价单外流",
        found=system_clock() - timedelta(days=1),
        knows=("示例甲",),
        unsure=False,
        situations=("spread-rival",),
    )
    grading = grading_of(load_plan_form(content_folders("standards")), None)
    general = read_response(content_folder("playbooks") / "response-general.yaml")
    return start_incident(vault, register, answers, general.playbook, grading, system_clock)


def _said(first: int) -> Iterator[EntryModel]:
    rng, now = random.Random(first), to_microseconds(system_clock())
    for number in range(first, first + _BATCH):
        text = f"第 {number} 笔：先别惊动他，会议室的门关上，日志导出来再说"
        if number % 50 == 0:
            yield TaskAdded(task=f"B{number}", text=text)
        else:
            tags = ("外发",) if number % 7 == 0 else ()
            yield NoteAdded(text=text, tags=tags, occurred=now - rng.randrange(86_400_000_000))


def _reading(vault: Vault, journal: bytes) -> list[Row]:
    entries = list(vault.entries(journal))
    texts = [[json.dumps({name: part}) for name, part in entry.parts.items()] for entry in entries]
    state, before = fold(entries), fold(entries[:-1])
    chosen = {
        "words": Filter(text="导出 1999"),
        "none": Filter(text="黄铜钥匙"),
        "many": Filter(show="notes", tag="外发"),
    }
    works = {
        "open": lambda: seconds_of(lambda: open_incident(vault, None, system_clock)),
        "fold": lambda: seconds_of(lambda: fold(entries)),
        "loads": lambda: seconds_of(lambda: [json.loads(text) for parts in texts for text in parts]),
        "extend": lambda: seconds_of(lambda: extend(before, entries[-1:])),
        "all": lambda: seconds_of(lambda: timeline(state)),
    }
    for name, one in chosen.items():
        works[name] = lambda one=one: seconds_of(lambda: timeline(state, "occurred", one))  # type: ignore[misc]
    seconds = medians(works, 7)
    slowest = max(seconds[name] for name in chosen)
    return [
        Row("an incident of 20 000 entries: opened", seconds["open"], "s"),
        Row("… fold against json.loads of its parts", seconds["fold"] / seconds["loads"], "×"),
        Row("… extended by one entry", seconds["extend"] * 1000, "ms"),
        Row("… its timeline in order", seconds["all"] * 1000, "ms", _LIMIT, at_most=True),
        Row("… filtered, the slowest of three ways", slowest * 1000, "ms", _LIMIT, at_most=True),
    ]


def _many_items() -> list[Row]:
    """A state that takes in item after item, as from a folder: the last ones cost what the first do."""
    digests = (f"{number:064x}" for number in range(1, _ITEMS + 1))
    entries = [
        replace(entry, parts={**entry.parts, "blob": {"id": "00" * 16, "size": 1, "sha256": digest}})
        for entry, digest in zip(unrecorded(_taken()), digests, strict=True)
    ]
    state = IncidentState()
    spans = []
    for first in range(0, _ITEMS, _LAST):
        began = time.perf_counter()
        for place in range(first, first + _LAST):
            state = extend(state, entries[place : place + 1]) or state
        spans.append((time.perf_counter() - began) / _LAST * 1000)
    early, late = statistics.median(spans[:5]), statistics.median(spans[-5:])
    return [
        Row("evidence: a state of 50 000 items extended by one more", late, "ms", 1, at_most=True),
        Row("… against one of 10 000 at most", late / early, "×", 3, at_most=True),
    ]


def _taken() -> Iterator[EvidenceTaken]:
    for number in range(1, _ITEMS + 1):
        name = f"{number:05d}.eml"
        yield EvidenceTaken(
            item=number,
            category=_FACTS.category,
            title=name,
            source=_FACTS.source,
            method=_FACTS.method,
            holder=_FACTS.holder,
            origin=FileOrigin(name=name, raw=name.encode().hex(), size=1, modified=1),
        )


def _files(folder: Path, room: IncidentRoom) -> Row:
    folder.mkdir()
    for number in range(_FILES):
        (folder / f"{number:05d}.eml").write_bytes(os.urandom(_SIZE))
    seconds = seconds_of(lambda: take_folder(room, list_folder(folder), _FACTS))
    return Row("evidence: a folder of 1 000 files of 16 KiB, each read back", _FILES / seconds, "/s")
