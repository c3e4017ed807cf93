"""Every predicate by the name that a rule gives it (`content.CHECKS` lists their parameters)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from secretguard.plans.checks import course, numbers, order, people, presence, registered, wording
from secretguard.plans.checks.case import Predicate

PREDICATES: Final[Mapping[str, Predicate]] = {
    "answered": presence.answered,
    "rows_answered": presence.rows_answered,
    "is_yes": presence.is_yes,
    "min_items": presence.min_items,
    "max_length": presence.max_length,
    "includes": presence.includes,
    "covers_values": presence.covers_values,
    "different_people": people.different_people,
    "phones_agree": people.phones_agree,
    "rows_differ": people.rows_differ,
    "two_phones": people.two_phones,
    "has_person": people.has_person,
    "people_current": people.people_current,
    "hats_at_most": people.hats_at_most,
    "keeper_apart": people.keeper_apart,
    "contacts_fresh": people.contacts_fresh,
    "outside_company": people.outside_company,
    "distribution_limited": people.distribution_limited,
    "not_stale": numbers.not_stale,
    "in_future": numbers.in_future,
    "before_date": numbers.before_date,
    "at_most": numbers.at_most,
    "at_least": numbers.at_least,
    "sum_at_most": numbers.sum_at_most,
    "faster_by_level": numbers.faster_by_level,
    "cells_at_most": numbers.cells_at_most,
    "contracts_alive": numbers.contracts_alive,
    "law_clocks_match": numbers.law_clocks_match,
    "after_last_version": numbers.after_last_version,
    "after_duplicate": order.after_duplicate,
    "order_rule": order.order_rule,
    "max_steps": order.max_steps,
    "owner_is_known": order.owner_is_known,
    "no_gap_or_overlap": order.no_gap_or_overlap,
    "covers_core_secrets": registered.covers_core_secrets,
    "core_secrets_complete": registered.core_secrets_complete,
    "covers_sites": registered.covers_sites,
    "register_partners_listed": registered.register_partners_listed,
    "forbidden_words": wording.forbidden_words,
    "mentions": wording.mentions,
    "never_say": wording.never_say,
    "no_secret_content": wording.no_secret_content,
    "not_a_slogan": wording.not_a_slogan,
    "evaluator_apart": course.evaluator_apart,
    "drill_within": course.drill_within,
    "findings_dated": course.findings_dated,
    "paths_drilled": course.paths_drilled,
    "version_in_force": course.version_in_force,
    "triggers_answered": course.triggers_answered,
}
