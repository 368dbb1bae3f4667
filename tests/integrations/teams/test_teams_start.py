"""Starting the app: what stops it says so in one line, and nothing around it can switch authentication off."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from berichtwacht_teams.settings import PREFIX, UNSAFE

ROOT = Path(__file__).parents[3]
APP = {"APP_ID": "2f0d7b39-7a4a-4d0c-9f1f-1b6f3f6f0a11", "TENANT_ID": "b1b7c9d2-4f63-4b1e-8a55-6f2f2a7f7a22"}
SECRET = {"APP_SECRET": "sentinel-of-a-secret", "SERVICE_KEY": "bw_sentinel"}


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def run(folder, *arguments, code=None, environment=None, **settings):
    """Run the program, or a piece of code, in a folder; return how it ended and what it said."""
    paths = os.pathsep.join(str(ROOT / "integrations" / name) for name in ("python", "teams"))
    given = {f"{PREFIX}{name}": value for name, value in settings.items()} | (environment or {})
    around = {name: value for name, value in os.environ.items() if name != "PYTHON_DOTENV_DISABLED"}
    command = ["-m", "berichtwacht_teams", *arguments] if code is None else ["-c", code]
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=around | {"PYTHONPATH": paths} | given,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, f"{PREFIX}APP_ID: is needed outside development mode"),
        ({**APP, **SECRET, "SERVICE": "http://berichtwacht.example.nl"}, "url: http: would send drafts"),
        ({**APP, **SECRET, "OFFICIALS": "nowhere.yaml"}, "nowhere.yaml"),
    ],
)
def test_what_stops_it_is_said_in_one_line(tmp_path, settings, said):
    status, _, problem = run(tmp_path, **settings)
    assert status == 2
    assert problem.startswith(said)
    assert "Traceback" not in problem
    assert "sentinel" not in problem


def test_a_wrong_list_of_officials_names_its_line(tmp_path):
    (tmp_path / "officials.yaml").write_text("key_official:\n  - directeur@gemeente.example\n  - Jan Sentinel\n")
    status, _, problem = run(tmp_path, **APP, **SECRET, OFFICIALS="officials.yaml")
    assert status == 2
    assert "officials.yaml:3" in problem
    assert "Sentinel" not in problem


def test_it_refuses_to_let_everybody_in(tmp_path):
    status, _, problem = run(tmp_path, **APP, **SECRET, environment={UNSAFE: "true"})
    assert status == 2
    assert problem == f"{UNSAFE}: must not be set outside development mode\n"


def test_no_file_in_the_folder_changes_anything(tmp_path):
    (tmp_path / ".env").write_text(f"{UNSAFE}=true\nCLIENT_ID=other\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    code = f"import os, berichtwacht_teams.sdk; print(os.environ.get('{UNSAFE}'), os.environ.get('CLIENT_ID'))"
    assert run(inner, code=code)[1] == "None None\n"
    bare = "import os, microsoft_teams.apps; print(os.environ.get('CLIENT_ID'))"
    assert run(inner, code=bare)[1] == "other\n"  # what the SDK does by itself


def test_variables_of_the_sdk_count_for_nothing(tmp_path):
    code = (
        "import os, uvicorn; from berichtwacht_teams import __main__ as program;"
        "run = lambda self, **_: print((teams := self.config.app.state.parts.teams).id, teams.api.service_url);"
        "uvicorn.Server.run = run;"
        "program.main([])"
    )
    environment = {"CLIENT_ID": "other", "SERVICE_URL": "https://other.example/"}
    _, said, _ = run(tmp_path, code=code, environment=environment, PORT=str(free_port()), **APP, **SECRET)
    assert said == f"{APP['APP_ID']} https://smba.trafficmanager.net/teams\n"


def test_it_makes_the_package(tmp_path):
    given = {
        "HOST_NAME": "berichtwacht.example.nl",
        "DEVELOPER": "Gemeente Voorbeeld",
        "WEBSITE": "https://example.nl/",
        "PRIVACY": "https://example.nl/privacy",
        "TERMS": "https://example.nl/voorwaarden",
    }
    status, said, problem = run(tmp_path, "package", "--output", "app.zip", APP_ID=APP["APP_ID"], **given)
    assert (status, said, problem) == (0, "app.zip\n", "")
    assert "manifest.json" in ZipFile(tmp_path / "app.zip").namelist()


@pytest.mark.parametrize(("argument", "status"), [("--help", 0), ("serve", 2)])
def test_other_words_are_answered_with_how_to_use_it(tmp_path, argument, status):
    done, _, said = run(tmp_path, argument)
    assert done == status
    assert said.startswith("usage: berichtwacht-teams")


def test_an_address_that_is_taken_is_said_by_its_name(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _, problem = run(tmp_path, DEVELOPMENT="1", PORT=str(port))
    assert status == 2
    assert f"{PREFIX}PORT: cannot listen on 127.0.0.1 port {port}: Address already in use\n" in problem
    assert "serving" not in problem


def test_a_misspelled_variable_of_the_package_is_not_passed_over(tmp_path):
    status, _, problem = run(tmp_path, "package", NUDGE="true")
    assert status == 2
    assert problem == f"{PREFIX}NUDGE: there is no such setting; remove it or correct its spelling\n"
