"""The files of the pages: which there are, where each is served, and one version for all of the page at ``/``.

All are read when the service starts, so that an upgrade of the files never shows half of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "CURATE_FILES",
    "CURATE_PATHS",
    "PAGE_FILES",
    "PAGE_PATHS",
    "SHARE_PATH",
    "WORKER_PATH",
    "PageFile",
    "read_files",
    "read_page",
]

SHARE_PATH = "/share"
"""Where a browser sends what somebody shares with the page; the service worker takes it before it gets here."""

WORKER_PATH = "/service-worker.js"
"""Where the service worker's script stands: its place decides that it may answer for the whole page."""

_STATIC = Path(__file__).with_name("static")
_SCRIPT = "text/javascript; charset=utf-8"
_STYLE = "text/css; charset=utf-8"
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class PageFile:
    """One file of the page.

    Parameters
    ----------
    path
        The path of the address that it is served at.
    name
        Its name below the directory of static files.
    media_type
        Its media type.
    """

    path: str
    name: str
    media_type: str


PAGE_FILES = (
    PageFile("/", "index.html", _HTML),
    PageFile(WORKER_PATH, "service-worker.js", _SCRIPT),
    PageFile("/static/manifest.webmanifest", "manifest.webmanifest", "application/manifest+json"),
    PageFile("/static/tokens.css", "tokens.css", _STYLE),
    PageFile("/static/base.css", "base.css", _STYLE),
    PageFile("/static/style.css", "style.css", _STYLE),
    PageFile("/static/page.js", "page.js", _SCRIPT),
    PageFile("/static/page-texts.js", "page-texts.js", _SCRIPT),
    PageFile("/static/page-sharing.js", "page-sharing.js", _SCRIPT),
    PageFile("/static/modules/client.js", "modules/client.js", _SCRIPT),
    PageFile("/static/modules/local-rules.js", "modules/local-rules.js", _SCRIPT),
    PageFile("/static/modules/component.js", "modules/component.js", _SCRIPT),
    PageFile("/static/icon.svg", "icon.svg", "image/svg+xml"),
    PageFile("/static/icon-192.png", "icon-192.png", "image/png"),
    PageFile("/static/icon-512.png", "icon-512.png", "image/png"),
    PageFile("/static/icon-maskable-512.png", "icon-maskable-512.png", "image/png"),
)
"""Everything that the page consists of; nothing else is ever served from the directory."""

PAGE_PATHS = frozenset(file.path for file in PAGE_FILES) | {SHARE_PATH}
"""Every address of the page."""

_CURATE_SCRIPTS = (
    *("api", "checks", "compare", "desk", "dom", "guide", "guideline", "keys", "labels", "levels", "marked", "marking"),
    *(
        "page",
        "points",
        "question",
        "queue",
        "ranges",
        "review",
        "saying",
        "session",
        "spans",
        "swaps",
        "texts",
        "undo",
    ),
    *("views", "watch", "watch-figure", "watch-plots", "watch-texts", "watch-words", "work"),
)

CURATE_FILES = (
    PageFile("/curate", "curate/index.html", _HTML),
    PageFile("/curate/watch", "curate/watch.html", _HTML),
    PageFile("/curate/watch.css", "curate/watch.css", _STYLE),
    PageFile("/curate/icon.svg", "icon.svg", "image/svg+xml"),
    PageFile("/curate/tokens.css", "tokens.css", _STYLE),
    PageFile("/curate/base.css", "base.css", _STYLE),
    PageFile("/curate/style.css", "curate/style.css", _STYLE),
    *(PageFile(f"/curate/{name}.js", f"curate/{name}.js", _SCRIPT) for name in _CURATE_SCRIPTS),
)
"""The pages for curators. They stand apart from the page at ``/``: its service worker keeps none of them."""

CURATE_PATHS = frozenset(file.path for file in CURATE_FILES)
"""Every address of the pages for curators."""


def read_files(files: Iterable[PageFile], directory: Path = _STATIC) -> dict[str, bytes]:
    """Return the content of every file by its path; a file that was not built is left out."""
    return {file.path: (directory / file.name).read_bytes() for file in files if (directory / file.name).is_file()}


def read_page(directory: Path = _STATIC) -> dict[str, bytes]:
    """Return the content of every file of the page at ``/``, as :func:`read_files` does.

    The service worker's script begins with lines that name the paths of the files and their version, a digest of
    their contents: a browser sees a new script, and so a new version, exactly when one of the files changed.
    """
    contents = read_files(PAGE_FILES, directory)
    digest = hashlib.sha256()
    for path, content in contents.items():
        digest.update(f"{path} {len(content)} ".encode() + content)
    kept = [path for path in contents if path != WORKER_PATH]
    build = json.dumps({"version": digest.hexdigest()[:16], "files": kept})
    return contents | {WORKER_PATH: f'"use strict";\nconst BUILD = {build};\n'.encode() + contents[WORKER_PATH]}
