"""What the service keeps: API keys, feedback and counts, and no draft that nobody chose to send along.

``tables`` says what is kept, ``database`` opens it, ``schema`` brings it up to date and ``upgrading`` does so later
when it was away at the start; the modules of keys and of feedback read and write it. Nothing outside this package knows
that there is a database.
"""

from api.store.database import Database, StoreConflict, StoreUnavailable

__all__ = ["Database", "StoreConflict", "StoreUnavailable"]
