"""Schemathesis makes requests from the OpenAPI document, right and wrong ones, and checks every answer."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade

load_all_checks()

WARNS = "mevr Yilmaz krijgt bijstand"


class AsThisMachine:
    """The application, asked as this machine asks it (schemathesis calls itself otherwise), once it is there."""

    application = None
    key = ""

    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope = {**scope, "client": ("127.0.0.1", 50000), "headers": [*headers, (b"host", b"localhost")]}
        await self.application(scope, receive, send)


late = AsThisMachine()
rejections = {"checks": {"negative_data_rejection": {"expected-statuses": [400, 401, 413, 415]}}}
schema = schemathesis.openapi.from_dict(
    create_app(Settings(development=True), object()).openapi(), config=schemathesis.Config.from_dict(rejections)
)
schema.app = late


@pytest.fixture(scope="module", autouse=True)
def application(stand_in, models, tmp_path_factory):
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.sqlite3'}")
    upgrade(database)
    made = new_key("schemathesis", frozenset(Scope))
    with database.session() as session:
        add_key(session, made.record)
    given = Settings(
        models=models,
        store=str(database.url),
        secret_keys=new_secret(),
        curate=True,
        rate_per_minute=1_000_000,
        rate_burst=100_000,
    )
    late.key, late.application = made.text, create_app(given, stand_in)
    yield
    database.close()


@schema.parametrize()
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_documented(case):
    # A wrong draft within a batch gets a problem of its own, and the batch is answered; of an id only the service knows
    # whether it is one, and giving back what one does not have does nothing.
    lenient = {"/assessment-batches": [negative_data_rejection], "/feedback": [positive_data_acceptance]}
    lenient |= {f"/curation/{name}": [positive_data_acceptance] for name in ("claims", "checks", "reviews", "undo")}
    case.call_and_validate(headers={"X-API-Key": late.key}, excluded_checks=lenient.get(case.path, []))


def ask(method, path, body=None):
    """Ask, and check the answer against the document, as for the requests that are made up."""
    given = {} if body is None else {"body": body, "media_type": "application/json"}
    case = schema[path][method].Case(**given)
    return case.call_and_validate(headers={"X-API-Key": late.key})


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"text": WARNS, "comment": "dit klopt niet", "language": "en"},
        {
            "reason": "urgent",
            "right": False,
            "levels": {"personal": "none", "decision": "none", "confidential": "none"},
        },
    ],
)
def test_feedback_on_a_real_assessment_is_answered_as_documented(more):
    identity = ask("POST", "/assessments", {"text": WARNS}).json()["id"]
    answer = ask("POST", "/feedback", {"assessment": identity, "action": "sent"} | more)
    assert answer.status_code == 201
    received = answer.json()
    assert received["reminders"]
    assert (received["text_kept_until"] is not None) == ("text" in more)


def test_curation_is_answered_as_documented():
    levels = {"personal": "none", "decision": "none", "confidential": "none"}
    identity = ask("POST", "/assessments", {"text": WARNS}).json()["id"]
    given = {"action": "sent", "text": WARNS, "comment": "klopt niet", "levels": levels}
    ask("POST", "/feedback", {"assessment": identity} | given)
    (waiting,) = [item for item in ask("GET", "/curation/queue").json()["items"] if item["corrected"] == levels]
    item = {"item": waiting["id"]}
    opened = ask("POST", "/curation/claims", item).json()
    text = "mevr Bakker krijgt bijstand"
    entities = [{"start": 5, "end": 11, "label": "PERSON"}]
    checked = ask("POST", "/curation/checks", item | {"text": WARNS, "entities": entities}).json()
    assert checked["left"]
    record = {"text": text, "entities": entities, "lang": "nl", "topics": ["finance"]} | levels | {"personal": "warn"}
    review = item | {"revision": opened["revision"], "outcome": "accepted"}
    assert ask("POST", "/curation/reviews", review | {"record": record | {"text": WARNS}}).status_code == 400
    assert ask("POST", "/curation/reviews", review | {"record": record}).json() == {"state": "accepted"}
    assert ask("POST", "/curation/reviews", review | {"record": record}).status_code == 409
    assert text in ask("GET", "/curation/messages").text
    assert ask("POST", "/curation/undo", item).json() == {"state": "waiting"}
    assert ask("POST", "/curation/releases", item).status_code == 204


def test_counts_that_are_told_and_hidden_are_as_documented():
    for text, times in ((WARNS, 5), ("lunch om 12 uur", 1)):
        for _ in range(times):
            identity = ask("POST", "/assessments", {"text": text}).json()["id"]
            ask("POST", "/feedback", {"assessment": identity, "action": "cancelled"})
    answer = ask("GET", "/feedback/counts")
    assert answer.status_code == 200
    found = {(count["warning"], count["action"]): count["count"] for count in answer.json()["counts"]}
    assert found[None, "cancelled"] is None
    assert found["personal.sensitive_fact", "cancelled"] == 5
