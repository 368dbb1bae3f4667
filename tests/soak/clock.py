"""The service's clock: a library of a few lines that is put before the system's (``clock.c``).

libfaketime does this too, but its waiting functions disturb Python's: a service that answered 132 drafts a second
answered 18 with it, and ``time.sleep`` failed (version 0.9.10).
"""

import base64
import shutil
import struct
import subprocess
from pathlib import Path

__all__ = ["can_build", "make_clock", "set_clock", "written_at"]

_SOURCE = Path(__file__).with_name("clock.c")


def can_build() -> bool:
    """Return whether there is a C compiler."""
    return shutil.which("cc") is not None


def make_clock(directory: Path) -> dict[str, str]:
    """Make a clock in ``directory`` that is right, and return the environment of a process that is to look at it."""
    library, file = directory / "clock.so", directory / "clock"
    file.write_bytes(struct.pack("q", 0))
    subprocess.run(["cc", "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"], check=True)
    return {"LD_PRELOAD": str(library), "SOAK_CLOCK": str(file)}


def set_clock(directory: Path, seconds: int) -> None:
    """Put the clock in ``directory`` this far ahead of the time, or behind it."""
    with (directory / "clock").open("r+b") as file:
        file.write(struct.pack("q", seconds))


def written_at(receipt: str) -> int:
    """Return when the service wrote a receipt, by its own clock (seconds since 1970; in a Fernet token)."""
    return int(struct.unpack(">Q", base64.urlsafe_b64decode(receipt)[1:9])[0])
