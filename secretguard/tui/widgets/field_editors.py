"""Where one field of the plan is answered: a line, several lines, options to tick."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from secretguard.content import FieldOption
from secretguard.i18n import _p
from secretguard.tui.keys import twins
from secretguard.tui.marks import badge, line
from secretguard.tui.widgets.lines import LineInput

_OTHER_USES = {"f6", "f7", "ctrl+z", "ctrl+y", "up", "down", "pageup", "pagedown"}
"""What a TextArea binds by itself and the screens need for their own."""


class FieldDone(Message):
    """Enter: this field is answered, go on to the next."""

    def __init__(self, editor: Widget) -> None:
        super().__init__()
        self.editor = editor


class FieldMoved(Message):
    """An arrow beyond the editor's own first or last line: the field above (-1) or below (1)."""

    def __init__(self, editor: Widget, step: int) -> None:
        super().__init__()
        self.editor, self.step = editor, step


class FieldTicked(Message):
    """Options were ticked or unticked."""

    def __init__(self, editor: FieldOptions) -> None:
        super().__init__()
        self.editor = editor


class FieldInput(LineInput):
    """A short answer on one line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "leave(-1)", show=False),
        Binding("down", "leave(1)", show=False),
    ]

    async def action_submit(self) -> None:
        """Enter."""
        self.post_message(FieldDone(self))

    def action_leave(self, step: int) -> None:
        """An arrow."""
        self.post_message(FieldMoved(self, step))

    @property
    def words(self) -> str:
        """What stands there."""
        return self.value

    @words.setter
    def words(self, text: str) -> None:
        self.value = text


class FieldText(TextArea, inherit_bindings=False):
    """An answer of several lines. Where it takes one line only, Enter is done; else an empty last line is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            binding
            for binding in TextArea.BINDINGS
            if isinstance(binding, Binding) and not _OTHER_USES & set(binding.key.split(","))
        ),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    def __init__(self, text: str = "", *, single: bool, id: str | None = None) -> None:
        super().__init__(
            text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, id=id, compact=True
        )
        self._single = single
        self.proposed: str | None = None
        """Words that nobody has taken over yet: Enter does."""
        self.cursor_blink = False
        self.highlight_cursor_line = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter" and self._is_done:
            event.stop()
            event.prevent_default()
            self.post_message(FieldDone(self))
            return
        await super()._on_key(event)

    @property
    def _is_done(self) -> bool:
        row, _column = self.cursor_location
        last = row == self.document.line_count - 1
        on_empty_last_line = last and not self.document.get_line(row).strip()
        return self._single or on_empty_last_line or self.words == self.proposed

    def action_step(self, step: int) -> None:
        """An arrow: within the text, else to the field beside."""
        if (step < 0 and self.cursor_at_first_line) or (step > 0 and self.cursor_at_last_line):
            self.post_message(FieldMoved(self, step))
        elif step < 0:
            self.action_cursor_up()
        else:
            self.action_cursor_down()

    @property
    def words(self) -> str:
        """What stands there."""
        return self.text.strip("\n")

    @words.setter
    def words(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.move_cursor(self.document.end)


class FieldOptions(OptionList):
    """Options with a tick. Space or a digit ticks, Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", show=False),
        Binding(twins("space"), "tick", show=False),
        *(Binding(twins(str(number)), f"tick({number})", show=False) for number in range(1, 10)),
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    def __init__(self, options: Sequence[FieldOption], *, several: bool, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._choices, self._several = tuple(options), several
        self.chosen: tuple[str, ...] = ()

    def on_mount(self) -> None:
        """Draw them."""
        self.show(self.chosen)

    def show(self, chosen: Sequence[str]) -> None:
        """Tick these."""
        place = self.highlighted or 0
        self.chosen = tuple(option.id for option in self._choices if option.id in chosen)
        self.set_options(
            Option(
                line(
                    badge(_p("badge", "勾"), "good")
                    if option.id in self.chosen
                    else badge(_p("badge", "空"), "off"),
                    f"{number} {_name(option)}" if number < 10 else _name(option),
                ),
                id=option.id,
            )
            for number, option in enumerate(self._choices, 1)
        )
        self.highlighted = min(place, len(self._choices) - 1)

    def action_tick(self, number: int | None = None) -> None:
        """Tick or untick; where one is allowed only, the others lose theirs."""
        place = (self.highlighted or 0) if number is None else number - 1
        if place >= len(self._choices):
            return
        self.highlighted = place
        option = self._choices[place].id
        if not self._several:
            chosen: tuple[str, ...] = (option,)
        elif option in self.chosen:
            chosen = tuple(one for one in self.chosen if one != option)
        else:
            chosen = (*self.chosen, option)
        self.show(chosen)
        self.post_message(FieldTicked(self))

    def action_done(self) -> None:
        """Enter."""
        self.post_message(FieldDone(self))

    def action_step(self, step: int) -> None:
        """An arrow: the next option, else the field beside."""
        place = (self.highlighted or 0) + step
        if 0 <= place < len(self._choices):
            self.highlighted = place
        else:
            self.post_message(FieldMoved(self, step))


def _name(option: FieldOption) -> str:
    """The label; a circled number of its own would stand beside the digit that ticks it."""
    return option.label.lstrip("①②③④⑤⑥⑦⑧⑨ ")
