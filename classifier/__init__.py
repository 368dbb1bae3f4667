"""Berichtwacht: a draft in, an assessment out.

A draft chat message travels through five steps, each in a package of its own::

    Draft ─▶ normalise ─▶ recognise ─▶ score ─▶ decide ─▶ advise ─▶ Assessment

``normalise`` makes one clean text with a map back to the original; ``recognise`` finds persons, places,
numbers and secrets in it; ``score`` says how much of each category it holds; ``decide`` turns scores into
levels and applies the municipality's policy; ``advise`` words the warnings and says where the message does
belong. Steps know :mod:`classifier.records`, never each other; :mod:`classifier.pipeline` knows the order.

    >>> from classifier import Classifier, Context, Channel, Draft
    >>> classifier = Classifier.load()
    >>> draft = Draft(text="kun je mevr Yilmaz bellen", context=Context(channel=Channel.WHATSAPP))
    >>> classifier.assess(draft).verdict.value
    'notice'
"""

from classifier.errors import (
    ArtefactError,
    BerichtwachtError,
    ConfigurationError,
    CorpusError,
    InvalidDraft,
    PolicyError,
    RecogniserError,
    SettingsError,
)
from classifier.pipeline import Classifier
from classifier.records import (
    Assessment,
    Category,
    Channel,
    Context,
    Draft,
    Finding,
    HistoryMessage,
    Language,
    Level,
    Participant,
    Reminder,
    Role,
    Topic,
    Verdict,
    Warning,
)

__all__ = [
    "ArtefactError",
    "Assessment",
    "BerichtwachtError",
    "Category",
    "Channel",
    "Classifier",
    "ConfigurationError",
    "Context",
    "CorpusError",
    "Draft",
    "Finding",
    "HistoryMessage",
    "InvalidDraft",
    "Language",
    "Level",
    "Participant",
    "PolicyError",
    "RecogniserError",
    "Reminder",
    "Role",
    "SettingsError",
    "Topic",
    "Verdict",
    "Warning",
]
