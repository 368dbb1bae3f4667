"""What a network knows by itself, before any scorer: to compare networks while they are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import f1_score, precision_recall_curve
from tokenizers import Tokenizer

from classifier.recognise.encoder.heads import TAGS
from classifier.records import Category
from classifier.training.corpus import Message
from classifier.training.encoder.batches import batches
from classifier.training.encoder.labels import IGNORED
from classifier.training.encoder.network import Network
from classifier.vocabulary import TARGETS

__all__ = ["Knowledge", "measure_network", "measure_networks"]

_PIECES = 1024


@dataclass(frozen=True, slots=True)
class Knowledge:
    """F1 of a network on messages it has not seen.

    ``personal``, ``decision`` and ``confidential`` are of ``warn`` at its best threshold, ``topics`` is the micro
    average at the best threshold for all, ``person`` is per piece.
    """

    personal: float
    decision: float
    confidential: float
    topics: float
    person: float

    def as_data(self) -> dict[str, float]:
        """Return the numbers, rounded to three places."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


def measure_network(network: Network, messages: Sequence[Message], tokenizer: Tokenizer) -> Knowledge:
    """Return what a network knows of labelled messages, their texts normalised."""
    return measure_networks([network], messages, tokenizer)


def measure_networks(networks: Sequence[Network], messages: Sequence[Message], tokenizer: Tokenizer) -> Knowledge:
    """Return what networks know together: their odds and the probabilities of their tags are averaged."""
    for network in networks:
        network.eval()
    odds, answers, said, true = [], [], [], []
    with torch.no_grad():
        for batch in batches(messages, tokenizer, _as_it_is, Random(0), pieces=_PIECES, even=False):  # noqa: S311
            here = batch.to(networks[0].device)
            outputs = [network(here.ids, here.mask) for network in networks]
            odds.append(torch.stack([item.odds for item in outputs]).mean(dim=0).cpu().numpy())
            answers.append(batch.answers.numpy() > 0.5)
            taught = batch.tags != IGNORED
            tags = torch.stack([item.tags.softmax(dim=-1) for item in outputs]).mean(dim=0).cpu()
            said.append(tags.argmax(dim=-1)[taught].numpy())
            true.append(batch.tags[taught].numpy())
    scores, truth = np.concatenate(odds), np.concatenate(answers)
    warn = {name: TARGETS.index(f"{name}.warn") for name in Category}
    topics = [index for index, target in enumerate(TARGETS) if target.startswith("topic.")]
    persons = [index for index, tag in enumerate(TAGS) if tag.endswith("-PERSON")]
    return Knowledge(
        **{name.value: _best_f1(truth[:, index], scores[:, index]) for name, index in warn.items()},
        topics=_best_f1(truth[:, topics].ravel(), scores[:, topics].ravel()),
        person=float(f1_score(np.isin(np.concatenate(true), persons), np.isin(np.concatenate(said), persons))),
    )


def _best_f1(truth: npt.NDArray[np.bool_], scores: npt.NDArray[np.float32]) -> float:
    precision, recall, _ = precision_recall_curve(truth, scores)
    return float((2 * precision * recall / np.maximum(precision + recall, 1e-9)).max())


def _as_it_is(message: Message, _: Random) -> Message:
    return message
