"""A form about evidence: one line for each field, what can be chosen for it beside, F8 to record.

What is typed is kept as a draft until it is recorded, whatever screen one goes to meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from secretguard.errors import RefusedError
from secretguard.i18n import _
from secretguard.incidents import time_at_start
from secretguard.incidents.safe_source import shown_name
from secretguard.tui.marks import line
from secretguard.tui.safe_text import safe
from secretguard.tui.screens.incident_evidence import WorkingScreen
from secretguard.tui.screens.register_import import path_of
from secretguard.tui.views.incident_typed import names_somebody
from secretguard.tui.widgets import Panel, PickList, Row
from secretguard.tui.widgets.field_editors import FieldDone, FieldInput, FieldMoved
from secretguard.tui.widgets.form_lines import (
    Choice,
    FormInput,
    FormLine,
    begin_next,
    fresh_draft,
    label_of,
    label_width,
    proposed,
)

_SOMEBODY = ("holder", "giver", "taker")


class IncidentFormScreen(WorkingScreen):
    """Enter and the arrows go from field to field; F6 into what can be chosen, Enter there takes it."""

    LINES: ClassVar[tuple[FormLine, ...]] = ()
    KEPT: ClassVar[tuple[str, ...]] = ()
    """What usually holds of the next item as well; it is shown as taken over."""

    @property
    def draft_name(self) -> str:
        """Under which name the draft is kept."""
        return type(self).__name__

    def start_values(self) -> dict[str, str]:
        """What stands there before anything was typed."""
        return {}

    def choices(self, field: str) -> Sequence[Choice]:
        """What can be chosen for a field."""
        return self.people() if field in ("holder", "taker", "giver", "witness") else ()

    def aside(self) -> str:
        """What stands above the choices."""
        return ""

    def body(self) -> ComposeResult:
        """The fields left, the choices right, what goes on below."""
        draft, room = self.draft(), label_width(self.LINES, self.KEPT)
        with Horizontal(id="form-side"):
            with VerticalScroll(id="form"):
                for each in self.LINES:
                    with Horizontal(classes="form-line"):
                        label = Static(
                            label_of(each, draft), id=f"l-{each.id}", classes="form-label", markup=False
                        )
                        label.styles.width = room
                        yield label
                        yield FormInput(
                            draft.get(each.id, ""),
                            placeholder=safe(each.hint()),
                            id=f"f-{each.id}",
                            proposed=proposed(draft, each.id),
                        )
            yield Panel("", Static("", id="aside", markup=False), PickList(id="choices"), id="choices-panel")
        yield Static("", id="work", markup=False)

    def on_mount(self) -> None:
        """The first field that is needed and empty."""
        super().on_mount()
        empty = next(
            (one.id for one in self.LINES if one.needed and not self.value(one.id)), self.LINES[0].id
        )
        self.field(empty).focus()

    def redraw(self) -> None:
        """The choices of the field at hand; the fields keep what was typed."""
        super().redraw()
        if self.at_hand:
            self.draw_choices()
            self.draw_work()

    # ---- fields

    @property
    def type_target(self) -> Input:
        """The field one is in, or was in last."""
        return self.field(self.place)

    @property
    def place(self) -> str:
        """The id of the field at hand."""
        focused = self.focused
        if isinstance(focused, FieldInput) and focused.id:
            self._place = focused.id.removeprefix("f-")
        return getattr(self, "_place", self.LINES[0].id)

    def field(self, name: str) -> FormInput:
        """The input of a field."""
        return self.query_one(f"#f-{name}", FormInput)

    def value(self, name: str) -> str:
        """What stands in a field, without spaces around it."""
        return self.field(name).value.strip()

    def draft(self) -> dict[str, str]:
        """What is typed and not recorded; made from the start values when there is none."""
        drafts = self.incident.work.drafts
        if self.draft_name not in drafts:
            drafts[self.draft_name] = fresh_draft(self.start_values())
        return drafts[self.draft_name]

    def begin_next(self, draft: dict[str, str], recorded: Mapping[str, str], item: str) -> None:
        """`recorded` has become `item`: the form is empty again, but for what was typed since and `KEPT`."""
        kept = {one.id: one.id in self.KEPT for one in self.LINES}
        untouched = begin_next(draft, recorded, self.start_values(), kept, item)
        if not self.is_attached:
            return
        for one in self.LINES:
            field = self.field(one.id)
            field.proposed, field.value = proposed(draft, one.id), draft.get(one.id, "")
            self._draw_label(one)
        if untouched and isinstance(self.focused, FormInput):
            self.field(self.LINES[0].id).focus()

    def _draw_label(self, one: FormLine) -> None:
        self.query_one(f"#l-{one.id}", Static).update(label_of(one, self.draft()))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Keep the draft; the words narrow the choices."""
        event.stop()
        if event.input.id and self.at_hand:
            name = event.input.id.removeprefix("f-")
            self.draft()[name] = event.value
            self._draw_label(next(one for one in self.LINES if one.id == name))
            self.draw_choices()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Another field, other choices."""
        if self.at_hand and isinstance(self.focused, FieldInput):
            self.draw_choices()

    def on_field_done(self, event: FieldDone) -> None:
        """Enter: the choice that the words mean, then the next field."""
        event.stop()
        name = (event.editor.id or "").removeprefix("f-")
        if self.attempt(lambda: self.settle(name)):
            self._step(name, 1)

    def on_field_moved(self, event: FieldMoved) -> None:
        """The arrows."""
        event.stop()
        self._step((event.editor.id or "").removeprefix("f-"), event.step)

    def _step(self, name: str, step: int) -> None:
        names = [one.id for one in self.LINES]
        self.field(names[max(0, min(len(names) - 1, names.index(name) + step))]).focus()

    def settle(self, name: str) -> None:
        """Where only choices fit: put the label that the words or the digit mean. Raises RefusedError."""
        wanted = next(one for one in self.LINES if one.id == name)
        self.require_somebody(name)
        if wanted.strict and self.value(name):
            self.field(name).value = self.chosen(name).label

    def chosen(self, name: str) -> Choice:
        """The choice that a field's words mean. Raises RefusedError."""
        words, offered = self.value(name), self.choices(name)
        label = next(one.label() for one in self.LINES if one.id == name)
        exact = [one for one in offered if one.label == words]
        near = [one for one in offered if words and words.casefold() in one.label.casefold()]
        if words.isdigit() and 1 <= int(words) <= len(offered):
            return offered[int(words) - 1]
        if not (exact or near):
            raise RefusedError(
                _("{label}没有「{words}」这一种。", label=label, words=words),
                _("按右边的数字选，或打几个字。"),
            )
        return (exact or near)[0]

    # ---- choices

    def draw_choices(self) -> None:
        """What can be chosen for the field at hand, narrowed by what stands in it."""
        name = self.place
        wanted = next(one for one in self.LINES if one.id == name)
        offered = self.choices(name)
        words = self.value(name)
        near = [(n, one) for n, one in enumerate(offered, 1) if words.casefold() in one.label.casefold()]
        rows = [
            Row(one.id, line(f"{number} {one.label}{_('　') + one.note if one.note else ''}"))
            for number, one in (near or list(enumerate(offered, 1)))
        ]
        self.query_one("#choices-panel", Panel).retitle(wanted.label())
        self.query_one("#choices", PickList).show(rows)
        self.query_one("#aside", Static).update(safe(self.aside() or wanted.hint()))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a choice: into the field, and on to the next."""
        event.stop()
        name = self.place
        found = next((one for one in self.choices(name) if one.id == event.option.id), None)
        if found is not None:
            self.field(name).value = found.label
            self._step(name, 1)

    def people(self) -> tuple[Choice, ...]:
        """Everybody in service in the register, and who holds the vault."""
        people = self.incident.register_state.people.values()
        names = dict.fromkeys([self.desk.vault.member.name, *(one.person.name for one in people)])
        return tuple(Choice(name, name) for name in names)

    def action_choose(self) -> None:
        """F6: from the field into its choices and back."""
        choices: Widget = self.query_one("#choices", PickList)
        if self.focused is choices or not self.query_one("#choices", PickList).option_count:
            self.field(self.place).focus()
        else:
            _kept = self.place
            choices.focus()

    async def leave_field(self) -> bool:
        """Esc goes up at once: the draft stays."""
        return False

    # ---- paths

    def action_pick(self) -> None:
        """F4: choose in the folders."""
        self.pick_path("path", folders_only=False)

    def pick_path(self, name: str, *, folders_only: bool) -> None:
        """Choose a file or folder for a field."""
        from secretguard.tui.widgets.file_tree import FilePick

        def answered(path: Path | None) -> None:
            if path is not None:
                # Shown made visible; the name as the disk has it is kept, it may be no text at all.
                shown = shown_name(path)
                self.incident.work.paths[shown] = path
                self.field(name).value = shown
                self.field(name).focus()

        self.app.push_screen(FilePick(self._start_folder(name), folders_only=folders_only), answered)

    def _start_folder(self, name: str) -> Path:
        typed = self.path(name)
        for folder in (typed, typed.parent if typed else None):
            if folder is not None and folder.is_dir():
                return folder
        return Path.home()

    def path(self, name: str) -> Path | None:
        """The path in a field: picked, typed or dragged in; None if nothing stands there."""
        words = self.value(name)
        return self.incident.work.paths.get(words) or path_of(words)

    # ---- reading the form

    def optional(self, name: str) -> str | None:
        """What stands in a field, None if nothing."""
        return self.value(name) or None

    def require_all(self) -> None:
        """Raises RefusedError that names what is missing, and goes there."""
        missing = [one for one in self.LINES if one.needed and not self.value(one.id)]
        if missing:
            self.field(missing[0].id).focus()
            raise RefusedError(
                _("还缺：{fields}。", fields=_("、").join(one.label() for one in missing)),
                _("不清楚就写「不清楚」，再按 F8；谁经手要写姓名。"),
            )
        for one in self.LINES:
            self.require_somebody(one.id)

    def require_somebody(self, name: str) -> None:
        """Raises RefusedError where somebody has to be named and is not: nobody keeps what 不清楚 keeps."""
        if name in _SOMEBODY and self.value(name) and not names_somebody(self.value(name)):
            self.field(name).focus()
            label = next(one.label() for one in self.LINES if one.id == name)
            raise RefusedError(
                _("{label}要写一个人的姓名。", label=label), _("现在不知道在谁手里，就先找到它，交给一个人。")
            )

    def moment(self, name: str = "at") -> datetime | None:
        """The time in a field, None for now. Raises RefusedError for one that is not understood."""
        words = self.value(name)
        if not words:
            return None
        spoken = time_at_start(words, self.desk.clock())
        if spoken is None or spoken.moment is None or spoken.future or spoken.length < len(words):
            self.field(name).focus()
            raise RefusedError(
                _("时间「{words}」读不懂。", words=words),
                _("写 14:05、半小时前、昨天下午3点；空着就是现在。"),
            )
        return spoken.moment
