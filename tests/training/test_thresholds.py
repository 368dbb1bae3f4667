"""Thresholds: what a miss costs against a false alarm decides."""

import numpy as np
import pytest
import yaml

from classifier.records import Category, CategoryScore, Level
from classifier.training.corpus import Corpus, Message, Split
from classifier.training.thresholds import (
    Choice,
    Cost,
    as_policy,
    choose_threshold,
    choose_thresholds,
    left_by,
    scores_of,
)

SCORES = np.array([0.9, 0.8, 0.6, 0.4, 0.2, 0.1])
TRUTH = np.array([True, True, False, True, False, False])


@pytest.mark.parametrize(
    ("cost", "threshold", "misses", "false_alarms"),
    [(0.5, 2 / 3, 1, 0), (2.0, 1 / 3, 0, 1), (100.0, 0.3, 0, 1)],
)
def test_a_dear_miss_lowers_the_threshold(cost, threshold, misses, false_alarms):
    choice = choose_threshold(SCORES, TRUTH, cost)
    assert (choice.threshold, choice.misses, choice.false_alarms) == (pytest.approx(threshold), misses, false_alarms)


def test_no_threshold_costs_much_less_than_the_one_chosen():
    random = np.random.default_rng(4)
    truth = random.random(300) < 0.3
    scores = np.clip(random.normal(0.4 + 0.3 * truth, 0.2), 0.01, 0.99).round(2)
    choice = choose_threshold(scores, truth, 1.5)
    paid = 1.5 * choice.misses + choice.false_alarms
    for threshold in np.linspace(0, 1.001, 200):
        reported = scores >= threshold
        assert paid <= 1.06 * (1.5 * (truth & ~reported).sum() + (reported & ~truth).sum())
    reported = scores >= choice.threshold
    assert choice.misses == (truth & ~reported).sum()
    assert choice.false_alarms == (reported & ~truth).sum()


@pytest.mark.parametrize("truth", [True, False])
def test_all_or_nothing(truth):
    choice = choose_threshold(np.array([0.3, 0.7]), np.array([truth, truth]), 1.0)
    assert (choice.misses, choice.false_alarms) == (0, 0)
    assert choice.threshold == pytest.approx(0.15 if truth else 0.85)


def test_a_threshold_that_is_rounded_leaves_the_same():
    random = np.random.default_rng(6)
    for _ in range(50):
        truth = random.random(300) < 0.3
        scores = np.clip(random.normal(0.4 + 0.3 * truth, 0.2), 0.0, 1.0)
        choice = choose_threshold(scores, truth, 1.5)
        rounded = left_by(scores, truth, round(choice.threshold, 3))
        gap = np.abs(scores - choice.threshold).min()
        assert gap > 0
        assert gap < 0.0005 or (rounded.misses, rounded.false_alarms) == (choice.misses, choice.false_alarms)


@pytest.mark.parametrize("cost", [0.5, 1.0, 1.5, 3.0])
def test_of_calibrated_scores_the_threshold_is_that_of_theory(cost):
    random = np.random.default_rng(5)
    scores = random.random(20_000)
    assert choose_threshold(scores, random.random(20_000) < scores, cost).threshold == pytest.approx(1 / (1 + cost))


def test_every_category_has_two_thresholds():
    messages = [
        Message(
            id=f"t-{index}",
            text="x",
            lang="nl",
            personal=level,
            decision="none",
            confidential="none",
            topics=(),
            entities=(),
        )
        for index, level in enumerate(("none", "notice", "warn"))
    ]
    nothing = CategoryScore(warn=0.0, notice=0.0)
    scores = [
        dict.fromkeys(Category, nothing) | {Category.PERSONAL: CategoryScore(warn=warn, notice=notice)}
        for warn, notice in ((0.1, 0.2), (0.2, 0.6), (0.8, 0.9))
    ]
    chosen = choose_thresholds(scores, messages, dict.fromkeys(Category, Cost(warn=2.0, notice=1.0)))
    assert chosen[Category.PERSONAL][Level.WARN].threshold == pytest.approx(1 / 3)
    assert chosen[Category.PERSONAL][Level.NOTICE].threshold == pytest.approx(1 / 3)  # never above that of a warning
    assert chosen[Category.DECISION][Level.WARN].threshold == pytest.approx(1 / 3)


def test_the_choice_is_printed_as_the_policy_file_has_it():
    levels = {Level.NOTICE: Choice(0.31234, 3, 4), Level.WARN: Choice(0.5, 1, 2)}
    text = as_policy(dict.fromkeys(Category, levels))
    assert yaml.safe_load(text)["thresholds"]["personal"] == {"notice": 0.312, "warn": 0.5}
    assert "1 warnings missed, 2 false" in text


def test_the_policy_holds_the_thresholds_that_the_development_set_gives(classifier):
    messages = Corpus.read().split(Split.DEVELOPMENT)
    chosen = choose_thresholds(scores_of(classifier, messages), messages)
    held = classifier.policy.current().file.thresholds
    for category, levels in chosen.items():
        for level, choice in levels.items():
            assert getattr(getattr(held, category.value), level.value) == pytest.approx(choice.threshold, abs=0.005)
