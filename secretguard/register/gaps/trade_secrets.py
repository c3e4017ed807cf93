"""What the line of a trade secret lacks: holder, measures, circle, points, why it is not public."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.i18n import _
from secretguard.register.gaps.gap import VALUE_DAYS, YEAR_DAYS, Gap, Look, gap
from secretguard.register.measures_seen import covering
from secretguard.register.patent_clock import patent_deadline
from secretguard.register.trade_secret import SecretSet

_NAMED_KINDS = range(1, 7)
_SIGNS = "①②③④⑤⑥⑦"


def secret_gaps(secret: SecretSet, look: Look) -> Iterator[Gap]:
    """Gaps of one secret; core ones are asked more."""
    yield from _holder(secret, look)
    yield from _measures(secret, look)
    yield from _circle(secret, look)
    yield from _reviewed(secret, look)
    yield from _patent(secret, look)
    if not secret.carriers and not secret.systems:
        sentence = _("{name}没有写载体，也没有写系统：说不出存在哪里。", name=secret.name)
        yield gap(secret, "carriers-missing", "carriers", sentence)
    if secret.secret.classification != "general":
        yield from _secrecy(secret, look)
    if secret.secret.classification == "core":
        yield from _core(secret, look)


def _holder(secret: SecretSet, look: Look) -> Iterator[Gap]:
    holder = look.state.holder_of(secret)
    if secret.holder is None and secret.holder_id is None:
        sentence = _("{name}没有归口人：没人说得清它是什么。", name=secret.name)
        yield gap(secret, "holder-missing", "holder", sentence, serious=True)
    elif holder is None or holder.has_left:
        sentence = _(
            "{name}的归口人{holder}已离职或不在名单里。", name=secret.name, holder=secret.holder or ""
        )
        yield gap(secret, "holder-gone", "holder", sentence, serious=True)


def _measures(secret: SecretSet, look: Look) -> Iterator[Gap]:
    covered = {item.kind for item in covering(secret, look.state, look.measures.get(secret.id, ()))}
    if not covered:
        sentence = _("{name}没有登记任何保密措施。", name=secret.name)
        yield gap(secret, "measures-missing", "measures", sentence, "law:fashi-2020-7:5", serious=True)
    elif secret.secret.classification == "core" and (
        absent := [kind for kind in _NAMED_KINDS if kind not in covered]
    ):
        signs = "".join(_SIGNS[kind - 1] for kind in absent)
        sentence = _(
            "{name}在第六条七类措施里还缺 {signs}；不适用的请写明理由。", name=secret.name, signs=signs
        )
        yield gap(secret, "measures-partial", "measures", sentence, "law:fashi-2020-7:5")


def _circle(secret: SecretSet, look: Look) -> Iterator[Gap]:
    law = "law:fashi-2020-7:6(4)"
    if secret.circle.size == 0:
        sentence = _("{name}没有知悉范围：谁可以看，没有写。", name=secret.name)
        yield gap(secret, "circle-missing", "circle", sentence, law, serious=True)
    unclear, left = [], []
    for key in secret.circle.people:
        person = look.state.people.get(key)
        if person is None or person.has_left:
            left.append(person.name if person else key)
        elif (key, secret.id) not in look.cleared_for:
            unclear.append(person.name)
    if left:
        sentence = _(
            "{name}的知悉范围里有已离职的人：{people}。", name=secret.name, people=_("、").join(left)
        )
        yield gap(secret, "circle-left", "circle", sentence, law, serious=True)
    if unclear:
        sentence = _(
            "{name}的知悉人员里，{people}不在这项秘密的涉密名册上，看不到协议和培训。",
            name=secret.name,
            people=_("、").join(unclear),
        )
        yield gap(secret, "circle-uncleared", "circle", sentence, "law:fashi-2020-7:6(1)")


def _reviewed(secret: SecretSet, look: Look) -> Iterator[Gap]:
    review = secret.review
    if review.due is not None and review.due < look.today:
        days = (look.today - review.due).days
        sentence = _("{name}的复核超期 {days} 天。", name=secret.name, days=days)
        yield gap(secret, "review-overdue", "review_due", sentence)
    elif look.is_older(review.last, YEAR_DAYS) and look.is_older(secret.started, YEAR_DAYS):
        sentence = _("{name}一年内没有复核过。", name=secret.name)
        yield gap(secret, "review-missing", "reviewed", sentence)


def _secrecy(secret: SecretSet, look: Look) -> Iterator[Gap]:
    if secret.basis.not_public is None:
        sentence = _("{name}没有写为什么外面不知道。", name=secret.name)
        yield gap(secret, "not-public-missing", "not_public", sentence, "law:fashi-2020-7:3")
    elif look.is_older(secret.basis.searched, VALUE_DAYS):
        sentence = _("{name}二十四个月内没有检索过是否已经公开。", name=secret.name)
        yield gap(secret, "search-stale", "searched", sentence)
    if secret.basis.value is None:
        sentence = _("{name}没有写价值从哪里来。", name=secret.name)
        yield gap(secret, "value-reason-missing", "value_reason", sentence, "law:fashi-2020-7:7")


def _core(secret: SecretSet, look: Look) -> Iterator[Gap]:
    if not secret.points.count or secret.points.kept is None:
        sentence = _("{name}的密点没有写成文字，或没有登记存在哪里。", name=secret.name)
        yield gap(secret, "points-missing", "points", sentence, "law:fashi-2020-7:27", serious=True)
    if secret.value.yuan is None or secret.value.method is None:
        sentence = _("{name}没有估值或估值方法。", name=secret.name)
        yield gap(secret, "value-missing", "value_yuan", sentence)
    elif look.is_older(secret.value.on, VALUE_DAYS):
        sentence = _("{name}的估值超过二十四个月。", name=secret.name)
        yield gap(secret, "value-stale", "value_on", sentence)
    if secret.secret.category == "technical" and secret.patent.decision is None:
        sentence = _("{name}是技术信息，没有写过保密还是申请专利。", name=secret.name)
        yield gap(secret, "patent-undecided", "patent", sentence)


def _patent(secret: SecretSet, look: Look) -> Iterator[Gap]:
    law = "law:patent-law:24"
    deadline = patent_deadline(secret)
    if deadline is not None and deadline >= look.today:
        sentence = _(
            "{name}已泄露；要申请专利，须在 {day} 以前（六个月宽限期）。", name=secret.name, day=deadline
        )
        yield gap(secret, "patent-clock", "patent", sentence, law, serious=True)
    elif deadline is not None:
        sentence = _(
            "{name}泄露已超过六个月（{day}），专利的宽限期已过，决定没有改。", name=secret.name, day=deadline
        )
        yield gap(secret, "patent-clock-over", "patent", sentence, law)
    if secret.patent.decision is not None and secret.patent_reasons is None:
        sentence = _("{name}的秘转专决定没有写理由。", name=secret.name)
        yield gap(secret, "patent-reasons-missing", "patent_reasons", sentence)
