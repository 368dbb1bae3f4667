"""An engine without HTTP, in a process of its own: a line with texts comes in, a line with milliseconds goes out."""

import json
import sys
import time

from tests.bench.engines import ENGINES


def main():
    """Answer until there are no more lines."""
    lines = sys.stdout
    sys.stdout = sys.stderr  # what a library prints is no answer
    engine = ENGINES[sys.argv[1]]()
    for line in sys.stdin:
        print(json.dumps([_timed(engine, text) for text in json.loads(line)]), file=lines, flush=True)


def _timed(engine, text):
    started = time.perf_counter()
    engine(text)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
