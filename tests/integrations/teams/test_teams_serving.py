"""How the program serves the app."""

import os
import subprocess
import sys

CODE = """
import gc
import socket
import uvicorn
from berichtwacht_teams.__main__ import serve
from berichtwacht_teams.app import Outside
from berichtwacht_teams.door import SigningKeys
from berichtwacht_teams.settings import Settings

keys = SigningKeys("http://127.0.0.1:1/keys")
uvicorn.Server.run = lambda self, **_: print(
    gc.get_freeze_count() > 50_000, self.config.app.state.parts.keys is keys
)
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
serve(Settings(port=port, app_id="1" * 32, tenant_id="2" * 32, app_secret="secret", service_key="key"), Outside(keys))
"""


def test_what_is_loaded_stays_out_of_the_collectors_rounds_and_keys_may_come_from_elsewhere():
    mine = {name: value for name, value in os.environ.items() if not name.startswith("BERICHTWACHT_")}
    environment = mine | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["True", "True"]
