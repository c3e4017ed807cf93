"""The duties that plan and drills know, as codes and as words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secretguard.errors import UsageError
from secretguard.i18n import _, _p

_CODE = re.compile(r"^[A-Za-z0-9_-]{1,32}$")
_SEPARATORS = re.compile(r"[\s,，、;；/／]+")


def duty_words() -> dict[str, str]:
    """Every duty's code and word, in the order in which they are called."""
    return {
        "GM": _p("duty", "负责人"),
        "CO": _p("duty", "联络员"),
        "LEG": _p("duty", "法务"),
        "IT": _p("duty", "信息"),
        "HR": _p("duty", "人事"),
        "RD": _p("duty", "研发"),
        "PRD": _p("duty", "生产"),
        "SAL": _p("duty", "销售"),
        "PUR": _p("duty", "采购"),
        "PR": _p("duty", "对外"),
        "SEC": _p("duty", "门卫"),
        "ACC": _p("duty", "财务"),
        "GUIDE": _p("duty", "指导员"),
    }


def duties_in_words(duties: Sequence[str]) -> str:
    """The codes as words; an unknown code stays as it is."""
    known = duty_words()
    return _("、").join(known.get(duty, duty) for duty in duties)


def read_duties(text: str) -> tuple[str, ...]:
    """`联络员、法务` or `CO LEG` as codes. Raises UsageError naming the word that is no duty."""
    known = duty_words()
    by_word = {word: code for code, word in known.items()}
    found = []
    for word in filter(None, _SEPARATORS.split(text.strip())):
        code = by_word.get(word) or (word.upper() if _CODE.match(word) else None)
        if code is None:
            raise UsageError(
                _("职责“{word}”读不懂。", word=word),
                _("可以写：{words}。", words=_("、").join(known.values())),
            )
        found.append(code)
    return tuple(dict.fromkeys(found))
