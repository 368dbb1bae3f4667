"""Fine-tuning the published model on everything at once: the teachers, and how any network is trained.

Teachers have all layers and learn from the labels, each in an order and with variants of its own: what they say
together is usually better than what any one says.
"""

from __future__ import annotations

import math
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from random import Random

import numpy as np
import numpy.typing as npt
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from classifier.recognise.encoder.heads import TAGS
from classifier.training.checkpoints import WorkDirectory
from classifier.training.corpus import Message
from classifier.training.encoder.batches import Batch, batches
from classifier.training.encoder.labels import IGNORED
from classifier.training.encoder.network import Encoder, Network, Outputs
from classifier.training.encoder.plan import Plan
from classifier.training.encoder.resume import Learner
from classifier.training.encoder.source import Source
from classifier.training.parallel import each
from classifier.training.truth import held_targets
from classifier.vocabulary import TARGETS

__all__ = [
    "TAGS_WEIGHT",
    "Progress",
    "Vary",
    "fit_teacher",
    "fit_teachers",
    "from_labels",
    "new_network",
    "priors_of",
    "target_weights",
    "train_network",
]

TAGS_WEIGHT = 5.0
"""How much the tags count beside the targets, each of which counts once: most pieces are outside any entity."""

_SAY_EVERY = 10.0
"""Seconds between two lines on how far a network is."""

MOST_WEIGHT = 6.0
"""Most that a rare target counts where it is held, against 1 where it is not."""

Vary = Callable[[Message, Random], Message]
Progress = Callable[[str], None]


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
    source: Source,
    messages: Sequence[Message],
    tokenizer: Tokenizer,
    vary: Vary,
    plan: Plan,
    progress: Progress,
    work: WorkDirectory | None = None,
) -> Network:
    """Fine-tune all layers on the labels; with ``work``, going on from what is kept there."""
    torch.manual_seed(plan.seed)
    priors = priors_of(messages)
    network = new_network(source, layers=source.dimensions.layers, priors=priors)
    weights = target_weights(priors).to(plan.device)
    train_network(
        network,
        lambda random: list(batches(messages, tokenizer, vary, random, pieces=plan.pieces)),
        plan,
        progress,
        epochs=plan.teacher_epochs,
        rate=plan.teacher_rate,
        loss=lambda _, batch, said: from_labels(batch, said, weights),
        name=f"teacher (seed {plan.seed})",
        work=work,
    )
    return network


def fit_teachers(
    source: Source,
    messages: Sequence[Message],
    tokenizer: Tokenizer,
    vary: Vary,
    plan: Plan,
    progress: Progress,
    work: WorkDirectory | None = None,
) -> list[Network]:
    """Fine-tune ``plan.teachers`` networks, each from a seed of its own, ``plan.at_once`` beside each other.

    Where they learn beside each other, ``vary`` and ``progress`` must be such that another process can be handed them.
    """
    plans = [replace(plan, seed=plan.seed + number) for number in range(plan.teachers)]
    if plan.at_once == 1:
        return [fit_teacher(source, messages, tokenizer, vary, own, progress, work) for own in plans]
    teachers = []
    fit = partial(_weights_of_teacher, source, messages, tokenizer, vary, progress, work)
    for weights in each(fit, plans, at_once=plan.at_once, prepare=_share_cores, given=(plan.at_once,)):
        teacher = new_network(source, layers=source.dimensions.layers, priors=priors_of(messages))
        teacher.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
        teachers.append(teacher.to(plan.device).eval())
    return teachers


def priors_of(messages: Sequence[Message]) -> list[float]:
    """Return the share of the messages that hold each target."""
    shares: list[float] = torch.tensor([held_targets(message) for message in messages]).float().mean(dim=0).tolist()
    return shares


def target_weights(priors: Sequence[float]) -> Tensor:
    """Return how much more a target counts where it is held: rare ones would else hardly be learned."""
    shares = torch.tensor(priors)
    return ((1.0 - shares) / shares.clamp(min=1e-3)).sqrt().clamp(1.0, MOST_WEIGHT)


def from_labels(batch: Batch, said: Outputs, weights: Tensor) -> Tensor:
    """Return the loss against what the messages are labelled as; ``weights`` are of :func:`target_weights`."""
    tags = functional.cross_entropy(said.tags.flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORED)
    odds = functional.binary_cross_entropy_with_logits(said.odds, batch.answers, pos_weight=weights)
    return tags * TAGS_WEIGHT + odds * len(TARGETS)


def _share_cores(at_once: int) -> None:
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // at_once))


def _weights_of_teacher(
    source: Source,
    messages: Sequence[Message],
    tokenizer: Tokenizer,
    vary: Vary,
    progress: Progress,
    work: WorkDirectory | None,
    plan: Plan,
) -> dict[str, npt.NDArray[np.float32]]:
    """Fine-tune a teacher in a process of its own, and return its weights in a form that any process reads."""
    network = fit_teacher(source, messages, tokenizer, vary, plan, progress, work)
    return {name: tensor.cpu().numpy() for name, tensor in network.state_dict().items()}


def train_network(
    network: Network,
    lessons: Callable[[Random], list[Batch]],
    plan: Plan,
    progress: Progress,
    *,
    epochs: int,
    rate: float,
    loss: Callable[[int, Batch, Outputs], Tensor],
    name: str,
    work: WorkDirectory | None = None,
) -> None:
    """Train; ``lessons`` gives the batches of an epoch, and ``loss`` is told the place of the batch among them.

    With ``work`` the state after every epoch is kept there under ``name``; where one is kept already, it goes on there.
    """
    network.to(plan.device)
    network.encoder.words.weight.requires_grad_(False)
    random = Random(plan.seed)  # noqa: S311  # for variety, not for secrets
    optimiser = _optimiser(network, rate=rate, head_rate=plan.head_rate)
    rates = [group["lr"] for group in optimiser.param_groups]
    learner, kept_as = Learner(network, optimiser, random), re.sub(r"\W+", "_", name).strip("_")
    first = 0 if work is None else learner.restore(work, kept_as, epochs=epochs)
    if first:
        progress(f"{name}: goes on after epoch {first}/{epochs}")
    started = told = time.perf_counter()
    for epoch in range(first, epochs):
        network.train()
        total = torch.zeros((), device=plan.device)
        read = lessons(random)
        for index, batch in enumerate(read):
            share = (epoch + index / len(read)) / epochs
            for group, highest in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = highest * _schedule(share)
            here = batch.to(plan.device)
            with torch.autocast(torch.device(plan.device).type, dtype=plan.precision):
                said = network(here.ids, here.mask)
            value = loss(index, here, said)
            value.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            total += value.detach()
            if time.perf_counter() - told >= _SAY_EVERY:
                told = time.perf_counter()
                progress(
                    f"{name} epoch {epoch + 1}/{epochs}: {index + 1} of {len(read)} batches, {told - started:.0f} s"
                )
        taken = time.perf_counter() - started
        progress(f"{name} epoch {epoch + 1}/{epochs}: loss {float(total) / len(read):.4f}, {taken:.0f} s")
        if work is not None:
            learner.keep(work, kept_as, epoch + 1, last=epoch + 1 == epochs)
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
