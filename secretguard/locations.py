"""Every path the program uses, in one place.

Content comes from the checkout first (an editable install), then from the package's own data, then
from nothing else; a user's folder (`--content DIR`) is laid over it by whoever loads the content.
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parent
_CHECKOUT = _PACKAGE.parent


def content_folder(kind: str) -> Path:
    """The folder of `playbooks`, `standards` or `templates`."""
    in_checkout = _CHECKOUT / kind
    if (_CHECKOUT / "pyproject.toml").is_file() and in_checkout.is_dir():
        return in_checkout
    return _PACKAGE / "_content" / kind


def samples_folder() -> Path:
    """The sample enterprises that ship with the package."""
    return _PACKAGE / "samples"


def fonts_folder() -> Path:
    """The faces that ship with the package."""
    return _PACKAGE / "fonts"


def user_data_folder() -> Path:
    """Where witnesses are kept, outside any vault. `SECRETGUARD_DATA` overrides it."""
    override = os.environ.get("SECRETGUARD_DATA")
    return Path(override) if override else Path(platformdirs.user_data_dir("secretguard", appauthor=False))


def imported_content_folder() -> Path:
    """Where imported standards are kept for a user without a content folder (`--content`) of their own."""
    return user_data_folder() / "content"


def user_config_folder() -> Path:
    """Where `config.toml` is kept. `SECRETGUARD_CONFIG` overrides it."""
    override = os.environ.get("SECRETGUARD_CONFIG")
    return Path(override) if override else Path(platformdirs.user_config_dir("secretguard", appauthor=False))


def witness_folder() -> Path:
    """One file per vault id: the last checkpoint seen by this user."""
    return user_data_folder() / "witness"


def default_vault_folder() -> Path:
    """`~/密盾/密盾库-1.sgv`: a neutral name, outside the synced Documents folder."""
    return Path.home() / "密盾" / "密盾库-1.sgv"
