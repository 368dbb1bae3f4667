"""What a configuration adds, changes and leaves out, without code."""

import time

import pytest
import spacy
from builders import plain

from classifier.errors import RecogniserError
from classifier.recognise.configuration import RecogniserConfiguration, read_recogniser_configuration
from classifier.recognise.engine import RecognitionEngine
from classifier.recognise.registry import build_recognisers

ENTITIES = {
    "PERSON", "NL_BSN", "IBAN_CODE", "PHONE_NUMBER", "EMAIL_ADDRESS", "STREET_ADDRESS", "NL_POSTCODE", "LOCATION",
    "DATE_OF_BIRTH", "NL_LICENSE_PLATE", "ID_DOCUMENT", "CREDIT_CARD", "CASE_NUMBER", "CREDENTIAL",
}  # fmt: skip
"""The entity names of the labelling guideline."""


def configuration(**sections):
    return RecogniserConfiguration.model_validate(sections)


def read(text, **sections):
    settings = configuration(**sections)
    engine = RecognitionEngine(spacy.blank("nl"), build_recognisers(settings), allow_list=settings.allow_list)
    return engine.read(plain(text)).entities


def test_every_entity_of_the_guideline_has_its_recogniser():
    recognisers = build_recognisers(read_recogniser_configuration())
    assert {entity for recogniser in recognisers for entity in recogniser.supported_entities} == ENTITIES
    assert len({recogniser.name for recogniser in recognisers}) == len(recognisers)


def test_a_recogniser_can_be_left_out():
    assert [item.label for item in read("auto 88-LN-XF")] == ["NL_LICENSE_PLATE"]
    assert read("auto 88-LN-XF", disabled=["LicencePlateRecogniser"]) == ()


def test_a_recogniser_that_does_not_exist_cannot_be_left_out():
    with pytest.raises(RecogniserError, match="LicencePlateRecogniser") as problem:
        build_recognisers(configuration(disabled=["PlateRecogniser"]))
    assert "PlateRecogniser" in problem.value.problem


def test_case_numbers_are_configuration():
    pattern = {"name": "own", "regex": r"KB\d{4}", "score": 0.7}
    assert read("zie KB1234") == ()
    (entity,) = read("zie kb1234", case_numbers=[pattern])
    assert (entity.label, entity.start, entity.end, entity.score) == ("CASE_NUMBER", 4, 10, 0.7)


def test_a_pattern_of_ones_own():
    room = {"name": "rooms", "entity": "ROOM", "patterns": [{"name": "room", "regex": r"kamer \d\.\d\d", "score": 0.6}]}
    (entity,) = read("kom naar Kamer 2.14", extra=[room])
    assert (entity.label, entity.start, entity.end, entity.recogniser) == ("ROOM", 9, 19, "rooms")
    assert entity.score == pytest.approx(0.6)


def test_a_deny_list_of_ones_own():
    project = {"name": "projects", "entity": "PROJECT", "deny_list": ["Zilvermeeuw", "C++"]}
    assert [(item.label, item.start, item.end) for item in read("stand van zilvermeeuw?", extra=[project])] == [
        ("PROJECT", 10, 21)
    ]
    assert read("zilvermeeuwen vliegen", extra=[project]) == ()


def test_context_words_raise_the_score_of_a_recogniser_of_ones_own():
    room = {
        "name": "rooms",
        "entity": "ROOM",
        "patterns": [{"name": "room", "regex": r"\d\.\d\d", "score": 0.3}],
        "context": ["kamer"],
    }
    (near,) = read("kom naar kamer 2.14", extra=[room])
    (far,) = read("het kost 2.14", extra=[room])
    assert near.score > far.score == pytest.approx(0.3)


def test_context_words_raise_the_score_of_our_recognisers():
    pattern = {"name": "own", "regex": r"KB\d{4}", "score": 0.5}
    (without,) = read("het kenmerk KB1234", case_numbers=[pattern])
    (with_context,) = read("het kenmerk KB1234", case_numbers=[pattern], context={"CASE_NUMBER": ["kenmerk"]})
    assert with_context.score > without.score


def test_context_for_an_entity_that_nobody_finds_is_wrong():
    with pytest.raises(RecogniserError, match="ROOM"):
        build_recognisers(configuration(context={"ROOM": ["kamer"]}))


def test_an_allowed_text_is_not_reported():
    assert read("mail jan@bakker.nl", allow_list=["Jan@Bakker.nl"]) == ()
    assert read("mail jan@bakker.nl") != ()


def test_what_the_organisation_publishes_is_public():
    organisation = {
        "mailboxes": ["info"],
        "phone_numbers": ["071 332 72 72"],
        "ibans": ["NL54 BNGH 9480 8728 90"],
    }
    text = "info@kaagenbraassem.nl 071-3327272 NL54BNGH9480872890 jan@bakker.nl 06-12345678 NL16INGB4562207037"
    assert [item.public for item in read(text, organisation=organisation)] == [True, True, True, False, False, False]


def test_a_careless_pattern_is_stopped():
    careless = {
        "name": "careless",
        "entity": "ROOM",
        "patterns": [{"name": "bad", "regex": r"(?:a|aa)+(?:a|aa)+$"}, {"name": "good", "regex": r"kamer \d"}],
    }
    begin = time.perf_counter()
    assert [item.label for item in read("a" * 60 + "! kamer 1", extra=[careless])] == ["ROOM"]
    assert time.perf_counter() - begin < 2
