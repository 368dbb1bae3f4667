"""Distilling teachers into fewer layers.

The student starts as a selection of the first teacher's layers and learns from the labels and from what the teachers
together say of varied messages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from classifier.training.checkpoints import WorkDirectory
from classifier.training.corpus import Message
from classifier.training.encoder.batches import Batch, batches
from classifier.training.encoder.fit import (
    TAGS_WEIGHT,
    Progress,
    Vary,
    from_labels,
    new_network,
    priors_of,
    target_weights,
    train_network,
)
from classifier.training.encoder.network import Network, Outputs
from classifier.training.encoder.plan import Plan
from classifier.training.encoder.source import Source
from classifier.vocabulary import TARGETS

__all__ = ["fit_student"]

READ_AT_ONCE = 8192
"""Pieces, padding included, that a teacher reads in one go for a student."""

LABELS_WEIGHT = 0.3
"""How much the labels count beside what the teachers say."""


@dataclass(frozen=True, slots=True)
class _Taught:
    """What teachers say of a batch: mean probabilities of tags and of targets, and the states of the first one."""

    tags: Tensor
    targets: Tensor
    states: Tensor


def fit_student(
    teachers: Sequence[Network],
    source: Source,
    messages: Sequence[Message],
    tokenizer: Tokenizer,
    vary: Vary,
    plan: Plan,
    progress: Progress,
    work: WorkDirectory | None = None,
) -> Network:
    """Distil the teachers, whose first the student starts from, into ``plan.layers``.

    What the teachers say of an epoch's variants is held in memory: about a kilobyte a piece. The student's orders and
    variants come from a seed that no teacher had. With ``work`` it goes on from what is kept there.
    """
    plan = replace(plan, seed=plan.seed + plan.teachers)
    torch.manual_seed(plan.seed)
    priors = priors_of(messages)
    student = new_network(source, layers=len(plan.layers), priors=priors)
    weights = target_weights(priors).to(plan.device)
    student.load_state_dict(teachers[0].without(plan.layers))
    for teacher in teachers:
        teacher.eval()

    heard: list[_Taught] = []

    def lessons(random: Random) -> list[Batch]:
        read = list(batches(messages, tokenizer, vary, random, pieces=plan.pieces))
        heard.clear()
        heard.extend(_taught_by(teachers, read, plan))
        return read

    def loss(place: int, batch: Batch, said: Outputs) -> Tensor:
        return LABELS_WEIGHT * from_labels(batch, said, weights) + _from_teachers(batch, said, heard[place])

    train_network(
        student,
        lessons,
        plan,
        progress,
        epochs=plan.student_epochs,
        rate=plan.student_rate,
        loss=loss,
        name="student",
        work=work,
    )
    return student


def _from_teachers(batch: Batch, said: Outputs, taught: _Taught) -> Tensor:
    mask = batch.mask.bool()
    of_tags = functional.kl_div(
        functional.log_softmax(said.tags, dim=-1)[mask], taught.tags[mask], reduction="batchmean"
    )
    of_odds = functional.binary_cross_entropy_with_logits(said.odds, taught.targets)
    direction = functional.cosine_similarity(said.states.float()[mask], taught.states.float()[mask], dim=-1)
    return of_tags * TAGS_WEIGHT + of_odds * len(TARGETS) + (1.0 - direction).mean()


def _taught_by(teachers: Sequence[Network], groups: Sequence[Batch], plan: Plan) -> list[_Taught]:
    """Return what the teachers say of every batch; they read several batches of one length at once."""
    heard: dict[int, _Taught] = {}
    for places in _of_one_length(groups):
        ids = torch.cat([groups[place].ids for place in places]).to(plan.device)
        mask = torch.cat([groups[place].mask for place in places]).to(plan.device)
        with torch.no_grad(), torch.autocast(torch.device(plan.device).type, dtype=plan.precision):
            said = [teacher(ids, mask) for teacher in teachers]
        tags = torch.stack([functional.softmax(item.tags, dim=-1) for item in said]).mean(dim=0)
        targets = torch.stack([torch.sigmoid(item.odds) for item in said]).mean(dim=0)
        sizes = [len(groups[place].ids) for place in places]
        parts = zip(
            tags.split(sizes), targets.split(sizes), said[0].states.to(plan.precision).split(sizes), strict=True
        )
        for place, part in zip(places, parts, strict=True):
            heard[place] = _Taught(*part)
    return [heard[place] for place in range(len(groups))]


def _of_one_length(groups: Sequence[Batch]) -> Iterator[list[int]]:
    """Yield the places of batches of one length, at most ``READ_AT_ONCE`` pieces together."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, batch in enumerate(groups):
        by_length[batch.ids.shape[1]].append(place)
    for length, places in by_length.items():
        count = max(1, READ_AT_ONCE // (length * max(len(groups[place].ids) for place in places)))
        yield from (places[first : first + count] for first in range(0, len(places), count))
