"""No recogniser is slow on any text of 10,000 characters."""

import pytest
from recogniser_table import NASTY, TIME_BOUND, seconds

from classifier.recognise.configuration import read_recogniser_configuration
from classifier.recognise.recogniser import Recogniser
from classifier.recognise.registry import build_recognisers

RECOGNISERS = [item for item in build_recognisers(read_recogniser_configuration()) if isinstance(item, Recogniser)]


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("recogniser", RECOGNISERS, ids=lambda item: item.name)
def test_reads_any_text_in_time(recogniser, nasty):
    text = NASTY[nasty]
    assert 9_000 <= len(text) <= 10_500
    assert seconds(recogniser, text) < TIME_BOUND
