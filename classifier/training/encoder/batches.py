"""From messages to tensors, with a fresh variant of every message in every epoch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor

from classifier.training.corpus import Message
from classifier.training.encoder.labels import IGNORED, piece_tags
from classifier.training.truth import held_targets

__all__ = ["Batch", "batches"]

LONGEST = 256
"""Pieces that are read of a message in training; serving reads longer ones in windows of half this length."""


STEP = 8
"""Lengths of batches are multiples of this."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages of about the same length: ids, mask and tags (messages, pieces), answers (messages, targets)."""

    ids: Tensor
    mask: Tensor
    tags: Tensor
    answers: Tensor

    def to(self, device: str) -> Batch:
        """Return the batch on a device: ``cpu``, ``cuda``."""
        return Batch(self.ids.to(device), self.mask.to(device), self.tags.to(device), self.answers.to(device))


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    tags: list[int]
    answers: list[float]


def batches(
    messages: Sequence[Message],
    tokenizer: Tokenizer,
    vary: Callable[[Message, Random], Message],
    random: Random,
    *,
    pieces: int,
    even: bool = True,
) -> Iterator[Batch]:
    """Yield batches of at most ``pieces`` pieces, padding included, in random order.

    Lengths are rounded up to a multiple of :data:`STEP`, and all batches of one length have as many messages, so that
    there are few different shapes: the library that computes prepares itself anew for every shape, which takes longer
    than the computing. The last batch of a length is filled up with messages that already stand in another.

    Parameters
    ----------
    messages
        Labelled messages, their texts normalised.
    tokenizer
        The encoder's.
    vary
        Gives the variant of a message that this epoch reads.
    random
        Source of every choice.
    pieces
        How large a batch may be.
    even
        Fill up the last batch of each length.
    """
    by_length: dict[int, list[_Row]] = defaultdict(list)
    for message in messages:
        row = _row(vary(message, random), tokenizer)
        by_length[-(-len(row.ids) // STEP) * STEP].append(row)
    groups: list[tuple[int, list[_Row]]] = []
    for length, rows in sorted(by_length.items()):
        random.shuffle(rows)
        count = max(1, pieces // length)
        if even:
            rows += random.choices(rows, k=-len(rows) % count)
        groups += [(length, rows[first : first + count]) for first in range(0, len(rows), count)]
    random.shuffle(groups)
    for length, group in groups:
        yield _batch(group, length)


def _row(message: Message, tokenizer: Tokenizer) -> _Row:
    encoding = tokenizer.encode(message.text)
    tags = piece_tags(message, encoding.offsets)
    ids = encoding.ids
    if len(ids) > LONGEST:
        ids, tags = [*ids[: LONGEST - 1], ids[-1]], [*tags[: LONGEST - 1], tags[-1]]
    return _Row(ids, tags, [float(held) for held in held_targets(message)])


def _batch(rows: Sequence[_Row], longest: int) -> Batch:
    ids = torch.full((len(rows), longest), 1)
    tags = torch.full((len(rows), longest), IGNORED)
    mask = torch.zeros((len(rows), longest))
    for index, row in enumerate(rows):
        ids[index, : len(row.ids)] = torch.tensor(row.ids)
        tags[index, : len(row.tags)] = torch.tensor(row.tags)
        mask[index, : len(row.ids)] = 1.0
    return Batch(ids, mask, tags, torch.tensor([row.answers for row in rows]))
