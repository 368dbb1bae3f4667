"""What Teams is told of the app: its manifest, with texts in Dutch and English, and its icons.

``manifest.json`` holds the shape, ``nl.yaml`` and ``en.yaml`` hold every text by its place in that shape, and the
organisation's :class:`PackageChoice` fills in the rest.
"""

from berichtwacht_teams.manifest.building import build_files
from berichtwacht_teams.manifest.choices import PackageChoice, PackageError

__all__ = ["PackageChoice", "PackageError", "build_files"]
