"""The Teams app as a process: as ``berichtwacht-teams`` serves it, with keys and a token of this machine's issuer.

``python -m tests.bench.teams.launcher METADATA TOKEN``; everything else comes from the app's own settings.
"""

import sys

from berichtwacht_teams.__main__ import serve
from berichtwacht_teams.app import Outside
from berichtwacht_teams.door import SigningKeys
from berichtwacht_teams.settings import load_settings


def main(metadata, token):
    """Serve until told to stop."""
    serve(load_settings(), Outside(SigningKeys(metadata), token=lambda scope, tenant: token, loopback=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
