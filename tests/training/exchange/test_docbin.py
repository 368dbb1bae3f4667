"""spaCy's DocBin: what a pipeline can train on, what others put in, and what must not be unpacked."""

import os
import pickle
import zlib

import pytest
import spacy
import srsly
from spacy.tokens import DocBin, Span

from classifier.errors import CorpusError
from classifier.records import Level, Topic
from classifier.training.corpus import Message
from classifier.training.exchange import Format, docbin, read_file, write_file

MESSAGE = Message(
    id="a01-001",
    text="bsn149651405 van Danylos dossier",
    lang="nl",
    personal=Level.WARN,
    decision=Level.NONE,
    confidential=Level.NONE,
    topics=(Topic.FINANCE,),
    entities=({"start": 3, "end": 12, "label": "NL_BSN"}, {"start": 17, "end": 23, "label": "PERSON"}),
)


def read(path):
    return [entry.message for entry in read_file(path, Format.SPACY)]


def doc_of(path):
    (doc,) = DocBin().from_disk(path).get_docs(spacy.blank("nl").vocab)
    return doc


@pytest.fixture
def path(tmp_path):
    write_file(tmp_path / "train.spacy", [MESSAGE], Format.SPACY)
    return tmp_path / "train.spacy"


def test_a_pipeline_finds_entities_and_categories(path):
    doc = doc_of(path)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("149651405", "NL_BSN"), ("Danylo", "PERSON")]
    assert {choice for choice, value in doc.cats.items() if value} == {
        *("personal.warn", "decision.none", "confidential.none", "topic.finance", "language.nl")
    }
    assert doc.cats["personal.none"] == 0.0
    assert doc.user_data == {"message_id": "a01-001", "lang": "nl"}


def test_entities_in_groups_of_spans_count_too(path):
    doc = doc_of(path)
    words = [token.text for token in doc]
    start = words.index("Danylo")
    doc.spans["sc"] = [Span(doc, start, start + 1, label="PERSON")]
    doc.set_ents([doc.ents[0]])
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    assert read(path) == [MESSAGE]


def test_user_data_of_others_does_not_matter(path):
    doc = doc_of(path)
    doc.user_data["._.", "is_x", None, None] = True
    del doc.user_data["lang"]
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    assert read(path) == [MESSAGE]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda doc: doc.cats.clear(), "document 1: no level of personal"),
        (lambda doc: doc.cats.update(anders=1.0), "document 1: 'anders' is no choice"),
        (lambda doc: doc.user_data.update(message_id=7), "document 1: id: "),
        (lambda doc: doc.set_ents([Span(doc, 0, 1, label="NAAM")]), "'NAAM' is no entity"),
    ],
)
def test_what_is_undone_or_wrong_is_named(path, change, problem):
    doc = doc_of(path)
    change(doc)
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    with pytest.raises(CorpusError, match=problem) as told:
        read(path)
    assert "Danylo" not in str(told.value)


class Trap:
    def __init__(self, sprung):
        self.sprung = sprung

    def __reduce__(self):
        return os.mkdir, (str(self.sprung),)


def test_nothing_in_it_is_unpickled(path, tmp_path):
    trap = pickle.dumps(Trap(tmp_path / "sprung"))
    content = srsly.msgpack_loads(zlib.decompress(path.read_bytes()))
    numpy_object = {b"nd": True, b"type": "|O", b"kind": b"O", b"shape": (1,), b"data": trap}
    for place in ("user_data", "span_groups", "cats", "flags", "strings"):
        for packed in (trap, srsly.msgpack_dumps(numpy_object), numpy_object):
            path.write_bytes(zlib.compress(srsly.msgpack_dumps({**content, place: [packed]})))
            with pytest.raises(CorpusError):
                read(path)
    path.write_bytes(trap)
    with pytest.raises(CorpusError):
        read(path)
    assert not (tmp_path / "sprung").exists()
    pickle.loads(trap)
    assert (tmp_path / "sprung").exists()


def test_what_unpacks_to_too_much_is_not_unpacked(path, monkeypatch):
    monkeypatch.setattr(docbin, "LARGEST_FILE", 10_000_000)
    path.write_bytes(zlib.compress(bytes(20_000_000)))
    unpacked = []
    monkeypatch.setattr(zlib, "decompress", unpacked.append)
    with pytest.raises(CorpusError, match="is no DocBin of spaCy, or a broken one"):
        read(path)
    assert unpacked == []
