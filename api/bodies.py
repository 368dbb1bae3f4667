"""Reading a body as JSON, strictly: what two readers could read differently is refused (RFC 8259, RFC 7493)."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine, Iterable
from email.message import Message
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from api.problems import Problem, ProblemType

__all__ = ["MAX_DEPTH", "StrictRoute", "read_json"]

MAX_DEPTH = 16
"""How deep objects and lists may be nested; the deepest body of the contract uses six."""

_LONGEST_MEDIA_TYPE = 200  # characters: Python's reader of headers takes quadratic time over a hostile one


class StrictRoute(APIRoute):
    """A route whose body, when it takes one, must be JSON in UTF-8 and nothing else."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of the route, over a request that reads strictly."""
        handle = super().get_route_handler()
        if self.body_field is None:
            return handle

        async def handle_strictly(request: Request) -> Response:
            _refuse_foreign_media(request)
            return await handle(_StrictRequest(request.scope, request.receive))

        return handle_strictly


class _StrictRequest(Request):
    async def json(self) -> Any:
        return read_json(await self.body())


def _refuse_foreign_media(request: Request) -> None:
    media_types = request.headers.getlist("content-type")
    encodings = request.headers.getlist("content-encoding") or ["identity"]
    if len(media_types) != 1 or not _is_json(media_types[0]) or [name.lower() for name in encodings] != ["identity"]:
        raise Problem(
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            "Send 'Content-Type: application/json', in UTF-8 and not compressed.",
            headers={"Accept": "application/json"},
        )


def _is_json(media_type: str) -> bool:
    if media_type == "application/json":  # what most send; reading it as a header takes longer than the rest
        return True
    if len(media_type) > _LONGEST_MEDIA_TYPE:
        return False
    header = Message()
    header["content-type"] = media_type
    charset = header.get_param("charset", "utf-8")
    return (
        media_type.partition(";")[0].strip().lower() == "application/json"
        and isinstance(charset, str)
        and charset.lower().replace("_", "-") in {"utf-8", "utf8"}
    )


def read_json(body: bytes) -> Any:
    """Return the value that ``body`` holds.

    Raises
    ------
    Problem
        If it is not UTF-8, not JSON, holds a key twice, a number that is none (``NaN``) or too long, or nests
        deeper than :data:`MAX_DEPTH`.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise _malformed("The body is not UTF-8.") from None
    try:
        value = json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except RecursionError:
        raise _malformed(f"The body nests deeper than {MAX_DEPTH} levels.") from None
    except json.JSONDecodeError as problem:
        raise _malformed(f"The body is not JSON, from character {problem.pos} on.") from None
    except ValueError:  # Python refuses to read integers of more than 4,300 digits
        raise _malformed("The body holds a number that is too long.") from None
    if not _is_shallow(value):
        raise _malformed(f"The body nests deeper than {MAX_DEPTH} levels.")
    return value


def _malformed(detail: str) -> Problem:
    return Problem(ProblemType.MALFORMED_BODY, detail)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _malformed("The body holds an object with the same key twice.")
    return members


def _no_constant(_: str) -> None:
    raise _malformed("The body holds NaN or Infinity, which are not JSON.")


def _is_shallow(value: Any) -> bool:
    """Return whether at most :data:`MAX_DEPTH` objects and lists stand within one another."""
    level = _nests([value])
    for _ in range(MAX_DEPTH):
        level = [nest for node in level for nest in _nests(node.values() if isinstance(node, dict) else node)]
        if not level:
            return True
    return False


def _nests(values: Iterable[Any]) -> list[dict[str, Any] | list[Any]]:
    return [value for value in values if isinstance(value, dict | list)]
