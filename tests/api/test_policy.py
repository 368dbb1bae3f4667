from classifier.decide import load_policy
from classifier.records import Category


def test_shows_the_guideline_in_force(client):
    answer = client.get("/v1/policy").json()
    policy = load_policy()
    assert answer["version"] == policy.version
    assert answer["version"] == client.post("/v1/assessments", json={"text": ""}).json()["policy_version"]
    assert answer["name"] == policy.file.name
    assert answer["clauses"] == [{"id": rule.id, "quote": rule.quote} for rule in policy.file.rules]
    assert "thresholds" not in answer


def test_shows_every_destination_in_every_language(client):
    destinations = client.get("/v1/policy").json()["destinations"]
    assert [destination["id"] for destination in destinations] == ["email", "motion", "ibabs"]
    for destination in destinations:
        assert set(destination["label"]) == {"nl", "en"}
        assert set(destination["why"]) == set(Category)
        assert all(text["nl"] and text["en"] for text in destination["why"].values())


def test_shows_what_to_do_after_sending_anyway(client):
    (advice,) = client.get("/v1/policy").json()["sent_anyway"]
    assert advice["code"] == "sent_anyway.archive"
    assert advice["clause"]["id"] == "aandachtspunt-7"
    for language in ("nl", "en"):
        assert "zgw-servicedesk@kaagenbraassem.nl" in advice["message"][language]
