"""Variants of messages: the text changes, the entities stay on their words."""

from random import Random

import pytest

from classifier.training import augment
from classifier.training.augment import (
    add_emoji,
    append,
    lower_case,
    replace_spans,
    swap_names,
    swap_places,
    typos,
    upper_case,
    without_punctuation,
)
from classifier.training.corpus import Message
from classifier.training.encoder.vary import varier
from classifier.training.names import LISTS, Gazetteer

GAZETTEER = Gazetteer.from_lists(
    dict.fromkeys(LISTS, ()) | {"first_names": ["sanne", "oluwaseun"], "surnames": ["tesfay", "yildirim"]}
)


def written(text, *names, label="PERSON"):
    entities = [{"start": text.index(name), "end": text.index(name) + len(name), "label": label} for name in names]
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


COMMON = Gazetteer.from_lists(
    dict.fromkeys(LISTS, ("sanne",)) | {"common_first_names": ["jo"], "common_surnames": ["van den berg"]}
)
COMMON_NAMES = {
    "Sanne": {"Jo"},
    "sanne": {"jo"},
    "Tesfay": {"van den Berg", "Van den Berg"},
    "tesfay": {"van den berg"},
    "TESFAY": {"VAN DEN BERG"},
    "Gábor Lengyel": {"Jo van den Berg"},
    "sanne el amrani": {"jo van den berg"},
    "El Amrani": {"van den Berg", "Van den Berg"},
    "J. P. de Boer": {"J. P. van den Berg"},
    "Sanne K.": {"Jo K."},
    "J de B": {"J de B"},
    "sanne en abel": {"sanne en sanne"},
    "SANNE DE BOER": {"JO VAN DEN BERG"},
}


@pytest.mark.parametrize("name", COMMON_NAMES)
def test_a_common_name_brings_its_prefix_and_is_written_like_the_one_before(name, monkeypatch):
    monkeypatch.setattr(augment, "_COMMON", 1.0)
    message = written(f"bel {name} even", name)
    assert {words(swap_names(message, COMMON, random))[0] for random in map(Random, range(40))} == COMMON_NAMES[name]


def test_some_names_become_a_common_one_and_most_do_not():
    seen = [
        words(swap_names(written("bel Abel even", "Abel"), COMMON, random))[0] for random in map(Random, range(400))
    ]
    assert 0.2 < sum(name.endswith("Berg") for name in seen) / len(seen) < 0.5


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


def test_upper_case():
    assert upper_case(MESSAGE).text == MESSAGE.text.upper()
    assert words(upper_case(MESSAGE)) == [name.upper() for name in words(MESSAGE)]
    assert len(upper_case(written("straße")).text) == len("straße")


@pytest.mark.parametrize("seed", range(5))
def test_emoji_stand_at_the_end(seed):
    changed = add_emoji(MESSAGE, Random(seed))
    assert changed.text.startswith(MESSAGE.text + " ")
    assert words(changed) == words(MESSAGE)


@pytest.mark.parametrize("seed", range(10))
def test_a_clean_message_beside_another_leaves_its_labels(seed):
    changed = append(MESSAGE, written("de koffie is klaar"), Random(seed))
    assert "de koffie is klaar" in changed.text
    assert words(changed) == words(MESSAGE)
    assert changed.personal == MESSAGE.personal


def test_only_a_clean_message_without_entities_may_stand_beside_another():
    with pytest.raises(ValueError, match="clean"):
        append(MESSAGE, written("bel Piet", "Piet"), Random(1))


@pytest.mark.parametrize("seed", range(10))
def test_places_that_are_known_are_swapped(seed):
    places = Gazetteer.from_lists(dict.fromkeys(LISTS, ()) | {"places": ["delft", "sint annaparochie"]})
    message = written("in Delft en de Kerkstraat", "Delft", "Kerkstraat", label="LOCATION")
    swapped = swap_places(message, places, Random(seed))
    assert words(swapped)[0] in {"Delft", "Sint Annaparochie"}
    assert words(swapped)[1] == "Kerkstraat"


@pytest.mark.parametrize("seed", range(30))
def test_a_variant_keeps_its_labels_and_its_entities(seed):
    vary = varier(GAZETTEER, [MESSAGE, written("de koffie is klaar")])
    varied = vary(MESSAGE, Random(seed))
    assert [span.label for span in varied.entities] == [span.label for span in MESSAGE.entities]
    assert all(word.strip() == word and word for word in words(varied))
    assert (varied.personal, varied.decision, varied.confidential) == ("none", "none", "none")
