"""The guideline's text against the policy file: every sentence has its rule, every quotation is literal."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from classifier.decide import load_policy

CASES = Path(__file__).parents[1] / "cases"
SENTENCES = YAML(typ="safe", pure=True).load(CASES / "handreiking_sentences.yaml")
RULES = {rule.id: rule for rule in load_policy().file.rules}


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


GUIDELINE = flat((CASES / "handreiking.txt").read_text(encoding="utf-8"))


def test_the_list_holds_the_whole_text_and_nothing_else():
    assert " ".join(item["sentence"] for item in SENTENCES) == GUIDELINE


@pytest.mark.parametrize("item", SENTENCES, ids=lambda item: item["sentence"][:40])
def test_every_sentence_has_a_rule_or_a_reason(item):
    assert ("rule" in item) != ("no_rule" in item)
    if "rule" in item:
        assert item["rule"] in RULES
    else:
        assert len(item["no_rule"]) > 8


def test_every_rule_holds_a_sentence():
    assert {item["rule"] for item in SENTENCES if "rule" in item} == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_quotations_are_literal(rule):
    assert flat(rule.quote) in GUIDELINE.replace("• ", "")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_does_something_or_says_why_not(rule):
    assert rule.effects or rule.note
