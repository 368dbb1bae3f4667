"""Has the load generator ask a service."""

import json
import subprocess
import sys
from itertools import islice

from tests.bench.places import NAMES, ROOT, NotReady, environment, on, split
from tests.bench.plan import USUAL

LONGEST = 600.0
"""Seconds after which a load generator is given up."""

WARM_UP = 40
"""Messages of each length in words for each worker before it is measured."""

WARM_UPS = 10
"""Times that warming up is tried until every worker has done its part."""

PART = 0.25
"""Share of an even part of one warm-up's work that a worker must have done to count as warm."""


def ask(service, texts, *, rate=None, bound=None, connections=None):
    """Send ``texts`` to ``service`` and return what the load generator measured.

    Parameters
    ----------
    service
        Who is asked.
    texts
        What is sent, each text once.
    rate
        Texts a second; by default each is sent after the answer to the one before.
    bound
        Milliseconds: stop as soon as more than one in a hundred took longer.
    connections
        Connections; by default as many as suit the service.
    """
    return ask_bodies(
        service,
        "/v1/assessments",
        [{"text": text} for text in texts],
        rate=rate,
        bound=bound,
        connections=connections or (1 if rate is None else service.connections),
    )


def ask_in_batches(service, texts, *, size=100):
    """Send ``texts`` to ``service`` in batches of ``size``, one after the other."""
    texts = iter(texts)
    bodies = []
    while drafts := [{"text": text} for text in islice(texts, size)]:
        bodies.append({"drafts": drafts})
    return ask_bodies(service, "/v1/assessment-batches", bodies)


def warm_up(service, supply):
    """Let every worker of ``service`` answer messages of all kinds.

    Which worker takes a connection is up to chance. So each message comes over a connection of its own, and this goes
    on until every worker has done its part of the work.

    Raises
    ------
    NotReady
        If a worker does nothing.
    """
    before = service.worked()
    enough = None
    for _ in range(WARM_UPS):
        _warm_up_once(service, supply)
        done = [worked - before.get(process_id, 0.0) for process_id, worked in service.worked().items()]
        enough = enough or PART * sum(done) / service.workers
        if len(done) == service.workers and min(done) >= enough:
            return
    raise NotReady(f"bench: not every worker of {NAMES[service.name]} got something to do")


def _warm_up_once(service, supply):
    count = WARM_UP * service.workers
    for words in (5, USUAL, 100):
        ask(service, supply.of_words(words, count), rate=30 * service.workers, connections=count)


def ask_bodies(service, path, bodies, *, rate=None, bound=None, connections=1):
    """Send ``bodies`` to one path of ``service``; see :func:`ask`."""
    job = {
        "port": service.port,
        "key": service.key,
        "path": path,
        "bodies": bodies,
        "rate": rate,
        "bound": bound,
        "connections": connections,
    }
    return carried_out("tests.bench.load", job, workers=service.workers)


def carried_out(module, job, *, workers=1):
    """Have a load generator, a module that is a process of its own, carry out ``job``; return what it measured."""
    with on(split(workers)[1]):
        done = subprocess.run(
            [sys.executable, "-m", module],
            input=json.dumps(job),
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
            env=environment(),
            timeout=LONGEST,
        )
    return json.loads(done.stdout)
