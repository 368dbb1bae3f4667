"""The base of our recognisers speaks to Presidio and keeps nothing."""

import pytest
import regex
import spacy
from presidio_analyzer import RecognizerResult

from classifier.recognise.nlp import SpacyPass
from classifier.recognise.recogniser import PUBLIC, Match, Recogniser, cue_before, cue_pattern


class Vowels(Recogniser):
    entity = "VOWEL"

    def matches(self, text, doc):
        for match in regex.finditer("[aeiou]", text):
            yield Match(*match.span(), 0.7, public=match.group() == "a")


def test_a_match_becomes_a_result_with_its_source_and_reason():
    artifacts = SpacyPass(spacy.blank("nl")).process_text("kat en", "nl")
    recogniser = Vowels()
    first, second = recogniser.analyze("kat en", ["VOWEL"], artifacts)
    assert (first.entity_type, first.start, first.end, first.score) == ("VOWEL", 1, 2, 0.7)
    assert first.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY] == "Vowels"
    assert first.recognition_metadata[PUBLIC] is True
    assert second.recognition_metadata[PUBLIC] is False
    assert first.analysis_explanation.original_score == 0.7


def test_it_says_what_it_supports():
    recogniser = Vowels()
    assert recogniser.supported_entities == ["VOWEL"]
    assert recogniser.supported_language == "nl"


def test_it_keeps_nothing_of_the_text():
    recogniser = Vowels()
    before = dict(vars(recogniser))
    recogniser.analyze("sentinel", ["VOWEL"], SpacyPass(spacy.blank("nl")).process_text("sentinel", "nl"))
    assert vars(recogniser) == before


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("bsn 1", True),
        ("BSN: 1", True),
        ("bsnnr 1", False),
        ("mijnbsn 1", False),
        ("bsn " + "x" * 40 + " 1", False),
        ("1 bsn", False),
    ],
)
def test_a_cue_is_a_whole_word_shortly_before(text, stands):
    assert cue_before(text, text.index("1"), cue_pattern("bsn")) is stands
