"""The service under load while its parts break, one after the other: ``make soak``.

The real service runs outside development mode, with two workers and a PostgreSQL of its own, at a share of what it can
do. Faults come one after the other; each is healed again. Every answer is compared with what the library said before,
every feedback that was accepted must be in the store at the end, and no draft may be in any file.
"""
