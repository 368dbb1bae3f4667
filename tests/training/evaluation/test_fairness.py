"""Names of every origin in the same sentences."""

import pytest

from classifier.training.evaluation import LARGEST_FAIRNESS_GAP, evaluate, fairness_gap
from classifier.training.evaluation.fairness import Fairness, fairness, sentences_with_a_person, with_name
from classifier.training.metrics import Rate


def test_sentences_with_one_person_and_no_title_of_all_authors_in_turn(message):
    messages = [
        message("b-2", "Jan komt om tien uur", PERSON="Jan"),
        message("b-1", "Jan komt om elf uur", PERSON="Jan"),
        message("a-9", "nee Piet komt vandaag niet meer", PERSON="Piet"),
        message("a-8", "hoi Jan", PERSON="Jan"),
        message("a-7", "de balie is nu dicht"),
        message("a-6", "kun je mevr. Vos even bellen", PERSON="Vos"),
    ]
    assert [item.id for item in sentences_with_a_person(messages)] == ["a-9", "b-1", "b-2"]
    assert [item.id for item in sentences_with_a_person(messages[::-1], most=2)] == ["a-9", "b-1"]


@pytest.mark.parametrize(
    ("text", "person", "after"),
    [
        ("vraag het aan Jan, hij weet het", "Jan", "vraag het aan Ali, hij weet het"),
        ("vraag het aan jan, hij weet het", "jan", "vraag het aan ali, hij weet het"),
        ("vraag het aan Jan Bos, hij weet het", "Jan Bos", "vraag het aan Ali Kaya, hij weet het"),
        ("VRAAG HET AAN JAN", "JAN", "VRAAG HET AAN ALI"),
    ],
)
def test_a_name_is_written_as_the_one_before(message, text, person, after):
    found = with_name(message("a-1", text, PERSON=person), "Ali Kaya")
    assert found.text == after
    span = found.entities[0]
    assert found.text[span.start : span.end].lower() in {"ali", "ali kaya"}


def test_recall_per_origin_and_the_gap(assessor, messages, names):
    found = fairness(assessor, messages, names)
    assert found == Fairness(sentences=2, recall={"dutch": Rate(2, 2), "turkish": Rate(1, 3)})
    assert found.gap == pytest.approx(2 / 3)
    assert not found.passes
    assert assessor.calls == 5  # every name once


def test_the_limit_itself_passes():
    found = Fairness(1, {"a": Rate(98, 100), "b": Rate(95, 100), "c": Rate(96, 100)})
    assert found.gap == LARGEST_FAIRNESS_GAP
    assert found.passes
    assert not Fairness(1, {"a": Rate(98, 100), "b": Rate(94, 100)}).passes


def test_nothing_to_measure(assessor, messages, names):
    assert fairness(assessor, [], names) is None
    assert fairness(assessor, messages, {}) is None
    report = evaluate(assessor, messages)
    assert fairness_gap(report) is None
    assert any("no names by origin" in note for note in report.notes)


def test_the_gap_of_a_report(report):
    assert fairness_gap(report) == pytest.approx(2 / 3)
