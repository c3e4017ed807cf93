"""The digest of a photo taken at a floor test: the plan keeps it, not the picture."""

from __future__ import annotations

import hashlib
from pathlib import Path

from secretguard.errors import StorageError
from secretguard.i18n import _


def photo_digest(path: Path) -> str:
    """SHA-256 (hex) of a picture. Raises StorageError if it cannot be read."""
    try:
        with path.open("rb") as picture:
            return hashlib.file_digest(picture, "sha256").hexdigest()
    except OSError as error:
        raise StorageError(
            _("读不了照片 {path}。", path=path), _("看看路径对不对；没有照片就留空，先记下看到的。")
        ) from error
