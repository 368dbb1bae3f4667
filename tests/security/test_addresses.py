"""Of the settings only three are addresses that are called; none can be made to call another (SSRF)."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from api.access.provider import is_https
from api.secrets import new_secret
from api.security import refuse_unsafe
from api.settings import Settings
from api.tracing import Tracing
from classifier import SettingsError
from classifier.errors import RecogniserError
from classifier.recognise.pipelines import load_pipeline

TRICKS = [
    "http://login.example",
    "//login.example",
    "login.example",
    "https://",
    "https:///path",
    "https://[",
    "https://[::1",
    "https://user@login.example",
    "https://user:geheim@login.example",
    "https://:geheim@login.example",
    "https://login.example\\@169.254.169.254",
    "https://login.example:99999",
    "https://login.example:poort",
    "https://login.example:0",
    "https://login.example?geheim",
    "https://login.example?",
    "https://login.example#geheim",
    "https://login.example#",
    "https://login.example\n",
    "https://login.example/\r\nX: geheim",
    "https://login.example /",
    " https://login.example",
    "https://login\u3002example",
    "https://169.254.169.254\u2044@login.example",
    "file:///etc/passwd",
    "gopher://login.example",
    "javascript://login.example",
]


@pytest.mark.parametrize("url", TRICKS, ids=repr)
def test_an_issuer_is_plain_https_or_the_service_does_not_start(url):
    assert not is_https(url)
    settings = Settings(secret_keys=new_secret(), oidc_issuer=url, oidc_audience="api://berichtwacht")
    with pytest.raises(SettingsError) as problem:
        refuse_unsafe(settings)
    assert "geheim" not in str(problem.value)


@pytest.mark.parametrize("url", [*TRICKS[1:], "ftp://collector.example"], ids=repr)
def test_a_collector_of_traces_is_a_plain_address_or_the_service_does_not_start(url):
    with pytest.raises(ValueError, match="must be an address") as problem:
        Settings(development=True, otlp_endpoint=url)
    assert "geheim" not in str(problem.value)


@pytest.mark.parametrize("url", ["https://login.example/tenant/v2.0", "https://login.example:8443", "https://[::1]/a"])
def test_plain_addresses_are_taken(url):
    assert is_https(url)
    assert Settings(otlp_endpoint=url.replace("https", "http")).otlp_endpoint


@pytest.mark.parametrize(
    "names", ["https://evil.example/pipeline", "../../tmp/pipeline", "/tmp/pipeline", "nl_core_news_zwaluwstaart", ""]
)
def test_a_source_of_names_is_neither_fetched_nor_read_from_a_path(names):
    with pytest.raises(RecogniserError, match="is not installed"):
        load_pipeline(names)


class Moved(BaseHTTPRequestHandler):
    """Sends whoever asks to another address, and remembers which were asked."""

    asked: ClassVar[list[str]] = []

    def _answer(self):
        self.asked.append(self.path)
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(302)
        self.send_header("Location", "/inside")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST = _answer  # noqa: N815 - names of the standard library

    def log_message(self, *_):
        pass


@pytest.fixture
def moved():
    """The address of a server that answers with a redirect, and the paths that it was asked for."""
    server = HTTPServer(("127.0.0.1", 0), Moved)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    Moved.asked = []
    yield f"http://127.0.0.1:{server.server_port}", Moved.asked
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_collector_of_traces_cannot_send_us_elsewhere(moved):
    address, asked = moved
    tracing = Tracing(Settings(development=True, otlp_endpoint=f"{address}/v1/traces"))
    with tracing.span("assess"):
        pass
    tracing.close()
    assert asked == ["/v1/traces"]
