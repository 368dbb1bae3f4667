"""With the real classifier and real inventing: what it proposes is taken, and what it finds has to go."""

import pytest
from curating import Office, settings_of

from api.app import create_app

DRAFT = (
    "kun jij mevrouw Fatima El Amrani bellen op 06-12345678, haar bsn is 123456782 en ze woont op Kerkweg 12 in "
    "Roelofarendsveen. haar bijstand is stopgezet. het algemene nummer is 14 071"
)


@pytest.fixture
def office(store, keys, models, classifier, connect):
    with connect(create_app(settings_of(store, models=models), classifier)) as client:
        yield Office(client, keys)


def replaced(text, replacements, which):
    """The text with one proposal for every entity, and where the proposals stand."""
    parts, spans, position = [], [], 0
    for found in replacements:
        proposal = found["proposals"][min(which, len(found["proposals"]) - 1)]
        parts += [text[position : found["start"]], proposal]
        end = sum(map(len, parts))
        spans.append({"start": end - len(proposal), "end": end, "label": found["label"]})
        position = found["end"]
    return "".join(parts) + text[position:], spans


@pytest.mark.parametrize("which", [0, 1, 2])
def test_proposals_leave_nothing_of_the_original(office, which):
    office.object(DRAFT, comment="ze weet het al")
    opened = office.open(office.items()[0]["id"])
    assert {found["label"] for found in opened["entities"]} >= {"PERSON", "NL_BSN", "PHONE_NUMBER", "STREET_ADDRESS"}
    assert opened["levels"]["personal"] == "warn"
    assert opened["language"] == "nl"
    assert not [found for found in opened["replacements"] if "14 071" in DRAFT[found["start"] : found["end"]]]
    text, entities = replaced(DRAFT, opened["replacements"], which)
    body = {"item": opened["id"], "text": text, "entities": entities}
    checked = office.ask("ans", "curation/checks", body).json()
    assert (checked["left"], checked["problems"]) == ([], [])
    assert [found["label"] for found in checked["entities"] if found["label"] == "NL_BSN"]
    given = {
        "text": text,
        "lang": "nl",
        "personal": "warn",
        "decision": "none",
        "confidential": "none",
        "topics": ["finance"],
        "entities": entities,
    }
    assert office.review(opened, given=given).json() == {"state": "accepted"}


@pytest.mark.parametrize("words", ["Amrani", "0612345678", "123 456 782", "kerkweg 12", "fatima"])
def test_one_piece_of_the_original_is_enough_to_refuse(office, words):
    office.object(DRAFT)
    opened = office.open(office.items()[0]["id"])
    text, entities = replaced(DRAFT, opened["replacements"], 0)
    text += f", {words} weet het"
    checked = office.ask("ans", "curation/checks", {"item": opened["id"], "text": text, "entities": entities}).json()
    assert any(text[left["start"] : left["end"]].strip() in f" {words} " for left in checked["left"])
    given = {"text": text, "entities": entities, "lang": "nl", "topics": []}
    given |= {"personal": "warn", "decision": "none", "confidential": "none"}
    answer = office.review(opened, given=given)
    assert "original" in {error["code"] for error in answer.json()["errors"]}  # a number is one to mark, too
    assert words not in answer.text
