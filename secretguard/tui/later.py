"""A module that is loaded when something of it is first asked for."""

from __future__ import annotations

import threading
from importlib import import_module
from typing import Any


class Later:
    """Stands for a module until it is needed. Import the module itself for type checking only."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, wanted: str) -> Any:
        return getattr(import_module(self._name), wanted)


def begin_to_load(name: str) -> None:
    """Load a module in a thread; who needs it before it is there waits, who leaves does not."""
    threading.Thread(target=import_module, args=(name,), name=f"loading {name}", daemon=True).start()
