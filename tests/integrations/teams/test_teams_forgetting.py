"""Nothing that somebody wrote reaches a log, an error or a disk: a sentinel goes through everything."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from teams_caller import PATH, activity
from teams_house import connecting

ROOT = Path(__file__).parents[3]
SENTINEL = "Zwartepoort"
DRAFT = f"mevr {SENTINEL} krijgt bijstand, bsn 123456782"
GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat"}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Process:
    """The app as it is started by hand, in development mode, saying all that it can."""

    def __init__(self, folder, service, **settings):
        self.port = free_port()
        chosen = {"development": "1", "port": str(self.port), "service": service, "log_level": "debug"} | settings
        environment = {f"BERICHTWACHT_TEAMS_{name.upper()}": value for name, value in chosen.items()}
        paths = [str(ROOT / "integrations" / name) for name in ("python", "teams")]
        self.folder = folder
        self.running = subprocess.Popen(
            [sys.executable, "-X", "dev", "-m", "berichtwacht_teams"],
            cwd=folder,
            env=os.environ | environment | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.client = httpx.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=20)
        self._wait()

    def _wait(self):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                if self.client.get("/health/ready").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the app did not start")

    def post(self, **changes):
        content = json.dumps(activity(**changes)).encode()
        return self.client.post(PATH, content=content, headers={"Content-Type": "application/json"})

    def end(self):
        """Stop it, and return all that it said."""
        self.client.close()
        self.running.send_signal(signal.SIGTERM)
        said, _ = self.running.communicate(timeout=20)
        return said.decode()


def everything(process, url):
    """Send the sentinel along every way in, and yield the answers."""
    submit, fetch = "composeExtension/submitAction", "composeExtension/fetchTask"
    acts = ("check", "place", "redirect", "redacted", "back", "wrong", "crisis", "sent", "help", "close")
    for act in acts:
        data = {
            "act": act,
            "draft": DRAFT,
            "text": DRAFT,
            "assessment": "x" * 300,
            "seal": SENTINEL,
            "destination": SENTINEL,
            "share": "true",
            "reason": "urgent",
        }
        value = {"commandId": "check", "commandContext": "compose", "data": data}
        yield process.post(type="invoke", name=submit, value=value, text=None, serviceUrl=url)
        action = {"action": {"type": "Action.Execute", "verb": act, "data": data}}
        yield process.post(type="invoke", name="adaptiveCard/action", value=action, text=None, serviceUrl=url)
    payload = {"id": "1", "body": {"contentType": "html", "content": f"<p>{DRAFT}</p>"}, "subject": SENTINEL}
    value = {"commandId": "check-sent", "commandContext": "message", "messagePayload": payload}
    yield process.post(type="invoke", name=fetch, value=value, text=None, serviceUrl=url)
    for conversation in ({"id": "a:1", "conversationType": "personal"}, GROUP):
        yield process.post(text=DRAFT, serviceUrl=url, conversation=conversation)
        edited = {"type": "messageUpdate", "channelData": {"eventType": "editMessage"}}
        yield process.post(text=DRAFT, serviceUrl=url, conversation=conversation, **edited)
    for broken in (
        {"type": SENTINEL},
        {"type": "invoke", "name": SENTINEL, "value": {"data": DRAFT}},
        {"type": "invoke", "name": submit, "value": {"commandContext": DRAFT}},
        {"text": {"nested": DRAFT}},
        {"entities": [{"type": "mention", "text": DRAFT}]},
        {"serviceUrl": f"https://{SENTINEL}.example/"},
    ):
        yield process.post(**({"text": DRAFT, "serviceUrl": url} | broken))
    for body in (f'{{"text": "{DRAFT}"', f'["{DRAFT}"]'.encode("utf-16"), b"\xff" + DRAFT.encode()):
        yield process.client.post(PATH, content=body)


def look(process, said, answers):
    assert "serving" in said
    assert SENTINEL not in said
    assert list(process.folder.rglob("*")) == []
    refusals = [answer for answer in answers if answer.status_code != 200]
    assert len(refusals) == 9
    assert all(answer.status_code in {400, 403} for answer in refusals)
    assert SENTINEL not in "".join(answer.text for answer in refusals)


@pytest.mark.parametrize("trouble", ["none", "teams is away", "the service is away", "the service talks nonsense"])
def test_nothing_of_a_draft_is_left(tmp_path, service, trouble):
    with connecting() as connector, connecting() as nonsense:
        connector.is_away = trouble == "teams is away"
        address = {
            "the service is away": f"http://127.0.0.1:{free_port()}",
            "the service talks nonsense": nonsense.url.removesuffix("/emea"),
        }.get(trouble, service.url)
        process = Process(tmp_path, address, service_key=service.key, nudges="1")
        try:
            answers = list(everything(process, connector.url))
        finally:
            said = process.end()
        look(process, said, answers)


def test_it_ends_well(tmp_path, service):
    process = Process(tmp_path, service.url)
    said = process.end()
    assert process.running.returncode in {0, -signal.SIGTERM}  # the server passes the signal on when it is done
    lines = [json.loads(line) for line in said.splitlines()]
    assert [line["message"] for line in lines if "message" in line] == ["serving", "stopped"]
