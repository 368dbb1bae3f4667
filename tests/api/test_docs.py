"""What is written about the service is complete and true."""

import json
import re
from pathlib import Path

from pydantic import SecretStr

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
    assert codes == {code for code, _ in CODES.values()} | {"invalid"}


def test_example_problem_is_real(client):
    (example,) = re.findall(r"```json\n(.*?)```", (DOCS / "problems.md").read_text(), re.DOTALL)
    answer = client.post("/v1/assessments", json={"text": "a", "context": {"channel": "fax"}})
    assert answer.json() == json.loads(example)


def test_guide_names_every_address_and_value(client):
    guide = (DOCS / "http-api.md").read_text()
    for path, item in client.get("/v1/openapi.json").json()["paths"].items():
        for method in item:
            assert f"`{method.upper()} /v1{path}`" in guide
    for path in ("/health/live", "/health/ready", "/v1/openapi.json"):
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
