"""The engine gives plain records, safely from any thread, and leaves nothing in spaCy's string table."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import spacy
from builders import plain

from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.engine import RecognitionEngine
from classifier.recognise.registry import build_recognisers
from classifier.records import Draft, Entity, Normalised


@pytest.fixture(scope="module")
def pipeline():
    return spacy.blank("nl")


@pytest.fixture(scope="module")
def engine(pipeline):
    settings = read_recogniser_configuration()
    return RecognitionEngine(pipeline, build_recognisers(settings), allow_list=settings.allow_list)


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_a_blank_text_holds_nothing(engine, text):
    assert engine.read(plain(text)).entities == ()


def test_entities_are_plain_and_in_order(engine):
    text = "bsn 387981135, iban NL16INGB4562207037, bel 14 071"
    entities = engine.read(plain(text)).entities
    assert all(type(item) is Entity and type(item.score) is float for item in entities)
    assert [(item.label, text[item.start : item.end], item.recogniser, item.public) for item in entities] == [
        ("NL_BSN", "387981135", "BsnRecogniser", False),
        ("IBAN_CODE", "NL16INGB4562207037", "IbanRecogniser", False),
        ("PHONE_NUMBER", "14 071", "PhoneNumberRecogniser", True),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("wachtwoord is Welkom01, bsn 387981135, 06-12345678", ["CREDENTIAL", "NL_BSN", "PHONE_NUMBER"]),
        ("rijbewijs 5455942310 en paspoort NW8K42R71", ["ID_DOCUMENT", "ID_DOCUMENT"]),
        ("creditcard 4630 7400 5865 0277 tot 08/27", ["CREDIT_CARD"]),
        ("NL16 INGB 4562 2070 37 tnv haar zoon", ["IBAN_CODE"]),
        ("Noordhoek 8, 2371 EL", ["STREET_ADDRESS", "NL_POSTCODE"]),
        ("zaak Z-2024-01234 en 88-LN-XF", ["CASE_NUMBER", "NL_LICENSE_PLATE"]),
        ("mail jan@bakker.nl geb. 12-05-1974", ["EMAIL_ADDRESS", "DATE_OF_BIRTH"]),
        ("code van de poort is 4471", ["CREDENTIAL"]),
        ("order 468483077 en factuur 732875033", []),
    ],
)
def test_the_recognisers_agree_among_themselves(engine, text, labels):
    assert [item.label for item in engine.read(plain(text)).entities] == labels


def test_message_and_history_are_read(engine):
    draft = Draft(text="bsn 387981135")
    recognised = engine.recognise(Normalised(draft, plain(draft.text), (plain("bel 06-12345678"), plain(""))))
    assert [item.label for item in recognised.message.entities] == ["NL_BSN"]
    assert [[item.label for item in message.entities] for message in recognised.history] == [["PHONE_NUMBER"], []]
    assert recognised.draft is draft


def test_nothing_of_a_text_stays_in_the_string_table(engine, pipeline):
    engine.read(plain("bel even"))
    engine.read(plain("xylofoonschildwacht 387981135 heeft geheimzinnigebloemkool"))
    assert "xylofoonschildwacht" not in pipeline.vocab.strings
    assert "geheimzinnigebloemkool" not in pipeline.vocab.strings


def test_any_number_of_threads_get_the_same_answers(engine):
    texts = [f"bsn 387981135 en mail jan{number}@bakker.nl, 06-1234{number:04d}" for number in range(60)]
    alone = [engine.read(plain(text)).entities for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: engine.read(plain(text)).entities, texts))
    assert together == alone
    assert all(len(entities) == 3 for entities in alone)
