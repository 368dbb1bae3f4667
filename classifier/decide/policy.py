"""The guideline applied to a scored draft: pure functions, no clock and no file of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from classifier.decide.history import Follow, follows
from classifier.decide.levels import levels_of
from classifier.decide.policy_file import Condition, Effect, PolicyFile, Rule
from classifier.records import (
    Category,
    Clause,
    Decided,
    FiredReminder,
    FiredWarning,
    Level,
    Role,
    Scored,
    Verdict,
)

__all__ = ["Policy"]


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a condition can ask about."""

    scored: Scored
    levels: Mapping[Category, Level | None]
    crisis: bool
    follow: Follow | None

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of everybody in the conversation that is known."""
        context = self.scored.draft.context
        sender = () if context.sender is None else (context.sender.role,)
        return (*sender, *(participant.role for participant in context.recipients))


@dataclass(frozen=True, slots=True)
class Policy:
    """A validated policy file, ready to decide.

    Parameters
    ----------
    file
        The policy.
    version
        Identifies its content.
    """

    file: PolicyFile
    version: str

    def decide(self, scored: Scored, *, now: datetime) -> Decided:
        """Return the levels of the message, the verdict, and what the guideline wants shown.

        Parameters
        ----------
        scored
            The scored draft.
        now
            The time, with a time zone; declared crises end.
        """
        situation = Situation(
            scored=scored,
            levels=levels_of(scored.message, self.file.thresholds),
            crisis=self._is_crisis(scored, now),
            follow=follows(scored, self.file.thresholds),
        )
        limit = self._limit(situation)
        warnings = tuple(self._warnings(situation, limit))
        return Decided(
            scored=scored,
            levels=situation.levels,
            verdict=_verdict(situation, warnings, limit),
            warnings=warnings,
            reminders=tuple(self._reminders(situation)),
            policy_version=self.version,
            destination_urls={name: section.url for name, section in self.file.destinations.items()},
            wording=self.file.wording,
        )

    def sent_anyway(self) -> tuple[FiredReminder, ...]:
        """Return the reminders for a message that was sent in spite of a warning."""
        return tuple(
            FiredReminder(effect.reminder, _clause(rule))
            for rule, effect in self._effects()
            if effect.reminder is not None and effect.when.sent_anyway
        )

    def _effects(self) -> Iterator[tuple[Rule, Effect]]:
        for rule in self.file.rules:
            for effect in rule.effects:
                yield rule, effect

    def _is_crisis(self, scored: Scored, now: datetime) -> bool:
        if not scored.draft.context.crisis:
            return False
        crisis = self.file.crisis
        return crisis.accept == "writer" or any(declaration.holds(now) for declaration in crisis.declared)

    def _limit(self, situation: Situation) -> Level:
        limits = [
            effect.limit_verdict
            for _, effect in self._effects()
            if effect.limit_verdict is not None and _holds(effect.when, situation)
        ]
        return min(limits, key=lambda level: level.rank, default=Level.WARN)

    def _warnings(self, situation: Situation, limit: Level) -> Iterator[FiredWarning]:
        """Yield at most one warning per category: the first in the file whose condition holds."""
        warned: set[Category] = set()
        for rule, effect in self._effects():
            category = effect.when.category
            if effect.warning is None or category is None or category in warned or not _holds(effect.when, situation):
                continue
            warned.add(category)
            level = Level.WARN if effect.when.follows else situation.levels[category]
            yield FiredWarning(
                code=effect.warning,
                category=category,
                level=min(level or Level.NOTICE, limit, key=lambda item: item.rank),
                clause=_clause(rule),
                destinations=effect.destinations,
            )

    def _reminders(self, situation: Situation) -> Iterator[FiredReminder]:
        """Yield every reminder once: at the first rule that asks for it."""
        reminded: set[str] = set()
        for rule, effect in self._effects():
            code = effect.reminder
            if code is None or code in reminded or not _holds(effect.when, situation):
                continue
            reminded.add(code)
            yield FiredReminder(code, _clause(rule))


def _holds(condition: Condition, situation: Situation) -> bool:
    context = situation.scored.draft.context
    roles = situation.roles
    return (
        not condition.sent_anyway
        and (condition.crisis is None or condition.crisis == situation.crisis)
        and (not condition.channels or context.channel in condition.channels)
        and (not condition.sender or (context.sender is not None and context.sender.role in condition.sender))
        and (not condition.among or any(role in condition.among for role in roles))
        and (not condition.not_only or not _all_known_in(condition.not_only, situation))
        and (condition.follows is None or condition.follows == situation.follow)
        and _level_holds(condition, situation)
    )


def _all_known_in(roles: tuple[Role, ...], situation: Situation) -> bool:
    """Return whether sender and recipients are known and all have one of ``roles``."""
    context = situation.scored.draft.context
    known = context.sender is not None and bool(context.recipients)
    return known and all(role in roles for role in situation.roles)


def _level_holds(condition: Condition, situation: Situation) -> bool:
    if condition.level is not None:
        asked = Category if condition.category is None else (condition.category,)
        held = [situation.levels[category] or Level.NONE for category in asked]
        if all(level.rank < condition.level.rank for level in held):
            return False
    if condition.reasons and condition.category is not None:
        score = situation.scored.message.categories[condition.category]
        return score is not None and bool(score.reasons) and score.reasons[0] in condition.reasons
    return True


def _verdict(situation: Situation, warnings: tuple[FiredWarning, ...], limit: Level) -> Verdict:
    levels = [level for level in situation.levels.values() if level is not None]
    highest = max((*levels, *(warning.level for warning in warnings)), key=lambda level: level.rank, default=Level.NONE)
    limited = min(highest, limit, key=lambda level: level.rank)
    if None in situation.levels.values() and limited is not Level.WARN:
        return Verdict.UNCHECKED
    return Verdict(limited.value)


def _clause(rule: Rule) -> Clause:
    return Clause(id=rule.id, quote=rule.quote)
