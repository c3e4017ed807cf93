"""How large a spreadsheet may be. A register fits many times; a bomb does not."""

from __future__ import annotations

MAX_FILE_BYTES = 32 * 1024 * 1024
MAX_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_ARCHIVE_FILES = 400
MAX_SHEETS = 40
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000
MAX_CELL_CHARACTERS = 32_767
"""What Excel itself allows in one cell."""
MAX_ELEMENTS = 4_000_000
MAX_XML_DEPTH = 64
MAX_PROBLEMS = 200
"""So many problems are told; who has more has the wrong file."""
