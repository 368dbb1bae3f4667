"""Fifty drafts a second for as long as something else happens, and what became of each."""

import asyncio
import threading
from collections import Counter, deque
from contextlib import contextmanager

import httpx

from tests.bench.figures import percentile

RATE = 50
"""Requests a second."""

LONGEST = 300.0
"""Seconds after which the stream ends by itself."""


class Stream:
    """What came of the requests.

    Attributes
    ----------
    failures
        How often a request failed, by its status or kind of error.
    versions
        How often each model version answered.
    latencies
        Time from when each request was due until it was answered, in milliseconds.
    recent
        The versions of the last answers.
    """

    def __init__(self):
        self.failures = Counter()
        self.versions = Counter()
        self.latencies = []
        self.recent = deque(maxlen=2 * RATE)
        self._ends = threading.Event()

    def percentile(self, share):
        """Return how long the slowest of that share took, in milliseconds."""
        return percentile(self.latencies, share)

    @contextmanager
    def flowing(self, address, key, texts):
        """Send drafts until the block ends."""
        thread = threading.Thread(target=lambda: asyncio.run(self._send(address, key, texts)), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ends.set()
            thread.join(60)
            assert not thread.is_alive()

    async def _send(self, address, key, texts):
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=32)
        headers = {"X-API-Key": key}
        async with httpx.AsyncClient(base_url=address, headers=headers, timeout=20, limits=limits) as client:
            loop = asyncio.get_running_loop()
            start, pending = loop.time(), set()
            for number in range(round(RATE * LONGEST)):
                due = start + number / RATE
                await asyncio.sleep(max(0.0, due - loop.time()))
                if self._ends.is_set():
                    break
                task = asyncio.create_task(self._one(client, texts[number % len(texts)], due))
                pending.add(task)
                task.add_done_callback(pending.discard)
            await asyncio.gather(*pending)

    async def _one(self, client, text, due):
        try:
            answer = await client.post("/v1/assessments", json={"text": text})
        except httpx.HTTPError as problem:
            self.failures[type(problem).__name__] += 1
            return
        self.latencies.append((asyncio.get_running_loop().time() - due) * 1000)
        if answer.status_code != httpx.codes.OK or answer.json()["degraded"]:
            self.failures[answer.status_code] += 1
            return
        version = answer.json()["model_version"]
        self.versions[version] += 1
        self.recent.append(version)
