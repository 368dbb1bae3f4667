"""What is sent to the app: a kind of activity for each thing that people do, every one new."""

import json
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlsplit

from berichtwacht_client import Channel, Context, Draft, Language, calls
from teams_caller import BOT, activity, invoke

UNCHECKED = "Alleen nummers zijn gecontroleerd"
"""What every card says when the service did not answer."""

_FAILED = "Dat lukte niet"
_MENTION = "<at>Berichtwacht</at>"
_numbers = count()


@dataclass(frozen=True)
class Kind:
    """A kind of activity.

    Attributes
    ----------
    what
        What somebody does, for people.
    is_checked
        Whether the service is asked about a draft.
    is_sent
        Whether the answer is a card that goes to the connector, not the response.
    """

    what: str
    is_checked: bool = True
    is_sent: bool = False

    def holds(self, *, is_away):
        """Return what an answer must say to count."""
        return [UNCHECKED] if is_away and self.is_checked else ["AdaptiveCard"]

    def lacks(self, *, is_away):
        """Return what no answer may say."""
        return [_FAILED] if is_away else [_FAILED, UNCHECKED]


KINDS = {
    "open": Kind("opens the dialog", is_checked=False),
    "submit": Kind("submits a draft in the dialog"),
    "message": Kind("sends a message to the bot; until its card is at the connector", is_sent=True),
    "crisis": Kind("says that it is a crisis (`Action.Execute`)"),
}
"""What is measured at a rate."""

MORE_KINDS = {
    "wrong": Kind("says that the warning is not right, in the dialog"),
    "sent": Kind("has a message checked that was sent"),
    "mention": Kind("names the bot in a group; until its card is at the connector", is_sent=True),
}
"""What is looked at too while the service is away, as it takes long then."""

ALL_KINDS = KINDS | MORE_KINDS


def made(kind, text, service_url):
    """Return an activity of the kind called ``kind``, in a conversation that the app does not know.

    The dialog and the mention are in a group: so Teams must be asked who is in it. The bot is spoken to alone.
    """
    number = next(_numbers)
    group = {"id": f"19:bench{number}@thread.v2", "conversationType": "groupChat", "isGroup": True}
    alone = {"id": f"a:bench{number}", "conversationType": "personal"}
    where = {"serviceUrl": service_url, "locale": "nl-NL"}
    in_group, to_bot = where | {"conversation": group}, where | {"conversation": alone}
    match kind:
        case "open":
            return invoke("composeExtension/fetchTask", _command("check", "compose"), **in_group)
        case "submit":
            return invoke("composeExtension/submitAction", _pressed({"act": "check", "draft": text}), **in_group)
        case "message":
            return activity(text=text, **to_bot)
        case "crisis":
            data = {"act": "crisis", "text": text}
            action = {"type": "Action.Execute", "verb": "crisis", "data": data}
            return invoke("adaptiveCard/action", {"action": action}, **to_bot)
        case "wrong":
            data = {"act": "wrong", "draft": text, "assessment": "x" * 300, "seal": "other"}
            return invoke("composeExtension/submitAction", _pressed(data), **in_group)
        case "sent":
            message = {"id": "1", "body": {"contentType": "text", "content": text}}
            value = _command("check-sent", "message") | {"messagePayload": message}
            return invoke("composeExtension/fetchTask", value, **in_group)
        case "mention":
            mentioned = {"id": f"28:{BOT}", "name": "Berichtwacht"}
            entity = {"type": "mention", "text": _MENTION, "mentioned": mentioned}
            return activity(text=f"{_MENTION} {text}", entities=[entity], **in_group)
    raise KeyError(kind)


def draft_body(text):
    """Return what the app asks the service about a text, to ask it the same without the app."""
    draft = Draft(text, Context(channel=Channel.TEAMS), Language.NL, redact=True)
    return json.loads(calls.assessment(draft).body)


def port_of(service_url):
    """Return the port of a connector's address."""
    return urlsplit(service_url).port


def _command(name, context):
    return {"commandId": name, "commandContext": context, "context": {"theme": "default"}}


def _pressed(data):
    return {"commandId": "check", "commandContext": "compose", "data": data}
