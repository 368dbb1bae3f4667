"""Where Label Studio asks: the paths of its contract below one prefix."""

from __future__ import annotations

__all__ = ["LIMITED_PATHS", "PATHS", "PREFIX", "UNREAD_PATHS"]

PREFIX = "/label-studio"
"""What an administrator gives Label Studio as the address of the backend, below that of the service."""

PATHS = frozenset(f"{PREFIX}/{name}" for name in ("health", "setup", "predict", "versions", "webhook"))
"""Every path that is answered."""

LIMITED_PATHS = frozenset({f"{PREFIX}/predict"})
"""Paths whose bodies hold many texts."""

UNREAD_PATHS = frozenset({f"{PREFIX}/webhook"})
"""Paths whose bodies are left unread: what people do with tasks is not for here."""
