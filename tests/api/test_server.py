"""The real thing: a server on a socket of this machine, with the real classifier."""

import asyncio
import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import uvicorn
from serving import serving

from api import server
from api.app import create_app
from api.settings import Settings
from classifier import SettingsError

ROOT = Path(__file__).parents[2]
DRAFTS = 600
DISTINCT = 150
CLIENTS = 32
WORDS = [
    "Yilmaz",
    "Jan Jansen",
    "bijstand",
    "akkoord",
    "06-12345678",
    "bsn 123456782",
    "lunch",
    "vergadering",
    "geheim",
]


def draft(number):
    words = " ".join(WORDS[(number // step) % len(WORDS)] for step in (1, 9, 81))
    return f"hoi, {words} om {number % 7} uur"


@pytest.fixture(scope="module")
def address(classifier):
    """Where a server with the real classifier listens."""
    app = create_app(Settings(development=True), classifier)
    with serving(uvicorn.Config(app, log_config=None, access_log=False, ws="none")) as place:
        yield "http://{}:{}".format(*place)


def without_id(answer):
    return {name: value for name, value in answer.items() if name != "id"}


@pytest.mark.timeout(400)
def test_many_clients_get_what_one_would(address):
    texts = [draft(number) for number in range(DISTINCT)]

    async def ask(client, text):
        response = await client.post("/v1/assessments", json={"text": text, "redact": True})
        assert response.status_code == 200
        return without_id(response.json())

    async def ask_all(clients, count):
        answers = {}
        waiting = iter(range(count))

        async def one_client():
            async with httpx.AsyncClient(base_url=address, timeout=60) as client:
                for number in waiting:
                    answers[number] = await ask(client, texts[number % DISTINCT])

        await asyncio.gather(*(one_client() for _ in range(clients)))
        return [answers[number] for number in range(count)]

    one_by_one = asyncio.run(ask_all(1, DISTINCT))
    assert asyncio.run(ask_all(CLIENTS, DRAFTS)) == one_by_one * (DRAFTS // DISTINCT)


def test_first_message_of_the_readme(address):
    body = {"text": "kun je mevr Yilmaz bellen, haar bijstand is stopgezet 06-12345678"}
    answer = httpx.post(f"{address}/v1/assessments", json=body).json()
    assert answer["verdict"] == "warn"
    assert {finding["entity"] for finding in answer["findings"]} >= {"PERSON", "PHONE_NUMBER"}


def test_real_model_is_ready(address):
    assert httpx.get(f"{address}/health/ready").status_code == 200
    model = httpx.get(f"{address}/v1/model").json()
    answer = httpx.post(f"{address}/v1/assessments", json={"text": ""}).json()
    assert model["version"] == answer["model_version"]


def test_broken_http_gets_an_answer(address):
    host, port = address.removeprefix("http://").split(":")
    for request in (
        b"GEHEIM\r\n\r\n",
        b"POST /v1/assessments HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(request)
            answer = connection.recv(4096)
        assert answer.startswith(b"HTTP/1.1 400")
        assert b"GEHEIM" not in answer


@pytest.mark.parametrize("missing", ["length", "body"])
def test_client_that_goes_away_harms_nobody(address, missing):
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(b"POST /v1/assessments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n")
        connection.sendall(
            b"Content-Length: 5000\r\n\r\n{" if missing == "body" else b"Transfer-Encoding: chunked\r\n\r\n"
        )
    assert httpx.get(f"{address}/health/live").status_code == 200


def test_command_refuses_to_serve_others_without_secret_keys():
    with pytest.raises(SettingsError, match="secret_keys: are missing"):
        server.main(port=0)


def test_command_refuses_other_addresses(monkeypatch):
    monkeypatch.setenv("BERICHTWACHT_DEVELOPMENT", "1")
    with pytest.raises(SettingsError, match="only this machine"):
        server.main(host="0.0.0.0")


def test_command_serves_and_stops():
    environment = os.environ | {"BERICHTWACHT_DEVELOPMENT": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "import sys, api.server; sys.exit(api.server.main(port=0))"]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        lines = []
        for line in process.stderr:
            lines.append(json.loads(line))
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", lines[-1].get("message", "")):
                break
        answer = httpx.post(f"http://127.0.0.1:{found[1]}/v1/assessments", json={"text": "bsn 123456782"})
        assert answer.json()["verdict"] == "warn"
        process.send_signal(signal.SIGTERM)
        lines += [json.loads(line) for line in process.stderr]
    assert [line["status"] for line in lines if line.get("message") == "request"] == [200]
    assert process.returncode in (0, -signal.SIGTERM)
