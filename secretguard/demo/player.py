"""A process that plays a script until its clock says so, and then waits to be killed: the power cut."""

from __future__ import annotations

import sys
from datetime import datetime

from secretguard.cli.main import run
from secretguard.demo.clock import StoryClock


def main() -> None:
    """`player START UNTIL WORDS…`: run one command line on the story's clock."""
    start, until, *words = sys.argv[1:]
    clock = StoryClock(datetime.fromisoformat(start), datetime.fromisoformat(until))
    sys.exit(run(words, clock, clock.pass_time))


if __name__ == "__main__":
    main()
