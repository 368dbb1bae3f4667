"""What an administrator sets: from the environment, or from a file that the environment names.

The environment wins over the file. A name that does not exist, or a value that does not fit, stops the start.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from ruamel.yaml.comments import CommentedMap

from api.access.provider import is_web_address
from api.secrets import read_secret
from classifier.configuration import line_of, load_yaml
from classifier.errors import SettingsError

__all__ = ["FILE_VARIABLE", "PREFIX", "Settings", "load_settings"]

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?")

PREFIX = "BERICHTWACHT_"
"""What the name of every environment variable of the service starts with."""

FILE_VARIABLE = f"{PREFIX}SETTINGS_FILE"
"""Environment variable that names a YAML file with settings; without it only the environment counts."""

_OTHERS = (f"{PREFIX}TEAMS_",)
"""Beginnings of variables of apps that may share an environment with the service, and check their own."""


class Settings(BaseSettings):
    """All settings of the service; each has a name, a default and a help text."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    development: bool = Field(
        default=False,
        description="Assess without authentication, on this machine only.",
    )
    page: bool = Field(
        default=False,
        description="Serve the page for people outside development mode too; assessing needs a credential as ever.",
    )
    curate: bool = Field(
        default=False,
        description="Serve the pages for curators under /curate; they need a credential with the scope curate.",
    )
    curate_twice: bool = Field(default=False, description="Let two curators label every message.")
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port to listen on; 0 picks a free one.")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("localhost", "127.0.0.1", "::1"),
        min_length=1,
        description="Names in the `Host` header that are answered, without port; in the environment with commas.",
    )
    store: SecretStr = Field(
        default=SecretStr("sqlite:///berichtwacht.sqlite3"),
        description="Database of keys and feedback: `sqlite:///PATH` or `postgresql://USER:PASSWORD@HOST/NAME`.",
    )
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        default=(),
        description="Keys that seal texts and ids, newest first, with commas; `berichtwacht keys secret` makes one.",
    )
    oidc_issuer: str | None = Field(
        default=None, description="Issuer of bearer tokens (OpenID Connect), as its tokens name it."
    )
    oidc_audience: str | None = Field(default=None, description="Audience that the tokens must be meant for.")
    oidc_scope_prefix: str = Field(
        default="", description="What stands before our scopes in the tokens, such as `berichtwacht.`."
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Origins whose pages may ask, such as `https://chat.example.nl`; with commas."
    )
    feedback_days: int = Field(default=30, ge=1, le=365, description="Days that texts sent along are kept.")
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
    workers: int = Field(
        default=1, ge=1, le=64, description="Processes that assess; one that ends is started anew when there are more."
    )
    worker_megabytes: int = Field(
        default=900, ge=100, description="Memory in MB beyond which one of several workers is started anew."
    )
    rate_per_minute: int = Field(
        default=1200,
        ge=1,
        le=1_000_000,
        description="Requests a minute of one caller, for each worker process; each draft of a batch counts.",
    )
    rate_burst: int = Field(
        default=200, ge=1, le=100_000, description="Requests that a caller who was quiet may send at once."
    )
    queue: int = Field(
        default=64, ge=1, le=10_000, description="Most drafts that wait in a worker; beyond that the answer is 503."
    )
    deadline_seconds: float = Field(
        default=5.0, gt=0, le=60, description="Seconds that a draft may wait and be assessed."
    )
    body_seconds: float = Field(
        default=10.0, gt=0, le=300, description="Seconds in which the headers, and the body, of a request must come."
    )
    connections: int = Field(
        default=500, ge=8, le=100_000, description="Most connections that a worker keeps open; one more is closed."
    )
    otlp_endpoint: str | None = Field(
        default=None, description="Where traces go (OTLP over HTTP), such as `http://localhost:4318/v1/traces`."
    )
    trace_share: float = Field(default=1.0, ge=0, le=1, description="Share of the requests that are traced.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least serious log line that is written. No level ever shows a draft."
    )

    @field_validator("allowed_hosts", "secret_keys", "cors_origins", mode="before")
    @classmethod
    def _split_names(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip() for name in value.split(",") if name.strip())
        return value

    @field_validator("secret_keys")
    @classmethod
    def _secrets_only(cls, keys: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
        for key in keys:
            read_secret(key.get_secret_value())
        return keys

    @field_validator("cors_origins")
    @classmethod
    def _origins_only(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        if any(not _ORIGIN.fullmatch(origin) for origin in origins):
            raise ValueError("must be exact origins, such as https://chat.example.nl, without a path and without '*'")
        return origins

    @field_validator("otlp_endpoint")
    @classmethod
    def _no_secret_in_an_address(cls, endpoint: str | None) -> str | None:
        if endpoint is not None and not is_web_address(endpoint, schemes=("http", "https")):
            raise ValueError("must be an address over HTTP or HTTPS, without a user, a query or a fragment")
        return endpoint

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
    document = load_yaml(text, path=path, error=SettingsError)
    if not all(isinstance(name, str) for name in document):
        raise SettingsError("a name of a setting is no text", path=path, cure="start every line with a name")
    return path, document


def _variable(name: object) -> str:
    return f"{PREFIX}{name}".upper()


def _refuse_unknown_variables() -> None:
    known = {_variable(name) for name in Settings.model_fields} | {FILE_VARIABLE}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known and not name.upper().startswith(_OTHERS):
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
