"""What an administrator may set, and what stops the start."""

import json
import re
from pathlib import Path
from uuid import UUID

import pytest
from berichtwacht_teams.settings import PREFIX, UNSAFE, Settings, SettingsError, load_settings

APP = "2f0d7b39-7a4a-4d0c-9f1f-1b6f3f6f0a11"
TENANT = "b1b7c9d2-4f63-4b1e-8a55-6f2f2a7f7a22"
GROUP = "c7a1f5e4-2f3b-4e0e-9b6e-0d7a1d2b3c33"
SECRET = "sentinel-of-a-secret"
DOCS = Path(__file__).parents[3] / "docs" / "teams.md"


def given(monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setenv(f"{PREFIX}{name.upper()}", value)


def real(monkeypatch, **values):
    given(monkeypatch, **({"app_id": APP, "tenant_id": TENANT, "app_secret": SECRET, "service_key": "bw_key"} | values))


def test_development_mode_needs_nothing(monkeypatch):
    given(monkeypatch, development="1")
    assert load_settings().app_id is None


def test_what_a_municipality_sets(monkeypatch):
    real(monkeypatch, official_groups=f"{GROUP}=key_official, {TENANT}=executive", service="https://bw.example.nl")
    settings = load_settings()
    assert settings.app_id == UUID(APP)
    assert settings.official_groups == ((UUID(GROUP), "key_official"), (UUID(TENANT), "executive"))
    assert SECRET not in repr(settings)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "APP_ID: is needed"),
        ({"app_id": APP, "app_secret": SECRET}, "TENANT_ID: is needed"),
        ({"app_id": APP, "tenant_id": TENANT, "app_secret": SECRET}, "SERVICE_KEY: is needed"),
        ({"app_id": APP, "tenant_id": TENANT, "service_key": "bw_key"}, "APP_SECRET: this or"),
        (
            {
                "app_id": APP,
                "tenant_id": TENANT,
                "service_key": "bw_key",
                "app_secret": SECRET,
                "managed_identity": "system",
            },
            "APP_SECRET: this or",
        ),
        ({"development": "1", "host": "0.0.0.0"}, "HOST: must be an address of this machine"),
        ({"development": "1", "app_id": APP}, "DEVELOPMENT: goes without"),
        ({"development": "1", "port": "many"}, "PORT: "),
        ({"development": "1", "service_seconds": "4.9"}, "SERVICE_SECONDS: "),
        ({"development": "1", "servise": "x"}, "SERVISE: there is no such setting"),
        ({"development": "1", "official_groups": f"{GROUP}:key_official"}, "OFFICIAL_GROUPS: "),
    ],
)
def test_what_stops_the_start_names_the_variable(monkeypatch, values, said):
    given(monkeypatch, **values)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(refused.value).startswith(f"{PREFIX}{said}")
    assert SECRET not in str(refused.value)


def test_all_that_is_missing_or_wrong_is_said_at_once(monkeypatch):
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert [line.split(":")[0].removeprefix(PREFIX) for line in str(refused.value).splitlines()] == [
        "APP_ID",
        "TENANT_ID",
        "SERVICE_KEY",
        "APP_SECRET",
    ]
    given(monkeypatch, app_id="…", port="many")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert len(str(refused.value).splitlines()) == 2
    assert "must be an id such as" in str(refused.value)


def test_a_group_has_a_role_that_may_be_listed(monkeypatch):
    real(monkeypatch, official_groups=f"{GROUP}=resident")
    with pytest.raises(SettingsError, match="a role must be one of") as refused:
        load_settings()
    assert "resident" not in str(refused.value)


def test_variables_of_the_package_may_stand_beside_them(monkeypatch):
    real(monkeypatch, host_name="berichtwacht-teams.example.nl", developer="Gemeente Voorbeeld")
    assert load_settings().port == 3978


@pytest.mark.parametrize("value", ["1", "true", "YES", "whatever"])
def test_nobody_can_switch_authentication_off(monkeypatch, value):
    real(monkeypatch)
    monkeypatch.setenv(UNSAFE, value)
    with pytest.raises(SettingsError, match=UNSAFE):
        load_settings()


@pytest.mark.parametrize("value", ["", "0", "false"])
def test_authentication_that_is_on_may_be_said_to_be_on(monkeypatch, value):
    real(monkeypatch)
    monkeypatch.setenv(UNSAFE, value)
    assert not load_settings().development


def test_every_setting_is_documented():
    rows = [
        [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        for line in DOCS.read_text(encoding="utf-8").split("\n## Settings\n")[1].splitlines()
        if line.startswith(f"| `{PREFIX}")
    ]
    documented = {row[0]: row[1:] for row in rows}

    def shown(value):
        return "none" if value is None or value == () else json.dumps(value).strip('"')

    expected = {
        f"{PREFIX}{name.upper()}": [shown(field.default), field.description]
        for name, field in Settings.model_fields.items()
    }
    assert documented == expected
    assert re.search(UNSAFE, DOCS.read_text(encoding="utf-8"))
