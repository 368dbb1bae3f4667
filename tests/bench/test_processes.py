"""What is measured is a process of its own, in which nothing else happens."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from tests.bench.places import cores, on
from tests.bench.processes import resident_megabytes, waited_milliseconds, worked_milliseconds

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


def test_waiting_for_a_core_is_counted():
    with ExitStack() as stack:
        stack.enter_context(on(cores()[:1]))
        children = [stack.enter_context(child(WORK)) for _ in range(4)]
        process_id = children[0][0]
        before = waited_milliseconds(process_id), worked_milliseconds(process_id)
        with ThreadPoolExecutor(len(children)) as threads:
            list(threads.map(lambda one: one[1](), children))
        assert waited_milliseconds(process_id) - before[0] > 500
        assert worked_milliseconds(process_id) - before[1] < 500


def test_work_is_counted_and_sleep_is_not():
    assert 250 < worked(WORK) < 500
    assert worked(SLEEP) < 100
