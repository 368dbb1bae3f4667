"""Texts of 10,000 characters that are made to be slow, or to break something."""

import time

import pytest

from classifier.normalise import normalise_text

LENGTH = 10_000
NASTY = {
    "one word": "a",
    "capital O": "O",
    "O and 1": "O1",
    "digits": "1",
    "digits with spaces": "1 ",
    "digits on lines": "1\n",
    "numbers on lines": "123\n",
    "phone numbers on lines": "06\n12345678\n",
    "letters": "v a s t ",
    "dotted letters": "v.a.s.t.",
    "numerals": "nul ",
    "articles": "een ",
    "glued numerals": "zeventien",
    "hundreds": "honderd ",
    "repeats": "twee keer nul ",
    "doubles": "dubbel ",
    "spelled country": "n l ",
    "country and number": "nl 12 ",
    "country and numeral": "nl drieentachtig ",
    "spelling words": "mike ",
    "spelled letters": "x-ray ",
    "spelled letters and digits": "romeo zulu 1 ",
    "spelled plates": "romeo zulu zeven een zes papa. ",
    "at": " at ",
    "points": "a punt ",
    "half an address": "a punt b at c punt d ",
    "brackets": "((((at)",
    "at signs": "@",
    "streets": "straat1",
    "glued streets": "deDennenstraat1 ",
    "glued everything": "woontDennenlaan12a,2371XK ",
    "glued numbers": "111222333van ",
    "dashes": "-",
    "spaces": " ",
    "newlines": "\n",
    "Windows newlines": "\r\n",
    "tabs": "\t",
    "NUL": "\0",
    "zero width": "\u200b",
    "zero width in words": "a\u200b",
    "emoji": "😀",
    "emoji families": "👨‍👩‍👧",
    "marks on one letter": "\u0301\u0323",
    "Cyrillic": "а",
    "mixed scripts": "aа ",
    "Greek": "αβγ ",
    "small capitals": "ᴊᴀɴ ",
    "long ligature": "\ufdfa",
    "ligatures": "ﬃ",
    "circled digits": "①",
    "full width": "０６－１２３４５６７８ ",
    "Arabic": "محمد ",
}


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Read the tables that libraries load at their first use."""
    normalise_text("nl91 een nul abna 0417 1643 00\n06\n12345678")


@pytest.mark.parametrize("unit", NASTY.values(), ids=NASTY)
def test_time_is_bounded(unit: str) -> None:
    text = (unit * LENGTH)[:LENGTH]
    normalise_text(text[:200])
    seconds = []
    for _ in range(3):
        start = time.process_time()
        normalised = normalise_text(text)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 0.1
    assert len(normalised.text) <= 2 * LENGTH


@pytest.mark.parametrize("unit", NASTY.values(), ids=NASTY)
def test_normalising_again_changes_nothing(unit: str) -> None:
    once = normalise_text((unit * LENGTH)[: LENGTH // 10]).text
    assert normalise_text(once).text == once
