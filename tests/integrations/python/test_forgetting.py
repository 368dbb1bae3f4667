"""A sentinel goes through every failure, and a server that echoes it; it must be in no error and no log."""

import asyncio
import logging
import pickle
import traceback

import pytest
from berichtwacht_client import (
    Assessment,
    AsyncClient,
    BerichtwachtError,
    Client,
    Context,
    Draft,
    Feedback,
    FeedbackReceived,
    Unchecked,
)

SENTINEL = "zqxvmiddernacht"
SECRET = "bwgeheim"  # the credential
TEXT = f"{SENTINEL} 123456782"


def echoes(make):
    """Deeds that say the draft back wherever a server can say something."""
    said, secret = f"{SENTINEL} {SECRET}", f"urn:problem-type:{SENTINEL}{SECRET}"
    problem = {"type": secret, "title": said, "status": 400, "detail": said}
    problem["errors"] = [{"in": "body", "location": {"pointer": said}, "code": said, "detail": said}]
    wrong = make.right(verdict=5, redacted_text=said, **{SENTINEL: SECRET})

    def no_http(connection, request):
        connection.sendall(said.encode() + b"\r\n\r\n")

    def half(connection, request):
        connection.sendall(make.response(200, said * 100)[:-10])

    def slow(connection, request):
        connection.sendall(make.response(200, said * 100)[:-10])
        connection.recv(1)

    found = {"category": said, "start": 0, "end": 1000, "entity": said}
    return {
        "hangs up": lambda connection, request: None,
        "no HTTP": no_http,
        "half": half,
        "slow": slow,
        "html": make.response(500, said.encode(), media="text/html"),
        "no JSON": make.response(200, said.encode()),
        "no UTF-8": make.response(200, said.encode() + b"\xff"),
        "twice": make.response(200, f'{{"{said}": 1, "{said}": 2}}'.encode()),
        "wrong": make.response(200, wrong),
        "names": make.response(200, make.right(findings=[found])),
        "url": make.response(200, {"version": said, "name": said, "clauses": [{SENTINEL: said}]}),
        "large": make.response(200, said.encode() * 100_000),
        "redirect": make.response(302, said.encode(), Location=f"http://127.0.0.1/{SENTINEL}", reason=said),
        **{str(status): make.response(status, problem, media="application/problem+json", reason=said)
           for status in (400, 401, 403, 413, 429, 500, 503)},
        "head": make.response(418, b"", media=said, Retry_After=said, Content_Encoding=said, reason=said),
    }  # fmt: skip


NAMES = list(echoes(type("Make", (), {"response": lambda *a, **m: b"", "right": lambda **m: {}})))
METHODS = {
    "assess": (Draft(TEXT, Context(history=(TEXT,)), redact=True),),
    "assess_many": ([TEXT, Draft(TEXT)],),
    "feedback": (Feedback(TEXT, "sent", comment=TEXT, text=TEXT),),
    "policy": (),
}


def words_of(error):
    """All that a log or a tool that collects errors would write down."""
    assert error.__cause__ is None
    assert error.__context__ is None
    kept = [repr(error), str(error), repr(vars(error)), *map(repr, error.args)]
    return "".join((*kept, *traceback.format_exception(error)))


def hidden(words):
    assert SENTINEL not in words
    assert SECRET not in words


@pytest.mark.parametrize("name", NAMES)
def test_no_failure_repeats_a_draft_or_a_credential(ask, hostile, make, caplog, monkeypatch, name):
    deed = echoes(make)[name]
    options, deadline = {"credential": SECRET, "retries": 0}, 0.1 if name == "slow" else 4
    with caplog.at_level(logging.DEBUG):
        monkeypatch.setattr(logging.getLogger("httpcore"), "level", logging.INFO)  # at DEBUG it shows answers' heads
        for method, arguments in METHODS.items():
            with pytest.raises(BerichtwachtError) as caught:
                ask(hostile(deed).url, method, *arguments, deadline=deadline, options=options)
            hidden(words_of(caught.value))
    hidden(caplog.text)
    assert "127.0.0.1" not in caplog.text


def test_nothing_is_logged_of_what_is_sent(ask, service, caplog):
    with caplog.at_level(logging.DEBUG):
        for method, arguments in METHODS.items():
            try:
                ask(service.url, method, *arguments, options={"credential": service.key})
            except BerichtwachtError as error:
                hidden(words_of(error))
    client = "".join(f"{record.name} {record.getMessage()}" for record in caplog.records)
    assert "httpcore" in client  # so the log was looked at
    hidden(client)
    assert service.key not in client
    assert not [record for record in caplog.records if record.name.startswith("httpx")]


@pytest.mark.parametrize("text", [SENTINEL + "\ud800", SENTINEL * 1000], ids=["half a pair", "too long"])
def test_what_is_not_sent_is_not_repeated(ask, text):
    for method, arguments in {
        "assess": (text,),
        "feedback": (Feedback("id", "sent", text=SENTINEL + "\udfff"),),
    }.items():
        with pytest.raises(BerichtwachtError, match="not sent") as caught:
            ask("http://127.0.0.1:1", method, *arguments)
        hidden(words_of(caught.value))


def test_what_fetches_a_credential_may_fail(ask, hostile):
    def fails():
        raise OSError(SECRET)

    for fetch in (fails, lambda: SECRET + "\n", lambda: None, lambda: SECRET.encode()):
        server = hostile(b"")
        with pytest.raises(BerichtwachtError, match="credential") as caught:
            ask(server.url, "assess", TEXT, options={"credential": fetch})
        hidden(words_of(caught.value))
        assert server.requests == []


def test_no_record_shows_a_draft_or_a_credential(ask, hostile, make):
    assessment = ask(hostile(make.response(200, make.right(redacted_text=SENTINEL))).url, "assess", TEXT)
    assert assessment.redacted_text == SENTINEL
    unchecked = ask("http://127.0.0.1:1", "check", TEXT)
    assert isinstance(assessment, Assessment)
    assert isinstance(unchecked, Unchecked)
    shown = [assessment, unchecked, *(one for arguments in METHODS.values() for one in arguments[:1])]
    hidden(repr([one for one in shown if not isinstance(one, list)]))
    client, other = AsyncClient("http://127.0.0.1", credential=SECRET), Client("http://127.0.0.1", credential=SECRET)
    hidden(repr(client) + repr(other) + repr(vars(client)) + repr(vars(other)))
    assert FeedbackReceived.__dataclass_params__.frozen


def test_the_error_of_an_unchecked_draft_holds_no_frames(ask, hostile, make):
    for deed in (make.response(500, b""), lambda connection, request: None):
        error = ask(hostile(deed).url, "check", TEXT, options={"credential": SECRET, "retries": 0}).error
        hidden("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))
        assert error.__traceback__ is None
    error = ask("http://127.0.0.1:1", "check", TEXT + "\ud800").error
    hidden("".join(traceback.TracebackException.from_exception(error, capture_locals=True).format()))


def test_errors_can_be_sent_to_another_process(hostile, make):
    async def main():
        async with AsyncClient(hostile(make.response(503, b"", Retry_After="9")).url) as client:
            await client.assess("ok")

    with pytest.raises(BerichtwachtError) as caught:
        asyncio.run(main())
    copy = pickle.loads(pickle.dumps(caught.value))
    assert (type(copy), str(copy), copy.retry_after) == (type(caught.value), str(caught.value), 9.0)
