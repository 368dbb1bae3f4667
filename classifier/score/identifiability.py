"""How well a message tells whom it is about.

Risk is identifiability times sensitivity (labelling guideline, section 1). This module is the first factor:
from a citizen number, which names exactly one person, down to 'een client', which names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from classifier.records import Entity, RecognisedMessage

__all__ = ["Identification", "Pointer", "identify", "strongest"]


class Pointer(StrEnum):
    """The kinds of words that point at a person."""

    NUMBER = "number"
    NAME_IN_FULL = "name_in_full"
    TITLE_AND_NAME = "title_and_name"
    KIN_OF_NAME = "kin_of_name"
    FIRST_NAME = "first_name"
    OFFICE_HOLDER = "office_holder"
    CONTACT = "contact"
    ADDRESS = "address"
    PLATE = "plate"
    CASE = "case"
    HOUSE_NUMBER = "house_number"
    ROLE = "role"
    SOMEBODY = "somebody"


WEIGHTS = {
    Pointer.NUMBER: 1.0,
    Pointer.NAME_IN_FULL: 0.95,
    Pointer.TITLE_AND_NAME: 0.9,
    Pointer.KIN_OF_NAME: 0.85,
    Pointer.ADDRESS: 0.8,
    Pointer.CONTACT: 0.8,
    Pointer.HOUSE_NUMBER: 0.75,
    Pointer.FIRST_NAME: 0.7,
    Pointer.CASE: 0.6,
    Pointer.PLATE: 0.6,
    Pointer.ROLE: 0.5,
    Pointer.OFFICE_HOLDER: 0.5,
    Pointer.SOMEBODY: 0.15,
}
"""How well each kind identifies, from 0 (nobody) to 1 (exactly one person)."""

_BY_LABEL = {
    "NL_BSN": Pointer.NUMBER,
    "IBAN_CODE": Pointer.NUMBER,
    "ID_DOCUMENT": Pointer.NUMBER,
    "CREDIT_CARD": Pointer.NUMBER,
    "DATE_OF_BIRTH": Pointer.ROLE,
    "PHONE_NUMBER": Pointer.CONTACT,
    "EMAIL_ADDRESS": Pointer.CONTACT,
    "STREET_ADDRESS": Pointer.ADDRESS,
    "NL_LICENSE_PLATE": Pointer.PLATE,
    "CASE_NUMBER": Pointer.CASE,
}

_KIN = (
    r"vrouw|man|vriend(?:in)?|partner|ex(?:[- ]?(?:man|vrouw))?|zoon(?:tje)?|dochter(?:tje)?|kind(?:eren|je)?|"
    r"moeder|vader|ma|pa|broer(?:tje)?|zus(?:je)?|opa|oma|oom|tante|neef(?:je)?|nicht(?:je)?|buur(?:man|vrouw)|"
    r"schoon(?:moeder|vader|zoon|dochter)|ouders?|gezin|weduwe|weduwnaar|stief(?:vader|moeder|zoon|dochter)|"
    r"wife|husband|son|daughter|mother|father|brother|sister"
)
_KIN_BEFORE = re.compile(rf"\b(?:{_KIN})\s+(?:van|vd|v\.?|of)\s+(?:(?:de|dhr|mw|mevr|mevrouw|meneer)\.?\s+)?$", re.I)
_KIN_AFTER = re.compile(rf"^(?:['’]?s)?\s+(?:(?:z['’]?n|zijn|haar|d['’]?r)\s+)?(?:{_KIN})\b", re.I)
_TITLE = re.compile(
    r"\b(?:de\s?heer|dhr|hr|heer|meneer|mijnheer|mevrouw|mevr|mvr|mw|mej|fam(?:ilie)?|gezin|mrs?|ms|miss|dr|drs|ir|prof)"
    r"\.?\s+$",
    re.I,
)
_OFFICE = re.compile(
    r"\b(?:wethouder|weth|burgemeester|bgm|burgem|raadslid|griffier|gemeentesecretaris|minister|staatssecretaris|"
    r"commissaris|gedeputeerde|fractievoorzitter|(?:loco-?)?burgemeester|directeur|alderman|mayor)\.?\s+$",
    re.I,
)
_HOUSE_NUMBER = re.compile(r"\b(?:van|op|nr|nummer|huisnummer|no)\s+(?:nr\.?\s*|nummer\s+)?\d{1,4}\s?[a-z]?\b", re.I)
_ROLE = re.compile(
    r"\b(?:(?:de|die|dat|onze|ons|mijn|m['’]n|mn|jouw|jullie|the|our|my|that)\s+)(?:\w{2,20}\s+){0,2}?"
    r"(?:stagiaire?|secretaresse|secretaris|bode|griffier|teamleider|manager|directeur|collega|medewerker|"
    r"medewerkster|conci[eë]rge|beheerder|voorzitter|penningmeester|buur(?:man|vrouw)|huisarts|juf|meester|"
    r"eigenaar|eigenaresse|bewoner|bewoonster|huurder|kapper|bakker|slager|boer|kroegbaas|wethouder|burgemeester|"
    r"trainer|dominee|pastoor|imam|nieuwe|jongen|meisje|man|vrouw|gast|vent|dame|knul|trainee|intern|boss|guy)\b",
    re.I,
)
_SOMEBODY = re.compile(
    r"\b(?:een|’n|'n|n|1|a|an)\s+(?:\w{2,20}\s+){0,2}?(?:cli[eë]nte?|klant|inwoner|inwoonster|man|vrouw|jongen|"
    r"meisje|meneer|mevrouw|moeder|vader|gezin|kind|stel|dame|heer|bewoner|collega|medewerker|leerling|pup|jongere|"
    r"client|resident|boy|girl|woman|guy|colleague)\b|\biemand\b|\bsomeone\b",
    re.I,
)
_NEARBY = 32


@dataclass(frozen=True, slots=True)
class Identification:
    """Words of the normalised text that point at a person; ``weight`` in [0, 1] says how well."""

    pointer: Pointer
    start: int
    end: int

    @property
    def weight(self) -> float:
        """How well this kind of pointer identifies somebody."""
        return WEIGHTS[self.pointer]


def identify(message: RecognisedMessage) -> tuple[Identification, ...]:
    """Return everything in ``message`` that points at a person, in order of appearance."""
    text = message.normalised.text
    found = [*_from_entities(text, message.entities), *_from_words(text)]
    return tuple(sorted(found, key=lambda item: (item.start, item.end)))


def strongest(identifications: Iterable[Identification]) -> float:
    """Return the weight of the best pointer, 0 when there is none."""
    return max((item.weight for item in identifications), default=0.0)


def _from_entities(text: str, entities: Iterable[Entity]) -> Iterator[Identification]:
    for entity in entities:
        if entity.public:
            continue
        pointer = _person(text, entity) if entity.label == "PERSON" else _BY_LABEL.get(entity.label)
        if pointer is not None:
            yield Identification(pointer, entity.start, entity.end)


def _person(text: str, entity: Entity) -> Pointer:
    before = text[max(0, entity.start - _NEARBY) : entity.start]
    after = text[entity.end : entity.end + _NEARBY]
    if _KIN_BEFORE.search(before) or _KIN_AFTER.search(after):
        return Pointer.KIN_OF_NAME
    if _OFFICE.search(before):
        return Pointer.OFFICE_HOLDER
    if _TITLE.search(before):
        return Pointer.TITLE_AND_NAME
    if len(text[entity.start : entity.end].split()) > 1:
        return Pointer.NAME_IN_FULL
    return Pointer.FIRST_NAME


def _from_words(text: str) -> Iterator[Identification]:
    for pattern, pointer in (
        (_HOUSE_NUMBER, Pointer.HOUSE_NUMBER),
        (_ROLE, Pointer.ROLE),
        (_SOMEBODY, Pointer.SOMEBODY),
    ):
        for match in pattern.finditer(text):
            yield Identification(pointer, *match.span())
