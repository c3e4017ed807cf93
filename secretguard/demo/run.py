"""`make run`: without a screen of its own yet, it says so and plays the demo."""

from __future__ import annotations

import sys

from secretguard.demo.__main__ import main
from secretguard.demo.stage import show

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    show("桌面界面还在建，先为您放一遍演示（也可以用命令行：.venv/bin/secretguard --help）。")
    show("The screens are still being built: here is the demo. Commands: .venv/bin/secretguard --help\n")
    sys.exit(main())
