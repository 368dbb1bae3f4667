import json

import pytest

TEXT = "kun je mevr Yilmaz bellen, haar bijstand is stopgezet"


def ask(client, **body):
    return client.post("/v1/assessments", json=body)


def test_answer_is_that_of_the_contract(client):
    context = {
        "channel": "whatsapp",
        "crisis": False,
        "sender": {"role": "official"},
        "recipients": [{"role": "executive"}, {"role": "councillor"}],
        "history": [{"text": "earlier message, oldest first"}],
    }
    response = ask(client, text=TEXT, context=context, language="nl", redact=True)
    assert response.status_code == 200
    answer = response.json()
    assert list(answer) == [
        "id",
        "verdict",
        "categories",
        "findings",
        "topics",
        "warnings",
        "reminders",
        "redacted_text",
        "degraded",
        "model_version",
        "policy_version",
    ]
    assert answer["verdict"] == "warn"
    assert answer["categories"] == {
        "personal": {"level": "warn", "score": 0.97},
        "decision": {"level": "none", "score": 0.02},
        "confidential": {"level": "none", "score": 0.01},
    }
    person = answer["findings"][0]
    assert set(person) == {"category", "entity", "start", "end", "score", "recogniser", "explanation"}
    assert (person["entity"], TEXT[person["start"] : person["end"]]) == ("PERSON", "Yilmaz")
    warning = answer["warnings"][0]
    assert set(warning) == {"code", "category", "level", "title", "message", "clause", "destinations"}
    assert set(warning["clause"]) == {"id", "quote"}
    assert set(warning["destinations"][0]) == {"id", "label", "url", "why"}
    assert {reminder["code"] for reminder in answer["reminders"]} >= {"awareness.executive"}
    assert answer["redacted_text"] == "kun je mevr <PERSON> bellen, haar bijstand is stopgezet"
    assert answer["degraded"] == []


def test_text_alone_is_enough(client):
    answer = ask(client, text=TEXT).json()
    assert answer["verdict"] == "warn"
    assert "redacted_text" not in answer


@pytest.mark.parametrize("text", ["", " \n\t", "ok", "👍" * 5000, "1" * 10_000, "a" * 10_000, "a\u0000b"])
def test_any_text_is_a_draft(client, text):
    response = client.post("/v1/assessments", json={"text": text})
    assert response.status_code in ({200} if len(text.encode()) < 11_000 else {200, 413})
    assert response.json().get("verdict", "none") == "none"


def test_offsets_count_code_points(client):
    finding = ask(client, text="👍👍 bsn 123456782").json()["findings"][0]
    assert (finding["start"], finding["end"]) == (7, 16)


def test_texts_come_in_the_language_asked(client):
    dutch, english = (ask(client, text=TEXT, language=language).json()["warnings"][0] for language in ("nl", "en"))
    assert dutch["title"] != english["title"]
    assert dutch["code"] == english["code"]


def test_crisis_makes_a_notice_of_a_warning(client):
    assert ask(client, text=TEXT, context={"crisis": True}).json()["verdict"] == "notice"


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/text", "required"),
        ({"text": None}, "/text", "type"),
        ({"text": 5}, "/text", "type"),
        ({"text": ["a"]}, "/text", "type"),
        ({"text": "a" * 10_001}, "/text", "length"),
        ({"text": "a", "color": 1}, "", "unknown"),
        ({"text": "a", "redact": "yes"}, "/redact", "type"),
        ({"text": "a", "redact": 1}, "/redact", "type"),
        ({"text": "a", "language": "fy"}, "/language", "choice"),
        ({"text": "a", "language": None}, "/language", "choice"),
        ({"text": "a", "context": "teams"}, "/context", "type"),
        ({"text": "a", "context": {"channel": "fax"}}, "/context/channel", "choice"),
        ({"text": "a", "context": {"crisis": 0}}, "/context/crisis", "type"),
        ({"text": "a", "context": {"sender": {}}}, "/context/sender/role", "required"),
        ({"text": "a", "context": {"recipients": [{"role": "boss"}]}}, "/context/recipients/0/role", "choice"),
        ({"text": "a", "context": {"sender": {"role": "official", "name": "Jan"}}}, "/context/sender", "unknown"),
        ({"text": "a", "context": {"history": [{"text": "a"}] * 11}}, "/context/history", "length"),
        ({"text": "a", "context": {"history": [{"text": "a"}, {"text": 1}]}}, "/context/history/1/text", "type"),
        ([], "", "type"),
        ("text", "", "type"),
        (None, "", "type"),
    ],
)  # fmt: skip
def test_wrong_field_is_named(client, body, pointer, code):
    response = client.post("/v1/assessments", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    problem = response.json()
    assert problem["type"] == "urn:problem-type:berichtwacht:invalid-input"
    assert [(error["location"]["pointer"], error["code"]) for error in problem["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b'{"text": "a\\ud800b"}', "/text"),
        (b'{"text": "a", "context": {"history": [{"text": "\\udfff"}]}}', "/context/history/0/text"),
        (b'{"text": "a", "language": "\\ud800"}', "/language"),
    ],
)
def test_lone_surrogate_is_refused_at_its_field(client, body, pointer):
    response = client.post("/v1/assessments", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["location"]["pointer"] == pointer


def test_detail_names_the_field_in_words(client):
    problem = ask(client, text="a", context={"history": [{"text": "b"}, {"text": "c" * 10_001}]}).json()
    assert problem["detail"] == "context.history[1].text: is longer than 10000 characters"


def test_batch_answers_each_draft_in_order(client):
    drafts = [{"text": TEXT}, {"text": ""}, {"tekst": "geheim"}, {"text": "ontploft"}, {"text": "\ud800"}, 7]
    content = json.dumps({"drafts": drafts})
    response = client.post("/v1/assessment-batches", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    results = response.json()["results"]
    assert [result["status"] for result in results] == [200, 200, 400, 500, 400, 400]
    assert [result["assessment"]["verdict"] for result in results[:2]] == ["warn", "none"]
    assert [result["problem"]["status"] for result in results[2:]] == [400, 500, 400, 400]
    assert results[2]["problem"]["errors"][0]["location"]["pointer"] == "/drafts/2/text"
    assert results[4]["problem"]["errors"][0]["location"]["pointer"] == "/drafts/4/text"
    assert results[5]["problem"]["errors"][0]["location"]["pointer"] == "/drafts/5"


@pytest.mark.parametrize("count", [0, 101])
def test_batch_holds_one_to_a_hundred_drafts(client, count):
    response = client.post("/v1/assessment-batches", json={"drafts": [{"text": "a"}] * count})
    assert response.status_code == 400
    assert response.json()["errors"][0]["location"]["pointer"] == "/drafts"


def test_batch_of_a_hundred(client):
    response = client.post("/v1/assessment-batches", json={"drafts": [{"text": "a" * 9000}] * 100})
    assert [result["status"] for result in response.json()["results"]] == [200] * 100
