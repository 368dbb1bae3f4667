"""A classifier that knows a few words, so that every number of a report can be counted by hand."""

import re
from html.parser import HTMLParser

import pytest

from classifier.records import (
    AssessedCategory,
    AssessedTopic,
    Assessment,
    Category,
    CategoryScore,
    Finding,
    Level,
    Topic,
    Verdict,
)
from classifier.training.corpus import Message
from classifier.training.evaluation import evaluate

WORDS = {
    "BSN": (Category.PERSONAL, "NL_BSN", 0.9),
    "ziek": (Category.PERSONAL, None, 0.4),
    "akkoord": (Category.DECISION, None, 0.8),
    "geheim": (Category.CONFIDENTIAL, None, 0.7),
}
"""What the fake knows, in exactly this case: the category, the entity if it is one, the score."""

NAMES = re.compile(r"\b(?:Jan|Piet|Ali)(?: [A-Z]\w+)?")


VOID = {"meta", "br", "img", "link", "path", "use", "rect"}


class Page(HTMLParser):
    """Reads a page: captions, cells, ids and what they are referred by; every element must be closed."""

    def __init__(self, text):
        super().__init__()
        self.open, self.captions, self.ids, self.references, self.attributes = [], [], [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.references += [value[1:] for name, value in attrs if name.endswith("href")]
        self.references += re.findall(r"url\(#([^)]*)\)", " ".join(value or "" for _, value in attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "caption":
            self.captions.append(data)


class WordAssessor:
    """Warns from a score of 0.5, hints from 0.3. Counts its calls."""

    def __init__(self):
        self.calls = 0

    def assess(self, draft):
        self.calls += 1
        scores = dict.fromkeys(Category, 0.05)
        findings = [
            Finding(Category.PERSONAL, "PERSON", *name.span(), 0.9, "t", "") for name in NAMES.finditer(draft.text)
        ]
        for word, (category, entity, score) in WORDS.items():
            for match in re.finditer(rf"\b{word}\b", draft.text):
                scores[category] = max(scores[category], score)
                findings.append(Finding(category, entity, *match.span(), 0.9, "t", ""))
        sick = "ziek" in draft.text
        return Assessment(
            id=str(self.calls),
            verdict=Verdict.NONE,
            categories={category: AssessedCategory(level_of(score), score) for category, score in scores.items()},
            findings=tuple(findings),
            topics=(AssessedTopic(Topic.HEALTH, 0.9, None, None),) if sick else (),
            warnings=(),
            reminders=(),
            redacted_text=None,
            degraded=(),
            model_version="fake",
            policy_version="policy-1",
        )


def level_of(score):
    return Level.WARN if score >= 0.5 else Level.NOTICE if score >= 0.3 else Level.NONE


def make(
    name,
    text,
    *,
    personal="none",
    decision="none",
    confidential="none",
    lang="nl",
    topics=(),
    look_alike=False,
    **spans,
):
    """A message; spans are LABEL="words" and stand where the words first stand."""
    found = sorted((text.index(words), label, words) for label, words in spans.items())
    return Message(
        id=name,
        text=text,
        lang=lang,
        personal=personal,
        decision=decision,
        confidential=confidential,
        topics=topics,
        entities=[{"start": at, "end": at + len(words), "label": label} for at, label, words in found],
        look_alike=look_alike,
    )


MESSAGES = [
    make("a-1", "het BSN van Jan Bakker staat hier", personal="warn", PERSON="Jan Bakker"),
    make("a-2", "burgerservicenummer, van haar", personal="warn", lang="mixed"),
    make("a-3", "Piet is vandaag ziek", personal="notice", topics=["health"], PERSON="Piet"),
    make("b-1", "akkoord, tot zo <b>[red]", look_alike=True),
    make("b-2", "we gaan akkoord met optie B voor het zwembad", decision="warn"),
    make("b-3", "see you at ten", lang="en"),
]
"""Must warn: a-1 (does), a-2 (missed), b-2 (does). Clean: b-1 (warns), b-3 (does not)."""

ORIGINS = {"dutch": ["Jan Smit", "Piet Mol"], "turkish": ["Ali Kaya", "Emre Kaya", "Can Kaya"]}


@pytest.fixture
def message():
    return make


@pytest.fixture
def assessor():
    return WordAssessor()


@pytest.fixture
def messages():
    return MESSAGES


@pytest.fixture
def names():
    return ORIGINS


@pytest.fixture
def scores():
    """Scores whose notice is sure and right for a-1 to a-3 and b-2."""
    right = {"a-1", "a-2", "a-3"}
    return [
        {category: CategoryScore(0.05, 1.0 if item.id in right else 0.0) for category in Category} for item in MESSAGES
    ]


@pytest.fixture
def report(assessor, messages, names, scores):
    return evaluate(assessor, messages, names=names, scores=scores, encoder="0123abcd")


@pytest.fixture
def read_page():
    return Page
