"""``berichtwacht keys``, ``store``, ``curation`` and ``openapi``: what an administrator does, in a shell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.access.scopes import Scope
from classifier.errors import SettingsError

if TYPE_CHECKING:  # a database is loaded when a command needs it, and not by every other command
    from api.access.keys import KeyRecord
    from api.store import Database

__all__ = ["curation", "keys", "openapi", "store"]

keys = typer.Typer(help="Make, list and revoke API keys.", no_args_is_help=True)
curation = typer.Typer(help="Get the messages that curators accepted.", no_args_is_help=True)
store = typer.Typer(help="Bring the store of keys and feedback up to date.", no_args_is_help=True)


def openapi() -> None:
    """Print the OpenAPI document of the service, as it is served at /v1/openapi.json; it depends on no setting."""
    import json

    from api.app import create_app
    from api.settings import Settings

    defaults = Settings.model_construct(development=True)  # which reads nothing of the machine
    typer.echo(json.dumps(create_app(defaults).openapi(), indent=2))


@keys.command("create")
def create(
    name: Annotated[str, typer.Argument(help="The application that gets the key.")],
    *,
    scope: Annotated[list[Scope], typer.Option(help="What the key may do; may be given more than once.")],
    days: Annotated[int | None, typer.Option(min=1, help="Days that the key works; by default until revoked.")] = None,
) -> None:
    """Make a key and show it, this once."""
    from api.access.keys import new_key
    from api.store.keys import add_key
    from api.store.schema import upgrade

    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise SettingsError(f"name: must be from 1 to {_LONGEST_NAME} characters that can be printed")
    database = _database()
    upgrade(database)
    made = new_key(name.strip(), frozenset(scope), expires=None if days is None else _now() + timedelta(days=days))
    with database.session() as session:
        add_key(session, made.record)
    typer.echo(made.text)
    typer.echo(
        f"key {made.record.id}: this is the only time it is shown; a running service knows it in seconds", err=True
    )


@keys.command("list")
def show() -> None:
    """List every key, without its secret."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from api.store.keys import list_keys

    table = Table("id", "name", "scopes", "created", "expires", "state")
    with _current().session() as session:
        for record in list_keys(session):
            table.add_row(
                record.id,
                escape(record.name),
                " ".join(sorted(record.scopes)),
                _day(record.created),
                _day(record.expires),
                _state(record),
            )
    Console().print(table)


@keys.command("revoke")
def revoke(
    identity: Annotated[str, typer.Argument(metavar="ID", help="The id of the key, as the list shows it.")],
) -> None:
    """Revoke a key; a running service knows it in seconds."""
    from api.store.keys import revoke_key

    with _current().session() as session:
        found = revoke_key(session, identity)
    if not found:
        raise SettingsError("id: there is no such key", cure="see 'berichtwacht keys list'")
    typer.echo("revoked")


@keys.command("secret")
def secret() -> None:
    """Make a secret key for BERICHTWACHT_SECRET_KEYS, and show it; nothing is kept."""
    from api.secrets import new_secret

    typer.echo(new_secret())


@store.command("upgrade")
def upgrade_store() -> None:
    """Make the tables, or bring them up to date."""
    from api.store.schema import upgrade

    database = _database()
    upgrade(database)
    typer.echo("the store is up to date")


@curation.callback()
def _curation() -> None:
    """Keep ``export`` a command of the group while it is the only one."""


@curation.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="Where to write them; a file that is there is replaced.")],
) -> None:
    """Write every accepted message as a record of the corpus, a line each, in order of acceptance."""
    from api.curation.export import PURPOSE, lines_of
    from api.secrets import Seal, read_secret
    from api.settings import load_settings
    from api.store.curation import accepted_records
    from classifier.training.disk import replace_file

    keys = [read_secret(key.get_secret_value()) for key in load_settings().secret_keys]
    if not keys:
        raise SettingsError("secret_keys: is not set, so nothing can be opened", cure="set the keys of the service")
    database = _current()
    with database.session() as session:
        found = list(accepted_records(session))
    database.close()
    lines = list(lines_of(found, Seal(keys, PURPOSE)))
    replace_file(file, "".join(lines).encode())
    typer.echo(f"{len(lines)} messages")


_LONGEST_NAME = 100


def _database() -> Database:
    from api.settings import load_settings
    from api.store import Database

    settings = load_settings()
    return Database(settings.store.get_secret_value(), relative=settings.development)


def _current() -> Database:
    from api.store.schema import is_current

    database = _database()
    if not is_current(database):
        raise SettingsError("store: is not there or not up to date", cure="run 'berichtwacht store upgrade'")
    return database


def _now() -> datetime:
    return datetime.now(UTC)


def _day(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment:%Y-%m-%d}"


def _state(record: KeyRecord) -> str:
    if record.is_valid():
        return "works"
    return "revoked" if record.revoked is not None else "expired"
