"""How much worse it gets when people type worse."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from classifier.records import Assessment
from classifier.training.augment import lower_case, typos, without_punctuation
from classifier.training.corpus import Message
from classifier.training.evaluation.assessor import Assessor, assess_all
from classifier.training.metrics import Rate, messages_overall

__all__ = ["VARIANTS", "Robustness", "robustness", "with_typos"]

SEED = 20261125
"""Seed of the typing errors; together with a message's id, so that one message never changes another's."""


_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Robustness:
    """The overall rates of the messages as they were written, and of every variant."""

    written: Mapping[str, Rate]
    variants: Mapping[str, Mapping[str, Rate]]

    def missed_more(self, variant: str) -> float:
        """Return how many points of recall of what must warn a variant loses (dangerous)."""
        key = "must_warn_and_does"
        return 100 * (self.written[key].value - self.variants[variant][key].value)

    def warned_more(self, variant: str) -> float:
        """Return by how many points the share of clean messages that warn rises in a variant (annoying)."""
        key = "clean_that_warns"
        return 100 * (self.variants[variant][key].value - self.written[key].value)


def robustness(assessor: Assessor, messages: Sequence[Message], assessments: Sequence[Assessment]) -> Robustness:
    """Assess the same messages typed worse, each way on its own and all together."""
    variants = {}
    for name, variant in VARIANTS.items():
        texts = [variant(message).text for message in messages]
        variants[name] = messages_overall(messages, assess_all(assessor, texts))
    return Robustness(messages_overall(messages, assessments), variants)


def with_typos(message: Message) -> Message:
    """Return the message with a typing error in every word of five letters or more, always the same ones.

    Its entities are dropped: they would no longer fit.
    """
    random = Random(f"{SEED} {message.id}")  # noqa: S311  # for variety, not for secrets
    text = _WORD.sub(lambda word: _mistyped(message, word[0], random), message.text)
    return message.model_copy(update={"text": text, "entities": ()})


def _mistyped(message: Message, word: str, random: Random) -> str:
    """Return the word with one error; none is made in a word that is not all letters, such as with a raised digit."""
    return typos(message.model_copy(update={"text": word, "entities": ()}), random, share=1.0).text


def _all_together(message: Message) -> Message:
    return with_typos(without_punctuation(lower_case(message)))


VARIANTS = {
    "lower case": lower_case,
    "without punctuation": without_punctuation,
    "typos": with_typos,
    "all together": _all_together,
}
"""The ways to type worse, each with what makes it."""
