"""The datasheet: what is counted in it is what the corpus holds."""

import shutil

import pytest

from classifier.errors import CorpusError
from classifier.training.corpus import CORPUS, Corpus
from classifier.training.datasheet import BEGIN, DATASHEET, END, counted, write_datasheet


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "messages").mkdir()
    shutil.copy(CORPUS / "authors.yaml", tmp_path)
    lines = (CORPUS / "messages/a14.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "messages/a14.jsonl").write_text("".join(lines[:7]), encoding="utf-8")
    return tmp_path


def test_the_datasheet_says_what_the_corpus_holds():
    written = (CORPUS / DATASHEET).read_text(encoding="utf-8")
    assert written.partition(BEGIN)[2].partition(END)[0].strip() == counted(Corpus.read())


def test_the_counts_are_written_between_their_marks(corpus):
    (corpus / DATASHEET).write_text(f"before\n\n{BEGIN}\nold\n{END}\n\nafter\n", encoding="utf-8")
    assert write_datasheet(corpus) == corpus / DATASHEET
    written = (corpus / DATASHEET).read_text(encoding="utf-8")
    assert written.startswith(f"before\n\n{BEGIN}\n\n| what | test | all |\n")
    assert "| messages | 7 | 7 |" in written
    assert "old" not in written
    assert written.endswith(f"{END}\n\nafter\n")
    write_datasheet(corpus)
    assert (corpus / DATASHEET).read_text(encoding="utf-8") == written


@pytest.mark.parametrize("text", [None, "nothing", f"{BEGIN} without an end", f"{END} first"])
def test_a_datasheet_without_a_place_for_the_counts_stays_as_it_is(corpus, text):
    if text is not None:
        (corpus / DATASHEET).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"README\.md"):
        write_datasheet(corpus)
    assert text is None or (corpus / DATASHEET).read_text(encoding="utf-8") == text
