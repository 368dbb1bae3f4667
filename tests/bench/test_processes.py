import os
import time

import numpy

from tests.bench.processes import resident_megabytes, worked_milliseconds


def test_memory_in_use_is_counted():
    before = resident_megabytes(os.getpid())
    held = numpy.ones(8_000_000)
    assert 60 < resident_megabytes(os.getpid()) - before < 70
    assert held.sum() == 8_000_000


def test_work_is_counted_and_sleep_is_not():
    before, started = worked_milliseconds(os.getpid()), time.process_time()
    time.sleep(0.2)
    while time.process_time() - started < 0.2:
        pass
    worked = worked_milliseconds(os.getpid()) - before
    assert 190 < worked < 260
