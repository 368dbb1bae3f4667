"""Starts the service and the app before it, and sends activities to the app."""

import sys
from contextlib import contextmanager
from dataclasses import dataclass

from teams_caller import BOT, TENANT, providing, signed

from tests.bench.asking import carried_out
from tests.bench.places import ROOT, TEAMS_PATHS, cores
from tests.bench.services import Service, free_port, running
from tests.bench.teams.activities import ALL_KINDS, made, port_of

SECRET = "secret of the registration"


@dataclass(frozen=True)
class House:
    """The app that runs, and what Teams needs to speak to it.

    Attributes
    ----------
    app
        The app's process.
    connector
        The address at which the connector takes answers.
    token
        The token that every activity comes with: Teams, too, sends one for about an hour.
    """

    app: Service
    connector: str
    token: str

    def send(self, activities, *, rate, is_away=False, roster_seconds=0.0):
        """Send activities evenly, and return what was measured.

        Parameters
        ----------
        activities
            Names of kinds, each with the text of a draft.
        rate
            Activities a second.
        is_away
            Whether the answer must say that the service did not answer; otherwise no answer may say so.
        roster_seconds
            How long the connector takes to say who is in a conversation.
        """
        job = {
            "port": self.app.port,
            "token": self.token,
            "connector": port_of(self.connector),
            "roster_seconds": roster_seconds,
            "activities": [self._activity(kind, text, is_away=is_away) for kind, text in activities],
            "rate": rate,
        }
        return carried_out("tests.bench.teams.load", job)

    def _activity(self, name, text, *, is_away):
        kind = ALL_KINDS[name]
        return {
            "body": made(name, text, self.connector),
            "is_sent": kind.is_sent,
            "holds": kind.holds(is_away=is_away),
            "lacks": kind.lacks(is_away=is_away),
        }


@contextmanager
def living(folder, service, *, chosen=None):
    """Run the app before ``service`` until the block ends; by default on the core after that of the service."""
    port = free_port()
    connector = f"http://127.0.0.1:{free_port()}/emea"
    prefix = "BERICHTWACHT_TEAMS_"
    variables = {
        f"{prefix}APP_ID": BOT,
        f"{prefix}TENANT_ID": TENANT,
        f"{prefix}APP_SECRET": SECRET,
        f"{prefix}SERVICE": f"http://127.0.0.1:{service.port}",
        f"{prefix}SERVICE_KEY": service.key,
        f"{prefix}PORT": str(port),
        "PYTHONPATH": ":".join(map(str, (ROOT, *TEAMS_PATHS))),
    }
    with providing() as issuer:
        command = [sys.executable, "-m", "tests.bench.teams.launcher", issuer.metadata, signed()]
        chosen = chosen or cores()[1:2] or cores()
        with running("teams", command, variables, folder, port=port, chosen=chosen) as app:
            yield House(app, connector, signed(serviceurl=connector))
