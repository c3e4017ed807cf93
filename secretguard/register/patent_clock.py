"""The six months in which a leaked invention can still be filed (专利法 24). Pure."""

from __future__ import annotations

import calendar
from datetime import date

from secretguard.register.trade_secret import SecretSet

GRACE_MONTHS = 6
BASIS = "law:patent-law:24"


def patent_deadline(secret: SecretSet) -> date | None:
    """The last day to file; None if nothing leaked or a patent was filed already."""
    leaked = secret.patent.leaked_on
    if leaked is None or secret.patent.decision == "filed":
        return None
    month = leaked.month - 1 + GRACE_MONTHS
    year, month = leaked.year + month // 12, month % 12 + 1
    return date(year, month, min(leaked.day, calendar.monthrange(year, month)[1]))
