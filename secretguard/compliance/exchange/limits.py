"""How large a foreign document may be. The largest catalogues fit several times; a bomb does not."""

from __future__ import annotations

from typing import Final

MAX_BYTES: Final = 32 * 1024 * 1024
MAX_DEPTH: Final = 100
MAX_EVENTS: Final = 600_000
"""Of YAML; about seven for each requirement's line."""
MAX_VALUES: Final = 3_000_000
"""Of JSON; the whole of SP 800-53 with its assessment objects has under half a million."""
MAX_PROBLEMS: Final = 50
"""More than this nobody reads at once."""
MAX_TITLE: Final = 500
MAX_TEXT: Final = 20_000
MAX_ROWS: Final = 20_000
"""Of one crosswalk, as its model has it."""
