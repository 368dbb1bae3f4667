"""The texts: complete in every language, none unused, in plain words."""

import re
import string

import pytest

from classifier.advise.texts import load_texts
from classifier.decide import load_policy
from classifier.records import Category, Channel, Language, Reason, Topic, Verdict
from classifier.training.corpus import ENTITIES

POLICY = load_policy().file
WARNINGS = {effect.warning for rule in POLICY.rules for effect in rule.effects if effect.warning}
REMINDERS = {effect.reminder for rule in POLICY.rules for effect in rule.effects if effect.reminder}
LONGEST_AVERAGE = 15
OFFICIALESE = """
alsmede betreffende conform derhalve dient dienen gaarne hetgeen inzake jegens middels mits mitsdien nochtans omtrent
ondermeer onderhavige teneinde tevens ter trachten uwerzijds vigerende voornoemd zulks benevens desbetreffende
geschieden reeds thans echter
""".split()


@pytest.fixture(params=list(Language))
def texts(request):
    return load_texts(request.param)


def every_text(texts):
    yield from (part for warning in texts.warnings.values() for part in (warning.title, warning.message))
    yield from texts.reminders.values()
    yield from (part for place in texts.destinations.values() for part in place.model_dump().values())
    yield from texts.entities.values()
    yield from texts.phrases.values()
    yield from (part for app in texts.apps.values() for part in (app.name, app.export))
    yield texts.other_entity
    yield texts.public_entity


def test_every_code_has_its_text_and_no_text_is_unused(texts):
    assert set(texts.warnings) == WARNINGS
    assert set(texts.reminders) == REMINDERS
    assert set(texts.destinations) == set(POLICY.destinations)
    assert set(texts.entities) == set(ENTITIES)
    assert set(texts.phrases) == set(Category)
    assert set(texts.topics) == set(Topic)
    assert set(texts.levels) == set(Verdict)
    assert set(texts.apps) == set(Channel)


def test_no_text_is_empty(texts):
    assert all(text.strip() == text and len(text) > 1 for text in every_text(texts))


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(REMINDERS))
def test_placeholders_are_the_same_in_every_language_and_are_filled(code):
    found = {language: placeholders(load_texts(language).reminders[code]) for language in Language}
    assert len(set(map(frozenset, found.values()))) == 1
    filled = {"app", "export"} | {re.sub(r"_(nl|en)$", "", key) for key in POLICY.wording}
    assert found[Language.NL] <= filled


def sentences(text):
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def test_dutch_is_plain():
    texts = load_texts(Language.NL)
    lengths = [len(sentence.split()) for text in every_text(texts) for sentence in sentences(text)]
    assert sum(lengths) / len(lengths) <= LONGEST_AVERAGE
    assert max(lengths) <= 20
    words = {word for text in every_text(texts) for word in re.findall(r"\w+", text.lower())}
    assert not words & set(OFFICIALESE)


def test_the_reader_is_addressed_informally():
    words = {word for text in every_text(load_texts(Language.NL)) for word in re.findall(r"\w+", text.lower())}
    assert "je" in words
    assert not words & {"u", "uw"}


def test_every_reason_of_a_category_has_a_warning():
    asked = {reason for rule in POLICY.rules for effect in rule.effects for reason in effect.when.reasons}
    general = {Reason.SENSITIVE_FACT, Reason.UNIDENTIFIED_FACT, Reason.SUBSTANCE, Reason.SECRET_MATTER}
    assert asked | general == set(Reason)
