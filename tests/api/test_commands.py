"""``berichtwacht keys`` and ``berichtwacht store``: what an administrator does, and where it goes."""

import json
import re
import subprocess
from pathlib import Path
from shutil import copy

import pytest
from typer.testing import CliRunner

from api.access.keys import parse
from api.secrets import read_secret
from api.store import Database
from api.store.schema import is_current
from classifier import SettingsError
from classifier.cli import app

RUNNER = CliRunner()
ROOT = Path(__file__).parents[2]


def run(*arguments):
    return RUNNER.invoke(app, list(arguments), env={"COLUMNS": "160", "NO_COLOR": "1"})


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("BERICHTWACHT_STORE", f"sqlite:///{tmp_path / 'store.sqlite3'}")
    return tmp_path


def test_a_key_is_made_listed_and_revoked(place):
    made = run("keys", "create", "chat", "--scope", "assess", "--scope", "feedback")
    identity, secret = parse(made.stdout.strip())
    listed = run("keys", "list").stdout
    assert re.search(rf"{identity}.*chat.*assess feedback.*works", listed)
    assert secret not in listed
    assert run("keys", "revoke", identity).stdout == "revoked\n"
    assert re.search(rf"{identity}.*revoked", run("keys", "list").stdout)
    assert "no such key" in str(run("keys", "revoke", "nothing").exception)


def test_the_store_is_brought_up_to_date(place):
    assert "run 'berichtwacht store upgrade'" in str(run("keys", "list").exception)
    assert "up to date" in run("store", "upgrade").stdout
    database = Database(f"sqlite:///{place / 'store.sqlite3'}")
    assert is_current(database)
    database.close()
    assert run("keys", "list").exit_code == 0


def test_a_secret_fits_the_setting(place):
    assert len(read_secret(run("keys", "secret").stdout.strip())) == 32
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(
    "command", [("keys", "create", "chat", "--scope", "assess"), ("keys", "list"), ("store", "upgrade")]
)
def test_a_store_that_depends_on_where_one_stands_is_for_development_only(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    refused = run(*command).exception
    assert isinstance(refused, SettingsError)
    assert "BERICHTWACHT_STORE=sqlite:////" in str(refused)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("BERICHTWACHT_DEVELOPMENT", "1")
    run("store", "upgrade")
    assert run(*command).exit_code == 0
    assert (tmp_path / "berichtwacht.sqlite3").is_file()


def test_the_document_that_clients_are_made_from_is_the_one_that_is_served(client):
    printed = json.loads(run("openapi").stdout)
    assert printed == client.get("/v1/openapi.json").json()
    committed = ROOT / "integrations" / "browser" / "openapi.json"
    assert json.loads(committed.read_text(encoding="utf-8")) == printed, "run 'make openapi', then 'npm run schema'"


@pytest.mark.parametrize(
    ("name", "value"),
    [("HOST", "0.0.0.0"), ("PORT", "abc"), ("OTLP_ENDPOINT", "nowhere"), ("MISSPELT", "1"), ("SETTINGS_FILE", "none")],
)
def test_the_document_depends_on_no_setting_of_the_machine(monkeypatch, name, value):
    wanted = run("openapi").stdout
    monkeypatch.setenv(f"BERICHTWACHT_{name}", value)
    done = run("openapi")
    assert (done.exit_code, done.stdout) == (0, wanted)


@pytest.mark.parametrize("works", [True, False])
def test_the_document_stays_as_it_was_when_it_cannot_be_made(tmp_path, works):
    copy(ROOT / "Makefile", tmp_path)
    for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock", ".venv/.serve", ".venv/.dev"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    program = tmp_path / ".venv" / "bin" / "berichtwacht"
    program.parent.mkdir()
    for path, text in ((program, f"#!/bin/sh\necho new\nexit {int(not works)}\n"), (program.parent / "python", "")):
        path.write_text(text)
        path.chmod(0o755)
    document = tmp_path / "integrations" / "browser" / "openapi.json"
    document.parent.mkdir(parents=True)
    document.write_text("old\n")
    done = subprocess.run(["make", "openapi"], cwd=tmp_path, capture_output=True, check=False, timeout=20)
    assert (done.returncode == 0) == works
    assert document.read_text() == ("new\n" if works else "old\n")
    assert list(document.parent.iterdir()) == [document]
