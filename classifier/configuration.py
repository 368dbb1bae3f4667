"""Strict reading of the YAML files that a municipality edits.

A file is read by ruamel.yaml, which remembers where every value stood, and checked by a pydantic model that
forbids unknown keys. What is wrong is reported with the file, the line and the cure; nothing falls back in
silence.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from classifier.errors import ConfigurationError

__all__ = ["StrictModel", "line_of", "load_yaml", "read_document", "read_model"]

Model = TypeVar("Model", bound=BaseModel)


class StrictModel(BaseModel):
    """The base of every configuration section: frozen, and no key that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def load_yaml(text: str, *, path: Path, error: type[ConfigurationError]) -> CommentedMap:
    """Parse ``text`` as one YAML mapping that remembers its lines.

    Raises
    ------
    error
        If it is no YAML, holds a key twice, nests too deep, or is no mapping. No value of it is repeated: it may be
        a secret.
    """
    try:
        document = YAML(typ="rt", pure=True).load(io.StringIO(text))
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        line = None if mark is None else mark.line + 1
        said = str(problem.problem)
        if isinstance(problem, DuplicateKeyError):
            said = said.partition(" with value ")[0]
        raise error(f"is not valid YAML: {said}", path=path, line=line, cure="mend this line") from None
    except YAMLError:
        raise error("is not valid YAML", path=path, cure="check for control characters") from None
    except RecursionError:
        raise error("nests too deep", path=path, cure="take lists and mappings out of one another") from None
    if not isinstance(document, CommentedMap):
        raise error("must be a mapping of keys to values", path=path, line=1, cure="start with 'key: value'")
    return document


def read_model(path: Path, model: type[Model], *, error: type[ConfigurationError]) -> Model:
    """Read the YAML file ``path`` into ``model``.

    Raises
    ------
    error
        If the file cannot be read, is no YAML, or does not fit the model; the first problem is named with
        its line and cure, the others are counted.
    """
    return read_document(path, model, error=error)[0]


def read_document(path: Path, model: type[Model], *, error: type[ConfigurationError]) -> tuple[Model, CommentedMap]:
    """Read a file as :func:`read_model` does; return also the document, for the lines of what is checked later."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise error("does not exist", path=path, cure="check the setting that names it") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise error(f"cannot be read: {type(problem).__name__}", path=path, cure="it must be UTF-8 text") from None
    document = load_yaml(text, path=path, error=error)
    try:
        return model.model_validate(_plain(document)), document
    except ValidationError as problem:
        raise _explain(problem, document, path=path, error=error) from None


def line_of(document: Any, place: Sequence[int | str]) -> int:
    """Return the line, counted from 1, of the value at ``place`` or of the nearest parent that exists."""
    line = 1
    node = document
    for key in place:
        if isinstance(node, CommentedMap) and key in node:
            line = node.lc.key(key)[0] + 1
            node = node[key]
        elif isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node):
            line = node.lc.item(key)[0] + 1
            node = node[key]
        else:
            break
    return int(line)


def _plain(node: Any) -> Any:
    if isinstance(node, CommentedMap):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(value) for value in node]
    return node


_CURES = {
    "extra_forbidden": "remove this key or correct its spelling",
    "missing": "add this key",
    "enum": "use one of the values that are listed",
    "literal_error": "use one of the values that are listed",
}


def _explain(
    problem: ValidationError, document: CommentedMap, *, path: Path, error: type[ConfigurationError]
) -> ConfigurationError:
    first, *others = problem.errors(include_url=False, include_input=False)
    place = ".".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    message = f"{place}: {said}" if place else said
    if others:
        message += f"; and {len(others)} more"
    cure = _CURES.get(first["type"], "correct this value")
    return error(message, path=path, line=line_of(document, first["loc"]), cure=cure)
