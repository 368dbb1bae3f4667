import json

import pytest

from api.model import read_card
from classifier import ArtefactError

FILES = ("version.json", "metrics.json")


def test_shows_the_card(client):
    assert client.get("/v1/model").json() == {
        "version": "7",
        "created": "2026-01-02T03:04:05+00:00",
        "data": {"messages": 3},
        "metrics": {"missed": 0.1},
        "card": "# Model 7\n",
    }


def test_card_may_be_unwritten(tmp_path):
    (tmp_path / "1").mkdir()
    for name in FILES:
        (tmp_path / "1" / name).write_text("{}")
    (tmp_path / "current.json").write_text(json.dumps({"version": "1"}))
    card = read_card(tmp_path)
    assert (card.version, card.created, card.card, card.metrics) == ("1", None, None, {})


@pytest.mark.parametrize("broken", FILES)
@pytest.mark.parametrize("text", [None, "[]", "{", "\udc80"])
def test_broken_files_stop_the_start(tmp_path, text, broken):
    (tmp_path / "1").mkdir()
    (tmp_path / "current.json").write_text(json.dumps({"version": "1"}))
    for name in FILES:
        (tmp_path / "1" / name).write_text("{}")
    (tmp_path / "1" / broken).unlink()
    if text is not None:
        (tmp_path / "1" / broken).write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(ArtefactError, match=broken):
        read_card(tmp_path)


def test_the_model_that_is_shipped_says_what_it_learned_from():
    card = read_card()
    assert card.created is not None
    assert set(card.data) == {"hash", "messages", "authors"}
    assert card.metrics["model_version"] == card.version
