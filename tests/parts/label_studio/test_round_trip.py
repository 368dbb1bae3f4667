"""A real Label Studio: tasks go there with predictions, our service labels them, people do, and all comes back."""

import os
import signal
import socket
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import httpx
import pytest

from api.secrets import new_secret
from classifier import Draft
from classifier.records import Category, Level, Topic
from classifier.training.corpus import CORPUS, Message, Span, read_messages
from classifier.training.exchange import Format, read_file
from classifier.training.exchange.formats import file_bytes
from classifier.training.exchange.label_studio import CONFIGURATION, annotated_task, prediction_of
from classifier.training.exchange.predictions import predicted

ROOT = Path(__file__).parents[3]
URL = os.environ.get("TEST_LABEL_STUDIO_URL")

pytestmark = [
    pytest.mark.parts,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not URL, reason="tests/parts/label_studio.sh starts one and names it in TEST_LABEL_STUDIO_URL"),
]


def said(number, text, *entities, **labels):
    """A message; entities are (label, words) and stand where the words first stand."""
    spans = [(text.index(words), text.index(words) + len(words), label) for label, words in entities]
    fields = {"lang": "nl", "personal": Level.WARN, "decision": Level.NONE, "confidential": Level.NONE, "topics": ()}
    return Message(
        id=f"zz-{number:03d}",
        text=text,
        entities=tuple(Span(start=start, end=end, label=label) for start, end, label in sorted(spans)),
        **fields | labels,
    )


NASTY = [
    said(1, "😀😀 bel Yilmaz 👩🏽‍⚕️\n\nop 06-12345678 😀", ("PERSON", "Yilmaz"), ("PHONE_NUMBER", "06-12345678")),
    said(2, "  twee  spaties, en\ttab\nvoor\r\nHaddad\n", ("PERSON", "Haddad"), topics=(Topic.HEALTH, Topic.UNION)),
    said(3, "nul\u200bbreed\ufeff en \u202eomgekeerd\u202c bij 𝔘𝔫𝔦 Sanne", ("PERSON", "Sanne"), lang="mixed"),
    said(4, 'let op: <b>"Jansen"</b> & \\n $text', ("PERSON", "Jansen"), decision=Level.NOTICE),
    said(5, "e\u0301e\u0301n cafe\u0301 in Woerden 🇳🇱", ("LOCATION", "Woerden"), personal=Level.NONE, look_alike=True),
    said(6, "https://voorbeeld.example/kaart?bij=Leiden", personal=Level.NONE),
]


@pytest.fixture(scope="module")
def messages():
    found = list(read_messages(CORPUS / "messages" / "a08.jsonl"))[:30]
    assert any("\n" in message.text for message in found)
    assert any(ord(character) > 0xFFFF for message in found for character in message.text)
    return [*found, *NASTY]


@pytest.fixture(scope="module")
def studio():
    """A client with the access token that a personal access token gives."""
    assert URL.startswith("http://127.0.0.1:")
    with httpx.Client(base_url=URL, timeout=60) as browser:
        browser.get("/user/login/")
        form = {
            "email": os.environ["TEST_LABEL_STUDIO_USER"],
            "password": os.environ["TEST_LABEL_STUDIO_PASSWORD"],
            "csrfmiddlewaretoken": browser.cookies["csrftoken"],
        }
        assert browser.post("/user/login/", data=form, headers={"Referer": URL}).status_code == 302
        made = browser.post("/api/token/", headers={"X-CSRFToken": browser.cookies["csrftoken"], "Referer": URL})
        assert made.status_code == 201
    renewed = httpx.post(f"{URL}/api/token/refresh/", json={"refresh": made.json()["token"]})
    bearer = {"Authorization": f"Bearer {renewed.json()['access']}"}
    with httpx.Client(base_url=URL, headers=bearer, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def backend(tmp_path_factory):
    """Our service, really running, and a key of a curator."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "BERICHTWACHT_PORT": str(port),
        "BERICHTWACHT_CURATE": "1",
        "BERICHTWACHT_SECRET_KEYS": new_secret(),
        "BERICHTWACHT_STORE": f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.sqlite3'}",
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("BERICHTWACHT_")}
    environment = {**others, **settings, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "classifier"]
    for group in (["store", "upgrade"], ["keys", "create", "labels", "--scope", "curate"]):
        done = subprocess.run([*command, *group], env=environment, capture_output=True, text=True, check=True)
    key = next(word for word in done.stdout.split() if word.startswith("bw_"))
    service = subprocess.Popen([*command, "serve"], env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, service)
        yield f"{address}/label-studio", key
    finally:
        service.terminate()
        assert service.wait(30) in (0, -signal.SIGTERM)


def _wait_for(address, service):
    for _ in range(900):
        try:
            if httpx.get(f"{address}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert service.poll() is None, "the service ended before it was ready"
        time.sleep(0.2)
    raise AssertionError("the service does not get ready")


@pytest.fixture(scope="module")
def says(classifier):
    return cache(lambda text: predicted(classifier.assess(Draft(text=text))))


@pytest.fixture(scope="module")
def project(studio, messages, says):
    """A project with our configuration and our tasks, with predictions; the tasks by our ids."""
    made = studio.post("/api/projects", json={"title": "Proef", "label_config": CONFIGURATION.read_text()})
    assert made.status_code == 201, made.text
    number = made.json()["id"]
    file = ("tasks.json", file_bytes(messages, Format.LABEL_STUDIO, predict=says), "application/json")
    taken = studio.post(f"/api/projects/{number}/import", files={"file": file})
    assert taken.status_code == 201, taken.text
    assert (taken.json()["task_count"], taken.json()["prediction_count"]) == (len(messages), len(messages))
    return number


def tasks_of(studio, project):
    answer = studio.get("/api/tasks", params={"project": project, "fields": "all", "page_size": 500})
    assert answer.status_code == 200, answer.text
    return {task["data"]["message_id"]: task for task in answer.json()["tasks"]}


def regions(result):
    """What a result says, without what Label Studio adds to it."""
    return [(region["from_name"], region["type"], region["value"], region.get("score")) for region in result]


def expected(message, says):
    return regions(prediction_of(message.text, says(message.text), lang=message.lang)["result"])


def test_our_tasks_are_taken_with_their_predictions(studio, project, messages, says):
    tasks = tasks_of(studio, project)
    for message in messages:
        (prediction,) = tasks[message.id]["predictions"]
        assert tasks[message.id]["data"]["text"] == message.text
        assert regions(prediction["result"]) == expected(message, says)
        assert prediction["model_version"] == says(message.text).model_version


def test_our_service_predicts_what_label_studio_asks_for(studio, project, messages, says, backend):
    address, key = backend
    connection = {"project": project, "title": "Berichtwacht", "url": address, "auth_method": "BASIC_AUTH"}
    connection |= {"basic_auth_user": "curator", "basic_auth_pass": key}
    refused = studio.post("/api/ml", json=connection | {"basic_auth_pass": "verkeerd"})
    assert (refused.status_code, "authentication" in refused.text) == (400, True)
    made = studio.post("/api/ml", json=connection)
    assert made.status_code == 201, made.text
    versions = studio.get(f"/api/ml/{made.json()['id']}/versions")
    assert versions.json() == {"versions": [says("a").model_version]}
    (webhook,) = studio.get("/api/webhooks/", params={"project": project}).json()
    assert webhook["url"] == f"{address}/webhook"
    assert studio.delete(f"/api/webhooks/{webhook['id']}/").status_code == 204  # as documented: it shows no key
    act(studio, project, "delete_tasks_predictions")
    assert not any(task["predictions"] for task in tasks_of(studio, project).values())
    act(studio, project, "retrieve_tasks_predictions")
    tasks = tasks_of(studio, project)
    for message in messages:
        (prediction,) = tasks[message.id]["predictions"]
        assert regions(prediction["result"]) == expected(message, says)
        assert prediction["model_version"] == says(message.text).model_version


def act(studio, project, action):
    chosen = {"selectedItems": {"all": True, "excluded": []}}
    answer = studio.post("/api/dm/actions", params={"id": action, "project": project}, json=chosen)
    assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def labelled(studio, project, messages):
    """What people do: some label, some correct what they labelled, one skips, and one is not asked."""
    tasks = tasks_of(studio, project)
    skipped, untouched, *rest = messages
    for number, message in enumerate(rest):
        place = f"/api/tasks/{tasks[message.id]['id']}/annotations/"
        right = annotated_task(message)["annotations"][0]["result"]
        first = tasks[message.id]["predictions"][0]["result"] if number % 3 == 0 else right
        made = studio.post(place, json={"result": first, "lead_time": 3.5})
        assert made.status_code == 201, made.text
        if number % 3 == 0:
            changed = studio.patch(f"/api/annotations/{made.json()['id']}/", json={"result": right})
            assert changed.status_code == 200, changed.text
    made = studio.post(f"/api/tasks/{tasks[skipped.id]['id']}/annotations/", json={"result": [], "was_cancelled": True})
    assert made.status_code == 201, made.text
    assert untouched.id in tasks
    return rest


@pytest.mark.parametrize("kind", ["JSON", "JSON_MIN"])
def test_what_people_labelled_comes_back_whole(studio, project, labelled, tmp_path, kind):
    answer = studio.get(f"/api/projects/{project}/export", params={"exportType": kind})
    assert answer.status_code == 200
    path = tmp_path / "export.json"
    path.write_bytes(answer.content)
    refused = []
    found = {entry.message.id: entry.message for entry in read_file(path, Format.LABEL_STUDIO, refused=refused.append)}
    assert found == {message.id: message for message in labelled}
    assert all("skipped it" in str(problem) for problem in refused)
    assert len(refused) == (1 if kind == "JSON" else 0)


def test_a_second_opinion_is_not_taken_for_the_first(studio, project, labelled, tmp_path):
    message = labelled[0]
    place = f"/api/tasks/{tasks_of(studio, project)[message.id]['id']}/annotations/"
    result = annotated_task(message.model_copy(update={"decision": Level.WARN, "look_alike": False}))
    assert message.level(Category.DECISION) is not Level.WARN
    made = studio.post(place, json=result["annotations"][0])
    assert made.status_code == 201
    path = tmp_path / "export.json"
    for kind in ("JSON", "JSON_MIN"):
        path.write_bytes(studio.get(f"/api/projects/{project}/export", params={"exportType": kind}).content)
        refused = []
        found = {entry.message.id for entry in read_file(path, Format.LABEL_STUDIO, refused=refused.append)}
        assert message.id not in found
        assert any("its 2 annotations differ" in str(problem) for problem in refused)
    assert studio.delete(f"/api/annotations/{made.json()['id']}/").status_code == 204
