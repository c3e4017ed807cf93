"""The `drill` group itself."""

from __future__ import annotations

from secretguard.cli.grammar import group
from secretguard.i18n import deferred

app = group(deferred("桌面推演：从选人到复盘"))
