"""Label Studio's requests: who may send them, what they are answered, and what does not happen because of them."""

import base64
import json

import pytest
from stand_in import EXPLODES

from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.label_studio import PATHS
from api.label_studio.schemas import MAX_TASKS
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade
from classifier.training.exchange.label_studio import CONFIGURATION

TEXT = "😀 Yilmaz krijgt bijstand, bsn 123456782"
SECRETS = {"hostname": "http://127.0.0.1:8080", "access_token": "geheim-van-label-studio"}
REQUESTS = {
    "/label-studio/health": ("GET", None),
    "/label-studio/versions": ("GET", None),
    "/label-studio/setup": ("POST", {"project": "1.2", "schema": CONFIGURATION.read_text(), **SECRETS}),
    "/label-studio/predict": ("POST", {"tasks": [{"id": 1, "data": {"text": TEXT, "lang": "nl"}}], "label_config": ""}),
    "/label-studio/webhook": ("POST", {"action": "ANNOTATION_CREATED", "task": {"data": {"text": TEXT}}}),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store with a key of every scope; its address and the keys."""
    address = f"sqlite:///{tmp_path_factory.mktemp('keys') / 'store.sqlite3'}"
    database = Database(address)
    upgrade(database)
    keys = {}
    for scope in Scope:
        key = new_key(str(scope), frozenset({scope}))
        with database.session() as session:
            add_key(session, key.record)
        keys[scope] = key.text
    database.close()
    return address, keys


@pytest.fixture(scope="module")
def keys(store):
    return store[1]


def made(store, models, stand_in, **more):
    return create_app(Settings(store=store[0], models=models, secret_keys=(new_secret(),), **more), stand_in)


@pytest.fixture(scope="module")
def curating(store, models, stand_in, connect):
    with connect(made(store, models, stand_in, curate=True)) as client:
        yield client


def basic(password, user="curator"):
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


def ask(client, path, headers, **changes):
    method, body = REQUESTS[path]
    return client.request(method, path, json=None if body is None else body | changes, headers=headers)


def test_every_path_is_asked_here():
    assert REQUESTS.keys() == PATHS


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_key_of_a_curator_counts_as_a_password(curating, keys, path):
    assert ask(curating, path, basic(keys[Scope.CURATE])).status_code == 200
    assert ask(curating, path, {"Authorization": f"Bearer {keys[Scope.CURATE]}"}).status_code == 200
    assert ask(curating, path, basic(keys[Scope.ASSESS])).status_code == 403
    assert ask(curating, path, {}).status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
        "Basic " + base64.b64encode(b"curator").decode(),
        "Basic " + base64.b64encode(b"curator:bw_123456789abc_" + b"a" * 43).decode(),
        "Basic " + base64.b64encode(b"curator:a.b.c").decode(),
        "Basic " + base64.b64encode(b"x:" + b"a" * 5000).decode(),
    ],
)
def test_other_passwords_do_not_count(curating, header):
    answer = ask(curating, "/label-studio/predict", {"Authorization": header})
    assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
    assert TEXT not in answer.text


def test_a_password_counts_nowhere_else(curating, keys):
    assert curating.get("/v1/feedback/counts", headers=basic(keys[Scope.CURATE])).status_code == 401
    assert curating.get("/v1/model", headers=basic(keys[Scope.ASSESS])).status_code == 401


def test_two_credentials_do_not_count(curating, keys):
    headers = basic(keys[Scope.CURATE]) | {"X-API-Key": keys[Scope.CURATE]}
    assert ask(curating, "/label-studio/health", headers).status_code == 401


@pytest.mark.parametrize("path", sorted(PATHS))
def test_it_is_served_only_where_curators_are(store, models, stand_in, connect, keys, path):
    with connect(made(store, models, stand_in)) as client:
        assert ask(client, path, basic("verkeerd")).status_code == 401
        assert ask(client, path, basic(keys[Scope.CURATE])).status_code == 404
        assert ask(client, path, {"Authorization": f"Bearer {keys[Scope.CURATE]}"}).status_code == 404


def test_in_development_mode_it_needs_a_key_too(store, models, stand_in, connect, keys):
    with connect(create_app(Settings(development=True, store=store[0], models=models), stand_in)) as client:
        assert ask(client, "/label-studio/predict", {}).status_code == 401
        assert ask(client, "/label-studio/predict", basic(keys[Scope.CURATE])).status_code == 200


def test_tasks_are_labelled_in_their_order(curating, keys):
    tasks = [{"data": {"text": "koffie?"}}, {"data": {"text": TEXT, "lang": "nl"}}]
    answer = ask(curating, "/label-studio/predict", basic(keys[Scope.CURATE]), tasks=tasks)
    (first,), (second,) = answer.json()["results"]
    assert (first["model_version"], first["score"]) == ("stand-in", 0.98)
    regions = [(region["from_name"], region["value"], region.get("score")) for region in second["result"]]
    assert regions == [
        ("entities", {"start": 2, "end": 8, "text": "Yilmaz", "labels": ["PERSON"]}, 0.9),
        ("entities", {"start": 30, "end": 39, "text": "123456782", "labels": ["NL_BSN"]}, 0.9),
        ("personal", {"choices": ["warn"]}, 0.97),
        ("decision", {"choices": ["none"]}, 0.98),
        ("confidential", {"choices": ["none"]}, 0.99),
        ("lang", {"choices": ["nl"]}, None),
    ]


@pytest.mark.parametrize(
    "task", [None, [], {}, {"data": []}, {"data": {}}, {"data": {"text": 7}}, {"data": {"text": "a" * 10_001}}]
)
def test_a_task_that_cannot_be_read_gets_no_prediction(curating, keys, task):
    tasks = [task, {"data": {"text": "koffie?", "lang": ["nl"]}}]
    answer = ask(curating, "/label-studio/predict", basic(keys[Scope.CURATE]), tasks=tasks)
    assert [len(predictions) for predictions in answer.json()["results"]] == [0, 1]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [({"tasks": []}, "/tasks"), ({"tasks": [{}] * (MAX_TASKS + 1)}, "/tasks"), ({"tasks": TEXT}, "/tasks")],
)
def test_a_wrong_body_is_told_so_without_its_content(curating, keys, changes, pointer):
    answer = ask(curating, "/label-studio/predict", basic(keys[Scope.CURATE]), **changes)
    assert answer.status_code == 400
    assert [error["location"]["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "Yilmaz" not in answer.text


def test_bodies_are_bounded(curating, keys):
    tasks = [{"data": {"text": "a" * 100_000}}]
    assert ask(curating, "/label-studio/predict", basic(keys[Scope.CURATE]), tasks=tasks).status_code == 200
    tasks *= 12
    assert ask(curating, "/label-studio/predict", basic(keys[Scope.CURATE]), tasks=tasks).status_code == 413
    assert ask(curating, "/label-studio/setup", basic(keys[Scope.CURATE]), schema="a" * 70_000).status_code == 413


def test_a_project_is_told_which_model_labels(curating, keys):
    headers = basic(keys[Scope.CURATE])
    assert ask(curating, "/label-studio/setup", headers).json() == {"model_version": "7"}
    assert ask(curating, "/label-studio/versions", headers).json() == {"versions": ["7"]}


@pytest.mark.parametrize("name", ["entities", "personal", "topics", "lang", "look_alike", "text"])
def test_a_project_with_other_controls_is_told_so(curating, keys, name):
    schema = CONFIGURATION.read_text().replace(f'name="{name}"', 'name="anders"')
    answer = ask(curating, "/label-studio/setup", basic(keys[Scope.CURATE]), schema=schema)
    assert (answer.status_code, f"control '{name}'" in answer.json()["detail"]) == (400, True)


def test_without_its_model_it_does_not_label(store, tmp_path, stand_in, connect, keys):
    with connect(made(store, tmp_path, stand_in, curate=True)) as client:
        for path in ("/label-studio/health", "/label-studio/setup", "/label-studio/versions"):
            answer = ask(client, path, basic(keys[Scope.CURATE]))
            assert (answer.status_code, answer.json()["type"]) == (503, "urn:problem-type:berichtwacht:not-ready")


def test_labelling_is_not_counted_as_assessing(curating, keys):
    def numbers():
        text = curating.get("/metrics", headers={"X-API-Key": keys[Scope.ADMIN]}).text
        return [
            line for line in text.splitlines() if line.startswith(("berichtwacht_assessments", "berichtwacht_levels"))
        ]

    before = numbers()
    assert ask(curating, "/label-studio/predict", basic(keys[Scope.CURATE])).status_code == 200
    assert numbers() == before
    curating.post("/v1/assessments", json={"text": TEXT}, headers={"X-API-Key": keys[Scope.ASSESS]})
    assert numbers() != before


def test_nothing_of_it_is_logged(curating, keys, caplog, capfd):
    caplog.set_level("DEBUG")
    headers = basic(keys[Scope.CURATE])
    for path in PATHS:
        ask(curating, path, headers)
    broken = ask(curating, "/label-studio/predict", headers, tasks=[{"data": {"text": f"Yilmaz {EXPLODES}"}}])
    assert broken.status_code == 500
    written = caplog.text + "".join(capfd.readouterr()) + broken.text
    for secret in ("Yilmaz", EXPLODES, SECRETS["access_token"], keys[Scope.CURATE]):
        assert secret not in written


def test_tasks_wait_for_their_turn_and_are_charged(store, models, stand_in, connect, keys):
    with connect(made(store, models, stand_in, curate=True, rate_burst=5, rate_per_minute=60)) as client:
        tasks = [{"data": {"text": "koffie?"}}] * 20
        headers = basic(keys[Scope.CURATE])
        assert ask(client, "/label-studio/predict", headers, tasks=tasks).status_code == 200
        assert ask(client, "/label-studio/health", headers).status_code == 429


def test_too_much_to_do_is_said_for_all_tasks(store, models, held, connect, keys):
    with connect(made(store, models, held, curate=True, deadline_seconds=0.2)) as client:
        tasks = [{"data": {"text": "koffie? " * 100}}] * 2
        answer = ask(client, "/label-studio/predict", basic(keys[Scope.CURATE]), tasks=tasks)
        assert (answer.status_code, answer.json()["type"]) == (503, "urn:problem-type:berichtwacht:overloaded")
        held.go.set()


def test_its_paths_are_not_in_our_contract(curating):
    assert not [path for path in json.loads(curating.get("/v1/openapi.json").text)["paths"] if "label-studio" in path]
