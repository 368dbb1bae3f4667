"""The one spaCy pass over a text, in the shape that Presidio expects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine
from spacy.language import Language
from spacy.tokens import Doc

from classifier.recognise.tokenise import tokenise

__all__ = ["SpacyPass"]


class SpacyPass(NlpEngine):
    """Hands an already loaded spaCy pipeline to Presidio.

    Presidio's own engine can download a model; this one cannot. A pipeline without a lemmatiser serves the
    lower-cased words as lemmas, so that context words in a configuration work all the same.

    Parameters
    ----------
    pipeline
        A loaded spaCy pipeline for Dutch.
    with_lemmas
        Whether a recogniser has context words, which Presidio compares with lemmas.
    """

    def __init__(self, pipeline: Language, *, with_lemmas: bool = True) -> None:
        self.pipeline = pipeline
        self.with_lemmas = with_lemmas

    def load(self) -> None:
        """Do nothing: the pipeline came loaded."""

    def is_loaded(self) -> bool:
        """Return true: the pipeline came loaded."""
        return True

    def process_text(self, text: str, language: str) -> NlpArtifacts:
        """Read ``text`` once."""
        return self._artifacts(self.pipeline(tokenise(self.pipeline, text)), language)

    def process_batch(
        self, texts: Iterable[str], language: str, batch_size: int = 1, n_process: int = 1, **_: Any
    ) -> Iterator[tuple[str, NlpArtifacts]]:
        """Read several texts; yields each with its artefacts."""
        for doc in self.pipeline.pipe(texts, batch_size=batch_size, n_process=n_process):
            yield doc.text, self._artifacts(doc, language)

    def is_stopword(self, word: str, language: str) -> bool:
        """Return whether ``word`` says nothing on its own."""
        return word in self.pipeline.Defaults.stop_words

    def is_punct(self, word: str, language: str) -> bool:
        """Return whether ``word`` is made of punctuation only."""
        return not any(character.isalnum() for character in word)

    def get_supported_entities(self) -> list[str]:
        """Return the labels of the pipeline's entity component."""
        labels = self.pipeline.pipe_labels
        return sorted({label for name in self.pipeline.pipe_names for label in labels.get(name, ())})

    def get_supported_languages(self) -> list[str]:
        """Return the pipeline's language."""
        return [str(self.pipeline.lang)]

    def _artifacts(self, doc: Doc, language: str) -> NlpArtifacts:
        return NlpArtifacts(
            entities=list(doc.ents),
            tokens=doc,
            tokens_indices=[token.idx for token in doc],
            lemmas=[token.lemma_ or token.lower_ for token in doc] if self.with_lemmas else [],
            nlp_engine=self,
            language=language,
        )
