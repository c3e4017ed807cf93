"""What each entry kind does to the state: one handler per kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from secretguard.entries import EntryModel
from secretguard.i18n import _
from secretguard.incidents import entries as kinds
from secretguard.incidents.evidence_entries import (
    CustodyEvent,
    EvidenceChecked,
    EvidenceTaken,
    item_name,
)
from secretguard.incidents.evidence_state import Blob, CustodyLink, Item, Stamp
from secretguard.incidents.folding import Folding
from secretguard.incidents.state import Answered, Correction, Cut, Dated, Reported, Started, TaskMark
from secretguard.incidents.story import read_story


def apply(folding: Folding, model: EntryModel, stamp: Stamp, blob: Blob | None) -> None:
    """Let one entry change the state and leave its line in the record."""
    if isinstance(model, EvidenceTaken):
        _taken(folding, model, stamp, blob)
        return
    _HANDLERS[model.kind](folding, model, stamp)


def _opened(folding: Folding, model: kinds.IncidentOpened, stamp: Stamp) -> None:
    if folding.get("opened") is None:
        folding.set(opened=model, opened_stamp=stamp)
    folding.line(
        model.kind, stamp, "", model.what, by=model.reported_by or "", secrets=model.secrets, tags=model.knows
    )


def _began(folding: Folding, model: kinds.BeganKnown, stamp: Stamp) -> None:
    folding.set(began=Dated(model.source, stamp))
    folding.line(model.kind, stamp, "", model.source)


def _severity(folding: Folding, model: kinds.SeveritySet, stamp: Stamp) -> None:
    folding.set(severity=model)
    folding.push("levels", (model, stamp))
    text = model.override or _("；").join(model.reasons)
    folding.line(model.kind, stamp, model.level, text, by=model.by or "")


def _playbook(folding: Folding, model: kinds.PlaybookTaken, stamp: Stamp) -> None:
    story = read_story(model.story)
    folding.set(story=story, limits=model.limits)
    folding.line(model.kind, stamp, model.playbook, story.title)


def _answer(folding: Folding, model: kinds.AnswerGiven, stamp: Stamp) -> None:
    folding.answers[model.question] = Answered(model, stamp)
    tags = tuple(notice.to for notice in model.notices)
    folding.line(
        model.kind,
        stamp,
        _question_text(folding, model.question),
        model.remark or "",
        by=model.answer,
        tags=tags,
    )


def _done(folding: Folding, model: kinds.TaskDone, stamp: Stamp) -> None:
    folding.marks[model.task] = TaskMark(
        "done", stamp, model.by or "", model.note or "", model.broke_order or ""
    )
    tags = (model.broke_order,) if model.broke_order else ()
    text = model.note or ""
    folding.line(model.kind, stamp, _task_title(folding, model.task), text, by=model.by or "", tags=tags)


def _reopened_task(folding: Folding, model: kinds.TaskReopened, stamp: Stamp) -> None:
    folding.marks.pop(model.task, None)
    folding.line(model.kind, stamp, _task_title(folding, model.task), model.why or "")


def _skipped(folding: Folding, model: kinds.TaskSkipped, stamp: Stamp) -> None:
    folding.marks[model.task] = TaskMark("skipped", stamp, note=model.why)
    folding.line(model.kind, stamp, _task_title(folding, model.task), model.why)


def _added(folding: Folding, model: kinds.TaskAdded, stamp: Stamp) -> None:
    folding.added[model.task] = model
    folding.line(model.kind, stamp, model.text, "", by=model.role or "")


def _note(folding: Folding, model: kinds.NoteAdded, stamp: Stamp) -> None:
    folding.line(
        model.kind,
        stamp,
        "",
        model.text,
        people=model.people,
        secrets=model.secrets,
        items=model.items,
        tags=model.tags,
        decision=model.decision,
    )


def _corrected(folding: Folding, model: kinds.Corrected, stamp: Stamp) -> None:
    folding.correct(model.seq, Correction(stamp, model.text))
    folding.line(model.kind, stamp, str(model.seq), model.text)


def _reported(folding: Folding, model: kinds.OutsideReported, stamp: Stamp) -> None:
    folding.push("reported", Reported(model.duty, model.to, model.how, model.number or "", stamp))
    folding.line(model.kind, stamp, model.duty, model.how, by=model.to, tags=_some(model.number))


def _cut(folding: Folding, model: kinds.CutMade, stamp: Stamp) -> None:
    folding.push("cuts", Cut(model.what, model.why, stamp))
    if model.task:
        folding.marks[model.task] = TaskMark("done", stamp, note=model.what)
    folding.line(model.kind, stamp, model.what, model.why)


def _clock(folding: Folding, model: kinds.ClockStarted, stamp: Stamp) -> None:
    started = Started(model.clock, model.title, model.minutes, model.working_days, model.basis, stamp)
    folding.push("started", started)
    folding.line(model.kind, stamp, model.clock, model.title)


def _contained(folding: Folding, model: kinds.Contained, stamp: Stamp) -> None:
    folding.set(contained=Dated(model.how, stamp))
    if folding.get("status") == "open":
        folding.set(status="contained")
    folding.line(model.kind, stamp, "", model.how)


def _closed(folding: Folding, model: kinds.Closed, stamp: Stamp) -> None:
    folding.set(status="closed", closed=(model, stamp))
    folding.line(model.kind, stamp, "", _("；").join(model.criteria), by=model.by)


def _reopened(folding: Folding, model: kinds.Reopened, stamp: Stamp) -> None:
    folding.set(status="open", closed=None, contained=None)
    folding.line(model.kind, stamp, "", model.why)


def _review(folding: Folding, model: kinds.ReviewRecorded, stamp: Stamp) -> None:
    folding.push("reviews", (model, stamp))
    folding.line(model.kind, stamp, "", _("；").join((*model.whys, *model.lessons)))


def _cost(folding: Folding, model: kinds.CostSet, stamp: Stamp) -> None:
    folding.set(cost=model.lines)
    folding.line(model.kind, stamp, str(sum(line.yuan for line in model.lines)))


def _retention(folding: Folding, model: kinds.RetentionSet, stamp: Stamp) -> None:
    before = folding.get("retention")
    shorter = before is not None and model.until < before.until
    folding.set(retention=model)
    cut = _("由 {day} 缩短", day=before.until.isoformat()) if shorter else ""
    folding.line(model.kind, stamp, model.until.isoformat(), _("；").join(filter(None, (cut, model.why))))


def _issued(folding: Folding, model: kinds.PaperIssued, stamp: Stamp) -> None:
    folding.push("issued", (model, stamp))
    folding.line(model.kind, stamp, model.paper, model.number)


def _taken(folding: Folding, model: EvidenceTaken, stamp: Stamp, blob: Blob | None) -> None:
    item = Item(model, stamp, blob)
    folding.put_item(item)
    folding.index_item(item)
    folding.next_item = max(folding.next_item, model.item + 1)
    folding.line(model.kind, stamp, model.category, model.title, by=model.holder, items=(model.item,))


def _custody(folding: Folding, model: CustodyEvent, stamp: Stamp) -> None:
    folding.next_item = max(folding.next_item, model.item + 1)
    item = folding.item(model.item)
    if item is not None:
        read = model.digest_again is not None or model.wrong is not None
        folding.put_item(
            replace(
                item,
                chain=(*item.chain, CustodyLink(model, stamp)),
                wrong_file=(model.wrong or "") if read else item.wrong_file,
                wrong_seal=model.seal_wrong or item.wrong_seal,
            )
        )
    folding.line(
        model.kind,
        stamp,
        model.event,
        model.purpose,
        by=f"{model.giver} → {model.taker}",
        items=(model.item,),
        tags=model.faults,
    )


def _checked(folding: Folding, model: EvidenceChecked, stamp: Stamp) -> None:
    wrong = {one.item: one.why for one in model.wrong}
    for number in model.items:
        item = folding.item(number)
        if item is not None and item.wrong_file != wrong.get(number, ""):
            folding.put_item(replace(item, wrong_file=wrong.get(number, "")))
    folding.push("checks", (model, stamp))
    text = _("；").join(f"{item_name(one.item)} {one.why}" for one in model.wrong)
    folding.line(model.kind, stamp, str(len(model.items)), text)


def _question_text(folding: Folding, question_id: str) -> str:
    story = folding.get("story")
    question = story.question(question_id) if story else None
    return question.ask if question else question_id


def _task_title(folding: Folding, task_id: str) -> str:
    if task_id in folding.added:
        return folding.added[task_id].text
    story = folding.get("story")
    task = story.task(task_id) if story else None
    return task.title if task else task_id


def _some(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


_HANDLERS: dict[str, Callable[[Folding, Any, Stamp], None]] = {
    kinds.IncidentOpened.kind: _opened,
    kinds.BeganKnown.kind: _began,
    kinds.SeveritySet.kind: _severity,
    kinds.PlaybookTaken.kind: _playbook,
    kinds.AnswerGiven.kind: _answer,
    kinds.TaskDone.kind: _done,
    kinds.TaskReopened.kind: _reopened_task,
    kinds.TaskSkipped.kind: _skipped,
    kinds.TaskAdded.kind: _added,
    kinds.NoteAdded.kind: _note,
    kinds.Corrected.kind: _corrected,
    kinds.OutsideReported.kind: _reported,
    kinds.CutMade.kind: _cut,
    kinds.ClockStarted.kind: _clock,
    kinds.Contained.kind: _contained,
    kinds.Closed.kind: _closed,
    kinds.Reopened.kind: _reopened,
    kinds.ReviewRecorded.kind: _review,
    kinds.CostSet.kind: _cost,
    kinds.RetentionSet.kind: _retention,
    kinds.PaperIssued.kind: _issued,
    CustodyEvent.kind: _custody,
    EvidenceChecked.kind: _checked,
}
