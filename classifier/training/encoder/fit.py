"""Fine-tuning the published model on everything at once, and distilling it into fewer layers.

Teachers have all layers and learn from the labels, each in an order and with variants of its own: what they say
together is usually better than what any one says. The student starts as a selection of the first one's layers and
learns from the labels and from what the teachers say of varied messages.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from classifier.recognise.encoder.heads import TAGS
from classifier.training.corpus import Message
from classifier.training.encoder.batches import Batch, batches
from classifier.training.encoder.labels import IGNORED
from classifier.training.encoder.network import Encoder, Network, Outputs
from classifier.training.encoder.source import Source
from classifier.training.truth import held_targets
from classifier.vocabulary import TARGETS

__all__ = ["Plan", "fit_student", "fit_teacher", "fit_teachers", "new_network", "priors_of"]

TAGS_WEIGHT = 5.0
"""How much the tags count beside the targets, each of which counts once: most pieces are outside any entity."""

MOST_WEIGHT = 6.0
"""Most that a rare target counts where it is held, against 1 where it is not."""

Vary = Callable[[Message, Random], Message]
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to train."""

    layers: tuple[int, ...] = (0, 1, 3, 5, 6, 8, 10, 11)
    teachers: int = 2
    teacher_epochs: int = 4
    student_epochs: int = 5
    teacher_rate: float = 1e-4
    student_rate: float = 1e-4
    head_rate: float = 3e-3
    pieces: int = 512
    seed: int = 2026
    precision: torch.dtype = field(default=torch.bfloat16)

    def as_data(self) -> dict[str, int]:
        """Return what is written beside an encoder: how many networks read the messages how often, and the seed."""
        return {
            "teachers": self.teachers,
            "teacher_epochs": self.teacher_epochs,
            "student_epochs": self.student_epochs,
            "seed": self.seed,
        }


def new_network(source: Source, *, layers: int, priors: Sequence[float]) -> Network:
    """Return a network with the published weights in as many layers, and fresh heads.

    Parameters
    ----------
    source
        The published weights.
    layers
        How many layers, from the first on.
    priors
        Share of the messages that hold each target.
    """
    encoder = Encoder(source.dimensions, vocabulary=len(source.pieces), layers=layers)
    wanted = encoder.state_dict()
    encoder.load_state_dict({name: torch.from_numpy(source.tensors[name]) for name in wanted})
    return Network(encoder, hidden=source.dimensions.hidden, tags=len(TAGS), priors=priors)


def fit_teacher(
    source: Source, messages: Sequence[Message], tokenizer: Tokenizer, vary: Vary, plan: Plan, progress: Progress
) -> Network:
    """Fine-tune all layers on the labels."""
    torch.manual_seed(plan.seed)
    priors = priors_of(messages)
    network = new_network(source, layers=source.dimensions.layers, priors=priors)
    weights = _weights(priors)
    _train(
        network,
        messages,
        tokenizer,
        vary,
        plan,
        progress,
        epochs=plan.teacher_epochs,
        rate=plan.teacher_rate,
        loss=lambda batch, said: _from_labels(batch, said, weights),
        name="teacher",
    )
    return network


def fit_teachers(
    source: Source, messages: Sequence[Message], tokenizer: Tokenizer, vary: Vary, plan: Plan, progress: Progress
) -> list[Network]:
    """Fine-tune ``plan.teachers`` networks, each from a seed of its own."""
    return [
        fit_teacher(source, messages, tokenizer, vary, replace(plan, seed=plan.seed + number), progress)
        for number in range(plan.teachers)
    ]


def fit_student(
    teachers: Sequence[Network],
    source: Source,
    messages: Sequence[Message],
    tokenizer: Tokenizer,
    vary: Vary,
    plan: Plan,
    progress: Progress,
) -> Network:
    """Distil the teachers, whose first the student starts from, into ``plan.layers``."""
    torch.manual_seed(plan.seed + 1)
    priors = priors_of(messages)
    student = new_network(source, layers=len(plan.layers), priors=priors)
    weights = _weights(priors)
    student.load_state_dict(teachers[0].without(plan.layers))
    for teacher in teachers:
        teacher.eval()

    def loss(batch: Batch, said: Outputs) -> Tensor:
        with torch.no_grad(), torch.autocast("cpu", dtype=plan.precision):
            taught = [teacher(batch.ids, batch.mask) for teacher in teachers]
        return 0.3 * _from_labels(batch, said, weights) + _from_teachers(batch, said, taught)

    _train(
        student,
        messages,
        tokenizer,
        vary,
        plan,
        progress,
        epochs=plan.student_epochs,
        rate=plan.student_rate,
        loss=loss,
        name="student",
    )
    return student


def priors_of(messages: Sequence[Message]) -> list[float]:
    """Return the share of the messages that hold each target."""
    shares: list[float] = torch.tensor([held_targets(message) for message in messages]).float().mean(dim=0).tolist()
    return shares


def _weights(priors: Sequence[float]) -> Tensor:
    """Return how much more a target counts where it is held: rare ones would else hardly be learned."""
    shares = torch.tensor(priors)
    return ((1.0 - shares) / shares.clamp(min=1e-3)).sqrt().clamp(1.0, MOST_WEIGHT)


def _from_labels(batch: Batch, said: Outputs, weights: Tensor) -> Tensor:
    tags = functional.cross_entropy(said.tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED)
    odds = functional.binary_cross_entropy_with_logits(said.odds, batch.answers, pos_weight=weights)
    return tags * TAGS_WEIGHT + odds * len(TARGETS)


def _from_teachers(batch: Batch, said: Outputs, taught: Sequence[Outputs]) -> Tensor:
    mask = batch.mask.bool()
    tags = torch.stack([functional.softmax(item.tags, dim=-1) for item in taught]).mean(dim=0)
    odds = torch.stack([torch.sigmoid(item.odds) for item in taught]).mean(dim=0)
    of_tags = functional.kl_div(functional.log_softmax(said.tags, dim=-1)[mask], tags[mask], reduction="batchmean")
    of_odds = functional.binary_cross_entropy_with_logits(said.odds, odds)
    direction = functional.cosine_similarity(said.states.float()[mask], taught[0].states.float()[mask], dim=-1)
    return of_tags * TAGS_WEIGHT + of_odds * len(TARGETS) + (1.0 - direction).mean()


def _train(
    network: Network,
    messages: Sequence[Message],
    tokenizer: Tokenizer,
    vary: Vary,
    plan: Plan,
    progress: Progress,
    *,
    epochs: int,
    rate: float,
    loss: Callable[[Batch, Outputs], Tensor],
    name: str,
) -> None:
    network.encoder.words.weight.requires_grad_(False)
    random = Random(plan.seed)  # noqa: S311  # for variety, not for secrets
    optimiser = _optimiser(network, rate=rate, head_rate=plan.head_rate)
    rates = [group["lr"] for group in optimiser.param_groups]
    started = time.perf_counter()
    for epoch in range(epochs):
        network.train()
        total, count = 0.0, 0
        groups = list(batches(messages, tokenizer, vary, random, pieces=plan.pieces))
        for index, batch in enumerate(groups):
            share = (epoch + index / len(groups)) / epochs
            for group, highest in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = highest * _schedule(share)
            with torch.autocast("cpu", dtype=plan.precision):
                said = network(batch.ids, batch.mask)
            value = loss(batch, said)
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            total, count = total + float(value.detach()), count + 1
        progress(f"{name} epoch {epoch + 1}/{epochs}: loss {total / count:.4f}, {time.perf_counter() - started:.0f} s")
    network.eval()


def _schedule(share: float) -> float:
    """Return the share of the highest learning rate: a short rise, then a cosine down to nothing."""
    if share < 0.06:
        return share / 0.06
    return 0.5 * (1.0 + math.cos(math.pi * (share - 0.06) / 0.94))


def _optimiser(network: Network, *, rate: float, head_rate: float) -> torch.optim.AdamW:
    body = [(name, item) for name, item in network.named_parameters() if item.requires_grad]
    heads = [item for name, item in body if not name.startswith("encoder.")]
    weights = [item for name, item in body if name.startswith("encoder.") and item.ndim > 1]
    others = [item for name, item in body if name.startswith("encoder.") and item.ndim == 1]
    return torch.optim.AdamW(
        [
            {"params": weights, "lr": rate, "weight_decay": 0.01},
            {"params": others, "lr": rate, "weight_decay": 0.0},
            {"params": heads, "lr": head_rate, "weight_decay": 0.01},
        ],
        fused=True,
    )
