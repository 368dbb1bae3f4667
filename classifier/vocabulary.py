"""The words that everything speaks: those of the labelling guideline and of the HTTP contract."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["ENTITIES", "TARGETS", "Category", "Channel", "Language", "Level", "Reason", "Role", "Topic", "Verdict"]


class Category(StrEnum):
    """What a message may hold that does not belong in a messaging app."""

    PERSONAL = "personal"
    DECISION = "decision"
    CONFIDENTIAL = "confidential"


class Level(StrEnum):
    """How much of a category a message holds; ordered by :attr:`rank`."""

    NONE = "none"
    NOTICE = "notice"
    WARN = "warn"

    @property
    def rank(self) -> int:
        """0 for ``none``, 1 for ``notice``, 2 for ``warn``."""
        return ("none", "notice", "warn").index(self.value)


class Verdict(StrEnum):
    """The answer to a draft as a whole, after the policy has spoken."""

    NONE = "none"
    NOTICE = "notice"
    WARN = "warn"
    UNCHECKED = "unchecked"


class Topic(StrEnum):
    """A sensitive subject that is about a person (GDPR articles 9 and 10, and what lies next to them)."""

    HEALTH = "health"
    FINANCE = "finance"
    CRIMINAL = "criminal"
    FAMILY = "family"
    MIGRATION = "migration"
    ETHNICITY = "ethnicity"
    RELIGION = "religion"
    POLITICS = "politics"
    UNION = "union"
    SEXUALITY = "sexuality"
    EMPLOYMENT = "employment"


class Channel(StrEnum):
    """The app that the draft is typed in."""

    WHATSAPP = "whatsapp"
    SIGNAL = "signal"
    TELEGRAM = "telegram"
    TEAMS = "teams"
    SMS = "sms"
    EMAIL = "email"
    OTHER = "other"


class Role(StrEnum):
    """Who somebody is to the municipality."""

    OFFICIAL = "official"
    KEY_OFFICIAL = "key_official"
    EXECUTIVE = "executive"
    COUNCILLOR = "councillor"
    REGISTRAR = "registrar"
    RESIDENT = "resident"
    EXTERNAL = "external"


class Language(StrEnum):
    """Language of the texts that are shown; the draft's own language plays no part in it."""

    NL = "nl"
    EN = "en"


class Reason(StrEnum):
    """Why a category scored as it did; the policy and the explanations speak of these."""

    DIRECT_IDENTIFIER = "direct_identifier"
    """A number that is the key to somebody's life, or a birth date, case or document number of a person."""
    PRIVATE_CONTACT = "private_contact"
    """A private address, phone number or e-mail address of a resident, client or other third party."""
    SENSITIVE_FACT = "sensitive_fact"
    """A sensitive fact about a person who can be identified."""
    OWN_LOGIN = "own_login"
    """Login credentials of a person."""
    NAME = "name"
    """A full name, or title and surname, without anything sensitive."""
    WORK_CONTACT = "work_contact"
    """A phone number or e-mail address that may be of a colleague or supplier."""
    ADDRESS = "address"
    """A street address that says nothing about anybody."""
    LICENCE_PLATE = "licence_plate"
    """A licence plate on its own."""
    UNIDENTIFIED_FACT = "unidentified_fact"
    """A sensitive fact about somebody whom the message does not identify."""
    ABSENCE = "absence"
    """A colleague's light absence or wellbeing."""
    SUBSTANCE = "substance"
    """Substance of a decision: content, position, agreement or advice."""
    CREDENTIAL = "credential"
    """A password, code or token."""
    SECRET_MATTER = "secret_matter"  # noqa: S105  # nosec B105 # the name of a reason
    """Matter under secrecy or embargo, said to be confidential, or of a bid or negotiation."""


TARGETS = (
    *(f"{category}.{level}" for category in Category for level in (Level.WARN, Level.NOTICE)),
    *(f"topic.{topic}" for topic in Topic),
)
"""What is estimated of a message: per category ``warn`` and at least ``notice``, and every topic."""

ENTITIES = (
    "PERSON",
    "LOCATION",
    "STREET_ADDRESS",
    "CREDENTIAL",
    "DATE_OF_BIRTH",
    "CASE_NUMBER",
    "ID_DOCUMENT",
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "NL_POSTCODE",
    "NL_LICENSE_PLATE",
    "NL_BSN",
    "IBAN_CODE",
    "CREDIT_CARD",
)
"""The entity names of the labelling guideline; they follow Presidio's conventions. Models are made for this order."""
