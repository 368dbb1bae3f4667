"""Tell whether a text is still the one that was checked, without keeping it.

A dialog travels to the writer and back, and the writer may type between the check and 'place anyway'. The seal goes
along with the card; when the text that comes back does not fit it, it is checked again.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

__all__ = ["Seals"]

_BYTES = 16


class Seals:
    """Seals of texts.

    Parameters
    ----------
    secret
        What only this app knows; the seals of another secret do not hold. By default one for this process.
    """

    def __init__(self, secret: bytes | None = None) -> None:
        self._key = hmac.digest(secret or secrets.token_bytes(32), b"seal of a checked text", "sha256")

    def seal(self, text: str, assessment: str) -> str:
        """Return the seal of a text that ``assessment`` is about; empty for one that nobody could assess."""
        digest = hmac.new(self._key, digestmod=sha256)
        for part in (text, assessment):
            encoded = part.encode("utf-8", "surrogatepass")
            digest.update(len(encoded).to_bytes(8, "big") + encoded)
        return urlsafe_b64encode(digest.digest()[:_BYTES]).rstrip(b"=").decode("ascii")

    def holds(self, seal: str | None, text: str, assessment: str) -> bool:
        """Return whether ``seal`` was made for this text and assessment."""
        return seal is not None and hmac.compare_digest(seal.encode(), self.seal(text, assessment).encode())
