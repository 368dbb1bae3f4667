"""What is written about the service is complete and true."""

import json
import os
import re
import signal
import socket
import stat
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from prometheus_client import Counter
from prometheus_client.metrics import MetricWrapperBase
from pydantic import SecretStr

from api.feedback.schemas import MAX_RECEIPT
from api.metrics import Metrics
from api.problems import CODES, ProblemType
from api.settings import FILE_VARIABLE, PREFIX, Settings, load_settings
from classifier import Channel, Language, Role, Verdict

DOCS = Path(__file__).parents[2] / "docs"
JSON = {"Content-Type": "application/json"}


def rows(text):
    """The cells of every table row, without the marks of code."""
    return [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|")
    ]


def shown(value):
    if value is None or value == ():
        return "none"
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return ",".join(value)
    return json.dumps(value).strip('"')


def test_every_setting_is_documented():
    documented = {row[0]: row[1:] for row in rows((DOCS / "settings.md").read_text()) if row[0].startswith(PREFIX)}
    settings = {
        f"{PREFIX}{name.upper()}": [shown(field.default), field.description]
        for name, field in Settings.model_fields.items()
    }
    assert list(documented) == [FILE_VARIABLE, *settings]
    assert {name: row for name, row in documented.items() if name != FILE_VARIABLE} == settings


def test_example_settings_are_right(tmp_path, monkeypatch):
    (example,) = re.findall(r"```yaml\n(.*?)```", (DOCS / "settings.md").read_text(), re.DOTALL)
    file = tmp_path / "settings.yaml"
    file.write_text(example)
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    assert load_settings().port == 8080


def test_every_problem_is_documented():
    documented = {row[0]: row[1] for row in rows((DOCS / "problems.md").read_text()) if row[0].startswith("urn:")}
    assert documented == {kind.uri: str(kind.status) for kind in ProblemType}


def test_every_code_is_documented():
    text = (DOCS / "problems.md").read_text().split("| code |")[1]
    codes = {row[0] for row in rows(text)[1:]} - {"---"}
    assert codes == {code for code, _ in CODES.values()} | {"invalid", "original"}


def test_example_problem_is_real(client):
    (example,) = re.findall(r"```json\n(.*?)```", (DOCS / "problems.md").read_text(), re.DOTALL)
    answer = client.post("/v1/assessments", json={"text": "a", "context": {"channel": "fax"}})
    assert answer.json() == json.loads(example)


def test_guide_names_every_address_and_value(client):
    guide = (DOCS / "http-api.md").read_text()
    for path, item in client.get("/v1/openapi.json").json()["paths"].items():
        for method in item:
            assert f"`{method.upper()} /v1{path}`" in guide
    for path in ("/health/live", "/health/ready", "/v1/openapi.json", "/metrics"):
        assert path in guide
    for values in (Channel, Role, Language, Verdict):
        assert all(f"`{value}`" in guide for value in values)


def test_example_of_the_guide_has_the_shape_of_a_real_answer(client):
    guide = (DOCS / "http-api.md").read_text()
    request, _ = re.findall(r"-d '(\{.*?\n\})'", guide, re.DOTALL)
    (answer,) = re.findall(r"```json\n(.*?)```", guide, re.DOTALL)
    real = client.post("/v1/assessments", content=request.encode(), headers=JSON).json()
    example = json.loads(answer)
    assert list(example) == list(real)
    assert example["redacted_text"] == real["redacted_text"]
    assert [warning["code"] for warning in example["warnings"]] == [warning["code"] for warning in real["warnings"]]


@pytest.mark.parametrize("page", ["../README.md", "http-api.md"])
def test_ids_that_are_shown_are_as_real_ones(client, page):
    (shown_id,) = re.findall(r'"id": "(\S{100,})"', (DOCS / page).read_text())
    real = client.post("/v1/assessments", json={"text": "mevr Yilmaz krijgt bijstand"}).json()["id"]
    for identity in (shown_id, real):
        assert re.fullmatch(r"gAAAAAB[\w-]+=*", identity)
        assert 200 < len(identity) < 400
    guide = (DOCS / "http-api.md").read_text()
    assert f"at most {MAX_RECEIPT:,}" in guide


def test_every_number_is_documented():
    documented = {
        row[0]: re.findall(r"\w+", row[1])
        for row in rows((DOCS / "operations.md").read_text())
        if row[0].startswith("berichtwacht_")
    }
    counted = {}
    for metric in vars(Metrics()).values():
        if isinstance(metric, MetricWrapperBase):
            name = metric._name + ("_total" if isinstance(metric, Counter) else "")
            counted[name] = list(metric._labelnames)
    assert documented == counted


def test_settings_that_operations_speaks_of_are_there():
    page = (DOCS / "operations.md").read_text()
    named = set(re.findall(r"`(\w+): ", page)) | set(
        re.findall(r"^(\w+): ", page.split("<<EOF")[1].split("EOF")[0], re.M)
    )
    assert named >= {"store", "secret_keys", "allowed_hosts", "workers", "otlp_endpoint"}
    assert named <= set(Settings.model_fields)


@pytest.mark.parts
@pytest.mark.timeout(300)
def test_operations_leads_from_nothing_to_a_first_answer(tmp_path):
    (script,) = re.findall(r"## From nothing.*?```sh\n(.*?)```", (DOCS / "operations.md").read_text(), re.DOTALL)
    install, _, commands = script.partition("\n")
    assert install.startswith("make .venv/.serve ")  # what the tests run in has been made so
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for place in ("/etc/berichtwacht", "/var/lib/berichtwacht"):
        commands = commands.replace(place, f"{tmp_path}{place}")
    commands = commands.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace("<<EOF\n", f"<<EOF\nport: {port}\n")
    ends = "trap 'kill $! && wait' EXIT\nset -e\n"
    with subprocess.Popen(
        ["bash", "-c", ends + commands], cwd=DOCS.parent, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as script:
        try:
            said, _ = script.communicate(timeout=200)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(script.pid, signal.SIGKILL)
    assert script.returncode == 0
    answer = json.loads(said.removeprefix('{"status":"ready"}'))
    assert answer["verdict"] == "warn"
    assert stat.S_IMODE((tmp_path / "etc/berichtwacht/settings.yaml").stat().st_mode) == 0o600
