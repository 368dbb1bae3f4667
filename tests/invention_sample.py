"""What the tests of inventing share: spans from marked texts, and a sample of the corpus."""

from functools import cache
from random import Random
from typing import NamedTuple

from classifier.normalise import normalise_text
from classifier.training.corpus import Corpus
from classifier.training.markup import unmark


class Span(NamedTuple):
    start: int
    end: int
    label: str


def spans(marked):
    return tuple(Span(span["start"], span["end"], span["label"]) for span in unmark(marked)[1])


@cache
def corpus_sample(count=300):
    """Messages with entities, always the same."""
    messages = [message for message in Corpus.read().messages if message.entities]
    return tuple(Random(2026).sample(messages, count))


def recogniser_of(classifier):
    """Return what finds entities in a text, in its own offsets."""

    def recognise(text):
        normalised = normalise_text(text)
        found = classifier.engine.read(normalised).entities
        return [Span(*normalised.original_span(entity.start, entity.end), entity.label) for entity in found]

    return recognise
