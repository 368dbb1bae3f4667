"""The shape of the policy file, and its strict validation.

A policy file is the municipality's guideline as data: one rule per paragraph, with the paragraph's own words.
Unknown keys, unknown codes and impossible combinations stop the start with the file, the line and the cure.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from classifier.configuration import StrictModel, line_of, load_yaml, read_model
from classifier.errors import PolicyError
from classifier.records import Category, Channel, Level, Reason, Role

__all__ = ["DEFAULT_POLICY", "Condition", "CrisisDeclaration", "Effect", "PolicyFile", "Rule", "read_policy_file"]

DEFAULT_POLICY = Path(__file__).with_name("handreiking.yaml")
"""The guideline of the municipality of Kaag en Braassem."""

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$")]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+$")]
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

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        ids = [rule.id for rule in self.rules]
        twice = sorted({rule_id for rule_id in ids if ids.count(rule_id) > 1})
        if twice:
            raise ValueError(f"rule ids must be unique: {', '.join(twice)}")
        for rule in self.rules:
            for effect in rule.effects:
                unknown = set(effect.destinations) - set(self.destinations)
                if unknown:
                    raise ValueError(f"rule {rule.id} names unknown destinations: {', '.join(sorted(unknown))}")
        return self


def read_policy_file(path: Path, *, codes: frozenset[str] | None = None) -> PolicyFile:
    """Read and validate a policy file.

    Parameters
    ----------
    path
        The file.
    codes
        The text codes that exist; a warning, reminder or destination without a text is refused.

    Raises
    ------
    PolicyError
        If the file cannot be read or is wrong; names the line and the cure.
    """
    file = read_model(path, PolicyFile, error=PolicyError)
    if codes is not None:
        _refuse_unknown_codes(file, path, codes)
    return file


def _refuse_unknown_codes(file: PolicyFile, path: Path, codes: frozenset[str]) -> None:
    document = load_yaml(path.read_text(encoding="utf-8"), path=path, error=PolicyError)
    for rule_index, rule in enumerate(file.rules):
        for effect_index, effect in enumerate(rule.effects):
            for key in ("warning", "reminder"):
                code = getattr(effect, key)
                if code is not None and code not in codes:
                    line = line_of(document, ("rules", rule_index, "effects", effect_index, key))
                    raise PolicyError(
                        f"{key}: there is no text {code!r}", path=path, line=line, cure="use a code that has a text"
                    )
    for name in file.destinations:
        if name not in codes:
            line = line_of(document, ("destinations", name))
            raise PolicyError(
                f"destinations: there is no text {name!r}", path=path, line=line, cure="use a known destination"
            )
