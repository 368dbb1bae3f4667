"""Which messages come first, and why."""

import time

import pytest
from invention_sample import corpus_sample

from classifier.records import Category, Level
from classifier.training.usefulness import WEIGHTS, Candidate, disagreement, rank

THRESHOLDS = dict.fromkeys(Category, (0.3, 0.5))


def candidate(name, text, *, probability=0.01, disagreed=0.0):
    return Candidate(name, text, dict.fromkeys(Category, (probability, probability / 2)), THRESHOLDS, disagreed)


def test_disagreement_goes_before_doubt_and_doubt_before_what_is_known():
    order = rank(
        [
            candidate("known", "kun je mevrouw even bellen over de aanvraag"),
            candidate("doubt", "de sleutel ligt onder de mat bij de achterdeur", probability=0.3),
            candidate("wrong", "vergadering verzet naar donderdag in de raadzaal", disagreed=1.0),
        ],
        known=["kun je mevrouw even bellen over de aanvraag?"],
    )
    assert [item.id for item in order] == ["wrong", "doubt", "known"]
    assert order[0].disagreement == 1.0
    assert order[1].uncertainty == pytest.approx(1.0)
    assert order[2].novelty < 0.2


def test_twenty_objections_in_the_same_words_do_not_fill_the_top():
    same = [candidate(f"same-{index}", f"zaal {index} is bezet tot vier uur", disagreed=1.0) for index in range(20)]
    others = [
        candidate("other-1", "het wachtwoord van de wifi hangt aan de muur", probability=0.4),
        candidate("other-2", "Sanne heeft zich ziek gemeld met griep", probability=0.2),
        candidate("other-3", "het college wil de sporthal sluiten", probability=0.35),
    ]
    top = [item.id for item in rank([*same, *others])][:5]
    assert top[0].startswith("same-")
    assert {"other-1", "other-2", "other-3"} <= set(top)


def test_uncertainty_is_highest_at_the_threshold():
    texts = ["bel even terug", "waar ligt de sleutel", "morgen is er geen overleg", "de raad stemt donderdag"]
    by_id = {
        item.id: item.uncertainty
        for item in rank(
            [
                candidate(str(probability), text, probability=probability)
                for probability, text in zip((0.01, 0.2, 0.3, 0.99), texts, strict=True)
            ]
        )
    }
    assert by_id["0.3"] == pytest.approx(1.0)
    assert by_id["0.01"] < by_id["0.2"] < by_id["0.3"]
    assert by_id["0.99"] < by_id["0.3"]


@pytest.mark.parametrize(
    ("corrected", "right", "warning_wrong", "expected"),
    [
        (None, None, False, 0.0),
        (None, True, False, 0.0),
        (None, False, False, 0.6),
        (None, None, True, 0.6),
        ({Category.PERSONAL: Level.NONE}, False, True, 1.0),
        ({Category.PERSONAL: Level.NOTICE}, None, False, 0.5),
        ({Category.PERSONAL: Level.WARN}, None, True, 0.0),
        ({Category.DECISION: Level.WARN}, None, False, 1.0),
    ],
)
def test_disagreement(corrected, right, warning_wrong, expected):
    levels = {Category.PERSONAL: Level.WARN, Category.DECISION: Level.NONE, Category.CONFIDENTIAL: None}
    assert disagreement(levels, corrected, right=right, warning_wrong=warning_wrong) == expected


def test_all_numbers_lie_between_nothing_and_one():
    ranked = rank([candidate(item.id, item.text, probability=0.5, disagreed=1.0) for item in corpus_sample()])
    assert len(ranked) == len({item.id for item in ranked}) == 300
    for item in ranked:
        for value in (item.total, item.disagreement, item.uncertainty, item.novelty):
            assert 0.0 <= value <= 1.0
    assert [item.total for item in ranked] == sorted((item.total for item in ranked), reverse=True)
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


def test_nothing_is_ranked_of_nothing():
    assert rank([]) == []


def test_a_thousand_take_less_than_a_second_of_work():
    messages = [
        candidate(f"{round_}-{item.id}", f"{item.text} {round_}") for round_ in range(4) for item in corpus_sample()
    ]
    start = time.process_time()
    assert len(rank(messages[:1000])) == 1000
    assert time.process_time() - start < 1.0


def test_texts_are_not_shown():
    assert "geheim" not in repr(candidate("a", "geheim"))
