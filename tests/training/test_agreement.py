"""Agreement between two labellings, against numbers worked out by hand."""

import json

import pytest
from typer.testing import CliRunner

from classifier.cli import app
from classifier.commands.exits import Exit
from classifier.errors import CorpusError
from classifier.records import Category
from classifier.training.agreement import KAPPA, SECOND, agreement, cohens_kappa, read_pairs, read_second
from classifier.training.corpus import Message

NOTHING = {"personal": "none", "decision": "none", "confidential": "none", "topics": [], "entities": []}
NAME = {"start": 0, "end": 3, "label": "PERSON"}


def labelled(number, **labels):
    return {"id": f"a-{number}", **NOTHING, **labels}


def message(number, **labels):
    return Message.model_validate({"text": "Jan de Wit in Rijp", "lang": "nl", **labelled(number, **labels)})


def repeated(counts):
    return [pair for pair, count in counts.items() for _ in range(count)]


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        # Cohen's own form: 20 + 15 of 50 agreed; by chance (25*30 + 25*20)/50 = 25: (35 - 25) / (50 - 25)
        ({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15}, 0.4),
        # three labels, 10 messages: 7 agreed; by chance (5*4 + 3*4 + 2*2)/10 = 3.6: (7 - 3.6) / (10 - 3.6)
        ({("a", "a"): 4, ("a", "b"): 1, ("b", "b"): 2, ("b", "c"): 1, ("c", "b"): 1, ("c", "c"): 1}, 3.4 / 6.4),
        ({("a", "a"): 3, ("b", "b"): 2}, 1.0),
        ({("a", "b"): 1, ("b", "a"): 1}, -1.0),
        ({("a", "a"): 2, ("a", "b"): 2}, 0.0),
        ({("a", "a"): 4}, None),
        ({}, None),
    ],
)
def test_kappa(counts, kappa):
    assert cohens_kappa(repeated(counts)) == (None if kappa is None else pytest.approx(kappa))


def test_kappa_of_three_levels_and_of_warn_differ():
    levels = [("none", "none")] * 4 + [("none", "notice")] + [("notice", "notice")] + [("warn", "warn")] * 4
    pairs = [(message(i, personal=one), message(i, personal=other)) for i, (one, other) in enumerate(levels)]
    found = agreement(pairs).categories[Category.PERSONAL]
    assert found.levels == pytest.approx((9 - 3.8) / (10 - 3.8))  # by chance (5*4 + 1*2 + 4*4)/10
    assert found.warn == pytest.approx(1.0)
    assert found.reached
    assert agreement(pairs).categories[Category.DECISION].levels is None


def test_a_category_below_the_quota_is_named():
    levels = [("none", "none")] * 3 + [("warn", "none")] + [("warn", "warn")]
    pairs = [(message(i, decision=one), message(i, decision=other)) for i, (one, other) in enumerate(levels)]
    found = agreement(pairs)
    assert found.below == (Category.DECISION,)
    assert found.categories[Category.DECISION].levels < KAPPA == 0.80


def test_entities_that_overlap_are_the_same():
    whole, last, place = (
        {"start": start, "end": end, "label": label}
        for start, end, label in ((0, 10, "PERSON"), (7, 10, "PERSON"), (14, 18, "LOCATION"))
    )
    pairs = [
        (message(1, entities=[whole, place]), message(1, entities=[last])),
        (message(2, entities=[NAME]), message(2, entities=[last, place])),
        (message(3, entities=[whole]), message(3, entities=[NAME | {"label": "LOCATION"}])),
    ]
    found = agreement(pairs)
    assert found.entities == {"LOCATION": 0.0, "PERSON": pytest.approx(2 / 5)}
    assert found.all_entities == pytest.approx(2 / 8)


def test_topics():
    pairs = [
        (message(1, personal="warn", topics=["health", "finance"]), message(1, personal="warn", topics=["health"])),
        (message(2), message(2, personal="notice", topics=["union"])),
    ]
    assert agreement(pairs).topics == pytest.approx(2 / 4)
    assert agreement([(message(1), message(1))]).topics is None


def lines(path, *records):
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join((item if isinstance(item, str) else json.dumps(item)) + "\n" for item in records))
    return path


def test_a_part_may_be_labelled_twice_in_any_order(tmp_path):
    first = [message(number) for number in range(5)]
    pairs = read_pairs(first, lines(tmp_path / "a.jsonl", labelled(3, personal="warn"), "", labelled(1)))
    assert [(one.id, one.personal, other.personal) for one, other in pairs] == [
        ("a-3", "none", "warn"),
        ("a-1", "none", "none"),
    ]
    assert pairs[0][1].text == first[3].text


@pytest.mark.parametrize(
    "wrong",
    [
        labelled(9),
        labelled(1),
        labelled(2) | {"text": "Jan"},
        labelled(2) | {"personal": "veel"},
        labelled(2, entities=[NAME | {"end": 99}]),
        labelled(2, entities=[NAME | {"label": "NAAM"}]),
        labelled(2, entities=[NAME, NAME]),
        {"id": "a-2"},
        "[]",
        "geen json",
    ],
)
def test_a_wrong_line_is_named(tmp_path, wrong):
    path = lines(tmp_path / "a.jsonl", labelled(1), wrong)
    with pytest.raises(CorpusError) as caught:
        read_pairs([message(1), message(2)], path)
    assert (caught.value.path, caught.value.line) == (path, 2)


def test_an_empty_labelling_is_refused(tmp_path):
    with pytest.raises(CorpusError, match="no labels"):
        read_pairs([message(1)], lines(tmp_path / "a.jsonl"))


@pytest.fixture
def corpus(tmp_path):
    lines(tmp_path / "authors.yaml", "a: {split: test, brief: somebody who writes messages}")
    first = [message(0, personal="warn"), message(1), message(2), message(3)]
    lines(tmp_path / "messages" / "a.jsonl", *(item.model_dump(mode="json") for item in first))
    return tmp_path


def test_every_second_labelling_of_a_corpus_is_read(corpus):
    lines(corpus / SECOND / "a.jsonl", labelled(1))
    lines(corpus / SECOND / "b.jsonl", labelled(1), labelled(2))
    assert {name: len(pairs) for name, pairs in read_second(corpus).items()} == {"a": 1, "b": 2}


def test_a_corpus_without_second_labellings_is_refused(corpus):
    with pytest.raises(CorpusError, match="second"):
        read_second(corpus)


def run(*arguments):
    return CliRunner().invoke(app, ["data", "agreement", *map(str, arguments)])


def test_the_command_compares_two_files_or_a_corpus_and_a_file(corpus):
    second = lines(corpus / "other.jsonl", labelled(0, personal="warn"), labelled(1), labelled(2))
    for first in (corpus, corpus / "messages" / "a.jsonl"):
        result = run(first, second)
        assert result.exit_code == Exit.NONE, result.output
        assert "1.00" in result.output


def test_the_command_ends_badly_below_the_quota_and_names_the_category(corpus):
    result = run(corpus, lines(corpus / "other.jsonl", labelled(0), labelled(1, personal="warn"), labelled(2)))
    assert result.exit_code == Exit.DATA
    assert "personal: kappa is below 0.80" in result.output
    assert "decision: kappa is below" not in result.output


def test_without_arguments_the_second_labellings_are_compared_together(corpus, monkeypatch):
    monkeypatch.setattr("classifier.training.corpus.CORPUS", corpus)
    lines(corpus / SECOND / "a.jsonl", labelled(0, personal="warn"), labelled(1))
    lines(corpus / SECOND / "b.jsonl", labelled(2), labelled(3))
    result = run()
    assert result.exit_code == Exit.NONE, result.output
    assert "together" in result.output


def test_one_labelling_alone_is_no_comparison(corpus):
    assert run(corpus).exit_code != 0
