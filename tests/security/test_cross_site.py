"""Pages of other sites in a writer's browser: they can send, and nothing that they send is done or can be read."""

import httpx
import pytest

from api.app import create_app
from api.secrets import new_secret
from api.settings import Settings

EVIL = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
DRAFT = '{"text": "bsn 123456782"}'
SIMPLE = {
    "form": ("application/x-www-form-urlencoded", "text=bsn+123456782"),
    "form that looks like JSON": ("application/x-www-form-urlencoded", DRAFT),
    "form as text": ("text/plain", '{"text": "bsn 123456782", "x": "="}'),
    "text": ("text/plain;charset=UTF-8", DRAFT),
    "JSON as text": ("text/plain; application/json", DRAFT),
    "form in parts": (
        "multipart/form-data; boundary=x",
        f"--x\r\nContent-Disposition: form-data\r\n\r\n{DRAFT}\r\n--x--",
    ),
    "blob without a type": (None, DRAFT),
}
"""What a form, a beacon or a ``no-cors`` fetch can send to another site without asking first (Fetch, section 2.2.2)."""


@pytest.fixture
def ask(address):
    def send(method, path, **options):
        return httpx.request(method, "http://{}:{}{}".format(*address, path), **options)

    return send


@pytest.mark.parametrize("path", ["/v1/assessments", "/v1/assessment-batches", "/curate/session"])
@pytest.mark.parametrize("kind", SIMPLE)
def test_what_a_page_can_send_without_asking_is_not_processed(ask, path, kind):
    media_type, body = SIMPLE[kind]
    headers = EVIL | ({"Content-Type": media_type} if media_type else {})
    answer = ask("POST", path, content=body, headers=headers)
    assert answer.status_code == 415
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize("path", ["/v1/assessments", "/v1/assessment-batches", "/v1/feedback", "/curate/session"])
def test_a_page_that_asks_whether_it_may_send_json_is_not_told_so(ask, path):
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    answer = ask("OPTIONS", path, headers=EVIL | preflight | {"Access-Control-Request-Private-Network": "true"})
    assert answer.status_code in {401, 405, 503}
    assert not [name for name in answer.headers if name.startswith("access-control")]


def test_feedback_needs_a_credential_in_development_mode_too(ask):
    answer = ask("POST", "/v1/feedback", json={"assessment": "a", "action": "sent"}, headers=EVIL)
    assert answer.status_code in {401, 503}


@pytest.mark.parametrize("path", ["/", "/v1/policy", "/v1/model", "/health/live", "/metrics"])
def test_a_page_can_neither_read_nor_embed_an_answer(ask, path):
    headers = ask("GET", path, headers=EVIL).headers
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("kind", SIMPLE)
def test_what_a_page_sends_to_where_one_shares_is_thrown_away(ask, kind):
    media_type, body = SIMPLE[kind]
    answer = ask("POST", "/share", content=body, headers=EVIL | ({"Content-Type": media_type} if media_type else {}))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?share=again"
    assert answer.content == b""


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_page_can_sign_nobody_in_or_out(ask, method):
    answer = ask(method, "/curate/session", json={"key": "a"}, headers=EVIL)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_no_cookie_but_that_of_a_session_is_set_or_read(ask):
    answer = ask("GET", "/v1/feedback/counts", headers={"Cookie": "session=a; Authorization=Bearer a; X-API-Key=a"})
    assert answer.status_code in {401, 503}
    assert "set-cookie" not in answer.headers


@pytest.fixture
def listed(classifier, tmp_path):
    """Ask a service that pages of one origin may ask, how it likes another."""
    settings = Settings(
        secret_keys=new_secret(), store=f"sqlite:///{tmp_path / 'a'}", cors_origins="https://chat.example.nl"
    )
    transport = httpx.ASGITransport(create_app(settings, classifier))

    async def preflight(origin):
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            return await client.options("/v1/assessments", headers=headers)

    return preflight


@pytest.mark.anyio
@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://chat.example.nl",
        "https://chat.example.nl:8443",
        "https://chat.example.nl.",
        "https://chat.example.nl.evil.example",
        "https://evilchat.example.nl",
        "https://evil.chat.example.nl",
        "https://chatxexample.nl",
        "https://CHAT.example.nl",
        "https://chat.example.nl/",
        "https://chat.example.nl@evil.example",
        "https://evil.example#https://chat.example.nl",
        "https://chat.example.nl, https://evil.example",
        "",
    ],
)
async def test_only_the_very_origin_that_is_listed_may_ask(listed, origin):
    refused = await listed(origin)
    assert "access-control-allow-origin" not in refused.headers
    allowed = await listed("https://chat.example.nl")
    assert allowed.headers["access-control-allow-origin"] == "https://chat.example.nl"
    assert "access-control-allow-credentials" not in allowed.headers
    assert "origin" in allowed.headers["vary"].lower()


@pytest.mark.parametrize(
    "origins", ["*", "null", "https://*.example.nl", "https://a.nl/", "https://a@b.nl", "file://a", "https://a.nl?b"]
)
def test_an_origin_that_is_not_exact_stops_the_start(origins):
    with pytest.raises(ValueError, match="exact origins"):
        Settings(cors_origins=origins)


@pytest.fixture
def anyio_backend():
    return "asyncio"
