"""Sending at a fixed rate, whatever the answers do.

A request's time counts from the moment at which it should have been sent. Whoever waits for an answer before sending
the next request leaves out the very requests that would have waited longest ('coordinated omission').
"""

import asyncio
import math
from dataclasses import dataclass, field


@dataclass
class Run:
    """What came of it, in milliseconds.

    Attributes
    ----------
    latencies
        Time from when each request was due until it was answered, infinite for one that failed.
    lateness
        How much later than due each request was handed to a connection's queue: the sender's own fault.
    order
        Numbers of the requests in the order of ``latencies``; those that were not answered at all have none.
    given_up
        Whether it was stopped because too many were late.
    """

    latencies: list[float] = field(default_factory=list)
    lateness: list[float] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    given_up: bool = False


async def send_evenly(send, *, count, rate, bound=None, share=0.01, drain=10.0):
    """Send ``count`` requests, evenly spaced.

    Parameters
    ----------
    send
        Coroutine function that sends the request of a number, and returns whether it was answered well.
    count
        Requests.
    rate
        Requests a second.
    bound, share
        Stop as soon as more than ``share`` of all requests took over ``bound`` milliseconds; by default never.
    drain
        Seconds that the last answers may take.
    """
    loop = asyncio.get_running_loop()
    run, pending, start, late = Run(), set(), loop.time(), 0

    async def one(number, due):
        nonlocal late
        good = await send(number)
        run.latencies.append((loop.time() - due) * 1000 if good else math.inf)
        run.order.append(number)
        late += bound is not None and run.latencies[-1] > bound

    for number in range(count):
        due = start + number / rate
        if (wait := due - loop.time()) > 0:
            await asyncio.sleep(wait)
        if late > share * count:
            run.given_up = True
            break
        run.lateness.append((loop.time() - due) * 1000)
        task = asyncio.create_task(one(number, due))
        pending.add(task)
        task.add_done_callback(pending.discard)
    _, unanswered = await asyncio.wait(pending, timeout=drain) if pending else ((), ())
    for task in unanswered:
        task.cancel()
    run.latencies += [math.inf] * len(unanswered)
    return run


async def send_in_turn(send, *, count):
    """Send ``count`` requests, each after the answer to the one before."""
    loop = asyncio.get_running_loop()
    run = Run()
    for number in range(count):
        due = loop.time()
        good = await send(number)
        run.latencies.append((loop.time() - due) * 1000 if good else math.inf)
        run.order.append(number)
    return run
