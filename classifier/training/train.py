"""From a corpus and an encoder to a model version: the scorers, in less than two minutes and without torch.

Training never changes which version is the current one; see :mod:`.releases`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

import numpy as np

from classifier.artefacts import ENCODERS, encoder_directory, models_directory, read_notes
from classifier.errors import ArtefactError, CorpusError
from classifier.pipeline import Classifier
from classifier.score.corrections import CORRECTIONS, Corrections
from classifier.score.features import FloatArray
from classifier.score.scorer import ARTEFACT
from classifier.training.card import model_card
from classifier.training.checkpoints import WORK, WorkDirectory, key_of
from classifier.training.corpus import CORPUS, Corpus, Message, Split
from classifier.training.corrections import Judged, fit_corrections
from classifier.training.disk import locked, replace_file
from classifier.training.evaluation import Report, corpus_hash, evaluate, load_messages
from classifier.training.evaluation.current import names_by_origin
from classifier.training.fit import SEED, Example, Fitted, examples, fit_scorer
from classifier.training.packing import packed
from classifier.training.parallel import cores
from classifier.training.progress import Steps, tell_nobody
from classifier.training.provenance import code_in_use, sources_hash
from classifier.training.readings import read_all
from classifier.training.thresholds import scores_of
from classifier.training.truth import held_targets
from classifier.training.writing import is_version_name, new_directory, remove_partial, store_encoder, write_notes

__all__ = ["CARD_FILE", "METRICS_FILE", "corpus_hash", "measure", "train"]

METRICS_FILE = "metrics.json"
CARD_FILE = "card.md"
"""What was measured of a version, for programs and for people."""

_SOURCES = ("score", "normalise", "recognise", "records.py", "vocabulary.py", "training/fit.py", "training/truth.py")
_PACKAGES = ("numpy", "scikit-learn", "scipy", "skops")


def train(
    directory: Path = CORPUS,
    *,
    models: Path | None = None,
    version: str | None = None,
    encoder: Path | None = None,
    seed: int = SEED,
    at_once: int | None = None,
    measured: bool = True,
    progress: Steps = tell_nobody,
) -> Path:
    """Train the scorers on the authors that the encoder has not seen, and write them as a new model version.

    A training that was stopped goes on where it was; what it has done so far lies in ``.training/`` beside the
    versions. The same corpus, encoder, seed and code give the same artefact, byte for byte, on the same machine.

    Parameters
    ----------
    directory
        The corpus.
    models
        Directory to write the version to.
    version
        Its name; by default the date and the corpus's hash.
    encoder
        Directory of the encoder; by default that of the current version.
    seed
        Seed of the solvers.
    at_once
        How many processes work beside each other; by default as many as there are cores. The result is the same.
    measured
        Whether to measure the version on the frozen test set and write its metrics and card.
    progress
        Is told how far it is.

    Returns
    -------
    Path
        The directory of the version.

    Raises
    ------
    ArtefactError
        If the encoder cannot be used, or there is a version of that name.
    CorpusError, ConfigurationError
        If the corpus cannot be read, or has too few authors to train on.
    BusyError
        If another training is at work in this directory.
    OSError
        If something cannot be written; names the file.
    """
    started = perf_counter()
    models = models_directory(models)
    if version is not None and not is_version_name(version):
        raise ArtefactError(f"{version!r}: a version cannot be called so")
    messages, reviewed = _messages(directory)
    work = models / WORK
    work.mkdir(parents=True, exist_ok=True)
    with locked(work / "lock", busy=f"{work}: another training is at work here"):
        remove_partial(models)
        encoder = store_encoder(encoder or encoder_directory(models), models / ENCODERS)
        data = corpus_hash((*messages, *reviewed))
        target = models / (version or _free_name(models, data))
        with new_directory(target) as partial:
            checkpoints = WorkDirectory(work / _key(corpus_hash(messages), encoder, seed))
            at_once = at_once or cores()
            readings = read_all(
                [message.text for message in (*messages, *reviewed)],
                encoder,
                work,
                at_once=at_once,
                progress=lambda done, total: progress("messages read", done, total),
            )
            paired = examples((*messages, *reviewed), readings)
            known, unknown = paired[: len(messages)], paired[len(messages) :]
            fitted = fit_scorer(
                known,
                checkpoints,
                seed=seed,
                at_once=at_once,
                progress=lambda done, total: progress("scorers fitted", done, total),
            )
            replace_file(partial / ARTEFACT, packed(fitted.state))
            if unknown:
                learned = json.dumps(_corrections(known, unknown, fitted).as_data(), ensure_ascii=False, indent=1)
                replace_file(partial / CORRECTIONS, f"{learned}\n".encode())
            write_notes(
                partial,
                {
                    "version": target.name,
                    "encoder": encoder.name,
                    "created": datetime.now(UTC).isoformat(timespec="seconds"),
                    "code": code_in_use().as_data(),
                    "seed": seed,
                    "data": {
                        "hash": data,
                        "messages": len(messages),
                        "authors": len({message.author for message in messages}),
                        "reviewed": len(reviewed),
                    },
                    "training_seconds": round(perf_counter() - started, 1),
                },
            )
            if measured:
                progress("versions measured", 0, 1)
                measure(partial, directory)
                progress("versions measured", 1, 1)
        checkpoints.discard()
    return target


def measure(version: Path, directory: Path = CORPUS) -> Report:
    """Measure a version on the frozen test set, current or not, and note it in its metrics and its card.

    The errors themselves are not shown: who reads them and then changes the model has no frozen test set any more.
    """
    messages = load_messages(directory)
    classifier = Classifier.load(models=version.parent, version=version.name)
    notes = read_notes(version)
    report = evaluate(
        classifier,
        messages,
        scores=scores_of(classifier, messages),
        names=names_by_origin(directory),
        encoder=notes["encoder"],
        errors=0,
    )
    replace_file(version / METRICS_FILE, f"{json.dumps(report.as_data(), indent=2)}\n".encode())
    replace_file(version / CARD_FILE, model_card(notes, report).encode())
    if "files" in notes:
        write_notes(version, notes)
    return report


def _messages(directory: Path) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """Return the messages that the scorers are fitted on, and those that curators reviewed."""
    corpus = Corpus.read(directory)
    messages = corpus.split(Split.SCORERS)
    if len({message.author for message in messages}) < 2:
        raise CorpusError(
            "holds messages of fewer than two authors to fit the scorers on", path=directory / "authors.yaml", line=1
        )
    return messages, corpus.split(Split.REVIEWED)


def _corrections(known: Sequence[Example], unknown: Sequence[Example], fitted: Fitted) -> Corrections:
    """Return what the reviewed messages teach on top of what was fitted."""
    unseen = np.stack([fitted.odds_of(example) for example in unknown])
    return fit_corrections(_judged(unknown, unseen), _judged(known, fitted.odds))


def _judged(of: Sequence[Example], odds: FloatArray) -> Judged:
    answers = np.array([held_targets(example.message) for example in of])
    return Judged([example.masked for example in of], odds, answers)


def _free_name(models: Path, data: str) -> str:
    """Return a name that no version has: the date and the beginning of the corpus's hash, numbered when it must be."""
    name = f"{datetime.now(UTC):%Y.%m.%d}-{data[:8]}"
    if not (models / name).exists():
        return name
    return next(numbered for number in count(2) if not (models / (numbered := f"{name}-{number}")).exists())


def _key(data: str, encoder: Path, seed: int) -> str:
    code = sources_hash(*_SOURCES, packages=_PACKAGES)
    return key_of({"data": data, "encoder": encoder.name, "seed": seed, "code": code})
