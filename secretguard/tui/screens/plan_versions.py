"""S9, F7: the plan's versions. Hand in, approve or give back; what two versions say differently."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.content import Column
from secretguard.errors import UsageError
from secretguard.i18n import _
from secretguard.plans import blocking, contact, parse_cell
from secretguard.tui.keys import Key
from secretguard.tui.screens.plan_base import PlanScreen
from secretguard.tui.views.plan_versions_view import DRAFT, difference_text, version_details, versions_view
from secretguard.tui.widgets import Panel, PickList


class PlanVersionsScreen(PlanScreen):
    """F8 is the next step of the draft: hand in, then approve."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "next_step", lambda: _("提交、批准")),
        Key("enter", "nothing", lambda: _("和前一版比")),
        Key("space", "mark", lambda: _("定为比的旧版")),
        Key("delete", "give_back", lambda: _("退回")),
        Key("f2", "checks", lambda: _("检查")),
        Key("f5", "paper", lambda: _("看文稿")),
        Key("f9", "export", lambda: _("导出")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("f6", "app.focus_next", lambda: ""),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._marked: int | None = None
        self._compared = False

    def body(self) -> ComposeResult:
        """The versions, and below or beside them what comes next or what has changed."""
        with Vertical(id="versions-side"):
            yield Panel(_("版本"), PickList(id="versions"), id="versions-panel")
            with Panel(_("下一步"), id="details-panel"), VerticalScroll(id="details-scroll"):
                yield Static("", id="details", markup=False)

    def on_mount(self) -> None:
        """The draft under the cursor."""
        super().on_mount()
        self.query_one("#versions").focus()

    def redraw(self) -> None:
        """The versions, and what the one under the cursor says."""
        if self.desk.register is None:
            return
        plan = self.plan
        view = versions_view(
            plan.plans.state, plan.view(), blocking(plan.defects()), plan.plans.today, self._marked
        )
        self.head(_("应急预案 ＞ 版本 ・ {name}", name=plan.register.name), view.right)
        self.query_one("#versions", PickList).show(view.rows)
        if not self._compared:
            self._draw_details()

    def _draw_details(self) -> None:
        plan, chosen = self.plan, self.query_one("#versions", PickList).chosen
        panel, details = self.query_one("#details-panel", Panel), self.query_one("#details", Static)
        if chosen in (DRAFT, None):
            panel.retitle(_("下一步"))
            view = versions_view(
                plan.plans.state, plan.view(), blocking(plan.defects()), plan.plans.today, self._marked
            )
            details.update(view.next_step)
        else:
            panel.retitle(_("这一版"))
            details.update(version_details(plan.plans.version(int(chosen or 0))))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The details follow the cursor."""
        event.stop()
        self._compared = False
        if self.desk.register is not None:
            self._draw_details()

    # ---- comparing

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: this version beside the one marked, else beside the one before it."""
        event.stop()
        self.attempt(lambda: self._compare(event.option.id or DRAFT))

    def _compare(self, chosen: str) -> None:
        plans, facts = self.plan.plans, self.plan.facts()
        new = None if chosen == DRAFT else int(chosen)
        old = self._marked if self._marked not in (None, new) else self._before(new)
        if old is None:
            raise UsageError(_("前面没有版本可以比。"), _("批准过一版以后，回车就能看到改了哪些字。"))
        if new is not None and old > new:
            old, new = new, old
        changes = plans.difference(facts, old, new)
        title = _(
            "第 {old} 版 ＞ {new}　改了 {count} 项",
            old=old, new=_("草稿") if new is None else _("第 {number} 版", number=new), count=len(changes),
        )  # fmt: skip
        self._compared = True
        self.query_one("#details-panel", Panel).retitle(_("改了哪些字　[-去掉-] [+加上+]"))
        self.query_one("#details", Static).update(difference_text(changes, title))
        self.query_one("#details-scroll", VerticalScroll).scroll_home(animate=False)

    def _before(self, new: int | None) -> int | None:
        numbers = [version.number for version in self.plan.plans.state.versions]
        return max((number for number in numbers if new is None or number < new), default=None)

    def action_mark(self) -> None:
        """Space: the older one of a comparison; again: not."""
        chosen = self.query_one("#versions", PickList).chosen
        if chosen in (None, DRAFT):
            self.tell(_("草稿总是新的那一版；在批准过的版本上按空格。"))
            return
        number = int(chosen or 0)
        self._marked = None if self._marked == number else number
        self.redraw()

    # ---- the next step

    def action_next_step(self) -> None:
        """F8: hand in; once handed in, approve."""
        state = self.plan.plans.state
        if state.review is None:
            self._ask_to_submit()
        else:
            self._ask_to_approve(state.review.to)

    def _ask_to_submit(self) -> None:
        plan = self.plan
        me, head = self.desk.vault.member.name, self._named("approver") or self._named("head")

        def submit(text: str) -> None:
            by, _space, to = text.replace("　", " ").partition(" ")
            if not to.strip():
                raise UsageError(_("要写两个人：谁提交，交给谁批。"), _("例如：示例乙 示例甲"))
            number = plan.plans.submit(by, to.strip())
            self.tell(_("第 {number} 版已提交给{to}。F8 批准。", number=number, to=to.strip()))

        liaison = self._named("liaison") or me
        self.ask_text(_("谁提交 交给谁批"), submit, value=f"{liaison} {head}".strip())

    def _named(self, field_id: str) -> str:
        state = self.plan.view().field(field_id)
        return contact(state.value, self.plan.register.state).name if state and state.value else ""

    def _ask_to_approve(self, to: str) -> None:
        """Who and which post, then from when and to be looked at again by when; then it is frozen."""
        stopping = blocking(self.plan.defects())
        if stopping:
            self.query_one("#versions", PickList).choose(DRAFT)
            self._compared = False
            self._draw_details()
            self.tell(_("还有 {count} 处挡住批准，都列在下面；F2 逐条直达。", count=len(stopping)), bad=True)
            return
        people = self.plan.register.state.called(to)
        post = (people[0].person.title or "") if people else ""
        today = self.plan.plans.today

        def dated(who: str) -> None:
            by, _space, role = who.replace("　", " ").partition(" ")
            if not role.strip():
                raise UsageError(_("要写两样：谁批准，什么职务。"), _("例如：示例甲 总经理"))
            question = _("哪天生效 哪天以前复审")
            dates = f"{today.isoformat()} {_a_year_after(today).isoformat()}"
            self._ask_later(question, lambda text: self._approve(by, role.strip(), text), dates)

        self.ask_text(_("谁批准 职务"), dated, value=f"{to} {post}".strip())

    def _ask_later(self, question: str, then: Callable[[str], object], value: str) -> None:
        self.call_later(lambda: self.ask_text(question, then, value=value))

    def _approve(self, by: str, post: str, text: str) -> None:
        first, _space, second = text.replace("　", " ").strip().partition(" ")
        effective, review = self._day(_("生效"), first), self._day(_("复审"), second.strip())
        version = self.plan.approve(by, post, effective, review)
        self.tell(
            _(
                "第 {number} 版已批准，{day} 生效。F9 打印墙卡和预案。",
                number=version.number,
                day=effective.isoformat(),
            )
        )

    def _day(self, label: str, text: str) -> date:
        found = parse_cell(Column(id="day", label=label, kind="date"), text, today=self.plan.plans.today)
        if found is None:
            raise UsageError(_("还缺{label}的日期。", label=label), _("写两个日期，中间空一格。"))
        return date.fromisoformat(str(found))

    def action_give_back(self) -> None:
        """Del: back to the writer, with the reason."""
        me = self.desk.vault.member.name
        review = self.plan.plans.state.review
        if review is None:
            self.tell(_("没有提交审批的草稿，不用退回。"))
            return
        by = review.to or me
        self.ask_text(_("{by}退回，为什么", by=by), lambda why: self.plan.plans.give_back(by, why))

    @property
    def version_shown(self) -> int | None:
        """F5 and F9 take the version under the cursor."""
        chosen = self.query_one("#versions", PickList).chosen
        return None if chosen in (None, DRAFT) else int(chosen or 0)


def _a_year_after(day: date) -> date:
    """The same day next year; 28 February where there is none."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
