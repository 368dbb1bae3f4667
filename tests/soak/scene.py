"""What a fault can reach, and how its course is noted."""

import asyncio
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.soak.drafts import Situation
from tests.soak.load import Load
from tests.soak.place import Place
from tests.soak.postgres import Postgres
from tests.soak.record import Phase, Record
from tests.soak.service import Service

__all__ = ["ASKED", "RECOVERED_WITHIN", "Scene"]

ASKED = 20
"""How often something is asked that every worker must answer alike: each time over a connection of its own."""

RECOVERED_WITHIN = 60.0
"""Seconds in which the service must be well once its parts, and all its workers, are there again."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that can break, and the record.

    Parameters
    ----------
    place, postgres, service, load, record
        The parts of the run.
    situations
        Which model and policy answer when.
    hold
        Seconds that a fault lasts.
    """

    place: Place
    postgres: Postgres
    service: Service
    load: Load
    record: Record
    situations: dict[str, Situation]
    hold: float

    async def wait(self, share: float = 1.0) -> None:
        """Let a fault last."""
        await asyncio.sleep(self.hold * share)

    @contextmanager
    def phase(
        self, name: str, *, may: Iterable[str] = (), is_answered: bool = False, shows: str | None = None
    ) -> Iterator[Phase]:
        """Note that a phase begins and ends.

        Parameters
        ----------
        name
            What happens.
        may
            The situations that may answer, beside the original one.
        is_answered
            Whether drafts are promised to be answered.
        shows
            The situation that must answer something, else nothing was broken.
        """
        phase = Phase(name, time.monotonic(), frozenset(may), is_answered, shows)
        self.record.phases.append(phase)
        sys.stderr.write(f"{name}\n")
        try:
            yield phase
        finally:
            phase.ended = time.monotonic()
            phase.memory = self.service.memory()

    async def recovered(self, phase: Phase) -> None:
        """Wait until all is well again after what was just healed, and note how long that took."""
        healed = time.monotonic() if phase.healed is None else phase.healed
        phase.healed = healed
        ends = time.monotonic() + RECOVERED_WITHIN
        while phase.recovery is None and time.monotonic() < ends:
            await asyncio.sleep(0.1)
            phase.recovery = self.record.recovery(healed)

    async def workers_again(self, phase: Phase, starts: int) -> None:
        """Wait until workers have begun to answer for the ``starts``-th time, and note how long that took."""
        since = time.monotonic()
        are_there = await asyncio.to_thread(self.service.wait_for_starts, starts)
        took = f"{time.monotonic() - since:.1f} s"
        if are_there:
            phase.notes.append(f"all workers answered again after {took}")
        else:
            self.fail(phase, f"not all workers answered again within {took}")

    async def policy_is(self, name: str, phase: Phase) -> None:
        """Wait until the policy of a situation is in force in all workers, and note how long that took."""
        since = time.monotonic()
        version = self.situations[name].policy
        while not await self._say_all(version):
            if time.monotonic() > since + RECOVERED_WITHIN:
                self.fail(phase, f"the policy never became that of '{name}'")
                return
            await asyncio.sleep(0.1)
        phase.notes.append(f"the {name} policy was in force after {time.monotonic() - since:.1f} s")

    def fail(self, phase: Phase, what: str) -> None:
        """Note that the service did not do what it promises."""
        phase.notes.append(what)
        self.record.stuck.append(f"{phase.name}: {what}")
        sys.stderr.write(f"! {what}\n")

    async def _say_all(self, version: str) -> bool:
        for _ in range(ASKED):
            if version not in await self.load.text("/v1/policy"):
                return False
        return True
