"""Somebody of the register for a contact of the plan: a short list over the bottom of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from secretguard.i18n import _
from secretguard.plans import contact_value
from secretguard.tui.keys import twins
from secretguard.tui.screens.plan_answering import put_answer
from secretguard.tui.views.plan_people_view import likely_person, people_rows
from secretguard.tui.widgets.field_block import FieldBlock
from secretguard.tui.widgets.lists import PickList, Row
from secretguard.vault import Json

if TYPE_CHECKING:
    from secretguard.tui.screens.plan_fields import PlanFieldsScreen


class PersonPick(ModalScreen[str | None]):
    """A digit or Enter takes somebody, Esc nobody."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer(None)", show=False),
        *(Binding(twins(str(number)), f"take({number})", show=False) for number in range(1, 10)),
    ]
    DEFAULT_CSS = """
    PersonPick { align: left bottom; background: transparent; }
    PersonPick > Vertical { dock: bottom; height: auto; max-height: 14; background: $panel; }
    PersonPick > Vertical { border-top: heavy $accent; }
    PersonPick PickList { background: $panel; max-height: 12; }
    PersonPick Static { padding: 0 1; text-style: bold; }
    """

    def __init__(self, question: str, rows: tuple[Row, ...], likely: str | None = None) -> None:
        super().__init__()
        self._question, self._rows, self._likely = question, rows, likely

    def compose(self) -> ComposeResult:
        """The question, then everybody."""
        with Vertical():
            yield Static(self._question, markup=False)
            yield PickList(id="persons")

    def on_mount(self) -> None:
        """Choose at once."""
        persons = self.query_one("#persons", PickList)
        persons.show(self._rows)
        if self._likely is not None:
            persons.choose(self._likely)
        persons.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter."""
        event.stop()
        self.dismiss(event.option.id)

    def action_take(self, number: int) -> None:
        """A digit."""
        if number <= len(self._rows):
            self.dismiss(self._rows[number - 1].id)

    def action_answer(self, answer: str | None) -> None:
        """Esc."""
        self.dismiss(answer)


def pick_person(screen: PlanFieldsScreen, block: FieldBlock) -> None:
    """F4 in a contact: take somebody of the register and go on."""
    plan, topic = screen.plan, screen.topic
    rows = people_rows(plan.register.state, topic, block.field)
    if not rows:
        screen.tell(_("台账里还没有人：直接写姓名和两个电话，会一并记进台账。"))
        return

    def answered(person: str | None) -> None:
        taken = person is not None and put_answer(screen, block, _value(screen, block, person))
        if taken and block.field.kind == "contact":
            screen.go_on(block)

    question = _("「{label}」选谁　数字或回车选，Esc 不选", label=block.field.label)
    likely = likely_person(plan.register.state, topic, block.field)
    screen.app.push_screen(PersonPick(question, rows, likely), answered)


def _value(screen: PlanFieldsScreen, block: FieldBlock, person: str) -> Json:
    """The answer with this person: alone, or beside those who stand there; who stands there goes out."""
    name = screen.plan.register.state.people[person].person.name
    before = screen.state_of(block).value
    rest = list(before) if isinstance(before, list) else []
    if block.field.kind == "register_people":
        return [one for one in rest if one != person] if person in rest else [*rest, person]
    if block.field.kind == "contacts":
        others = [one for one in rest if not (isinstance(one, dict) and one.get("person") == person)]
        return others if len(others) < len(rest) else [*others, contact_value(name, person=person)]
    return contact_value(name, person=person)
