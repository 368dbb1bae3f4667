"""One module for each way in: the dialog from the compose box, a message that was sent, and the bot."""

from berichtwacht_teams.handlers.registration import register

__all__ = ["register"]
