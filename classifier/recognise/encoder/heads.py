"""The tags of the encoder: for every entity, where it begins and what is inside it."""

from __future__ import annotations

from classifier.vocabulary import ENTITIES

__all__ = ["TAGS"]

TAGS = ("O", *(f"{place}-{label}" for label in ENTITIES for place in "BI"))
"""It is taught the entities with a check digit too, to tell them from the rest; rules alone decide on them."""
