"""Where a run lives: a directory of its own, with a small disk and copies of the models and the policy."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from classifier.artefacts import models_directory
from classifier.decide.policy_file import DEFAULT_POLICY

__all__ = ["DISK_MEGABYTES", "Place", "is_root", "make_place"]

DISK_MEGABYTES = 192
"""Size of the small disk: a PostgreSQL, temporary files, and some room."""


@dataclass(frozen=True, slots=True)
class Place:
    """The directory of a run.

    Parameters
    ----------
    root
        The directory.
    is_small
        Whether :attr:`disk` is a file system of its own that can be filled.
    """

    root: Path
    is_small: bool

    @property
    def disk(self) -> Path:
        """What holds the store and the temporary files."""
        return self.root / "disk"

    @property
    def temporary(self) -> Path:
        """The service's directory of temporary files."""
        return self.disk / "tmp"

    @property
    def models(self) -> Path:
        """The service's own copy of the models."""
        return self.root / "models"

    @property
    def policy(self) -> Path:
        """The service's own policy file."""
        return self.root / "handreiking.yaml"

    @property
    def log(self) -> Path:
        """What the service writes to its standard error."""
        return self.root / "service.log"


def is_root() -> bool:
    """Return whether this process may mount, and must run PostgreSQL as another user."""
    return os.geteuid() == 0


@contextmanager
def make_place() -> Iterator[Place]:
    """Make the directory of a run; when the run is over nothing of it is left."""
    root = Path(tempfile.mkdtemp(prefix="berichtwacht-soak-"))
    root.chmod(0o755)  # PostgreSQL's user must get through
    (root / "disk").mkdir()
    is_small = _mount(root / "disk")
    try:
        place = Place(root, is_small)
        place.temporary.mkdir()
        shutil.copytree(models_directory(), place.models)
        shutil.copy(DEFAULT_POLICY, place.policy)
        yield place
    finally:
        if is_small:
            subprocess.run(["umount", "--lazy", str(root / "disk")], check=False)
        shutil.rmtree(root, ignore_errors=True)


def _mount(directory: Path) -> bool:
    """Put a small file system in memory at ``directory``, where that is allowed."""
    if not is_root():
        return False
    options = f"size={DISK_MEGABYTES}m,mode=1777"
    command = ["mount", "-t", "tmpfs", "-o", options, "berichtwacht-soak", str(directory)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
