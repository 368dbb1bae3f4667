"""The checks: numbers that fail, ids that repeat, near-duplicates across splits; and this corpus passes them."""

import json

import pytest

from classifier.training.breaches import LONGEST
from classifier.training.checks import check_corpus, near_duplicates

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
            own = [json.dumps(item) for item in records if item["id"].startswith(author)]
            (tmp_path / "messages" / f"{author}.jsonl").write_text("\n".join(own))
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


def test_near_duplicates_within_a_split_are_left():
    assert list(near_duplicates(["dezelfde tekst hier", "dezelfde tekst hier", "iets anders"])) == [(0, 1)]
    assert list(near_duplicates(["een"])) == []


def test_this_corpus_has_no_problems():
    assert [str(problem) for problem in check_corpus()] == []
