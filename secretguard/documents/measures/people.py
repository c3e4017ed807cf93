"""Secrets by code name, cleared people, training, leavers, as of the day. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from secretguard.documents.measures.look import Look
from secretguard.documents.measures.model import (
    Cite,
    LeaverRow,
    PartnerRow,
    PersonRow,
    SecretRow,
    TrainingRow,
)
from secretguard.documents.measures.traces import part
from secretguard.i18n import _
from secretguard.register import (
    CLASSIFICATIONS,
    AgreementSet,
    ClearedSet,
    PartnerSet,
    SecretSet,
    kinds_covered,
    measures_of,
)


def secret_rows(look: Look) -> Iterator[SecretRow]:
    """Every secret of the register, by code name."""
    for secret in look.state.secrets.values():
        circle = secret.circle
        yield SecretRow(
            id=secret.id,
            code_name=secret.name,
            classification=_(CLASSIFICATIONS[secret.secret.classification]),
            started=secret.started,
            protected=_protected(secret, look),
            registered=look.trace(secret).first.moment.date(),
            circle=circle.size,
            named=len(circle.people),
            covered=_covered(secret, look),
            kinds=tuple(sorted(kinds_covered(secret, look.state))),
            cites=look.cites(secret, part("started")),
        )


def _protected(secret: SecretSet, look: Look) -> date | None:
    """The earliest stated beginning of a measure that covers it."""
    measures = measures_of(secret, look.state)
    return min((item.since for item in measures if item.since and not item.not_applicable), default=None)


def _covered(secret: SecretSet, look: Look) -> int:
    """How many people of the circle are bound by an agreement in force on the day."""
    bound = 0
    for key in secret.circle.people:
        named = [item.agreement for item in look.state.clearances_of(key)] or [None]
        found = [agreement for one in named for agreement in _agreements(key, one, look)]
        bound += any(binds(agreement) and agreement.is_valid(look.day) for agreement in found)
    return bound


def binds(agreement: AgreementSet) -> bool:
    """Whether an agreement is one on secrecy; a non-compete clause is another thing."""
    return agreement.agreement.kind != "non_compete"


def person_rows(look: Look) -> Iterator[PersonRow]:
    """Every cleared person who is still in service, and whoever signed an agreement without a clearance."""
    cleared_people = set()
    for cleared in look.state.cleared.values():
        cleared_people.add(cleared.cleared.person)
        if not _has_left(cleared, look):
            yield _cleared_row(cleared, look)
    for key, person in look.state.people.items():
        signed = look.state.agreements_of(key)
        if key not in cleared_people and not person.has_left and signed:
            cites = (*look.cites(person), *_signings(signed, look))
            yield PersonRow(
                person.name,
                person.person.title or "",
                None,
                _in_words(signed, look),
                look.state.trained_on(key),
                cites,
            )


def _cleared_row(cleared: ClearedSet, look: Look) -> PersonRow:
    key = cleared.cleared.person
    found = _agreements(key, cleared.agreement, look)
    person = look.state.people.get(key)
    named = look.cites(person) if person else ()
    return PersonRow(
        name=look.party(key),
        post=cleared.cleared.post or "",
        granted=cleared.granted,
        agreements=_in_words(found, look),
        trained=look.state.trained_on(key),
        cites=(*named, *look.cites(cleared), *_signings(found, look)),
    )


def _agreements(party: str, named: str | None, look: Look) -> list[AgreementSet]:
    """Every agreement of a party, and the one that its own line names."""
    found = {agreement.id: agreement for agreement in look.state.agreements_of(party)}
    own = look.state.agreements.get(named or "")
    if own is not None:
        found.setdefault(own.id, own)
    return list(found.values())


def _signings(agreements: list[AgreementSet], look: Look) -> tuple[Cite, ...]:
    return tuple(cite for agreement in agreements for cite in look.cites(agreement, part("signed")))


def _in_words(agreements: list[AgreementSet], look: Look) -> tuple[str, ...]:
    return tuple(_agreement(agreement, look) for agreement in agreements)


def _agreement(agreement: AgreementSet, look: Look) -> str:
    signed = _("{day} 签", day=agreement.signed) if agreement.signed else _("无签订日期")
    over = agreement.signed is not None and not agreement.is_valid(look.day)
    state = _("，不在有效期") if over else ""
    return _(
        "{id} {name}（{signed}{state}）", id=agreement.id, name=agreement.name, signed=signed, state=state
    )


def training_rows(look: Look) -> Iterator[TrainingRow]:
    """Every session, with how many came."""
    cleared = {item.cleared.person for item in look.state.cleared.values()}
    for session in look.state.trainings.values():
        yield TrainingRow(
            id=session.id,
            topic=session.name,
            on=session.training.on,
            attended=len(session.attended),
            cleared=len(cleared.intersection(session.attended)),
            cites=look.cites(session, part("training")),
        )


def leaver_rows(look: Look) -> Iterator[LeaverRow]:
    """Every clearance of somebody who left, with its return list."""
    for cleared in look.state.cleared.values():
        person = look.state.people.get(cleared.cleared.person)
        if not _has_left(cleared, look):
            continue
        leaving = cleared.exit
        named = look.cites(person, part("service")) if person else ()
        yield LeaverRow(
            name=look.party(cleared.cleared.person),
            left_on=person.service.left_on if person else None,
            items=tuple((item.what, _became(item.state)) for item in leaving.items),
            letter=leaving.letter,
            closed=leaving.closed,
            cites=(*named, *look.cites(cleared, part("exit"))),
        )


def partner_rows(look: Look) -> Iterator[PartnerRow]:
    """Every partner that holds secrets."""
    for key, partner in look.state.partners.items():
        if not partner.secrets:
            continue
        found = _agreements(key, partner.agreement, look)
        yield PartnerRow(
            name=partner.name,
            secrets=look.codes(partner.secrets),
            agreements=_in_words(found, look),
            disclosed=partner.disclosed,
            ended=_ended(partner),
            cites=(*look.cites(partner), *_signings(found, look)),
        )


def _ended(partner: PartnerSet) -> str:
    if partner.ended is None:
        return ""
    returned = _("{day} 确认返还销毁", day=partner.returned) if partner.returned else _("未见返还销毁的确认")
    return _("{day} 结束；{returned}", day=partner.ended, returned=returned)


def _has_left(cleared: ClearedSet, look: Look) -> bool:
    person = look.state.people.get(cleared.cleared.person)
    return person is None or person.has_left or cleared.exit.opened is not None


def _became(state: str) -> str:
    return {
        "open": _("未办"),
        "returned": _("已返还"),
        "erased": _("已清除"),
        "destroyed": _("已销毁"),
    }[state]
