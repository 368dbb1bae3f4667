"""The OpenAPI document, as the government's API Design Rules want it."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI, Response
from fastapi.openapi.utils import get_openapi

from api import API_VERSION, BASE_PATH
from api.problems import MEDIA_TYPE, ProblemType

__all__ = ["problem_responses", "publish_openapi"]

_DESCRIPTION = """\
Reads a draft chat message and says, before it is sent, whether it belongs in a messaging app; if not, why, and where
it does belong. Nothing that is read is kept.

Every operation needs a credential with its scope: `assess` for assessments, the policy and the model, `feedback`
for feedback, `curate` for counts, curation and monitoring. In development mode only the last two do.

Errors are problem documents (RFC 9457); their types stand in `docs/problems.md`."""

_PROBLEM_SCHEMA = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457). Names fields, never their content.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "enum": [kind.uri for kind in ProblemType]},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["in", "location", "code", "detail"],
                "properties": {
                    "in": {"type": "string", "enum": ["body", "query"]},
                    "location": {
                        "type": "object",
                        "required": ["pointer"],
                        "properties": {"pointer": {"type": "string", "format": "json-pointer"}},
                    },
                    "code": {"type": "string"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}

_ALWAYS = (
    ProblemType.NOT_AUTHENTICATED,
    ProblemType.NOT_ALLOWED,
    ProblemType.HOST_NOT_ALLOWED,
    ProblemType.TOO_MANY_REQUESTS,
    ProblemType.INTERNAL_ERROR,
    ProblemType.OVERLOADED,
)
_WITH_BODY = (
    ProblemType.INVALID_INPUT,
    ProblemType.REQUEST_TIMEOUT,
    ProblemType.BODY_TOO_LARGE,
    ProblemType.UNSUPPORTED_MEDIA_TYPE,
)
_CREDENTIALS = {
    "Bearer": {"type": "http", "scheme": "bearer", "description": "An API key, or a token of the identity provider."},
    "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "An API key."},
}


def problem_responses(*kinds: ProblemType) -> dict[int | str, dict[str, Any]]:
    """Return what the document says of problems that only one operation can answer with, by status."""
    titles: dict[int | str, list[str]] = {}
    for kind in kinds:
        titles.setdefault(kind.status, []).append(kind.title)
    return {status: _problem("; ".join(said)) for status, said in titles.items()}


def publish_openapi(app: FastAPI) -> None:
    """Serve the document of ``app`` at ``/v1/openapi.json``, for anybody to read."""
    document: dict[str, Any] = {}

    def openapi() -> dict[str, Any]:
        if not document:
            document.update(_document(app))
        return document

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get(f"{BASE_PATH}/openapi.json", include_in_schema=False)
    def get_openapi_document() -> Response:
        headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(json.dumps(openapi(), ensure_ascii=False), headers=headers, media_type="application/json")


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title="Berichtwacht",
        version=API_VERSION,
        summary="Warns before a chat message is sent that does not belong in a messaging app.",
        description=_DESCRIPTION,
        routes=app.routes,
        servers=[{"url": BASE_PATH, "description": "This service"}],
        contact={"name": "Berichtwacht maintainers"},
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        tags=[
            {"name": "assessments", "description": "Drafts and what is wrong with them."},
            {"name": "feedback", "description": "What was done with an assessment, and whether it was right."},
            {"name": "curation", "description": "From objections to training data, for curators."},
            {"name": "monitoring", "description": "How the model does in use, without a text and without a person."},
            {"name": "policy", "description": "The guideline that counts."},
            {"name": "model", "description": "What assesses."},
        ],
    )
    document["paths"] = {path.removeprefix(BASE_PATH): item for path, item in document["paths"].items()}
    for item in document["paths"].values():
        for operation in item.values():
            _complete(operation)
    components = document.setdefault("components", {})
    components["schemas"] = {
        name: schema for name, schema in components["schemas"].items() if "ValidationError" not in name
    } | {"Problem": _PROBLEM_SCHEMA}
    components["securitySchemes"] = _CREDENTIALS
    document["security"] = [{name: []} for name in _CREDENTIALS]
    components["headers"] = {
        "ApiVersion": {"description": "Full version of the interface.", "schema": {"type": "string"}}
    }
    return document


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _complete(operation: dict[str, Any]) -> None:
    """Add the problems that an operation can answer with, and the version header to every response."""
    responses = operation["responses"]
    responses.pop("422", None)
    for kind in (*_ALWAYS, *(_WITH_BODY if "requestBody" in operation else ())):
        responses[str(kind.status)] = _problem(kind.title)
    for response in responses.values():
        response["headers"] = {"API-Version": {"$ref": "#/components/headers/ApiVersion"}}
    operation["responses"] = dict(sorted(responses.items()))
