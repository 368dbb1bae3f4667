"""The corpus: markup becomes offsets, and what is no record is refused with file and line."""

import json

import pytest

from classifier.errors import ConfigurationError, CorpusError
from classifier.records import Category, Level
from classifier.training.corpus import CORPUS, Corpus, Split, read_messages, write_messages
from classifier.training.markup import read_written, unmark
from classifier.vocabulary import ENTITIES

RECORD = {
    "id": "a-001",
    "text": "mevr Yilmaz belt",
    "lang": "nl",
    "personal": "notice",
    "decision": "none",
    "confidential": "none",
    "topics": [],
    "entities": [{"start": 5, "end": 11, "label": "PERSON"}],
}
WRITTEN = {
    "text": "mevr [[Yilmaz|PERSON]] belt",
    "lang": "nl",
    "personal": "notice",
    "decision": "none",
    "confidential": "none",
    "topics": [],
    "look_alike": False,
}


@pytest.mark.parametrize(
    ("marked", "text", "spans"),
    [
        ("niets", "niets", []),
        ("bel [[Yilmaz|PERSON]] even", "bel Yilmaz even", [(4, 10, "PERSON")]),
        ("[[A|PERSON]][[B|PERSON]]", "AB", [(0, 1, "PERSON"), (1, 2, "PERSON")]),
        ("[[06 12\n34|PHONE_NUMBER]]!", "06 12\n34!", [(0, 8, "PHONE_NUMBER")]),
        ("a | b [c]", "a | b [c]", []),
    ],
)
def test_marks_become_spans(marked, text, spans):
    found, offsets = unmark(marked)
    assert found == text
    assert [(span["start"], span["end"], span["label"]) for span in offsets] == spans


def lines(path, *records):
    path.write_text("".join(json.dumps(record) + "\n" if isinstance(record, dict) else record for record in records))
    return path


def test_what_an_author_wrote_becomes_records(tmp_path):
    path = lines(
        tmp_path / "a.jsonl", WRITTEN, "\n", WRITTEN | {"text": "koffie?", "personal": "none", "look_alike": True}
    )
    first, second = read_written(path, author="a", first=7)
    assert (first.id, first.text, first.author) == ("a-007", "mevr Yilmaz belt", "a")
    assert first.text[first.entities[0].start : first.entities[0].end] == "Yilmaz"
    assert (second.id, second.look_alike, second.clean) == ("a-008", True, True)


@pytest.mark.parametrize(
    "record",
    [
        "geen json\n",
        "[]\n",
        WRITTEN | {"text": "mevr [[Yilmaz|PERSON] belt"},
        WRITTEN | {"text": "mevr [[Yilmaz|PERSOON]] belt"},
        WRITTEN | {"personal": "veel"},
        WRITTEN | {"topics": ["weer"]},
        WRITTEN | {"look_alike": True},
        WRITTEN | {"extra": 1},
    ],
)
def test_a_wrong_line_is_named(tmp_path, record):
    path = lines(tmp_path / "a.jsonl", WRITTEN, record)
    with pytest.raises(CorpusError) as caught:
        list(read_written(path, author="a"))
    assert caught.value.line == 2
    assert str(path) in str(caught.value)
    assert "Yilmaz" not in str(caught.value)


@pytest.mark.parametrize(
    "change",
    [
        {"entities": [{"start": 5, "end": 5, "label": "PERSON"}]},
        {"entities": [{"start": 5, "end": 99, "label": "PERSON"}]},
        {"entities": [{"start": 4, "end": 11, "label": "PERSON"}]},
        {"entities": [{"start": 5, "end": 11, "label": "NAME"}]},
        {"entities": [{"start": 5, "end": 11, "label": "PERSON"}, {"start": 8, "end": 12, "label": "PERSON"}]},
        {"text": ""},
        {"lang": "fr"},
        {"id": None},
    ],
)
def test_a_wrong_record_is_refused(tmp_path, change):
    with pytest.raises(CorpusError):
        list(read_messages(lines(tmp_path / "a.jsonl", RECORD | change)))


def test_records_survive_writing(tmp_path):
    path = lines(tmp_path / "a.jsonl", RECORD)
    messages = list(read_messages(path))
    write_messages(tmp_path / "b.jsonl", messages)
    assert json.loads((tmp_path / "b.jsonl").read_text()) == RECORD
    assert messages[0].level(Category.PERSONAL) is Level.NOTICE


def test_an_unknown_author_is_refused(tmp_path):
    (tmp_path / "messages").mkdir()
    lines(tmp_path / "messages" / "a.jsonl", RECORD)
    (tmp_path / "authors.yaml").write_text("b: {split: encoder, brief: somebody who writes messages}\n")
    with pytest.raises(ConfigurationError, match=r"a\.jsonl"):
        Corpus.read(tmp_path)


def test_this_corpus_has_every_split_and_every_entity():
    corpus = Corpus.read()
    assert {split for split in Split if corpus.split(split)} == set(Split) - {Split.REVIEWED}
    assert {span.label for message in corpus.messages for span in message.entities} == set(ENTITIES)
    assert len(corpus.messages) >= 8_000
    assert CORPUS.joinpath("README.md").exists()


def test_wrong_lines_are_handed_over_and_the_rest_is_read(tmp_path):
    path = tmp_path / "a.jsonl"
    good = json.dumps(RECORD).encode()
    path.write_bytes(b"\n".join([good, b"{", good, b"caf\xe9", b"", good]))
    refused = []
    assert len(list(read_messages(path, refused=refused.append))) == 3
    assert [problem.line for problem in refused] == [2, 4]
    assert "byte 4" in str(refused[1])
    with pytest.raises(CorpusError, match=r"a\.jsonl:2"):
        list(read_messages(path))
