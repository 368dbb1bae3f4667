"""The texts that users read: data, one file per language, complete or refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from classifier.configuration import StrictModel, read_model
from classifier.errors import ConfigurationError
from classifier.records import Category, Channel, Language, TextCodes, Topic, Verdict

__all__ = ["AppText", "DestinationText", "Texts", "WarningText", "load_texts"]


class WarningText(StrictModel):
    """Title and message of a warning."""

    title: str
    message: str


class DestinationText(StrictModel):
    """What a destination is called, and why it is the better place, per category."""

    label: str
    personal: str
    decision: str
    confidential: str

    def why(self, category: Category) -> str:
        """Return why a message of ``category`` belongs there."""
        return str(getattr(self, category.value))


class AppText(StrictModel):
    """What an app is called, and how one exports a conversation from it."""

    name: str
    export: str


class Texts(StrictModel):
    """All texts of one language, by code."""

    warnings: Mapping[str, WarningText]
    reminders: Mapping[str, str]
    destinations: Mapping[str, DestinationText]
    entities: Mapping[str, str]
    other_entity: str
    public_entity: str
    phrases: Mapping[Category, str]
    topics: Mapping[Topic, str]
    levels: Mapping[Verdict, str]
    apps: Mapping[Channel, AppText]

    @property
    def codes(self) -> TextCodes:
        """What has a text, and which of the policy's words the reminders speak of."""
        given = set(AppText.model_fields) - {"name"} | {"app"}
        return TextCodes(
            warnings=frozenset(self.warnings),
            reminders={code: _placeholders(text) - given for code, text in self.reminders.items()},
            destinations=frozenset(self.destinations),
        )


def _placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


@cache
def load_texts(language: Language) -> Texts:
    """Return the texts of ``language``, read once."""
    path = Path(__file__).with_name("texts") / f"{language}.yaml"
    return read_model(path, Texts, error=ConfigurationError)
