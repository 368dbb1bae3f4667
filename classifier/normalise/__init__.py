"""Placeholder until the step's builder writes it."""

from classifier.records import Draft, Normalised, NormalisedText


def normalise_text(original: str) -> NormalisedText:
    """Return the text as it is."""
    n = len(original)
    return NormalisedText(original, original, tuple(range(n)), tuple(range(1, n + 1)))


def normalise(draft: Draft) -> Normalised:
    """Return the draft as it is."""
    return Normalised(draft, normalise_text(draft.text), tuple(normalise_text(m.text) for m in draft.context.history))
