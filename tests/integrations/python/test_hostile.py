"""Servers that mean no good, or do not know better: whatever comes back is right or is an error."""

import json
import time

import pytest
from berichtwacht_client import (
    Busy,
    Category,
    Draft,
    FailureKind,
    InvalidAnswer,
    InvalidRequest,
    Late,
    Refused,
    Unknown,
    Unreachable,
)
from berichtwacht_client.calls import MAX_ANSWER_BYTES, MAX_BATCH_ANSWER_BYTES

TEXT = "ik bel je zo"
CLAUSE = {"id": "c", "quote": "q"}
NOTHING = {"level": "none", "score": 0.0}
FINDING = {
    "category": "personal",
    "entity": None,
    "start": 0,
    "end": 2,
    "score": 0.5,
    "recogniser": "r",
    "explanation": "e",
}
TOPIC = {"topic": "health", "score": 0.5, "start": None, "end": None}
REMINDER = {"code": "c", "message": "m", "clause": CLAUSE}
DESTINATION = {"id": "d", "label": "l", "url": "https://motion.example.nl/?id=1", "why": "w"}
WARNING = {
    "code": "c",
    "category": "personal",
    "level": "warn",
    "title": "t",
    "message": "m",
    "clause": CLAUSE,
    "destinations": [DESTINATION],
}
FULL = {
    "verdict": "warn",
    "findings": [FINDING],
    "topics": [TOPIC, TOPIC | {"start": 0, "end": 2}],
    "warnings": [WARNING],
    "reminders": [REMINDER],
    "redacted_text": "r",
    "degraded": ["encoder"],
}
PROBLEM = {"type": "urn:problem-type:berichtwacht:overloaded", "title": "t", "status": 503, "detail": "d"}


def busy(make, **headers):
    return make.response(503, PROBLEM, media="application/problem+json", **headers)


def fails(ask, hostile, error, *deeds, **options):
    server = hostile(*deeds)
    with pytest.raises(error) as caught:
        ask(server.url, "assess", TEXT, options={"retries": 0, "deadline": 2} | options)
    return caught.value, server


def without(name, **answer):
    return {key: value for key, value in answer.items() if key != name}


def test_an_answer_that_is_full_is_right(one_kind, hostile, make):
    found = one_kind(hostile(make.response(200, make.right(**FULL))).url, "assess", TEXT)
    assert found.warnings[0].destinations[0].url == DESTINATION["url"]
    assert (found.topics[0].start, found.topics[1].end) == (None, 2)
    assert found.degraded == ("encoder",)


BROKEN = {
    "no JSON": b"<html>",
    "nothing": b"",
    "half": json.dumps(FULL).encode()[:-1],
    "no UTF-8": b'{"id": "\xff"}',
    "UTF-16": json.dumps(FULL).encode("utf-16"),
    "deep": b"[" * 100_000,
    "no number": json.dumps({"score": float("nan")}).encode(),
    "long number": b'{"score": ' + b"9" * 10_000 + b"}",
    "no object": b"[]",
    "null": b"null",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_what_is_no_answer_is_an_error(one_kind, hostile, make, body):
    error, server = fails(one_kind, hostile, InvalidAnswer, make.response(200, body))
    assert error.kind is FailureKind.INVALID_ANSWER
    assert len(server.requests) == 1


def test_a_key_that_stands_twice_is_an_error(one_kind, hostile, make):
    body = json.dumps(make.right()).replace('"verdict"', '"verdict": "warn", "verdict"').encode()
    fails(one_kind, hostile, InvalidAnswer, make.response(200, body))


WRONG = {
    "offset behind the text": {"findings": [FINDING | {"end": len(TEXT) + 1}]},
    "offset before the text": {"findings": [FINDING | {"start": -1}]},
    "end before start": {"findings": [FINDING | {"start": 3}]},
    "offset that is no number": {"findings": [FINDING | {"start": "0"}]},
    "offset that is true": {"findings": [FINDING | {"start": False}]},
    "offset that is a fraction": {"findings": [FINDING | {"end": 2.0}]},
    "topic outside": {"topics": [TOPIC | {"start": 0, "end": 100}]},
    "half a topic": {"topics": [TOPIC | {"start": 0}]},
    "score above one": {"findings": [FINDING | {"score": 1.1}]},
    "score that is text": {"findings": [FINDING | {"score": "1"}]},
    "findings that are none": {"findings": None},
    "findings that are an object": {"findings": {}},
    "finding that is text": {"findings": ["a"]},
    "no title": {"warnings": [without("title", **WARNING)]},
    "no address": {"warnings": [WARNING | {"destinations": [without("url", **DESTINATION)]}]},
    "half a surrogate pair": {"model_version": "\ud800"},
    "verdict that is null": {"verdict": None},
    "verdict that is empty": {"verdict": ""},
    "verdict that is endless": {"verdict": "a" * 200},
    "no level": {"categories": {"personal": {"score": 0.1}, "decision": NOTHING, "confidential": NOTHING}},
    "no category": {"categories": {"personal": NOTHING, "decision": NOTHING}},
    "degraded that is text": {"degraded": "encoder"},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_an_answer_of_another_shape_is_an_error(one_kind, hostile, make, wrong):
    error, _ = fails(one_kind, hostile, InvalidAnswer, make.response(200, make.right(**FULL) | wrong))
    assert next(iter(wrong)) in str(error)


@pytest.mark.parametrize("name", ["id", "verdict", "categories", "findings", "warnings", "degraded", "model_version"])
def test_an_answer_that_misses_something_is_an_error(one_kind, hostile, make, name):
    error, _ = fails(one_kind, hostile, InvalidAnswer, make.response(200, without(name, **make.right(**FULL))))
    assert str(error) == f"the answer is not right: it has no {name}"


ADDRESSES = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    " https://example.nl",
    "https://",
    "https:///example.nl",
    "https:example.nl",
    "//example.nl",
    "/path",
    "data:text/html,a",
    "vbscript:a",
    "file:///etc/passwd",
    "blob:https://example.nl/a",
    "https://example.nl/\nmailto:",
    "https://example.nl/a b",
    "mailtoo:a",
    "mailto:a\x00",
    "",
]


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_not_safe_to_open_is_an_error(one_kind, hostile, make, url):
    warning = WARNING | {"destinations": [DESTINATION | {"url": url}]}
    error, _ = fails(
        one_kind, hostile, InvalidAnswer, make.response(200, make.right(verdict="warn", warnings=[warning]))
    )
    assert "warnings[0].destinations[0].url must be an address" in str(error)
    localised = {"nl": "n", "en": "e"}
    destination = {"id": "d", "url": url, "label": localised, "why": {}}
    policy = {"version": "p", "name": "n", "clauses": [], "destinations": [destination], "sent_anyway": []}
    with pytest.raises(InvalidAnswer):
        one_kind(hostile(make.response(200, policy)).url, "policy")


UNCHECKED = {"level": None, "score": None}
FALSE = {
    "not everything was checked": {"categories": dict.fromkeys(Category, NOTHING) | {"decision": UNCHECKED}},
    "a category warns": {"categories": dict.fromkeys(Category, NOTHING) | {"personal": {"level": "warn", "score": 1}}},
    "a level is not known": {"categories": dict.fromkeys(Category, NOTHING) | {"personal": {"level": "x", "score": 0}}},
    "there is a warning": {"warnings": [WARNING]},
}


@pytest.mark.parametrize("wrong", FALSE.values(), ids=FALSE)
def test_an_all_clear_that_contradicts_itself_is_an_error(one_kind, hostile, make, wrong):
    fails(one_kind, hostile, InvalidAnswer, make.response(200, make.right(**wrong)))


def test_words_of_a_newer_service_are_no_error(one_kind, hostile, make):
    newer = make.right(
        verdict="perhaps",
        findings=[FINDING | {"category": "financial", "new": 1}],
        topics=[TOPIC | {"topic": "pets"}],
        warnings=[WARNING | {"level": "stop", "category": "financial"}],
        categories={category: {"level": "stop", "score": 1} for category in Category} | {"financial": NOTHING},
        new={"deep": []},
    )
    found = one_kind(hostile(make.response(200, newer)).url, "assess", TEXT)
    assert not found.is_clear
    assert isinstance(found.verdict, Unknown)
    assert found.verdict == "perhaps"
    assert repr(found.topics[0].topic) == "Unknown('pets')"
    assert found.categories.personal.level == found.warnings[0].level == "stop"
    assert found.findings[0].category == "financial"


def endless(make, status=200):
    def deed(connection, request):
        connection.sendall(f"HTTP/1.1 {status} Any\r\nContent-Type: application/json\r\n\r\n".encode())
        while True:
            connection.sendall(b" " * 65536)

    return deed


def test_an_endless_answer_is_cut_off(one_kind, hostile, make):
    error, server = fails(one_kind, hostile, InvalidAnswer, endless(make))
    assert str(MAX_ANSWER_BYTES) in str(error)
    assert server.ended.acquire(timeout=2)  # it was hung up on


def test_the_largest_answer_is_read(one_kind, hostile, make):
    body = json.dumps(make.right()).encode()
    server = hostile(make.response(200, body.ljust(MAX_ANSWER_BYTES)))
    assert one_kind(server.url, "assess", TEXT).is_clear
    fails(one_kind, hostile, InvalidAnswer, make.response(200, body.ljust(MAX_ANSWER_BYTES + 1)))


def test_an_endless_batch_is_cut_off(one_kind, hostile, make):
    with pytest.raises(InvalidAnswer, match=str(MAX_BATCH_ANSWER_BYTES)):
        one_kind(hostile(endless(make)).url, "assess_many", [TEXT])


def test_an_endless_problem_is_not_read_to_its_end(one_kind, hostile, make):
    error, _ = fails(one_kind, hostile, Busy, endless(make, 503))
    assert error.problem is None


def test_a_compressed_answer_is_not_unpacked(one_kind, hostile, make):
    error, _ = fails(one_kind, hostile, InvalidAnswer, make.response(200, b"\x1f\x8b" * 40, Content_Encoding="gzip"))
    assert "compressed" in str(error)


@pytest.mark.parametrize("media", ["text/html", "application/problem+json", ""])
def test_an_answer_of_another_media_type_is_an_error(one_kind, hostile, make, media):
    fails(one_kind, hostile, InvalidAnswer, make.response(200, make.right(), media=media))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(one_kind, hostile, make, status):
    elsewhere = hostile(make.response(200, make.right()))
    error, _ = fails(
        one_kind, hostile, InvalidAnswer, make.response(status, Location=elsewhere.url + "/v1/assessments")
    )
    assert error.status == status
    assert elsewhere.requests == []


@pytest.mark.parametrize("status", [201, 202, 204, 206])
def test_another_success_is_an_error(one_kind, hostile, make, status):
    fails(one_kind, hostile, InvalidAnswer, make.response(status, b"" if status == 204 else make.right()))


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, InvalidRequest),
        (401, Refused),
        (403, Refused),
        (404, InvalidRequest),
        (408, InvalidRequest),
        (413, InvalidRequest),
        (421, InvalidRequest),
        (429, Busy),
        (500, Unreachable),
        (502, Unreachable),
        (503, Busy),
        (504, Unreachable),
        (599, Unreachable),
    ],
)
def test_every_status_has_its_error(one_kind, hostile, make, status, error):
    found, _ = fails(one_kind, hostile, error, make.response(status, b"<html>", media="text/html"))
    assert (found.status, found.problem) == (status, None)
    problem = PROBLEM | {"status": status}
    found, _ = fails(one_kind, hostile, error, make.response(status, problem, media="application/problem+json"))
    assert found.problem.type == PROBLEM["type"]
    assert PROBLEM["type"] in str(found)


# --- trying again ------------------------------------------------------------------------------------


def hang_up(connection, request):
    """Close without a word."""


def half(connection, request):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")


def nonsense(connection, request):
    connection.sendall(b"220 smtp.example.nl ESMTP\r\n")


DEEDS = {"hangs up": hang_up, "hangs up half-way": half, "no HTTP": nonsense}


@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_a_broken_connection_is_tried_again(one_kind, hostile, make, deed):
    server = hostile(deed, deed, make.response(200, make.right()))
    assert one_kind(server.url, "assess", TEXT).is_clear
    assert len(server.requests) == 3
    assert len(set(server.requests)) == 1
    error, server = fails(one_kind, hostile, Unreachable, deed, retries=1)
    assert len(server.requests) == 2
    assert "ProtocolError" in str(error)


def test_nobody_there_is_unreachable(ask, hostile):
    server = hostile(b"")
    server.close()
    started = time.monotonic()
    with pytest.raises(Unreachable, match="ConnectError"):
        ask(server.url, "assess", TEXT)
    assert time.monotonic() - started < 2  # with pauses of 0.45 s at most


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_what_passes_is_tried_again(ask, hostile, make, status):
    server = hostile(make.response(status, b""), make.response(200, make.right()))
    assert ask(server.url, "assess", TEXT).is_clear
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [400, 401, 404, 500, 501, 307, 200])
def test_what_does_not_pass_is_not_tried_again(one_kind, hostile, make, status):
    _, server = fails(one_kind, hostile, Exception, make.response(status, b""), retries=5)
    assert len(server.requests) == 1


def test_it_is_tried_as_often_as_was_asked(ask, hostile, make):
    _, server = fails(ask, hostile, Busy, busy(make), retries=2)
    assert len(server.requests) == 3
    _, server = fails(ask, hostile, Busy, busy(make), retries=0)
    assert len(server.requests) == 1


def test_the_service_says_when_to_ask_again(one_kind, hostile, make):
    server = hostile(busy(make, Retry_After="1"), make.response(200, make.right()))
    assert one_kind(server.url, "assess", TEXT).is_clear
    assert 1.0 <= server.moments[1] - server.moments[0] < 2.5


@pytest.mark.parametrize("after", ["60", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_who_must_wait_longer_than_the_deadline_hears_it_at_once(ask, hostile, make, after):
    started = time.monotonic()
    error, server = fails(ask, hostile, Busy, busy(make, Retry_After=after), retries=5, deadline=10)
    assert time.monotonic() - started < 2
    assert error.retry_after >= 60
    assert len(server.requests) == 1


@pytest.mark.parametrize("after", ["soon", "-1", "1e9", "٣", "9" * 400, "Fri, 31 Feb 2026 99:99:99 GMT", ""])
def test_a_wait_that_makes_no_sense_is_not_waited(one_kind, hostile, make, after):
    error, server = fails(one_kind, hostile, Busy, busy(make, Retry_After=after.encode().decode("latin-1")), retries=1)
    assert error.retry_after is None
    assert len(server.requests) == 2


# --- batches -----------------------------------------------------------------------------------------


def batch(make, *results):
    return make.response(200, {"results": list(results)})


def test_a_batch_that_is_not_right_is_an_error(ask, hostile, make):
    good = {"status": 200, "assessment": make.right()}
    for results in (
        [good],
        [good] * 3,
        [good, {"status": 200}],
        [good, {"status": 503}],
        [good, {"status": 302, "problem": PROBLEM}],
        [good, {"status": 200, "assessment": make.right(findings=[FINDING | {"end": 6}])}],
    ):
        with pytest.raises(InvalidAnswer):
            ask(hostile(batch(make, *results)).url, "assess_many", [TEXT, "kort"])
    found = ask(
        hostile(batch(make, good, {"status": 503, "problem": PROBLEM})).url, "assess_many", [TEXT, Draft("kort")]
    )
    assert found[0].is_clear
    assert (found[1].status, found[1].title) == (503, "t")


def test_what_came_before_a_failure_is_not_lost(hostile, make):
    from berichtwacht_client import Client

    good = {"status": 200, "assessment": make.right()}
    server = hostile(batch(make, *[good] * 100), make.response(500, b""))
    found = []
    with Client(server.url) as client, pytest.raises(Unreachable):
        found.extend(client.assess_many([TEXT] * 150))
    assert len(found) == 100


def test_late_is_no_answer(ask, hostile, make):
    fails(ask, hostile, Late, lambda connection, request: time.sleep(1), deadline=0.1)
