"""``berichtwacht curation export``: what curators accepted, as a file of the corpus."""

import errno
import os

import pytest
from curating import SECRET, record
from typer.testing import CliRunner

from api.secrets import new_secret
from classifier.cli import app
from classifier.training.corpus import read_messages, write_messages

RUNNER = CliRunner()


@pytest.fixture
def export(store, monkeypatch):
    monkeypatch.setenv("BERICHTWACHT_STORE", store.url.render_as_string(hide_password=False))
    monkeypatch.setenv("BERICHTWACHT_SECRET_KEYS", f"{new_secret()},{SECRET}")

    def run(file):
        return RUNNER.invoke(app, ["curation", "export", str(file)])

    return run


def test_the_file_is_that_of_the_service_and_of_the_corpus(office, export, tmp_path):
    for name in ("Bakker", "Visser"):
        words = f"kun je mevr {name} bellen, bijstand is stopgezet"
        office.review(office.open(office.item()), given=record(words, name))
    file, again = tmp_path / "k.jsonl", tmp_path / "again.jsonl"
    assert export(file).stdout == "2 messages\n"
    assert file.read_text(encoding="utf-8") == office.messages()
    found = list(read_messages(file))
    assert [message.id for message in found] == ["k-0001", "k-0002"]
    assert [message.text[span.start : span.end] for message in found for span in message.entities] == [
        "Bakker",
        "Visser",
    ]
    write_messages(again, found)
    assert again.read_bytes() == file.read_bytes()


def test_a_look_alike_stays_one(office, export, tmp_path):
    words = "mevr Bakker heet de straat"
    given = record(words, personal="none", topics=[], look_alike=True)
    office.review(office.open(office.item()), given=given)
    export(tmp_path / "k.jsonl")
    (message,) = read_messages(tmp_path / "k.jsonl")
    assert message.look_alike


def test_nothing_was_accepted(export, tmp_path):
    assert export(tmp_path / "k.jsonl").stdout == "0 messages\n"
    assert (tmp_path / "k.jsonl").read_bytes() == b""


@pytest.mark.parametrize("secret", ["", new_secret()])
def test_without_the_right_key_the_file_stays_as_it_was(office, export, tmp_path, monkeypatch, secret):
    office.review(office.open(office.item()))
    file = tmp_path / "k.jsonl"
    file.write_text("before")
    monkeypatch.setenv("BERICHTWACHT_SECRET_KEYS", secret)
    result = export(file)
    assert result.exit_code != 0
    assert "secret_keys" in str(result.exception)
    assert file.read_text() == "before"
    assert [path.name for path in tmp_path.glob("k.jsonl*")] == ["k.jsonl"]


def test_a_file_that_cannot_be_written_is_named(office, export, tmp_path):
    result = export(tmp_path / "nowhere" / "k.jsonl")
    assert isinstance(result.exception, OSError)
    assert not (tmp_path / "nowhere").exists()


def test_a_full_disk_leaves_the_file_as_it_was_and_names_it(office, export, tmp_path, monkeypatch):
    def is_full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    office.review(office.open(office.item()))
    file = tmp_path / "k.jsonl"
    file.write_text("before")
    monkeypatch.setattr(os, "fsync", is_full)
    result = export(file)
    assert (result.exception.errno, result.exception.filename) == (errno.ENOSPC, str(file))
    assert file.read_text() == "before"
    assert [path.name for path in tmp_path.glob("*k.jsonl*")] == ["k.jsonl"]
