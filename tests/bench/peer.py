"""A peer behind the same HTTP server as ours: FastAPI over uvicorn, short texts in the event loop, others in a thread.

It has none of the layers that keep ours safe (keys, limits, metrics, a line of log for each request): this favours
the peers.
"""

import argparse
import asyncio
import logging
import os
from concurrent.futures import ThreadPoolExecutor

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from tests.bench.engines import ENGINES

CHOSEN = "BENCH_ENGINE"
"""Environment variable that tells a worker process which peer it is."""

SHORT = 400
"""Most characters of a text that is worked on in the event loop, as in ours: handing it over would cost more."""

TEXT = "My name is John Smith, mail john@example.com or call 06-12345678."


class Draft(BaseModel):
    """A message."""

    text: str


class Batch(BaseModel):
    """Messages."""

    drafts: list[Draft]


def application():
    """Return the service around the engine that the environment names."""
    _say_when_started()
    engine = ENGINES[os.environ[CHOSEN]]()
    thread = ThreadPoolExecutor(max_workers=1)
    app = FastAPI(openapi_url=None)

    async def work(text):
        if len(text) <= SHORT:
            return engine(text)
        return await asyncio.get_running_loop().run_in_executor(thread, engine, text)

    @app.post("/v1/assessments")
    async def assess(draft: Draft):
        return await work(draft.text)

    @app.post("/v1/assessment-batches")
    async def assess_all(batch: Batch):
        return [await work(draft.text) for draft in batch.drafts]

    @app.get("/health/ready")
    async def ready():
        return await work(TEXT)

    return app


def _say_when_started():
    logging.basicConfig(level=logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.INFO)


def main():
    """Serve until somebody stops it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=sorted(ENGINES))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    os.environ[CHOSEN] = options.engine
    uvicorn.run(
        f"{__package__}.peer:application",
        factory=True,
        host="127.0.0.1",
        port=options.port,
        workers=options.workers,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_worker_healthcheck=60,  # deduce loads its lists for seconds in which it answers nothing
    )


if __name__ == "__main__":
    main()
