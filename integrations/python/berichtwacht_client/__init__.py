"""Ask Berichtwacht whether a draft chat message may be sent.

The story: a :class:`Draft` goes in, an :class:`Assessment` comes out. :class:`Client` and :class:`AsyncClient` have the
same methods. ``assess`` raises a :class:`BerichtwachtError` when there is no answer to trust; ``check`` returns
:class:`Unchecked` then, with the numbers that local rules found.
"""

from berichtwacht_client.assessments import (
    AssessedCategories,
    AssessedCategory,
    AssessedTopic,
    Assessment,
    Clause,
    Destination,
    FeedbackReceived,
    FieldError,
    Finding,
    LocalisedText,
    Policy,
    PolicyDestination,
    Problem,
    Reminder,
    SentAnyway,
)
from berichtwacht_client.assessments import Warning as Warning  # by name only: the builtin stays under import *
from berichtwacht_client.asynchronous import AsyncClient
from berichtwacht_client.checks import Unchecked
from berichtwacht_client.credentials import Credential
from berichtwacht_client.drafts import MAX_DRAFT_CHARACTERS, Context, Correction, Draft, Feedback
from berichtwacht_client.errors import (
    BerichtwachtError,
    Busy,
    InvalidAnswer,
    InvalidRequest,
    Late,
    Refused,
    Unreachable,
)
from berichtwacht_client.local_rules import LocalFinding, find_numbers
from berichtwacht_client.synchronous import Client
from berichtwacht_client.version import __version__
from berichtwacht_client.vocabulary import (
    Action,
    Category,
    Channel,
    FailureKind,
    Language,
    Level,
    Role,
    Topic,
    Unknown,
    Verdict,
    Why,
)

__all__ = [
    "MAX_DRAFT_CHARACTERS",
    "Action",
    "AssessedCategories",
    "AssessedCategory",
    "AssessedTopic",
    "Assessment",
    "AsyncClient",
    "BerichtwachtError",
    "Busy",
    "Category",
    "Channel",
    "Clause",
    "Client",
    "Context",
    "Correction",
    "Credential",
    "Destination",
    "Draft",
    "FailureKind",
    "Feedback",
    "FeedbackReceived",
    "FieldError",
    "Finding",
    "InvalidAnswer",
    "InvalidRequest",
    "Language",
    "Late",
    "Level",
    "LocalFinding",
    "LocalisedText",
    "Policy",
    "PolicyDestination",
    "Problem",
    "Refused",
    "Reminder",
    "Role",
    "SentAnyway",
    "Topic",
    "Unchecked",
    "Unknown",
    "Unreachable",
    "Verdict",
    "Why",
    "__version__",
    "find_numbers",
]
