"""What the service is told of a conversation: that it is Teams, how many read along, and who is a key official."""

import pytest
from teams_caller import BOT, TENANT
from teams_house import card_of, inserted, living, words

WRITER, DIRECTOR, ALDERMAN, CLERK = (f"ffffffff-0000-0000-0000-00000000000{number}" for number in range(4))
AWARE = "In dit gesprek zit een sleutelfunctionaris"
GROUP = {"id": "19:group@thread.v2", "conversationType": "groupChat", "isGroup": True, "tenantId": TENANT}
CHANNEL = {
    "id": "19:channel@thread.tacv2;messageid=1",
    "conversationType": "channel",
    "isGroup": True,
    "tenantId": TENANT,
}
TWO = {"id": f"19:{WRITER}_{DIRECTOR}@unq.gbl.spaces", "conversationType": "personal", "tenantId": TENANT}


def person(identity, **more):
    return {"id": f"29:{identity}", "aadObjectId": identity, "userRole": "user", "tenantId": TENANT} | more


def check(house, text="tot morgen", **changes):
    return house.press({"act": "check", "draft": text}, **changes)


@pytest.fixture
def officials(tmp_path):
    file = tmp_path / "officials.yaml"
    file.write_text(f"key_official:\n  - {DIRECTOR}\nexecutive:\n  - {ALDERMAN}\n")
    return file


@pytest.fixture
def knowing(provider, connector, service, officials):
    with living(provider, connector, service, officials=officials) as house:
        yield house


def test_how_many_read_along_is_said(house):
    house.connector.members = [person(f"p{number}") for number in range(1203)]
    assert "In dit kanaal zitten 1203 mensen." in words(card_of(house.open(conversation=CHANNEL)))


def test_teams_is_asked_once_in_a_while(house):
    house.connector.members = [person(WRITER)]
    for _ in range(3):
        house.open(conversation=GROUP)
    assert house.connector.rosters_asked == 1


def test_a_roster_without_end_is_not_read_to_the_end(house):
    house.connector.members = [person(f"p{number}") for number in range(2500)]
    said = words(card_of(house.open(conversation=GROUP)))
    assert "Iedereen in deze groep kan je bericht lezen." in said
    assert house.connector.rosters_asked == 4


@pytest.mark.parametrize("trouble", ["refused", "away", "slow"])
def test_without_a_roster_it_works_all_the_same(house, trouble):
    house.connector.is_away = trouble == "away"
    if trouble == "slow":
        house.connector.members = [person(WRITER)]
        house.connector.roster_seconds = 1.5
    assert "Iedereen in deze groep" in words(card_of(house.open(conversation=GROUP)))
    assert words(inserted(check(house, conversation=GROUP))) == "tot morgen"


def test_the_reminder_comes_by_itself_and_once(knowing):
    knowing.connector.members = [person(WRITER), person(DIRECTOR)]
    first = card_of(check(knowing, conversation=GROUP))
    assert AWARE in words(first)
    assert words(inserted(check(knowing, conversation=GROUP))) == "tot morgen"


SENSITIVE = "haar bijstand stopt, zei mevr Yilmaz"


@pytest.mark.parametrize("act", ["redacted", "redirect"])
def test_a_reminder_that_was_not_shown_still_comes(knowing, act):
    knowing.press({"act": act, "draft": SENSITIVE, "destination": "motion"}, conversation=TWO)
    assert AWARE in words(card_of(check(knowing, SENSITIVE, conversation=TWO)))
    assert AWARE not in words(card_of(check(knowing, SENSITIVE, conversation=TWO)))


def test_a_message_that_was_sent_brings_its_reminder_when_there_is_room(knowing):
    def look(text):
        message = {"id": "1", "body": {"contentType": "text", "content": text}}
        return words(card_of(knowing.open("check-sent", "message", message, conversation=TWO)))

    assert AWARE not in look(SENSITIVE)
    assert AWARE in look("tot morgen")
    assert AWARE not in look("tot morgen")


def test_the_other_of_two_is_known_without_asking(knowing):
    assert AWARE in words(card_of(check(knowing, conversation=TWO)))
    assert knowing.connector.rosters_asked == 0


def test_a_key_official_who_writes_is_reminded_too(knowing):
    writer = person(DIRECTOR)
    assert AWARE in words(card_of(check(knowing, conversation=GROUP, **{"from": writer})))


def test_among_others_nobody_is_reminded(knowing):
    knowing.connector.members = [person(WRITER), person(CLERK)]
    assert words(inserted(check(knowing, conversation=GROUP))) == "tot morgen"


def test_without_a_list_no_role_is_told(house):
    house.connector.members = [person(WRITER), person(DIRECTOR)]
    assert words(inserted(check(house, conversation=GROUP))) == "tot morgen"


def test_nobody_is_kept(knowing):
    knowing.connector.members = [person(WRITER, email="sentinel@example.nl"), person(CLERK, name="sentinel")]
    check(knowing, conversation=GROUP)
    desk = knowing.app.state.parts.desk
    kept = repr(
        [vars(desk.conversations), [(roster.roles, roster.named) for roster in desk.conversations._rosters.values()]]
    )
    assert "sentinel" not in kept
    assert CLERK not in kept
    assert GROUP["id"] not in kept


def test_a_chat_with_the_bot_has_no_other_reader(knowing):
    alone = {"id": f"19:{WRITER}_{BOT}@unq.gbl.spaces", "conversationType": "personal", "tenantId": TENANT}
    said = knowing.say("tot morgen", conversation=alone, **{"from": person(WRITER)})
    assert AWARE not in words(said)


def test_the_health_page_counts_officials_and_names_none(knowing):
    found = knowing.client.get("/health/ready")
    (shown,) = found.json()["officials"]
    assert (shown["source"], shown["people"], shown["stale"]) == ("file", {"key_official": 1, "executive": 1}, False)
    assert DIRECTOR not in found.text
