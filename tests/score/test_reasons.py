"""Why a category scored as it did, and what warns for certain."""

import pytest
from builders import message

from classifier.records import Category, CategoryScore, Reason, Topic
from classifier.score.identifiability import identify
from classifier.score.reasons import CERTAIN, certain_scores, explain_and_floor

LIKELY_WARN, LIKELY_NOTICE = (0.7, 0.9), (0.1, 0.8)
DEBTS = {Topic.FINANCE: 0.9}


def reasons(text, *entities, score=LIKELY_WARN, topics=None, public=()):
    read = message(text, *entities, public=public)
    scores = {category: CategoryScore(*score) for category in Category}
    return explain_and_floor(scores, read, identify(read), topics=topics or {})[Category.PERSONAL].reasons


@pytest.mark.parametrize(
    ("text", "entities", "score", "topics", "first"),
    [
        ("bsn 123456782 heeft schulden", [("NL_BSN", "123456782")], LIKELY_WARN, DEBTS, Reason.DIRECT_IDENTIFIER),
        ("Kees heeft schulden", [("PERSON", "Kees")], LIKELY_WARN, DEBTS, Reason.SENSITIVE_FACT),
        ("Kees heeft schulden", [("PERSON", "Kees")], LIKELY_NOTICE, DEBTS, Reason.SENSITIVE_FACT),
        (
            "Anja is lid van de bond",
            [("PERSON", "Anja")],
            LIKELY_NOTICE,
            {Topic.UNION: 0.9, Topic.HEALTH: 0.4},
            Reason.SENSITIVE_FACT,
        ),
        ("woont in 2371 AB", [("NL_POSTCODE", "2371 AB")], LIKELY_NOTICE, {}, Reason.ADDRESS),
        ("Sanne is ziek", [("PERSON", "Sanne")], LIKELY_NOTICE, {Topic.HEALTH: 0.9}, Reason.ABSENCE),
        ("bel haar op 06-12345678", [("PHONE_NUMBER", "06-12345678")], LIKELY_WARN, {}, Reason.PRIVATE_CONTACT),
        ("nummer vd wijkagent 06-12345678", [("PHONE_NUMBER", "06-12345678")], LIKELY_NOTICE, {}, Reason.WORK_CONTACT),
        ("ga langs Kerkweg 12", [("STREET_ADDRESS", "Kerkweg 12")], LIKELY_NOTICE, {}, Reason.ADDRESS),
        ("auto 19-KP-42", [("NL_LICENSE_PLATE", "19-KP-42")], LIKELY_NOTICE, {}, Reason.LICENCE_PLATE),
        ("mevr De Boer komt", [("PERSON", "De Boer")], LIKELY_NOTICE, {}, Reason.NAME),
        ("ik heb een client met schulden", [], LIKELY_NOTICE, DEBTS, Reason.UNIDENTIFIED_FACT),
        (
            "ww van Sanne is Zomer26!",
            [("PERSON", "Sanne"), ("CREDENTIAL", "Zomer26!")],
            LIKELY_WARN,
            {},
            Reason.OWN_LOGIN,
        ),
        (
            "mw Jansen geb 12-05-1974",
            [("PERSON", "Jansen"), ("DATE_OF_BIRTH", "12-05-1974")],
            LIKELY_WARN,
            {},
            Reason.DIRECT_IDENTIFIER,
        ),
    ],
)
def test_the_strongest_reason_comes_first(text, entities, score, topics, first):
    assert reasons(text, *entities, score=score, topics=topics)[0] is first


def test_what_is_published_is_no_reason():
    found = reasons("bel 14 071", ("PHONE_NUMBER", "14 071"), public={"14 071"})
    assert found == (Reason.UNIDENTIFIED_FACT,)


@pytest.mark.parametrize("label", ["NL_BSN", "IBAN_CODE", "ID_DOCUMENT", "CREDIT_CARD"])
def test_a_direct_identifier_is_certain(label):
    read = message("nr 123456782", (label, "123456782"))
    assert certain_scores(read)[Category.PERSONAL].warn == CERTAIN
    scores = {category: CategoryScore(0.0, 0.0) for category in Category}
    assert explain_and_floor(scores, read, (), topics={})[Category.PERSONAL].warn == CERTAIN
    public = message("nr 123456782", (label, "123456782"), public={"123456782"})
    assert certain_scores(public) == {}


def test_a_secret_is_certainly_confidential():
    assert set(certain_scores(message("code 4471#", ("CREDENTIAL", "4471#")))) == {Category.CONFIDENTIAL}
