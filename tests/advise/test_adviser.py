"""Warnings, reminders and destinations as the writer reads them; offsets into the text as it was sent."""

import dataclasses
from datetime import UTC, datetime

import pytest
from builders import NOTICE, SENSITIVE, WARN, scored

from classifier.advise import Adviser
from classifier.advise.texts import load_texts
from classifier.decide import load_policy
from classifier.records import (
    Category,
    Channel,
    Context,
    Draft,
    Entity,
    Language,
    NormalisedText,
    Participant,
    Phrase,
    Reason,
    RecognisedMessage,
    Role,
    Topic,
    TopicScore,
)

ADVISER = Adviser.load()
POLICY = load_policy()
NOW = datetime(2026, 11, 24, tzinfo=UTC)
TEXT = "kun je mevr Yilmaz bellen, haar bijstand is stopgezet"


def advise(record):
    return ADVISER.advise(POLICY.decide(record, now=NOW))


def in_language(record, language, *, redact=False):
    draft = Draft(text=record.draft.text, context=record.draft.context, language=language, redact=redact)
    return dataclasses.replace(record, draft=draft)


@pytest.mark.parametrize("language", list(Language))
def test_a_warning_says_what_why_and_where(language):
    assessment = advise(in_language(scored(TEXT, personal=SENSITIVE), language))
    (warning,) = assessment.warnings
    text = load_texts(language).warnings["personal.sensitive_fact"]
    assert (warning.title, warning.message) == (text.title, text.message)
    assert warning.clause.quote.startswith("Vertrouwelijke of persoonsgevoelige informatie")
    assert [place.id for place in warning.destinations] == ["motion", "email"]
    assert [place.url for place in warning.destinations] == [None, "mailto:"]
    assert all(place.label and place.why for place in warning.destinations)


def test_findings_cover_entities_and_phrases():
    phrase = Phrase(Category.PERSONAL, TEXT.index("bijstand"), TEXT.index("bijstand") + 8, 0.7)
    assessment = advise(scored(TEXT, personal=SENSITIVE, entities=[("PERSON", "Yilmaz")], phrases=(phrase,)))
    assert [(TEXT[item.start : item.end], item.entity, item.recogniser) for item in assessment.findings] == [
        ("Yilmaz", "PERSON", "test"),
        ("bijstand", None, "estimator"),
    ]
    assert all(item.explanation for item in assessment.findings)


def test_offsets_are_into_the_text_as_it_was_sent():
    original = "bel Yil\u200bmaz ff"
    keep = [index for index, letter in enumerate(original) if letter != "\u200b"]
    text = NormalisedText(original, "bel Yilmaz ff", tuple(keep), tuple(index + 1 for index in keep))
    record = scored("bel Yilmaz ff")
    message = dataclasses.replace(
        record.message,
        recognised=RecognisedMessage(text, (Entity("PERSON", 4, 10, 0.9, "test"),)),
        topics=(TopicScore(Topic.HEALTH, 0.8, 4, 10), TopicScore(Topic.FAMILY, 0.6)),
    )
    assessment = advise(dataclasses.replace(record, message=message))
    (finding,) = assessment.findings
    assert original[finding.start : finding.end] == "Yil\u200bmaz"
    assert [(topic.start, topic.end) for topic in assessment.topics] == [(4, 11), (None, None)]


def test_a_password_is_confidential_and_an_own_login_personal_too():
    text = "wachtwoord van Sanne is Zomer2026!"
    entities = [("PERSON", "Sanne"), ("CREDENTIAL", "Zomer2026!")]
    shared = advise(scored(text, entities=entities, confidential=(*WARN, Reason.CREDENTIAL)))
    own = advise(
        scored(text, entities=entities, confidential=(*WARN, Reason.CREDENTIAL), personal=(*WARN, Reason.OWN_LOGIN))
    )

    def categories(assessment):
        return [item.category for item in assessment.findings if item.entity == "CREDENTIAL"]

    assert categories(shared) == [Category.CONFIDENTIAL]
    assert categories(own) == [Category.CONFIDENTIAL, Category.PERSONAL]


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("language", list(Language))
def test_reminders_name_the_app_and_leave_no_placeholder_open(channel, language):
    context = Context(
        channel=channel, crisis=True, sender=Participant(Role.EXECUTIVE), recipients=(Participant(Role.KEY_OFFICIAL),)
    )
    assessment = advise(in_language(scored(TEXT, context=context, decision=NOTICE), language))
    assert assessment.reminders
    assert all("{" not in reminder.message for reminder in assessment.reminders)
    if channel is Channel.SIGNAL:
        assert any("Signal" in reminder.message for reminder in assessment.reminders)


def test_sent_anyway_names_the_archive():
    (reminder,) = ADVISER.remind(
        POLICY.sent_anyway(), channel=Channel.SIGNAL, language=Language.NL, wording=POLICY.file.wording
    )
    assert "zgw-servicedesk@kaagenbraassem.nl" in reminder.message


def test_scores_are_those_of_warn_and_unchecked_stays_unchecked():
    assessment = advise(scored(TEXT, personal=(0.7, 0.9), decision=None))
    assert assessment.categories[Category.PERSONAL].score == 0.7
    assert assessment.categories[Category.DECISION].score is None
    assert assessment.categories[Category.DECISION].level is None


def test_every_assessment_has_an_id_of_its_own():
    assert advise(scored(TEXT)).id != advise(scored(TEXT)).id


def test_redaction_comes_only_on_request():
    record = scored(TEXT, entities=[("PERSON", "Yilmaz")])
    assert advise(record).redacted_text is None
    assert advise(in_language(record, Language.NL, redact=True)).redacted_text == TEXT.replace("Yilmaz", "<PERSON>")


def test_an_assessment_does_not_show_its_text_when_printed():
    record = scored(TEXT, entities=[("PERSON", "Yilmaz")])
    assessment = advise(in_language(record, Language.NL, redact=True))
    assert "Yilmaz" not in repr(record)
    assert "bijstand" not in repr(assessment)
