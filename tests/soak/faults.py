"""The faults: each breaks something, lets it last, heals it, and waits until all is well."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from tests.soak.clock import can_build, set_clock, written_at
from tests.soak.drafts import changed
from tests.soak.place import Place
from tests.soak.record import Phase
from tests.soak.scene import ASKED, Scene
from tests.soak.service import WORKERS

__all__ = ["FAULTS", "Fault"]

_REFUSED = 401
_STORE_AWAY = 6.0  # seconds at least: the workers read the keys anew every five
_NEARLY = 5  # seconds that a receipt may be older than its answer, on a busy machine
_GARBAGE = "rules: [\x00 }{ not: a policy\n"
_BLOCKS = (1 << 20, 1 << 12, 1)  # bytes that are written at a time, until not one fits


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault.

    Parameters
    ----------
    name
        What happens.
    does
        Makes it happen and heals it.
    left_out
        Why it cannot be done here, ``None`` if it can.
    """

    name: str
    does: Callable[[Scene, str], Awaitable[None]]
    left_out: Callable[[Place], str | None] = lambda _: None


async def _kill_store(scene: Scene, name: str) -> None:
    with scene.phase(name, is_answered=True) as phase:
        await asyncio.to_thread(scene.postgres.kill)
        await asyncio.sleep(max(_STORE_AWAY, scene.hold))
        phase.notes.append(f"/health/ready meanwhile: {await scene.load.status('/health/ready')}")
        await asyncio.to_thread(scene.postgres.start)
        await scene.recovered(phase)


async def _hide_models(scene: Scene, name: str) -> None:
    """Without their directory workers go on; one that starts then does without until they are there again."""
    away = scene.place.models.with_name("models-away")
    with scene.phase(f"{name}, and workers go on", is_answered=True):
        scene.place.models.rename(away)
        await scene.wait(0.5)
    by_rules = "original, without a model"
    with scene.phase(f"{name}, and a worker has to start", may=[by_rules], shows=by_rules) as phase:
        starts = scene.service.starts
        scene.service.kill_workers(1)
        await scene.workers_again(phase, starts + 1)
        await scene.wait(0.5)
        statuses = {await scene.load.status("/health/ready") for _ in range(20)}
        phase.notes.append(f"/health/ready answered {sorted(filter(None, statuses))}")
        away.rename(scene.place.models)
        await scene.recovered(phase)


async def _renew_workers(scene: Scene, name: str) -> None:
    with scene.phase(name) as phase:
        starts = scene.service.starts
        phase.healed = time.monotonic()
        scene.service.renew_workers()
        await scene.workers_again(phase, starts + WORKERS)
        await scene.recovered(phase)


async def _break_policy(scene: Scene, name: str) -> None:
    policy = scene.place.policy
    right = policy.read_text(encoding="utf-8")
    with scene.phase("the policy becomes garbage", is_answered=True) as phase:
        policy.write_text(_GARBAGE, encoding="utf-8")
        await scene.wait(0.5)
        await scene.policy_is("original", phase)
    with scene.phase(name, may=["changed"], is_answered=True, shows="changed") as phase:
        policy.write_text(changed(right), encoding="utf-8")
        await scene.policy_is("changed", phase)
        await scene.wait(0.5)
        policy.write_text(right, encoding="utf-8")
        phase.healed = time.monotonic()
        await scene.policy_is("original", phase)
        await scene.recovered(phase)
    with scene.phase("the policy is garbage, and a worker has to start") as phase:
        starts, waits = scene.service.starts, scene.service.waits
        policy.write_text(_GARBAGE, encoding="utf-8")
        scene.service.kill_workers(1)
        if await asyncio.to_thread(scene.service.wait_for_waits, waits + 1):
            await scene.wait(0.5)
        else:
            scene.fail(phase, "no worker said that it waits")
        if scene.service.starts > starts:
            scene.fail(phase, "a worker started with it")
        policy.write_text(right, encoding="utf-8")
        phase.healed = time.monotonic()
        await scene.workers_again(phase, starts + 1)
        await scene.recovered(phase)


def _turn_clock(seconds: int) -> Callable[[Scene, str], Awaitable[None]]:
    async def jump(scene: Scene, name: str) -> None:
        with scene.phase(name, is_answered=True) as phase:
            set_clock(scene.place.root, seconds)
            await scene.wait()
            await _see_clock(scene, phase, seconds)
            set_clock(scene.place.root, 0)
            await scene.recovered(phase)

    return jump


async def _see_clock(scene: Scene, phase: Phase, seconds: int) -> None:
    """See that the clock of the service jumped, and that a revoked key stays revoked by it."""
    receipts = [receipt for _ in range(ASKED) if (receipt := await scene.load.receipt())]
    jumps = [round(written_at(receipt) - time.time()) for receipt in receipts]
    if not jumps or any(abs(jump - seconds) > _NEARLY for jump in jumps):
        scene.fail(phase, f"the clock did not jump by {seconds} s: {sorted(set(jumps))}")
    statuses = {await scene.load.status("/v1/model", scene.service.revoked) for _ in range(ASKED)}
    phase.notes.append(f"a revoked key got {', '.join(sorted(map(str, statuses)))}")
    if statuses != {_REFUSED}:
        scene.fail(phase, "a revoked key was not refused each time")


async def _fill_disk(scene: Scene, name: str) -> None:
    filler = scene.place.disk / "filler"
    with scene.phase(name, is_answered=True):
        await asyncio.to_thread(_fill, scene)
        await scene.wait(0.5)
    with scene.phase(f"{name}, and a worker has to start") as phase:
        starts = scene.service.starts
        scene.service.kill_workers(1)
        await scene.workers_again(phase, starts + 1)
        await scene.wait(0.5)
        phase.notes.append(f"the store was {'still there' if scene.postgres.is_running else 'gone'}")
        filler.unlink()
        if not scene.postgres.is_running:
            await asyncio.to_thread(scene.postgres.start)
        await scene.recovered(phase)


def _fill(scene: Scene) -> None:
    """Write until not a byte fits."""
    with (scene.place.disk / "filler").open("wb", buffering=0) as file:
        for size in _BLOCKS:
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)


def _kill_workers(count: int) -> Callable[[Scene, str], Awaitable[None]]:
    async def kill(scene: Scene, name: str) -> None:
        with scene.phase(name) as phase:
            starts = scene.service.starts
            phase.healed = time.monotonic()
            scene.service.kill_workers(count)
            await scene.workers_again(phase, starts + count)
            await scene.recovered(phase)

    return kill


def _no_clock(_: Place) -> str | None:
    return None if can_build() else "there is no C compiler to make the clock with"


def _no_disk(place: Place) -> str | None:
    return None if place.is_small else "only root may mount a small disk to fill"


FAULTS = (
    Fault("the store is killed and started again", _kill_store),
    Fault("the models are away", _hide_models),
    Fault("the policy becomes another, then itself", _break_policy),
    Fault("the disk is full", _fill_disk, _no_disk),
    Fault("the clock jumps an hour ahead and back", _turn_clock(3600), _no_clock),
    Fault("the clock jumps a day back and returns", _turn_clock(-24 * 3600), _no_clock),
    Fault("the workers are renewed (SIGHUP)", _renew_workers),
    Fault("one worker is killed", _kill_workers(1)),
    Fault("both workers are killed", _kill_workers(WORKERS)),
)
