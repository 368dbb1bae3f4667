"""The shape of the policy file, and its strict validation.

A policy file is the municipality's guideline as data: one rule per paragraph, with the paragraph's own words.
Unknown keys, unknown codes and impossible combinations stop the start with the file, the line and the cure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from classifier.configuration import StrictModel, line_of, read_document
from classifier.errors import PolicyError
from classifier.records import Category, Channel, Language, Level, Reason, Role, TextCodes

__all__ = ["DEFAULT_POLICY", "Condition", "CrisisDeclaration", "Effect", "PolicyFile", "Rule", "read_policy_file"]

DEFAULT_POLICY = Path(__file__).with_name("handreiking.yaml")
"""The guideline of the municipality of Kaag en Braassem."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]
Place = tuple[int | str, ...]
Probability = Annotated[float, Field(gt=0.0, lt=1.0)]


class Thresholds(StrictModel):
    """From which score a category is ``notice`` or ``warn``."""

    notice: Probability
    warn: Probability


class CategoryThresholds(StrictModel):
    """The thresholds of all three categories."""

    personal: Thresholds
    decision: Thresholds
    confidential: Thresholds


class CrisisDeclaration(StrictModel):
    """A crisis that an administrator declared, with its end."""

    start: AwareDatetime
    end: AwareDatetime

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a crisis must end after it starts")
        return self

    def holds(self, now: datetime) -> bool:
        """Return whether the crisis holds at ``now``."""
        return self.start <= now < self.end


class Crisis(StrictModel):
    """Whose word makes a crisis: the writer's, or an administrator's declaration."""

    accept: Literal["writer", "declared"] = "writer"
    declared: tuple[CrisisDeclaration, ...] = ()


class DestinationSection(StrictModel):
    """Where a message can go instead; ``url`` never holds draft text and may be empty."""

    url: str | None = Field(default=None, pattern=r"^(?:mailto:|https://)\S*$")


class Condition(StrictModel):
    """When an effect applies: all that is given must hold; nothing given holds always.

    Attributes
    ----------
    category, level
        The message holds ``category`` (any, when left out) at ``level`` or above.
    reasons
        The strongest reason of ``category`` is one of these.
    channels
        The draft is typed in one of these apps.
    sender
        The sender has one of these roles.
    among
        At least one participant, sender or recipient, has one of these roles.
    not_only
        Not every participant that is known has one of these roles.
    crisis
        Whether a crisis holds.
    follows
        The draft completes an earlier message in this way.
    sent_anyway
        The message was sent in spite of a warning.
    """

    category: Category | None = None
    level: Level | None = None
    reasons: tuple[Reason, ...] = ()
    channels: tuple[Channel, ...] = ()
    sender: tuple[Role, ...] = ()
    among: tuple[Role, ...] = ()
    not_only: tuple[Role, ...] = ()
    crisis: bool | None = None
    follows: Literal["answers_question", "split_over_messages"] | None = None
    sent_anyway: bool = False

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.reasons and self.category is None:
            raise ValueError("'reasons' need a 'category'")
        if self.level is Level.NONE:
            raise ValueError("'level' must be notice or warn")
        return self


class Effect(StrictModel):
    """What a rule does when its condition holds: a warning, a reminder, or a limit to the verdict."""

    when: Condition = Condition()
    warning: Code | None = None
    destinations: tuple[Identifier, ...] = ()
    reminder: Code | None = None
    limit_verdict: Literal[Level.NOTICE] | None = None

    @model_validator(mode="after")
    def _does_something_sensible(self) -> Self:
        if self.warning is None and self.reminder is None and self.limit_verdict is None:
            raise ValueError("an effect needs a 'warning', a 'reminder' or a 'limit_verdict'")
        if self.warning is None and self.destinations:
            raise ValueError("'destinations' go with a 'warning'")
        if self.warning is not None and self.when.category is None:
            raise ValueError("a 'warning' needs a 'category' in its condition")
        if self.warning is not None and self.when.level is None and self.when.follows is None:
            raise ValueError("a 'warning' needs a 'level' or 'follows' in its condition")
        return self


class Rule(StrictModel):
    """A paragraph of the guideline, in its own words, and what follows from it.

    A rule without effects records that the paragraph asks nothing of the software; ``note`` says why.
    """

    id: Identifier
    quote: Annotated[str, StringConstraints(min_length=10)]
    note: str | None = None
    effects: tuple[Effect, ...] = ()


class PolicyFile(StrictModel):
    """A whole policy file."""

    name: Annotated[str, StringConstraints(min_length=1)]
    thresholds: CategoryThresholds
    crisis: Crisis = Crisis()
    wording: dict[Identifier, str] = Field(default_factory=dict)
    destinations: dict[Identifier, DestinationSection]
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


def read_policy_file(path: Path, *, codes: TextCodes | None = None) -> PolicyFile:
    """Read and validate a policy file.

    Parameters
    ----------
    path
        The file.
    codes
        What has a text; a warning, reminder or destination without one is refused, and so is a reminder whose
        words the file does not give.

    Raises
    ------
    PolicyError
        If the file cannot be read or is wrong; names the line and the cure.
    """
    file, document = read_document(path, PolicyFile, error=PolicyError)
    problems = [*_loose_ends(file), *(() if codes is None else _without_text(file, codes))]
    for place, problem, cure in problems:
        raise PolicyError(problem, path=path, line=line_of(document, place), cure=cure)
    return file


def _loose_ends(file: PolicyFile) -> Iterator[tuple[Place, str, str]]:
    """Yield where rules share an id or name a destination that the file does not have."""
    seen: set[str] = set()
    known = ", ".join(file.destinations)
    for rule_index, rule in enumerate(file.rules):
        if rule.id in seen:
            yield ("rules", rule_index, "id"), f"id: {rule.id!r} stands here for the second time", "give it another id"
        seen.add(rule.id)
        for effect_index, effect in enumerate(rule.effects):
            for name in effect.destinations:
                if name not in file.destinations:
                    place = ("rules", rule_index, "effects", effect_index, "destinations")
                    yield place, f"destinations: {name!r} is unknown", f"known are {known}"


def _without_text(file: PolicyFile, codes: TextCodes) -> Iterator[tuple[Place, str, str]]:
    """Yield where the file speaks of what has no text, what is wrong there, and the cure."""
    for name in file.destinations:
        if name not in codes.destinations:
            yield (
                ("destinations", name),
                f"destinations: there is no text {name!r}",
                f"known are {', '.join(sorted(codes.destinations))}",
            )
    for rule_index, rule in enumerate(file.rules):
        for effect_index, effect in enumerate(rule.effects):
            place = ("rules", rule_index, "effects", effect_index)
            for key, known in (("warning", codes.warnings), ("reminder", frozenset(codes.reminders))):
                code = getattr(effect, key)
                if code is not None and code not in known:
                    yield (*place, key), f"{key}: there is no text {code!r}", f"use the code of a {key} that has a text"
            if missing := _missing_words(effect, file, codes):
                yield (*place, "reminder"), f"reminder: its text needs {missing!r}", f"add {missing!r} to 'wording'"


def _missing_words(effect: Effect, file: PolicyFile, codes: TextCodes) -> str | None:
    """Return a word of the reminder's text that ``wording`` does not give in every language."""
    for word in sorted(codes.reminders.get(effect.reminder or "", ())):
        if word not in file.wording and not {f"{word}_{language}" for language in Language} <= set(file.wording):
            return word
    return None
