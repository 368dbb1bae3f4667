"""``python -m tests.soak``: run, write the report, and end with status 1 if a promise was broken."""

import argparse
import signal
import sys
from pathlib import Path

from tests.soak.report import as_markdown, write
from tests.soak.run import Plan, soak

MEASUREMENTS = Path(__file__).parents[2] / "docs" / "measurements"


def main() -> int:
    """Run by the options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="how long there is load")
    parser.add_argument("--share", type=float, default=0.8, help="load, as a share of what the service can do")
    parser.add_argument("--questions", type=int, default=300, help="how many different messages")
    parser.add_argument("--into", type=Path, default=MEASUREMENTS, help="directory of the report")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was started is ended by whoever started it
    result = soak(Plan(given.minutes, given.share, given.questions))
    sys.stdout.write(as_markdown(result))
    sys.stdout.write(f"\n{write(result, given.into)}\n")
    return 0 if result.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
