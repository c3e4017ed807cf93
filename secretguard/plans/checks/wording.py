"""Predicates about words: forbidden ones, wrong law, secret content, empty talk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from secretguard.content import FormField
from secretguard.i18n import _
from secretguard.plans.checks.case import Case, Fault
from secretguard.plans.checks.naming import STAND_IN, known_owners
from secretguard.plans.values import texts_in

_SENTENCE: Final = re.compile(r"[^。；;！!\n]+")
_TIME: Final = re.compile(
    r"\d|[一二两三四五六七八九十百半]+(?:分钟|小时|天|日|周|个?月|年|次)|当[天日场晚]|当班|每[天日周月季年次]|次日|到期"
)
_RECORD: Final = re.compile(
    r"记录|记下|登记|签[字名收]|[清名]单|台账|报告表|[检核巡]\w{1,2}表|[交变保处通领]\w{1,2}单|凭证|回执|证书|书面|盖章|照片|哈希"
)
_FORMULA: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9]{0,8}(?:\([^()]{0,12}\))? ?[=＝] ?[^，。；=]{0,30}[-+*/^×÷][^，。；=]{0,30}"
)
_VALUES: Final = re.compile(r"(?:\d{1,6}\.\d{1,6} ?[/,，、;； ] ?){3,}\d")
_TOLERANCE: Final = re.compile(r"\d ?(?:±|\+/-) ?\d|[±] ?0?\.\d")
_LONGEST: Final = 30


def forbidden_words(case: Case) -> Iterator[Fault]:
    """None of the rule's wordings occurs."""
    for field, text in _texts(case):
        for word in case.rule.words:
            if match := re.search(word.pattern, text):
                yield Fault(
                    _("“{label}”里有“{found}”；应当写：{right}。", label=field.label, found=_short(match[0]),
                      right=word.right.rstrip("。")),
                    field.id,
                )  # fmt: skip


def never_say(case: Case) -> Iterator[Fault]:
    """No sentence of the law table's list of wrong ones occurs."""
    for field, text in _texts(case):
        for wrong in case.facts.law_table.wrong_sentences(text):
            yield Fault(
                _("“{label}”里的话不对（{wrong}）；应当写：{right}。", label=field.label, wrong=wrong.wrong,
                  right=wrong.right.rstrip("。")),
                field.id,
            )  # fmt: skip


def mentions(case: Case) -> Iterator[Fault]:
    """Each of the rule's wordings occurs somewhere in the fields."""
    text = "\n".join(text for _field, text in _texts(case))
    for word in case.rule.words:
        if text and not re.search(word.pattern, text):
            yield Fault(_("没有写：{right}。", right=word.right.rstrip("。")), case.fields()[0].id)


def no_secret_content(case: Case) -> Iterator[Fault]:
    """Nothing reads like the content of a secret: the rule's wordings, formulas, runs of measured values.

    What was found is not repeated, since the defect list is shown to more people than the plan.
    """
    for field, text in _texts(case):
        found = next((word for word in case.rule.words if re.search(word.pattern, text)), None)
        like = _("“{wrong}”一类的写法", wrong=found.wrong) if found else _content_like(text)
        if like is not None:
            right = found.right.rstrip("。") if found else _("只写代号，不写内容")
            yield Fault(
                _(
                    "“{label}”里像是写进了秘密内容（{like}）；{right}。",
                    label=field.label,
                    like=like,
                    right=right,
                ),
                field.id,
            )


def _content_like(text: str) -> str | None:
    """What a text looks like, whatever the rules list; None if it looks like plain words."""
    if _TOLERANCE.search(text):
        return _("带正负公差的尺寸")
    if _FORMULA.search(text):
        return _("公式")
    return _("一连串数值") if _VALUES.search(text) else None


def not_a_slogan(case: Case) -> Iterator[Fault]:
    """A sentence of big words also says who, when, or what record is kept."""
    roles = (field for field in case.form.fields_within(case.size) if field.column(STAND_IN) or field.promise)
    owners = known_owners(case, (field for field in roles if field.kind != "table" or field.column(STAND_IN)))
    for field, text in _texts(case):
        if not field.slogan:
            continue
        for sentence in _SENTENCE.findall(text):
            if any(re.search(word.pattern, sentence) for word in case.rule.words) and not says_something(
                sentence, owners
            ):
                yield Fault(
                    _("“{label}”：“{words}”只是口号，没有写谁、什么时候、留什么记录。", label=field.label,
                      words=_short(sentence.strip())),
                    field.id,
                )  # fmt: skip


def says_something(sentence: str, owners: frozenset[str]) -> bool:
    """Whether a sentence names a person or role, a time, or a record."""
    return bool(
        _TIME.search(sentence) or _RECORD.search(sentence) or any(owner in sentence for owner in owners)
    )


def _texts(case: Case) -> Iterator[tuple[FormField, str]]:
    for field in case.fields():
        for text in texts_in(field, case.value(field.id)):
            yield field, text


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
