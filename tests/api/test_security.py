import pytest
from pydantic import ValidationError

from api import API_VERSION
from api.app import create_app
from api.secrets import new_secret
from api.security import refuse_unsafe
from api.settings import Settings
from classifier import SettingsError

ROUTES = [
    ("GET", "/"),
    ("GET", "/service-worker.js"),
    ("GET", "/static/page.js"),
    ("GET", "/static/icon-192.png"),
    ("POST", "/share"),
    ("GET", "/static/style.css"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/v1/openapi.json"),
    ("GET", "/v1/policy"),
    ("GET", "/v1/model"),
    ("POST", "/v1/assessments"),
    ("POST", "/v1/assessment-batches"),
    ("GET", "/nope"),
    ("GET", "/v1/policy/"),
    ("DELETE", "/v1/policy"),
    ("TRACE", "/v1/policy"),
]


def test_does_not_start_for_others_without_secret_keys(stand_in):
    with pytest.raises(SettingsError, match=r"secret_keys: are missing.*berichtwacht keys secret"):
        create_app(Settings(), stand_in)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"oidc_issuer": "https://login.example"}, "go together"),
        ({"oidc_audience": "api://x"}, "go together"),
        ({"oidc_issuer": "http://login.example", "oidc_audience": "api://x"}, "no address over HTTPS"),
        ({"oidc_issuer": "file:///etc/passwd", "oidc_audience": "api://x"}, "no address over HTTPS"),
        ({"oidc_issuer": "https://somebody:secret@login.example", "oidc_audience": "x"}, "no address over HTTPS"),
    ],
)
def test_does_not_start_with_half_an_issuer(given, said, stand_in):
    with pytest.raises(SettingsError, match=said) as caught:
        create_app(Settings(secret_keys=new_secret(), **given), stand_in)
    assert "secret@" not in str(caught.value)


@pytest.mark.parametrize("keys", ["short", "a" * 43, f"{'!' * 43}=", ",".join(["", " ", "kort"])])
def test_a_secret_key_that_is_none_is_refused_and_not_repeated(keys):
    with pytest.raises(ValidationError, match="base64 of 32 bytes") as caught:
        Settings(secret_keys=keys)
    assert keys not in str(caught.value)


def test_secrets_are_not_shown():
    settings = Settings(secret_keys=(key := new_secret()), store="postgresql://wacht:geheim@db/wacht")
    assert key not in repr(settings) + str(settings.model_dump())
    assert "geheim" not in repr(settings) + str(settings.model_dump())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "berichtwacht.example", "2001:db8::1", "8.8.8.8"])
def test_does_not_start_where_others_can_ask(host, stand_in):
    with pytest.raises(SettingsError, match=r"host: .*only this machine may ask"):
        create_app(Settings(development=True, host=host), stand_in)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.10"])
def test_starts_on_loopback(host):
    refuse_unsafe(Settings(development=True, host=host))


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "10.0.0.1", "", "[::2]", "[", ":"]
)
@pytest.mark.parametrize("path", ["/", "/v1/policy", "/health/live", "/nope"])
def test_other_hosts_are_not_answered(client, host, path):
    response = client.get(path, headers={"Host": host})
    assert response.status_code == 421
    assert response.json()["type"].endswith(":host-not-allowed")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]", "[::1]:8000"])
def test_own_hosts_are_answered(client, host):
    assert client.get("/health/live", headers={"Host": host}).status_code == 200


def test_hosts_are_a_setting(connect, models, stand_in):
    settings = Settings(development=True, models=models, allowed_hosts="wacht.test")
    with connect(create_app(settings, stand_in), host="wacht.test") as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/live", headers={"Host": "localhost"}).status_code == 421


def test_other_machines_are_not_answered(settings, stand_in, connect):
    with connect(create_app(settings, stand_in), peer="192.0.2.1") as client:
        response = client.get("/v1/policy")
    assert response.status_code == 403
    assert response.json()["type"].endswith(":remote-not-allowed")


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_every_response_has_the_headers(client, method, path):
    headers = client.request(method, path).headers
    assert headers["api-version"] == API_VERSION
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert "server" not in headers


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if "openapi" not in route[1]])
def test_no_other_site_may_read_an_answer(client, method, path):
    headers = client.request(method, path, headers={"Origin": "https://evil.example"}).headers
    assert not [name for name in headers if name.startswith("access-control")]
    assert headers["cross-origin-resource-policy"] == "same-origin"
