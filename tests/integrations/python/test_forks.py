"""A fork takes the client along, but neither its connections nor its life after it was closed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")

HEAD = """
import asyncio, os, sys, warnings
warnings.simplefilter("ignore", DeprecationWarning)
import httpx
from berichtwacht_client import AsyncClient, Client

def in_a_fork(act):
    child = os.fork()
    if child == 0:
        try:
            said = act()
        except RuntimeError as error:
            said = error
        print(said, flush=True)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0

def make(kind, **options):
    return kind(sys.argv[1], credential=sys.stdin.read(), **options)
"""

STORIES = {
    "it works": (
        """
client = make(Client)
assert client.assess("ok").is_clear
in_a_fork(lambda: client.assess("ok").is_clear)
print(client.assess("ok").is_clear)
""",
        ["True", "True"],
    ),
    "a credential is fetched": (
        """
key = sys.stdin.read()
client = Client(sys.argv[1], credential=lambda: key)
assert client.assess("ok").is_clear
in_a_fork(lambda: client.assess("ok").is_clear)
print(client.assess("ok").is_clear)
""",
        ["True", "True"],
    ),
    "a transport of one's own": (
        """
client = make(Client, transport=httpx.AsyncHTTPTransport())
assert client.assess("ok").is_clear
in_a_fork(lambda: client.assess("ok"))
in_a_fork(lambda: client.check("ok"))
in_a_fork(lambda: client.close())
print(client.assess("ok").is_clear)
""",
        ["make a client after the fork: its transport belongs to the process that made it"] * 2 + ["None", "True"],
    ),
    "closed before": (
        """
client = make(Client)
assert client.assess("ok").is_clear
client.close()
in_a_fork(lambda: client.assess("ok"))
""",
        ["the client is closed"],
    ),
    "closed within": (
        """
client = make(Client)
assert client.assess("ok").is_clear
in_a_fork(lambda: client.close() or client.assess("ok"))
print(client.assess("ok").is_clear)
""",
        ["the client is closed", "True"],
    ),
    "asynchronous": (
        """
client = make(AsyncClient)
async def ask():
    return (await client.assess("ok")).is_clear
in_a_fork(lambda: asyncio.run(ask()))
print(asyncio.run(ask()))
""",
        ["True", "True"],
    ),
    "asynchronous within a loop": (
        """
client = make(AsyncClient)
async def ask():
    return (await client.assess("ok")).is_clear
async def main():
    assert await ask()
    in_a_fork(lambda: asyncio.run(ask()))
    return await ask()
print(asyncio.run(main()))
""",
        ["True", "True"],
    ),
    "asynchronous, a transport of one's own": (
        """
client = make(AsyncClient, transport=httpx.AsyncHTTPTransport())
async def ask():
    return (await client.assess("ok")).is_clear
in_a_fork(lambda: asyncio.run(ask()))
print(asyncio.run(ask()))
""",
        ["make a client after the fork: its transport belongs to the process that made it", "True"],
    ),
}


@pytest.mark.parametrize(("story", "told"), STORIES.values(), ids=STORIES)
def test_a_client_after_a_fork(service, story, told):
    path = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3] / "integrations" / "python")}
    done = subprocess.run(
        [sys.executable, "-c", HEAD + story, service.url],
        input=service.key,
        env=path,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    assert (done.stdout.splitlines(), done.stderr, done.returncode) == (told, "", 0)
