"""A run, from its first process to its last."""

import asyncio
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass, field

from tests.soak.drafts import SENTINEL, Question, Situation, prepare
from tests.soak.expectations import disappointed
from tests.soak.faults import FAULTS
from tests.soak.leaks import search_directory, search_processes
from tests.soak.load import Load
from tests.soak.place import Place, make_place
from tests.soak.postgres import Postgres
from tests.soak.promises import broken, read_store
from tests.soak.record import Record
from tests.soak.scene import RECOVERED_WITHIN, Scene
from tests.soak.service import Service

__all__ = ["Plan", "Result", "soak"]

_CLIENTS = 8  # that ask at once when the capacity is measured
_HELD = 0.35  # of the time of a fault: how long it lasts before it is healed

_SETTLES = 3.0  # seconds in which feedback that was refused during a fault is sent again


@dataclass(frozen=True, slots=True)
class Plan:
    """How much and how long.

    Parameters
    ----------
    minutes
        How long there is load, about; faults that take longer than their part make it longer.
    share
        The load, as a share of what the service can do.
    questions
        How many different messages are asked.
    """

    minutes: float
    share: float = 0.8
    questions: int = 300


@dataclass(slots=True)
class Result:
    """What a run showed; ``wrong``, ``lost``, ``leaked`` and ``stuck`` must be empty."""

    plan: Plan
    record: Record = field(default_factory=Record)
    model: str = ""
    capacity: float = 0.0
    started: float = 0.0
    ended: float = 0.0
    accepted: int = 0
    with_text: int = 0
    unaccepted: int = 0
    exit_status: int | None = None
    left_out: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)

    @property
    def wrong(self) -> list[str]:
        """Answers that are wrong."""
        return self.record.wrong

    @property
    def stuck(self) -> list[str]:
        """What the service did not do that it promises: recover, answer, end in good order."""
        return self.record.stuck

    @property
    def is_good(self) -> bool:
        """Whether every promise was kept."""
        return not (self.wrong or self.lost or self.leaked or self.stuck)


def soak(plan: Plan) -> Result:
    """Run the service under load, break its parts, and return what was seen; nothing is left running."""
    result = Result(plan)
    with make_place() as place:
        nowhere = place.root / "nowhere"
        nowhere.mkdir()
        questions, situations = prepare(plan.questions, place.models, place.policy, nowhere)
        result.model = situations["original"].model
        postgres = Postgres(place)
        try:
            postgres.start()
            control = f"control{secrets.token_hex(8)}"
            service = Service(place, postgres.url, control)
            try:
                postgres.keep_readable()
                asyncio.run(_under_load(result, place, postgres, service, questions, situations))
            finally:
                service.destroy()
            _look_back(result, place, postgres, service, control)
        finally:
            postgres.kill()
    return result


async def _under_load(
    result: Result,
    place: Place,
    postgres: Postgres,
    service: Service,
    questions: list[Question],
    situations: dict[str, Situation],
) -> None:
    record = result.record
    load = Load(service.address, service.key, questions, record)
    minutes = result.plan.minutes * 60
    scene = Scene(place, postgres, service, load, record, situations, hold=_HELD * minutes / len(FAULTS))
    with scene.phase("capacity"):
        await load.capacity(min(5.0, minutes / 20), _CLIENTS)  # warms up
        result.capacity = await load.capacity(min(20.0, minutes / 20), _CLIENTS)
    result.started = time.monotonic()
    running = asyncio.create_task(load.run(result.plan.share * result.capacity))
    try:
        await _break_one_by_one(scene, result, each=minutes / len(FAULTS))
        result.leaked = search_processes([*service.pids(), *postgres.pids()], SENTINEL)
        for directory in (place.root, service.numbers):
            result.leaked += await asyncio.to_thread(search_directory, directory, SENTINEL)
        await asyncio.sleep(_SETTLES)
        await _end(scene, result, running)
    finally:
        running.cancel()
        result.ended = time.monotonic()
        load.is_ending = True
        await load.close()
    record.stuck += disappointed(record, situations)
    for promise in load.promises:
        result.accepted += sum(said.is_accepted for said in promise.said)
        result.with_text += sum(said.is_accepted and said.text is not None for said in promise.said)
        result.unaccepted += sum(not said.is_accepted for said in promise.said)
    result.lost = broken(
        load.promises, await asyncio.to_thread(read_store, postgres.url, service.secret), service.secret
    )


async def _break_one_by_one(scene: Scene, result: Result, *, each: float) -> None:
    for fault in FAULTS:
        started = time.monotonic()
        reason = fault.left_out(scene.place)
        if reason is not None:
            result.left_out.append(f"{fault.name}: {reason}")
            continue
        await fault.does(scene, fault.name)
        with scene.phase("quiet"):
            await asyncio.sleep(max(2.0, started + each - time.monotonic()))
    scene.record.stuck += [
        f"{phase.name}: not well within {RECOVERED_WITHIN:.0f} s"
        for phase in scene.record.phases
        if phase.healed is not None and phase.recovery is None
    ]


async def _end(scene: Scene, result: Result, running: asyncio.Task[None]) -> None:
    """Ask the service to end under load: what was sent before must be answered."""
    record = scene.record
    with scene.phase("the service is asked to end (SIGTERM)") as phase:
        await asyncio.sleep(1.0)
        scene.service.ask_to_end()
        asked = time.monotonic()
        await asyncio.sleep(2.0)
        running.cancel()
        scene.load.is_ending = True
        with suppress(asyncio.CancelledError):
            await running
        result.exit_status = await asyncio.to_thread(scene.service.wait)
        phase.notes.append(f"exit status {result.exit_status} after {time.monotonic() - asked:.1f} s")
        await scene.load.finish()
        begun = [event for event in record.events if event.sent < asked <= event.sent + event.seconds]
        unanswered = [event for event in begun if event.status is None]
        cut = [event for event in unanswered if not event.is_new]
        phase.notes.append(
            f"of {len(begun)} requests that were under way {len(unanswered)} got no answer, "
            f"{len(cut)} of them on a connection that was accepted before for sure"
        )
    if cut:
        result.stuck.append(f"SIGTERM cut off {len(cut)} requests that were under way")
    if result.exit_status != 0:
        result.stuck.append(f"exit status {result.exit_status}")


def _look_back(result: Result, place: Place, postgres: Postgres, service: Service, control: str) -> None:
    """Search every file once all is written, and show that the search finds what is there."""
    postgres.stop()
    result.leaked += search_directory(place.root, SENTINEL)
    if not any(name.startswith("disk/postgres") for name in search_directory(place.root, control)):
        result.leaked.append("the search does not find a word that is in the store")
    for failure in service.failures():
        result.failures[failure] = result.failures.get(failure, 0) + 1
