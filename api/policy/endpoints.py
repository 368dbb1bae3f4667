"""``GET /v1/policy``."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request

from api import BASE_PATH
from api.assessments.schemas import Clause
from api.policy.schemas import LocalisedText, PolicyDestination, PolicyResponse, SentAnyway
from classifier import Channel, Classifier, Language
from classifier.advise.texts import Texts
from classifier.decide import Policy
from classifier.records import Category

__all__ = ["router"]

router = APIRouter(prefix=BASE_PATH, tags=["policy"])


@router.get("/policy", operation_id="getPolicy", summary="Show the guideline in force")
def get_policy(request: Request) -> PolicyResponse:
    """Give what a client needs to show the guideline: its paragraphs, the destinations and their texts."""
    classifier: Classifier = request.app.state.assessor.classifier
    policy = classifier.policy.current()
    return PolicyResponse(
        version=policy.version,
        name=policy.file.name,
        clauses=[Clause(id=rule.id, quote=rule.quote) for rule in policy.file.rules],
        destinations=[
            _destination(name, section.url, classifier) for name, section in policy.file.destinations.items()
        ],
        sent_anyway=_sent_anyway(classifier, policy),
    )


def _destination(name: str, url: str | None, classifier: Classifier) -> PolicyDestination:
    def text(pick: Callable[[Texts], str]) -> LocalisedText:
        texts = classifier.adviser.texts
        return LocalisedText(nl=pick(texts[Language.NL]), en=pick(texts[Language.EN]))

    return PolicyDestination(
        id=name,
        url=url,
        label=text(lambda texts: texts.destinations[name].label),
        why={category: text(lambda texts, of=category: texts.destinations[name].why(of)) for category in Category},  # type: ignore[misc]
    )


def _sent_anyway(classifier: Classifier, policy: Policy) -> list[SentAnyway]:
    fired = policy.sent_anyway()
    in_language = {
        language: classifier.adviser.remind(
            fired, channel=Channel.OTHER, language=language, wording=policy.file.wording
        )
        for language in Language
    }
    return [
        SentAnyway(
            code=dutch.code,
            message=LocalisedText(nl=dutch.message, en=english.message),
            clause=Clause(id=dutch.clause.id, quote=dutch.clause.quote),
        )
        for dutch, english in zip(in_language[Language.NL], in_language[Language.EN], strict=True)
    ]
