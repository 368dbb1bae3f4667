"""Every card as it goes over the wire, in both languages, and the rules that Teams and a screen reader need kept."""

import json

import pytest
from berichtwacht_client import Language
from teams_cards import GOLDEN, cases, faults, is_dialog, on_the_wire, parts

CASES = {f"{name}.{language}": card for language in Language for name, card in cases(language)}


@pytest.mark.parametrize("name", CASES)
def test_a_card_is_the_one_that_was_agreed(name):
    agreed = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert on_the_wire(CASES[name]) == agreed


def test_no_file_is_left_of_a_case_that_is_gone():
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_card_keeps_the_rules(name):
    assert list(faults(on_the_wire(CASES[name]), dialog=is_dialog(name))) == []


@pytest.mark.parametrize("name", [name for name in CASES if not name.startswith("message.")])
def test_a_card_says_its_language_and_begins_with_a_heading(name):
    card = on_the_wire(CASES[name])
    first = next(part for part in parts(card["body"]) if part["type"] in {"TextBlock", "RichTextBlock"})
    assert (card["lang"], first["style"]) == (name.partition(".")[2], "heading")


def test_a_message_holds_nothing_but_the_message():
    card = on_the_wire(CASES["message.nl"])
    assert card == {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "Kun je mevr Yilmaz bellen?"}]},
            {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "\u00a0"}], "spacing": "None"},
            {
                "type": "RichTextBlock",
                "inlines": [{"type": "TextRun", "text": "Haar bijstand is stopgezet."}],
                "spacing": "None",
            },
        ],
    }


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"version": "1.6"}, "another version"),
        ({"body": [{"type": "Badge", "text": "new"}]}, "Badge: not one of ours"),
        (
            {"body": [{"type": "TextBlock", "text": "x", "wrap": True, "color": "Good"}]},
            "TextBlock: does not know color",
        ),
        ({"actions": [{"type": "Action.Submit", "title": "x", "data": {"act": "close"}}]}, "does not work there"),
        ({"actions": [{"type": "Action.Execute", "title": "x", "verb": "a", "data": {"act": "sent"}}]}, "verb and act"),
        ({"actions": [{"type": "Action.OpenUrl", "title": "x", "url": "javascript:0"}]}, "another kind of address"),
        ({"body": [{"type": "Input.Toggle", "id": "crisis"}]}, "has no label"),
    ],
)
def test_a_rule_that_is_broken_is_seen(change, fault):
    card = {"type": "AdaptiveCard", "version": "1.5", "body": []} | change
    assert any(fault in found for found in faults(card, dialog=False))
