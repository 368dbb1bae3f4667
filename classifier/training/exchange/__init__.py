"""Corpus messages in the formats of the labelling tools that people already use, both ways.

A reader yields an :class:`Entry` for each message: what it holds, and where in the file it stands. A round trip loses
nothing: id, text, language, levels, topics, entities and whether it is a look-alike. What a reader cannot take is a
:class:`~classifier.errors.CorpusError` that names the place and never repeats the text.
"""

from __future__ import annotations

from classifier.training.exchange.entries import Entry
from classifier.training.exchange.formats import Format, read_file, write_file

__all__ = ["Entry", "Format", "read_file", "write_file"]
