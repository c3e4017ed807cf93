"""A row makes the text of a cell when it is asked for, once, and reads as the tuple of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from secretguard.register import SecretSet, column_of, columns, new_record, table
from secretguard.register.cells import Cells
from secretguard.register.columns import Column
from secretguard.register.fold import RegisterState
from secretguard.register.names import Names

STATE = RegisterState()
SECRET = new_record("secret", "S1", "制动Ａ")


@dataclass(frozen=True)
class Shouting:
    """A value that tells every showing."""

    asked: list[str]

    def show(self, value: Any, names: Names) -> str:
        self.asked.append(value)
        return str(value)

    def read(self, text: str, names: Names) -> Any:
        return text


def test_only_the_cells_asked_for_are_made_and_each_once() -> None:
    asked: list[str] = []
    shown = [
        Column(name, name, 8, Shouting(asked), get=lambda _record, name=name: name)  # type: ignore[misc]
        for name in "abcd"
    ]
    cells = Cells(SECRET, shown, Names.of(STATE))
    assert asked == [] and len(cells) == 4
    assert (cells[1], cells[-1], cells[1]) == ("b", "d", "b") and asked == ["b", "d"]
    assert cells == ("a", "b", "c", "d") and sorted(asked) == ["a", "b", "c", "d"]
    assert cells[1:3] == ("b", "c") and cells.folded == "a\nb\nc\nd" and len(asked) == 4


def test_a_table_finds_a_record_by_its_cells_whether_or_not_the_search_was_prepared() -> None:
    assert isinstance(SECRET, SecretSet)
    made = table("secret", RegisterState(secrets={"S1": SECRET}))
    assert made.rows[0].cells == tuple(one.text(SECRET, made.names) for one in columns("secret"))
    before = [row.id for row in made.filtered("制动a").rows]
    made.prepare_search()
    assert before == ["S1"] == [row.id for row in made.filtered("制动a").rows]
    assert made.filtered("没有").rows == ()
    assert hash(made.rows[0].cells) == hash(tuple(made.rows[0].cells))
    assert column_of("secret", "id").text(SECRET, made.names) in made.rows[0].cells
