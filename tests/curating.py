"""What curators do, for tests: one who asks the service as they do, and the record that they make of a draft."""

from api.secrets import new_secret
from api.settings import Settings

SECRET = new_secret()
DRAFT = "kun je mevr Yilmaz bellen, bijstand is stopgezet"
LABELS = {"lang": "nl", "personal": "warn", "decision": "none", "confidential": "none", "topics": ["finance"]}


def record(words="kun je mevr Bakker bellen, bijstand is stopgezet", name="Bakker", **changes):
    """A record of the draft, with another name."""
    start = words.find(name)
    entities = [] if start < 0 else [{"start": start, "end": start + len(name), "label": "PERSON"}]
    return {"text": words, "entities": entities, "look_alike": False} | LABELS | changes


class Office:
    """Asks the service as one curator or another."""

    def __init__(self, client, keys):
        self.client = client
        self.keys = keys

    def ask(self, who, path, body=None):
        headers = {"X-API-Key": self.keys[who]}
        if body is None:
            return self.client.get(f"/v1/{path}", headers=headers)
        return self.client.post(f"/v1/{path}", json=body, headers=headers)

    def assess(self, draft=DRAFT):
        return self.ask("chat", "assessments", {"text": draft}).json()["id"]

    def object(self, draft=DRAFT, assessment=None, **more):
        """Give feedback with the draft, as its writer would, and return the id of the assessment."""
        identity = assessment or self.assess(draft)
        body = {"assessment": identity, "action": "sent", "text": draft, "right": False} | more
        assert self.ask("chat", "feedback", body).status_code == 201
        return identity

    def queue(self, who="ans"):
        return self.ask(who, "curation/queue").json()

    def items(self, who="ans"):
        return self.queue(who)["items"]

    def item(self):
        """Object once, and return the item that is made of it."""
        before = {item["id"] for item in self.items()}
        self.object()
        (new,) = {item["id"] for item in self.items()} - before
        return new

    def claim(self, item, who="ans"):
        return self.ask(who, "curation/claims", {"item": item})

    def open(self, item, who="ans"):
        answer = self.claim(item, who)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def review(self, opened, who="ans", outcome="accepted", given=None, **more):
        """Send a review of what was opened."""
        record_ = given if given is not None or outcome == "dismissed" else record()
        body = {"item": opened["id"], "revision": opened["revision"], "outcome": outcome, "record": record_} | more
        return self.ask(who, "curation/reviews", body)

    def messages(self, who="ans"):
        return self.ask(who, "curation/messages").text


def settings_of(store, **more):
    """Settings of a service for curators over a store."""
    url = store.url.render_as_string(hide_password=False)
    given = {"store": url, "secret_keys": SECRET, "allowed_hosts": "localhost", "curate": True}
    return Settings(**(given | more))
