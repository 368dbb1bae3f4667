"""A secret is shown once, to whoever makes it: never in a log, an answer, an error, a list or a document."""

import contextlib
import io
import logging
import re

import httpx
import pytest
from typer.testing import CliRunner

from api.access.keys import parse
from api.app import create_app
from api.commands import keys as key_commands
from api.secrets import new_secret
from api.settings import FILE_VARIABLE, Settings, load_settings
from api.store import Database
from api.store.keys import list_keys
from api.telemetry import JsonLines
from classifier import SettingsError, cli

PASSWORD = "zwaluwstaart"
STORE = f"postgresql://wacht:{PASSWORD}@127.0.0.1:9/wacht"
PATHS = [
    *("/", "/nope", "/metrics", "/health/live", "/health/ready", "/v1/openapi.json", "/v1/policy", "/v1/model"),
    *("/v1/assessments", "/v1/assessment-batches", "/v1/feedback", "/v1/feedback/counts", "/v1/monitoring"),
]
MADE = re.compile(r"bw_[0-9a-f]{12}_[\w-]{43}")


class Lines(logging.Handler):
    """Keeps every line as the service would write it, with what a traceback would show."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []
        self.setFormatter(JsonLines())

    def emit(self, record):
        self.lines.append(self.format(record))


@pytest.fixture
def lines():
    """What the service would log at its lowest level."""
    handler, root = Lines(), logging.getLogger()
    ours = [logging.getLogger(name) for name in ("api", "classifier", "uvicorn")]
    before = [logger.level for logger in ours]
    root.addHandler(handler)
    for logger in ours:
        logger.setLevel(logging.DEBUG)
    yield handler.lines
    root.removeHandler(handler)
    for logger, level in zip(ours, before, strict=True):
        logger.setLevel(level)


@pytest.mark.anyio
async def test_no_answer_and_no_log_shows_a_secret(classifier, lines):
    secret = new_secret()
    settings = Settings(secret_keys=secret, store=STORE, oidc_issuer="https://127.0.0.1:9", oidc_audience="api://a")
    app, said = create_app(settings, classifier), io.StringIO()
    credential = f"bw_{'0' * 12}_{PASSWORD.ljust(43, 'A')}"
    transport = httpx.ASGITransport(app)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
        ):
            for path in PATHS:
                for headers in ({}, {"X-API-Key": credential}, {"Authorization": f"Bearer {credential}"}):
                    for method in ("GET", "POST"):
                        answer = await client.request(method, path, headers=headers)
                        said.write(answer.text + str(answer.headers))
    shown = said.getvalue() + "".join(lines)
    assert any("StoreUnavailable" in line for line in lines), "the store must have failed, so that it is logged"
    assert PASSWORD not in shown
    assert secret not in shown
    assert secret.rstrip("=") not in shown


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEYS", PASSWORD),
        ("SECRET_KEYS", f"{PASSWORD},{PASSWORD}"),
        ("STORE", f"mysql://a:{PASSWORD}@b/c"),
        ("STORE", PASSWORD),
        ("OTLP_ENDPOINT", f"https://a:{PASSWORD}@b"),
        ("OTLP_ENDPOINT", f"https://b/?token={PASSWORD}"),
        ("PORT", PASSWORD),
        ("DEVELOPMENT", PASSWORD),
        ("LOG_LEVEL", PASSWORD),
        ("CORS_ORIGINS", PASSWORD),
        ("FEEDBACK_DAYS", PASSWORD),
    ],
)
def test_a_wrong_variable_is_named_and_its_value_is_not(monkeypatch, capfd, name, value):
    monkeypatch.setenv(f"BERICHTWACHT_{name}", value)
    monkeypatch.setattr("sys.argv", ["berichtwacht", "keys", "list"])
    assert cli.main() != 0
    out, err = capfd.readouterr()
    assert re.search(name, err, re.IGNORECASE)
    assert PASSWORD not in out + err


@pytest.mark.parametrize(
    "text",
    [
        f"store: {PASSWORD}\nstore: b\n",
        f"store: a\nstore: {PASSWORD}\n",
        f"secret_keys: {PASSWORD}1\nsecret_keys: {PASSWORD}2\n",
        f"secret_keys: [{PASSWORD}]\n",
        f"secret_keys: {{a: {PASSWORD}}}\n",
        f"store: [{PASSWORD}]\n",
        f"store: '{PASSWORD}\n",
        f'store: "{PASSWORD}\\q"\n',
        f"store: {PASSWORD}\n  b: c: d\n",
        f"store: !!{PASSWORD} a\n",
        f"password: {PASSWORD}\n",
        f"1: {PASSWORD}\n",
        f"? [a]\n: {PASSWORD}\n",
        f"{PASSWORD}\n",
        f"- {PASSWORD}\n",
    ],
    ids=repr,
)
def test_a_wrong_file_of_settings_is_named_and_its_values_are_not(monkeypatch, tmp_path, text):
    path = tmp_path / "settings.yaml"
    path.write_text(text)
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    with pytest.raises(SettingsError) as problem:
        Database(load_settings().store.get_secret_value())
    shown = "".join(map(str, (problem.value, problem.value.__cause__ or "")))
    assert PASSWORD not in shown


def test_a_store_that_is_away_is_said_without_its_password(monkeypatch, capfd):
    monkeypatch.setenv("BERICHTWACHT_STORE", STORE)
    for command in (["keys", "list"], ["store", "upgrade"], ["keys", "create", "chat", "--scope", "assess"]):
        monkeypatch.setattr("sys.argv", ["berichtwacht", *command])
        assert cli.main() != 0
    out, err = capfd.readouterr()
    assert "the store cannot be" in err
    assert PASSWORD not in out + err


def test_bringing_a_store_up_to_date_says_nothing_of_its_address(monkeypatch, capfd, tmp_path):
    """A password may stand in the query of an address, too."""
    monkeypatch.setenv("BERICHTWACHT_STORE", f"sqlite:///{tmp_path / PASSWORD}")
    monkeypatch.setattr("sys.argv", ["berichtwacht", "store", "upgrade"])
    assert cli.main() == 0
    out, err = capfd.readouterr()
    assert "up to date" in out
    assert PASSWORD not in out + err


@pytest.fixture
def command(monkeypatch, tmp_path):
    """Run a command on keys in a store of its own."""
    monkeypatch.setenv("BERICHTWACHT_STORE", f"sqlite:///{tmp_path / 'store.sqlite3'}")
    return lambda *arguments: CliRunner().invoke(key_commands, arguments)


def test_a_key_is_shown_once_and_a_list_never_shows_it(command, tmp_path):
    text = MADE.search(command("create", "chat", "--scope", "assess").output)[0]
    secret = parse(text)[1]
    listed = command("list").output
    assert parse(text)[0] in listed
    assert secret not in listed
    assert secret not in command("revoke", parse(text)[0]).output
    database = Database(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    with database.session() as session:
        assert secret not in repr(list_keys(session))
    database.close()


@pytest.mark.parametrize(
    "name",
    ["", "  ", "a\nb", "a\r", "\x1b[2J", "\x9b2J", "a\0", "\u202egeheim", "\u2028", "\u200b", "\ud800", "a" * 101],
    ids=repr,
)
def test_a_name_that_a_terminal_or_a_log_would_obey_makes_no_key(command, name):
    made = command("create", name, "--scope", "assess")
    assert made.exit_code != 0
    assert MADE.search(made.output) is None


def test_markup_in_a_name_is_no_markup(command):
    command("create", "[red]a[/red] [link=https://evil.example]b", "--scope", "assess")
    listed = command("list").output
    assert "[red]a" in "".join(listed.split())
    assert "\x1b" not in listed
