"""The whole Teams app on a socket: in front of it Teams, which signs and takes answers, behind it the real service."""

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import uvicorn
from berichtwacht_teams.app import Outside, create_app
from berichtwacht_teams.door import SigningKeys
from berichtwacht_teams.settings import Settings
from serving import serving
from teams_caller import BOT, PATH, TENANT, activity, signed

SECRET = "secret of the registration"
ADDRESS = "/emea"
TOKEN = signed()
"""The token that the app shows to Teams."""


class Connector:
    """Takes the app's answers as Teams does, and knows who is in a conversation."""

    def __init__(self):
        self.url = ""
        self.start_over()

    def start_over(self):
        self.sent = []
        self.members = []
        self.refuses_targeted = False
        self.is_away = False
        self.roster_seconds = 0.0
        self.post_seconds = 0.0
        self.rosters_asked = 0
        self.tokens = []

    @property
    def cards(self):
        return [said["attachments"][0]["content"] for _, said in self.sent if said.get("attachments")]

    def answer(self, method, path, query, body):
        """Return status and body of an answer."""
        if self.is_away:
            return 503, {}
        if path.endswith(("/pagedMembers", "/pagedmembers")):
            self.rosters_asked += 1
            time.sleep(self.roster_seconds)
            return (200, self._page(query)) if self.members else (403, {})
        if method == "POST" and path.endswith("/activities"):
            time.sleep(self.post_seconds)
            if self.refuses_targeted and "isTargetedActivity" in query:
                return 400, {}
            self.sent.append(({"path": path, "query": query}, body))
            return 201, {"id": f"answer-{len(self.sent)}"}
        return 404, {}

    def _page(self, query):
        first = int(query.get("continuationToken", ["0"])[0])
        size = int(query["pageSize"][0])
        page = {"members": self.members[first : first + size]}
        return page | ({"continuationToken": str(first + size)} if first + size < len(self.members) else {})


@contextmanager
def connecting():
    """Serve a connector."""
    connector = Connector()

    class Handler(BaseHTTPRequestHandler):
        def _do(self):
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            connector.tokens.append(self.headers.get("Authorization"))
            path, query = unquote(parts.path), parse_qs(parts.query)
            status, answer = connector.answer(self.command, path, query, json.loads(body) if body else None)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self):
            self._do()

        def do_POST(self):
            self._do()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    connector.url = f"http://127.0.0.1:{server.server_port}{ADDRESS}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield connector
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class House:
    """Speaks to the app as Teams does: every activity is new and signed."""

    def __init__(self, client, connector, app):
        self.client = client
        self.connector = connector
        self.app = app

    def start_over(self):
        """Forget who was in a conversation, and which reminders were shown."""
        self.connector.start_over()
        desk = self.app.state.parts.desk
        desk.conversations._rosters.clear()
        desk.assessor._reminded._seen.clear()

    def post(self, **changes):
        """Post an activity, and return the response."""
        said = activity(**({"serviceUrl": self.connector.url, "locale": "nl-NL"} | changes))
        token = signed(serviceurl=self.connector.url)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        return self.client.post(PATH, content=json.dumps(said).encode(), headers=headers)

    def say(self, text, **changes):
        """Type a message to the bot, and return the card that it answers with."""
        before = len(self.connector.sent)
        response = self.post(text=text, **changes)
        assert response.status_code == 200, response.text
        if len(self.connector.sent) == before:
            return None
        return self.connector.cards[-1] if self.connector.sent[-1][1].get("attachments") else self.connector.sent[-1][1]

    def invoke(self, name, value, **changes):
        """Invoke something, and return what Teams is told."""
        response = self.post(type="invoke", name=name, value=value, text=None, **changes)
        assert response.status_code == 200, response.text
        return response.json()

    def open(self, command="check", context="compose", message=None, **changes):
        """Open the dialog."""
        value = {"commandId": command, "commandContext": context, "context": {"theme": "default"}}
        if message is not None:
            value["messagePayload"] = message
        return self.invoke("composeExtension/fetchTask", value, **changes)

    def press(self, data, command="check", context="compose", **changes):
        """Press a button of the dialog: ``data`` are those of the action and the inputs."""
        value = {"commandId": command, "commandContext": context, "data": data}
        return self.invoke("composeExtension/submitAction", value, **changes)

    def execute(self, data, **changes):
        """Press a button of a card in a chat, and return the card that takes its place."""
        value = {"action": {"type": "Action.Execute", "verb": data["act"], "data": data}}
        answer = self.invoke("adaptiveCard/action", value, **changes)
        assert (answer["statusCode"], answer["type"]) == (200, "application/vnd.microsoft.card.adaptive")
        return answer["value"]


@contextmanager
def living(provider, connector, service, *, token=lambda scope, tenant: TOKEN, **settings):
    """Serve the app with keys of ``provider``, answers to ``connector`` and drafts to ``service``."""
    chosen = Settings(
        **{
            "app_id": BOT,
            "tenant_id": TENANT,
            "app_secret": SECRET,
            "service": service.url,
            "service_key": service.key,
        }
        | settings
    )
    outside = Outside(SigningKeys(provider.metadata), token=token, loopback=True)
    app = create_app(chosen, outside)
    configuration = uvicorn.Config(app, log_config=None, access_log=False, ws="none")
    with (
        serving(configuration) as (host, port),
        httpx.Client(base_url=f"http://{host}:{port}", timeout=20) as client,
    ):
        yield House(client, connector, app)


def card_of(answer):
    """Return the card of a dialog."""
    return answer["task"]["value"]["card"]["content"]


def inserted(answer):
    """Return the card that is put into the compose box."""
    (attachment,) = answer["composeExtension"]["attachments"]
    return attachment["content"]


def parts(card):
    """Yield every element and action of a card, those of cards within it included."""
    waiting = [card]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(reversed(list(part.values())))
        elif isinstance(part, list):
            waiting.extend(reversed(part))


def words(card):
    """Return everything that a card says, in the order of its parts."""
    return "\n".join(part["text"] for part in parts(card) if isinstance(part.get("text"), str))


def buttons(card):
    """Return the data of the actions by their ``act``; the last of each."""
    found = [part["data"] for part in parts(card) if str(part.get("type")).startswith("Action.") and "data" in part]
    return {data["act"]: data for data in found}


def box(card):
    """Return the text that stands in the box."""
    (found,) = [part for part in parts(card) if part.get("id") == "draft"]
    return found.get("value", "")
