"""Rules over cleared people who left within a year, and over partners."""

from __future__ import annotations

from datetime import date, timedelta

from secretguard.compliance.auto.finding import (
    YEAR,
    RuleFinding,
    all_or_those,
    person_name,
    record,
    unknown,
    within,
)
from secretguard.compliance.entries import Shown
from secretguard.compliance.holdings import Holdings
from secretguard.i18n import _
from secretguard.register import ClearedSet, PartnerSet

_LETTER, _RETURN, _NON_COMPETE = timedelta(days=15), timedelta(days=30), timedelta(days=731)


def _leavers(held: Holdings) -> list[tuple[ClearedSet, date]]:
    found = []
    for each in held.register.cleared.values():
        person = held.register.people.get(each.cleared.person)
        left = person.service.left_on if person and person.has_left else None
        if left is not None and within(left, YEAR, held.today):
            found.append((each, left))
    return found


def _shown(held: Holdings, each: ClearedSet) -> Shown:
    return record(each, person_name(held.register, each.cleared.person))


def _nobody() -> RuleFinding:
    return unknown(_("近十二个月台账里没有离职的涉密人员；若有人离职，请先登记离职日。"))


def leaver_list_done(held: Holdings) -> RuleFinding:
    """Everyone's return list is closed, and nothing on it is open."""
    leavers = _leavers(held)
    if not leavers:
        return _nobody()
    wrong = [
        _shown(held, each)
        for each, _left in leavers
        if each.exit.closed is None
        or not each.exit.items
        or any(item.state == "open" for item in each.exit.items)
    ]
    if wrong:
        return all_or_those(wrong, wrong, "", _("返还清除清单没有关闭："))
    shown = tuple(_shown(held, each) for each, _left in leavers)
    names = {each.id: [item.what for item in each.exit.items] for each, _left in leavers}
    uncovered = [
        _shown(held, each)
        for each, _left in leavers
        if not all(_names_secret(held, secret, names[each.id]) for secret in each.secrets)
    ]
    if uncovered:
        return unknown(_("清单都关闭了，但没有写明覆盖名下哪些秘密代号。"), uncovered)
    return RuleFinding("met", _("每名离职涉密人员的清单都已关闭，覆盖名下全部秘密代号。"), shown)


def _names_secret(held: Holdings, secret: str, items: list[str]) -> bool:
    line = held.register.secrets.get(secret)
    names = (secret, line.name) if line else (secret,)
    return any(name in item for name in names for item in items)


def leaver_letter(held: Holdings) -> RuleFinding:
    """Everyone was talked to and written to within fifteen days of leaving."""
    leavers = _leavers(held)
    if not leavers:
        return _nobody()
    wrong = [
        _shown(held, each)
        for each, left in leavers
        if each.exit.interview is None or each.exit.letter is None or each.exit.letter > left + _LETTER
    ]
    looked = [_shown(held, each) for each, _left in leavers]
    return all_or_those(
        wrong, looked, _("都面谈过，提醒函在离职后十五日内送达。"), _("缺面谈、缺提醒函或者送晚了：")
    )


def leaver_access_24h(held: Holdings) -> RuleFinding:
    """Access ended no later than the midnight that follows the last day."""
    leavers = _leavers(held)
    if not leavers:
        return _nobody()
    undated = [_shown(held, each) for each, _left in leavers if each.exit.access_ended is None]
    late = [
        _shown(held, each)
        for each, left in leavers
        if each.exit.access_ended is not None and each.exit.access_ended > left
    ]
    if late:
        return all_or_those(late, late, "", _("停权晚于离职日："))
    if undated:
        return unknown(_("没有登记停权日期。"), undated)
    return RuleFinding(
        "met",
        _("离职当日都停了权；各系统是否逐一打勾，请看清单。"),
        tuple(_shown(held, each) for each, _l in leavers),
    )


def noncompete_valid(held: Holdings) -> RuleFinding:
    """No running non-compete over two years. Payment is not kept in the register, so it never says yes."""
    running = [
        (each, left) for each, left in _leavers(held) if each.non_compete.agreed and each.non_compete.until
    ]
    if not running:
        return unknown(_("近十二个月离职的涉密人员里，没有登记启用中的竞业限制。"))
    long = [
        _shown(held, each)
        for each, left in running
        if each.non_compete.until and each.non_compete.until > left + _NON_COMPETE
    ]
    if long:
        return all_or_those(long, long, "", _("竞业限制超过二年："))
    return unknown(
        _("期限都不超过二年；补偿是否按月支付台账不记，请看付款凭证。"),
        [_shown(held, each) for each, _left in running],
    )


def partner_nda_first(held: Holdings) -> RuleFinding:
    """Whoever was given something signed before that day, and the agreement still runs."""
    partners = [each for each in held.register.partners.values() if each.disclosed is not None]
    if not partners:
        return unknown(_("没有登记首次披露日期的合作方。"))
    wrong = [record(each) for each in partners if not _signed_first(each, held)]
    return all_or_those(
        wrong,
        [record(each) for each in partners],
        _("合作方都是先签协议、后给资料，协议在有效期内。"),
        _("没有协议、协议过期，或者先给后签："),
    )


def _signed_first(partner: PartnerSet, held: Holdings) -> bool:
    agreement = held.register.agreements.get(partner.agreement or "")
    if agreement is None or agreement.signed is None or partner.disclosed is None:
        return False
    return agreement.signed <= partner.disclosed and (
        partner.ended is not None or agreement.is_valid(held.today)
    )


def partner_review_12m(held: Holdings) -> RuleFinding:
    """Partners that touch core secrets were looked at within a year."""
    core = {key for key, each in held.register.secrets.items() if each.secret.classification == "core"}
    partners = [
        each for each in held.register.partners.values() if each.ended is None and core & set(each.secrets)
    ]
    if not partners:
        return unknown(_("没有登记接触核心秘密的在册合作方。"))
    wrong = [record(each) for each in partners if not within(each.reviewed, YEAR, held.today)]
    return all_or_those(
        wrong,
        [record(each) for each in partners],
        _("接触核心秘密的合作方都在十二个月内评过。"),
        _("十二个月内没有评过："),
    )


def partner_return(held: Holdings) -> RuleFinding:
    """Cooperations that ended within a year: returned, or demanded in writing, within thirty days."""
    partners = [
        each
        for each in held.register.partners.values()
        if each.ended is not None and within(each.ended, YEAR, held.today)
    ]
    if not partners:
        return unknown(_("近十二个月没有登记结束的合作。"))
    due = [each for each in partners if each.returned is None and each.ended]
    running = [each for each in due if each.ended and held.today <= each.ended + _RETURN]
    wrong = [
        record(each)
        for each in partners
        if each not in running
        and (each.returned is None or (each.ended and each.returned > each.ended + _RETURN))
    ]
    if running and not wrong:
        return unknown(_("有合作刚结束，三十日还没有到。"), [record(each) for each in running])
    return all_or_those(
        wrong,
        [record(each) for each in partners],
        _("结束的合作都在三十日内确认返还或者发出催告。"),
        _("没有返还确认，也没有按时催告："),
    )


RULES = {
    "leaver_list_done": leaver_list_done,
    "leaver_letter": leaver_letter,
    "leaver_access_24h": leaver_access_24h,
    "noncompete_valid": noncompete_valid,
    "partner_nda_first": partner_nda_first,
    "partner_review_12m": partner_review_12m,
    "partner_return": partner_return,
}
