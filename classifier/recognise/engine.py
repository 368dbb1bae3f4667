"""The recognise step: one spaCy pass, all recognisers, plain entities."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from threading import Lock

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer import EntityRecognizer as PresidioRecogniser
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from spacy.language import Language

from classifier.recognise.encoder.component import EncoderComponent, pass_of
from classifier.recognise.nlp import SpacyPass
from classifier.recognise.overlaps import resolve_overlaps
from classifier.recognise.recogniser import OWN, PUBLIC, WARNS
from classifier.records import Encoding, Entity, Normalised, NormalisedText, Recognised, RecognisedMessage

__all__ = ["RecognitionEngine"]


class RecognitionEngine:
    """Reads normalised texts with Presidio over one spaCy pass.

    spaCy's memory zone frees every string of a text once it is read, but serves one thread at a time: the
    engine holds a lock from entering the zone until the results are plain records.

    Parameters
    ----------
    pipeline
        A loaded spaCy pipeline for Dutch.
    recognisers
        The recognisers, Presidio's or our own.
    allow_list
        Texts that are never reported, compared without regard to case.
    degraded
        What this engine has to do without.
    """

    def __init__(
        self,
        pipeline: Language,
        recognisers: Sequence[PresidioRecogniser],
        *,
        allow_list: Sequence[str] = (),
        degraded: tuple[str, ...] = (),
    ) -> None:
        _silence_presidio()
        self.degraded = degraded
        self._pipeline = pipeline
        self._lock = Lock()
        self._allowed = frozenset(text.casefold() for text in allow_list)
        has_context = any(recogniser.context for recogniser in recognisers)
        self._nlp = SpacyPass(pipeline, with_lemmas=has_context)
        self._analyzer = AnalyzerEngine(
            context_aware_enhancer=None if has_context else _Unenhanced(),
            registry=RecognizerRegistry(recognizers=list(recognisers), supported_languages=["nl"]),
            nlp_engine=self._nlp,
            supported_languages=["nl"],
        )

    @property
    def width(self) -> int | None:
        """How many numbers the encoder's vector has; ``None`` without an encoder."""
        model = next((part.model for _, part in self._pipeline.pipeline if isinstance(part, EncoderComponent)), None)
        return None if model is None else model.width

    def read(self, text: NormalisedText) -> RecognisedMessage:
        """Find the entities of one text."""
        with self._lock, self._pipeline.memory_zone():
            return self._read(text)

    def recognise(self, normalised: Normalised) -> Recognised:
        """Find the entities of the message and of its history."""
        with self._lock, self._pipeline.memory_zone():
            message = self._read(normalised.message)
            history = tuple(self._read(text) for text in normalised.history)
        return Recognised(draft=normalised.draft, message=message, history=history, degraded=self.degraded)

    def _read(self, normalised: NormalisedText) -> RecognisedMessage:
        text = normalised.text
        if not text.strip():
            return RecognisedMessage(normalised=normalised)
        artefacts = self._nlp.process_text(text, "nl")
        results = self._analyzer.analyze(text, language="nl", nlp_artifacts=artefacts, return_decision_process=True)
        entities = resolve_overlaps(
            _entity(result) for result in results if text[result.start : result.end].casefold() not in self._allowed
        )
        found = pass_of(artefacts.tokens)
        encoding = None if found is None else Encoding(found.odds, found.vector, found.offsets, found.shares)
        return RecognisedMessage(normalised=normalised, entities=entities, encoding=encoding)


class _Unenhanced(ContextAwareEnhancer):
    """Leaves scores as they are, as Presidio's own does where no recogniser has context words, without its copies."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0.0,
            min_score_with_context_similarity=0.0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self, text: str, raw_results: list[RecognizerResult], *_: object, **__: object
    ) -> list[RecognizerResult]:
        """Return the results."""
        return raw_results


def _entity(result: RecognizerResult) -> Entity:
    metadata = result.recognition_metadata or {}
    return Entity(
        label=str(result.entity_type),
        start=int(result.start),
        end=int(result.end),
        score=float(result.score),
        recogniser=str(metadata.get(RecognizerResult.RECOGNIZER_NAME_KEY, "")),
        public=bool(metadata.get(PUBLIC, False)),
        own=bool(metadata.get(OWN, False)),
        warns=metadata.get(WARNS),
    )


def _silence_presidio() -> None:
    """Drop what Presidio logs below a warning: among it are the words around a finding."""
    for name in ("presidio-analyzer", "presidio-anonymizer"):
        logger = logging.getLogger(name)
        if _is_serious not in logger.filters:
            logger.addFilter(_is_serious)


def _is_serious(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING
