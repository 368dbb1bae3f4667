"""What Label Studio sends. The contract is Label Studio's: fields that are of no use here are let pass."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["MAX_TASKS", "PredictRequest", "SetupRequest"]

MAX_TASKS = 100
"""Most tasks of a request, as many as the drafts of a batch."""


class _Request(BaseModel):
    model_config = ConfigDict(extra="ignore", strict=True)


class SetupRequest(_Request):
    """What is sent when a project is connected, and before predictions are asked for.

    It comes with a token for Label Studio's own interface, which is not read.
    """

    labelling: str = Field(alias="schema")


class PredictRequest(_Request):
    """Tasks to predict, in the form of their project's labelling configuration."""

    tasks: list[Any] = Field(min_length=1, max_length=MAX_TASKS)
