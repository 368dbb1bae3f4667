"""The answers that the documentation shows are the answers that the current model gives."""

import json
import re
from pathlib import Path

import pytest

from classifier import Channel, Context, Draft

ROOT = Path(__file__).parents[1]
PLACES = 3


def shown(path):
    """Return the request and the answer that a page shows first."""
    page = (ROOT / path).read_text(encoding="utf-8")
    request = re.search(r"curl [^\n]*/v1/assessments .*?-d '(\{.*?\})'", page, re.DOTALL)
    answer = re.search(r"```json\n(\{.*?\n\})\n```", page[request.end() :], re.DOTALL)
    return json.loads(request[1]), json.loads(answer[1])


@pytest.mark.parametrize("path", ["README.md", "docs/http-api.md"])
def test_the_answer_that_is_shown_is_the_answer_that_is_given(classifier, path):
    request, answer = shown(path)
    channel = Channel(request["context"]["channel"])
    given = classifier.assess(Draft(text=request["text"], context=Context(channel=channel)))
    assert answer["model_version"] == given.model_version
    assert answer["policy_version"] == given.policy_version
    assert answer["verdict"] == given.verdict.value
    for category, assessed in given.categories.items():
        assert answer["categories"][category.value]["level"] == assessed.level.value
        assert answer["categories"][category.value]["score"] == pytest.approx(assessed.score, abs=10**-PLACES)
    spans = [(finding["start"], finding["end"], finding["entity"]) for finding in answer["findings"]]
    assert spans == [(finding.start, finding.end, finding.entity) for finding in given.findings]
    topics = {topic["topic"]: topic["score"] for topic in answer["topics"]}
    assert topics == pytest.approx({topic.topic.value: topic.score for topic in given.topics}, abs=10**-PLACES)
