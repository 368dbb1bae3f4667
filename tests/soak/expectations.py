"""What may be answered in each phase: by which model and policy, and how much of it not at all."""

from collections.abc import Iterable, Mapping

from tests.soak.drafts import Situation
from tests.soak.oracle import Outcome
from tests.soak.record import Event, Phase, Record

__all__ = ["MOST_UNANSWERED", "disappointed"]

MOST_UNANSWERED = 0.05
"""Share of the assessments that may be something else than right where a draft is promised to be answered: what else
the machine does may make the service refuse some."""

_SLACK = 2.0  # seconds that what was allowed before may still be answered, and what comes next already
_ALWAYS = frozenset({"original"})


def disappointed(record: Record, situations: Mapping[str, Situation]) -> list[str]:
    """Return which phases were not as they must be: with another answer, too few right ones, or without their fault.

    Parameters
    ----------
    record
        What happened.
    situations
        Which model and policy each name stands for.
    """
    names = {situation: name for name, situation in situations.items()}
    told = []
    for event in record.events:
        given = {names.get(situation, "unknown") for situation in event.situations}
        around = _around(record.phases, event)
        if strange := given - _ALWAYS.union(*(phase.may for phase in around)):
            where = around[-1].name if around else "between two phases"
            told.append(f"{where}: an answer by '{', '.join(sorted(strange))}', {event.kind}")
    for phase in record.phases:
        told += [f"{phase.name}: {what}" for what in _lacks(phase, record, situations)]
    return told


def _around(phases: Iterable[Phase], event: Event) -> list[Phase]:
    """Return the phases in which a request was under way, or a little before or after it."""
    first, last = event.sent - _SLACK, event.sent + event.seconds + _SLACK
    return [phase for phase in phases if phase.begun <= last and (phase.ended is None or first <= phase.ended)]


def _lacks(phase: Phase, record: Record, situations: Mapping[str, Situation]) -> Iterable[str]:
    events = record.within(phase)
    if phase.shows is not None and not any(situations[phase.shows] in event.situations for event in events):
        yield f"nothing was answered by '{phase.shows}', so the fault did nothing"
    if phase.is_answered:
        over = [one for one in events if one.kind == "assessment" and _is_over(one, phase)]
        right = sum(event.outcome is Outcome.RIGHT for event in over)
        if right < (1 - MOST_UNANSWERED) * len(over) or not over:
            yield f"only {right} of {len(over)} assessments were answered right"


def _is_over(event: Event, phase: Phase) -> bool:
    """Return whether a request came to its end within ``phase``: what comes next, and cuts it, is not its fault."""
    return phase.ended is None or event.sent + event.seconds <= phase.ended
