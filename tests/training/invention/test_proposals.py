"""Proposals over a sample of the corpus: they differ, hold nothing of the originals, and are found where those were."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invention_sample import Span, corpus_sample, recogniser_of, spans

from classifier.training.invention import left_of, propose, with_proposals
from classifier.training.invention.persons import name_words
from classifier.training.markup import unmark
from classifier.vocabulary import ENTITIES

SAMPLE = corpus_sample()


def outside(message):
    """Return the message without its entities: what a writer may say a second time without a mark."""
    parts, position = [], 0
    for span in message.entities:
        parts.append(message.text[position : span.start])
        position = span.end
    return " _ ".join((*parts, message.text[position:]))


@settings(max_examples=150)
@given(st.sampled_from(SAMPLE), st.integers(min_value=0, max_value=9))
def test_replacing_every_entity_leaves_nothing(message, seed):
    replacements = propose(message.text, message.entities, random=Random(seed))
    for which in range(3):
        new = with_proposals(message.text, replacements, which)
        left = left_of(message.text, message.entities, new, ())
        if left_of(message.text, message.entities, outside(message), ()):
            continue  # it stands outside the marks as well, and is rightly found there
        assert left == ()


@settings(max_examples=150)
@given(st.sampled_from(SAMPLE), st.data())
def test_an_entity_that_is_not_replaced_is_found(message, data):
    index = data.draw(st.integers(min_value=0, max_value=len(message.entities) - 1))
    kept = message.entities[index]
    replacements = list(propose(message.text, message.entities, random=Random(1), count=1))
    del replacements[index]
    new = with_proposals(message.text, replacements)
    shift = sum(len(item.proposals[0]) - (item.end - item.start) for item in replacements if item.end <= kept.start)
    there = Span(kept.start + shift, kept.end + shift, kept.label)
    left = left_of(message.text, message.entities, new, (there,))
    assert any(item.start < there.end and there.start < item.end for item in left)


@settings(max_examples=150)
@given(st.sampled_from(SAMPLE), st.integers(min_value=0, max_value=9))
def test_proposals_are_three_others_in_the_places_of_the_entities(message, seed):
    replacements = propose(message.text, message.entities, random=Random(seed))
    assert [(item.start, item.end, item.label) for item in replacements] == [
        (span.start, span.end, span.label) for span in message.entities
    ]
    for item in replacements:
        original = message.text[item.start : item.end]
        assert 1 <= len(item.proposals) <= 3
        assert len(set(item.proposals)) == len(item.proposals)
        assert original.casefold() not in {proposal.casefold() for proposal in item.proposals}
        if item.label == "PERSON":
            assert all(not set(name_words(original)) & set(name_words(new)) for new in item.proposals)


def test_recognisers_find_what_they_found(classifier):
    recognise = recogniser_of(classifier)
    expected = missed = 0
    for seed, message in enumerate(SAMPLE):
        before = recognise(message.text)
        replacements = propose(message.text, message.entities, random=Random(seed), count=1, recognise=recognise)
        after = recognise(with_proposals(message.text, replacements))
        shift = 0
        for item in replacements:
            start, end = item.start + shift, item.start + shift + len(item.proposals[0])
            shift += len(item.proposals[0]) - (item.end - item.start)
            if is_found(before, item.label, item.start, item.end):
                expected += 1
                missed += not is_found(after, item.label, start, end)
    assert expected > 300
    assert missed <= 0.005 * expected


def is_found(found, label, start, end):
    return any(item.label == label and item.start < end and start < item.end for item in found)


@settings(max_examples=300)
@given(st.text(min_size=1, max_size=24), st.sampled_from(ENTITIES), st.integers(min_value=0, max_value=9))
def test_whatever_the_words_are_they_do_not_stay(words, label, seed):
    text = f"voor {words} na"
    (replacement,) = propose(text, (Span(5, 5 + len(words), label),), random=Random(seed), count=2)
    assert replacement.proposals
    assert words not in replacement.proposals


@pytest.mark.parametrize("label", ENTITIES)
@pytest.mark.parametrize(
    "words", ["x", "!!", "Іван", "محمد", "12", "een", "van de", "@", "a@b.c", "1\n2", "İ", "٣٤٥٦٧٨٩٠١"]
)
def test_odd_words_do_not_stay(words, label):
    (replacement,) = propose(words, (Span(0, len(words), label),), random=Random(1))
    assert words not in replacement.proposals


def test_a_name_is_the_same_wherever_it_stands():
    marked = "[[Fatma Yilmaz|PERSON]] belde, mail [[f.yilmaz@gmail.com|EMAIL_ADDRESS]]. [[Yilmaz|PERSON]] wacht"
    text, _ = unmark(marked)
    whole, mail, part = propose(text, spans(marked), random=Random(3))
    for name, address, surname in zip(whole.proposals, mail.proposals, part.proposals, strict=True):
        assert name.endswith(f" {surname}")
        assert surname.lower() in address


def test_a_number_that_stands_twice_is_the_same_twice():
    marked = "bsn [[931595307|NL_BSN]], nogmaals [[931595307|NL_BSN]]"
    text, _ = unmark(marked)
    first, second = propose(text, spans(marked), random=Random(3))
    assert first.proposals == second.proposals


def test_the_same_seed_gives_the_same():
    message = SAMPLE[0]
    first, second = (propose(message.text, message.entities, random=Random(5)) for _ in range(2))
    assert first == second


def test_proposals_are_not_shown_when_a_replacement_is_printed():
    text, marked = "bel Fatma", "bel [[Fatma|PERSON]]"
    (replacement,) = propose(text, spans(marked), random=Random(1))
    assert all(proposal not in repr(replacement) for proposal in replacement.proposals)


@pytest.mark.parametrize("count", [1, 5])
def test_as_many_as_are_asked(count):
    (replacement,) = propose("bel Fatma", spans("bel [[Fatma|PERSON]]"), random=Random(1), count=count)
    assert len(replacement.proposals) == count
