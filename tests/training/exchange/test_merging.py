"""Taking messages into a corpus: known ones are replaced, new ones numbered on, and never half of it is written."""

import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from classifier.cli import app
from classifier.records import Level
from classifier.training.corpus import CORPUS, Corpus, read_messages
from classifier.training.disk import alone_in
from classifier.training.exchange import Format, write_file

ROOT = Path(__file__).parents[3]
FORMATS = list(Format)


@pytest.fixture
def corpus(tmp_path):
    directory = tmp_path / "corpus"
    (directory / "messages").mkdir(parents=True)
    shutil.copy(CORPUS / "authors.yaml", directory)
    for author in ("a01", "a08"):
        lines = (CORPUS / "messages" / f"{author}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (directory / "messages" / f"{author}.jsonl").write_text("".join(lines[:20]), encoding="utf-8")
    return directory


def data(corpus, *arguments):
    return CliRunner().invoke(app, ["data", *(str(argument) for argument in arguments), "--directory", str(corpus)])


def contents(corpus):
    return {path: path.read_bytes() for path in sorted(corpus.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("form", FORMATS)
def test_there_and_back_changes_nothing(tmp_path, corpus, form):
    before = contents(corpus)
    written = data(corpus, "export", tmp_path / "file", "--format", form)
    assert written.output == f"{tmp_path / 'file'}: 40 messages\n"
    taken = data(corpus, "import", tmp_path / "file", "--format", form)
    assert (taken.exit_code, taken.output) == (0, f"{tmp_path / 'file'}: 40 messages, 0 of them changed\n")
    assert contents(corpus) == before


@pytest.mark.parametrize("form", FORMATS)
def test_other_labels_replace_those_of_the_same_id(tmp_path, corpus, form):
    messages = Corpus.read(corpus).messages
    changed = {
        messages[index].id: messages[index].model_copy(update={"decision": Level.WARN, "look_alike": False})
        for index in (3, 7, 30)
    }
    write_file(tmp_path / "file", list(changed.values()), form)
    assert data(corpus, "import", tmp_path / "file", "--format", form).output.endswith("3 of them changed\n")
    assert Corpus.read(corpus).messages == tuple(changed.get(message.id, message) for message in messages)


@pytest.mark.parametrize("form", FORMATS)
def test_new_messages_are_numbered_on(tmp_path, corpus, form):
    messages = list(read_messages(corpus / "messages" / "a08.jsonl"))
    write_file(tmp_path / "file", messages, form)
    taken = data(corpus, "import", tmp_path / "file", "--format", form, "--author", "a01")
    assert taken.output == f"{tmp_path / 'file'}: 20 messages added\n"
    after = list(read_messages(corpus / "messages" / "a01.jsonl"))
    assert [message.id for message in after] == [f"a01-{number:03d}" for number in range(1, 41)]
    assert [message.text for message in after[20:]] == [message.text for message in messages]


def test_an_export_that_has_grown_is_taken_as_a_whole(tmp_path, corpus):
    messages = list(read_messages(corpus / "messages" / "a08.jsonl"))
    for count, said in ((12, "12 messages added"), (20, "8 messages added, 12 were there already")):
        write_file(tmp_path / "file", messages[:count], Format.BERICHTWACHT)
        taken = data(corpus, "import", tmp_path / "file", "--format", "berichtwacht", "--author", "a01")
        assert taken.output == f"{tmp_path / 'file'}: {said}\n"
    after = list(read_messages(corpus / "messages" / "a01.jsonl"))
    assert [message.id for message in after] == [f"a01-{number:03d}" for number in range(1, 41)]
    assert [message.text for message in after[20:]] == [message.text for message in messages]


def test_a_text_that_the_author_wrote_with_other_labels_is_refused_or_left_out(tmp_path, corpus):
    before = contents(corpus)
    known, new = Corpus.read(corpus).messages[0], Corpus.read(corpus).messages[-1]
    other = known.model_copy(update={"decision": Level.WARN, "look_alike": False})
    write_file(tmp_path / "file", [new, other], Format.BERICHTWACHT)
    arguments = ("import", tmp_path / "file", "--format", "berichtwacht", "--author", known.author)
    refused = data(corpus, *arguments)
    assert str(refused.exception) == f"{tmp_path / 'file'}:2: has the text of {known.id}, and other labels"
    assert contents(corpus) == before
    taken = data(corpus, *arguments, "--skip-invalid")
    assert taken.output.endswith("1 messages added, 1 left out\n")


def test_who_changes_the_corpus_meanwhile_is_waited_for(tmp_path, corpus):
    messages = list(read_messages(corpus / "messages" / "a08.jsonl"))
    write_file(tmp_path / "file", messages, Format.BERICHTWACHT)
    target = corpus / "messages" / "a01.jsonl"
    with alone_in(corpus):
        arguments = [tmp_path / "file", "--format", "berichtwacht", "--author", "a01", "--directory", corpus]
        command = [sys.executable, "-m", "classifier", "data", "import", *map(str, arguments)]
        importing = subprocess.Popen(command, cwd=ROOT)
        with pytest.raises(subprocess.TimeoutExpired):
            importing.wait(5)
        lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
        target.write_text("".join(lines[:5]), encoding="utf-8")
    assert importing.wait(60) == 0
    assert [message.id for message in read_messages(target)] == [f"a01-{number:03d}" for number in range(1, 26)]


def test_a_new_author_has_to_be_known(tmp_path, corpus):
    before = contents(corpus)
    data(corpus, "export", tmp_path / "file", "--format", "prodigy")
    refused = data(corpus, "import", tmp_path / "file", "--format", "prodigy", "--author", "zz9")
    assert "does not know this author" in str(refused.exception)
    assert contents(corpus) == before
    data(corpus, "import", tmp_path / "file", "--format", "prodigy", "--author", "a02")
    assert len(list(read_messages(corpus / "messages" / "a02.jsonl"))) == 40


def test_messages_that_nobody_knows_are_refused_or_left_out(tmp_path, corpus):
    before = contents(corpus)
    first, second, *_ = Corpus.read(corpus).messages
    wrong = [
        first.model_copy(update={"id": "a01-999"}),
        first.model_copy(update={"id": "wie zegt dat Yilmaz"}),
        first.model_copy(update={"id": ""}),
        second.model_copy(update={"decision": Level.NOTICE, "look_alike": False}),
        second.model_copy(update={"decision": Level.WARN, "look_alike": False}),
    ]
    write_file(tmp_path / "file", [first, *wrong], Format.BERICHTWACHT)
    refused = data(corpus, "import", tmp_path / "file", "--format", "berichtwacht")
    assert "file:2: the corpus has no message with the id 'a01-999'" in str(refused.exception)
    assert contents(corpus) == before
    taken = data(corpus, "import", tmp_path / "file", "--format", "berichtwacht", "--skip-invalid")
    *problems, done = taken.output.splitlines()
    assert done == f"{tmp_path / 'file'}: 2 messages, 1 of them changed, 4 left out"
    assert [problem.split("file:")[1].partition(":")[0] for problem in problems] == ["2", "3", "4", "6"]
    assert "Yilmaz" not in taken.output
    assert Corpus.read(corpus).messages[1].decision is Level.NOTICE


def test_a_file_of_which_nothing_can_be_taken_fails(tmp_path, corpus):
    before = contents(corpus)
    (tmp_path / "file").write_text('{"id": "a01-001"}\n')
    taken = data(corpus, "import", tmp_path / "file", "--format", "berichtwacht", "--skip-invalid")
    assert (taken.exit_code, taken.output.count("\n")) == (65, 2)
    assert contents(corpus) == before


def test_a_part_of_the_corpus_is_written(tmp_path, corpus):
    splits = Corpus.read(corpus).authors
    assert data(corpus, "export", tmp_path / "a", "--format", "spacy", "--author", "a08").output.endswith(
        ": 20 messages\n"
    )
    answer = data(corpus, "export", tmp_path / "b", "--format", "doccano", "--split", splits["a01"].split)
    assert answer.output.endswith(f": {20 + 20 * (splits['a08'].split == splits['a01'].split)} messages\n")
    none = data(corpus, "export", tmp_path / "c", "--format", "doccano", "--author", "a99")
    assert (none.exit_code, (tmp_path / "c").exists()) == (65, False)


def test_predictions_are_for_tools_that_show_them(tmp_path, corpus):
    refused = data(corpus, "export", tmp_path / "file", "--format", "doccano", "--predict")
    assert (refused.exit_code, (tmp_path / "file").exists()) == (64, False)
    assert "only Label Studio and Prodigy" in refused.output


def test_a_full_disk_leaves_everything_as_it_was(tmp_path, corpus):
    messages = [
        message.model_copy(update={"decision": Level.WARN, "look_alike": False})
        for message in Corpus.read(corpus).messages
    ]
    write_file(tmp_path / "file", messages, Format.BERICHTWACHT)
    before = contents(tmp_path)
    smallest = min(len(content) for path, content in before.items() if path.suffix == ".jsonl")
    for arguments in (
        ["import", tmp_path / "file", "--format", "berichtwacht"],
        ["import", tmp_path / "file", "--format", "berichtwacht", "--author", "a02"],
        ["export", tmp_path / "file", "--format", "prodigy"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "classifier", "data", *map(str, arguments), "--directory", str(corpus)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (smallest // 2, smallest // 2)),
        )
        assert (done.returncode, "File too large" in done.stderr) == (74, True)
        assert contents(tmp_path) == before
