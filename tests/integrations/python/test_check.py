"""A check always has a result; without the service it says that only numbers were looked for."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from berichtwacht_client import Assessment, Busy, Context, Draft, FailureKind, Unchecked, Verdict

NOWHERE = "http://127.0.0.1:1"
NUMBER = "bsn 123456782"
CLIENT = Path(__file__).parents[3] / "integrations" / "python"


def test_a_check_is_an_assessment_when_the_service_is_there(ask, service):
    found = ask(service.url, "check", "ok", context=Context(channel="teams"), options={"credential": service.key})
    assert isinstance(found, Assessment)
    assert found.is_clear


def test_without_the_service_only_numbers_are_looked_for(ask):
    found = ask(NOWHERE, "check", NUMBER)
    assert isinstance(found, Unchecked)
    assert found.reason is FailureKind.UNREACHABLE
    assert [NUMBER[one.start : one.end] for one in found.numbers] == ["123456782"]
    assert (found.verdict, found.is_clear) == (Verdict.UNCHECKED, False)
    assert "ConnectError" in str(found.error)


def test_no_numbers_are_no_all_clear(ask):
    found = ask(NOWHERE, "check", Draft("tot morgen"))
    assert (found.numbers, found.verdict, found.is_clear) == ((), Verdict.UNCHECKED, False)


def test_every_failure_is_a_reason(ask, hostile, make):
    reasons = {
        make.response(429, b"", Retry_After="60"): FailureKind.BUSY,
        make.response(401, b""): FailureKind.REFUSED,
        make.response(400, b""): FailureKind.INVALID_REQUEST,
        make.response(500, b""): FailureKind.UNREACHABLE,
        make.response(200, b"null"): FailureKind.INVALID_ANSWER,
        make.response(307, b""): FailureKind.INVALID_ANSWER,
    }
    for deed, reason in reasons.items():
        found = ask(hostile(deed).url, "check", NUMBER)
        assert (found.reason, len(found.numbers)) == (reason, 1)
        if reason is FailureKind.BUSY:
            assert isinstance(found.error, Busy)
            assert found.error.retry_after == 60
    late = ask(hostile(lambda connection, request: time.sleep(0.4)).url, "check", NUMBER, deadline=0.1)
    assert (late.reason, len(late.numbers)) == (FailureKind.LATE, 1)


def test_a_text_that_is_too_long_is_not_sent(ask, hostile):
    server = hostile(b"")
    found = ask(server.url, "check", NUMBER.ljust(10_001))
    assert (found.reason, len(found.numbers), found.error) == (FailureKind.TOO_LONG, 1, None)
    assert server.requests == []


def test_a_text_that_cannot_be_sent_is_unchecked(ask, hostile):
    server = hostile(b"")
    for draft in (NUMBER + "\ud800", Draft(NUMBER, Context(history=["\ud800"]))):
        found = ask(server.url, "check", draft)
        assert (found.reason, len(found.numbers)) == (FailureKind.INVALID_REQUEST, 1)
    assert server.requests == []


def test_what_is_programmed_wrong_is_still_raised(ask):
    with pytest.raises(TypeError):
        ask(NOWHERE, "check", None)


def test_the_client_needs_nothing_but_httpx():
    code = "import sys, berichtwacht_client; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=CLIENT, capture_output=True, text=True, check=True)
    assert not {"classifier", "api", "pydantic", "numpy", "fastapi"} & set(done.stdout.split())
