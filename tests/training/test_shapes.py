"""What the words under an entity's label must look like; what people type in odd ways is let through."""

import pytest

from classifier.training.corpus import Corpus
from classifier.training.shapes import SHAPES, can_be
from classifier.vocabulary import ENTITIES

FINE = [
    ("PERSON", "Ó Briain"),
    ("NL_BSN", "1234.56.782"),
    ("NL_BSN", "een twee drie vier vijf zes zeven acht twee"),
    ("NL_BSN", "12E45 6O8I2"),
    ("NL_BSN", "1\u200b2\u200b3\u200b4\u200b5\u200b6\u200b7\u200b8\u200b2"),
    ("IBAN_CODE", "n l 9 1 a b n a 0 4 1 7 1 6 4 3 0 0"),
    ("PHONE_NUMBER", "112"),
    ("PHONE_NUMBER", "VEERTIEN NUL ZEVEN TWEE"),
    ("EMAIL_ADDRESS", "jan punt bakker at gmail punt com"),
    ("EMAIL_ADDRESS", "p punt agterberg apenstaartje ziggo punt nl"),
    ("EMAIL_ADDRESS", "grazyna punt w apestaart poczta punt com"),
    ("EMAIL_ADDRESS", "ｇ．ｖ．ｅｉｊｋ＠ｌａｎｎｅｒ．ｎｌ"),
    ("STREET_ADDRESS", "meekrapstraat zesennegentig"),
    ("NL_POSTCODE", "2371ab"),
    ("NL_POSTCODE", "２７４１ｊｗ"),
    ("NL_POSTCODE", "39 11 t k"),
    ("NL_POSTCODE", "drieëntwintig eenenzeventig a b"),
    ("DATE_OF_BIRTH", "éénendertig zeven vijfenvijftig"),
    ("DATE_OF_BIRTH", "derde maart eenentachtig"),
    ("NL_LICENSE_PLATE", "djnegenéénzevenl"),
    ("CREDIT_CARD", "4111-1111-1111-1111"),
    ("CASE_NUMBER", "Z-24"),
    ("CREDENTIAL", "welkom"),
]
IMPOSSIBLE = [
    ("PERSON", "06-12"),
    ("LOCATION", "2371"),
    ("NL_BSN", "123"),
    ("NL_BSN", "bsn"),
    ("IBAN_CODE", "123456789"),
    ("IBAN_CODE", "rekening"),
    ("PHONE_NUMBER", "06"),
    ("PHONE_NUMBER", "telefoon"),
    ("EMAIL_ADDRESS", "jan.bakker"),
    ("EMAIL_ADDRESS", "platform"),
    ("STREET_ADDRESS", "Dorpsstraat"),
    ("NL_POSTCODE", "2371"),
    ("NL_POSTCODE", "237 AB"),
    ("NL_POSTCODE", "2371 ABC"),
    ("DATE_OF_BIRTH", "gisteren"),
    ("NL_LICENSE_PLATE", "123456"),
    ("NL_LICENSE_PLATE", "kenteken"),
    ("ID_DOCUMENT", "paspoort"),
    ("CREDIT_CARD", "4111 1111"),
    ("CASE_NUMBER", "zaak"),
]


@pytest.mark.parametrize(("label", "words"), FINE)
def test_what_people_type_is_let_through(label, words):
    assert can_be(label, words)


@pytest.mark.parametrize(("label", "words"), IMPOSSIBLE)
def test_what_cannot_be_is_refused(label, words):
    assert not can_be(label, words)


def test_every_entity_has_a_shape():
    assert SHAPES.keys() == set(ENTITIES)


def test_every_entity_of_this_corpus_can_be():
    wrong = [
        f"{message.id} {span}"
        for message in Corpus.read().messages
        for span in message.entities
        if not can_be(span.label, message.text[span.start : span.end])
    ]
    assert wrong == []
