"""Which activities are let in, and what of them: only what this app needs, in the shape that the SDK wants.

The SDK's models are strict about things that we do not need, and it answers 500 to what they do not know. So an
activity is cut down to what is needed, and what remains is read with those models here, where the answer is a 400.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from microsoft_teams.api import ActivityTypeAdapter
from pydantic import ValidationError

from berichtwacht_teams.door.addresses import is_web_address
from berichtwacht_teams.door.bodies import InvalidActivity, read_object
from berichtwacht_teams.door.tokens import CHANNEL

__all__ = ["INVOKES", "TYPES", "InvalidActivity", "read_activity"]

TYPES = frozenset(
    {
        "conversationUpdate",
        "event",
        "installationUpdate",
        "invoke",
        "message",
        "messageDelete",
        "messageReaction",
        "messageUpdate",
        "typing",
    }
)
"""The types of activity that are let in."""

INVOKES = frozenset(
    {
        "adaptiveCard/action",
        "composeExtension/fetchTask",
        "composeExtension/submitAction",
    }
)
"""The names of the invokes that are let in."""

_CONTEXTS = {"message": "message", "compose": "compose", "commandbox": "commandbox"}
_ENTITIES = ("mention", "clientInfo")
_TEXT_FORMATS = ("markdown", "plain", "xml", "extendedmarkdown")
_CONTENT_TYPES = ("html", "text")

_REQUIRED = (
    (("type",), 64),
    (("id",), 512),
    (("channelId",), 64),
    (("serviceUrl",), 2048),
    (("from", "id"), 512),
    (("recipient", "id"), 512),
    (("conversation", "id"), 1024),
)
"""Fields that must be there, and how many characters they may have."""

_IN_ADDRESSES = frozenset("/\\?#% ")
"""What no id holds: the SDK puts ids into addresses that it calls."""

_ACTIVITY = (
    "type id timestamp locale serviceUrl channelId replyToId name action text attachments value "
    "membersAdded membersRemoved"
).split()
_FIELDS = frozenset({*_ACTIVITY, "from", "recipient", "conversation", "channelData", "entities", "textFormat"})
_ACCOUNT = "id name aadObjectId tenantId isTargeted".split()
_CONVERSATION = "id tenantId conversationType name isGroup".split()
_CHANNEL_DATA = {
    "tenant": ["id"],
    "team": ["id", "name", "aadGroupId"],
    "channel": ["id", "name"],
    "meeting": ["id"],
}
_MENTION = "type text locale country platform timezone".split()
_COMMAND = ("commandId", "commandContext", "data")
_PAYLOAD = "id createdDateTime linkToMessage locale subject".split()
_ATTACHMENT = ("contentType", "content")
_CARD = "application/vnd.microsoft.card.adaptive"
_IMPORTANCE = ("low", "normal", "high")
_CARD_ACTION = ("type", "id", "verb", "data")

_WORDS = {
    "missing": "is required",
    "string_type": "must be a string",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "list_type": "must be a list",
    "union_tag_invalid": "is of a kind that is not let in",
    "union_tag_not_found": "does not say of what kind it is",
    "literal_error": "is none of the words that can stand here",
}


def read_activity(body: bytes) -> dict[str, Any]:
    """Return the activity that ``body`` holds, cut down to what is needed.

    Raises
    ------
    InvalidActivity
        If it is none that is let in.
    """
    given = read_object(body)
    for path, longest in _REQUIRED:
        _require(given, path, longest)
    _refuse_unknown(given)
    activity = _only(given, _ACTIVITY)
    if given.get("textFormat") in _TEXT_FORMATS:
        activity["textFormat"] = given["textFormat"]
    for name in ("from", "recipient"):
        activity[name] = _only(given[name], _ACCOUNT)
    activity["conversation"] = _only(given["conversation"], _CONVERSATION)
    for name in ("membersAdded", "membersRemoved"):
        if name in activity:
            activity[name] = [_only(member, _ACCOUNT) for member in _objects(activity[name], name)]
    activity["channelData"] = _channel_data(_object(given, "channelData"))
    activity["entities"] = [_entity(one) for one in _objects(given.get("entities"), "entities") if _is_needed(one)]
    if given["type"] == "invoke":
        activity["value"] = _value(given["name"], _object(given, "value", required=True))
    _read_as_the_sdk_does(activity)
    return activity


def _require(given: Mapping[str, Any], path: tuple[str, ...], longest: int) -> None:
    field = ".".join(path)
    value: Any = given
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    if value is None or value == "":
        raise InvalidActivity(field, "is required")
    if not isinstance(value, str):
        raise InvalidActivity(field, "must be a string")
    if len(value) > longest:
        raise InvalidActivity(field, f"is longer than {longest} characters")
    if not value.isprintable() or (path[-1] == "id" and _IN_ADDRESSES & set(value)):
        raise InvalidActivity(field, "holds a character that cannot stand here")


def _refuse_unknown(given: Mapping[str, Any]) -> None:
    if given["channelId"] != CHANNEL:
        raise InvalidActivity("channelId", "is not that of Teams")
    if not is_web_address(given["serviceUrl"], loopback=True):
        raise InvalidActivity("serviceUrl", "is not an address of https:")
    if given["type"] not in TYPES:
        raise InvalidActivity("type", "is of a kind that is not let in")
    name = given.get("name")
    if given["type"] == "invoke" and not (isinstance(name, str) and name in INVOKES):
        raise InvalidActivity("name", "is not of an invoke that is let in")


def _only(given: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the members of those names that hold something."""
    return {name: given[name] for name in names if given.get(name) is not None}


def _object(given: Mapping[str, Any], name: str, *, within: str = "", required: bool = False) -> dict[str, Any]:
    """Return the object of that name, an empty one if there is none and none is required."""
    value = given.get(name)
    if value is None and not required:
        return {}
    if not isinstance(value, dict):
        raise InvalidActivity(f"{within}{name}", "is required" if value is None else "must be an object")
    return value


def _objects(value: object, field: str) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise InvalidActivity(field, "must be a list of objects")
    return value


def _channel_data(given: Mapping[str, Any]) -> dict[str, Any]:
    kept = _only(given, ["eventType"])
    for name, members in _CHANNEL_DATA.items():
        if given.get(name) is not None:
            kept[name] = _only(_object(given, name, within="channelData."), members)
    return kept


def _is_needed(entity: Mapping[str, Any]) -> bool:
    return entity.get("type") in _ENTITIES


def _entity(given: Mapping[str, Any]) -> dict[str, Any]:
    kept = _only(given, _MENTION)
    if given["type"] == "mention":
        kept["mentioned"] = _only(_object(given, "mentioned", within="entities.", required=True), _ACCOUNT)
    return kept


def _value(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    if name == "adaptiveCard/action":
        action = _object(given, "action", within="value.", required=True)
        return {"action": {"data": {}, **_only(action, _CARD_ACTION)}}
    theme = _only(_object(given, "context", within="value."), ["theme"])
    return {**_command(given), "context": theme}


def _command(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the command of a message extension needs."""
    for preview in ("botMessagePreviewAction", "botActivityPreview"):
        if given.get(preview) is not None:
            raise InvalidActivity(f"value.{preview}", "belongs to a preview, which this app never shows")
    context = given.get("commandContext")
    if not isinstance(context, str) or context.lower() not in _CONTEXTS:
        raise InvalidActivity("value.commandContext", "must be message, compose or commandBox")
    kept = _only(given, _COMMAND) | {"commandContext": _CONTEXTS[context.lower()]}
    if given.get("messagePayload") is not None:
        kept["messagePayload"] = _payload(_object(given, "messagePayload", within="value."))
    return kept


def _payload(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is needed of a message that was sent: its text and cards, who wrote it and where it is."""
    within = "value.messagePayload."
    kept = _only(given, _PAYLOAD)
    if given.get("importance") in _IMPORTANCE:
        kept["importance"] = given["importance"]
    body = _object(given, "body", within=within)
    kept["body"] = _only(body, ["content", "textContent"])
    if body.get("contentType") in _CONTENT_TYPES:
        kept["body"]["contentType"] = body["contentType"]
    kept["attachments"] = _cards(given.get("attachments"))
    sender = _object(_object(given, "from", within=within), "user", within=f"{within}from.")
    if sender.get("id") is not None:  # nobody is named when the account is gone
        kept["from"] = {"user": _only(sender, ["id", "displayName"])}
    return kept


def _cards(attachments: object) -> list[dict[str, Any]]:
    given = attachments if isinstance(attachments, list) else []
    cards = [one for one in given if isinstance(one, dict) and one.get("contentType") == _CARD]
    return [_only(card, _ATTACHMENT) for card in cards]


def _read_as_the_sdk_does(activity: Mapping[str, Any]) -> None:
    try:
        ActivityTypeAdapter.validate_python(activity)
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        raise InvalidActivity(_field(first["loc"]), _WORDS.get(first["type"], "is not right")) from None


def _field(place: tuple[int | str, ...]) -> str:
    """Return the place of an error as a field; the kinds that pydantic names on the way are no part of it."""
    names = list(place)
    while names and names[0] not in _FIELDS:
        del names[0]
    return ".".join(str(name) for name in names)
