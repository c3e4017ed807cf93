"""Predicates that hold the plan against the register: core secrets, sites, partners."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from secretguard.i18n import _, _p
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.values import is_empty, rows_of, secrets_in, text_of, texts_in
from secretguard.register import SecretSet


def covers_core_secrets(case: Case) -> Iterator[Fault]:
    """Every core secret of the register is in the answer."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    named, text = secrets_in(field, value), "\n".join(texts_in(field, value))
    absent = [
        secret.name
        for secret in _core(case)
        if secret.id not in named and secret.secret.code_name not in text
    ]
    if absent:
        yield Fault(
            _("台账里的核心秘密{names}不在“{label}”里。", names=_("、").join(absent), label=field.label),
            field_id,
        )


def core_secrets_complete(case: Case) -> Iterator[Fault]:
    """Each core secret of the register has what the rule lists: owner, carriers, circle…"""
    for secret in _core(case):
        absent = [_part_word(part) for part in case.texts("options") if not _HAS[part](secret, case)]
        if absent:
            yield Fault(_("“{name}”还没有：{parts}。", name=secret.name, parts=_("、").join(absent)))


def covers_sites(case: Case) -> Iterator[Fault]:
    """Each site of the register is named."""
    found = case.one()
    if found is None:
        return
    field_id, field, value = found
    lines = [line for line in texts_in(field, value) if line.strip()]
    absent = [
        site for site in case.facts.register.sites if not any(site in line or line in site for line in lines)
    ]
    if absent:
        yield Fault(
            _("台账里的{sites}不在“{label}”里。", sites=_("、").join(absent), label=field.label), field_id
        )


def register_partners_listed(case: Case) -> Iterator[Fault]:
    """The first partners of the register each have a row."""
    table, column = case.field(case.text("table")), case.text("column")
    if table is None:
        return
    listed = [text_of(row.get(column)) for row in rows_of(case.value(table.id))]
    current = [
        partner for partner in case.facts.register.partners.values() if not _has_ended(partner.ended, case)
    ]
    wanted = current[: case.number("count")]
    absent = [one.name for one in wanted if not any(one.name in text or one.id == text for text in listed)]
    if absent:
        yield Fault(
            _("合作方{names}在“{label}”里没有一行。", names=_("、").join(absent), label=table.label), table.id
        )


def _has_ended(ended: object, case: Case) -> bool:
    return ended is not None and str(ended) <= case.facts.today.isoformat()


def _core(case: Case) -> list[SecretSet]:
    secrets = case.facts.register.secrets.values()
    return [secret for secret in secrets if secret.secret.classification == "core"]


def _has_owner(secret: SecretSet, case: Case) -> bool:
    holder = case.facts.register.holder_of(secret)
    return holder is not None and not holder.has_left


def _has_agreement(secret: SecretSet, case: Case) -> bool:
    """Everybody of the circle, and every partner who holds it, has a valid agreement."""
    register, today = case.facts.register, case.facts.today
    parties = [
        *secret.circle.people,
        *(one.id for one in register.partners.values() if secret.id in one.secrets),
    ]
    return bool(parties) and all(
        any(agreement.is_valid(today) for agreement in register.agreements_of(party)) for party in parties
    )


def _has_measures(secret: SecretSet, case: Case) -> bool:
    by_measure = (secret.id in measure.secrets for measure in case.facts.register.measures.values())
    return any(not one.not_applicable for one in secret.measures) or any(by_measure)


def _has_sign(secret: SecretSet, case: Case) -> bool:
    """A row of the risk table whose sign would be seen for this secret or any; a size without it passes."""
    field = case.field("risks")
    if field is None:
        return True
    return any(
        not is_empty(row.get("sign")) and text_of(row.get("secret")) in ("", secret.secret.code_name)
        for row in rows_of(case.value(field.id))
    )


_HAS: Final[Mapping[str, Callable[[SecretSet, Case], bool]]] = {
    "owner": _has_owner,
    "circle": lambda secret, _case: bool(secret.circle.people or secret.circle.roles),
    "carriers": lambda secret, _case: bool(secret.carriers or secret.systems),
    "agreement": _has_agreement,
    "measures": _has_measures,
    "sign": _has_sign,
}


def _part_word(part: str) -> str:
    words = {
        "owner": _p("secret", "说得清的人"),
        "circle": _p("secret", "知悉范围"),
        "carriers": _p("secret", "载体"),
        "agreement": _p("secret", "保密协议"),
        "measures": _p("secret", "保密措施"),
        "sign": _p("secret", "能看见的苗头"),
    }
    return words[part]
