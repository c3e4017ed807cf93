"""The seven items of 法释〔2020〕7号 art. 6: what was done, proof by digest, what is missing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from secretguard.documents.measures.entries import LegalItem
from secretguard.documents.measures.look import Look
from secretguard.documents.measures.model import ItemFacts, MeasureRow, NamedDigest
from secretguard.documents.measures.traces import listed, part
from secretguard.i18n import _
from secretguard.register import AgreementSet, Gap, SecretMeasure, SecretSet, kinds_covered

Rows = Iterator[MeasureRow]


def item_facts(
    legal: LegalItem, look: Look, gaps: Sequence[Gap], others: Sequence[MeasureRow] = ()
) -> ItemFacts:
    """One item; `others` are rows that come from outside the register (plan approvals, drills)."""
    number = legal.number
    rows = (*_measures(number, look), *_own(number, look), *_FURTHER.get(number, _nothing)(look), *others)
    return ItemFacts(legal, rows, tuple(_files(number, look)), tuple(_missing(number, rows, look, gaps)))


def _measures(number: int, look: Look) -> Rows:
    for measure in look.state.measures.values():
        if measure.measure.kind == number:
            yield MeasureRow(
                id=measure.id,
                what=measure.name,
                since=measure.since,
                covers=look.codes(measure.secrets),
                note=_checked(measure.where, measure.checked.on, measure.checked.by),
                cites=look.cites(measure, part("since")),
                late_on=look.late(measure, measure.since, part("since")),
            )


def _checked(where: str | None, on: object, by: str | None) -> str:
    said = [where] if where else []
    if on is not None:
        said.append(_("{day} 检查", day=on) + (_("（{name}）", name=by) if by else ""))
    return _("；").join(said)


def _own(number: int, look: Look) -> Rows:
    """What stands on a secret's own line and not as a measure of the register."""
    for secret in look.state.secrets.values():
        for own in secret.measures:
            if own.kind == number and own.measure is None and (own.text or own.not_applicable):
                yield _own_row(secret, own, look)


def _own_row(secret: SecretSet, own: SecretMeasure, look: Look) -> MeasureRow:
    probe = listed("measures", own.model_dump(mode="json", exclude_none=True))
    reason = own.not_applicable
    return MeasureRow(
        id=secret.id,
        what=own.text or _("不适用：{reason}", reason=reason),
        since=own.on,
        covers=secret.name,
        note=_("秘密台账所记"),
        cites=look.cites(secret, probe),
        late_on=look.late(secret, own.on, probe),
    )


def _agreements(look: Look) -> Rows:
    for agreement in look.state.agreements.values():
        yield MeasureRow(
            id=agreement.id,
            what=agreement.name,
            since=agreement.signed,
            covers=look.people(agreement.parties),
            note=_term(agreement, look),
            cites=look.cites(agreement, part("signed")),
            late_on=look.late(agreement, agreement.signed, part("signed")),
        )


def _term(agreement: AgreementSet, look: Look) -> str:
    if agreement.signed is None:
        return _("没有签订日期")
    if agreement.signed > look.day:
        return _("其时尚未签订")
    if agreement.until is None:
        return _("未写期限")
    if agreement.until < look.day:
        return _("已于 {day} 到期", day=agreement.until)
    return _("到 {day}", day=agreement.until)


def _trainings(look: Look) -> Rows:
    for session in look.state.trainings.values():
        on = session.training.on
        yield MeasureRow(
            id=session.id,
            what=_("培训：{topic}", topic=session.name),
            since=on,
            covers=_("到场 {count} 人", count=len(session.attended)),
            note="",
            cites=look.cites(session, part("training")),
            late_on=look.late(session, on, part("training")),
        )


def _exits(look: Look) -> Rows:
    for cleared in look.state.cleared.values():
        leaving = cleared.exit
        if not leaving.items and leaving.opened is None:
            continue
        done = sum(item.state != "open" for item in leaving.items)
        yield MeasureRow(
            id=cleared.id,
            what=_("离职清单：{name}", name=look.party(cleared.cleared.person)),
            since=leaving.opened,
            covers=look.codes(cleared.secrets),
            note=_("{count} 项，办结 {done} 项", count=len(leaving.items), done=done),
            cites=look.cites(cleared, part("exit")),
            late_on=look.late(cleared, leaving.opened, part("exit")),
        )


def _nothing(_look: Look) -> Rows:
    return iter(())


_FURTHER: Final[dict[int, Callable[[Look], Rows]]] = {1: _agreements, 2: _trainings, 6: _exits}


def _files(number: int, look: Look) -> Iterator[NamedDigest]:
    for measure in look.state.measures.values():
        if measure.measure.kind == number:
            yield from look.digests(measure.id, measure, measure.evidence)
    if number == 1:
        for agreement in look.state.agreements.values():
            if agreement.file is not None:
                yield from look.digests(agreement.id, agreement, [agreement.file])
    if number == 2:
        for session in look.state.trainings.values():
            yield from look.digests(session.id, session, session.evidence)


def _missing(number: int, rows: Sequence[MeasureRow], look: Look, gaps: Sequence[Gap]) -> Iterator[str]:
    if not rows:
        yield _("未见记录。")
    undated = [row.id for row in rows if row.since is None]
    if undated:
        yield _("没有写起始日期，证明不了在事发以前：{ids}。", ids=_("、").join(undated))
    later = [row.id for row in rows if row.since is not None and row.since > look.day]
    if later:
        yield _("起始日期在截至日以后：{ids}。", ids=_("、").join(later))
    bare = [
        secret.name
        for secret in look.state.secrets.values()
        if number not in kinds_covered(secret, look.state)
    ]
    # Other measures are not owed for every secret.
    if rows and bare and number != len(_ITEMS):
        yield _("没有写明覆盖到的秘密：{names}。", names=_("、").join(bare))
    basis = f"law:fashi-2020-7:6({number})"
    yield from (gap.sentence for gap in gaps if gap.basis == basis)


_ITEMS: Final = range(1, 8)
