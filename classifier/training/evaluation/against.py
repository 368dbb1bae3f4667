"""A candidate against the version in use: what stands in files, put together.

``refusals`` is what releasing a version asks; ``compare_versions`` measures without judging.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

from classifier.artefacts import VERSION_FILE
from classifier.pipeline import Classifier
from classifier.records import Category, CategoryScore
from classifier.score.corrections import CORRECTIONS
from classifier.score.scorer import ARTEFACT
from classifier.training.corpus import CORPUS, Message
from classifier.training.disk import replace_file
from classifier.training.evaluation.assessor import Assessor
from classifier.training.evaluation.comparison import Comparison, compare
from classifier.training.evaluation.comparison_data import COMPARISON_VERSION, comparison_data, comparison_from
from classifier.training.evaluation.current import names_by_origin
from classifier.training.evaluation.gate import Refusal, judge, read_gate
from classifier.training.evaluation.loading import load_both
from classifier.training.evaluation.messages import corpus_hash, load_messages
from classifier.training.progress import Progress, in_silence
from classifier.training.thresholds import scores_of

__all__ = ["COMPARISON_FILE", "compare_versions", "refusals"]

COMPARISON_FILE = "comparison.json"
"""Where a version's directory keeps how it compares with the version that was in use."""

_LIBRARY = Path(__file__).parents[2]
_CODE = (".py", ".yaml")


def refusals(
    candidate: Path,
    current: Path,
    *,
    directory: Path | None = None,
    gate: Path | None = None,
    progress: Progress = in_silence,
) -> tuple[Refusal, ...]:
    """Return every reason of the gate not to put a candidate in the place of the current version.

    What is measured is kept as ``comparison.json`` in the candidate's directory, and is not measured again as long as
    versions, messages and library are the same.

    Parameters
    ----------
    candidate, current
        Directories of the two versions.
    directory
        The corpus whose frozen test set is measured on; by default this repository's.
    gate
        Gate file; by default that of this project.
    progress
        Shows how far it is.

    Raises
    ------
    ArtefactError, CorpusError, ConfigurationError
        If a version, the messages or the gate cannot be read.
    """
    rules = read_gate(gate)
    messages = load_messages(directory)
    made_of = _made_of(candidate, current, messages, directory or CORPUS)
    comparison = _kept(candidate / COMPARISON_FILE, made_of)
    if comparison is None:
        (comparison,) = compare_versions(candidate, current, (messages,), corpus=directory, progress=progress)
        _keep(candidate / COMPARISON_FILE, comparison, made_of)
    return judge(comparison, rules)


def compare_versions(
    candidate: Path,
    current: Path,
    sets: Sequence[Sequence[Message]],
    *,
    corpus: Path | None = None,
    policy: Path | None = None,
    quick: bool = False,
    progress: Progress = in_silence,
) -> tuple[Comparison, ...]:
    """Load two versions and compare them on every set of messages; only the first one for robustness and fairness.

    Parameters
    ----------
    candidate, current
        Directories of the two versions.
    sets
        Sets of labelled messages.
    corpus
        Where names by origin stand; by default this repository's corpus.
    policy
        Policy file; both versions decide by it.
    quick
        See :func:`.comparison.compare`.
    progress
        Shows how far it is.

    Raises
    ------
    ArtefactError, ConfigurationError
        If a version or a configuration file cannot be read.
    """
    ours, theirs = load_both(candidate, current, policy=policy)
    names = None if quick else names_by_origin(corpus or CORPUS)
    return tuple(
        compare(messages, ours, theirs, score=_score, names=names, quick=quick or place > 0, progress=progress)
        for place, messages in enumerate(sets)
    )


def _score(assessor: Assessor, message: Message) -> Mapping[Category, CategoryScore]:
    return scores_of(cast("Classifier", assessor), [message])[0]


def _made_of(candidate: Path, current: Path, messages: Sequence[Message], corpus: Path) -> str:
    """Return a hash of everything that a comparison depends on."""
    digest = hashlib.sha256(f"{COMPARISON_VERSION} {corpus_hash(messages)}".encode())
    for path in _files(candidate, current, corpus):
        digest.update(f"{path.name} {path.stat().st_size} ".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(candidate: Path, current: Path, corpus: Path) -> Iterator[Path]:
    for version in (candidate, current):
        yield from (path for name in (VERSION_FILE, ARTEFACT, CORRECTIONS) if (path := version / name).is_file())
    yield from (path for path in (corpus / "names" / "origins.yaml",) if path.is_file())
    yield from (path for path in sorted(_LIBRARY.rglob("*")) if path.suffix in _CODE)


def _kept(path: Path, made_of: str) -> Comparison | None:
    """Return the comparison that was kept, when it is one of exactly these things."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return comparison_from(data) if data["made_of"] == made_of else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None


def _keep(path: Path, comparison: Comparison, made_of: str) -> None:
    data = comparison_data(comparison) | {"made_of": made_of}
    replace_file(path, f"{json.dumps(data, indent=2, allow_nan=False)}\n".encode())
