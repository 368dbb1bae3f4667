import time
from contextlib import suppress

import pytest

from api.bodies import MAX_DEPTH, read_json
from api.problems import Problem

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"tekst",
        b"{",
        b'{"text": "a"',
        b'{"text": "a"} {}',
        b"{'text': 'a'}",
        b'{"text": "\x00"}',
        b"\x00",
        b'{"text": "\xff\xfe"}',
        b'{"text": "\xed\xa0\x80"}',
        '{"text": "a"}'.encode("utf-16"),
        b'\xef\xbb\xbf{"text": "a"}',
        b'{"text": "a", "text": "b"}',
        b'{"text": "a", "context": {"crisis": true, "crisis": false}}',
        b'{"text": NaN}',
        b'{"text": -Infinity}',
        b'{"text": ' + b"9" * 5000 + b"}",
        b'{"text": ' + b"9" * 4000 + b"}",
        b'{"text": 1e999}',
        b'{"text": ' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b"[" * 60_000,
        b'{"a":' * 10_000,
        b'{"text": "a", "context": ' + b'{"sender": ' * 40 + b"1" + b"}" * 41,
    ],
    ids=lambda body: repr(body[:30]),
)
@pytest.mark.parametrize("path", ["/v1/assessments", "/v1/assessment-batches"])
def test_body_that_is_no_draft_gets_a_problem(client, path, body):
    started = time.perf_counter()
    response = client.post(path, content=body, headers=JSON)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/ld+json"},
        {"Content-Type": "application/json; charset=iso-8859-1"},
        {"Content-Type": "application/json; charset=utf-16"},
        {"Content-Type": "application/jsonp"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
    ],
    ids=str,
)
def test_other_media_types_are_refused(client, headers):
    response = client.post("/v1/assessments", content=b'{"text": "a"}', headers=headers)
    assert response.status_code == 415
    assert response.json()["type"].endswith(":unsupported-media-type")


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON", "application/json; charset=utf-8", 'application/json;charset="UTF-8"'],
)
def test_json_in_utf8_is_read(client, content_type):
    body = '{"text": "één 👍"}'.encode()
    response = client.post("/v1/assessments", content=body, headers={"Content-Type": content_type})
    assert response.status_code == 200


def nested(depth):
    return b"[" * depth + b"]" * depth


def test_depth_is_bounded_exactly():
    assert read_json(nested(MAX_DEPTH)) is not None
    with pytest.raises(Problem, match="deeper"):
        read_json(nested(MAX_DEPTH + 1))


@pytest.mark.parametrize("part", [b'"\\"', b"[],", b'{"a":1},', b"1,", b'"\\u0041"', b" "])
def test_a_large_body_is_read_in_linear_time(part):
    body = b"[" + part * (1_000_000 // len(part)) + b"]"
    started = time.process_time()
    with suppress(Problem):
        read_json(body)
    assert time.process_time() - started < 2
