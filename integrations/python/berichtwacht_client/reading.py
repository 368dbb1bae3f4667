"""From the answers of the service to records; an answer that contradicts itself or its draft is no answer."""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus

from berichtwacht_client.assessments import (
    AssessedCategories,
    AssessedCategory,
    AssessedTopic,
    Assessment,
    Clause,
    Destination,
    FeedbackReceived,
    FieldError,
    Finding,
    LocalisedText,
    Policy,
    PolicyDestination,
    Problem,
    Reminder,
    SentAnyway,
    Warning,
)
from berichtwacht_client.errors import InvalidAnswer
from berichtwacht_client.nodes import Node, parse
from berichtwacht_client.vocabulary import Category, Level, Topic, Verdict

__all__ = ["PROBLEM_TYPES", "read_assessment", "read_batch", "read_feedback_received", "read_policy", "read_problem"]

PROBLEM_TYPES = "urn:problem-type:berichtwacht:"

_TYPE = re.compile(re.escape(PROBLEM_TYPES) + "[a-z-]{1,60}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def read_assessment(node: Node, text: str) -> Assessment:
    """Return the assessment of ``text``.

    Raises
    ------
    InvalidAnswer
        If it has another shape, points outside the text, or gives an all-clear that its own parts contradict.
    """
    redacted = node.optional("redacted_text")
    assessment = Assessment(
        id=node.member("id").text(),
        verdict=node.member("verdict").word(Verdict),
        categories=_categories(node.member("categories")),
        findings=tuple(_finding(item, len(text)) for item in node.member("findings").items()),
        topics=tuple(_topic(item, len(text)) for item in node.member("topics").items()),
        warnings=tuple(_warning(item) for item in node.member("warnings").items()),
        reminders=_reminders(node.member("reminders")),
        redacted_text=None if redacted is None else redacted.text(),
        degraded=tuple(item.text() for item in node.member("degraded").items()),
        model_version=node.member("model_version").text(),
        policy_version=node.member("policy_version").text(),
    )
    if assessment.is_clear and not _may_be_clear(assessment):
        raise node.member("verdict").wrong("says that nothing was found, and the rest does not")
    return assessment


def read_batch(node: Node, texts: list[str]) -> list[Assessment | Problem]:
    """Return the answers to a batch, in the order of its texts.

    Raises
    ------
    InvalidAnswer
        If there are more or fewer answers than texts, or one of them is not right.
    """
    results = node.member("results")
    items = results.items()
    if len(items) != len(texts):
        raise results.wrong("must hold one answer for each draft")
    return [_result(item, text) for item, text in zip(items, texts, strict=True)]


def read_feedback_received(node: Node) -> FeedbackReceived:
    """Return what the service says to feedback."""
    until = node.nullable("text_kept_until")
    return FeedbackReceived(_reminders(node.member("reminders")), None if until is None else _date(until))


def read_policy(node: Node) -> Policy:
    """Return the guideline in force."""
    return Policy(
        version=node.member("version").text(),
        name=node.member("name").text(),
        clauses=tuple(_clause(item) for item in node.member("clauses").items()),
        destinations=tuple(_policy_destination(item) for item in node.member("destinations").items()),
        sent_anyway=tuple(
            SentAnyway(item.member("code").text(), _localised(item.member("message")), _clause(item.member("clause")))
            for item in node.member("sent_anyway").items()
        ),
    )


def read_problem(body: bytes, status: int) -> Problem | None:
    """Return the problem document that ``body`` is, or ``None``: another machine on the way may have answered."""
    try:
        return _problem(parse(body), status)
    except InvalidAnswer:
        return None


def _result(node: Node, text: str) -> Assessment | Problem:
    status = node.member("status").whole()
    if status == HTTPStatus.OK:
        return read_assessment(node.member("assessment"), text)
    if not 400 <= status <= 599:
        raise node.member("status").wrong("must be the status of an answer or a problem")
    return _problem(node.member("problem"), status)


def _problem(node: Node, status: int) -> Problem:
    kind = node.member("type").text()
    errors = node.optional("errors")
    return Problem(
        type=kind if _TYPE.fullmatch(kind) else "about:blank",
        title=node.member("title").text(),
        status=status,
        detail=node.member("detail").text(),
        errors=() if errors is None else tuple(_field_error(item) for item in errors.items()),
    )


def _field_error(node: Node) -> FieldError:
    return FieldError(
        pointer=node.member("location").member("pointer").text(),
        code=node.member("code").text(),
        detail=node.member("detail").text(),
    )


def _may_be_clear(assessment: Assessment) -> bool:
    categories = assessment.categories
    levels = (categories.personal.level, categories.decision.level, categories.confidential.level)
    return not assessment.warnings and all(level is Level.NONE for level in levels)


def _categories(node: Node) -> AssessedCategories:
    return AssessedCategories(
        personal=_category(node.member("personal")),
        decision=_category(node.member("decision")),
        confidential=_category(node.member("confidential")),
    )


def _category(node: Node) -> AssessedCategory:
    level, score = node.nullable("level"), node.nullable("score")
    return AssessedCategory(
        level=None if level is None else level.word(Level),
        score=None if score is None else score.probability(),
    )


def _finding(node: Node, length: int) -> Finding:
    entity = node.nullable("entity")
    start, end = _span(node, length)
    return Finding(
        category=node.member("category").word(Category),
        entity=None if entity is None else entity.text(),
        start=start,
        end=end,
        score=node.member("score").probability(),
        recogniser=node.member("recogniser").text(),
        explanation=node.member("explanation").text(),
    )


def _topic(node: Node, length: int) -> AssessedTopic:
    topic, score = node.member("topic").word(Topic), node.member("score").probability()
    if node.nullable("start") is None and node.nullable("end") is None:
        return AssessedTopic(topic, score, None, None)
    return AssessedTopic(topic, score, *_span(node, length))


def _span(node: Node, length: int) -> tuple[int, int]:
    start, end = node.member("start").whole(), node.member("end").whole()
    if not 0 <= start <= end <= length:
        raise node.wrong("must stand within the text")
    return start, end


def _warning(node: Node) -> Warning:
    return Warning(
        code=node.member("code").text(),
        category=node.member("category").word(Category),
        level=node.member("level").word(Level),
        title=node.member("title").text(),
        message=node.member("message").text(),
        clause=_clause(node.member("clause")),
        destinations=tuple(
            Destination(
                id=item.member("id").text(),
                label=item.member("label").text(),
                url=_url(item),
                why=item.member("why").text(),
            )
            for item in node.member("destinations").items()
        ),
    )


def _reminders(node: Node) -> tuple[Reminder, ...]:
    return tuple(
        Reminder(item.member("code").text(), item.member("message").text(), _clause(item.member("clause")))
        for item in node.items()
    )


def _clause(node: Node) -> Clause:
    return Clause(node.member("id").text(), node.member("quote").text())


def _policy_destination(node: Node) -> PolicyDestination:
    label, why = _localised(node.member("label")), node.member("why")
    return PolicyDestination(
        id=node.member("id").text(),
        url=_url(node),
        label=label,
        why={Node(name, "why").word(Category): _localised(text) for name, text in why.members()},
    )


def _localised(node: Node) -> LocalisedText:
    return LocalisedText(node.member("nl").text(), node.member("en").text())


def _url(node: Node) -> str | None:
    url = node.nullable("url")
    return None if url is None else url.url()


def _date(node: Node) -> date:
    text = node.text()
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise node.wrong("must be a date")
