"""The dialog from the compose box, in signed round trips: write, check, mend or take it elsewhere, insert."""

import socket
import time
from types import SimpleNamespace

import pytest
from sqlalchemy import select
from teams_house import box, buttons, card_of, inserted, living, words

from api.store.tables import Feedback

SENSITIVE = "kun je mevr Yilmaz bellen, haar bijstand is stopgezet"
CLEAR = "tot morgen"


def check(house, text, **more):
    return house.press({"act": "check", "draft": text, "crisis": "false"} | more)


def told(service, seconds=5.0):
    """The feedback that the service has kept, when there is some."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with service.store.session() as session:
            rows = session.scalars(select(Feedback)).all()
            found = [(row.action, row.reason, row.right, row.text is not None) for row in rows]
        if found:
            return found
        time.sleep(0.02)
    return []


@pytest.fixture(autouse=True)
def nothing_was_told(service):
    with service.store.session() as session:
        for row in session.scalars(select(Feedback)).all():
            session.delete(row)


def test_it_opens_with_an_empty_box(house):
    card = card_of(house.open())
    assert box(card) == ""
    assert "check" in buttons(card)
    assert card["lang"] == "nl"


def test_a_clear_draft_is_put_into_the_compose_box_at_once(house):
    card = inserted(check(house, "tot morgen\n\nom *tien* uur"))
    assert words(card).replace("\u00a0", "").split("\n") == ["tot morgen", "", "om *tien* uur"]
    assert {part["type"] for part in card["body"]} == {"RichTextBlock"}


def test_a_warning_says_what_and_why_and_where_to_go(house):
    card = card_of(check(house, SENSITIVE))
    said = words(card)
    assert "Niet versturen" in said
    assert "Dit gaat over iemands privéleven" in said
    assert "Yilmaz" in said
    assert "Motion" in said
    assert box(card) == SENSITIVE
    assert {"check", "place", "redirect", "redacted", "wrong"} <= set(buttons(card))


def test_mended_text_is_inserted_and_the_service_hears_that_it_was_edited(house, service):
    warned = card_of(check(house, SENSITIVE))
    again = buttons(warned)["check"] | {"draft": CLEAR}
    assert words(inserted(house.press(again))) == CLEAR
    assert told(service) == [("edited", None, None, False)]


def test_place_anyway_needs_the_text_that_was_checked(house, service):
    warned = card_of(check(house, SENSITIVE))
    anyway = buttons(warned)["place"]
    changed = card_of(house.press(anyway | {"draft": f"{SENSITIVE} 123456782", "reason": "urgent"}))
    assert "123456782" in box(changed)
    assert "veranderd na de controle" in words(changed)
    assert told(service, 0.3) == []
    assert words(inserted(house.press(anyway | {"draft": SENSITIVE, "reason": "urgent"}))) == SENSITIVE
    assert told(service) == [("sent", "urgent", None, False)]


def test_place_anyway_says_how_to_keep_it(house):
    assert "Zorg dat het in het archief komt" in words(card_of(check(house, SENSITIVE)))


def test_the_version_without_personal_data_comes_into_the_box(house):
    warned = card_of(check(house, SENSITIVE))
    safer = card_of(house.press(buttons(warned)["redacted"] | {"draft": SENSITIVE}))
    assert "Yilmaz" not in box(safer)
    assert "[naam]" in box(safer)


def test_what_became_of_it_after_that_is_told_too(house, service):
    warned = card_of(check(house, SENSITIVE))
    safer = card_of(house.press(buttons(warned)["redacted"] | {"draft": SENSITIVE}))
    house.press(buttons(safer)["check"] | {"draft": CLEAR})
    assert told(service) == [("edited", None, None, False)]


def test_it_is_taken_elsewhere_step_by_step(house, service):
    warned = card_of(check(house, SENSITIVE))
    card = card_of(house.press(buttons(warned)["redirect"] | {"draft": SENSITIVE}))
    assert box(card) == SENSITIVE
    assert "Kopieer de tekst" in words(card)
    assert told(service) == [("redirected", None, None, False)]
    back = card_of(house.press(buttons(card)["back"] | {"draft": SENSITIVE}))
    assert box(back) == SENSITIVE


def test_an_objection_is_told_without_the_text(house, service):
    warned = card_of(check(house, SENSITIVE))
    card = card_of(house.press(buttons(warned)["wrong"] | {"draft": SENSITIVE}))
    assert "Bedankt" in words(card)
    assert box(card) == SENSITIVE
    assert told(service) == [("cancelled", None, False, False)]


def test_an_objection_takes_the_text_along_only_when_the_writer_says_so(house, service):
    warned = card_of(check(house, SENSITIVE))
    objected = buttons(warned)["wrong"] | {"draft": SENSITIVE, "share": "true"}
    assert "Bedankt" in words(card_of(house.press(objected)))
    assert told(service) == [("cancelled", None, False, True)]


def test_a_text_that_was_changed_is_not_sent_along(house, service):
    warned = card_of(check(house, SENSITIVE))
    house.press(buttons(warned)["wrong"] | {"draft": "iets anders", "share": "true"})
    assert told(service) == [("cancelled", None, False, False)]


def test_a_crisis_makes_a_warning_milder(house):
    card = card_of(check(house, SENSITIVE, crisis="true"))
    assert "Kijk nog even" in words(card)
    assert "In een crisis mag je appen. Zet de berichten daarna in het dossier." in words(card)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_box_is_asked_to_be_filled(house, text):
    assert "Typ eerst een bericht." in words(card_of(check(house, text)))


def test_the_dialog_closes(house):
    assert house.press({"act": "close"}) == {}


@pytest.mark.parametrize("data", [{"act": "fly"}, {}, {"act": "sent", "draft": "x"}])
def test_a_button_of_another_day_is_not_understood(house, data):
    assert "Deze knop werkt niet meer" in words(card_of(house.press(data)))


@pytest.mark.parametrize(
    ("locale", "said"), [("en-GB", "Do not send"), ("de-DE", "Do not send"), (None, "Niet versturen")]
)
def test_it_speaks_the_language_of_the_user(house, locale, said):
    answer = house.press({"act": "check", "draft": SENSITIVE}, locale=locale)
    assert said in words(card_of(answer))


def test_at_worst_it_answers_in_the_five_seconds_that_teams_waits(provider, connector):
    connector.members = [{"id": "29:ann"}]
    connector.roster_seconds = 2.0
    group = {"id": "19:group@thread.v2", "conversationType": "groupChat"}
    with socket.create_server(("127.0.0.1", 0)) as silent:
        service = SimpleNamespace(url="http://{}:{}".format(*silent.getsockname()), key="key")
        with living(provider, connector, service) as house:
            began = time.perf_counter()
            answer = house.press({"act": "wrong", "draft": SENSITIVE, "assessment": "x" * 300}, conversation=group)
            assert time.perf_counter() - began < 5.0
    assert "Alleen nummers zijn gecontroleerd" in words(card_of(answer))


def test_it_opens_from_the_command_box_too(house):
    assert box(card_of(house.open(context="commandBox"))) == ""
