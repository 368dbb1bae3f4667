"""Marks of the service come as words of the writer's language."""

import pytest
from berichtwacht_client import Language
from berichtwacht_teams.cards import named


@pytest.mark.parametrize(
    ("redacted", "shown"),
    [
        ("bel <PERSON> over <PERSON_2>", "bel [naam] over [naam 2]"),
        ("bsn <NL_BSN>, <NL_POSTCODE_10>", "bsn [bsn], [postcode 10]"),
        ("<ZAAK_EIGEN> en <person> en <b> blijven", "<ZAAK_EIGEN> en <person> en <b> blijven"),
    ],
)
def test_marks_become_words(redacted, shown):
    assert named(redacted, Language.NL) == shown


def test_in_english_too():
    assert named("<PERSON>", Language.EN) == "[name]"
