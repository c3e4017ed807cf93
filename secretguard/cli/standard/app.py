"""The group's app."""

from __future__ import annotations

from secretguard.cli.grammar import group
from secretguard.i18n import deferred

app = group(deferred("评估标准：列表、查看、检查、导入、导出、条号对照表"))
