"""From a corpus to a model version."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any
from zipfile import ZIP_DEFLATED

import skops.io
from sklearn.model_selection import GroupKFold

from classifier.artefacts import models_directory
from classifier.normalise import normalise_text
from classifier.pipeline import Classifier
from classifier.recognise import RecognitionEngine
from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.names import ARTEFACT as NAMES_ARTEFACT
from classifier.recognise.names import pipeline_from_state
from classifier.recognise.registry import build_recognisers
from classifier.records import RecognisedMessage
from classifier.score.scorer import ARTEFACT as SCORER_ARTEFACT
from classifier.training.card import model_card
from classifier.training.corpus import CORPUS, Corpus, Message, Split
from classifier.training.evaluate import Report, evaluate, load_messages
from classifier.training.fit import FOLDS, examples, fit_scorer
from classifier.training.fit_names import fit_names

__all__ = ["make_current", "measure", "train"]


def train(directory: Path = CORPUS, *, models: Path | None = None, version: str | None = None) -> Path:
    """Train the names and the scorers on a corpus, and write them as a new model version.

    The version is not made current; see :func:`make_current`.

    Parameters
    ----------
    directory
        The corpus.
    models
        Directory to write the version to.
    version
        Its name; by default the date and the corpus's hash.

    Returns
    -------
    Path
        The directory of the version.
    """
    started = perf_counter()
    corpus = Corpus.read(directory)
    messages = corpus.split(Split.TRAIN)
    data = corpus_hash(messages)
    version = version or f"{datetime.now(UTC):%Y.%m.%d}-{data[:8]}"
    names = fit_names(messages)
    scorer = fit_scorer(examples(messages, _read_unseen(messages)))
    return _write(
        models_directory(models) / version,
        {NAMES_ARTEFACT: names, SCORER_ARTEFACT: scorer},
        {
            "version": version,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "data": {"hash": data, "messages": len(messages), "authors": len({item.author for item in messages})},
            "training_seconds": round(perf_counter() - started, 1),
        },
    )


def measure(version: Path, directory: Path = CORPUS) -> Report:
    """Measure the current version on the frozen test set, and note it in its metrics and its card."""
    report = evaluate(Classifier.load(models=version.parent), load_messages(directory))
    path = version / "metrics.json"
    metrics = json.loads(path.read_text(encoding="utf-8")) | {"quality": report.as_data()}
    _replace(path, json.dumps(metrics, indent=2) + "\n")
    _replace(version / "card.md", model_card(metrics, report))
    return report


def make_current(version: Path) -> None:
    """Make a version the current one of the directory that it stands in, in one step."""
    _replace(version.parent / "current.json", json.dumps({"version": version.name}) + "\n")


def corpus_hash(messages: Sequence[Message]) -> str:
    """Return a hash of everything that the messages say."""
    digest = hashlib.sha256()
    for message in messages:
        digest.update(message.model_dump_json().encode())
    return digest.hexdigest()


def engine_from_names(names: dict[str, Any]) -> RecognitionEngine:
    """Return an engine with our own recognisers and names that were just fitted."""
    configuration = read_recogniser_configuration()
    return RecognitionEngine(
        pipeline_from_state(names), build_recognisers(configuration), allow_list=configuration.allow_list
    )


def _read_unseen(messages: Sequence[Message]) -> list[RecognisedMessage]:
    """Return what the recognisers find in each message when the names were fitted on other authors.

    Names that were fitted on the same messages would be found too well, and the scorers would trust them more
    than they deserve.
    """
    authors = [message.author for message in messages]
    found: dict[int, RecognisedMessage] = {}
    for known, unknown in GroupKFold(n_splits=min(FOLDS, len(set(authors)))).split(messages, groups=authors):
        engine = engine_from_names(fit_names([messages[index] for index in known]))
        for index in unknown:
            found[int(index)] = engine.read(normalise_text(messages[index].text))
    return [found[index] for index in range(len(messages))]


def _write(directory: Path, artefacts: dict[str, dict[str, Any]], metrics: dict[str, Any]) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    for name, state in artefacts.items():
        with tempfile.NamedTemporaryFile(dir=directory, delete=False) as partial:
            partial.write(skops.io.dumps(state, compression=ZIP_DEFLATED))
        Path(partial.name).chmod(0o644)
        Path(partial.name).replace(directory / name)
    _replace(directory / "metrics.json", json.dumps(metrics, indent=2) + "\n")
    return directory


def _replace(path: Path, text: str) -> None:
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
