"""Which recognisers read a text, put together from a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex
from presidio_analyzer import EntityRecognizer, PatternRecognizer, RecognizerResult
from presidio_analyzer import Pattern as PresidioPattern

from classifier.errors import RecogniserError
from classifier.recognise.configuration import ExtraRecogniser, RecogniserConfiguration
from classifier.recognise.recogniser import WARNS, Recogniser
from classifier.recognise.recognisers.bsn import BsnRecogniser
from classifier.recognise.recognisers.case_number import TIME_LIMIT, CaseNumberRecogniser
from classifier.recognise.recognisers.credential import CredentialRecogniser
from classifier.recognise.recognisers.credit_card import CreditCardRecogniser
from classifier.recognise.recognisers.date_of_birth import DateOfBirthRecogniser
from classifier.recognise.recognisers.email_address import EmailAddressRecogniser
from classifier.recognise.recognisers.iban import IbanRecogniser
from classifier.recognise.recognisers.id_document import IdDocumentRecogniser
from classifier.recognise.recognisers.licence_plate import LicencePlateRecogniser
from classifier.recognise.recognisers.location import LocationRecogniser
from classifier.recognise.recognisers.person import PersonRecogniser
from classifier.recognise.recognisers.phone_number import PhoneNumberRecogniser
from classifier.recognise.recognisers.postcode import PostcodeRecogniser
from classifier.recognise.recognisers.street_address import StreetAddressRecogniser
from classifier.vocabulary import Category

__all__ = ["build_recognisers"]

_FLAGS = regex.IGNORECASE | regex.MULTILINE | regex.DOTALL


def build_recognisers(configuration: RecogniserConfiguration) -> list[EntityRecognizer]:
    """Return the recognisers that ``configuration`` asks for.

    Raises
    ------
    RecogniserError
        If it disables a recogniser that does not exist, or gives context words to an entity that none finds.
    """
    recognisers: list[EntityRecognizer] = [*_own(configuration), *map(_extra, configuration.extra)]
    known = {_name(recogniser) for recogniser in recognisers}
    unknown = sorted(set(configuration.disabled) - known)
    if unknown:
        raise RecogniserError(
            f"disabled: unknown recogniser {unknown[0]!r}", cure=f"known are {', '.join(sorted(known))}"
        )
    kept = [recogniser for recogniser in recognisers if _name(recogniser) not in configuration.disabled]
    for entity, words in configuration.context.items():
        found = [recogniser for recogniser in kept if entity in recogniser.supported_entities]
        if not found:
            raise RecogniserError(f"context: no recogniser finds {entity!r}", cure="correct the entity's name")
        for recogniser in found:
            recogniser.context = [*(recogniser.context or ()), *words]
    return kept


def _name(recogniser: EntityRecognizer) -> str:
    return str(recogniser.to_dict()["name"])


def _own(configuration: RecogniserConfiguration) -> Iterator[Recogniser]:
    organisation = configuration.organisation
    yield BsnRecogniser()
    yield IbanRecogniser(organisation.ibans)
    yield CreditCardRecogniser()
    yield PhoneNumberRecogniser(organisation.phone_numbers)
    yield EmailAddressRecogniser(organisation.mailboxes, organisation.domains)
    yield PostcodeRecogniser()
    yield LicencePlateRecogniser()
    yield IdDocumentRecogniser()
    yield DateOfBirthRecogniser()
    yield CaseNumberRecogniser(configuration.case_numbers)
    yield CredentialRecogniser()
    yield StreetAddressRecogniser()
    yield PersonRecogniser()
    yield LocationRecogniser()


class _ConfiguredRecogniser(PatternRecognizer):
    """Presidio's recogniser of patterns, with a time limit that suits a message being typed."""

    name: str
    patterns: list[PresidioPattern]
    warns: Category | None = None

    def analyze(
        self, text: str, entities: list[str], nlp_artifacts: Any = None, regex_flags: int | None = None
    ) -> list[RecognizerResult]:
        """Return the matches of every pattern that is done in time."""
        results: list[RecognizerResult] = []
        for pattern in self.patterns:
            compiled = regex.compile(pattern.regex, _FLAGS)
            try:
                found = [match.span() for match in compiled.finditer(text, timeout=TIME_LIMIT) if match.group()]
            except TimeoutError:
                continue
            results += [self._result(pattern, start, end) for start, end in found]
        return results

    def _result(self, pattern: PresidioPattern, start: int, end: int) -> RecognizerResult:
        return RecognizerResult(
            entity_type=self.supported_entities[0],
            start=start,
            end=end,
            score=pattern.score,
            analysis_explanation=self.build_regex_explanation(
                self.name, pattern.name, pattern.regex, pattern.score, True, _FLAGS
            ),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                WARNS: self.warns,
            },
        )


def _extra(extra: ExtraRecogniser) -> EntityRecognizer:
    recogniser = _ConfiguredRecogniser(
        supported_entity=extra.entity,
        name=extra.name,
        supported_language="nl",
        patterns=[PresidioPattern(item.name, item.regex, item.score) for item in extra.patterns],
        deny_list=list(extra.deny_list),
        context=list(extra.context),
    )
    recogniser.warns = extra.warns
    return recogniser
