"""What people lack: numbers, deputies, confirmation; what clearances lack: agreement, training, exit list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secretguard.i18n import _
from secretguard.register.clearance import ClearedSet
from secretguard.register.gaps.gap import CONFIRMED_DAYS, YEAR_DAYS, Gap, Look, gap
from secretguard.register.models import PersonSet

_TWO_YEARS = 2


def person_gaps(person: PersonSet, look: Look) -> Iterator[Gap]:
    """Gaps of somebody in service; a leaver's are those of the clearance."""
    if person.has_left:
        if person.duties:
            yield gap(
                person,
                "duty-of-leaver",
                "duties",
                _("{name}已离职，职责还挂在名下，请改派。", name=person.name),
                serious=True,
            )
        return
    yield from _reach(person, look)
    if not person.duties:
        return
    if person.deputy is None:
        yield gap(
            person, "deputy-missing", "deputy", _("{name}没有替补，不在时找不到人顶上。", name=person.name)
        )
    elif look.state.deputy_of(person.id) is None:
        yield gap(person, "deputy-gone", "deputy", _("{name}的替补已离职或移出，请另定。", name=person.name))


def _reach(person: PersonSet, look: Look) -> Iterator[Gap]:
    if not person.phones.first:
        sentence = _("{name}没有电话。", name=person.name)
        yield gap(person, "phone-missing", "phone", sentence, serious=bool(person.duties))
    elif not person.phones.second:
        sentence = _("{name}只有一个电话，夜里打不通就断了。", name=person.name)
        yield gap(person, "second-phone-missing", "phone_2", sentence)
    if look.is_older(person.confirmed, CONFIRMED_DAYS):
        sentence = (
            _("{name}的电话从未核实。", name=person.name)
            if person.confirmed is None
            else _(
                "{name}的电话 {days} 天没有核实（上限 {limit} 天）。",
                name=person.name,
                days=(look.today - person.confirmed).days,
                limit=CONFIRMED_DAYS,
            )
        )
        yield gap(person, "confirmation-stale", "confirmed", sentence)


def cleared_gaps(cleared: ClearedSet, look: Look) -> Iterator[Gap]:
    """Gaps of a clearance."""
    person = look.state.people.get(cleared.cleared.person)
    name = person.name if person else cleared.cleared.person
    if person is None:
        sentence = _("{name}已不在人员名单里，涉密记录还开着。", name=name)
        yield gap(cleared, "cleared-unknown-person", "person", sentence)
    yield from _agreement(cleared, name, look)
    if cleared.non_compete.agreed:
        yield from _non_compete(cleared, name, person)
    if person is not None and person.has_left:
        yield from _leaver(cleared, name)
    elif person is not None and not _trained(cleared, look):
        yield gap(
            cleared,
            "training-missing",
            "trained",
            _("{name}近一年没有保密培训记录。", name=name),
            "law:fashi-2020-7:6(2)",
        )


def _agreement(cleared: ClearedSet, name: str, look: Look) -> Iterator[Gap]:
    agreement = look.state.agreements.get(cleared.agreement or "")
    law = "law:fashi-2020-7:6(1)"
    if agreement is None or agreement.signed is None:
        sentence = _("{name}接触秘密，却没有签订的保密协议。", name=name)
        yield gap(cleared, "agreement-missing", "agreement", sentence, law, serious=True)
    elif not agreement.is_valid(look.today):
        sentence = _(
            "{name}的保密协议已过期（到 {day}）。", name=name, day=agreement.until or agreement.signed
        )
        yield gap(cleared, "agreement-expired", "agreement", sentence, law, serious=True)
    elif cleared.granted is not None and agreement.signed > cleared.granted:
        sentence = _(
            "{name}先接触（{granted}）后签协议（{signed}）。",
            name=name,
            granted=cleared.granted,
            signed=agreement.signed,
        )
        yield gap(cleared, "agreement-late", "agreement", sentence, law)


def _non_compete(cleared: ClearedSet, name: str, person: PersonSet | None) -> Iterator[Gap]:
    law = "law:labour-contract-law:24"
    until = cleared.non_compete.until
    left_on = person.service.left_on if person else None
    if left_on is not None and until is None:
        sentence = _("{name}已离职，竞业限制没有写明到哪一天。", name=name)
        yield gap(cleared, "non-compete-open", "non_compete_until", sentence, law)
    elif left_on is not None and until is not None and until > _years_later(left_on, _TWO_YEARS):
        sentence = _("{name}的竞业限制超过离职后二年。", name=name)
        yield gap(cleared, "non-compete-too-long", "non_compete_until", sentence, law, serious=True)


def _leaver(cleared: ClearedSet, name: str) -> Iterator[Gap]:
    law = "law:fashi-2020-7:6(6)"
    leaving = cleared.exit
    still = [item.what for item in leaving.items if item.state == "open"]
    if not leaving.items:
        sentence = _("{name}已离职，没有登记返还、清除清单。", name=name)
        yield gap(cleared, "exit-list-missing", "exit_items", sentence, law, serious=True)
    elif still:
        sentence = _("{name}已离职，还有没办的：{items}。", name=name, items=_("、").join(still))
        yield gap(cleared, "exit-list-open", "exit_items", sentence, law, serious=True)
    elif leaving.closed is None:
        sentence = _("{name}的离职清单都办了，还没有办结日期。", name=name)
        yield gap(cleared, "exit-list-unclosed", "exit_closed", sentence, law)
    if leaving.letter is None:
        sentence = _("{name}已离职，没有送达继续保密的提醒函。", name=name)
        yield gap(cleared, "exit-letter-missing", "letter", sentence, law)


def _trained(cleared: ClearedSet, look: Look) -> bool:
    return not look.is_older(look.last_trained.get(cleared.cleared.person), YEAR_DAYS)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
