"""The clock of these tests jumps to whatever is waited for, so that they take no time and are exact."""

import asyncio
import math
import selectors

import pytest

from tests.bench.open_loop import send_evenly, send_in_turn


class JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.now = 0.0
        super().__init__(JumpingSelector(self))

    def time(self):
        return self.now


class JumpingSelector(selectors.SelectSelector):
    def __init__(self, loop):
        super().__init__()
        self.loop = loop

    def select(self, timeout=None):
        self.loop.now += timeout or 0.0
        return super().select(0)


class OneAtATime:
    """A service that answers one request after the other, each in its own time."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.sent = []
        self._free = asyncio.Lock()

    async def __call__(self, number):
        self.sent.append(asyncio.get_running_loop().time())
        async with self._free:
            await asyncio.sleep(self.seconds(number))
        return True


def run(coroutine_function, *arguments, **options):
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(coroutine_function(*arguments, **options))


def test_requests_are_sent_evenly_whatever_the_answers_do():
    service = OneAtATime(lambda number: 0.5)
    result = run(send_evenly, service, count=10, rate=50)
    assert service.sent == pytest.approx([number / 50 for number in range(10)])
    assert result.lateness == pytest.approx([0.0] * 10, abs=1e-6)


def test_waiting_for_others_counts():
    result = run(send_evenly, OneAtATime(lambda number: 0.02), count=10, rate=100)
    assert result.latencies == pytest.approx([20 + 10 * number for number in range(10)])


def test_what_the_sender_itself_is_late_counts_too_and_is_said():
    async def send(number):
        if number == 4:
            asyncio.get_running_loop().now += 0.5  # holds up everything, the sender too
        return True

    result = run(send_evenly, send, count=10, rate=10)
    assert result.lateness == pytest.approx([0, 0, 0, 0, 0, 400, 300, 200, 100, 0], abs=1e-6)
    assert result.latencies == pytest.approx([0, 0, 0, 0, 500, 400, 300, 200, 100, 0], abs=1e-6)


def test_a_pause_of_the_service_makes_every_request_late_that_was_due_in_it():
    def pause(number):
        return 1.0 if number == 10 else 0.001

    evenly = run(send_evenly, OneAtATime(pause), count=100, rate=50)
    in_turn = run(send_in_turn, OneAtATime(pause), count=100)
    assert 45 <= sum(latency > 50 for latency in evenly.latencies) <= 52
    assert sum(latency > 50 for latency in in_turn.latencies) == 1


def test_it_stops_when_it_is_certain_that_too_many_are_late():
    result = run(send_evenly, OneAtATime(lambda number: 0.02), count=1000, rate=100, bound=100)
    assert result.given_up
    assert sum(latency > 100 for latency in result.latencies) > 10
    assert len(result.latencies) < 100


def test_it_goes_on_while_few_are_late():
    late_ones = {10, 500}
    service = OneAtATime(lambda number: 0.2 if number in late_ones else 0.001)
    result = run(send_evenly, service, count=1000, rate=5, bound=100)
    assert not result.given_up
    assert sum(latency > 100 for latency in result.latencies) == 2


def test_what_fails_or_never_comes_is_infinitely_late():
    async def send(number):
        if number == 3:
            await asyncio.sleep(3600)
        return number != 1

    result = run(send_evenly, send, count=5, rate=10, drain=2.0)
    assert sorted(result.latencies)[-2:] == [math.inf, math.inf]
    assert len(result.latencies) == 5
    assert result.order == [0, 1, 2, 4]


def test_it_is_known_which_request_each_latency_is_of():
    async def send(number):
        await asyncio.sleep(1.0 - number / 4)
        return True

    for result in (run(send_evenly, send, count=3, rate=100), run(send_in_turn, send, count=3)):
        of_each = dict(zip(result.order, result.latencies, strict=True))
        assert [of_each[number] for number in range(3)] == pytest.approx([1000.0, 750.0, 500.0])
