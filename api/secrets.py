"""Sealing: what only this service can read, with keys that can be changed while it runs."""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Sequence
from time import time

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["KEY_BYTES", "RECEIPT_VARIABLE", "Seal", "derived", "new_secret", "read_secret"]

RECEIPT_VARIABLE = "RECEIPTS_OF_BERICHTWACHT"
"""Environment variable in which a supervisor tells its workers one secret for all, where none is configured."""

KEY_BYTES = 32
"""Bytes of a secret key."""


def new_secret() -> str:
    """Return a new secret key, as the setting holds it."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def read_secret(text: str) -> bytes:
    """Return the bytes of a secret key.

    Raises
    ------
    ValueError
        If it is not base64 (URL alphabet) of :data:`KEY_BYTES` bytes.
    """
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ValueError(f"must be base64 of {KEY_BYTES} bytes")
    return key


def derived(key: bytes, purpose: str) -> bytes:
    """Return the key that is made from a secret key for one purpose and no other (HKDF, RFC 5869)."""
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=purpose.encode()).derive(key)


class Seal:
    """Encrypts and signs (Fernet); the first key seals, all of them open.

    Parameters
    ----------
    keys
        The secret keys, newest first.
    purpose
        What is sealed: each purpose has keys of its own, derived from these.
    """

    def __init__(self, keys: Sequence[bytes], purpose: str) -> None:
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(derived(key, purpose))) for key in keys])

    def close(self, content: bytes) -> bytes:
        """Return ``content``, sealed."""
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes | str, *, seconds: int | None = None) -> bytes | None:
        """Return what was sealed, at most ``seconds`` ago; ``None`` if this service did not seal it.

        What was sealed by a clock that was ahead of this one is as genuine as the rest, and not too old.
        """
        try:
            content = self._fernet.decrypt(sealed)
            age = time() - self._fernet.extract_timestamp(sealed)
        except (InvalidToken, TypeError, ValueError):
            return None
        return content if seconds is None or age <= seconds else None
