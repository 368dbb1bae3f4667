"""The records: what a draft refuses, and the way back to the original."""

import pytest

from classifier import Channel, Context, Draft, HistoryMessage, InvalidDraft, Language, Participant
from classifier.records import MAX_DRAFT_CHARACTERS, MAX_HISTORY_MESSAGES, Level, NormalisedText


@pytest.mark.parametrize("text", ["", "  ", "a" * MAX_DRAFT_CHARACTERS, "\x00", "😅" * 5_000])
def test_a_draft_may_be(text):
    assert Draft(text=text).text == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a" * (MAX_DRAFT_CHARACTERS + 1), "longer than"),
        ("geheim \ud800", "surrogate"),
        (None, "string"),
        (b"a", "string"),
    ],
)
def test_a_draft_may_not_be(text, reason):
    with pytest.raises(InvalidDraft, match=reason) as caught:
        Draft(text=text)
    assert caught.value.field == "text"
    assert "geheim" not in str(caught.value)


def test_history_is_checked_too():
    with pytest.raises(InvalidDraft) as caught:
        Context(history=(HistoryMessage("goed"), HistoryMessage("\udfff")))
    assert caught.value.field == "context.history[1].text"
    with pytest.raises(InvalidDraft, match="more than"):
        Context(history=(HistoryMessage("x"),) * (MAX_HISTORY_MESSAGES + 1))


def test_plain_words_are_taken_and_others_refused():
    draft = Draft(text="x", context=Context(channel="whatsapp", sender=Participant("official")), language="en")
    assert (draft.context.channel, draft.language) == (Channel.WHATSAPP, Language.EN)
    for make in (lambda: Context(channel="fax"), lambda: Draft(text="x", language="fr"), lambda: Participant("koning")):
        with pytest.raises(InvalidDraft, match="must be one of"):
            make()


def test_levels_are_ordered():
    assert [level.rank for level in (Level.NONE, Level.NOTICE, Level.WARN)] == [0, 1, 2]


def test_texts_do_not_show_when_printed():
    draft = Draft(text="zomer", context=Context(history=(HistoryMessage("winter"),)))
    assert "zomer" not in repr(draft)
    assert "winter" not in repr(draft)


NORMALISED = NormalisedText("a\u200bbc", "abc", (0, 2, 3), (1, 3, 4))


@pytest.mark.parametrize(("span", "original"), [((0, 1), "a"), ((0, 2), "a\u200bb"), ((1, 3), "bc"), ((2, 3), "c")])
def test_spans_map_back(span, original):
    start, end = NORMALISED.original_span(*span)
    assert NORMALISED.original[start:end] == original


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (-1, 2), (0, 4)])
def test_what_is_no_span_is_refused(span):
    with pytest.raises(ValueError, match="no span"):
        NORMALISED.original_span(*span)
