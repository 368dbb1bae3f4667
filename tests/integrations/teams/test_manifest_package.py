"""The choice, the zip and the command that makes it."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from berichtwacht_teams.packaging import VARIABLES, PackageChoice, PackageError, main, package

TEAMS = Path(__file__).parents[3] / "integrations" / "teams"
CHOICE = PackageChoice(
    app_id="0f8fad5b-d9cb-469f-a165-70867728950e",
    host_name="berichtwacht.example.nl",
    developer="Gemeente Voorbeeld",
    website="https://example.nl/hulp",
    privacy="https://example.nl/privacy",
    terms="https://example.nl/voorwaarden",
)
REQUIRED = ("app_id", "host_name", "developer", "website", "privacy", "terms")


def options(choice=CHOICE, *, without=()):
    names = [name for name in REQUIRED if name not in without]
    return [part for name in names for part in (f"--{name.replace('_', '-')}", getattr(choice, name))]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


# The choice


def test_the_id_in_teams_follows_from_the_application():
    assert replace(CHOICE, developer="Gemeente Anders", version="2.0.0").package_id == CHOICE.package_id
    assert PackageChoice(**dict(_values(), app_id=CHOICE.app_id.upper())).package_id == CHOICE.package_id
    other = PackageChoice(**dict(_values(), app_id="1f8fad5b-d9cb-469f-a165-70867728950e"))
    assert other.package_id != CHOICE.package_id
    chosen = PackageChoice(**_values(), package_id="2F8FAD5B-D9CB-469F-A165-70867728950E")
    assert chosen.package_id == "2f8fad5b-d9cb-469f-a165-70867728950e"


def _values():
    return {name: getattr(CHOICE, name) for name in REQUIRED}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("app_id", ""),
        ("app_id", "0f8fad5bd9cb469fa16570867728950e"),
        ("app_id", "{0f8fad5b-d9cb-469f-a165-70867728950e}"),
        ("app_id", "00000000-0000-0000-0000-000000000000"),
        ("package_id", "berichtwacht"),
        ("host_name", ""),
        ("host_name", "localhost"),
        ("host_name", "https://berichtwacht.example.nl"),
        ("host_name", "berichtwacht.example.nl/api/messages"),
        ("host_name", "berichtwacht.example.nl:3978"),
        ("host_name", "*.example.nl"),
        ("host_name", "10.0.0.1"),
        ("host_name", "-a.example.nl"),
        ("host_name", "berichtwacht.example.nl\n"),
        ("host_name", f"{'a' * 64}.example.nl"),
        ("host_name", f"{'a.' * 126}nl"),
        ("developer", "  "),
        ("developer", "Gemeente\nVoorbeeld"),
        ("developer", "g" * 33),
        ("website", "http://example.nl/"),
        ("website", "example.nl"),
        ("website", "https://"),
        ("privacy", "https://example.nl/a b"),
        ("privacy", "https://example.nl/\n"),
        ("privacy", "https://[example/"),
        ("terms", "https://user:secret@example.nl/"),
        ("terms", f"https://example.nl/{'a' * 2048}"),
        ("version", "1.0"),
        ("version", "1.0.0-rc.1"),
        ("version", "01.0.0"),
        ("version", "١.0.0"),
    ],
)
def test_a_value_that_does_not_fit_is_named(field, value):
    with pytest.raises(PackageError) as caught:
        PackageChoice(**{**_values(), field: value})
    assert caught.value.field == field
    assert str(caught.value).startswith(f"{field}: must be ")
    assert "secret" not in str(caught.value)


def test_values_at_the_edge_fit():
    PackageChoice(
        **{
            **_values(),
            "host_name": "Berichtwacht.Xn--Gemeente-9ya.NL",
            "developer": "g" * 32,
            "website": f"https://example.nl/{'a' * 2029}",
            "version": "10.20.300",
        }
    )


def test_the_version_is_the_one_of_the_package():
    assert f'version = "{CHOICE.version}"\n' in (TEAMS / "pyproject.toml").read_text(encoding="utf-8")


# The zip


def test_equal_choices_give_equal_bytes(tmp_path):
    first = package(CHOICE, tmp_path / "first.zip")
    second = package(PackageChoice(**_values()), tmp_path / "new" / "second.zip")
    assert first.read_bytes() == second.read_bytes()
    assert package(replace(CHOICE, nudges=True), tmp_path / "third.zip").read_bytes() != first.read_bytes()


def test_the_zip_holds_the_four_files_and_no_trace_of_the_machine(tmp_path):
    path = package(CHOICE, tmp_path / "app.zip")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == ["manifest.json", "en.json", "color.png", "outline.png"]
    assert {(entry.date_time, entry.external_attr >> 16, entry.create_system) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644, 3)
    }
    assert {(entry.compress_type, entry.extra, entry.comment) for entry in entries} == {(zipfile.ZIP_STORED, b"", b"")}
    assert path.stat().st_mode & 0o777 == 0o644


def test_writing_that_fails_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "app.zip"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        package(CHOICE, path)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("app.zip", b"old")]


# The command


def test_the_command_takes_options(tmp_path, capsys):
    path = tmp_path / "app.zip"
    assert main([*options(), "--nudges", "--version", "1.2.3", "--output", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    expected = package(replace(CHOICE, nudges=True, version="1.2.3"), tmp_path / "expected.zip")
    assert path.read_bytes() == expected.read_bytes()


@pytest.mark.parametrize(("word", "nudges"), [("true", True), ("On", True), ("0", False), ("", False)])
def test_the_command_takes_the_environment(tmp_path, monkeypatch, word, nudges):
    for name, value in _values().items():
        monkeypatch.setenv(f"BERICHTWACHT_TEAMS_{name.upper()}", value)
    monkeypatch.setenv("BERICHTWACHT_TEAMS_NUDGES", word)
    path = tmp_path / "app.zip"
    assert main(["--output", str(path)]) == 0
    expected = package(replace(CHOICE, nudges=nudges), tmp_path / "expected.zip")
    assert path.read_bytes() == expected.read_bytes()


def test_an_option_wins_over_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("BERICHTWACHT_TEAMS_HOST_NAME", "other.example.nl")
    monkeypatch.setenv("BERICHTWACHT_TEAMS_NUDGES", "true")
    path = tmp_path / "app.zip"
    assert main([*options(), "--no-nudges", "--output", str(path)]) == 0
    assert path.read_bytes() == package(CHOICE, tmp_path / "expected.zip").read_bytes()


def test_every_missing_value_is_named_in_a_line(tmp_path, capsys):
    path = tmp_path / "app.zip"
    assert main([*options(without=("app_id", "terms")), "--output", str(path)]) == 2
    assert capsys.readouterr().err == (
        "berichtwacht-teams: app_id: is missing; give --app-id or BERICHTWACHT_TEAMS_APP_ID\n"
        "berichtwacht-teams: terms: is missing; give --terms or BERICHTWACHT_TEAMS_TERMS\n"
    )
    assert not path.exists()


@pytest.mark.parametrize(
    ("name", "value", "option"),
    [("NUDGES", "perhaps", "--nudges"), ("HOST_NAME", "https://example.nl", "--host-name")],
)
def test_a_wrong_value_is_named_with_where_it_is_set(tmp_path, monkeypatch, capsys, name, value, option):
    monkeypatch.setenv(f"BERICHTWACHT_TEAMS_{name}", value)
    assert main([*options(without=(name.lower(),)), "--output", str(tmp_path / "app.zip")]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"berichtwacht-teams: {name.lower()}: must be ")
    assert error.endswith(f"({option} or BERICHTWACHT_TEAMS_{name})\n")
    assert error.count("\n") == 1


def test_all_that_is_wrong_is_said_at_once(tmp_path, monkeypatch, capsys):
    for name in ("HOST_NAME", "WEBSITE"):
        monkeypatch.setenv(f"BERICHTWACHT_TEAMS_{name}", "http://example.nl")
    given = options(without=("host_name", "website"))
    assert main([*given, "--output", str(tmp_path / "app.zip")]) == 2
    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == ["host_name", "website"]


def test_a_place_that_cannot_be_written_is_named(tmp_path, capsys):
    (tmp_path / "file").write_bytes(b"")
    assert main([*options(), "--output", str(tmp_path / "file" / "app.zip")]) == 1
    assert capsys.readouterr().err.startswith(f"berichtwacht-teams: {tmp_path / 'file' / 'app.zip'}: ")


def test_it_runs_as_a_module(tmp_path):
    path = tmp_path / "app.zip"
    places = f"{TEAMS}:{TEAMS.parent / 'python'}"
    command = [sys.executable, "-m", "berichtwacht_teams.packaging", *options(), "--output", str(path)]
    subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": places}, check=True, capture_output=True, timeout=60)
    assert path.read_bytes() == package(CHOICE, tmp_path / "expected.zip").read_bytes()
