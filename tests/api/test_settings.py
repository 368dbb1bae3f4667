import pytest

from api.settings import FILE_VARIABLE, Settings, load_settings
from classifier import SettingsError


def test_defaults_are_safe():
    settings = load_settings()
    assert settings.development is False
    assert settings.host == "127.0.0.1"
    assert settings.port == 8000
    assert settings.max_body_bytes == 64 * 1024
    assert settings.max_batch_bytes == 1024 * 1024


def test_every_setting_has_a_help_text():
    assert all(field.description for field in Settings.model_fields.values())


def test_environment_is_read(monkeypatch):
    monkeypatch.setenv("BERICHTWACHT_DEVELOPMENT", "1")
    monkeypatch.setenv("BERICHTWACHT_PORT", "9000")
    monkeypatch.setenv("BERICHTWACHT_ALLOWED_HOSTS", "a.test, [::1]")
    settings = load_settings()
    assert (settings.development, settings.port, settings.allowed_hosts) == (True, 9000, ("a.test", "::1"))


def test_options_win_over_environment_over_file(monkeypatch, tmp_path):
    file = tmp_path / "settings.yaml"
    file.write_text("port: 1\nhost: ::1\nlog_level: debug\nallowed_hosts: [a.test]\n")
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    monkeypatch.setenv("BERICHTWACHT_PORT", "2")
    monkeypatch.setenv("BERICHTWACHT_HOST", "127.0.0.2")
    settings = load_settings(port=3, host=None)
    assert (settings.port, settings.host, settings.log_level) == (3, "127.0.0.2", "debug")
    assert settings.allowed_hosts == ("a.test",)


def test_empty_variable_is_none(monkeypatch):
    monkeypatch.setenv("BERICHTWACHT_MODELS", "")
    assert load_settings().models is None


def test_variables_of_the_teams_app_are_its_own(monkeypatch):
    monkeypatch.setenv("BERICHTWACHT_TEAMS_PORT", "3978")
    assert load_settings().port == 8000


@pytest.mark.parametrize("name", ["BERICHTWACHT_PROT", "BERICHTWACHT_", "berichtwacht_hosts"])
def test_unknown_variable_stops_the_start(monkeypatch, name):
    monkeypatch.setenv(name, "1")
    with pytest.raises(SettingsError, match=f"{name}: there is no such setting"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("DEVELOPMENT", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", ","),
        ("ALLOWED_HOSTS", "https://a.test"),
        ("MAX_BODY_BYTES", "1"),
    ],
)
def test_wrong_value_names_the_variable(monkeypatch, name, value):
    monkeypatch.setenv(f"BERICHTWACHT_{name}", value)
    with pytest.raises(SettingsError, match=rf"^BERICHTWACHT_{name}: .*correct this variable"):
        load_settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("host: 127.0.0.1\nport: many\n", ":2: port: .*correct this line"),
        ("host: 127.0.0.1\nprot: 1\n", ":2: prot: there is no such setting"),
        ("port: [\n", "is not valid YAML"),
        ("- port\n", "must be a mapping"),
        ("port: 1\nport: 2\n", ":2: .*duplicate key"),
    ],
)
def test_wrong_file_names_the_line(monkeypatch, tmp_path, text, message):
    file = tmp_path / "settings.yaml"
    file.write_text(text)
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    with pytest.raises(SettingsError, match=message):
        load_settings()


def test_missing_file_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv(FILE_VARIABLE, str(tmp_path / "none.yaml"))
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings()


def test_wrong_option_is_named():
    with pytest.raises(SettingsError, match=r"^port: .*correct this option"):
        load_settings(port=70_000)
