"""The remedy routes (维权路径) and the papers that each needs, for the check-list of annex H."""

from __future__ import annotations

from dataclasses import dataclass

from secretguard.i18n import _


@dataclass(frozen=True, slots=True)
class RoutePaper:
    """A paper, and what it must say."""

    title: str
    point: str


@dataclass(frozen=True, slots=True)
class Route:
    """A route by id, its name, and its papers."""

    id: str
    title: str
    papers: tuple[RoutePaper, ...]


def routes() -> tuple[Route, ...]:
    """All routes, from the mildest; the papers that every one needs come first."""
    return (
        Route("shared", _("共用"), _shared()),
        Route("inside", _("内部制止"), _inside()),
        Route("letter", _("函件与协商"), _letter()),
        Route("fast-mediation", _("极速调解"), _mediation()),
        Route("administrative", _("行政举报"), _bureau()),
        Route("labour", _("劳动仲裁"), _labour()),
        Route("civil", _("民事诉讼与行为保全"), _court()),
        Route("criminal", _("刑事报案"), _police()),
        Route("overseas", _("海关、展会与境外"), _customs()),
        Route("patent", _("秘转专"), _patent()),
    )


def _shared() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("密点说明"), _("主张哪几点、写在哪份载体、与公知的差别；密封")),
        RoutePaper(_("保密措施说明及附件"), _("七类逐条，附事发以前的凭据")),
        RoutePaper(_("接触与相同说明"), _("谁有机会接触，哪里相同，怎么比对的")),
        RoutePaper(_("损失与价值说明"), _("算法、期间、账册来源")),
        RoutePaper(_("证据目录、证据保全清单、交接单"), _("每项证明什么；哈希、封条")),
        RoutePaper(_("营业执照、授权委托书、身份证明"), _("在有效期内")),
    )


def _inside() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("谈话与说明记录"), _("自愿、两人在场、阅后签名")),
        RoutePaper(_("返还、清除确认书"), _("载体逐件，本人签名")),
        RoutePaper(_("权限收回记录"), _("在复制固定以后，写明时刻")),
    )


def _letter() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("停止侵害函或者误收通知"), _("只写事实；律师审核")),
        RoutePaper(_("送达凭据"), _("挂号、公证或者平台回执")),
        RoutePaper(_("和解协议文本"), _("停止、返还、承诺、违约金、复查办法")),
    )


def _mediation() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("调解申请书"), _("请求、事实、愿意接受的底线（底线另存，不递交）")),
        RoutePaper(_("保密承诺书"), _("调解员和双方到场人都签")),
        RoutePaper(_("调解协议、司法确认申请书"), _("双方共同申请确认，时限见附表")),
    )


def _bureau() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("举报书（实名）"), _("侵权人、行为、地点、线索来源")),
        RoutePaper(_("初步证据"), _("措施在先、被侵犯的可能")),
        RoutePaper(_("保密请求"), _("请对提交的材料保密")),
    )


def _labour() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("仲裁申请书"), _("违约金、返还、继续履行")),
        RoutePaper(_("劳动合同、保密与竞业限制协议"), _("签收凭据、补偿金支付记录")),
        RoutePaper(_("规章制度及公示凭据"), _("民主程序、告知签名")),
    )


def _court() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("起诉状"), _("请求停止、赔偿、返还销毁；秘密内容另附密封件")),
        RoutePaper(_("行为保全申请书"), _("正在或者将要披露、使用；难以弥补；情况紧急")),
        RoutePaper(_("担保材料"), _("金额、来源、谁签字，夜里也办得到")),
        RoutePaper(_("证据保全、责令提交申请书"), _("证据在对方手里、可能灭失")),
        RoutePaper(_("不公开审理、限制接触申请书"), _("谁能看、看什么")),
    )


def _police() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("报案材料"), _("时间、行为、损失或者违法所得的初步计算")),
        RoutePaper(_("鉴定意见或者委托书"), _("非公知性、同一性、损失")),
        RoutePaper(_("受案回执、立案与否的通知书"), _("收到之日起算复议时限")),
    )


def _customs() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("展会投诉材料"), _("公证取证、权利说明，不含秘密内容")),
        RoutePaper(_("境外委托与认证文件"), _("先问当地律师，认证要时间")),
    )


def _patent() -> tuple[RoutePaper, ...]:
    return (
        RoutePaper(_("去留决定书"), _("继续保密、申请专利、部分公开，理由和决定人")),
        RoutePaper(_("泄露在先的证明"), _("未经同意、泄露的日期；宽限期见附表")),
    )
