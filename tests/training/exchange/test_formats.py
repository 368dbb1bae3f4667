"""Every format, there and back: whatever a message holds comes back as it went, and broken files are told so."""

import json
import tracemalloc

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from labelled_messages import messages

from classifier.errors import CorpusError
from classifier.training.corpus import CORPUS, read_messages
from classifier.training.exchange import Format, read_file, write_file
from classifier.training.exchange import files as reading

LINES = [Format.BERICHTWACHT, Format.PRODIGY, Format.DOCCANO]
AUTHORS = ("a01", "a08", "a50")


@pytest.fixture(scope="session")
def corpus_messages():
    """Messages of the corpus: with emoji, in English, with line ends, look-alikes, every entity."""
    found = [message for author in AUTHORS for message in read_messages(CORPUS / "messages" / f"{author}.jsonl")]
    assert len(found) > 500
    assert any("\n" in message.text for message in found)
    assert any(ord(character) > 0xFFFF for message in found for character in message.text)
    assert any(message.look_alike for message in found)
    return found


def back(path, form):
    return [entry.message for entry in read_file(path, form)]


@pytest.mark.parametrize("form", Format)
def test_the_corpus_comes_back_as_it_went(tmp_path, corpus_messages, form):
    path = tmp_path / "messages"
    write_file(path, corpus_messages, form)
    assert back(path, form) == corpus_messages


@pytest.mark.parametrize("form", Format)
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(found=st.lists(messages(), min_size=1, max_size=3))
def test_any_message_comes_back_as_it_went(tmp_path, form, found):
    path = tmp_path / "messages"
    write_file(path, found, form)
    assert back(path, form) == found


@pytest.mark.parametrize("form", Format)
def test_an_entry_says_where_it_stands(tmp_path, corpus_messages, form):
    path = tmp_path / "messages"
    write_file(path, corpus_messages[:3], form)
    shift = 1 if form is Format.LABEL_STUDIO else 0  # its first line opens the list
    assert [entry.place.line - shift for entry in read_file(path, form)] == [1, 2, 3]


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n\n",
        b"\xff\xfe[\x00]\x00",
        b"geen bestand van ons",
        b"[]",
        b"{}",
        b"[[",
        b'[{"id": 1, "image": "kat.png"}]',
        b"[" * 100_000,
        b"9" * 5_000,
        b"PK\x03\x04" + bytes(100),
    ],
    ids=["empty", "blank", "utf-16", "text", "empty list", "object", "cut", "images", "deep", "long number", "zip"],
)
def test_a_broken_file_is_told_so(tmp_path, form, content):
    path = tmp_path / "broken"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=r"broken:\d+: ") as told:
        back(path, form)
    assert len(str(told.value)) < len(str(path)) + 120


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_file_that_is_cut_off_is_told_so(tmp_path, corpus_messages, form, share):
    path = tmp_path / "cut"
    write_file(path, corpus_messages[:20], form)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CorpusError, match=r"cut:\d+: "):
        back(path, form)


@pytest.mark.parametrize("form", [*LINES, Format.LABEL_STUDIO])
def test_a_byte_order_mark_is_no_matter(tmp_path, corpus_messages, form):
    path = tmp_path / "marked"
    write_file(path, corpus_messages[:2], form)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert back(path, form) == corpus_messages[:2]


@pytest.mark.parametrize("form", LINES)
def test_a_wrong_line_is_named_and_the_rest_can_be_taken(tmp_path, corpus_messages, form):
    path = tmp_path / "messages"
    write_file(path, corpus_messages[:3], form)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1:1] = [b'{"text": "\xff"}\n', b'"geheim"\n', b'{"text": "geheim", "cut\n']
    path.write_bytes(b"".join(lines))
    with pytest.raises(CorpusError, match=r"messages:2: is not UTF-8"):
        back(path, form)
    refused = []
    taken = [entry.message for entry in read_file(path, form, refused=refused.append)]
    assert taken == corpus_messages[:3]
    assert [problem.line for problem in refused] == [2, 3, 4]
    assert not any("geheim" in str(problem) for problem in refused)


@pytest.mark.parametrize("form", LINES)
def test_a_line_of_many_megabytes_is_not_read_whole(tmp_path, corpus_messages, form):
    path = tmp_path / "long"
    write_file(path, corpus_messages[:1], form)
    line = path.read_bytes()
    with path.open("ab") as file:
        for _ in range(200):
            file.write(b"x" * 1024 * 1024)
        file.write(b"\n" + line)
    tracemalloc.start()
    refused = []
    taken = [entry.message for entry in read_file(path, form, refused=refused.append)]
    assert tracemalloc.get_traced_memory()[1] < 20 * 1024 * 1024
    tracemalloc.stop()
    assert taken == [corpus_messages[0]] * 2
    assert [(problem.line, problem.problem) for problem in refused] == [(2, "is longer than 1048576 bytes")]


@pytest.mark.parametrize("form", [Format.LABEL_STUDIO, Format.SPACY])
def test_a_file_that_has_to_be_in_memory_is_bounded(tmp_path, form, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_FILE", 1000)
    path = tmp_path / "large"
    path.write_bytes(b" " * 1001)
    with pytest.raises(CorpusError, match="is larger than 1000 bytes"):
        back(path, form)


@pytest.mark.parametrize("form", [Format.DOCCANO, Format.SPACY, Format.BERICHTWACHT])
def test_predictions_go_where_a_tool_shows_them_only(tmp_path, corpus_messages, form):
    with pytest.raises(ValueError, match="no place for predictions"):
        write_file(tmp_path / "file", corpus_messages, form, predict=lambda text: None)
    assert not (tmp_path / "file").exists()


def test_half_a_character_is_refused(tmp_path, corpus_messages):
    path = tmp_path / "half"
    record = json.loads(corpus_messages[0].model_dump_json()) | {"text": "\ud83d", "entities": []}
    path.write_text(json.dumps(record))
    with pytest.raises(CorpusError, match="half:1: text: "):
        back(path, Format.BERICHTWACHT)
