"""Fitting corrections: of a word that reviewed messages share and the scorers judge wrongly, and of nothing else."""

import json

import numpy as np
import pytest

from classifier.artefacts import VERSION_FILE, encoder_directory, read_notes
from classifier.score.corrections import CORRECTED, CORRECTIONS, LARGEST, Corrections
from classifier.score.masking import MaskedText, Token
from classifier.score.scorer import ARTEFACT, Scorer
from classifier.training.corpus import Corpus, Split
from classifier.training.corrections import SMALLEST, Judged, fit_corrections
from classifier.training.train import corpus_hash, train
from classifier.vocabulary import TARGETS

DECISION, PERSONAL = TARGETS.index("decision.warn"), TARGETS.index("personal.warn")
COMMON = "we zien elkaar morgen weer"


def masked(text, entities=()):
    return MaskedText(tuple(Token(word, at, at + 1, word in entities) for at, word in enumerate(text.split())))


def judged(*messages, entities=()):
    """Judged messages: of each its text, and the log-odds and answer of a target; the others are rightly not so."""
    odds, answers = np.full((len(messages), len(TARGETS)), -3.0), np.zeros((len(messages), len(TARGETS)), dtype=bool)
    for row, (_, told) in enumerate(messages):
        for column, (said, answer) in told.items():
            odds[row, column], answers[row, column] = said, answer
    return Judged([masked(text, entities) for text, _ in messages], odds, answers)


def false_warning(text):
    return text, {DECISION: (2.0, False)}


def right_warning(text):
    return text, {DECISION: (2.0, True)}


def rightly_clean(text):
    return text, {}


SCORERS = judged(
    *[rightly_clean(f"{COMMON} bij de koffie")] * 150,
    *[right_warning("het college is akkoord met de fusie")] * 50,
)


def test_a_word_that_false_warnings_share_is_corrected():
    reviewed = judged(*[false_warning(f"akkoord {COMMON} bij de optocht")] * 4)
    words = fit_corrections(reviewed, SCORERS).words
    assert set(words) == {"optocht"}
    assert set(words["optocht"]) == {"decision.warn"}
    assert -LARGEST < words["optocht"]["decision.warn"] < -1.0


def test_a_word_of_missed_warnings_is_corrected_the_other_way():
    reviewed = judged(*[("de kaasmarkt gaat door", {DECISION: (-2.0, True)})] * 4)
    assert fit_corrections(reviewed, SCORERS).words["kaasmarkt"]["decision.warn"] > SMALLEST


def test_a_word_that_is_as_frequent_elsewhere_is_not():
    reviewed = judged(*[false_warning("akkoord fusie")] * 4)
    assert not fit_corrections(reviewed, SCORERS).words


def test_a_word_that_warns_rightly_elsewhere_is_corrected_less():
    reviewed = judged(*[false_warning("optocht")] * 4, *[rightly_clean(COMMON)] * 16)
    alone = fit_corrections(reviewed, judged(*[rightly_clean(COMMON)] * 1000))
    elsewhere = fit_corrections(
        reviewed, judged(*[rightly_clean(COMMON)] * 1000, *[("optocht", {DECISION: (-1.0, True)})] * 5)
    )
    assert alone.words["optocht"]["decision.warn"] < elsewhere.words["optocht"]["decision.warn"] - 0.5


def test_a_target_that_nobody_was_wrong_about_is_not_corrected():
    reviewed = judged(*[("de optocht", {DECISION: (2.0, False), PERSONAL: (0.5, True)})] * 4)
    assert set(fit_corrections(reviewed, SCORERS).words["optocht"]) == {"decision.warn"}


def test_one_message_teaches_nothing():
    once = fit_corrections(judged(false_warning("de optocht"), rightly_clean("de optocht")), SCORERS)
    assert not once.words
    assert "optocht" in fit_corrections(judged(*[false_warning("de optocht")] * 2), SCORERS).words


def test_entities_short_words_numbers_and_emoji_are_not_corrected():
    reviewed = judged(*[false_warning("PERSOON is ok 0000 🎉 optocht")] * 4, entities={"PERSOON"})
    assert set(fit_corrections(reviewed, SCORERS).words) == {"optocht"}


def test_messages_without_any_word_teach_nothing():
    assert not fit_corrections(judged(*[false_warning("ok 👍")] * 3), SCORERS).words


def test_what_is_fitted_can_be_loaded_however_sure_the_scorers_were(tmp_path):
    reviewed = judged(*[("optocht", {DECISION: (60.0, False)})] * 300)
    fitted = fit_corrections(reviewed, SCORERS)
    assert fitted.words["optocht"]["decision.warn"] == -LARGEST
    (tmp_path / CORRECTIONS).write_text(json.dumps(fitted.as_data()))
    assert Corrections.load(tmp_path).words == fitted.words


def test_the_same_messages_give_the_same_corrections():
    texts = [f"akkoord bij de optocht met prins {name} en raad {name[::-1]}" for name in ("karel", "willem", "karel")]
    reviewed = judged(*[false_warning(text) for text in texts], rightly_clean(COMMON))
    first, again = (fit_corrections(reviewed, SCORERS).words for _ in range(2))
    assert list(first.items()) == list(again.items())
    assert list(first) == sorted(first)
    assert len(first) > 2


@pytest.fixture(scope="module")
def with_reviewed(tmp_path_factory, small_corpus):
    """A corpus whose author ``k`` was reviewed, and a version that was trained from it."""
    corpus = tmp_path_factory.mktemp("with_reviewed")
    (corpus / "messages").mkdir()
    for path in (small_corpus / "messages").iterdir():
        (corpus / "messages" / path.name).write_bytes(path.read_bytes())
    authors = (small_corpus / "authors.yaml").read_text(encoding="utf-8")
    (corpus / "authors.yaml").write_text(f"{authors}\nk:\n  split: reviewed\n  brief: What curators reviewed.\n")
    texts = [f"{text} bij de kaasoptocht" for text in REVIEWED]
    lines = [json.dumps(_record(number, text)) for number, text in enumerate(texts, 1)]
    (corpus / "messages" / "k.jsonl").write_text("\n".join([*lines, ""]))
    models = tmp_path_factory.mktemp("reviewed_models")
    path = train(corpus, models=models, version="reviewed", encoder=encoder_directory(), seed=1, measured=False)
    return corpus, path


REVIEWED = ("wie neemt er taart mee", "tot straks, ik ben iets later", "lekker weer vandaag", "zullen we lunchen")


def _record(number, text):
    levels = {"personal": "none", "decision": "warn", "confidential": "none"}
    return {"id": f"k-{number:03d}", "text": text, "lang": "nl", **levels, "topics": [], "entities": []}


def test_a_version_of_a_corpus_with_reviewed_messages_holds_what_they_teach(with_reviewed):
    corpus, path = with_reviewed
    taught = json.loads((path / CORRECTIONS).read_text(encoding="utf-8"))["words"]
    assert taught["kaasoptocht"]["decision.warn"] > SMALLEST
    assert set().union(*taught.values()) <= set(CORRECTED)
    assert Scorer.load(path.parent, path.name).corrections.words == taught
    notes = read_notes(path)
    assert list(notes["files"]) == [CORRECTIONS, ARTEFACT]
    read = Corpus.read(corpus)
    assert notes["data"] == {
        "hash": corpus_hash((*read.split(Split.SCORERS), *read.split(Split.REVIEWED))),
        "messages": 180,
        "authors": 3,
        "reviewed": len(REVIEWED),
    }


def test_reviewed_messages_leave_the_scorers_as_they_are(with_reviewed, trained):
    _, path = with_reviewed
    first = trained / "first"
    assert (path / ARTEFACT).read_bytes() == (first / ARTEFACT).read_bytes()
    assert not (first / CORRECTIONS).exists()
    assert json.loads((first / VERSION_FILE).read_text())["data"]["reviewed"] == 0
