"""The local rules find exactly what the recognisers find, but for telephone numbers of other countries."""

import itertools
import json
import re
import time
import unicodedata

import phonenumbers
import pytest
from berichtwacht_client.local_rules import VERSION, LocalFinding, find_numbers
from berichtwacht_client.rules.table import PATTERNS, TABLE
from hypothesis import given, settings
from hypothesis import strategies as st
from local_rules_cases import CASES, PIECES, by_hand, changed, expected, is_foreign, probes, written
from recogniser_table import NASTY
from stdnum import numdb

from classifier.recognise.configuration import read_recogniser_configuration

SECONDS = 0.15
"""Processor time that all rules together may take over 10,000 characters."""

LARGEST = 1_500_000

numbers = st.sampled_from([text for text in by_hand() if re.search(r"\d|@", text)])
pieces = st.sampled_from(PIECES)
digits = st.text(alphabet="0123456789", min_size=1, max_size=11)
characters = st.characters(exclude_categories=["Cs", "Cn"])  # Unicode 14 assigns them, so every part knows them
texts = (
    st.lists(numbers | pieces | digits | characters, max_size=9)
    .map("".join)
    .map(lambda text: unicodedata.normalize("NFKC", text))
)


def found(text):
    return sorted(
        (finding.start, finding.end, finding.entity, finding.score, finding.public, finding.own)
        for finding in find_numbers(text)
        if finding.entity != "PHONE_NUMBER" or not is_foreign(text[finding.start : finding.end])
    )


def differing(texts):
    return [(text, found(text), wanted) for text in texts if found(text) != (wanted := expected(text))]


def cases():
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").split("\n") if line]


def test_the_table_of_cases_holds_what_the_recognisers_find():
    table = cases()
    assert len(table) > 5_000
    assert CASES.stat().st_size < LARGEST
    assert not [case for case in table if list(map(tuple, case["findings"])) != expected(case["text"])]
    kinds = {(entity, score, public) for case in table for _, _, entity, score, public, _ in case["findings"]}
    assert len(kinds) == 11, "every score of every entity, published and not"


def test_the_rules_find_what_the_table_holds():
    assert not [case for case in cases() if found(case["text"]) != list(map(tuple, case["findings"]))]


def test_the_table_of_cases_holds_all_texts_that_were_written_by_hand():
    assert {case["text"] for case in cases()} >= set(by_hand())


def test_equal_for_every_word_and_distance():
    assert differing(probes()) == []


def test_equal_on_messages():
    assert differing(written()[::9]) == []


def test_equal_on_messages_that_are_changed_by_chance():
    numbered = [text for text in written()[::3] if re.search(r"\d[^a-z]*\d|@", text)]
    assert differing(changed([*numbered, *by_hand()], 2_000, seed=2)) == []


@settings(max_examples=500, deadline=None, derandomize=True)
@given(texts)
def test_equal_on_any_text(text):
    assert found(text) == expected(text)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_equal_and_fast_on_texts_that_make_patterns_slow(text):
    assert found(text) == expected(text)
    assert min(_seconds(text) for _ in range(3)) < SECONDS


@pytest.mark.parametrize("text", ["separators", "dates"])
def test_four_times_the_text_takes_four_times_as_long(text):
    one = min(_seconds(NASTY[text]) for _ in range(5))
    four = min(_seconds(NASTY[text] * 4) for _ in range(5))
    assert four < 8 * one


def _seconds(text):
    begin = time.thread_time()
    find_numbers(text)
    return time.thread_time() - begin


def test_the_ranges_are_those_of_libphonenumber():
    for trunk, prefix, tail in itertools.product(("", "0"), range(1_000), ("00", "06", "16", "90", "96", "61")):
        number = f"{trunk}{prefix:03}{tail}1234"
        if PATTERNS["phone_published"].match(number):
            continue
        assert (PATTERNS["phone_valid"].fullmatch(number) is not None) == _is_dutch(number), number


def _is_dutch(number):
    try:
        parsed = phonenumbers.parse(number, "NL")
    except phonenumbers.NumberParseException:
        return False
    return parsed.country_code == 31 and phonenumbers.is_valid_number(parsed)


def test_the_accounts_are_those_of_the_register():
    register = numdb.get("iban")
    accounts = TABLE["iban"]["accounts"]
    for country in map("".join, itertools.product("ABCDEFGHIJKLMNOPQRSTUVWXYZ", repeat=2)):
        structure = register.info(country)[0][1].get("bban")
        assert accounts.get(country) == (structure and structure.replace("!", ""))


def test_the_organisation_is_that_of_the_default_settings():
    organisation = read_recogniser_configuration().organisation
    for name, values in TABLE["organisation"].items():
        assert sorted(values) == sorted(getattr(organisation, name))
        assert all(value.isascii() for value in values), "the rules read no other letters"


def test_a_finding_speaks_the_terms_of_the_service():
    assert find_numbers("👋 bsn 387981135, info@kaagenbraassem.nl") == (
        LocalFinding("personal", "NL_BSN", "warn", 6, 15, 0.99, "BsnRecogniser", public=False, own=False),
        LocalFinding(
            "personal", "EMAIL_ADDRESS", "notice", 17, 39, 0.98, "EmailAddressRecogniser", public=True, own=True
        ),
    )


def test_a_text_that_is_no_text_is_read():
    assert [finding.start for finding in find_numbers("\ud800 06-12345678 \udfff")] == [2]


def test_numbers_of_other_countries_are_left_to_the_service():
    assert find_numbers("bel +49 1512 3347706 of 0032 471229018") == ()


def test_the_table_has_a_version():
    assert VERSION >= 1
