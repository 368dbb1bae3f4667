"""authors.yaml: a new author, a move, what may not move; comments, order and quotes stay."""

import io
import os

import pytest
from rich.console import Console
from typer.testing import CliRunner

from classifier.cli import app
from classifier.commands.exits import Exit
from classifier.commands.failures import failure
from classifier.errors import ConfigurationError
from classifier.training.corpus import CORPUS, Split, read_authors
from classifier.training.splits import print_splits, set_split, split_table

AUTHORS = """\
# Who they are.

b02:  # the second comes first
  split: encoder
  brief: "somebody who writes: 'messages'"

a01: {split: test, brief: somebody who writes messages}  # frozen
a03:
  split: development  # chosen on
  brief: >-
    somebody else who
    writes them
"""
BRIEF = "Registrar (51): Teams, neat, 'quoted' and \"double\"; agendas, # not a comment - and rooms, and much more " * 3


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "messages").mkdir()
    (tmp_path / "authors.yaml").write_text(AUTHORS)
    for author in ("b02", "a01"):
        (tmp_path / "messages" / f"{author}.jsonl").write_text("{}\n\n{}\n")
    return tmp_path


def test_a_new_author_comes_last_and_all_else_stays(corpus):
    set_split("k", Split.SCORERS, brief=BRIEF, directory=corpus)
    text = (corpus / "authors.yaml").read_text()
    assert text.startswith(AUTHORS)
    assert max(map(len, text.splitlines())) <= 120
    made = read_authors(corpus)["k"]
    assert (made.split, made.brief) == (Split.SCORERS, " ".join(BRIEF.split()))


def test_this_corpus_keeps_every_byte_but_one_word(tmp_path):
    before = (CORPUS / "authors.yaml").read_text()
    (tmp_path / "authors.yaml").write_text(before)
    set_split("a01", Split.SCORERS, move=True, directory=tmp_path)
    assert (tmp_path / "authors.yaml").read_text() == before.replace("split: encoder", "split: scorers", 1)


def test_an_author_moves_only_when_told_to(corpus):
    with pytest.raises(ConfigurationError, match=r"b02 is in encoder \(--move takes them to scorers"):
        set_split("b02", Split.SCORERS, directory=corpus)
    assert (corpus / "authors.yaml").read_text() == AUTHORS
    set_split("b02", Split.SCORERS, move=True, directory=corpus)
    assert (corpus / "authors.yaml").read_text() == AUTHORS.replace("split: encoder", "split: scorers")


@pytest.mark.parametrize(("author", "split"), [("a01", Split.SCORERS), ("b02", Split.TEST)])
def test_messages_never_move_out_of_or_into_the_test_set(corpus, author, split):
    with pytest.raises(ConfigurationError, match=f"{author} has 2 messages and may not move"):
        set_split(author, split, move=True, directory=corpus)
    assert (corpus / "authors.yaml").read_text() == AUTHORS


def test_without_messages_the_test_set_is_open(corpus):
    set_split("a03", Split.TEST, move=True, directory=corpus)
    assert read_authors(corpus)["a03"].split is Split.TEST


def test_the_same_split_again_changes_nothing_but_a_brief_that_is_given(corpus):
    set_split("a01", Split.TEST, directory=corpus)
    assert (corpus / "authors.yaml").read_text() == AUTHORS
    set_split("a01", Split.TEST, brief="the alderman who writes messages", directory=corpus)
    assert read_authors(corpus)["a01"].brief == "the alderman who writes messages"


@pytest.mark.parametrize(
    ("author", "brief", "said"),
    [
        ("new", None, "does not know this author yet"),
        ("new", "too short", "--brief: String should have at least 20 characters"),
        ("../x", BRIEF, "an author's id is a letter"),
        ("a-1", BRIEF, "an author's id is a letter"),
    ],
)
def test_what_is_no_author_is_refused(corpus, author, brief, said):
    with pytest.raises(ConfigurationError, match=said):
        set_split(author, Split.SCORERS, brief=brief, directory=corpus)
    assert (corpus / "authors.yaml").read_text() == AUTHORS


def test_a_file_that_cannot_be_written_is_left_as_it_was(corpus, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as caught:
        set_split("k", Split.SCORERS, brief=BRIEF, directory=corpus)
    assert failure(caught.value)[1] is Exit.FILE
    assert (corpus / "authors.yaml").read_text() == AUTHORS
    assert not list(corpus.glob(".authors*"))


def test_the_table_shows_splits_and_authors(corpus):
    console = Console(width=60, record=True, file=io.StringIO())
    print_splits(split_table(corpus), console)
    shown = console.export_text()
    assert [row.author for row in split_table(corpus)] == ["b02", "a03", "a01"]
    for words in ("development", "a03", "somebody else who"):
        assert words in shown


def run(*arguments):
    return CliRunner().invoke(app, ["data", "split", *map(str, arguments)])


def test_the_command(corpus):
    assert "a03" in run("--directory", corpus).stdout
    done = run("k", "--to", "scorers", "--brief", BRIEF, "--directory", corpus)
    assert (done.exit_code, "k is in scorers" in " ".join(done.stdout.split())) == (Exit.NONE, True)
    assert failure(run("k", "--directory", corpus).exception or SystemExit())[1] is not Exit.NONE
    for split in Split:
        assert run("k", "--to", split, "--move", "--directory", corpus).exit_code == Exit.NONE
    assert run("k", "--to", "nowhere", "--directory", corpus).exit_code != Exit.NONE
