"""The rules of the Dutch government's REST API Design Rules 2.x that apply; each test is named after its rule."""

import re
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from api import API_VERSION
from api.access.keys import new_key
from api.access.scopes import Scope
from api.app import create_app
from api.settings import Settings
from api.store import Database
from api.store.keys import add_key
from api.store.schema import upgrade

ROOT = Path(__file__).parents[2]
SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


@pytest.fixture(scope="module")
def document(client):
    return client.get("/v1/openapi.json").json()


@pytest.fixture(scope="module")
def operations(document):
    return [(method, path, operation) for path, item in document["paths"].items() for method, operation in item.items()]


def test_core_doc_openapi(document):
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()
    assert set(document["paths"]) == {
        "/assessments",
        "/assessment-batches",
        "/policy",
        "/model",
        "/feedback",
        "/feedback/counts",
        "/curation/queue",
        "/curation/claims",
        "/curation/releases",
        "/curation/checks",
        "/curation/reviews",
        "/curation/undo",
        "/curation/messages",
        "/monitoring",
    }


def test_core_publish_openapi(client):
    response = client.get("/v1/openapi.json", headers={"Origin": "https://elsewhere.example"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["access-control-allow-origin"] == "*"


def test_core_uri_version(document):
    assert [server["url"] for server in document["servers"]] == [f"/v{API_VERSION.split('.')[0]}"]


def test_core_semver(document):
    assert SEMVER.fullmatch(document["info"]["version"])
    assert document["info"]["version"] == API_VERSION


@pytest.mark.parametrize("path", ["/v1/policy", "/v1/nope", "/", "/health/live"])
def test_core_version_header(client, path):
    assert client.get(path).headers["API-Version"] == API_VERSION


def test_core_version_header_is_documented(operations):
    for _, _, operation in operations:
        for response in operation["responses"].values():
            assert "API-Version" in response["headers"]


CURATION = {f"/curation/{name}" for name in ("queue", "claims", "releases", "checks", "reviews", "undo", "messages")}
CLOSED = {"/feedback", "/feedback/counts", "/monitoring"} | CURATION
"""What needs a credential also in development mode."""


@pytest.fixture(scope="module")
def keyed(models, stand_in, connect, tmp_path_factory):
    """A client that may do everything."""
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('store') / 'store.sqlite3'}")
    upgrade(database)
    made = new_key("test", frozenset(Scope))
    with database.session() as session:
        add_key(session, made.record)
    database.close()
    with connect(create_app(Settings(development=True, models=models, store=str(database.url)), stand_in)) as client:
        client.asynchronous.headers["X-API-Key"] = made.text
        yield client


def test_core_no_trailing_slash(client, document):
    for path in document["paths"]:
        assert not path.endswith("/")
        assert client.get(f"/v1{path}/").status_code == 404
        assert client.post(f"/v1{path}/", json={"text": "a"}).status_code == 404


def test_core_http_methods(operations):
    assert {method for method, _, _ in operations} <= {"get", "post", "put", "patch", "delete"}


def test_core_http_methods_not_offered(client, keyed, document):
    for path, item in document["paths"].items():
        for method in {"get", "post", "put", "patch", "delete"} - set(item):
            assert client.request(method.upper(), f"/v1{path}", json={}).status_code == (401 if path in CLOSED else 405)
            response = keyed.request(method.upper(), f"/v1{path}", json={})
            assert response.status_code == 405
            assert response.json()["type"].endswith(":method-not-allowed")
            assert response.headers["allow"].lower() in item


def test_core_http_safety(client):
    for path in ("/v1/policy", "/v1/model", "/v1/openapi.json"):
        first, second = client.get(path), client.get(path)
        assert first.content == second.content
        head = client.request("HEAD", path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == first.headers["content-length"]


def test_core_stateless(client):
    response = client.post("/v1/assessments", json={"text": "a"})
    assert "set-cookie" not in response.headers


def test_core_naming_resources_and_collections(operations):
    posted = {path for method, path, _ in operations if method == "post"}
    without_plural = {"/feedback", "/curation/undo"}  # the word has none, and taking back is an order
    assert all(path.endswith("s") for path in posted - without_plural)
    assert all(re.fullmatch(r"(/[a-z]+(-[a-z]+)*)+", path) for _, path, _ in operations)


def test_core_path_segments_kebab_case(document):
    assert all(re.fullmatch(r"(/[a-z0-9]+(-[a-z0-9]+)*)+", path) for path in document["paths"])


def test_core_problem_details(operations):
    for _, _, operation in operations:
        wrong = {status: response for status, response in operation["responses"].items() if status >= "400"}
        assert wrong
        for response in wrong.values():
            assert list(response["content"]) == ["application/problem+json"]


def test_core_problem_details_members(document):
    assert set(document["components"]["schemas"]["Problem"]["required"]) >= {"status", "title", "detail"}


def test_core_error_handling_invalid_input(operations):
    for method, _, operation in operations:
        assert ("400" in operation["responses"]) == (method == "post" or "parameters" in operation)
        assert "422" not in operation["responses"]


def test_core_hide_implementation(client):
    text = client.post("/v1/assessments", json={"text": "ontploft"}).text
    assert "Error" not in text
    assert "Traceback" not in text


def test_core_changelog():
    assert (ROOT / "CHANGELOG.md").is_file()


def test_schema_names_are_upper_camel_case(document):
    assert all(re.fullmatch(r"([A-Z][a-z0-9]*)+", name) for name in document["components"]["schemas"])


def test_every_operation_is_described(operations):
    names = [operation["operationId"] for _, _, operation in operations]
    assert len(set(names)) == len(names)
    assert all(operation["summary"] and operation["description"] for _, _, operation in operations)
