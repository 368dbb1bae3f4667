"""Pruning the vocabulary to what Dutch and English as typed in the Netherlands need.

Of the model's 250,000 pieces most are of other scripts and languages. Kept are the pieces that frequent Dutch and
English words, names and the corpus use, in the spellings that people type, and all short pieces of Latin
letters, so that any word can still be spelled.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from classifier.training.encoder.source import Source

__all__ = ["build_tokenizer", "frequent_words", "prune"]

MARK = "▁"
"""What stands for a space at the start of a piece (SentencePiece)."""

SHORT = 3
WORDS = {"nl": 200_000, "en": 60_000}
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def frequent_words() -> Iterator[str]:
    """Yield the most frequent Dutch and English words (wordfreq, Apache 2.0; its lists CC BY-SA 4.0)."""
    import wordfreq

    for language, count in WORDS.items():
        yield from wordfreq.top_n_list(language, count, wordlist="large")


def prune(source: Source, texts: Iterable[str], *, size: int) -> Source:
    """Return the model with at most ``size`` pieces: those that ``texts`` use most, and all short Latin ones.

    Parameters
    ----------
    source
        The published model.
    texts
        Words or messages, the most important ones first.
    size
        How many pieces to keep.
    """
    tokenizer = build_tokenizer(source)
    counts: Counter[int] = Counter()
    for batch in _batches(_spellings(texts), 20_000):
        for encoding in tokenizer.encode_batch_fast(batch, add_special_tokens=False):
            counts.update(encoding.ids)
    dimensions = source.dimensions
    special = [dimensions.begin, dimensions.padding, dimensions.end, dimensions.unknown]
    always = [index for index, piece in enumerate(source.pieces) if _is_basic(piece)]
    ranked = [index for index, _ in counts.most_common()]
    chosen = list(dict.fromkeys([*special, *always, *ranked]))[:size]
    kept = [*special, *sorted(set(chosen) - set(special))]
    tensors = dict(source.tensors)
    tensors["words.weight"] = source.tensors["words.weight"][kept]
    return Source(
        name=source.name,
        dimensions=type(dimensions)(
            **{
                name: getattr(dimensions, name)
                for name in ("hidden", "layers", "heads", "feed_forward", "positions", "epsilon")
            },
            begin=0,
            padding=1,
            end=2,
            unknown=3,
        ),
        pieces=(*SPECIAL, *(source.pieces[index] for index in kept[len(SPECIAL) :])),
        scores=np.array([source.scores[index] for index in kept], dtype=np.float32),
        tensors=tensors,
    )


def build_tokenizer(source: Source) -> Tokenizer:
    """Return the unigram tokenizer of a model, which gives offsets into the text as it was passed in."""
    vocabulary = [(piece, float(score)) for piece, score in zip(source.pieces, source.scores, strict=True)]
    dimensions = source.dimensions
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=dimensions.unknown))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement=MARK, prepend_scheme="always")
    begin, end = source.pieces[dimensions.begin], source.pieces[dimensions.end]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}",
        special_tokens=[(begin, dimensions.begin), (end, dimensions.end)],
    )
    return tokenizer


def _spellings(texts: Iterable[str]) -> Iterator[str]:
    """Yield every text as it stands, in lower case and, when it is one word, with a capital."""
    for text in texts:
        yield text
        if text != text.lower():
            yield text.lower()
        if " " not in text and text != text.capitalize():
            yield text.capitalize()


def _batches(texts: Iterable[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _is_basic(piece: str) -> bool:
    """Return whether a piece is needed to spell anything: short and of Latin letters, a digit group, a sign."""
    body = piece.removeprefix(MARK)
    if not body:
        return piece == MARK
    if len(body) == 1:
        return unicodedata.category(body)[0] in "NPS" or _is_latin(body)
    return len(body) <= SHORT and all(letter.isascii() and letter.isalnum() for letter in body)


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
