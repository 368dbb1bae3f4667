"""'Controleer dit bericht' on a message that was sent."""

import json

import pytest
from teams_house import buttons, card_of, inserted, words


def message(content, kind="html", **more):
    return {"id": "1795915523890", "body": {"contentType": kind, "content": content}} | more


def look(house, given, **changes):
    return card_of(house.open("check-sent", "message", given, **changes))


@pytest.mark.parametrize(
    "given",
    [
        message("<div><p>kun je mevr&nbsp;Yilmaz bellen,<br>haar <b>bijstand</b> stopt</p></div>"),
        message("kun je mevr Yilmaz bellen, haar bijstand stopt", "text"),
        message("<at id='0'>Yilmaz</at> en haar bijstand"),
        message("Yilmaz<attachment id='1'>bijlage</attachment>, bijstand"),
    ],
)
def test_it_says_how_to_put_it_right_and_keep_it(house, given):
    said = words(look(house, given))
    assert "Dit hoort niet in een app" in said
    assert "Zo zet je het recht" in said
    assert "Zorg dat het in het archief komt" in said


def test_what_was_inserted_from_the_dialog_is_read_from_its_card(house):
    card = inserted(house.press({"act": "check", "draft": "tot morgen"}))
    card["body"][0]["inlines"][0]["text"] = "de bijstand van Yilmaz"
    for content in (card, json.dumps(card)):
        attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": content, "id": "1"}
        given = message('<attachment id="1"></attachment>', attachments=[attachment])
        assert "Dit hoort niet in een app" in words(look(house, given))


def test_a_message_in_which_nothing_was_found(house):
    assert "niets gevonden" in words(look(house, message("<p>tot morgen</p>")))


@pytest.mark.parametrize("given", [message("<p></p>"), {"id": "1"}, message(None)])
def test_a_message_without_words(house, given):
    assert "Niets om na te kijken" in words(look(house, given))


def test_parts_of_a_message_that_are_not_needed_do_not_matter(house):
    given = message(
        "<p>tot morgen</p>",
        reactions=[{"reactionType": "of next year"}],
        mentions=[{"id": 0, "mentioned": {"what": "ever"}}],
        importance="unheard of",
        messageType="new",
    )
    assert "niets gevonden" in words(look(house, given))


def test_an_objection_is_told(house):
    card = look(house, message("de bijstand van Yilmaz"))
    thanked = card_of(house.press(buttons(card)["wrong"], "check-sent", "message"))
    assert "Bedankt" in words(thanked)


def test_it_closes(house):
    assert house.press({"act": "close"}, "check-sent", "message") == {}
