"""Driving the plan's screens in tests: what a person does there, keystrokes counted."""

from __future__ import annotations

from collections.abc import Sequence

from secretguard.content import FormField
from secretguard.plans import Plans
from secretguard.tui.screens.plan_wizard import PlanWizardScreen
from secretguard.tui.widgets.field_block import FieldBlock
from tests.tui.support import Table

GUIDE = "示例市场监管所 示例指导员 000-0000-0021 000-0000-0022"
SAFE = "财务室保险柜；钥匙在行政经理和人事主管手里"


class Typist:
    """Hands on the keyboard: every key and every character counts as one stroke."""

    def __init__(self, table: Table) -> None:
        self.table, self.strokes = table, 0

    async def press(self, *keys: str) -> None:
        """Keys with a name."""
        self.strokes += len(keys)
        for key in keys:
            await self.table.press(key)

    async def write(self, text: str) -> None:
        """A phrase, then Enter."""
        self.strokes += len(text) + 1
        await self.table.burst(text)
        await self.table.press("enter")


def wizard(table: Table) -> PlanWizardScreen:
    """The wizard, on top."""
    assert isinstance(table.app.screen, PlanWizardScreen), table.where
    return table.app.screen


def plans(table: Table) -> Plans:
    """The plan's service."""
    return table.desk.plan().plans


def block(table: Table, field: str) -> FieldBlock:
    """A field on the screen."""
    return next(one for one in wizard(table).pane.blocks if one.field.id == field)


def field_at_hand(table: Table) -> str:
    """The field one is in; empty where one is in none."""
    here = wizard(table).here
    return here.field.id if here is not None else ""


async def begin(table: Table, digit: str = "1", *, opened: bool = False) -> None:
    """From home, or from the choice that is open already, into a plan of that size."""
    await table.press(*(() if opened else ("3",)), digit)
    await table.until(lambda: table.where == "PlanWizardScreen" and bool(field_at_hand(table)))


async def go_to(table: Table, topic: str, field: str | None = None) -> None:
    """A topic, as a jump from elsewhere would open it."""
    screen = wizard(table)
    screen.open_topic(topic, field)
    ids = [one.id for one in topic_fields(table, topic)]
    await table.until(lambda: [one.field.id for one in screen.pane.blocks] == ids)
    await table.press()


def topic_fields(table: Table, topic: str) -> Sequence[FormField]:
    """The fields of a topic at the plan's size."""
    view = table.desk.plan().view().topic(topic)
    assert view is not None
    return [state.field for state in view.fields]


async def answer_the_card(typist: Typist) -> None:
    """The twelve fields of the one-page plan, as the sample enterprise would type them."""
    await typist.press("enter")  # the enterprise, from the register
    await typist.write("今天")
    await typist.press("enter")  # the head, from the register
    await typist.press("f4", "enter")  # the stand-in: who stands in for the head in the register
    await typist.press("f4", "1")
    await typist.press("enter", "enter")  # liaison, lawyer
    await typist.write(GUIDE)
    await typist.press("enter", "enter")  # who makes images, the secrets
    await typist.write(SAFE)
    await typist.write("五万")


async def approve(typist: Typist) -> None:
    """Hand in and approve with what is proposed."""
    await typist.press("f7", "f8", "enter", "f8", "enter", "enter")
