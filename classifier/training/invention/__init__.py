"""From a user's draft to training data: every entity is replaced by an invented one, and nothing of it is left.

``propose`` invents values that read as the originals did; ``left_of`` says what of the originals is still there.
"""

from __future__ import annotations

from classifier.training.invention.proposals import propose
from classifier.training.invention.records import Left, Marked, Replacement
from classifier.training.invention.remains import left_of

__all__ = ["Left", "Marked", "Replacement", "left_of", "propose"]
