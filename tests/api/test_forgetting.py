"""A sentinel goes through every route and every error; afterwards it must be nowhere but where it was asked."""

import contextlib
import io
import logging

import pytest
from sqlalchemy import text

from api.access.door import SESSION_PATH
from api.access.keys import new_key
from api.access.scopes import Scope
from api.access.sessions import COOKIE
from api.app import create_app
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade

SENTINEL = "zqxvmiddernacht"
JSON = {"Content-Type": "application/json"}

ID = "the id of an assessment"
ITEM, REVISION = "the id of an item", "the revision that was opened"
DRAFT = f"{SENTINEL} bsn 123456782 van mevr Yilmaz, bijstand"
RECORD = {
    "text": DRAFT,
    "lang": "nl",
    "personal": "warn",
    "decision": "none",
    "confidential": "none",
    "topics": ["finance"],
    "entities": [],
}
REVIEW = {"item": ITEM, "revision": REVISION, "outcome": "accepted"}
BODIES = {
    "draft": {"json": {"text": DRAFT}},
    "history": {"json": {"text": "ok", "context": {"history": [{"text": DRAFT}]}}},
    "explodes": {"json": {"text": f"{SENTINEL} ontploft"}},
    "too long": {"json": {"text": SENTINEL * 1000}},
    "unknown field": {"json": {"text": "a", SENTINEL: 1}},
    "unknown inner field": {"json": {"text": "a", "context": {SENTINEL: {SENTINEL: SENTINEL}}}},
    "wrong choice": {"json": {"text": "a", "language": SENTINEL, "context": {"channel": SENTINEL}}},
    "wrong type": {"json": {"text": [SENTINEL], "redact": SENTINEL, "context": SENTINEL}},
    "no object": {"json": [SENTINEL]},
    "surrogate": {"content": f'{{"text": "{SENTINEL}\\ud800"}}'.encode(), "headers": JSON},
    "no JSON": {"content": f'{{"text": "{SENTINEL}'.encode(), "headers": JSON},
    "no UTF-8": {"content": f'{{"text": "{SENTINEL}'.encode() + b"\xff", "headers": JSON},
    "twice": {"content": f'{{"{SENTINEL}": 1, "{SENTINEL}": 2}}'.encode(), "headers": JSON},
    "long number": {"content": f'{{"{SENTINEL}": {"9" * 5000}}}'.encode(), "headers": JSON},
    "other media": {"content": DRAFT.encode(), "headers": {"Content-Type": f"text/{SENTINEL}"}},
    "too large": {"content": SENTINEL.encode() * 100_000, "headers": JSON},
    "batch": {"json": {"drafts": [{"text": DRAFT}, {"text": f"{SENTINEL} ontploft"}, {SENTINEL: 1}, SENTINEL]}},
    "header": {"json": {"text": "a"}, "headers": {"X-Draft": SENTINEL, "Accept-Language": SENTINEL}},
    "host": {"json": {"text": "a"}, "headers": {"Host": SENTINEL}},
    "feedback": {"json": {"assessment": ID, "action": "sent", "text": DRAFT, "comment": SENTINEL}},
    "feedback that is wrong": {"json": {"assessment": ID, "action": SENTINEL, "reason": SENTINEL, "text": [DRAFT]}},
    "feedback that is too long": {"json": {"assessment": ID, "action": "sent", "comment": SENTINEL * 100}},
    "feedback on what is none": {"json": {"assessment": SENTINEL, "action": "sent", "text": DRAFT}},
    "feedback on half an id": {"json": {"assessment": f"gAAAAAB{SENTINEL}", "action": "sent", "comment": SENTINEL}},
    "item": {"json": {"item": ITEM}},
    "item that is none": {"json": {"item": SENTINEL}},
    "item that is wrong": {"json": {"item": [SENTINEL], SENTINEL: SENTINEL}},
    "check": {"json": {"item": ITEM, "text": DRAFT, "entities": [{"start": 0, "end": 3, "label": "PERSON"}]}},
    "check with a wrong label": {
        "json": {"item": ITEM, "text": DRAFT, "entities": [{"start": 0, "end": 3, "label": SENTINEL}]}
    },
    "check of what explodes": {"json": {"item": ITEM, "text": f"{SENTINEL} ontploft", "entities": []}},
    "check that is wrong": {"json": {"item": ITEM, "text": [DRAFT], "entities": SENTINEL, "originals": [SENTINEL]}},
    "review with what is left": {"json": REVIEW | {"record": RECORD}},
    "review with a wrong label": {"json": REVIEW | {"record": RECORD | {"personal": SENTINEL, "topics": [SENTINEL]}}},
    "review with a wrong span": {
        "json": REVIEW | {"record": RECORD | {"entities": [{"start": 0, "end": 4, "label": SENTINEL}]}}
    },
    "review that explodes": {"json": REVIEW | {"record": RECORD | {"text": f"{SENTINEL} ontploft"}}},
    "review of another": {"json": REVIEW | {"revision": SENTINEL, "record": RECORD}},
    "review that is wrong": {"json": REVIEW | {"outcome": SENTINEL, "record": SENTINEL}},
    "review that is too long": {"json": REVIEW | {"record": RECORD | {"text": SENTINEL * 1000}}},
    "signing in": {"json": {"key": SENTINEL}},
    "signing in with more": {"json": {"key": "a", SENTINEL: SENTINEL}},
    "signing in with what is no key": {"json": {"key": [SENTINEL]}},
    "session": {"json": {"text": "a"}, "headers": {"Cookie": f"{COOKIE}={SENTINEL}"}},
    "shared": {"files": {"text": (None, DRAFT), "title": (None, SENTINEL)}},
    "key": {"json": {"text": "a"}, "headers": {"X-API-Key": SENTINEL}},
    "token": {"json": {"text": "a"}, "headers": {"Authorization": f"Bearer {SENTINEL}.{SENTINEL}.{SENTINEL}"}},
    "query": {"json": {"text": "a"}, "params": {"text": SENTINEL, "days": SENTINEL}},
}
PATHS = [
    "/v1/assessments",
    "/v1/assessment-batches",
    "/v1/policy",
    "/v1/model",
    "/v1/feedback",
    "/v1/feedback/counts",
    *(f"/v1/curation/{name}" for name in ("queue", "claims", "releases", "checks", "reviews", "undo", "messages")),
    "/v1/monitoring",
    "/metrics",
    "/v1/openapi.json",
    "/health/live",
    "/health/ready",
    "/",
    "/share",
    SESSION_PATH,
    "/service-worker.js",
    "/static/page.js",
    f"/{SENTINEL}",
    f"/v1/{SENTINEL}",
]


class Everything(logging.Handler):
    """Keeps all that any logger says, with its arguments, extras and tracebacks."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(f"{record.getMessage()} {vars(record)} {logging.Formatter().format(record)}")


@pytest.fixture
def everything():
    """All loggers of this process at DEBUG, but those of the test's own client and event loop."""
    handler = Everything()
    root = logging.getLogger()
    loggers = [root, *(logger for logger in root.manager.loggerDict.values() if isinstance(logger, logging.Logger))]
    ours = [logger for logger in loggers if not logger.name.startswith(("httpx", "httpcore", "hypothesis"))]
    before = [(logger, logger.level, logger.propagate, logger.disabled) for logger in ours]
    for logger in ours:
        logger.setLevel(logging.DEBUG)
        logger.addHandler(handler)
        logger.disabled = False
    httpx_logger = logging.getLogger("httpx")
    httpx_logger.disabled = True  # the client logs its own addresses
    yield handler
    httpx_logger.disabled = False
    for logger, level, propagate, disabled in before:
        logger.removeHandler(handler)
        logger.setLevel(level)
        logger.propagate, logger.disabled = propagate, disabled


@pytest.fixture
def keyed(models, stand_in, connect, tmp_path):
    """A service in development mode with a store and secret keys, asked with a key that may do everything."""
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    upgrade(database)
    made = new_key("test", frozenset(Scope))
    with database.session() as session:
        add_key(session, made.record)
    settings = Settings(
        development=True,
        models=models,
        store=str(database.url),
        secret_keys=new_secret(),
        rate_per_minute=1_000_000,
        rate_burst=100_000,
    )
    with connect(create_app(settings, stand_in)) as client:
        client.key = {"X-API-Key": made.text}
        yield client
    database.close()


def about(body, known):
    """Return what to send, with the ids that are known in the place of what stands for them."""
    if isinstance(body.get("json"), dict):
        told = {
            name: known[value] if isinstance(value, str) and value in known else value
            for name, value in body["json"].items()
        }
        return body | {"json": told}
    return body


def ask(client, path, body=None):
    """Ask with the key that may do everything; return the answer, which has to be one."""
    answer = (
        client.get(f"/v1/{path}", headers=client.key)
        if body is None
        else client.post(f"/v1/{path}", json=body, headers=client.key)
    )
    assert answer.status_code < 300, answer.text
    return answer.json()


def object_and_open(client):
    """Give feedback with a text, and return the assessment's id and what a curator opens."""
    identity = ask(client, "assessments", {"text": DRAFT})["id"]
    ask(client, "feedback", {"assessment": identity, "action": "sent", "text": DRAFT, "comment": SENTINEL})
    (item,) = ask(client, "curation/queue")["items"]
    return identity, ask(client, "curation/claims", {"item": item["id"]})


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", SENTINEL.upper()])
def test_sentinel_is_nowhere(keyed, everything, capfd, tmp_path, method):
    errors, statuses = io.StringIO(), {}
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(errors):
        identity, opened = object_and_open(keyed)
        known = {ID: identity, ITEM: opened["id"], REVISION: opened["revision"]}
        for path in PATHS:
            for name, body in BODIES.items():
                sent = about(body, known)
                response = keyed.request(method, path, **sent | {"headers": keyed.key | sent.get("headers", {})})
                statuses[path, name] = response.status_code
                is_open = path == "/v1/curation/claims" and response.status_code == 200  # which is asked to tell it
                assert is_open or SENTINEL not in response.text.lower()
                assert SENTINEL not in str(response.headers).lower()
        numbers = keyed.get("/metrics", headers=keyed.key)
    assert SENTINEL not in numbers.text.lower()
    assert 'berichtwacht_assessments_total{verdict="warn"}' in numbers.text
    assert statuses["/v1/curation/checks", "check"] == (200 if method == "POST" else 405)
    assert statuses["/v1/curation/checks", "check of what explodes"] == (500 if method == "POST" else 405)
    assert statuses["/v1/curation/queue", "item"] == (200 if method == "GET" else 405)
    assert statuses["/v1/feedback", "feedback"] == (201 if method == "POST" else 405)
    assert {statuses["/share", name] for name in BODIES if name != "host"} == {303 if method == "POST" else 405}
    assert statuses["/v1/monitoring", "query"] == (400 if method == "GET" else 405)
    assert statuses["/v1/feedback/counts", "draft"] == (200 if method == "GET" else 405)
    assert statuses[SESSION_PATH, "signing in"] == (401 if method == "POST" else 405)
    assert everything.lines
    assert not [line for line in everything.lines if SENTINEL in line.lower()]
    out, err = capfd.readouterr()
    assert SENTINEL not in (out + err + errors.getvalue()).lower()
    kept = [path.read_bytes().lower() for path in tmp_path.rglob("*") if path.is_file()]
    assert kept
    assert not [content for content in kept if SENTINEL.encode() in content]


def test_what_curators_write_is_nowhere(keyed, everything, capfd, tmp_path):
    _, opened = object_and_open(keyed)
    assert SENTINEL in opened["text"]
    assert opened["comment"] == SENTINEL
    given = {"item": opened["id"], "revision": opened["revision"], "outcome": "accepted"}
    left = keyed.post("/v1/curation/reviews", json=given | {"record": RECORD}, headers=keyed.key)
    assert left.status_code == 400
    assert "original" in {error["code"] for error in left.json()["errors"]}
    rewritten = f"{SENTINEL} van mevr Bakker, bijstand"
    checked = ask(keyed, "curation/checks", {"item": opened["id"], "text": rewritten, "entities": []})
    stated = ask(keyed, "curation/reviews", given | {"record": RECORD | {"text": rewritten}})
    assert stated == {"state": "accepted"}
    messages = keyed.get("/v1/curation/messages", headers=keyed.key).text
    assert messages.count(SENTINEL) == 1  # told where it was asked, and nowhere else
    stated = ask(keyed, "curation/undo", {"item": opened["id"]})
    numbers = keyed.get("/metrics", headers=keyed.key).text
    assert SENTINEL not in f"{left.text} {checked} {stated} {numbers}".lower()
    assert not [line for line in everything.lines if SENTINEL in line.lower()]
    out, err = capfd.readouterr()
    assert SENTINEL not in (out + err).lower()
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and SENTINEL.encode() in path.read_bytes()]


@pytest.mark.parametrize("table", ["curation_items", "curation_labellings", "curation_messages"])
def test_what_curators_write_is_nowhere_when_the_store_fails(keyed, everything, tmp_path, table):
    _, opened = object_and_open(keyed)
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with database.engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO away"))
    database.close()
    given = {"item": opened["id"], "revision": opened["revision"], "outcome": "accepted"}
    rewritten = RECORD | {"text": f"{SENTINEL} van mevr Bakker, bijstand"}
    answer = keyed.post("/v1/curation/reviews", json=given | {"record": rewritten}, headers=keyed.key)
    assert answer.status_code == 503
    assert SENTINEL not in answer.text
    assert any("StoreUnavailable" in line for line in everything.lines)
    assert not [line for line in everything.lines if SENTINEL in line.lower()]


@pytest.mark.parametrize("path", ["/v1/assessments", "/v1/assessment-batches"])
def test_sentinel_is_nowhere_with_the_real_classifier(real_client, everything, capfd, path):
    for body in BODIES.values():
        response = real_client.post(path, **body)
        assert SENTINEL not in response.text.lower()
    assert not [line for line in everything.lines if SENTINEL in line.lower()]
    out, err = capfd.readouterr()
    assert SENTINEL not in (out + err).lower()


def test_the_search_would_find_it(everything):
    logging.getLogger("api.telemetry").debug("draft: %s", SENTINEL)
    assert any(SENTINEL in line for line in everything.lines)


def test_text_comes_back_only_when_asked(client):
    answer = client.post("/v1/assessments", json={"text": DRAFT, "redact": True})
    assert SENTINEL in answer.json()["redacted_text"]
    assert answer.text.count(SENTINEL) == 1
