"""No text that nearly matches, again and again, keeps a pattern busy (ReDoS): the bound is what plain text takes.

The texts are made of the patterns' own words, so that a pattern that is added is attacked too.
"""

import importlib
import pkgutil
import random
import re
import time

import pytest
import regex
import spacy

import classifier
from classifier.normalise import normalise_text
from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.recogniser import Recogniser
from classifier.recognise.recognisers.case_number import TIME_LIMIT
from classifier.recognise.registry import build_recognisers
from classifier.recognise.tokenise import tokenise
from classifier.records import MAX_DRAFT_CHARACTERS

LENGTH = MAX_DRAFT_CHARACTERS
FACTOR = 12
"""How many times as long as over plain text all patterns together may take; a quadratic one takes hundreds."""

PLAIN = "kan iemand morgen de sleutel van de zaal ophalen bij de balie, ik ben er pas om 9 uur. groet, Sanne\n"
NEAR = [
    *("a", "1", " ", "-", ".", "\n", "\t", "_", ":", "@", "+", "(", "'", "é", "\n\n", "a-", "a.", "1-", "1/", "A1"),
    *("a.a@", "a@", "@a.", "is1", "ver", "draai", "pw:", "fam ", "NL1balie ", "acht1nl.", "bsn 1 ", "1\n\n)- "),
    *("blijft ", "telefoon:", "wachtwoord van de ", "code van de deur van ", "geb. 1-1-", "Jan van de ", "https://a."),
    *("06-1 ", "+31 (0) ", "een twee ", "a apenstaartje b punt ", "n l 1 ", "straat 1a-", "AB-1-", "zaak Z/24/0 "),
]
_PIPELINE = spacy.blank("nl")


def patterns():
    """Every pattern that stands in a module or class of the library, and those of the recognisers' file."""
    found = set()

    def look(value):
        if isinstance(value, re.Pattern | regex.Pattern):
            found.add(value.pattern)
        elif isinstance(value, dict):
            look(list(value.values()))
        elif isinstance(value, tuple | list | set | frozenset):
            for item in value:
                look(item)

    for module in pkgutil.walk_packages(classifier.__path__, "classifier."):
        if "training" not in module.name and not module.name.endswith("__main__"):
            for value in vars(importlib.import_module(module.name)).values():
                look(list(vars(value).values()) if isinstance(value, type) else value)
    return sorted(found | {item.regex for item in read_recogniser_configuration().case_numbers})


def words_of(pattern):
    """The words that stand in a pattern, without what is a name or a class in it."""
    return set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[pP]\{[^}]*\}|\\.|\(\?P?<\w+>", " ", pattern)))


def mixed(count):
    """Units of a few words of the patterns with what stands between words; the same every time."""
    choice = random.Random(11)
    words = sorted({word for pattern in patterns() for word in words_of(pattern)})
    joints = ["", " ", "-", ".", ":", "1", " 1", "\n", "@", ", "]
    return ["".join(choice.choice(words) + choice.choice(joints) for _ in range(1 + n % 4)) for n in range(count)]


@pytest.fixture(scope="module")
def seconds():
    """Return how long normalising and all recognisers take over a text made of one unit, best of up to three."""
    recognisers = [item for item in build_recognisers(read_recogniser_configuration()) if isinstance(item, Recogniser)]

    def read(text):
        text = normalise_text(text).text
        doc = tokenise(_PIPELINE, text)
        for recogniser in recognisers:
            list(recogniser.matches(text, doc))

    def measure(unit, *, enough=0.0):
        text = (unit * LENGTH)[:LENGTH]
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            read(text)
            best = min(best, time.process_time() - started)
            if best < enough:
                break
        return best

    read(PLAIN)  # the tables that libraries load at their first use
    return measure


@pytest.fixture(scope="module")
def bound(seconds):
    return FACTOR * seconds(PLAIN)


def test_the_patterns_are_found():
    found = patterns()
    assert len(found) > 150
    assert sum(len(words_of(pattern)) for pattern in found) > 1_000


@pytest.mark.parametrize("unit", NEAR, ids=repr)
def test_near_matches_take_no_longer_than_a_few_plain_texts(seconds, bound, unit):
    assert seconds(unit, enough=bound) < bound


@pytest.mark.parametrize("unit", mixed(40), ids=repr)
def test_words_of_the_patterns_take_no_longer_than_a_few_plain_texts(seconds, bound, unit):
    assert seconds(unit, enough=bound) < bound


def test_the_bound_would_find_a_careless_pattern(bound):
    started = time.process_time()
    re.search(r"\w+?\d", "a" * LENGTH)
    assert time.process_time() - started > bound


CARELESS = [r"(?:\w+\s?)+!", r"(?:a|a)+$!", r"(?:a*)*b", r"(?:.*?,){30}x", r"(\w+\d+)+x", r"\w*\w*\w*x"]


@pytest.mark.parametrize("pattern", CARELESS)
@pytest.mark.parametrize("where", ["case_numbers", "extra"])
def test_a_careless_pattern_of_the_organisation_is_stopped_in_time(tmp_path, pattern, where):
    path = tmp_path / "recognisers.yaml"
    one = f"{{name: careless, regex: '{pattern}', score: 0.9}}"
    extra = f"[{{name: Careless, entity: CARELESS, patterns: [{one}]}}]"
    path.write_text(f"case_numbers: [{one}]\n" if where == "case_numbers" else f"extra: {extra}\n")
    wanted = "CaseNumberRecogniser" if where == "case_numbers" else "Careless"
    made = {item.name: item for item in build_recognisers(read_recogniser_configuration(path))}
    text = ("a" * 40 + "1, ") * (LENGTH // 43)
    doc = _PIPELINE.make_doc(text)
    started = time.process_time()
    if where == "extra":
        made[wanted].analyze(text, ["CARELESS"])
    else:
        list(made[wanted].matches(text, doc))
    assert time.process_time() - started < 2 * TIME_LIMIT + 0.1
