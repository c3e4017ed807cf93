"""Recording the answers of a questionnaire: all of them in one step, or none."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from secretguard.compliance.entries import AnswerSet, AutoAnswer
from secretguard.compliance.exchange.questionnaire_reading import (
    QuestionnairePreview,
    ReadAnswer,
    refuse_unless_ready,
)
from secretguard.compliance.fold import fold
from secretguard.compliance.service import Assessment, summary_of
from secretguard.compliance.words import verdict_word
from secretguard.entries import unfit_values, unrecorded
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register.exchange import Problem
from secretguard.vault import NewEntry


def take_answers(room: Assessment, preview: QuestionnairePreview, *, by: str | None = None) -> int:
    """Record every answer of the preview in one transaction; gives how many.

    Raises RefusedError if the preview is not ready, the assessment is frozen, or an answer overrules the
    vault's records without a remark.
    """
    state = room.state
    if state.frozen is not None:
        raise RefusedError(
            _("这次评估已由 {by} 签字封存，不能再改。", by=state.frozen.by),
            _("确有错漏，先写明原因重新打开。"),
        )
    refuse_unless_ready(preview, state)
    autos = room.autos()
    _refuse_silent_overruling(preview, autos)
    models = [_entry(answer, autos.get(answer.requirement), by) for answer in preview.answers]
    foreseen = fold(unrecorded(models, state.seq + 1), state)
    news = [NewEntry(model.kind, model.parts(), model.version) for model in models]
    room.vault.append_all(room.journal, news, summary=summary_of(foreseen))
    return len(models)


def overruled(preview: QuestionnairePreview, autos: Mapping[str, AutoAnswer]) -> tuple[Problem, ...]:
    """The rows that say otherwise than the vault's records and do not say why. Pure."""
    return tuple(
        Problem(
            answer.place,
            _(
                "记录显示“{found}”，要改成“{verdict}”，请写明理由。",
                found=verdict_word(auto.found),
                verdict=verdict_word(answer.verdict),
            ),
        )
        for answer in preview.answers
        if (auto := autos.get(answer.requirement)) and _differs(answer, auto) and not answer.remark
    )


def _refuse_silent_overruling(preview: QuestionnairePreview, autos: Mapping[str, AutoAnswer]) -> None:
    found = overruled(preview, autos)
    if found:
        raise RefusedError(
            _("有 {count} 行与密盾里的记录不同，又没有写说明，什么都没有读入。", count=len(found)),
            _("第一处：{problem}", problem=found[0]),
            problems=found,
        )


def _differs(answer: ReadAnswer, auto: AutoAnswer) -> bool:
    return auto.decides == "verdict" and auto.found not in ("unknown", answer.verdict)


def _entry(answer: ReadAnswer, auto: AutoAnswer | None, by: str | None) -> AnswerSet:
    overrules = answer.remark if auto is not None and _differs(answer, auto) else None
    try:
        return AnswerSet(
            requirement=answer.requirement,
            verdict=answer.verdict,
            remark=answer.remark,
            by=by,
            auto=auto,
            overrules=overrules,
        )
    except ValidationError as error:
        raise unfit_values(error, {"remark": _("说明"), "by": _("评估人")}) from error
