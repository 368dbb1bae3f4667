"""What is let in of an activity, and what is said of one that is not."""

import json

import pytest
from berichtwacht_teams.door import InvalidActivity, read_activity
from microsoft_teams.api import ActivityTypeAdapter
from teams_caller import TENANT, activity, invoke

WRITER = {"id": "29:1", "name": "Sanne"}
SENT = {
    "id": "1700000000000",
    "createdDateTime": "2026-11-29T09:00:00.000Z",
    "body": {"contentType": "html", "content": "<p>mevr Yilmaz</p>"},
    "from": {"user": {"id": "29:2", "displayName": "Piet", "userIdentityType": "aadUser"}, "application": None},
    "linkToMessage": "https://teams.microsoft.com/l/message/1",
    "importance": "normal",
    "locale": "nl-nl",
    "subject": None,
    "replyToId": None,
    "reactions": [{"reactionType": "like", "user": None}],
    "mentions": [{"id": "no number"}],
    "attachments": "none",
    "policyViolation": {"a": 1},
}
COMMAND = {"commandId": "check", "commandContext": "compose", "requestId": "1", "context": {"theme": "default"}}
DATA = {"act": "check", "draft": "mevr Yilmaz", "crisis": "false"}

GOOD = {
    "message": activity(),
    "message without text": activity(text=None, attachments=[{"contentType": "text/html", "content": "<p>hallo</p>"}]),
    "message with a mention": activity(
        text="<at>Berichtwacht</at> hallo",
        entities=[
            {"type": "mention", "mentioned": {"id": "28:b", "name": "Berichtwacht"}, "text": "<at>Berichtwacht</at>"},
            {
                "type": "clientInfo",
                "locale": "nl-NL",
                "country": "NL",
                "platform": "Web",
                "timezone": "Europe/Brussels",
            },
            {"type": "targetedMessageInfo", "messageId": "1"},
            {"type": "something new", "a": 1},
        ],
    ),
    "message of a channel": activity(
        conversation={"id": "19:a@thread.tacv2;messageid=1700", "conversationType": "channel", "isGroup": True},
        channelData={
            "tenant": {"id": TENANT},
            "team": {"id": "19:a@thread.tacv2", "teamType": "something new"},
            "channel": {"id": "19:b@thread.tacv2", "type": "something new"},
            "settings": 3,
        },
    ),
    "card action in a message": activity(text=None, value=DATA),
    "edit": activity(type="messageUpdate", channelData={"eventType": "editMessage"}),
    "deletion": activity(type="messageDelete", text=None, channelData={"eventType": "softDeleteMessage"}),
    "reaction": activity(type="messageReaction", text=None, reactionsAdded=[{"type": "new"}], replyToId="1"),
    "members": activity(type="conversationUpdate", text=None, membersAdded=[WRITER], membersRemoved=[]),
    "installation": activity(type="installationUpdate", action="add", text=None),
    "removal": activity(type="installationUpdate", action="remove", text=None),
    "typing": activity(type="typing", text=None),
    "event": activity(
        type="event",
        name="application/vnd.microsoft.readReceipt",
        text=None,
        value={"lastReadMessageId": "1"},
    ),
    "command": invoke("composeExtension/fetchTask", COMMAND),
    "command from the box": invoke("composeExtension/fetchTask", COMMAND | {"commandContext": "commandBox"}),
    "command on a message": invoke(
        "composeExtension/fetchTask", COMMAND | {"commandContext": "message", "messagePayload": SENT}
    ),
    "submitted": invoke("composeExtension/submitAction", COMMAND | {"data": DATA, "botActivityPreview": None}),
    "card": invoke(
        "adaptiveCard/action",
        {"action": {"type": "Action.Execute", "verb": "check", "data": DATA, "title": "x"}, "trigger": "new"},
    ),
    "card without data": invoke("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "help"}}),
}


def read(given):
    return read_activity(given if isinstance(given, bytes) else json.dumps(given).encode())


@pytest.mark.parametrize("name", GOOD)
def test_what_teams_sends_is_let_in_as_the_sdk_wants_it(name):
    found = read(GOOD[name])
    assert ActivityTypeAdapter.validate_python(found).type == GOOD[name]["type"]
    for member in ("id", "type", "serviceUrl", "from", "recipient", "conversation"):
        assert found[member] == GOOD[name][member]


def test_what_is_needed_of_a_sent_message_is_kept():
    found = read(GOOD["command on a message"])["value"]
    assert found == {
        "commandId": "check",
        "commandContext": "message",
        "context": {"theme": "default"},
        "messagePayload": {
            "id": "1700000000000",
            "createdDateTime": "2026-11-29T09:00:00.000Z",
            "linkToMessage": "https://teams.microsoft.com/l/message/1",
            "locale": "nl-nl",
            "importance": "normal",
            "body": {"content": "<p>mevr Yilmaz</p>", "contentType": "html"},
            "from": {"user": {"id": "29:2", "displayName": "Piet"}},
            "attachments": [],
        },
    }


def test_cards_of_a_sent_message_are_kept():
    card = {"contentType": "application/vnd.microsoft.card.adaptive", "content": {"type": "AdaptiveCard"}}
    given = COMMAND | {"messagePayload": SENT | {"attachments": [card | {"id": 3}, {"contentType": "image/png"}, 7]}}
    found = read(invoke("composeExtension/fetchTask", given | {"commandContext": "message"}))
    assert found["value"]["messagePayload"]["attachments"] == [card]


def test_what_the_sdk_would_choke_on_but_nobody_needs_is_left_out():
    payload = SENT | {"importance": "urgent", "body": {"contentType": "new", "content": "hallo"}}
    found = read(invoke("composeExtension/fetchTask", COMMAND | {"messagePayload": payload}))["value"]["messagePayload"]
    assert "importance" not in found
    assert found["body"] == {"content": "hallo"}
    gone = read(
        invoke("composeExtension/fetchTask", COMMAND | {"messagePayload": SENT | {"from": {"user": {"id": None}}}})
    )
    assert "from" not in gone["value"]["messagePayload"]
    assert "textFormat" not in read(activity(textFormat="new"))
    assert read(activity(textFormat="xml"))["textFormat"] == "xml"


def test_what_a_card_sends_along_is_kept_whole():
    assert read(GOOD["submitted"])["value"]["data"] == DATA
    assert read(GOOD["card"])["value"] == {"action": {"type": "Action.Execute", "verb": "check", "data": DATA}}
    assert read(GOOD["card action in a message"])["value"] == DATA


def test_only_entities_that_are_needed_are_kept():
    assert [one["type"] for one in read(GOOD["message with a mention"])["entities"]] == ["mention", "clientInfo"]


def test_the_command_box_is_called_what_the_sdk_calls_it():
    for word in ("commandBox", "commandbox"):
        found = read(invoke("composeExtension/fetchTask", COMMAND | {"commandContext": word}))
        assert found["value"]["commandContext"] == "commandbox"


def test_an_identity_of_an_agent_is_not_taken_over():
    found = read(activity(recipient={"id": "28:b", "agenticAppBlueprintId": "a", "role": "agenticUser"}))
    assert found["recipient"] == {"id": "28:b"}


def test_names_of_the_sdk_are_no_way_round():
    found = read(
        activity(service_url=5, from_={"id": 3}, channel_data=3, recipient={"id": "28:b", "agentic_app_id": 3})
    )
    assert not {"service_url", "from_", "channel_data"} & found.keys()
    assert found["recipient"] == {"id": "28:b"}
    value = read(invoke("composeExtension/submitAction", COMMAND | {"bot_activity_preview": [{"type": "message"}]}))
    assert "bot_activity_preview" not in value["value"]


DEEP = "[" * 40 + "]" * 40
BAD = {
    "empty": (b"", ""),
    "no JSON": (b'{"type": ', ""),
    "no UTF-8": (b'{"type": "\xff"}', ""),
    "byte order mark": (b"\xef\xbb\xbf{}", ""),
    "UTF-16": ('{"type": "message"}'.encode("utf-16"), ""),
    "list": (b"[]", ""),
    "text": (b'"geheim"', ""),
    "NaN": (b'{"a": NaN}', ""),
    "infinity": (b'{"a": -Infinity}', ""),
    "too large a number": (b'{"a": 1e999}', ""),
    "too long a number": (b'{"a": ' + b"1" * 5000 + b"}", ""),
    "half a character": (b'{"a": ["\\ud83d"]}', ""),
    "half a character as a key": (b'{"\\ud83d": 1}', ""),
    "a key twice": (b'{"type": "message", "type": "invoke"}', ""),
    "nested": (f'{{"a": {DEEP}}}'.encode(), ""),
    "nested very deep": (b'{"a":' * 60_000 + b"1" + b"}" * 60_000, ""),
    "no type": (activity(type=None), "type"),
    "type of a number": (activity(type=3), "type"),
    "unknown type": (activity(type="endOfConversation"), "type"),
    "command type": (activity(type="command", name="x"), "type"),
    "no id": (activity(id=None), "id"),
    "empty id": (activity(id=""), "id"),
    "long id": (activity(id="1" * 513), "id"),
    "id with a line end": (activity(id="1\n2"), "id"),
    "id that is a path": (activity(conversation={"id": "../../v3"}), "conversation.id"),
    "id with a query": (activity(conversation={"id": "a?b"}), "conversation.id"),
    "another channel": (activity(channelId="webchat"), "channelId"),
    "no channel": (activity(channelId=None), "channelId"),
    "no address": (activity(serviceUrl=None), "serviceUrl"),
    "address without encryption": (activity(serviceUrl="http://evil.example/"), "serviceUrl"),
    "address of a file": (activity(serviceUrl="file:///etc/passwd"), "serviceUrl"),
    "address with a user": (activity(serviceUrl="https://a@b.example/"), "serviceUrl"),
    "no sender": (activity(**{"from": None}), "from.id"),
    "sender as a text": (activity(**{"from": "geheim"}), "from.id"),
    "sender without an id": (activity(**{"from": {}}), "from.id"),
    "no recipient": (activity(recipient=None), "recipient.id"),
    "no conversation": (activity(conversation=None), "conversation.id"),
    "name of a number": (activity(**{"from": {"id": "29:1", "name": 3}}), "from.name"),
    "text of a number": (activity(text=3), "text"),
    "time that is none": (activity(timestamp="geheim"), "timestamp"),
    "time of an event that is none": (
        activity(type="event", name="application/vnd.microsoft.readReceipt", value={}, timestamp="geheim"),
        "timestamp",
    ),
    "channel data as a list": (activity(channelData=[]), "channelData"),
    "tenant as a text": (activity(channelData={"tenant": "geheim"}), "channelData.tenant"),
    "entities as a text": (activity(entities="geheim"), "entities"),
    "mention of nobody": (activity(entities=[{"type": "mention"}]), "entities.mentioned"),
    "members as texts": (activity(type="conversationUpdate", membersAdded=["geheim"]), "membersAdded"),
    "members without an id": (activity(type="conversationUpdate", membersAdded=[{}]), "membersAdded.0.id"),
    "unknown event": (activity(type="event", name="geheim", value={}), ""),
    "unknown installation": (activity(type="installationUpdate", action="geheim"), ""),
    "unknown edit": (activity(type="messageUpdate", channelData={"eventType": "geheim"}), "channelData.eventType"),
    "invoke without a name": (invoke(None, COMMAND), "name"),
    "invoke of a list": (invoke(["composeExtension/fetchTask"], COMMAND), "name"),
    "unknown invoke": (invoke("geheim", COMMAND), "name"),
    "search": (invoke("composeExtension/query", {"commandId": "a"}), "name"),
    "sign-in": (invoke("signin/verifyState", {"state": "1"}), "name"),
    "command without a value": (invoke("composeExtension/fetchTask", None), "value"),
    "value as a text": (invoke("composeExtension/submitAction", "geheim"), "value"),
    "no context": (invoke("composeExtension/fetchTask", {"commandId": "check"}), "value.commandContext"),
    "unknown context": (
        invoke("composeExtension/fetchTask", COMMAND | {"commandContext": "geheim"}),
        "value.commandContext",
    ),
    "context as a list": (
        invoke("composeExtension/fetchTask", COMMAND | {"commandContext": []}),
        "value.commandContext",
    ),
    "preview": (
        invoke("composeExtension/submitAction", COMMAND | {"botMessagePreviewAction": "edit"}),
        "value.botMessagePreviewAction",
    ),
    "preview of an activity": (
        invoke("composeExtension/submitAction", COMMAND | {"botActivityPreview": [{"type": "message"}]}),
        "value.botActivityPreview",
    ),
    "sent message without an id": (
        invoke("composeExtension/fetchTask", COMMAND | {"messagePayload": {"body": {"content": "geheim"}}}),
        "value.messagePayload.id",
    ),
    "sent message as a text": (
        invoke("composeExtension/fetchTask", COMMAND | {"messagePayload": "geheim"}),
        "value.messagePayload",
    ),
    "theme of a number": (
        invoke("composeExtension/fetchTask", COMMAND | {"context": {"theme": 3}}),
        "value.context.theme",
    ),
    "dialog of a tab": (invoke("task/fetch", {"data": DATA}), "name"),
    "card without an action": (invoke("adaptiveCard/action", {}), "value.action"),
    "card with data as a text": (
        invoke("adaptiveCard/action", {"action": {"type": "Action.Execute", "data": "geheim"}}),
        "value.action.data",
    ),
    "card with another action": (
        invoke("adaptiveCard/action", {"action": {"type": "geheim", "data": {}}}),
        "value.action.type",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_anything_else_is_refused_by_its_field_and_without_what_stood_there(name):
    body, field = BAD[name]
    with pytest.raises(InvalidActivity) as found:
        read(body)
    assert found.value.field == field
    assert "geheim" not in str(found.value)
    assert found.value.__cause__ is None


def test_a_body_may_be_as_deep_as_a_card():
    deep = {}
    for _ in range(27):
        deep = {"items": deep}
    assert read(activity(value=deep))
