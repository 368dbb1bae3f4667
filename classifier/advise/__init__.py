"""Advise: warnings, reminders and destinations in plain words, findings with offsets, a redacted version.

``texts`` reads what is shown, one data file per language; ``findings`` maps spans back to the text as it was
sent; ``redaction`` replaces entities by placeholders; ``adviser`` puts the assessment together.
"""

from classifier.advise.adviser import Adviser

__all__ = ["Adviser"]
