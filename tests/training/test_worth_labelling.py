"""Which messages a second labelling would help most: uncertain, unlike one another, and not labelled twice before."""

from pathlib import Path

import numpy as np

from classifier.training.corpus import Message
from classifier.training.placed import Placed
from classifier.training.worth_labelling import labelled_twice, useful_in_corpus

TEXTS = ("de sleutel ligt bij de balie", "wil jij de subsidie stoppen", "mevrouw heeft schulden", "koffie om tien uur")


def placed(texts):
    levels = {"personal": "none", "decision": "none", "confidential": "none"}
    messages = [
        Message(id=f"a-{number}", text=text, lang="nl", **levels, topics=(), entities=())
        for number, text in enumerate(texts)
    ]
    return [Placed(message, Path("a.jsonl"), line) for line, message in enumerate(messages, 1)]


def ranked(texts, warn, quality=None, twice=()):
    sure = np.tile([1.0, 0.0, 0.0], (len(texts), 1))
    personal = np.stack([1.0 - np.array(warn), np.zeros(len(texts)), np.array(warn)], axis=1)
    probabilities = {"personal": personal, "decision": sure, "confidential": sure}
    quality = np.ones(len(texts)) if quality is None else np.array(quality)
    found = useful_in_corpus(placed(texts), probabilities, quality, twice=frozenset(twice))
    return [item.message.id for item, _ in found]


def test_the_least_certain_comes_first():
    assert ranked(TEXTS, [0.0, 0.4, 1.0, 0.0])[0] == "a-1"


def test_a_label_that_is_disagreed_with_comes_first():
    assert ranked(TEXTS, [0.0, 0.0, 0.0, 0.0], quality=[1.0, 1.0, 1.0, 0.01])[0] == "a-3"


def test_what_was_labelled_twice_is_left_out_and_so_is_its_like():
    again = (*TEXTS[:2], TEXTS[1] + "!", TEXTS[3])
    assert ranked(again, [0.0, 0.4, 0.4, 0.1]) != ranked(again, [0.0, 0.4, 0.4, 0.1], twice=["a-1"])
    assert "a-1" not in ranked(again, [0.0, 0.4, 0.4, 0.1], twice=["a-1"])
    assert ranked(again, [0.0, 0.4, 0.4, 0.1], twice=["a-1"])[0] == "a-3"


def test_second_labellings_are_found(tmp_path):
    assert labelled_twice(tmp_path) == frozenset()
    assert len(labelled_twice()) == 3_191
