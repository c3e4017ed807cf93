"""Home as a view: who has how much, and a code that nobody typed back."""

from __future__ import annotations

from datetime import date

from secretguard.actions import Actions
from secretguard.drills import DrillRoom
from secretguard.tui.views.home_view import home_view
from secretguard.vault import Vault
from tests.conftest import HandClock
from tests.tui.support import play_to_the_end

TODAY = date(2026, 11, 24)


def test_owners_stand_with_what_they_have_and_what_nobody_has_stands_first(
    vault: Vault, planned: DrillRoom, clock: HandClock
) -> None:
    play_to_the_end(planned, clock)
    actions = Actions(vault, vault.journal(planned.journal).enterprise or "")
    for text in ("甲的事", "乙的事", "没人的事"):
        actions.raise_finding(planned.id, text, "other")
    first, second, _third = actions.state.unfinished()
    actions.assign(first.id, owner="示例甲", due=date(2026, 11, 1), what="做")
    actions.assign(second.id, owner="示例乙", due=date(2026, 12, 1), what="做")
    owners = home_view([], actions.state.unfinished(), None, TODAY).owners
    assert [row.words for row in owners] == ["还没有责任人", "示例甲", "示例乙"]
    assert "超期 1" in owners[1].text.plain


def test_an_unconfirmed_code_comes_before_everything_else() -> None:
    view = home_view([], [], None, TODAY, code_unconfirmed=True)
    assert view.due[0].id == "code:unconfirmed"
    assert view.owners == ()
    assert home_view([], [], None, TODAY).due == ()
