"""From a corpus and an encoder to a model version: the scorers, in less than two minutes and without torch."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from zipfile import ZIP_DEFLATED

import skops.io
from threadpoolctl import threadpool_limits

from classifier.artefacts import ENCODERS, VERSION_FILE, encoder_directory, encoder_hash, models_directory
from classifier.errors import ArtefactError
from classifier.normalise import normalise_text
from classifier.recognise import RecognitionEngine
from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.encoder.model import EncoderModel
from classifier.recognise.pipelines import blank_pipeline, with_encoder
from classifier.recognise.registry import build_recognisers
from classifier.score.scorer import ARTEFACT
from classifier.training.card import model_card
from classifier.training.corpus import CORPUS, Corpus, Split
from classifier.training.evaluation import Report, corpus_hash, evaluate_current
from classifier.training.fit import examples, fit_scorer

__all__ = ["corpus_hash", "engine_with", "make_current", "measure", "train"]


def train(
    directory: Path = CORPUS, *, models: Path | None = None, version: str | None = None, encoder: Path | None = None
) -> Path:
    """Train the scorers on the authors that the encoder has not seen, and write them as a new model version.

    The version is not made current; see :func:`make_current`.

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

    Returns
    -------
    Path
        The directory of the version.
    """
    started = perf_counter()
    encoder = _stored(encoder or encoder_directory(models), models_directory(models) / ENCODERS)
    messages = Corpus.read(directory).split(Split.SCORERS)
    data = corpus_hash(messages)
    version = version or f"{datetime.now(UTC):%Y.%m.%d}-{data[:8]}"
    engine = engine_with(encoder)
    readings = [engine.read(normalise_text(message.text)) for message in messages]
    with threadpool_limits(limits=1, user_api="blas"):  # threads cost more than they save on vectors this short
        scorer = fit_scorer(examples(messages, readings))
    return _write(
        models_directory(models) / version,
        scorer,
        {
            "version": version,
            "encoder": encoder.name,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "data": {"hash": data, "messages": len(messages), "authors": len({item.author for item in messages})},
            "training_seconds": round(perf_counter() - started, 1),
        },
    )


def measure(version: Path, directory: Path = CORPUS) -> Report:
    """Measure a version on the frozen test set, current or not, and note it in its metrics and its card.

    The errors themselves are not shown: who reads them and then changes the model has no frozen test set any more.
    """
    with tempfile.TemporaryDirectory() as aside:
        for name in (version.name, ENCODERS):
            (Path(aside) / name).symlink_to((version.parent / name).resolve())
        make_current(Path(aside) / version.name)
        report = evaluate_current(directory, models=Path(aside), errors=0)
    notes = json.loads((version / VERSION_FILE).read_text(encoding="utf-8"))
    _replace(version / "metrics.json", json.dumps(report.as_data(), indent=2) + "\n")
    _replace(version / "card.md", model_card(notes, report))
    return report


def make_current(version: Path) -> None:
    """Make a version the current one of the directory that it stands in, in one step."""
    _replace(version.parent / "current.json", json.dumps({"version": version.name}) + "\n")


def engine_with(encoder: Path) -> RecognitionEngine:
    """Return an engine with our own recognisers and the encoder in a directory."""
    configuration = read_recogniser_configuration()
    return RecognitionEngine(
        with_encoder(blank_pipeline(), EncoderModel(encoder)),
        build_recognisers(configuration),
        allow_list=configuration.allow_list,
    )


def _stored(encoder: Path, encoders: Path) -> Path:
    """Return where an encoder stands by its hash, after copying it there when it stands elsewhere."""
    try:
        target = encoders / encoder_hash(encoder)
    except OSError as problem:
        raise ArtefactError(f"{encoder}: is no encoder: {problem.strerror}") from None
    if not target.exists():
        shutil.copytree(encoder, target)
    return target


def _write(directory: Path, scorer: dict[str, Any], notes: dict[str, Any]) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=directory, delete=False) as partial:
        partial.write(skops.io.dumps(scorer, compression=ZIP_DEFLATED))
    Path(partial.name).chmod(0o644)
    Path(partial.name).replace(directory / ARTEFACT)
    _replace(directory / VERSION_FILE, json.dumps(notes, indent=2) + "\n")
    return directory


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
