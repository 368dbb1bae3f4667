import io
import json
import logging
import re

import pytest

from api.telemetry import JsonLines, configure_logging


@pytest.fixture
def lines():
    """What logging writes, with logging as it was afterwards."""
    loggers = [logging.getLogger(name) for name in ("", "api", "classifier", "uvicorn")]
    before = [(logger.handlers[:], logger.level) for logger in loggers]
    stream = io.StringIO()
    configure_logging("info", stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logging.captureWarnings(False)
    for logger, (handlers, level) in zip(loggers, before, strict=True):
        logger.handlers, _ = handlers, logger.setLevel(level)


def requests_in(lines):
    return [line for line in lines() if line.get("message") == "request"]


def test_request_is_logged_by_its_route(client, lines):
    client.post("/v1/assessments", json={"text": "geheim"})
    (line,) = requests_in(lines)
    assert line["method"] == "POST"
    assert line["route"] == "/v1/assessments"
    assert line["status"] == 200
    assert line["milliseconds"] > 0
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


def test_a_question_without_its_body_is_logged_with_its_route(client, lines):
    client.request("HEAD", "/v1/policy")
    (line,) = requests_in(lines)
    assert (line["method"], line["route"], line["status"]) == ("HEAD", "/v1/policy", 200)


@pytest.mark.parametrize(("path", "route"), [("/geheim", None), ("/v1/policy?q=geheim", "/v1/policy")])
def test_addresses_are_not_logged(client, lines, path, route):
    client.get(path)
    (line,) = requests_in(lines)
    assert line["route"] == route
    assert "geheim" not in json.dumps(line)


def test_strange_methods_are_not_logged(client, lines):
    client.request("GEHEIM", "/v1/policy")
    assert requests_in(lines)[0]["method"] == "other"


def test_failure_is_logged_by_type_and_place(client, lines):
    client.post("/v1/assessments", json={"text": "geheim ontploft"})
    (failure,) = [line for line in lines() if line.get("message") == "failure"]
    assert failure["error"] == "RuntimeError"
    assert re.search(r"stand_in\.py:\d+$", failure["place"])
    assert "geheim" not in json.dumps(lines())


def test_what_others_log_is_not_shown(lines):
    logging.getLogger("presidio-analyzer").error("found %s", "geheim")
    logging.getLogger("spacy").warning("found geheim")
    assert [line["logger"] for line in lines()] == ["presidio-analyzer", "spacy"]
    assert "geheim" not in json.dumps(lines())


def test_exceptions_are_not_shown(lines):
    try:
        raise ValueError("geheim")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("geheim")
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert "geheim" not in json.dumps(line)


def test_message_with_line_breaks_stays_one_line():
    record = logging.LogRecord("api", logging.INFO, "a.py", 1, "a\nb", None, None)
    assert "\n" not in JsonLines().format(record)
