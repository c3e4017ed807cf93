"""`make run`: the screens on a terminal; without one it says so and plays the demo."""

from __future__ import annotations

import sys

from secretguard.demo.stage import show
from secretguard.tui.launch import has_terminal


def main() -> int:
    """0 when all went well."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    if has_terminal():
        from secretguard.cli.main import run

        return run([])
    from secretguard.demo.__main__ import main as play_demo

    show("这里没有终端，打不开界面，先为您放一遍演示（命令行：.venv/bin/secretguard --help）。")
    show("There is no terminal to draw on: here is the demo. Commands: .venv/bin/secretguard --help\n")
    return play_demo()


if __name__ == "__main__":
    sys.exit(main())
