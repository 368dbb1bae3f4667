"""What is measured is a process of its own, in which nothing else happens."""

import subprocess
import sys
from contextlib import contextmanager

from tests.bench.processes import resident_megabytes, worked_milliseconds

HOLD = "held = b'x' * 64_000_000"
SLEEP = "time.sleep(0.3)"
WORK = """
ends = time.process_time() + 0.3
while time.process_time() < ends:
    pass
"""


@contextmanager
def child(code):
    """Start a process, and give it and a function that has it carry out ``code`` and waits for that."""
    whole = f"import sys, time\nprint(flush=True)\nsys.stdin.readline()\n{code}\nprint(flush=True)\nsys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", whole], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        process.stdout.readline()

        def carry_out():
            print(file=process.stdin, flush=True)
            process.stdout.readline()

        try:
            yield process.pid, carry_out
        finally:
            process.kill()


def test_memory_in_use_is_counted():
    with child(HOLD) as (process_id, carry_out):
        before = resident_megabytes(process_id)
        carry_out()
        assert 60 < resident_megabytes(process_id) - before < 80


def worked(code):
    with child(code) as (process_id, carry_out):
        before = worked_milliseconds(process_id)
        carry_out()
        return worked_milliseconds(process_id) - before


def test_work_is_counted_and_sleep_is_not():
    assert 250 < worked(WORK) < 500
    assert worked(SLEEP) < 100
