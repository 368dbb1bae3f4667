import pytest

from api.problems import FieldError, Problem, ProblemType

JSON = {"Content-Type": "application/json"}

REQUESTS = [
    ("POST", "/v1/assessments", {"json": {}}, ProblemType.INVALID_INPUT),
    ("POST", "/v1/assessments", {"content": b"{", "headers": JSON}, ProblemType.MALFORMED_BODY),
    ("POST", "/v1/assessments", {"content": b"a"}, ProblemType.UNSUPPORTED_MEDIA_TYPE),
    ("POST", "/v1/assessments", {"content": b"a" * 70_000, "headers": JSON}, ProblemType.BODY_TOO_LARGE),
    ("POST", "/v1/assessments", {"json": {"text": "ontploft"}}, ProblemType.INTERNAL_ERROR),
    ("GET", "/v1/assessments", {}, ProblemType.METHOD_NOT_ALLOWED),
    ("TRACE", "/", {}, ProblemType.METHOD_NOT_ALLOWED),
    ("BREW", "/v1/policy", {}, ProblemType.METHOD_NOT_ALLOWED),
    ("GET", "/v1/nope", {}, ProblemType.NOT_FOUND),
    ("GET", "/v1/assessments/", {}, ProblemType.NOT_FOUND),
    ("GET", "/static/../app.py", {}, ProblemType.NOT_FOUND),
    ("GET", "/docs", {}, ProblemType.NOT_FOUND),
    ("GET", "/", {"headers": {"Host": "evil.example"}}, ProblemType.HOST_NOT_ALLOWED),
]


@pytest.mark.parametrize(("method", "path", "options", "kind"), REQUESTS)
def test_every_error_has_one_shape(client, method, path, options, kind):
    response = client.request(method, path, **options)
    problem = response.json()
    assert response.status_code == kind.status
    assert response.headers["content-type"] == "application/problem+json"
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail"}
    assert (problem["type"], problem["title"], problem["status"]) == (kind.uri, kind.title, kind.status)
    assert problem["detail"].endswith(".") or "errors" in problem


def test_method_not_allowed_says_what_is(client):
    response = client.request("PUT", "/v1/assessments", json={})
    assert response.headers["allow"] == "POST"


def test_slugs_are_unique():
    assert len({kind.slug for kind in ProblemType}) == len(ProblemType)


def test_field_is_shown_as_pointer_and_in_words():
    error = FieldError(("context", "history", 2, "text"), "type", "must be a string")
    assert error.pointer == "/context/history/2/text"
    assert Problem.invalid([error]).detail == "context.history[2].text: must be a string"
