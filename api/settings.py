"""What an administrator sets: from the environment, or from a file that the environment names.

The environment wins over the file. A name that does not exist, or a value that does not fit, stops the start.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from ruamel.yaml.comments import CommentedMap

from classifier.configuration import line_of, load_yaml
from classifier.errors import SettingsError

__all__ = ["FILE_VARIABLE", "PREFIX", "Settings", "load_settings"]

PREFIX = "BERICHTWACHT_"
"""What the name of every environment variable of the service starts with."""

FILE_VARIABLE = f"{PREFIX}SETTINGS_FILE"
"""Environment variable that names a YAML file with settings; without it only the environment counts."""


class Settings(BaseSettings):
    """All settings of the service; each has a name, a default and a help text."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    development: bool = Field(
        default=False,
        description="Serve without authentication, on this machine only. The only mode there is so far.",
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("localhost", "127.0.0.1", "::1"),
        min_length=1,
        description="Names in the `Host` header that are answered, without port; in the environment with commas.",
    )
    models: Path | None = Field(
        default=None, description="Directory with `current.json` and the model versions; empty: the one brought along."
    )
    policy: Path | None = Field(
        default=None, description="Policy file, read again when it changes; empty: the guideline brought along."
    )
    recognisers: Path | None = Field(
        default=None, description="File with the organisation's own recognisers; empty: the ones brought along."
    )
    max_body_bytes: int = Field(
        default=64 * 1024, ge=1024, le=16 * 1024 * 1024, description="Largest body of a request, in bytes."
    )
    max_batch_bytes: int = Field(
        default=1024 * 1024, ge=1024, le=64 * 1024 * 1024, description="Largest body of a batch, in bytes."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least serious log line that is written. No level ever shows a draft."
    )

    @field_validator("allowed_hosts", mode="before")
    @classmethod
    def _split_names(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("allowed_hosts")
    @classmethod
    def _names_only(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if any("*" in name or "/" in name for name in names):
            raise ValueError("must be exact host names, without '*' and without 'https://'")
        return tuple(name.strip("[]").lower() for name in names)


def load_settings(**given: Any) -> Settings:
    """Read the settings from the environment and from the file that it names.

    Parameters
    ----------
    given
        Settings that win over both, such as the options of a command; ``None`` is not given.

    Raises
    ------
    SettingsError
        If a name does not exist or a value does not fit; names the variable, or the file and its line.
    """
    _refuse_unknown_variables()
    path, document = _settings_file()
    chosen = {name: value for name, value in given.items() if value is not None}
    from_file = {name: value for name, value in document.items() if not os.environ.get(_variable(name))}
    try:
        return Settings(**(from_file | chosen))
    except ValidationError as problem:
        raise _explain(problem, given=chosen, path=path, document=document) from None


def _settings_file() -> tuple[Path | None, CommentedMap]:
    named = os.environ.get(FILE_VARIABLE)
    if not named:
        return None, CommentedMap()
    path = Path(named)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise SettingsError(
            f"cannot be read: {type(problem).__name__}", path=path, cure=f"check {FILE_VARIABLE}"
        ) from None
    return path, load_yaml(text, path=path, error=SettingsError)


def _variable(name: object) -> str:
    return f"{PREFIX}{name}".upper()


def _refuse_unknown_variables() -> None:
    known = {_variable(name) for name in Settings.model_fields} | {FILE_VARIABLE}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(f"{name}: there is no such setting", cure="remove it or correct its spelling")


def _explain(
    problem: ValidationError, *, given: dict[str, Any], path: Path | None, document: CommentedMap
) -> SettingsError:
    """Name where the first wrong value comes from: an option, a variable, or a line of the file."""
    first = problem.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    message = "there is no such setting" if first["type"] == "extra_forbidden" else first["msg"]
    if name in given:
        return SettingsError(f"{name}: {message}", cure="correct this option")
    if os.environ.get(_variable(name)):
        return SettingsError(f"{_variable(name)}: {message}", cure="correct this variable")
    line = line_of(document, (name,)) if path is not None else None
    return SettingsError(f"{name}: {message}", path=path, line=line, cure="correct this line")
