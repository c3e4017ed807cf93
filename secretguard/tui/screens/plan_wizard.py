"""S9: the plan's wizard. Sections left, one topic in the middle, from 100 columns the text beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static

from secretguard.i18n import _
from secretguard.plans import TopicView
from secretguard.tui.keys import Key
from secretguard.tui.screens.plan_answering import keep_ticked, leave_field
from secretguard.tui.screens.plan_fields import PlanFieldsScreen
from secretguard.tui.screens.plan_picking import pick_person
from secretguard.tui.screens.plan_table import add_row
from secretguard.tui.views.plan_wizard_view import WizardView, notes_of, section_text, wizard_view
from secretguard.tui.widgets import KeyBar, Panel, PickList
from secretguard.tui.widgets.field_editors import FieldDone, FieldMoved, FieldTicked
from secretguard.tui.widgets.field_topic import TopicPane

PEOPLE_KINDS = ("contact", "contacts", "register_people")


class PlanWizardScreen(PlanFieldsScreen):
    """Enter goes from field to field and topic to topic; every field is saved as it is left."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("f8", "next", lambda: _("下一题")),
        Key("f5", "paper", lambda: _("看文稿")),
        Key("ctrl+o", "missing", lambda: _("只看缺项")),
        Key("f4", "add", lambda: _("选人、加行")),
        Key("f2", "checks", lambda: _("检查打分")),
        Key("f7", "versions", lambda: _("提交批准")),
        Key("f9", "export", lambda: _("导出")),
        Key("ctrl+z", "undo", lambda: _("撤销")),
        Key("f6", "region", lambda: _("换区")),
        Key("enter", "cell", lambda: ""),
        Key("pageup", "topic(-1)", lambda: _("上一题")),
        Key("pagedown", "topic(1)", lambda: ""),
        Key("delete", "remove_row", lambda: ""),
        Key("ctrl+g", "size", lambda: _("换大小")),
        Key("escape", "back", lambda: _("返回")),
    )

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[str, ...] = ()
        self._wanted_field: str | None = None
        """Where to put the focus when the topic is next drawn."""

    def body(self) -> ComposeResult:
        """Sections, the topic, and the text beside it."""
        with Horizontal(id="wizard"):
            yield Panel(_("章节"), PickList(id="sections"), id="sections-panel")
            yield TopicPane(id="topic-panel")
            with Panel(_("成稿"), id="text-panel"), VerticalScroll(id="text-scroll", can_focus=False):
                yield Static("", id="text", markup=False)

    # ---- drawing

    def redraw(self) -> None:
        """The topic at hand; the fields are made anew only for another topic."""
        if self.desk.register is None or not self.plan.begun:
            return
        place = self.plan.place
        place.topic = self.plan.start_topic()
        topic = self.topic
        if topic is None:
            return
        view = self._view(topic)
        self.head(view.left, view.right)
        shown = (self.plan.register.id, topic.topic.id, *(one.field.id for one in view.page.fields))
        sections = self.query_one("#sections", PickList)
        sections.show(view.sections)
        if not sections.has_focus or shown != self._drawn:
            sections.choose(view.chosen)
        self.pane.show_head(view.page)
        if shown != self._drawn:
            self._drawn = shown
            self.run_worker(self._make_fields(view), exclusive=True, group="fields")
        else:
            self.pane.show(view.page, self.state_of)
            self._draw_notes()
        _law, titles = self.desk.grounds()
        text = section_text(self.plan.view(), topic, titles, self.plan.register.state)
        self.query_one("#text", Static).update(text)

    def _view(self, topic: TopicView) -> WizardView:
        _law, titles = self.desk.grounds()
        plan = self.plan
        return wizard_view(
            plan.view(), topic, titles, plan.register.state, plan.defects(),
            missing_only=plan.place.missing_only,
        )  # fmt: skip

    async def _make_fields(self, view: WizardView) -> None:
        await self.pane.make(view.page, self.plan.place.drafts, self.state_of)
        self._focus_first()
        self._draw_notes()

    def _focus_first(self) -> None:
        wanted, self._wanted_field = self._wanted_field, None
        self.pane.focus_first(wanted, self.state_of)

    def keys(self) -> Sequence[Key]:
        """F4 and Del say what they do in the field one is in."""
        kind = self.here.field.kind if self.here is not None else ""
        words = {"f4": "", "delete": "", "enter": ""}
        if kind in PEOPLE_KINDS:
            words["f4"] = _("从台账选人")
        elif kind == "table":
            words = {"f4": _("加一行"), "delete": _("删这行"), "enter": _("改这格")}
        return [
            replace(key, label=lambda said=words[key.key]: said) if key.key in words else key  # type: ignore[misc]
            for key in (*self.KEYS, *self.common_keys())
        ]

    def _draw_notes(self) -> None:
        """An example, the drill's finding and the ground, for the field one is in."""
        self.query_one(KeyBar).show(self.keys())
        topic, block, plan = self.topic, self.here, self.plan
        if topic is None or block is None:
            self.pane.note(Text())
            return
        state, register = self.state_of(block), plan.register.state
        self.pane.note(notes_of(state, topic, plan.industry, register, self.desk.grounds()))

    # ---- fields

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The notes follow the field."""
        if self.desk.register is not None and self.plan.begun:
            self._draw_notes()
            # The whole field, so that what is wrong with it is in sight too.
            (self.here or event.widget).scroll_visible(animate=False)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Saved as it is left; a proposal that nobody typed or entered is not taken over."""
        block = self.pane.block_of(event.widget)
        if block is not None and self.is_current and self.desk.register is not None:
            leave_field(self, block, take=False)

    def on_field_done(self, event: FieldDone) -> None:
        """Enter: save, then the next field, then the next topic."""
        event.stop()
        block = self.pane.block_of(event.editor)
        if block is not None and leave_field(self, block, take=True):
            self.go_on(block)

    def on_field_moved(self, event: FieldMoved) -> None:
        """An arrow: the field above or below."""
        event.stop()
        block = self.pane.beside(self.pane.block_of(event.editor), event.step)
        if block is not None:
            block.editor.focus()

    def on_field_ticked(self, event: FieldTicked) -> None:
        """A tick is saved at once."""
        event.stop()
        block = self.pane.block_of(event.editor)
        if block is not None:
            keep_ticked(self, block, event.editor.chosen)

    # ---- topics

    def open_topic(self, topic_id: str, field_id: str | None = None) -> None:
        """Show a topic, the focus on a field of it."""
        self.plan.place.topic, self._wanted_field = topic_id, field_id
        drawn = self._drawn
        self.redraw()
        if drawn == self._drawn:
            self._focus_first()

    def turn(self, step: int) -> None:
        """The topic after or before; at the ends, what there is to do."""
        view, place = self.plan.view(), self.plan.place
        if step > 0:
            found = view.next_topic(place.topic, missing_only=place.missing_only)
        else:
            ids = [topic.topic.id for topic in view.topics]
            here = ids.index(place.topic) if place.topic in ids else 0
            found = view.topics[here - 1] if here else None
        if found is not None:
            self.open_topic(found.topic.id)
        elif step < 0:
            self.tell(_("这是第一题。"))
        elif view.missing:
            self.tell(_("这是最后一题。还缺 {count} 项：^O 只看缺项，F2 看检查。", count=len(view.missing)))
        else:
            self.tell(_("都答完了。F2 看检查和得分，F7 提交批准，F9 导出。"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a section: its first topic with a gap, else its first; on a topic: there."""
        event.stop()
        kind, _colon, identifier = (event.option.id or "").partition(":")
        if kind == "section":
            topics = next(part.topics for part in self.plan.view().sections if part.number == identifier)
            gaps = [topic for topic in topics if any(state.is_gap for state in topic.fields)]
            identifier = (gaps or list(topics))[0].topic.id
        self.open_topic(identifier)

    # ---- keys

    def before_leaving(self) -> None:
        """Save what is being typed; a proposal is not taken over."""
        block = self.here
        if block is not None:
            leave_field(self, block, take=False)

    def action_next(self) -> None:
        """F8: save all of this topic, proposals too, and go on; words refused a moment ago stay a draft."""
        for block in self.pane.blocks:
            if not leave_field(self, block, take=True):
                block.editor.focus()
                return
        self.turn(1)

    def action_topic(self, step: int) -> None:
        """PgUp, PgDn."""
        self.before_leaving()
        self.turn(step)

    def action_missing(self) -> None:
        """^O: walk over what is missing only, or over everything again."""
        self.before_leaving()
        place = self.plan.place
        place.missing_only = not place.missing_only
        topic = self.topic
        if place.missing_only and topic is not None and not any(one.is_gap for one in topic.fields):
            self.turn(1)
        self.redraw()

    def action_add(self) -> None:
        """F4: somebody of the register, or a new row."""
        block = self.here
        if block is None:
            self._focus_first()
        elif block.field.kind == "table":
            add_row(self, block)
        elif block.field.kind in PEOPLE_KINDS:
            pick_person(self, block)
        else:
            self.tell(_("这一题不用选人，直接写。"))

    def action_region(self) -> None:
        """F6: the sections, or the fields again."""
        sections = self.query_one("#sections")
        if sections.has_focus:
            self._focus_first()
        else:
            sections.focus()

    async def action_back(self) -> None:
        """Esc: save what is typed and go home; the place stays."""
        self.before_leaving()
        self.app.call_later(self.desk_app.go_back)
