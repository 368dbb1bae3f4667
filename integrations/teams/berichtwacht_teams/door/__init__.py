"""The door: what of all that reaches the address of the bot is let in.

The story of a request: a :class:`TokenVerifier` looks whether the Bot Framework signed its token, with
:class:`SigningKeys` that are fetched ahead. :func:`read_activity` reads the body and keeps what is needed.
:class:`Replays` knows what came before. :class:`Door` does all this in order, and asks the SDK last.
"""

from berichtwacht_teams.door.activities import InvalidActivity, read_activity
from berichtwacht_teams.door.adapter import Door
from berichtwacht_teams.door.keys import ISSUER, METADATA, KeysUnavailable, SigningKey, SigningKeys
from berichtwacht_teams.door.replays import Replays
from berichtwacht_teams.door.tokens import CHANNEL, Claims, TokenVerifier, Unauthorised, Why

__all__ = [
    "CHANNEL",
    "ISSUER",
    "METADATA",
    "Claims",
    "Door",
    "InvalidActivity",
    "KeysUnavailable",
    "Replays",
    "SigningKey",
    "SigningKeys",
    "TokenVerifier",
    "Unauthorised",
    "Why",
    "read_activity",
]
