"""The advise step: what the writer reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import uuid4

from classifier.advise.findings import findings_of, topics_of
from classifier.advise.redaction import redact
from classifier.advise.texts import Texts, load_texts
from classifier.records import (
    AssessedCategory,
    Assessment,
    Category,
    Channel,
    Decided,
    Destination,
    FiredReminder,
    FiredWarning,
    Language,
    Reminder,
    TextCodes,
    Warning,
)

__all__ = ["Adviser"]


class Adviser:
    """Words a decision in the language of the draft's writer.

    Parameters
    ----------
    texts
        The texts of every language.
    """

    def __init__(self, texts: Mapping[Language, Texts]) -> None:
        self.texts = texts

    @classmethod
    def load(cls) -> Adviser:
        """Load the texts of this library."""
        return cls({language: load_texts(language) for language in Language})

    @property
    def codes(self) -> TextCodes:
        """What has a text; every language has the same, which a test sees to."""
        return self.texts[Language.NL].codes

    def advise(self, decided: Decided) -> Assessment:
        """Return the assessment: the only record in which offsets are into the text as it was sent."""
        scored = decided.scored
        draft, message = scored.draft, scored.message
        texts = self.texts[draft.language]
        return Assessment(
            id=uuid4().hex,
            verdict=decided.verdict,
            categories={category: _category(decided, category) for category in Category},
            findings=findings_of(message, texts),
            topics=topics_of(message),
            warnings=tuple(_warning(fired, decided, texts) for fired in decided.warnings),
            reminders=self.remind(
                decided.reminders, channel=draft.context.channel, language=draft.language, wording=decided.wording
            ),
            redacted_text=redact(message.recognised) if draft.redact else None,
            degraded=scored.degraded,
            model_version=scored.model_version,
            policy_version=decided.policy_version,
        )

    def remind(
        self, fired: Iterable[FiredReminder], *, channel: Channel, language: Language, wording: Mapping[str, str]
    ) -> tuple[Reminder, ...]:
        """Word reminders; also those for a message that was sent in spite of a warning.

        Parameters
        ----------
        fired
            The reminders.
        channel
            The app, whose name and export instructions the texts may use.
        language
            Language of the texts.
        wording
            The municipality's own words for placeholders; a key that ends in the language's code is used as
            the key without that ending.
        """
        texts = self.texts[language]
        app = texts.apps[channel]
        ending = f"_{language}"
        words = {key.removesuffix(ending): value for key, value in wording.items()}
        words |= {"app": app.name, "export": app.export}
        return tuple(
            Reminder(code=item.code, message=texts.reminders[item.code].format_map(words), clause=item.clause)
            for item in fired
        )


def _category(decided: Decided, category: Category) -> AssessedCategory:
    score = decided.scored.message.categories.get(category)
    return AssessedCategory(level=decided.levels[category], score=None if score is None else score.warn)


def _warning(fired: FiredWarning, decided: Decided, texts: Texts) -> Warning:
    text = texts.warnings[fired.code]
    destinations = tuple(
        Destination(
            id=name,
            label=texts.destinations[name].label,
            url=decided.destination_urls.get(name),
            why=texts.destinations[name].why(fired.category),
        )
        for name in fired.destinations
    )
    return Warning(
        code=fired.code,
        category=fired.category,
        level=fired.level,
        title=text.title,
        message=text.message,
        clause=fired.clause,
        destinations=destinations,
    )
