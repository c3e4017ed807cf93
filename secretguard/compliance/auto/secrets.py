"""Rules over the register's secrets."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.compliance.auto.finding import (
    TWO_YEARS,
    YEAR,
    RuleFinding,
    all_or_those,
    names_of,
    record,
    unknown,
    within,
)
from secretguard.compliance.entries import Shown
from secretguard.compliance.holdings import Holdings
from secretguard.i18n import _
from secretguard.register import MEASURE_KINDS, SecretSet, measures_of

_MISSING_SHARE = 0.05
_CORE_SHARE = 0.30


def _secrets(held: Holdings, *classes: str) -> list[SecretSet]:
    return [
        each
        for each in held.register.secrets.values()
        if not classes or each.secret.classification in classes
    ]


def register_complete(held: Holdings) -> RuleFinding:
    """Every line filled: category, holder, grade, term, carriers, circle, measures."""
    secrets = _secrets(held)
    if not secrets:
        return unknown(_("台账里还没有商业秘密。"))
    faults = [(each, missing) for each in secrets if (missing := tuple(_missing(each, held)))]
    core = [pair for pair in faults if pair[0].secret.classification == "core"]
    others = [each for each in secrets if each.secret.classification != "core"]
    cells = sum(len(missing) for each, missing in faults if each.secret.classification != "core")
    share = cells / (7 * len(others)) if others else 0.0
    if not core and share <= _MISSING_SHARE:
        return RuleFinding("met", _("七栏都填了。"), tuple(record(each) for each in secrets))
    shown = tuple(
        record(each, _("{name}（{missing}）", name=each.name, missing=_("、").join(missing)))
        for each, missing in core or faults
    )
    return RuleFinding("unmet", _("没填全：{names}", names=names_of(shown)), shown)


def _missing(secret: SecretSet, held: Holdings) -> Iterator[str]:
    if secret.secret.category is None:
        yield _("类别")
    if not (secret.holder or secret.holder_id):
        yield _("责任人")
    if secret.graded.on is None:
        yield _("定级")
    if not secret.term:
        yield _("期限")
    if not (secret.carriers or secret.systems):
        yield _("载体")
    if not secret.circle.size:
        yield _("知悉范围")
    if not measures_of(secret, held.register):
        yield _("措施")


def points_written(held: Holdings) -> RuleFinding:
    """Every core secret has its points written, dated and kept, and was looked through since."""
    core = _secrets(held, "core")
    wrong = [each for each in core if not (each.points.count and each.points.version and each.points.kept)]
    unseen = [
        each
        for each in core
        if each.points.version and (each.review.last is None or each.review.last < each.points.version)
    ]
    if unseen and not wrong:
        return unknown(
            _("密点说明都登记了，但写完后没有复核过：内容有没有改过，记录看不出来。"), map(record, unseen)
        )
    return all_or_those(
        [record(each) for each in wrong],
        [record(each) for each in core],
        _("每项核心秘密的密点说明都登记了编号、日期和存放处，此后复核过。"),
        _("密点说明没有登记全："),
    )


def nonpublic_note(held: Holdings) -> RuleFinding:
    """Core and important: why it is not public, and when that was searched; core within two years."""
    secrets = _secrets(held, "core", "important")
    wrong = [
        each
        for each in secrets
        if not each.basis.not_public
        or each.basis.searched is None
        or (each.secret.classification == "core" and not within(each.basis.searched, TWO_YEARS, held.today))
    ]
    return all_or_those(
        [record(each) for each in wrong],
        [record(each) for each in secrets],
        _("核心、重要秘密都写了非公知的依据和检索日期。"),
        _("缺依据、缺检索日期，或者核心秘密超过二十四个月没有再查："),
    )


def value_estimated(held: Holdings) -> RuleFinding:
    """Every core secret has a value, a method and a day within two years."""
    core = _secrets(held, "core")
    wrong = [
        each
        for each in core
        if not each.value.yuan or not each.value.method or not within(each.value.on, TWO_YEARS, held.today)
    ]
    return all_or_those(
        [record(each) for each in wrong],
        [record(each) for each in core],
        _("每项核心秘密都有金额、方法和二十四个月内的估计日期。"),
        _("没有估值，或者估值过期："),
    )


def register_review_12m(held: Holdings) -> RuleFinding:
    """Every line was looked through within twelve months."""
    secrets = _secrets(held)
    wrong = [each for each in secrets if not within(each.review.last, YEAR, held.today)]
    return all_or_those(
        [record(each) for each in wrong],
        [record(each) for each in secrets],
        _("每条都在十二个月内复核过。"),
        _("十二个月内没有复核："),
    )


def secrets_graded(held: Holdings) -> RuleFinding:
    """Every line has its grade, the day and who approved; not everything is core."""
    secrets = _secrets(held)
    wrong = [each for each in secrets if each.graded.on is None or not each.graded.by]
    if secrets and not wrong:
        core = _secrets(held, "core")
        if len(core) > _CORE_SHARE * len(secrets):
            return RuleFinding(
                "partly",
                _(
                    "核心级占 {share}%，多于百分之三十：是不是定高了？",
                    share=round(100 * len(core) / len(secrets)),
                ),
                tuple(record(each) for each in core),
            )
    return all_or_those(
        [record(each) for each in wrong],
        [record(each) for each in secrets],
        _("每条都有等级、定级日期和批准人。"),
        _("缺定级日期或者批准人："),
    )


def circle_named(held: Holdings) -> RuleFinding:
    """Core and important: the circle is people of the register, none of whom has left."""
    secrets = _secrets(held, "core", "important")
    wrong: list[Shown] = []
    for each in secrets:
        people = [held.register.people.get(person) for person in each.circle.people]
        if each.circle.roles or not people:
            wrong.append(record(each, _("{name}（没有落到人）", name=each.name)))
        elif any(person is None or person.has_left for person in people):
            wrong.append(record(each, _("{name}（名单里有人已离职）", name=each.name)))
    return all_or_those(
        wrong,
        [record(each) for each in secrets],
        _("核心、重要秘密的知悉范围都落到在册在职的人。"),
        _("知悉范围有缺："),
    )


def patent_choice(held: Holdings) -> RuleFinding:
    """Technical secrets of the last twelve months: patent or secret, why, who decided."""
    new = [
        each
        for each in _secrets(held)
        if each.secret.category == "technical" and within(each.started, YEAR, held.today)
    ]
    if not new:
        return unknown(_("近十二个月没有登记起始日期的新增技术类秘密。"))
    wrong = [
        each
        for each in new
        if each.patent.decision is None or not each.patent_reasons or not each.patent.decided.by
    ]
    return all_or_those(
        [record(each) for each in wrong],
        [record(each) for each in new],
        _("新增的技术类秘密都登记了选择、理由和决定人。"),
        _("没有登记专利还是保密："),
    )


def art6_cover(held: Holdings) -> RuleFinding:
    """Every core secret: each of the seven kinds shown within a year, or why one of the six has no sense."""
    core = _secrets(held, "core")
    wrong: list[Shown] = []
    for each in core:
        lacking = [kind for kind in MEASURE_KINDS if not _is_shown(each, kind, held)]
        if lacking:
            words = _("、").join(str(kind) for kind in lacking)
            wrong.append(record(each, _("{name}（第 {kinds} 项）", name=each.name, kinds=words)))
    return all_or_those(
        wrong,
        [record(each) for each in core],
        _("每项核心秘密的七类措施都有凭据，或者写明为什么不适用。"),
        _("没有十二个月内核过、带凭据的措施："),
    )


def _is_shown(secret: SecretSet, kind: int, held: Holdings) -> bool:
    for covering in measures_of(secret, held.register):
        if covering.kind != kind:
            continue
        if covering.not_applicable and kind < 7:
            return True
        measure = held.register.measures.get(covering.measure or "")
        if measure and measure.evidence and within(measure.checked.on, YEAR, held.today):
            return True
    return False


def core_anchored(held: Holdings) -> RuleFinding:
    """The vault keeps digests, but no outside timestamp yet: it cannot say whether a file was anchored."""
    core = _secrets(held, "core")
    if not core:
        return unknown(_("台账里还没有核心秘密。"))
    return unknown(
        _("密盾记着文件的校验值，但还不登记外部存证凭证：请出示存证凭证，由人来答。"),
        [record(each) for each in core],
    )


RULES = {
    "register_complete": register_complete,
    "points_written": points_written,
    "nonpublic_note": nonpublic_note,
    "value_estimated": value_estimated,
    "register_review_12m": register_review_12m,
    "secrets_graded": secrets_graded,
    "circle_named": circle_named,
    "patent_choice": patent_choice,
    "art6_cover": art6_cover,
    "core_anchored": core_anchored,
}
