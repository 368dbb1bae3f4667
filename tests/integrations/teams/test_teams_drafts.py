"""The words that somebody wrote, taken out of what Teams sends."""

import json
import time

import pytest
from berichtwacht_teams.drafts import card_text, plain_text, sent_text
from microsoft_teams.api.models.attachment import Attachment
from microsoft_teams.api.models.message import Message

HALF = 120_000  # characters, half of the largest activity


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>een</p><p>twee<br>drie</p>", "een\ntwee\ndrie"),
        ("ze krijgt 1 < 2 &lt;b&gt; &amp; <b>bijstand</b>", "ze krijgt 1 < 2 <b> & bijstand"),
        ('<a href="https://x.nl/?a=1>2">hier</a> <3', "hier <3"),
        ("<!-- Yilmaz --> <?php ?>", "<!-- Yilmaz --> <?php ?>"),
        ("<a <b>vet", "<a vet"),
        ("<script>x</script><img alt='👍'>", "👍"),
    ],
)
def test_html_is_read_as_it_is_seen(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize("piece", ["<a ", "<!--", '<a b="', "<", "</", "<![CDATA[", "<b>x", '<a b=">'])
def test_reading_html_takes_no_longer_than_its_length(piece):
    began = time.process_time()
    plain_text(piece * (HALF // len(piece)))
    assert time.process_time() - began < 2


def on_a_card(*body):
    content = {"type": "AdaptiveCard", "body": list(body)}
    return [
        Attachment(content_type="application/vnd.microsoft.card.adaptive", content=form)
        for form in (content, json.dumps(content))
    ]


@pytest.mark.parametrize(
    ("inlines", "text"),
    [
        (["de bijstand ", {"type": "TextRun", "text": "van Yilmaz"}], "de bijstand van Yilmaz"),
        ([{"type": "TextRun", "text": "Yil"}, {"type": "TextRun", "text": "maz"}], "Yilmaz"),
        ([None, 3, {"text": 4}], ""),
    ],
)
def test_the_pieces_of_a_paragraph_are_one_line(inlines, text):
    for attachment in on_a_card({"type": "RichTextBlock", "inlines": inlines}):
        assert card_text([attachment]) == text


def test_a_card_that_is_none_has_no_words():
    for content in ("[" * HALF, "{", None, 3):
        attachment = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=content)
        assert card_text([attachment]) == ""


def test_the_subject_of_a_post_is_part_of_it():
    message = Message(id="1", subject=" Bijstand Yilmaz ", body={"contentType": "html", "content": "<p>Akkoord?</p>"})
    assert sent_text(message) == "Bijstand Yilmaz\nAkkoord?"
    assert sent_text(Message(id="1", subject="Yilmaz")) == "Yilmaz"
