"""S10, first part: the people of the register. A list, and one person's fields, edited in the bottom line."""

from __future__ import annotations

from typing import ClassVar

from pydantic import ValidationError
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static

from secretguard.entries import unfit_values
from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.register import Identity, PersonSet, Register
from secretguard.tui.keys import Key
from secretguard.tui.screens.base import DeskScreen
from secretguard.tui.screens.question import TextLine
from secretguard.tui.views.people_view import (
    FIELDS,
    FieldName,
    duty_words,
    field_rows,
    people_rows,
    values_of,
    with_field,
)
from secretguard.tui.widgets import Panel, PickList


class PeopleScreen(DeskScreen):
    """Enter goes into a person and edits a field; F4 adds; Space: the telephones were dialled today."""

    KEYS: ClassVar[tuple[Key, ...]] = (
        Key("enter", "edit", lambda: _("改")),
        Key("f4", "add", lambda: _("加一人")),
        Key("space", "confirmed", lambda: _("电话今天打通")),
        Key("delete", "leave", lambda: _("离开了")),
        Key("f6", "app.focus_next", lambda: _("换区")),
        Key("escape", "back", lambda: _("返回")),
    )

    def body(self) -> ComposeResult:
        """People left, fields right."""
        with Horizontal(id="register"):
            yield Panel(_("人员"), PickList(id="people"), id="people-panel")
            with Vertical(id="person-side"):
                yield Panel("", PickList(id="fields"), id="fields-panel")
                yield Static("", id="hint", classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Focus the people."""
        super().on_mount()
        self.query_one("#people").focus()

    @property
    def register(self) -> Register:
        """The register at hand. Raises RefusedError without one."""
        register = self.desk.register
        if register is None:
            raise RefusedError(_("还没有选企业。"), _("先在首页按 7 选一家。"))
        return register

    # ---- drawing

    def redraw(self) -> None:
        """Everybody, and the one under the cursor."""
        register = self.desk.register
        if register is None:
            return
        state, today = register.state, self.desk.clock().date()
        self.head(_("台账 ＞ 人员 ・ {name}", name=register.name), _("{count} 人", count=len(state.people)))
        self.query_one("#people", PickList).show(people_rows(state, today))
        self._draw_person()

    def _draw_person(self) -> None:
        person = self._person()
        fields, panel = self.query_one("#fields", PickList), self.query_one("#fields-panel", Panel)
        if person is None:
            panel.retitle(_("还没有人"))
            fields.show(())
            self._hint(_("按 F4 登记第一个人。推演和处置卡都从这里找人、找电话。"))
            return
        panel.retitle(f"{person.person.id} {person.person.name}")
        fields.show(field_rows(person, self.register.state, self.desk.clock().date()))
        self._hint(_("职责写中文就行：{words}", words=" ".join(duty_words().values())))

    def _hint(self, first: str) -> None:
        later = _("密点、协议、措施的台账还在建；这一版先管人员。")
        self.query_one("#hint", Static).update(f"{first}\n{later}")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The fields follow the cursor."""
        event.stop()
        if event.option_list.id == "people" and self.desk.register is not None:
            self._draw_person()

    # ---- editing

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter: into the person; on a field: edit it."""
        event.stop()
        if event.option_list.id == "people":
            self.query_one("#fields").focus()
        else:
            self._edit(event.option.id or "")

    def action_edit(self) -> None:
        """Enter is the lists' own; a click on the key line does the same."""
        for name in ("people", "fields"):
            chosen = self.query_one(f"#{name}", PickList)
            if chosen.has_focus:
                chosen.action_select()

    async def action_back(self) -> None:
        """Esc: from the fields to the people, from there up."""
        if self.query_one("#fields").has_focus:
            self.query_one("#people").focus()
        else:
            self.app.call_later(self.desk_app.go_back)

    def _edit(self, name: str) -> None:
        person = self._person()
        field = next((known for known in FIELDS if known == name), None)
        if person is None or field is None:
            return
        value = values_of(person)[field]
        if field == "deputy":
            deputy = self.register.state.deputy_of(person.person.id)
            value = deputy.person.name if deputy else ""

        def answered(text: str | None) -> None:
            if text is not None and text.strip() != value and self.attempt(lambda: self._set(field, text)):
                self._to_next_field(field)

        self.app.push_screen(TextLine(self._question(field), value), answered)

    def _question(self, field: FieldName) -> str:
        return {
            "name": _("姓名"),
            "title": _("职务"),
            "duties": _("职责（空格隔开）"),
            "first": _("电话一"),
            "second": _("电话二（夜里打得通的）"),
            "deputy": _("替补（姓名；没有就写 无）"),
            "confirmed": _("电话哪天打通过（2026-12-01）"),
        }[field]

    def _set(self, field: FieldName, text: str) -> None:
        person = self._person()
        assert person is not None
        try:
            changed = with_field(person, field, text, self.register.state)
        except ValidationError as error:
            raise unfit_values(error) from error
        self.register.set_person(changed)

    def _to_next_field(self, field: FieldName) -> None:
        following = FIELDS[min(FIELDS.index(field) + 1, len(FIELDS) - 1)]
        self.query_one("#fields", PickList).choose(following)

    def action_add(self) -> None:
        """F4: a name first; the rest field by field."""
        self.ask_text(_("新来的人，姓名"), self._add)

    def _add(self, name: str) -> None:
        identifier = self.register.next_person_id()
        try:
            person = PersonSet(person=Identity(id=identifier, name=name))
        except ValidationError as error:
            raise unfit_values(error) from error
        self.register.set_person(person)
        self.redraw()
        self.query_one("#people", PickList).choose(identifier)
        self.call_after_refresh(self._to_new_fields)

    def _to_new_fields(self) -> None:
        fields = self.query_one("#fields", PickList)
        fields.focus()
        fields.choose("title")

    def action_confirmed(self) -> None:
        """Space: the telephones were dialled today and answered."""
        person = self._person()
        if person is not None:
            today = self.desk.clock().date().isoformat()
            if self.attempt(lambda: self._set("confirmed", today)):
                self.tell(_("{name}的电话今天打通过。", name=person.person.name))

    def action_leave(self) -> None:
        """Del: somebody left; the history keeps them."""
        person = self._person()
        if person is not None:
            self.ask_text(
                _("{name}为什么移出名单（历史保留）", name=person.person.name),
                lambda why: self.register.remove_person(person.person.id, why),
            )

    def _person(self) -> PersonSet | None:
        register = self.desk.register
        chosen = self.query_one("#people", PickList).chosen
        return register.state.people.get(chosen or "") if register else None
