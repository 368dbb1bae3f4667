"""The checks: numbers that fail, ids that repeat, near-duplicates across splits; and this corpus passes them."""

import json

import pytest
from typer.testing import CliRunner

from classifier.cli import app
from classifier.commands.exits import Exit
from classifier.training.breaches import LONGEST
from classifier.training.checks import THIN, check_corpus, examine

AUTHORS = """\
a: {split: encoder, brief: somebody who writes messages}
b: {split: test, brief: somebody else who writes them}
"""


def record(number, text, *, author="a", label=None, words=None):
    entities = (
        [] if label is None else [{"start": text.index(words), "end": text.index(words) + len(words), "label": label}]
    )
    levels = {"personal": "none", "decision": "none", "confidential": "none"}
    return {"id": f"{author}-{number:03d}", "text": text, "lang": "nl", **levels, "topics": [], "entities": entities}


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "messages").mkdir()
    (tmp_path / "authors.yaml").write_text(AUTHORS)

    def write(*records):
        for author in "ab":
            if own := [json.dumps(item) + "\n" for item in records if item["id"].startswith(author)]:
                (tmp_path / "messages" / f"{author}.jsonl").write_text("".join(own))
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("label", "words", "fine"),
    [
        ("NL_BSN", "123456782", True),
        ("NL_BSN", "1234.56.782", True),
        ("NL_BSN", "123456789", False),
        ("NL_BSN", "honderdvijf", True),
        ("IBAN_CODE", "NL91 ABNA 0417 1643 00", True),
        ("IBAN_CODE", "nl92abna0417164300", False),
        ("CREDIT_CARD", "4111 1111 1111 1111", True),
        ("CREDIT_CARD", "4111 1111 1111 1112", False),
    ],
)
def test_numbers_must_pass_their_check(corpus, label, words, fine):
    problems = check_corpus(corpus(record(1, f"nummer {words} graag", label=label, words=words)))
    assert ([] if fine else [1]) == [problem.line for problem in problems]


@pytest.mark.parametrize(("words", "fine"), [(LONGEST, True), (LONGEST + 1, False)])
def test_a_chat_message_is_no_letter(corpus, words, fine):
    problems = check_corpus(corpus(record(1, " ".join(["woord"] * words))))
    assert ([] if fine else [f"has {words} words"]) == [
        problem.problem[: len(f"has {words} words")] for problem in problems
    ]


def test_an_entity_must_be_possible(corpus):
    problems = check_corpus(corpus(record(1, "in 2371 graag", label="NL_POSTCODE", words="2371")))
    assert [problem.problem for problem in problems] == ["the words at 3:7 cannot be NL_POSTCODE"]


@pytest.mark.parametrize(("personal", "fine"), [("none", False), ("notice", True), ("warn", True)])
def test_topics_go_with_something_personal(corpus, personal, fine):
    problems = check_corpus(corpus(record(1, "iets over iemand") | {"personal": personal, "topics": ["health"]}))
    assert [problem.problem for problem in problems] == ([] if fine else ["topics are given, but personal is none"])


def test_no_problem_repeats_the_text(corpus):
    problems = check_corpus(corpus(record(1, "bel geheimnaam nu", label="PHONE_NUMBER", words="geheimnaam")))
    assert len(problems) == 1
    assert "geheimnaam" not in str(problems[0])


def test_ids_must_be_unique(corpus):
    problems = check_corpus(corpus(record(1, "een heel ander bericht"), record(1, "over iets anders dan dat")))
    assert [problem.line for problem in problems] == [2]


def test_near_duplicates_across_splits_are_found(corpus):
    text = "kan iemand morgen de sleutel van de sporthal ophalen bij de balie"
    problems = check_corpus(corpus(record(1, text), record(2, "heel iets anders"), record(1, text + "!", author="b")))
    assert [(problem.path.name, problem.line) for problem in problems] == [("b.jsonl", 1)]


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"\xef\xbb\xbf{}\n", 1, "begins with a byte order mark"),
        (b"\n", 1, "holds no messages"),
        (b"{}\n\n{}\n", 2, "is blank"),
        (b"{}\n{}\r\n{}\r\n", 2, "ends in CR LF, as do 1 lines more"),
        (b'{}\n{"text": "caf\xe9"}\n', 2, "is not UTF-8: byte 14 of the line"),
    ],
)
def test_an_untidy_file_is_told(corpus, content, line, said):
    directory = corpus()
    (directory / "messages" / "a.jsonl").write_bytes(content)
    assert (line, said) in {(problem.line, problem.problem) for problem in check_corpus(directory)}


def test_everything_is_gathered(corpus):
    directory = corpus(record(1, "in 2371 graag", label="NL_POSTCODE", words="2371"))
    file = directory / "messages" / "a.jsonl"
    file.write_text("geen json\n" + file.read_text() + json.dumps(record(2, "a") | {"lang": "fr", "personal": "x"}))
    (directory / "messages" / "aa.jsonl").write_text("")
    (directory / "messages" / "a.jsonl.bak").write_text("")
    found = [(problem.path.name, problem.line, problem.problem.split(":")[0]) for problem in check_corpus(directory)]
    assert found == [
        ("a.jsonl", 1, "is no JSON"),
        ("a.jsonl", 2, "the words at 3"),
        ("a.jsonl", 3, "lang"),
        ("a.jsonl.bak", 1, "is no file of messages"),
        ("aa.jsonl", 1, "no author in authors.yaml has this file; did you mean 'a'?"),
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"id": "b-001"}, "the id must begin with the file's author, a-"),
        ({"id": "a-geheim van Yilmaz"}, "the id must be that of the author, a hyphen and a number"),
        ({"text": "  "}, "holds no words"),
        ({"personal": "warn", "topics": ["health", "health"]}, "a topic is given twice"),
        (
            {"text": "zijn nummer is 123456782 toch"},
            "the number at 15:24 should be marked as NL_BSN, or should fail its check",
        ),
    ],
)
def test_a_message_that_breaks_the_guideline_is_told(corpus, change, said):
    directory = corpus()
    (directory / "messages" / "a.jsonl").write_text(json.dumps(record(1, "iets") | change) + "\n")
    assert [problem.problem for problem in check_corpus(directory)] == [said]


def test_an_author_does_not_write_the_same_twice(corpus):
    problems = check_corpus(corpus(record(1, "tot zo"), record(2, "tot straks"), record(3, "tot zo")))
    assert [(problem.line, problem.problem) for problem in problems] == [(3, "has the text of a.jsonl:1")]


def test_a_second_labelling_must_fit(corpus):
    directory = corpus(record(1, "tot zo"))
    (directory / "second").mkdir()
    (directory / "second" / "a.jsonl").write_text("{}\n")
    assert [(problem.path.parent.name, problem.line) for problem in check_corpus(directory)] == [("second", 1)]


def test_what_is_thin_is_a_warning(corpus):
    found = examine(corpus(*(record(number, f"bericht {number}") for number in range(THIN))))
    assert found.problems == ()
    assert "encoder: 0 messages with topic health; fewer than 10" in found.warnings
    assert not [warning for warning in found.warnings if "personal none" in warning or warning.startswith("test")]
    assert any("author b has no messages" in warning for warning in found.warnings)


def test_the_command_fails_on_warnings_when_asked_to(corpus):
    directory = str(corpus(record(1, "tot zo")))
    lenient, strict = (CliRunner().invoke(app, ["data", "check", directory, *extra]) for extra in ((), ("--strict",)))
    assert (lenient.exit_code, strict.exit_code) == (Exit.NONE, Exit.DATA)
    assert lenient.stdout == strict.stdout == "no problems\n"
    assert "author b has no messages" in strict.stderr


def test_this_corpus_has_no_problems():
    assert [str(problem) for problem in check_corpus()] == []
