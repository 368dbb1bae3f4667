"""An issuer like the Bot Framework on a socket of this machine, and a bot behind the door, for tests."""

import base64
import hashlib
import hmac
import json
import threading
import time
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import jwt
import uvicorn
from berichtwacht_teams.door import ISSUER, Door, SigningKeys, TokenVerifier
from berichtwacht_teams.sdk import App
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi import FastAPI
from serving import serving

BOT = "11111111-2222-3333-4444-555555555555"
TENANT = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
SERVICE = "https://smba.trafficmanager.net/emea/"
PATH = "/api/messages"
METADATA, KEYS = "/v1/.well-known/openidconfiguration", "/v1/.well-known/keys"

FIRST, SECOND, STRANGER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(3))
PEM = FIRST.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def jwk(private, kid, **more):
    return {**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key())), "kid": kid, "use": "sig", **more}


class Provider:
    """Answers for the issuer; what it answers, and how long that takes, can be changed while it runs."""

    def __init__(self):
        self.keys = [jwk(FIRST, "first", endorsements=["msteams", "webchat"]), jwk(SECOND, "other", endorsements=["x"])]
        self.seconds = 0.0
        self.drips = 0.0
        self.broken = False
        self.asked = []
        self.answers = {}
        self.url = ""

    @property
    def metadata(self):
        return self.url + METADATA

    def answer(self, path):
        """Return the body of an answer, ``None`` for an error."""
        self.asked.append(path)
        time.sleep(self.seconds)
        if self.broken:
            return None
        standard = {METADATA: {"issuer": ISSUER, "jwks_uri": self.url + KEYS}, KEYS: {"keys": self.keys}}
        found = self.answers.get(path, standard.get(path))
        return (
            found if isinstance(found, bytes | None) else json.dumps(found).replace("{keys}", self.url + KEYS).encode()
        )


@contextmanager
def providing():
    """Serve a provider of keys."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = provider.answer(self.path)
            self.send_response(503 if body is None else 200)
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            for start in range(0, len(body or b""), 10 if provider.drips else 10**9):
                time.sleep(provider.drips)
                self.wfile.write(body[start : start + 10] if provider.drips else body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # who asked may have gone
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def claims(**changes):
    """The claims of a good token, with changes; ``None`` takes one away."""
    now = time.time()
    good = {"iss": ISSUER, "aud": BOT, "serviceurl": SERVICE, "nbf": now - 60, "iat": now - 60, "exp": now + 3600}
    return {name: value for name, value in (good | changes).items() if value is not None}


def rounded(given):
    return {name: int(value) if isinstance(value, float) else value for name, value in given.items()}


def signed(private=FIRST, kid="first", algorithm="RS256", header=None, **changes):
    return jwt.encode(rounded(claims(**changes)), private, algorithm, headers={"kid": kid, **(header or {})})


def encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def by_hand(header, key=None):
    """A token with any header, with a signature by a shared secret or none that counts."""
    start = f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(rounded(claims())).encode())}"
    signature = b"" if key is None else hmac.new(key, start.encode(), hashlib.sha256).digest()
    return f"{start}.{encoded(signature)}"


_number = iter(range(10**9))


def activity(**changes):
    """A message from a person to the bot, with changes; every one is new."""
    good = {
        "type": "message",
        "id": f"f:{next(_number)}",
        "timestamp": "2026-11-29T09:00:00.000Z",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "from": {"id": "29:1-abc_d", "name": "Sanne", "aadObjectId": "ffffffff-0000-0000-0000-000000000000"},
        "recipient": {"id": f"28:{BOT}", "name": "Berichtwacht"},
        "conversation": {"id": "a:1qhN-_", "conversationType": "personal", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
        "text": "hallo",
    }
    return {name: value for name, value in (good | changes).items() if value is not None}


def invoke(name, value, **changes):
    return activity(type="invoke", name=name, value=value, text=None, **changes)


class Bot:
    """The real SDK behind the door; what its one handler does can be changed."""

    def __init__(self, verifier=None, **options):
        self.seen = []
        self.act = None
        self.app = FastAPI(lifespan=self.lifespan)
        self.door = Door(self.app, verifier, **options)
        more = {"dangerously_allow_unauthenticated_requests": True} if verifier is None else {}
        self.sdk = App(client_id=BOT, client_secret="secret", http_server_adapter=self.door, **more)
        self.sdk.on_activity(self.handle)

    @asynccontextmanager
    async def lifespan(self, _):
        await self.start()
        yield

    async def start(self):
        await self.sdk.initialize()
        self.door.guard(self.sdk)

    async def handle(self, context):
        self.seen.append(context.activity)
        return {"seen": context.activity.type} if self.act is None else await self.act(context.activity)


def verifier_for(provider, **options):
    return TokenVerifier(BOT, SigningKeys(provider.metadata), **options)


@contextmanager
def answering(bot):
    """Serve a bot on a socket, and yield a client for it."""
    configuration = uvicorn.Config(bot.app, log_config=None, access_log=False, ws="none")
    with serving(configuration) as (host, port), httpx.Client(base_url=f"http://{host}:{port}", timeout=20) as client:
        yield client


def post(client, body, token=None, **headers):
    """Post an activity, or any bytes, with a token."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    return client.post(PATH, content=content, headers={"Content-Type": "application/json", **headers})
