"""Looking through labelled messages once, for everything that somebody should look at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from classifier.artefacts import encoder_directory
from classifier.errors import CorpusError
from classifier.normalise import normalise_text
from classifier.training.corpus import AUTHORS, CORPUS, Split
from classifier.training.fit import examples
from classifier.training.out_of_sample import answers_of, out_of_sample, rows_of
from classifier.training.placed import Placed, read_placed
from classifier.training.progress import Progress, in_silence
from classifier.training.readings import engine_with
from classifier.training.suspects import Suspect, label_suspects, quality_of, require_cleanlab, span_suspects
from classifier.training.usefulness import Usefulness
from classifier.training.worth_labelling import labelled_twice, useful_in_corpus

__all__ = ["Looked", "look"]


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, the worst or the most useful first.

    Attributes
    ----------
    labels, spans
        Levels and topics, and spans, that are likely to be wrong.
    useful
        The messages that a second labelling would help most.
    """

    labels: Sequence[Suspect]
    spans: Sequence[Suspect]
    useful: Sequence[tuple[Placed, Usefulness]]


def look(
    directory: Path = CORPUS,
    splits: Sequence[Split] = (Split.SCORERS, Split.DEVELOPMENT),
    *,
    models: Path | None = None,
    progress: Progress = in_silence,
) -> Looked:
    """Look through the messages of some splits.

    Parameters
    ----------
    directory
        The corpus.
    splits
        What to look at. The encoder has learned the labels of its own split, the wrong ones too, and finds few there.
    models
        Directory of the model versions; the encoder of the current one reads the messages.
    progress
        Shows how far the work is.

    Raises
    ------
    ArtefactError
        If the encoder cannot be loaded.
    ConfigurationError
        If cleanlab is not installed, ``authors.yaml`` is wrong, or the messages are by one author only.
    CorpusError
        If a line is no valid record, or there is no message.
    """
    require_cleanlab()
    placed = list(read_placed(directory, splits))
    if not placed:
        raise CorpusError(f"no author in {' or '.join(splits)} has a message", path=directory / AUTHORS, line=1)
    engine = engine_with(encoder_directory(models))
    recognised = [engine.read(normalise_text(item.message.text)) for item in progress(placed, "reading messages")]
    messages = [item.message for item in placed]
    answers = answers_of(messages)
    authors = [message.author for message in messages]
    probabilities = out_of_sample(rows_of(examples(messages, recognised)), answers, authors, progress=progress)
    return Looked(
        labels=label_suspects(placed, answers, probabilities),
        spans=span_suspects(placed, recognised),
        useful=useful_in_corpus(
            placed, probabilities, quality_of(answers, probabilities), twice=labelled_twice(directory)
        ),
    )
