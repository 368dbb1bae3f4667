import pytest

from classifier.normalise.numerals import digits_of, fold, is_numeral


@pytest.mark.parametrize(
    ("word", "digits"),
    [
        ("nul", "0"),
        ("één", "1"),
        ("twaalf", "12"),
        ("zeventien", "17"),
        ("drieëntachtig", "83"),
        ("tweeentwintig", "22"),
        ("drientachtig", "83"),
        ("honderd", "100"),
        ("honderdvijf", "105"),
        ("honderdeneen", "101"),
        ("driehonderdnegenenvijftig", "359"),
        ("negentienhonderdtachtig", "1980"),
        ("nulzestwaalf", "0612"),
        ("twentyfive", "25"),
    ],
)
def test_numeral(word: str, digits: str) -> None:
    assert digits_of(fold(word)) == digits


@pytest.mark.parametrize("word", ["", "zevende", "eenheid", "honderden", "achten", "tiener", "ten", "een" * 30])
def test_no_numeral(word: str) -> None:
    assert digits_of(word) is None


def test_several_numerals_are_not_one() -> None:
    assert is_numeral("honderdvijf")
    assert not is_numeral("nulzes")
