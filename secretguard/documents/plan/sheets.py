"""What the annex forms (A–N) print: filled where plan and register know something, else blank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Final

from secretguard.documents.plan.answers import Answers
from secretguard.documents.plan.grounds import section_grounds
from secretguard.documents.plan.letters import letters
from secretguard.documents.plan.model import PlanPaper, PlanSecret
from secretguard.documents.plan.people import contacts_of
from secretguard.documents.plan.pocket import pocket
from secretguard.documents.plan.routes import routes
from secretguard.documents.plan.wording import day, grade_word
from secretguard.i18n import _

Words = dict[str, object]

CIRCLED: Final = "①②③④⑤⑥⑦"
"""The seven kinds of measures of 法释〔2020〕7号 art. 6, in its order."""

LANDSCAPE: Final = frozenset("ABDE")
"""Annexes whose tables need the paper's long side."""

ANNEXES: Final = tuple("ABCDEFGHIJKLMN")

_BLANK_CONTACTS, _SPARE_CONTACTS = 8, 2
_POCKET_CARDS: Final = 8


def annex_titles(paper: PlanPaper | None) -> dict[str, str]:
    """What each annex is called, by letter; an enterprise's outline may call it otherwise."""
    usual = {
        "A": _("通讯录"),
        "B": _("涉密清单"),
        "C": _("事件报告表"),
        "D": _("证据保全清单"),
        "E": _("交接单（监管链）"),
        "F": _("谈话与说明记录"),
        "G": _("函件"),
        "H": _("维权文书清单"),
        "I": _("演练记录表"),
        "J": _("首小时卡"),
        "K": _("口袋卡"),
        "L": _("应急包清单"),
        "M": _("法定时限一览"),
        "N": _("修订记录"),
    }
    return usual | {
        section.number: section.title
        for section in (paper.sections if paper else ())
        if section.number in usual
    }


def sheet_data(paper: PlanPaper, answers: Answers) -> Words:
    """Everything that the bodies of the annexes ask for."""
    contacts = contacts_of(paper)
    return {
        "a": answers,
        "g": section_grounds(paper),
        "enterprise": paper.enterprise,
        "compact": False,
        "private": answers["wall-numbers"].yes,
        "inside": [asdict(line) for line in contacts.inside],
        "outside": [asdict(line) for line in contacts.outside],
        "public": [asdict(line) for line in contacts.public],
        "blank_rows": _BLANK_CONTACTS if contacts.empty else _SPARE_CONTACTS,
        "secrets": [_secret(secret) for secret in paper.secrets if secret.grade != "general"],
        "circled": CIRCLED,
        "codes": [secret.code_name for secret in paper.secrets],
        "head": answers.look("head").who.name,
        "liaison": answers.look("liaison").who.name,
        "storage": _storage(answers),
        "letters": [asdict(letter) for letter in letters()],
        "routes": _routes(answers),
        "kit_rows": _kit(answers),
        "clocks": [clock.model_dump(mode="python") for clock in paper.clocks],
        "articles": [article.model_dump(mode="python") for article in paper.articles],
        "revisions": [_revision_words(paper, index) for index in range(len(paper.revisions))],
        "drills": [
            {"held": day(drill.held), "title": drill.title, "grade": drill.grade} for drill in paper.drills
        ],
        "card": asdict(paper.card) if paper.card else None,
        "pocket": pocket(paper, answers),
        "copies": range(_POCKET_CARDS // 2),
    }


def _secret(secret: PlanSecret) -> Words:
    places = _("；").join(filter(None, (_("、").join(secret.carriers), _("、").join(secret.systems))))
    return {
        "code_name": secret.code_name,
        "grade": grade_word(secret.grade),
        "holder": secret.holder,
        "places": places,
        "circle": secret.circle,
        "measures": [
            {"number": sign, "taken": number in secret.measures} for number, sign in enumerate(CIRCLED, 1)
        ],
        "partners": _("、").join(secret.partners),
        "value": _("；").join(filter(None, (secret.value, secret.status))),
        "reviewed": day(secret.reviewed),
    }


def _storage(answers: Answers) -> str:
    """Where the sealed evidence goes, and who opens it."""
    safe = answers.look("evidence-safe")
    return _("原件放在：{place}。", place=safe.text) if safe.known else ""


def _routes(answers: Answers) -> list[Words]:
    prepared = answers.look("routes-prepared").chosen
    return [{**asdict(route), "prepared": route.id in prepared} for route in routes()]


def _kit(answers: Answers) -> Sequence[Mapping[str, str]]:
    told = answers["kit"].rows
    blank = {"place": "", "checked": ""}
    return told or [{"item": item, "count": count, **blank} for item, count in _usual_kit()]


def _usual_kit() -> tuple[tuple[str, str], ...]:
    """What a kit holds where the plan says nothing yet."""
    return (
        (_("只读接口（写保护设备）"), _("一套")),
        (_("空白镜像盘，容量大于最大的电脑"), _("两块")),
        (_("证据袋、防静电袋"), _("各十个")),
        (_("一次性封条（有编号）"), _("二十张")),
        (_("屏蔽袋（装手机）"), _("三个")),
        (_("相机或者执法记录仪，备用电池"), _("一套")),
        (_("事件报告表、保全清单、交接单空白件"), _("各十份")),
        (_("标签、油性笔、胶带、手套"), _("一套")),
        (_("校过时的钟表"), _("一只")),
        (_("纸质通讯录和预案（密封）"), _("一份")),
    )


def _revision_words(paper: PlanPaper, index: int) -> Words:
    line = paper.revisions[index]
    return {
        "number": line.number,
        "approved": day(line.approved),
        "effective": day(line.effective),
        "by": line.by,
        "changes": _("；").join(line.changes) or "—",
    }
