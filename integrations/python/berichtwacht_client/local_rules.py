"""Numbers and addresses that are found without the service: the local rules.

They find what the service's own rules find: citizen service numbers, bank accounts, credit cards, Dutch telephone
numbers and e-mail addresses. Names, decisions and what is confidential only the service finds.

>>> [finding.entity for finding in find_numbers("bsn 387981135 bel 06-12345678")]
['NL_BSN', 'PHONE_NUMBER']
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from berichtwacht_client.rules.bsn import citizen_service_numbers
from berichtwacht_client.rules.credit_card import card_numbers
from berichtwacht_client.rules.email_address import email_addresses
from berichtwacht_client.rules.iban import account_numbers
from berichtwacht_client.rules.phone_number import telephone_numbers
from berichtwacht_client.rules.reading import Match, Reading, read
from berichtwacht_client.rules.table import TABLE

__all__ = ["VERSION", "Entity", "LocalFinding", "find_numbers"]

Entity = Literal["NL_BSN", "IBAN_CODE", "CREDIT_CARD", "PHONE_NUMBER", "EMAIL_ADDRESS"]

VERSION: Final[int] = TABLE["version"]
"""Version of the rule table."""


@dataclass(frozen=True, slots=True)
class LocalFinding:
    """A number or an address in a text, in the terms of the service's answer.

    Attributes
    ----------
    level
        ``warn`` for what the service always warns of, ``notice`` for what it only shows and redacts.
    start, end
        Place in the text, in code points; ``end`` is that of the character after the last.
    score
        How sure the rule is, in (0, 1].
    recogniser
        Name of the service's rule that finds the same.
    public
        Published by an organisation itself, such as ``info@…`` or 14 071: nobody needs to be warned.
    own
        An address at the organisation's own domain.
    """

    category: Literal["personal"]
    entity: Entity
    level: Literal["warn", "notice"]
    start: int
    end: int
    score: float
    recogniser: str
    public: bool
    own: bool


_RULES: tuple[tuple[Entity, Literal["warn", "notice"], str, Callable[[Reading], Iterable[Match]]], ...] = (
    ("NL_BSN", "warn", "BsnRecogniser", citizen_service_numbers),
    ("IBAN_CODE", "warn", "IbanRecogniser", account_numbers),
    ("CREDIT_CARD", "warn", "CreditCardRecogniser", card_numbers),
    ("PHONE_NUMBER", "notice", "PhoneNumberRecogniser", telephone_numbers),
    ("EMAIL_ADDRESS", "notice", "EmailAddressRecogniser", email_addresses),
)


def find_numbers(text: str) -> tuple[LocalFinding, ...]:
    """Return what the rules find in ``text``, in order of its place; findings may overlap.

    Nothing is sent, kept or written. The time is linear in the length of the text.
    """
    reading = read(text)
    found = [
        LocalFinding(
            category="personal",
            entity=entity,
            level=level,
            start=match.start,
            end=match.end,
            score=match.score,
            recogniser=recogniser,
            public=match.public,
            own=match.own,
        )
        for entity, level, recogniser, rule in _RULES
        for match in rule(reading)
    ]
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end)))
