"""Typed worse: the same messages, the same typing errors in every run, and what that costs."""

import pytest

from classifier.training.evaluation.assessor import assess_all
from classifier.training.evaluation.robustness import VARIANTS, robustness, with_typos
from classifier.training.metrics import Rate


def test_what_is_lost_in_points(assessor, message):
    messages = [message("a-1", "het BSN", personal="warn"), message("a-2", "akkoord", decision="warn")]
    messages += [message("b-1", "staat B.S.N klaar"), message("b-2", "ok.akkoord.ok", look_alike=True)]
    found = robustness(assessor, messages, assess_all(assessor, [item.text for item in messages]))
    assert found.written["must_warn_and_does"] == Rate(2, 2)
    assert found.written["clean_that_warns"] == Rate(1, 2)
    assert found.variants["lower case"]["must_warn_and_does"] == Rate(1, 2)  # bsn is not known
    assert found.missed_more("lower case") == pytest.approx(50.0)
    assert found.warned_more("lower case") == pytest.approx(0.0)
    assert list(found.variants) == ["lower case", "without punctuation", "typos", "all together"]


def test_a_typing_error_in_every_word_of_five_letters_or_more(message):
    text = "de sleutel, ligt bij (de balie) van stadhuis"
    found = with_typos(message("a-1", text))
    before, after = text.split(), found.text.split()
    same = [word for word, typed in zip(before, after, strict=True) if word == typed]
    assert same == ["de", "ligt", "bij", "(de", "van"]
    assert after[1].endswith(",")
    assert with_typos(message("a-1", text)).text == found.text
    assert len({with_typos(message(f"a-{number}", text)).text for number in range(9)}) > 1


def test_a_word_that_cannot_be_mistyped_stays(message):
    assert with_typos(message("a-1", "aaaa² ⅣⅣⅣⅣⅣ")).text == "aaaa² ⅣⅣⅣⅣⅣ"


def test_everything_at_once(message):
    written = VARIANTS["all together"](message("a-1", "Kom, even! NU"))
    assert written.text.split() == ["kom", "even", "nu"]
