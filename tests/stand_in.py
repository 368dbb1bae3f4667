"""A classifier that stands in for the real one: real policy and advice, scores from a few words."""

from builders import plain

from classifier.advise import Adviser
from classifier.decide import PolicySource
from classifier.pipeline import Classifier
from classifier.records import (
    Category,
    CategoryScore,
    Entity,
    Phrase,
    Reason,
    RecognisedMessage,
    Scored,
    ScoredMessage,
)

ENTITIES = {"123456782": "NL_BSN", "Yilmaz": "PERSON"}
EXPLODES = "ontploft"


class StandIn(Classifier):
    """Finds two entities and one sensitive word; explodes with the text in the exception when asked."""

    degraded = ()

    def __init__(self):
        adviser = Adviser.load()
        super().__init__(engine=None, scorer=None, policy=PolicySource(codes=adviser.codes), adviser=adviser)

    def decide(self, draft):
        if EXPLODES in draft.text:
            raise RuntimeError(f"cannot assess {draft.text}")
        scored = Scored(draft=draft, message=_score(draft.text), model_version="stand-in")
        return self.policy.decide(scored)


def _score(text):
    entities, phrases, reasons = [], [], []
    for words, label in ENTITIES.items():
        if (start := text.find(words)) >= 0:
            entities.append(Entity(label, start, start + len(words), 0.9, "stand-in"))
    if "123456782" in text:
        reasons.append(Reason.DIRECT_IDENTIFIER)
    if (start := text.find("bijstand")) >= 0:
        phrases.append(Phrase(Category.PERSONAL, start, start + len("bijstand"), 1.0))
        reasons.append(Reason.SENSITIVE_FACT)
    score = 0.97 if reasons else 0.01
    return ScoredMessage(
        recognised=RecognisedMessage(plain(text), tuple(sorted(entities, key=lambda entity: entity.start))),
        categories={
            Category.PERSONAL: CategoryScore(score, score, tuple(reasons)),
            Category.DECISION: CategoryScore(0.02, 0.03),
            Category.CONFIDENTIAL: CategoryScore(0.01, 0.02),
        },
        phrases=tuple(phrases),
    )
