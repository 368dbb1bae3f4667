"""What a draft completes when it is read after the messages before it."""

import pytest
from builders import NONE, NOTICE, SENSITIVE, WARN, scored, scored_message

from classifier.decide import load_policy
from classifier.decide.history import REACH, follows

THRESHOLDS = load_policy().file.thresholds
QUESTION = scored_message("stemmen we in met optie B voor het zwembad?", decision=WARN)
NAME = scored_message("ken jij Yilmaz nog van de Kerkweg", identifiability=0.9, personal=NOTICE)
FACT = scored_message("er is weer iemand met schulden uit huis gezet", sensitivity=0.9, personal=NOTICE)
CHAT = scored_message("koffie?")


@pytest.mark.parametrize(
    "text", ["akkoord", "ja prima", "nee, ik ben tegen", "optie B", "👍", "eens", "van mij mag het"]
)
def test_a_position_answers_a_question_about_a_decision(text):
    assert follows(scored(text, decision=NOTICE, history=[QUESTION]), THRESHOLDS) == "answers_question"


@pytest.mark.parametrize(
    "text", ["ik kom zo", "hoe laat begint het?", "akkoord met wat?", "staat in ibabs", "🍕", "x" * 91 + " akkoord"]
)
def test_other_answers_do_not(text):
    assert follows(scored(text, decision=NONE, history=[QUESTION]), THRESHOLDS) is None


def test_agreement_about_something_else_does_not():
    assert follows(scored("akkoord", decision=NOTICE, history=[CHAT]), THRESHOLDS) is None


def test_without_history_nothing_is_completed():
    assert follows(scored("akkoord", decision=NOTICE), THRESHOLDS) is None


def test_the_question_must_be_near():
    assert follows(scored("akkoord", history=[QUESTION, *[CHAT] * (REACH - 1)]), THRESHOLDS) == "answers_question"
    assert follows(scored("akkoord", history=[QUESTION, *[CHAT] * REACH]), THRESHOLDS) is None


def test_a_draft_that_warns_by_itself_completes_nothing():
    assert (
        follows(scored("akkoord met optie B voor het zwembad", decision=WARN, history=[QUESTION]), THRESHOLDS) is None
    )


def test_a_fact_after_a_name():
    draft = scored("hij zit weer in de schulden", sensitivity=0.9, personal=NOTICE, history=[NAME])
    assert follows(draft, THRESHOLDS) == "split_over_messages"


def test_a_name_after_a_fact():
    draft = scored("Yilmaz, van de Kerkweg", identifiability=0.9, personal=NOTICE, history=[FACT])
    assert follows(draft, THRESHOLDS) == "split_over_messages"


def test_two_innocent_messages_are_not_split():
    assert follows(scored("tot zo", history=[NAME]), THRESHOLDS) is None


def test_a_fact_and_a_name_that_say_both_already_are_not_split():
    draft = scored("Piet heeft schulden", sensitivity=0.9, identifiability=0.7, personal=NOTICE, history=[NAME])
    assert follows(draft, THRESHOLDS) is None


def test_a_name_after_a_message_that_warned_already_is_not_split():
    warned = scored_message("Kees heeft schulden", sensitivity=0.9, identifiability=0.7, personal=SENSITIVE)
    assert follows(scored("Yilmaz belt je", identifiability=0.9, history=[warned]), THRESHOLDS) is None


def test_a_question_that_may_be_about_a_decision_is_enough():
    doubtful = scored_message("zullen we dat zwembad sluiten?", decision=(0.05, 0.2))
    remark = scored_message("dat zwembad sluit vroeg", decision=(0.05, 0.2))
    assert follows(scored("doen", history=[doubtful]), THRESHOLDS) == "answers_question"
    assert follows(scored("doen", history=[remark]), THRESHOLDS) is None
