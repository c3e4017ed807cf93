"""How the register is opened from anywhere: its screen stands on home's stack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from secretguard.tui.views.register_look import kind_called

if TYPE_CHECKING:
    from secretguard.tui.app import SecretGuardApp


def open_register(app: SecretGuardApp, kind: str = "", record_id: str | None = None) -> None:
    """Open the register on a kind of records (the first one for an unknown word) and on one of them."""
    from secretguard.tui.screens.register import RegisterScreen

    wanted = kind_called(kind)
    app.switch_mode("home")

    def show() -> None:
        if isinstance(app.screen, RegisterScreen):
            app.screen.action_kind(wanted)
        else:
            app.push_screen(RegisterScreen(wanted, record_id))

    app.call_later(show)
