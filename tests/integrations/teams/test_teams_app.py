"""What goes on beside the handlers while the app runs, and that nothing of it is left when it stops."""

import asyncio
import socket
import time
from dataclasses import replace

import pytest
from berichtwacht_client import Action, Language
from berichtwacht_teams.app import create_app
from berichtwacht_teams.settings import Settings

STOPS_WITHIN = 4.0  # seconds, of the ten that a container usually gets


@pytest.fixture
def silent():
    """The address of a service that takes what comes and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield "http://{}:{}".format(*listener.getsockname())


def test_it_stops_in_time_and_leaves_nothing_behind(silent):
    app = create_app(Settings(development=True, service=silent))
    parts = app.state.parts

    async def run():
        async with app.router.lifespan_context(app):
            parts.desk.assessor.tell_behind("x" * 300, Action.SENT, language=Language.NL)
            await asyncio.sleep(0.05)
            began = time.perf_counter()
        taken = time.perf_counter() - began
        await asyncio.sleep(0)
        return taken, asyncio.all_tasks() - {asyncio.current_task()}

    taken, left = asyncio.run(run())
    assert taken < STOPS_WITHIN
    assert left == set()
    assert parts.teams.http_client.http.is_closed
    assert parts.teams.api.http.http.is_closed


class Broken:
    async def keep_fresh(self):
        raise LookupError("sentinel")


def test_work_beside_that_ends_is_said(silent, caplog):
    app = create_app(Settings(development=True, service=silent))
    app.state.parts = replace(app.state.parts, officials=Broken())

    async def run():
        async with app.router.lifespan_context(app):
            await asyncio.sleep(0.05)

    asyncio.run(run())
    assert [record.facts["error"] for record in caplog.records if record.getMessage() == "failure"] == ["LookupError"]
    assert "sentinel" not in caplog.text
