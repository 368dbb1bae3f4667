"""What an administrator sets, from the environment. A name that does not exist, or a value that does not fit, stops."""

from __future__ import annotations

import os
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

from berichtwacht_client import Role
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from berichtwacht_teams.officials import LISTABLE
from berichtwacht_teams.packaging import PREFIX, VARIABLES

__all__ = ["PREFIX", "Settings", "SettingsError", "load_settings", "refuse_unknown_variables"]

UNSAFE = "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS"
"""The variable by which the SDK would let in everybody, also when it has credentials."""

_NO = frozenset({"", "0", "false", "no", "off"})


class SettingsError(Exception):
    """Settings are not right; every line of the message names a variable, and never its value."""


class Settings(BaseSettings):
    """All settings of the app; each has a name, a default and a help text."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    development: bool = Field(
        default=False, description="Let in everybody on this machine, without authentication: for the Playground only."
    )
    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on, behind a proxy with TLS.")
    port: int = Field(default=3978, ge=1, le=65535, description="Port to listen on.")
    service: str = Field(default="http://127.0.0.1:8000", description="Address of the Berichtwacht service.")
    service_key: SecretStr | None = Field(
        default=None, description="Key of the service with the scopes `assess` and `feedback`."
    )
    service_unencrypted: bool = Field(
        default=False, description="Allow an `http:` address of another machine, where the network itself is trusted."
    )
    service_seconds: float = Field(
        default=2.5, ge=0.1, le=3.5, description="Seconds that the service may take; after it only numbers are checked."
    )
    app_id: UUID | None = Field(default=None, description="Application (client) id of the registration in Entra.")
    app_secret: SecretStr | None = Field(
        default=None, description="Secret of the registration; not with a managed identity."
    )
    managed_identity: str | None = Field(
        default=None, description="Client id of a managed identity to sign in with, or `system`."
    )
    tenant_id: UUID | None = Field(default=None, description="The municipality's tenant; others are refused.")
    officials: Path | None = Field(default=None, description="File with the key officials; empty: none is known.")
    official_groups: Annotated[tuple[tuple[UUID, Role], ...], NoDecode] = Field(
        default=(), description="Entra groups of key officials: `GROUP-ID=key_official`, with commas."
    )
    nudges: bool = Field(
        default=False, description="Look at messages after sending, where the bot is installed with consent."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least serious log line that is written. No level ever shows a draft."
    )

    @field_validator("official_groups", mode="before")
    @classmethod
    def _split_groups(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [item.partition("=") for item in value.split(",") if item.strip()]
        return tuple((group.strip(), role.strip()) for group, _, role in pairs)

    @field_validator("app_id", "tenant_id", mode="before")
    @classmethod
    def _ids_only(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                return UUID(value)
            except ValueError:
                raise ValueError("must be an id such as 0f8fad5b-d9cb-469f-a165-70867728950e") from None
        return value

    @field_validator("official_groups")
    @classmethod
    def _listable_only(cls, groups: tuple[tuple[UUID, Role], ...]) -> tuple[tuple[UUID, Role], ...]:
        if any(role not in LISTABLE for _, role in groups):
            raise ValueError(f"a role must be one of {', '.join(LISTABLE)}")
        return groups

    @model_validator(mode="after")
    def _is_safe(self) -> Settings:
        if self.development:
            if not _is_loopback(self.host):
                raise ValueError("host: must be an address of this machine in development mode")
            if self.app_id or self.app_secret or self.managed_identity:
                raise ValueError("development: goes without app_id, app_secret and managed_identity")
            return self
        missing = [name for name in ("app_id", "tenant_id", "service_key") if getattr(self, name) is None]
        wrong = [f"{name}: is needed outside development mode" for name in missing]
        if (self.app_secret is None) == (self.managed_identity is None):
            wrong.append(f"app_secret: this or {PREFIX}MANAGED_IDENTITY is needed, and not both")
        if wrong:
            raise ValueError("\n".join(wrong))
        return self


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises
    ------
    SettingsError
        If a name does not exist, a value does not fit, or the SDK was told to let in everybody.
    """
    refuse_unknown_variables()
    try:
        settings = Settings()
    except ValidationError as problem:
        raise SettingsError(_explain(problem)) from None
    unsafe = os.environ.get(UNSAFE, "").strip().lower()
    if unsafe not in _NO and not settings.development:
        raise SettingsError(f"{UNSAFE}: must not be set outside development mode")
    return settings


def refuse_unknown_variables() -> None:
    """Refuse a name that starts as ours do and is none of ours.

    Raises
    ------
    SettingsError
        If there is one.
    """
    known = VARIABLES | {f"{PREFIX}{name}".upper() for name in Settings.model_fields}
    unknown = [name for name in sorted(os.environ) if name.upper().startswith(PREFIX) and name.upper() not in known]
    if unknown:
        lines = [f"{name}: there is no such setting; remove it or correct its spelling" for name in unknown]
        raise SettingsError("\n".join(lines))


def _explain(problem: ValidationError) -> str:
    """Return a line for everything that is wrong, each with the name of its variable."""
    lines: list[str] = []
    for error in problem.errors(include_url=False, include_input=False):
        message = error["msg"].removeprefix("Value error, ")
        lines += [f"{error['loc'][0]}: {message}"] if error["loc"] else message.splitlines()
    parted = [line.partition(": ") for line in dict.fromkeys(lines)]
    return "\n".join(f"{PREFIX}{name.upper()}: {message}" for name, _, message in parted)


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
