"""Adding messages: all or nothing, or the right ones alone; a full disk, or two at once, lose nothing."""

import json
import resource
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from typer.testing import CliRunner

from classifier.cli import app
from classifier.commands.exits import Exit
from classifier.commands.failures import failure
from classifier.errors import ConfigurationError
from classifier.training.adding import add_written, next_number
from classifier.training.corpus import read_messages

LEVELS = {"personal": "notice", "decision": "none", "confidential": "none"}


def written(text):
    return json.dumps({"text": text, "lang": "nl", **LEVELS, "topics": [], "look_alike": False})


@pytest.fixture
def corpus(tmp_path):
    directory = tmp_path / "corpus"
    (directory / "messages").mkdir(parents=True)
    (directory / "authors.yaml").write_text("a: {split: encoder, brief: somebody who writes messages}\n")
    return directory


def file(tmp_path, *lines, name="written.jsonl"):
    path = tmp_path / name
    path.write_text("".join(f"{line}\n" for line in lines))
    return path


def texts(directory):
    return [message.text for message in read_messages(directory / "messages" / "a.jsonl")]


WRONG = {
    3: "geen json",
    500: written("bel [[Yilmaz|PERSON] nu"),
    4_000: written("op 2371 graag [[2371|NL_POSTCODE]]"),
    7_777: written("bericht 1"),
    9_999: written("nummer 123456782"),
}


def many(tmp_path, wrong):
    return file(tmp_path, *(wrong.get(number, written(f"bericht {number}")) for number in range(1, 10_001)))


def run(*arguments):
    return CliRunner().invoke(app, ["data", "add", *map(str, arguments)])


def test_one_wrong_line_in_ten_thousand_is_named_and_nothing_written(corpus, tmp_path):
    result = run(many(tmp_path, {7_777: WRONG[3]}), "--author", "a", "--directory", corpus)
    assert result.exit_code == Exit.DATA
    assert "written.jsonl:7777: is no JSON" in result.stderr
    assert list((corpus / "messages").iterdir()) == []


def test_all_wrong_lines_are_named_and_the_others_taken(corpus, tmp_path):
    result = run(many(tmp_path, WRONG), "--author", "a", "--directory", corpus, "--skip-invalid")
    assert result.exit_code == Exit.NONE
    assert [int(line.split(":")[1]) for line in result.stderr.splitlines()] == list(WRONG)
    assert "9995 added, 9995 in all, 5 wrong and left out" in " ".join(result.stdout.split())
    messages = list(read_messages(corpus / "messages" / "a.jsonl"))
    assert [message.id for message in messages] == [f"a-{number:03d}" for number in range(1, 9_996)]
    assert "Yilmaz" not in result.output
    assert "123456782" not in result.output


def test_where_all_is_wrong_skipping_is_a_failure_too(corpus, tmp_path):
    assert run(file(tmp_path, "x"), "--author", "a", "--directory", corpus, "--skip-invalid").exit_code == Exit.DATA


def test_numbers_go_on_after_the_highest(corpus, tmp_path):
    add_written(file(tmp_path, written("een"), written("twee")), author="a", directory=corpus)
    target = corpus / "messages" / "a.jsonl"
    target.write_text(target.read_text().splitlines()[1] + "\n")
    add_written(file(tmp_path, written("drie")), author="a", directory=corpus)
    assert [message.id for message in read_messages(target)] == ["a-002", "a-003"]
    assert next_number([]) == 1


def test_what_the_author_wrote_before_is_refused(corpus, tmp_path):
    add_written(file(tmp_path, written("een")), author="a", directory=corpus)
    done = add_written(file(tmp_path, written("een"), written("twee")), author="a", directory=corpus)
    assert (done.added, [problem.line for problem in done.refused]) == (0, [1])


def test_an_author_must_be_known(corpus, tmp_path):
    with pytest.raises(ConfigurationError, match=r"does not know this author; did you mean 'a'\? \(berichtwacht data"):
        add_written(file(tmp_path, written("een")), author="aa", directory=corpus)


def in_a_process(corpus, path, limit=None):
    code = "import sys; from classifier.cli import main; sys.exit(main())"
    arguments = [sys.executable, "-c", code, "data", "add", str(path), "--author", "a", "--directory", str(corpus)]
    limited = None if limit is None else lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    return subprocess.run(arguments, capture_output=True, text=True, preexec_fn=limited, check=False)


def test_a_full_disk_leaves_all_as_it_was(corpus, tmp_path):
    add_written(file(tmp_path, written("een")), author="a", directory=corpus)
    before = (corpus / "messages" / "a.jsonl").read_bytes()
    more = file(tmp_path, *(written(f"bericht {number}") for number in range(1_000)))
    result = in_a_process(corpus, more, limit=20_000)
    assert result.returncode == Exit.FILE, result.stderr
    assert "a.jsonl: File too large" in result.stderr
    assert [path.name for path in (corpus / "messages").iterdir()] == ["a.jsonl"]
    assert (corpus / "messages" / "a.jsonl").read_bytes() == before
    assert in_a_process(corpus, more).returncode == Exit.NONE


def test_two_at_once_lose_nothing(corpus, tmp_path):
    def add(name):
        path = file(tmp_path, *(written(f"{name} {number}") for number in range(5)), name=f"{name}.jsonl")
        for line in path.read_text().splitlines():
            one = tmp_path / f"{name}-one.jsonl"
            one.write_text(line + "\n")
            add_written(one, author="a", directory=corpus)

    names = ["een", "twee", "drie", "vier"]
    with ThreadPoolExecutor(len(names)) as pool:
        list(pool.map(add, names))
    assert sorted(texts(corpus)) == sorted(f"{name} {number}" for name in names for number in range(5))


def test_a_file_that_cannot_be_read_is_named(corpus, tmp_path):
    problem = run(tmp_path / "none.jsonl", "--author", "a", "--directory", corpus).exception
    assert failure(problem)[1] is Exit.FILE
