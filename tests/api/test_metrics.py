"""Prometheus gets numbers, by names that are fixed beforehand."""

import re

import pytest

from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.metrics import Metrics
from api.secrets import new_secret
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade

SENTINEL = "zwaluwstaartkwast"
WARNS = f"mevr Yilmaz krijgt bijstand {SENTINEL}"


@pytest.fixture
def keyed(models, stand_in, connect, tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    upgrade(database)
    made = new_key("prometheus", frozenset(Scope))
    with database.session() as session:
        add_key(session, made.record)
    settings = Settings(models=models, store=str(database.url), secret_keys=new_secret(), allowed_hosts="localhost")
    with connect(create_app(settings, stand_in)) as client:
        client.asynchronous.headers["X-API-Key"] = made.text
        yield client
    database.close()


def read(client):
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    found = re.findall(r"^(\w+)(?:\{(.*?)\})? ([\d.e+-]+)$", answer.text, re.MULTILINE)
    return answer.text, {f"{name}{{{labels}}}": float(value) for name, labels, value in found}


def test_counts_what_was_answered(keyed):
    identity = keyed.post("/v1/assessments", json={"text": WARNS}).json()["id"]
    keyed.post("/v1/assessments", json={"text": "lunch"})
    keyed.post("/v1/assessments", json={})
    keyed.post("/v1/feedback", json={"assessment": identity, "action": "sent", "text": WARNS})
    keyed.get(f"/{SENTINEL}")
    text, numbers = read(keyed)
    assert numbers['berichtwacht_assessments_total{verdict="warn"}'] == 1
    assert numbers['berichtwacht_assessments_total{verdict="none"}'] == 1
    assert numbers['berichtwacht_levels_total{category="personal",level="warn",version="stand-in"}'] == 1
    assert numbers['berichtwacht_scores_count{category="personal",version="stand-in"}'] == 2
    assert numbers['berichtwacht_scores_bucket{category="personal",le="0.05",version="stand-in"}'] == 1
    assert numbers['berichtwacht_scores_bucket{category="personal",le="0.95",version="stand-in"}'] == 1
    assert numbers['berichtwacht_scores_bucket{category="personal",le="+Inf",version="stand-in"}'] == 2
    assert numbers['berichtwacht_feedback_total{action="sent"}'] == 1
    sent = 'berichtwacht_warning_feedback_total{action="sent",version="stand-in",warning="personal.sensitive_fact"}'
    assert numbers[sent] == 1
    assert numbers['berichtwacht_requests_total{method="POST",route="/v1/assessments",status="200"}'] == 2
    assert numbers['berichtwacht_requests_total{method="POST",route="/v1/assessments",status="400"}'] == 1
    assert numbers['berichtwacht_requests_total{method="GET",route="other",status="404"}'] == 1
    assert numbers['berichtwacht_request_seconds_count{route="/v1/assessments"}'] == 3
    assert numbers["berichtwacht_waiting{}"] == 0
    assert SENTINEL not in text


def test_every_method_is_counted_as_what_it_is(keyed):
    for method, status in (("GET", 200), ("HEAD", 200), ("PUT", 405), ("BREW", 405)):
        assert keyed.request(method, "/v1/policy").status_code == status
    _, numbers = read(keyed)
    for method, status in (("GET", 200), ("HEAD", 200), ("PUT", 405), ("other", 405)):
        name = f'berichtwacht_requests_total{{method="{method}",route="/v1/policy",status="{status}"}}'
        assert numbers[name] == 1
    assert numbers['berichtwacht_request_seconds_count{route="/v1/policy"}'] == 4


def test_names_do_not_grow_with_what_is_asked(keyed):
    read(keyed)  # the reading itself is counted too
    for number in range(20):
        keyed.get(f"/v1/{number}")
        keyed.request(f"BREW{number}", "/v1/policy")
    before = len(read(keyed)[1])
    for number in range(20, 40):
        keyed.get(f"/v1/{number}")
        keyed.request(f"BREW{number}", "/v1/policy")
    assert len(read(keyed)[1]) == before


def test_codes_that_are_unknown_and_versions_beyond_the_first_few_are_others():
    metrics = Metrics()
    for number in range(20):
        metrics.count_feedback("sent", (f"code.{number}", "personal.known"), str(number), known={"personal.known"})
    named = {
        (sample.labels["warning"], sample.labels["version"]): sample.value
        for family in metrics.warning_feedback.collect()
        for sample in family.samples
        if sample.name.endswith("_total")
    }
    assert {code for code, _ in named} == {"personal.known", "other"}
    assert {version for _, version in named} == {*(str(number) for number in range(8)), "other"}
    assert named["other", "other"] == named["personal.known", "other"] == 12
    assert sum(named.values()) == 40
