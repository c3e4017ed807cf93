"""What agreements, partners and measures lack."""

from __future__ import annotations

from collections.abc import Iterator

from secretguard.i18n import _
from secretguard.register.clearance import AgreementSet, TrainingSet
from secretguard.register.gaps.gap import YEAR_DAYS, Gap, Look, gap
from secretguard.register.partner import MeasureSet, PartnerSet


def agreement_gaps(agreement: AgreementSet, look: Look) -> Iterator[Gap]:
    """Gaps of an agreement."""
    law = "law:fashi-2020-7:6(1)"
    if agreement.signed is None:
        sentence = _("{name}没有签订日期。", name=agreement.name)
        yield gap(agreement, "unsigned", "signed", sentence, law)
    if agreement.until is not None and agreement.until < look.today:
        sentence = _("{name}已于 {day} 到期。", name=agreement.name, day=agreement.until)
        yield gap(agreement, "expired", "until", sentence, law)
    if agreement.kept is None:
        sentence = _("{name}没有写原件放在哪里。", name=agreement.name)
        yield gap(agreement, "original-missing", "kept", sentence)


def partner_gaps(partner: PartnerSet, look: Look) -> Iterator[Gap]:
    """Gaps of a partner; one that holds no secret has none."""
    if not partner.secrets:
        return
    yield from _agreement(partner, look)
    if partner.ended is not None:
        if partner.returned is None:
            sentence = _("与{name}的合作已结束，没有返还、销毁的确认。", name=partner.name)
            yield gap(partner, "return-missing", "returned", sentence)
        return
    if partner.notice_hours is None:
        sentence = _("没有写合同要求多少小时内通知{name}。", name=partner.name)
        yield gap(partner, "notice-missing", "notice_hours", sentence)
    if partner.contact.name is None or partner.contact.phone is None:
        sentence = _("{name}没有联系人或电话。", name=partner.name)
        yield gap(partner, "contact-missing", "contact", sentence)


def _agreement(partner: PartnerSet, look: Look) -> Iterator[Gap]:
    law = "law:fashi-2020-7:6(1)"
    agreement = look.state.agreements.get(partner.agreement or "")
    if agreement is None or agreement.signed is None:
        sentence = _("{name}接触了秘密，却没有签订的保密协议。", name=partner.name)
        yield gap(partner, "partner-agreement-missing", "agreement", sentence, law, serious=True)
        return
    if partner.ended is None and not agreement.is_valid(look.today):
        sentence = _(
            "{name}的保密协议不在有效期内（{day}）。",
            name=partner.name,
            day=agreement.until or agreement.signed,
        )
        yield gap(partner, "partner-agreement-expired", "agreement", sentence, law, serious=True)
    if partner.disclosed is not None and agreement.signed > partner.disclosed:
        sentence = _(
            "先给{name}（{disclosed}）后签协议（{signed}）。",
            name=partner.name,
            disclosed=partner.disclosed,
            signed=agreement.signed,
        )
        yield gap(partner, "partner-agreement-late", "agreement", sentence, law)


def measure_gaps(measure: MeasureSet, look: Look) -> Iterator[Gap]:
    """Gaps of a measure."""
    law = "law:fashi-2020-7:5"
    if measure.since is None:
        sentence = _("“{name}”没有开始日期：证明不了是在事发以前采取的。", name=measure.name)
        yield gap(measure, "since-missing", "since", sentence, law, serious=True)
    if look.is_older(measure.checked.on, YEAR_DAYS) and look.is_older(measure.since, YEAR_DAYS):
        sentence = _("“{name}”一年内没有检查过是否还管用。", name=measure.name)
        yield gap(measure, "check-stale", "checked", sentence)
    if not measure.evidence:
        sentence = _("“{name}”没有登记证据文件。", name=measure.name)
        yield gap(measure, "evidence-missing", "evidence", sentence, law)


def training_gaps(training: TrainingSet, _look: Look) -> Iterator[Gap]:
    """Gaps of a session."""
    if training.training.on is None:
        sentence = _("“{name}”没有日期。", name=training.name)
        yield gap(training, "training-undated", "on", sentence, "law:fashi-2020-7:6(2)")
    if not training.attended:
        sentence = _("“{name}”没有参加人员。", name=training.name)
        yield gap(training, "attendance-missing", "attended", sentence, "law:fashi-2020-7:6(2)")
    if not training.evidence:
        sentence = _("“{name}”没有签到表等证据文件。", name=training.name)
        yield gap(training, "training-evidence-missing", "evidence", sentence)
