"""`python -m secretguard.demo [OUT]`: the whole story headless, on sample data, into a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> int:
    """Play the demo into the folder given (default `out`); 0 when every step kept its promise."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
    # The demo must not touch the user's own settings and witnesses.
    os.environ["SECRETGUARD_DATA"] = str(out / "user")
    os.environ["SECRETGUARD_CONFIG"] = str(out / "user")
    from secretguard.cli.failures import report_failure
    from secretguard.cli.main import _speak_utf8
    from secretguard.demo.story import play
    from secretguard.errors import SecretGuardError
    from secretguard.i18n import language_from_environment, set_language

    _speak_utf8()
    set_language(language_from_environment())
    try:
        play(out)
    except SecretGuardError as error:
        return report_failure(error, as_json=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
