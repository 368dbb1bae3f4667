"""Berichtwacht in Microsoft Teams: check a message before it is sent.

The story of an activity: Teams posts it to the :mod:`~berichtwacht_teams.door`, which lets in only what Teams has
signed, what is whole and what is new. A handler takes the draft out, asks the service over HTTP, and answers with a
card. Cards are pure functions of what the service said. Nothing is kept of a draft.
"""
