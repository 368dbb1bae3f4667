"""What holds for every text: each span leads back to the text it came from, and once is enough."""

import json
import string
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.normalise import normalise_text
from classifier.records import NormalisedText

CASES = [
    json.loads(line)["original"]
    for line in (Path(__file__).parents[1] / "cases" / "normalise.jsonl").read_text(encoding="utf-8").splitlines()
]
steady = settings(max_examples=300, deadline=None, derandomize=True)
INVISIBLE = "\u200b\u200c\u2060\u00ad\ufeff\u200e\ufe0f\x00\x07"
WORDS = (
    "nul een één twee drie zes zeven twaalf vierendertig honderd honderdvijf keer dubbel plus eh dan en , . - n l nl "
    "abna punt dot at (at) apenstaartje gmail com streepje 06 1234 12 5678 111222333 NL91 0417 o6 l2345678 O I bsn pin "
    "woontDennenlaan12a,2371XK laan12 Kоwalczyk Москва а V i s t ½ ﬁ ① 👨\u200d👩\u200d👧 ❤\ufe0f é \u0301 \u200b "
    "\u200d \u00ad \r\n \n … ™ ０６"
).split(" ")

anything = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60)
lookalike_soup = st.lists(st.sampled_from([*WORDS, " ", "  ", "\n"]), max_size=30).map(
    lambda words: "".join(words)
) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)
texts = (
    anything | lookalike_soup | st.sampled_from(CASES) | st.tuples(st.sampled_from(CASES), lookalike_soup).map("".join)
)
plain_words = st.lists(
    st.text(alphabet="bcdfghjkmnpqrstvwxyzBCDFGHJKMNPQRSTVWXYZ", min_size=2, max_size=12), min_size=1, max_size=15
)


def check_map(normalised: NormalisedText) -> None:
    assert len(normalised.starts) == len(normalised.ends) == len(normalised.text)
    assert list(normalised.starts) == sorted(normalised.starts)
    assert list(normalised.ends) == sorted(normalised.ends)
    for start, end in zip(normalised.starts, normalised.ends, strict=True):
        assert 0 <= start <= end <= len(normalised.original)


@steady
@given(texts)
def test_every_span_leads_back(text: str) -> None:
    normalised = normalise_text(text)
    assert normalised.original == text
    check_map(normalised)
    for start in range(len(normalised.text)):
        if normalised.starts[start] == normalised.ends[start]:
            assert normalised.text[start] == " ", "only a space that was missing comes from nowhere"
        for end in range(start + 1, min(start + 12, len(normalised.text)) + 1):
            first, last = normalised.original_span(start, end)
            assert first == normalised.starts[start]
            assert first <= last <= len(text)


@steady
@given(texts)
def test_characters_that_were_kept_lead_back_to_themselves(text: str) -> None:
    """A character that maps to one and the same typed character is found exactly there."""
    normalised = normalise_text(text)
    for index, character in enumerate(normalised.text):
        start, end = normalised.original_span(index, index + 1)
        source = text[start:end]
        if source in string.ascii_letters + string.digits and source:
            assert character == source or (source in "OoIl" and character in "01")


@steady
@given(texts)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normalise_text(text).text
    assert normalise_text(once).text == once


@steady
@given(plain_words)
def test_plain_text_stays_as_it_is(words: list[str]) -> None:
    text = " ".join(words) + "."
    normalised = normalise_text(text)
    assert normalised.text == text
    assert normalised.starts == tuple(range(len(text)))
    assert normalised.ends == tuple(range(1, len(text) + 1))


@steady
@given(plain_words, st.data())
def test_invisible_marks_are_outside_of_every_span_they_do_not_lie_in(words: list[str], data: st.DataObject) -> None:
    visible = " ".join(words)
    marks = data.draw(st.lists(st.text(INVISIBLE, max_size=3), min_size=len(visible) + 1, max_size=len(visible) + 1))
    text = marks[0] + "".join(character + mark for character, mark in zip(visible, marks[1:], strict=True))
    normalised = normalise_text(text)
    assert normalised.text == visible
    start = data.draw(st.integers(0, len(visible) - 1))
    end = data.draw(st.integers(start + 1, len(visible)))
    first, last = normalised.original_span(start, end)
    source = text[first:last]
    assert "".join(character for character in source if character not in INVISIBLE) == visible[start:end]
    assert source[0] not in INVISIBLE
    assert source[-1] not in INVISIBLE
