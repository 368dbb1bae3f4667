"""The recognisers: one file per entity, each with its accept and reject table under ``tests/``."""
