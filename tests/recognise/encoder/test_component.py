"""The spaCy component: one pass gives entities on tokens, entities to the character, and a vector."""

import pytest
import spacy

from classifier.artefacts import encoder_directory
from classifier.recognise.encoder.component import FACTORY, pass_of, tagged
from classifier.recognise.encoder.model import EncoderModel
from classifier.recognise.pipelines import blank_pipeline, with_encoder

TEXT = "kun je Fatima Bouzid bellen, ze woont in Amersfoort"


@pytest.fixture(scope="module")
def pipeline():
    return with_encoder(blank_pipeline(), EncoderModel(encoder_directory()))


def test_entities_and_vector_come_from_one_pass(pipeline):
    doc = pipeline(TEXT)
    assert ("Fatima Bouzid", "PERSON") in [(span.text, span.label_) for span in doc.ents]
    assert doc.tensor.shape == (1, pass_of(doc).vector.shape[0])
    assert [TEXT[span.start : span.end] for span in tagged(doc, "PERSON")] == ["Fatima Bouzid"]


def test_another_component_gives_persons_and_places_and_the_encoder_the_rest():
    other = blank_pipeline()
    other.add_pipe("entity_ruler").add_patterns([{"label": "LOC", "pattern": "Amersfoort"}])
    text = f"{TEXT}, adres Kerkweg 12a"
    doc = with_encoder(other, EncoderModel(encoder_directory()))(text)
    assert [text[span.start : span.end] for span in tagged(doc, "LOCATION")] == ["Amersfoort"]
    assert tagged(doc, "PERSON") == []
    assert [text[span.start : span.end] for span in tagged(doc, "STREET_ADDRESS")] == ["Kerkweg 12a"]
    assert pass_of(doc) is not None


def test_without_a_model_it_does_nothing():
    blank = spacy.blank("nl")
    blank.add_pipe(FACTORY)
    doc = blank(TEXT)
    assert pass_of(doc) is None
    assert tagged(doc, "PERSON") == []


def test_blank_texts_are_not_read(pipeline):
    assert pass_of(pipeline("   ")) is None
