"""Digits are put in the place of digits, typed or said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.normalise.numerals import digits_of
from classifier.training.invention.digits import digits_in, is_spoken, said, with_digits


@pytest.mark.parametrize(
    ("written", "digits", "new"),
    [
        ("06 - 53 27", "068891", "06 - 88 91"),
        ("８０８", "123", "１２３"),
        ("3\u200b3\u200b5", "120", "1\u200b2\u200b0"),
        ("nul zes achtentwintig", "0653", "nul zes drieënvijftig"),
        ("NUL ZES 34", "0612", "NUL ZES 12"),
        ("zero six", "81", "eight one"),
        ("honderdvijf", "073", "nul drieënzeventig"),
    ],
)
def test_the_form_stays(written, digits, new):
    assert with_digits(written, digits) == new.replace("ë", "e") if written.isascii() else new
    assert digits_in(with_digits(written, digits)) == digits


def test_letters_that_stand_for_digits():
    assert digits_in("o6-l2", mistyped=True) == "0612"
    assert with_digits("o6-l2", "9876", mistyped=True) == "98-76"


def test_what_is_spoken():
    assert is_spoken("nul zes")
    assert not is_spoken("06-12")


@given(st.integers(min_value=0, max_value=999))
def test_numerals_are_read_back(number):
    digits = str(number)
    assert "".join(digits_of(word) for word in said(digits).replace("ë", "e").split()) == digits
