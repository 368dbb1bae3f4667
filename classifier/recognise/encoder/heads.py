"""The entities that the encoder tags."""

from __future__ import annotations

__all__ = ["LABELS", "TAGS"]

LABELS = (
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
"""It is taught those with a check digit too, to tell them from the rest; rules alone decide on them."""

TAGS = ("O", *(f"{place}-{label}" for label in LABELS for place in "BI"))
