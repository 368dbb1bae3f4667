"""Variants of messages: the text changes, the entities stay on their words."""

from random import Random

import pytest

from classifier.recognise.names.gazetteer import LISTS, Gazetteer
from classifier.training.augment import lower_case, replace_spans, swap_names, typos, without_punctuation
from classifier.training.corpus import Message

GAZETTEER = Gazetteer.from_lists(
    dict.fromkeys(LISTS, ()) | {"first_names": ["sanne", "oluwaseun"], "surnames": ["tesfay", "yildirim"]}
)


def written(text, *names):
    entities = [{"start": text.index(name), "end": text.index(name) + len(name), "label": "PERSON"} for name in names]
    levels = dict.fromkeys(("personal", "decision", "confidential"), "none")
    return Message.model_validate(
        {"id": "a-1", "text": text, "lang": "nl", **levels, "topics": [], "entities": entities}
    )


def words(message):
    return [message.text[span.start : span.end] for span in message.entities]


MESSAGE = written("Hoi, wil Sanne de Boer (of Piet) morgen bellen? Groeten, Wil.", "Sanne de Boer", "Piet", "Wil.")


def test_lower_case():
    assert lower_case(MESSAGE).text == MESSAGE.text.lower()
    assert words(lower_case(MESSAGE)) == ["sanne de boer", "piet", "wil."]
    assert len(lower_case(written("İstanbul")).text) == len("İstanbul")


def test_without_punctuation():
    plain = without_punctuation(MESSAGE)
    assert "," not in plain.text
    assert "?" not in plain.text
    assert words(plain) == words(MESSAGE)


@pytest.mark.parametrize("seed", range(20))
def test_names_are_swapped_in_place(seed):
    swapped = swap_names(MESSAGE, GAZETTEER, Random(seed))
    first, second, _ = words(swapped)
    assert first.split()[0] in {"Sanne", "Oluwaseun"}
    assert first.split()[1] == "de"
    assert first.split()[2] in {"Tesfay", "Yildirim"}
    assert second in {"Tesfay", "Yildirim"}
    assert second[0].isupper()
    assert swapped.text.startswith("Hoi, wil ")


@pytest.mark.parametrize("seed", range(20))
def test_typos_keep_entities_on_their_words(seed):
    typed = typos(MESSAGE, Random(seed), share=1.0)
    assert typed.text != MESSAGE.text
    assert words(typed)[2] == "Wil."
    assert words(typed)[0].endswith("de Boer")


def test_replacing_moves_what_comes_after():
    changed = replace_spans(written("a Piet b Jan", "Piet", "Jan"), [(2, 6, "Pieternel"), (7, 8, "")])
    assert changed.text == "a Pieternel  Jan"
    assert words(changed) == ["Pieternel", "Jan"]
