"""The pocket card (口袋卡): what fits on a bank card, and nothing that a finder could use."""

from __future__ import annotations

from typing import Final

from secretguard.documents.plan.answers import Answers
from secretguard.documents.plan.model import PlanPaper
from secretguard.i18n import _

_ROLES: Final = ("liaison", "head", "it-helper")


def pocket(paper: PlanPaper, answers: Answers) -> dict[str, object]:
    """Title, the four lines, whom to call, and which plan the card comes from."""
    called = [_call(answers, role) for role in _ROLES if answers.look(role).known]
    version = paper.version.number
    return {
        "title": _("发现泄密，照这张卡做"),
        "lines": [
            _("一、记下几点几分、哪里、什么征兆，拍照。"),
            _("二、只打电话告诉联络员，不发群、不发邮件。"),
            _("三、电脑不关机、不重启、不动手查。"),
            _("四、不对质、不转发、不删除；还在往外流，先断那条路。"),
            _("五、复制固定做完才收权限，最后才谈话。"),
        ],
        "calls": [*(called or _blank_calls()), _("人身危险、正在发生的盗窃　110")],
        "source": paper.enterprise + (_("　预案第 {number} 版", number=version) if version else ""),
    }


def _blank_calls() -> list[str]:
    return [
        _("联络员　＿＿＿＿＿＿　电话　＿＿＿＿＿＿＿＿"),
        _("负责人　＿＿＿＿＿＿　电话　＿＿＿＿＿＿＿＿"),
    ]


def _call(answers: Answers, role: str) -> str:
    said = answers.look(role)
    phones = said.who.phones[:1]
    return _(
        "{role}　{name}　{phone}", role=said.label, name=said.who.name, phone=phones[0] if phones else ""
    )
