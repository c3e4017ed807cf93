"""The functions that a template may call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import get_args

from secretguard.documents.problems import TemplateFault
from secretguard.documents.tree.inlines import Badge, BadgeTone, Checkbox
from secretguard.documents.values import Node, RowTone, Tone
from secretguard.i18n import _, _p
from secretguard.visible import clean

_GRADE_TONES: Mapping[str, BadgeTone] = {"P": "good", "S": "mid", "M": "warn", "U": "bad"}


def box(checked: object) -> Node:
    """A box, ticked when `checked` is true."""
    return Node(Checkbox(bool(checked)))


def badge(text: object, tone: str = "mid") -> Node:
    """A framed word; `tone` is good, mid, warn or bad."""
    for known in get_args(BadgeTone):
        if tone == known:
            return Node(Badge(clean(str(text)).replace("\n", " "), known))
    raise TemplateFault(_("没有叫“{tone}”的徽标样式", tone=tone), _("可用：good、mid、warn、bad。"))


def tone(name: str) -> Node:
    """Shades the table row it stands in: pale, mid or dark; empty shades nothing."""
    for known in get_args(Tone):
        if name == known:
            return Node(RowTone(known))
    raise TemplateFault(_("没有叫“{tone}”的底色", tone=name), _("可用：pale、mid、dark。"))


def rating(grade: str) -> Node:
    """The badge of an objective's grade: P, S, M or U."""
    if grade not in _GRADE_TONES:
        raise TemplateFault(_("没有叫“{grade}”的评级", grade=grade), _("可用：P、S、M、U。"))
    return Node(Badge(f"{grade} {grade_word(grade)}", _GRADE_TONES[grade]))


def grade_word(grade: str) -> str:
    """P 完成, S 基本完成, M 较大问题, U 未完成."""
    words = {
        "P": _p("grade", "完成"),
        "S": _p("grade", "基本完成"),
        "M": _p("grade", "较大问题"),
        "U": _p("grade", "未完成"),
    }
    return words[grade]


def translated(message: str, **values: object) -> str:
    """`t("…")`: a heading or label of the template in the reader's language."""
    return _(message, **values)


TEMPLATE_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "box": box,
    "badge": badge,
    "tone": tone,
    "rating": rating,
    "t": translated,
}
