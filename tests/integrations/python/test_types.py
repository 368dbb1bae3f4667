"""The types of the client are those of the service's OpenAPI document, to the field and the word."""

import builtins
import dataclasses
import json
import re
import typing
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType

import berichtwacht_client
import pytest
from berichtwacht_client import FailureKind, Problem, Unchecked, Unknown
from berichtwacht_client.drafts import MAX_DRAFT_CHARACTERS
from berichtwacht_client.reading import PROBLEM_TYPES

from api.app import create_app
from api.problems import ProblemType
from api.settings import Settings

DOCUMENT = create_app(Settings(development=True)).openapi()
SCHEMAS = DOCUMENT["components"]["schemas"]

OURS = {"AssessmentRequest": "Draft", "AssessmentResponse": "Assessment", "FeedbackRequest": "Feedback"}
OURS |= {"PolicyResponse": "Policy"}
WRAPPED = {"Participant": "role", "HistoryMessage": "text"}
"""Objects of one field; the client takes the field by itself."""
NOT_OURS = {"AssessmentBatchRequest", "AssessmentBatch", "BatchResult", "FeedbackCount", "FeedbackCounts", "ModelCard"}
"""What a batch is made of, and what a chat client does not ask."""

FOR_CURATORS = ("/curation/", "/monitoring")
"""Where the paths begin that a chat client does not ask."""

JSON = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}


def of_schema(schema):
    """Return a type of the document in words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in WRAPPED:
            (field,) = SCHEMAS[name]["properties"].items()
            assert field[0] == WRAPPED[name]
            return of_schema(field[1])
        return frozenset({OURS.get(name, name)})
    if "anyOf" in schema:
        return frozenset().union(*map(of_schema, schema["anyOf"]))
    if schema.get("type") == "array":
        return frozenset({("list", of_schema(schema["items"]))})
    if "additionalProperties" in schema:
        return frozenset({("map", of_schema(schema["propertyNames"]), of_schema(schema["additionalProperties"]))})
    return frozenset({"date" if schema.get("format") == "date" else JSON[schema["type"]]})


def of_annotation(annotation):
    """Return a type of the client in the same words; that words may be unknown is its own affair."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in {typing.Union, UnionType}:
        return frozenset().union(*(of_annotation(one) for one in arguments if one is not Unknown))
    if origin in {tuple, Sequence}:
        return frozenset({("list", of_annotation(arguments[0]))})
    if origin is Mapping:
        return frozenset({("map", *map(of_annotation, arguments))})
    plain = {NoneType: "None", date: "date", str: "str", int: "int", float: "float", bool: "bool"}
    return frozenset({plain.get(annotation) or annotation.__name__})


def pairs(is_kind):
    """Names and classes of the client's public types."""
    for name in (*berichtwacht_client.__all__, "Warning"):
        found = getattr(berichtwacht_client, name)
        if isinstance(found, type) and is_kind(found):
            yield name, found


THEIRS = {ours: theirs for theirs, ours in OURS.items()}
RECORDS = {
    name: record
    for name, record in pairs(dataclasses.is_dataclass)
    if name not in {"Unchecked", "LocalFinding", "Problem", "FieldError"}
}
WORDS = dict(pairs(lambda found: issubclass(found, StrEnum) and found is not FailureKind))


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_those_of_the_document(name):
    schema, hints = SCHEMAS[THEIRS.get(name, name)], typing.get_type_hints(RECORDS[name])
    assert {field: of_annotation(hint) for field, hint in hints.items()} == {
        field: of_schema(shape) for field, shape in schema["properties"].items()
    }
    required = {one.name for one in dataclasses.fields(RECORDS[name]) if one.default is dataclasses.MISSING}
    assert required - {"redacted_text"} == set(schema.get("required", ()))


@pytest.mark.parametrize("name", WORDS)
def test_words_are_those_of_the_document(name):
    assert [word.value for word in WORDS[name]] == SCHEMAS[name]["enum"]


def test_what_is_imported_at_once_hides_no_builtin():
    assert not set(berichtwacht_client.__all__) & set(dir(builtins))


def named_in(part):
    """Return the schemas that a part of the document speaks of, and those that they speak of."""
    found = set(re.findall(r"#/components/schemas/(\w+)", json.dumps(part)))
    return found | {deeper for name in found for deeper in named_in(SCHEMAS[name])}


def test_nothing_of_the_document_is_left_out():
    ours = {THEIRS.get(name, name) for name in (*RECORDS, *WORDS, "Problem")}
    asked = {path: part for path, part in DOCUMENT["paths"].items() if not path.startswith(FOR_CURATORS)}
    assert asked.keys() != DOCUMENT["paths"].keys()
    assert named_in(asked) - ours == NOT_OURS | set(WRAPPED)


def test_problems_are_those_of_the_document():
    properties = SCHEMAS["Problem"]["properties"]
    assert [field.name for field in dataclasses.fields(Problem)] == list(properties)
    assert set(properties["errors"]["items"]["properties"]) == {"in", "location", "code", "detail"}
    assert all(kind.uri.startswith(PROBLEM_TYPES) for kind in ProblemType)


def test_limits_are_those_of_the_document():
    assert SCHEMAS["AssessmentRequest"]["properties"]["text"]["maxLength"] == MAX_DRAFT_CHARACTERS
    assert SCHEMAS["AssessmentBatchRequest"]["properties"]["drafts"]["maxItems"] == 100
    assert Settings.model_fields["max_batch_bytes"].default == 1024 * 1024


def test_records_are_frozen_and_small():
    for record in (*RECORDS.values(), Problem, Unchecked):
        assert record.__dataclass_params__.frozen
        assert "__slots__" in vars(record)
