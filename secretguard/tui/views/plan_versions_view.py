"""The plan's versions as a frozen view, and what two of them say differently. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text

from secretguard.i18n import _, _p
from secretguard.plans import Defect, FieldChange, PlanState, PlanView, Version, class_word, size_word
from secretguard.tui.marks import STYLES, Tone, badge, line
from secretguard.tui.safe_text import safe
from secretguard.tui.widgets.lists import Row

_STATUS_TONES: Mapping[str, Tone] = {
    "approved": "info",
    "effective": "good",
    "superseded": "off",
    "draft": "care",
    "review": "info",
}
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class VersionsView:
    """The versions, newest first, what comes next, and what stands in the way."""

    right: str
    rows: tuple[Row, ...]
    next_step: Text


def status_word(status: str) -> str:
    """草 审 批 效 旧."""
    words = {
        "draft": _p("plan version", "草"),
        "review": _p("plan version", "审"),
        "approved": _p("plan version", "批"),
        "effective": _p("plan version", "效"),
        "superseded": _p("plan version", "旧"),
    }
    return words[status]


def versions_view(
    state: PlanState, view: PlanView, blocking: Sequence[Defect], today: date, marked: int | None
) -> VersionsView:
    """`marked` is the version chosen as the older one of a comparison."""
    rows = [_draft_row(state, view)]
    rows += [_version_row(state, version, today, marked) for version in reversed(state.versions)]
    now = state.in_force(today)
    return VersionsView(
        right=_("现行 第 {number} 版", number=now.number) if now else _("还没有生效的版本"),
        rows=tuple(rows),
        next_step=_next_step(state, view, blocking),
    )


def _draft_row(state: PlanState, view: PlanView) -> Row:
    status = state.draft_status
    words = _(
        "第 {number} 版　{status}　{size}　完整度 {percent}%",
        number=view.number, status=_("审批中") if status == "review" else _("草稿"),
        size=size_word(view.size), percent=view.completeness,
    )  # fmt: skip
    if not state.changed_since_version():
        words += _("　和上一版一样")
    return Row(DRAFT, line(badge(status_word(status), _STATUS_TONES[status]), words), words=words)


def _version_row(state: PlanState, version: Version, today: date, marked: int | None) -> Row:
    approval, status = version.approval, state.status_of(version, today)
    words = _(
        "第 {number} 版　{size}　{by}（{post}）{on} 批准　{effective} 生效　{review} 前复审",
        number=version.number, size=size_word(approval.size), by=approval.by, post=approval.post,
        on=approval.on.isoformat(), effective=approval.effective.isoformat(),
        review=approval.review_due.isoformat(),
    )  # fmt: skip
    tick = [badge(_p("badge", "旧"), "info")] if marked == version.number else []
    sign = badge(status_word(status), _STATUS_TONES[status])
    return Row(str(version.number), line(sign, *tick, words), words=words)


def _next_step(state: PlanState, view: PlanView, blocking: Sequence[Defect]) -> Text:
    number = view.number
    if state.review is not None:
        by, to = state.review.by, state.review.to
        words = _("第 {number} 版由{by}提交，等{to}批准：F8 批准，Del 退回。", number=number, by=by, to=to)
    elif state.handed_in is not None:
        words = _("第 {number} 版提交之后又改过：F8 重新提交。", number=number)
    else:
        words = _("第 {number} 版草稿：F8 提交审批。", number=number)
    text = line(Text(safe(words), style="bold"))
    if state.returned is not None and state.review is None:
        back = _("{by}退回：{why}", by=state.returned.by, why=state.returned.why)
        text.append("\n").append_text(line(badge(_p("badge", "退"), "care"), back))
    if blocking:
        count = _("还有 {count} 处挡住批准（F2 逐条看）：", count=len(blocking))
        text.append("\n").append_text(line(badge(_p("badge", "挡"), "bad"), count))
        for defect in blocking:
            sign = Text(safe(class_word(defect.defect_class)), style=STYLES["care"])
            text.append("\n").append_text(line(sign, f"{defect.section} {defect.message}"))
    else:
        text.append("\n").append_text(line(badge(_p("badge", "合"), "good"), _("没有挡住批准的缺陷。")))
    return text


def version_details(version: Version) -> Text:
    """What an approved version carries."""
    approval = version.approval
    text = line(Text(safe(_("第 {number} 版", number=version.number)), style="bold"))
    words = (
        _("批准　{by} {post} {on}", by=approval.by, post=approval.post, on=approval.on.isoformat()),
        _("生效　{day}", day=approval.effective.isoformat()),
        _("复审　{day} 以前", day=approval.review_due.isoformat()),
        _("大小　{size}", size=size_word(approval.size)),
        _("文稿校验值　{hash}", hash=version.hash),
    )
    for part in words:
        text.append("\n").append(safe(part))
    return text


def difference_text(changes: Sequence[FieldChange], title: str) -> Text:
    """Word by word: what went stands in [-…-], what came in [+…+]; colour repeats it."""
    text = line(Text(safe(title), style="bold"))
    if not changes:
        return text.append("\n").append(safe(_("两版的文字一样。")))
    for change in changes:
        text.append("\n\n").append(safe(f"{change.section} {change.label}"), style="bold")
        text.append("\n")
        for piece in _pieces(change):
            text.append_text(piece)
    return text


def _pieces(change: FieldChange) -> Iterator[Text]:
    for piece in change.pieces:
        words = safe(piece.text)
        if piece.kind == "removed":
            yield Text(f"[-{words}-]", style=STYLES["bad"])
        elif piece.kind == "added":
            yield Text(f"[+{words}+]", style=STYLES["good"])
        else:
            yield Text(words)
