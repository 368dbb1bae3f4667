"""Exports of Label Studio: what people leave undone, and the labelling configuration."""

import json
import re
from xml.etree import ElementTree

import pytest

from classifier.errors import CorpusError
from classifier.records import AssessedCategory, AssessedTopic, Assessment, Category, Finding, Level, Topic, Verdict
from classifier.training.corpus import Message, Span
from classifier.training.exchange import Format, read_file
from classifier.training.exchange.label_studio import CONFIGURATION, CONTROLS, annotated_task, predicted_task
from classifier.training.exchange.predictions import predicted
from classifier.vocabulary import ENTITIES

MESSAGE = Message(
    id="a01-001",
    text="😀 mevr Yilmaz belt",
    lang="nl",
    personal=Level.WARN,
    decision=Level.NONE,
    confidential=Level.NOTICE,
    topics=(Topic.HEALTH, Topic.UNION),
    entities=(Span(start=7, end=13, label="PERSON"),),
)


def annotation(**changes):
    return annotated_task(MESSAGE)["annotations"][0] | changes


def region(name, value, kind="choices"):
    return {"id": "x", "from_name": name, "to_name": "text", "type": kind, "value": value}


def without(name, *more):
    return annotation(result=[item for item in annotation()["result"] if item["from_name"] != name] + list(more))


def entity(start, end, label="PERSON", **more):
    return without("entities", region("entities", {"start": start, "end": end, "labels": [label], **more}, "labels"))


def task(*annotations, **changes):
    return annotated_task(MESSAGE) | {"id": 7, "annotations": list(annotations)} | changes


def minimal(**changes):
    """The same as JSON_MIN has it."""
    return {
        "id": 7,
        "message_id": "a01-001",
        "text": MESSAGE.text,
        "lang": "nl",
        "entities": [{"start": 7, "end": 13, "text": "Yilmaz", "labels": ["PERSON"]}],
        "personal": "warn",
        "decision": "none",
        "confidential": "notice",
        "topics": {"choices": ["health", "union"]},
        "annotator": 1,
        "annotation_id": 3,
        **changes,
    }


def read(tmp_path, *tasks, refused=None):
    path = tmp_path / "export.json"
    path.write_text(json.dumps(list(tasks)), encoding="utf-8")
    return [entry.message for entry in read_file(path, Format.LABEL_STUDIO, refused=refused)]


@pytest.mark.parametrize(
    "found",
    [
        task(annotation()),
        task(annotation(), annotation(was_cancelled=True, result=[])),
        task(annotation(), annotation(created_at="2026-11-28T00:00:00Z")),
        task(without("lang")),
        task(entity(7, 13, text="Yilmaz")),
        minimal(),
        minimal(lang="nl", look_alike=[]),
        minimal(topics=["health", "union"]),
    ],
    ids=["one", "and one skipped", "two alike", "language of the data", "with words", "min", "min empty", "min list"],
)
def test_what_people_labelled_is_read(tmp_path, found):
    assert read(tmp_path, found) == [MESSAGE]


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (task(), "nobody has labelled it"),
        (task(annotation(was_cancelled=True)), "whoever did has skipped it"),
        (task(without("personal")), "no level of personal is chosen"),
        (task(without("x", region("personal", {"choices": ["none"]}))), "more than one level of personal"),
        (task(without("personal", region("personal", {"choices": ["veel"]}))), "'personal.veel' is no choice"),
        (task(without("personal", region("personal", {"choices": ["Yilmaz belt"]}))), "this is no choice"),
        (task(without("topics", region("topics", {"choices": [7]}))), "this is no choice"),
        (task(without("x", region("mood", {"choices": ["blij"]}))), "'mood' is no control"),
        (task(without("x", {"type": "relation", "from_id": "a", "to_id": "b"})), "holds a relation"),
        (task(without("lang"), data={"text": MESSAGE.text}), "no language is chosen"),
        (task(without("lang"), data={"text": MESSAGE.text, "lang": ["nl"]}), "no language is chosen"),
        (task(entity(7, 99)), "entity 1 lies outside the text"),
        (task(entity(9, 7)), "entity 1 lies outside the text"),
        (task(entity(True, 13)), "entity 1 lies outside the text"),
        (task(entity(7, 13, "NAAM")), "'NAAM' is no entity of the guideline"),
        (task(entity(7, 13, "Yilmaz belt")), "this is no entity of the guideline"),
        (task(entity(7, 13, ["PERSON"])), "is no entity of the guideline"),
        (task(entity(8, 13)), "entity 1 covers a part of a word"),
        (task(entity(7, 11)), "entity 1 covers a part of a word"),
        (task(entity(6, 13)), "begins or ends with white space"),
        (task(entity(8, 14, text="Yilmaz")), "offsets must count code points"),
        (task(annotation(result=[*annotation()["result"], *entity(2, 13)["result"]])), "more than one|may not overlap"),
        (task(without("entities", region("entities", {"start": 7, "end": 13, "labels": []}, "labels"))), "no label"),
        (task(annotation(), without("topics")), "its 2 annotations differ"),
        (task(annotation(ground_truth=True), without("topics")), "its 2 annotations differ"),
        (task(annotation(), data={"image": "kat.png"}), "its data has no text"),
        (task(annotation(), data={"text": MESSAGE.text, "message_id": 7}), "id: "),
        (task(annotation(result={})), "a result should be a list"),
        (task(annotation(result=[7])), "a region should be an object"),
        (task("Yilmaz"), "an annotation should be an object"),
        ({"id": 7, "data": MESSAGE.text}, "is no task"),
        ("Yilmaz", "is no task"),
        (minimal(annotation_id=None), "nobody has labelled it"),
        (minimal(personal=[]), "no level of personal is chosen"),
        (minimal(personal=["warn", "none"]), "more than one level of personal"),
        (minimal(entities="Yilmaz"), "should be a list"),
        (minimal(topics=[["health"]]), "this is no choice"),
    ],
)
def test_what_is_undone_or_wrong_is_named(tmp_path, found, problem):
    with pytest.raises(CorpusError, match=problem) as told:
        read(tmp_path, task(annotation()), found)
    assert re.search(r"export\.json:1: task 2: ", str(told.value))
    assert "Yilmaz" not in str(told.value)
    refused = []
    assert read(tmp_path, task(annotation()), found, task(annotation()), refused=refused.append) == [MESSAGE] * 2
    assert [str(item) for item in refused] == [str(told.value)]


def test_annotations_of_one_task_stand_apart_in_the_small_export(tmp_path):
    assert read(tmp_path, minimal(), minimal(annotation_id=4), minimal(id=8)) == [MESSAGE, MESSAGE]
    with pytest.raises(CorpusError, match="task 1: its 2 annotations differ"):
        read(tmp_path, minimal(), minimal(id=8), minimal(annotation_id=4, personal="none"))


def test_offsets_in_halves_of_characters_are_refused(tmp_path):
    words = MESSAGE.text[7:13]
    in_halves = len(MESSAGE.text[:7].encode("utf-16-le")) // 2
    assert in_halves == 8
    with pytest.raises(CorpusError, match="the words at 8:14 are not those that were labelled"):
        read(tmp_path, task(entity(in_halves, in_halves + len(words), text=words)))


def values(name):
    root = ElementTree.parse(CONFIGURATION).getroot()
    (control,) = [element for element in root.iter() if element.get("name") == name]
    assert control.get("toName") == "text"
    return [element.get("value") for element in control]


def test_the_configuration_has_what_the_guideline_has():
    assert values("entities") == list(ENTITIES)
    for category in Category:
        assert values(category.value) == list(Level)
    assert values("topics") == list(Topic)
    assert values("lang") == ["nl", "en", "mixed"]
    assert values("look_alike") == ["look_alike"]
    root = ElementTree.parse(CONFIGURATION).getroot()
    assert {element.get("name") for element in root.iter()} - {None} == {*CONTROLS, "text"}
    hotkeys = [element.get("hotkey") for element in root.iter() if element.get("hotkey")]
    assert len(hotkeys) == len(set(hotkeys))


def assessment():
    """An assessment with everything that a prediction leaves out."""

    def finding(label, start, end):
        return Finding(Category.PERSONAL, label, start, end, 0.87654, "test", "waarom")

    return Assessment(
        id="x",
        verdict=Verdict.WARN,
        categories={
            Category.PERSONAL: AssessedCategory(Level.WARN, 0.9),
            Category.DECISION: AssessedCategory(Level.NONE, 0.2),
            Category.CONFIDENTIAL: AssessedCategory(None, None),
        },
        findings=(finding(None, 0, 3), finding("PERSON", 7, 13), finding("PERSON", 7, 13), finding("EIGEN", 14, 18)),
        topics=(AssessedTopic(Topic.HEALTH, 0.7, None, None),),
        warnings=(),
        reminders=(),
        redacted_text=None,
        degraded=(),
        model_version="7",
        policy_version="8",
    )


def test_a_prediction_says_what_the_model_says():
    says = predicted(assessment())
    task = predicted_task(MESSAGE, says)
    assert "annotations" not in task
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("7", 0.8)
    assert [(item["from_name"], item["value"], item.get("score")) for item in prediction["result"]] == [
        ("entities", {"start": 7, "end": 13, "text": "Yilmaz", "labels": ["PERSON"]}, 0.8765),
        ("personal", {"choices": ["warn"]}, 0.9),
        ("decision", {"choices": ["none"]}, 0.8),
        ("topics", {"choices": ["health"]}, 0.7),
        ("lang", {"choices": ["nl"]}, None),
    ]
    assert len({item["id"] for item in prediction["result"]}) == 5
