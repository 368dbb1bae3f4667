"""Looking for a word in every file of a directory and in what processes show of themselves."""

import base64
from collections.abc import Iterable
from pathlib import Path

__all__ = ["search_directory", "search_processes", "windows"]

_BLOCK = 1 << 20


def windows(word: str) -> list[bytes]:
    """Return how ``word`` looks in a file: in three encodings of Unicode, in hexadecimal, and anywhere in base64."""
    plain = word.encode()
    return [
        plain,
        word.upper().encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        word.encode("utf-32-le"),
        plain.hex().encode(),
        plain.hex().upper().encode(),
        *(_base64(plain, shift) for shift in range(3)),
    ]


def _base64(word: bytes, shift: int) -> bytes:
    """Return the characters of base64 that depend on ``word`` alone when ``shift`` bytes stand before it."""
    encoded = base64.b64encode(b"\0" * shift + word)
    first, last = -(-shift * 8 // 6), (shift + len(word)) * 8 // 6
    return encoded[first:last]


def search_directory(directory: Path, word: str) -> list[str]:
    """Return the files below ``directory`` that hold ``word``, or have it in their name."""
    needles = windows(word)
    found = []
    for path in sorted(directory.rglob("*")):
        if any(needle in str(path).encode() for needle in needles) or (path.is_file() and _holds(path, needles)):
            found.append(str(path.relative_to(directory)))
    return found


def search_processes(pids: Iterable[int], word: str) -> list[str]:
    """Return what of the processes' command line and environment holds ``word``."""
    needles = windows(word)
    shown = (Path(f"/proc/{pid}/{name}") for pid in pids for name in ("cmdline", "environ"))
    return [str(path) for path in shown if path.exists() and _holds(path, needles)]


def _holds(path: Path, needles: list[bytes]) -> bool:
    longest = max(map(len, needles))
    rest = b""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                text = rest + block
                if any(needle in text for needle in needles):
                    return True
                rest = text[-longest:]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return False
