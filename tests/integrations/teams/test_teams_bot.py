"""The bot, in signed round trips: alone with somebody, spoken to in a group, and, where agreed, after sending."""

import pytest
from berichtwacht_teams.handlers import delivery
from sqlalchemy import select
from teams_caller import BOT, TENANT
from teams_house import TOKEN, buttons, card_of, living, words

from api.store.tables import Feedback

SENSITIVE = "kun je mevr Yilmaz bellen, haar bijstand is stopgezet"
GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
MENTION = {
    "type": "mention",
    "text": "<at>Berichtwacht</at>",
    "mentioned": {"id": f"28:{BOT}", "name": "Berichtwacht"},
}
COLLEAGUE = {"type": "mention", "text": "<at>Piet Yilmaz</at>", "mentioned": {"id": "29:piet", "name": "Piet Yilmaz"}}


def in_group(house, text, **changes):
    return house.say(text, **({"conversation": GROUP} | changes))


def is_private(sent):
    address, said = sent
    return address["query"].get("isTargetedActivity") == ["true"] and said["recipient"]["isTargeted"] is True


@pytest.mark.parametrize("text", ["hulp", "Help!", "/hulp", "?", "hoi", "", None])
def test_it_explains_itself(house, text):
    card = house.say(text)
    assert "Wat doet Berichtwacht?" in words(card)
    assert "blijft daar staan" in words(card)


def test_it_welcomes_who_installs_it(house):
    house.post(type="installationUpdate", action="add", text=None)
    assert "Wat doet Berichtwacht?" in words(house.connector.cards[-1])


def test_it_does_not_greet_a_whole_group(house):
    house.post(type="installationUpdate", action="add", text=None, conversation=GROUP)
    assert house.connector.sent == []


def test_it_warns_and_shows_the_way(house):
    card = house.say(SENSITIVE)
    assert "Niet versturen" in words(card)
    assert {"crisis", "sent", "wrong"} <= set(buttons(card))
    assert [part["url"] for part in _urls(card)] == ["mailto:"]
    assert house.connector.tokens[-1] == f"Bearer {TOKEN}"


def _urls(card):
    from teams_house import parts

    return [part for part in parts(card) if part.get("type") == "Action.OpenUrl"]


def test_it_says_when_nothing_was_found(house):
    assert "niets gevonden" in words(house.say("tot morgen"))


def test_a_message_that_was_changed_is_checked_again(house):
    card = house.say(
        SENSITIVE, type="messageUpdate", channelData={"eventType": "editMessage", "tenant": {"id": TENANT}}
    )
    assert "Niet versturen" in words(card)


def test_a_crisis_is_checked_again(house):
    card = house.execute(buttons(house.say(SENSITIVE))["crisis"])
    assert "Kijk nog even" in words(card)


def test_sending_anyway_is_told_and_answered_with_how_to_keep_it(house, service):
    warned = house.say(SENSITIVE)
    card = house.execute(buttons(warned)["sent"] | {"reason": "no_other_way"})
    assert "Zorg dat het in het archief komt" in words(card)
    with service.store.session() as session:
        assert ("sent", "no_other_way") in [(row.action, row.reason) for row in session.scalars(select(Feedback))]


def test_an_objection_is_told(house, service):
    card = house.execute(buttons(house.say(SENSITIVE))["wrong"])
    assert "Bedankt" in words(card)
    with service.store.session() as session:
        assert ("cancelled", False) in [(row.action, row.right) for row in session.scalars(select(Feedback))]


def test_a_button_of_another_day_is_not_understood(house):
    assert "Deze knop werkt niet meer" in words(house.execute({"act": "fly"}))


def test_in_a_group_only_the_writer_sees_the_answer(house):
    card = in_group(house, f"<at>Berichtwacht</at> {SENSITIVE}", entities=[MENTION])
    assert "Niet versturen" in words(card)
    assert is_private(house.connector.sent[-1])
    assert house.connector.sent[-1][1]["recipient"]["id"] == "29:1-abc_d"


@pytest.mark.parametrize(
    "conversation",
    [
        GROUP | {"conversationType": None},
        GROUP | {"conversationType": "meeting", "isGroup": None},
        {"id": "19:channel@thread.tacv2;messageid=1", "conversationType": "channel"},
    ],
)
def test_what_is_not_surely_a_chat_of_two_is_a_group(house, conversation):
    in_group(house, f"<at>Berichtwacht</at> {SENSITIVE}", entities=[MENTION], conversation=conversation)
    assert is_private(house.connector.sent[-1])
    assert conversation["id"] in house.connector.sent[-1][0]["path"]  # and the answer stays in the thread
    assert in_group(house, SENSITIVE, conversation=conversation) is None


def test_a_slash_command_is_answered_as_privately(house):
    recipient = {"id": f"28:{BOT}", "name": "Berichtwacht", "isTargeted": True}
    card = in_group(house, SENSITIVE, recipient=recipient)
    assert "Niet versturen" in words(card)
    assert is_private(house.connector.sent[-1])


def test_without_private_messages_the_group_hears_no_verdict(house):
    house.connector.refuses_targeted = True
    said = in_group(house, f"<at>Berichtwacht</at> {SENSITIVE}", entities=[MENTION])
    assert said["text"] == "Ik kan hier niet besloten antwoorden. Open een chat met mij."
    assert len(house.connector.sent) == 1


def test_what_others_say_to_each_other_is_not_looked_at(house):
    assert in_group(house, SENSITIVE) is None
    assert in_group(house, f"<at>Piet Yilmaz</at> {SENSITIVE}", entities=[COLLEAGUE]) is None


def test_a_name_that_is_mentioned_is_read(house):
    card = in_group(
        house,
        "<at>Berichtwacht</at> de bijstand van <at>Piet Yilmaz</at> stopt",
        entities=[MENTION, COLLEAGUE],
    )
    assert "Yilmaz" in words(card)
    assert "Niet versturen" in words(card)


def test_an_answer_that_cannot_be_delivered_is_no_failure(house):
    house.connector.is_away = True
    assert house.post(text=SENSITIVE).status_code == 200


def test_a_group_hears_nothing_while_teams_is_away_or_slow(house, monkeypatch):
    monkeypatch.setattr(delivery, "DELIVERY_SECONDS", 0.2)
    house.connector.post_seconds = 1.0
    assert house.post(text=f"<at>Berichtwacht</at> {SENSITIVE}", entities=[MENTION], conversation=GROUP).is_success
    assert [tuple(address["query"]) for address, _ in house.connector.sent] in ([], [("isTargetedActivity",)])
    house.connector.is_away = True
    before = len(house.connector.tokens)
    assert house.post(text=f"<at>Berichtwacht</at> {SENSITIVE}", entities=[MENTION], conversation=GROUP).is_success
    assert len(house.connector.tokens) == before + 1


@pytest.mark.parametrize("problem", [ConnectionError("Entra is away"), ValueError("no"), TimeoutError()])
def test_without_a_token_it_still_checks(provider, connector, service, problem):
    def nothing(scope, tenant):
        raise problem

    with living(provider, connector, service, token=nothing) as house:
        assert house.post(text=SENSITIVE).status_code == 200
        card = card_of(house.press({"act": "check", "draft": SENSITIVE}, conversation=GROUP))
        assert "Niet versturen" in words(card)
        assert "Iedereen in deze groep" in words(card)


@pytest.fixture
def nudging(provider, connector, service):
    with living(provider, connector, service, nudges=True) as house:
        yield house


def test_with_nudges_the_writer_alone_hears_it(nudging):
    card = in_group(nudging, SENSITIVE)
    assert "Dit hoort niet in een app" in words(card)
    assert is_private(nudging.connector.sent[-1])


def test_an_objection_to_a_nudge_is_about_a_message_that_was_sent(nudging, service):
    nudging.execute(buttons(in_group(nudging, SENSITIVE))["wrong"])
    with service.store.session() as session:
        assert ("sent", False) in [(row.action, row.right) for row in session.scalars(select(Feedback))]


def test_with_nudges_nothing_is_said_of_what_is_right_or_doubtful(nudging):
    assert in_group(nudging, "tot morgen") is None


def test_with_nudges_nothing_is_said_where_it_cannot_be_said_privately(nudging):
    nudging.connector.refuses_targeted = True
    assert in_group(nudging, SENSITIVE) is None
