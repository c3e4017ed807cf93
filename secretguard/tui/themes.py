"""Two themes: dark for the laptop, white for the projector and for lit rooms (all text ≥ 7.5:1)."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="secretguard-dark",
    primary="#4ea3e0",
    secondary="#7db8e8",
    accent="#e0b25c",
    success="#6fc28a",
    warning="#e0b25c",
    error="#e0655c",
    foreground="#e9ecef",
    background="#12151a",
    surface="#181c22",
    panel="#20252d",
    dark=True,
    variables={
        "bar": "#2f6f9f",
        "bar-text": "#ffffff",
        "panel-line": "#49525e",
        "care": "#e0b25c",
        "care-text": "#1f1600",
        "quiet": "#9aa4b1",
        "block-cursor-background": "#33506a",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-blurred-background": "#262d36",
    },
)

PROJECTOR = Theme(
    name="secretguard-projector",
    primary="#0b3d70",
    secondary="#0b3d70",
    accent="#7a3b00",
    success="#0b5a2a",
    warning="#7a3b00",
    error="#9b1208",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#f0f2f4",
    dark=False,
    variables={
        "bar": "#0b3d70",
        "bar-text": "#ffffff",
        "panel-line": "#7c8794",
        "care": "#ffe2a8",
        "care-text": "#000000",
        "quiet": "#3f4752",
        "block-cursor-background": "#cfe2f3",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#e6ebf0",
    },
)
