"""From an objection to a message of the corpus, as curators go about it."""

import json

from curating import DRAFT, record


def test_an_objection_becomes_a_message(office):
    item = office.item()
    opened = office.open(item)
    assert opened["text"] == DRAFT
    assert [found["label"] for found in opened["entities"]] == ["PERSON"]
    (name,) = opened["replacements"]
    assert DRAFT[name["start"] : name["end"]] == "Yilmaz"
    assert len(set(name["proposals"])) == 3
    assert "Yilmaz" not in name["proposals"]
    answer = office.review(opened)
    assert (answer.status_code, answer.json()) == (201, {"state": "accepted"})
    (line,) = office.messages().splitlines()
    assert json.loads(line) == {"id": "k-0001"} | {
        name: value for name, value in record().items() if name != "look_alike"
    }
    assert office.items() == []
    assert office.queue()["counts"] == {
        "waiting": 0,
        "second": 0,
        "differs": 0,
        "accepted": 1,
        "dismissed": 0,
        "unread": 0,
    }
