"""Teams waits five seconds. When the service is slow or away, numbers are looked for here, and that is said."""

import socket
import time
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from berichtwacht_teams import assessing
from teams_house import box, buttons, card_of, connecting, inserted, living, words

LIMIT = 5.0
TEXT = "haar bsn is 123456782"


@contextmanager
def nobody():
    """An address at which nobody answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        yield free.getsockname()


@contextmanager
def silent():
    """A server that takes what comes and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield listener.getsockname()


@pytest.fixture(scope="module", params=[nobody, silent], ids=["away", "silent"])
def alone(request, provider):
    with pytest.MonkeyPatch.context() as patch, connecting() as connector, request.param() as (host, port):
        patch.setattr(assessing, "FEEDBACK_SECONDS", 0.3)
        patch.setattr(assessing, "POLICY_SECONDS", 0.3)
        service = SimpleNamespace(url=f"http://{host}:{port}", key="key")
        with living(provider, connector, service, service_seconds=0.3) as house:
            yield house


def test_the_dialog_says_that_only_numbers_were_checked(alone):
    began = time.perf_counter()
    card = card_of(alone.press({"act": "check", "draft": TEXT}))
    assert time.perf_counter() - began < LIMIT
    said = words(card)
    assert "Alleen nummers zijn gecontroleerd" in said
    assert "123456782" in said
    assert box(card) == TEXT
    placed = alone.press(buttons(card)["place"] | {"draft": TEXT})
    assert words(inserted(placed)) == TEXT


def test_no_number_is_no_all_clear(alone):
    said = words(card_of(alone.press({"act": "check", "draft": "mevr Yilmaz krijgt bijstand"})))
    assert "Dat zegt niets over de rest van je bericht." in said
    assert "niets gevonden" not in said.lower()


@pytest.mark.parametrize(
    "act", ["redacted", "redirect", "wrong", "place"], ids=["redacted", "elsewhere", "wrong", "changed since"]
)
def test_every_button_answers_in_time(alone, act):
    began = time.perf_counter()
    alone.press({"act": act, "draft": TEXT, "assessment": "x" * 300, "seal": "other", "destination": "motion"})
    assert time.perf_counter() - began < LIMIT


def test_the_bot_answers_in_time_too(alone):
    began = time.perf_counter()
    assert "Alleen nummers zijn gecontroleerd" in words(alone.say(TEXT))
    assert time.perf_counter() - began < LIMIT


@pytest.mark.parametrize("act", ["crisis", "sent", "wrong"])
def test_so_does_every_button_of_the_bot(alone, act):
    began = time.perf_counter()
    alone.execute({"act": act, "text": TEXT, "assessment": "x" * 300})
    assert time.perf_counter() - began < LIMIT


def test_a_sent_message_is_answered_in_time(alone):
    began = time.perf_counter()
    message = {"id": "1", "body": {"contentType": "text", "content": TEXT}}
    said = words(card_of(alone.open("check-sent", "message", message)))
    assert time.perf_counter() - began < LIMIT
    assert "Alleen nummers zijn gecontroleerd" in said


def test_nobody_is_nudged_about_what_was_not_checked(provider, connector):
    with nobody() as (host, port):
        service = SimpleNamespace(url=f"http://{host}:{port}", key="key")
        with living(provider, connector, service, nudges=True) as house:
            group = {"id": "19:group@thread.v2", "conversationType": "groupChat"}
            assert house.say(TEXT, conversation=group) is None


def test_a_key_that_is_refused_is_said(provider, connector, service):
    refused = SimpleNamespace(url=service.url, key="bw_wrong")
    with living(provider, connector, refused) as house:
        assert "geen toegang" in words(card_of(house.press({"act": "check", "draft": TEXT})))


def test_a_text_that_is_too_long_is_not_sent_to_the_service(house):
    assert "te lang" in words(card_of(house.press({"act": "check", "draft": "akkoord " * 1300})))
