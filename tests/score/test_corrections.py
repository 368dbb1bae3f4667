"""Corrections of single words: what they add to the log-odds, and that only a version's own file is taken."""

import hashlib
import json

import numpy as np
import pytest

from classifier.artefacts import VERSION_FILE, current_version
from classifier.errors import ArtefactError
from classifier.normalise import normalise
from classifier.records import Category, Draft
from classifier.score.corrections import CORRECTED, CORRECTIONS, LARGEST, MOST, Corrections
from classifier.score.masking import MaskedText, Token
from classifier.score.scorer import ARTEFACT, Scorer
from classifier.vocabulary import TARGETS

DECISION, PERSONAL = TARGETS.index("decision.warn"), TARGETS.index("personal.warn")


def masked(*words, entities=()):
    return MaskedText(tuple(Token(word, place, place + 1, word in entities) for place, word in enumerate(words)))


@pytest.fixture
def version(tmp_path):
    """A function that writes a version with a file of corrections, and returns its directory."""

    def write(content, *, listed=True):
        content = content if isinstance(content, bytes) else json.dumps(content).encode()
        files = {CORRECTIONS: hashlib.sha256(content).hexdigest()} if listed else {}
        (tmp_path / CORRECTIONS).write_bytes(content)
        (tmp_path / VERSION_FILE).write_text(json.dumps({"files": files}))
        return tmp_path

    return write


def file_of(words, **changed):
    return {"corrections_version": 1, "words": words} | changed


def test_a_version_without_the_file_corrects_nothing(tmp_path):
    for notes in (None, {}, {"files": {}}):
        if notes is not None:
            (tmp_path / VERSION_FILE).write_text(json.dumps(notes))
        assert not Corrections.load(tmp_path).words
    assert not Corrections().shares(masked("optocht")).sum(axis=1).any()


def test_what_is_written_is_loaded(version):
    made = Corrections({"optocht": {"decision.warn": -1.5, "decision.notice": -0.5}, "één": {"personal.warn": 2.0}})
    assert Corrections.load(version(made.as_data())).words == made.words


def test_they_are_of_levels_and_not_of_topics():
    assert len(CORRECTED) == 6
    assert not [target for target in CORRECTED if target.startswith("topic.")]


WRONG = {
    "empty": b"",
    "cut off": json.dumps(file_of({"optocht": {"decision.warn": -1.0}})).encode()[:-5],
    "no UTF-8": b'{"corrections_version": 1, "words": {"\xff": {"decision.warn": 1}}}',
    "no object": [1, 2],
    "nested too deep": b"[" * 100_000,
    "another version": file_of({}, corrections_version=2),
    "something more": file_of({}, code="import os"),
    "no words": {"corrections_version": 1},
    "an unknown level": file_of({"optocht": {"decision.shout": 1.0}}),
    "a topic": file_of({"optocht": {"topic.health": 1.0}}),
    "not a number": b'{"corrections_version": 1, "words": {"optocht": {"decision.warn": NaN}}}',
    "infinite": b'{"corrections_version": 1, "words": {"optocht": {"decision.warn": -Infinity}}}',
    "a number as text": file_of({"optocht": {"decision.warn": "1.0"}}),
    "a shift that is too large": file_of({"optocht": {"decision.warn": LARGEST + 0.1}}),
    "an empty word": file_of({"": {"decision.warn": 1.0}}),
    "a word that is too long": file_of({"o" * 41: {"decision.warn": 1.0}}),
    "too many words": file_of({f"word{number}": {} for number in range(20_001)}),
}


@pytest.mark.parametrize("content", WRONG.values(), ids=list(WRONG))
def test_a_file_that_is_none_is_refused_by_name_and_never_quoted(version, content):
    directory = version(content)
    with pytest.raises(ArtefactError, match="is no file of corrections") as refused:
        Corrections.load(directory)
    assert str(refused.value).startswith(f"{directory / CORRECTIONS}: ")
    assert "optocht" not in str(refused.value)


def test_a_file_that_was_changed_is_refused(version):
    directory = version(file_of({"optocht": {"decision.warn": -1.0}}))
    (directory / CORRECTIONS).write_text(json.dumps(file_of({"optocht": {"decision.warn": -3.0}})))
    with pytest.raises(ArtefactError, match=r"is not the file that version\.json lists"):
        Corrections.load(directory)


def test_a_file_that_the_version_does_not_list_is_refused(version):
    with pytest.raises(ArtefactError, match=r"is not the file that version\.json lists"):
        Corrections.load(version(file_of({}), listed=False))


def test_a_file_that_is_listed_and_gone_is_refused(version):
    directory = version(file_of({}))
    (directory / CORRECTIONS).unlink()
    with pytest.raises(ArtefactError, match="is missing"):
        Corrections.load(directory)


@pytest.mark.parametrize("files", [None, 7, [CORRECTIONS], "corrections.json"])
def test_a_list_of_files_that_is_none_is_refused(tmp_path, files):
    (tmp_path / VERSION_FILE).write_text(json.dumps({"files": files}))
    with pytest.raises(ArtefactError, match=VERSION_FILE):
        Corrections.load(tmp_path)


def test_every_word_counts_once_where_it_is_first():
    corrections = Corrections(
        {"optocht": {"decision.warn": -1.5}, "prins": {"decision.warn": -0.5, "personal.warn": 1}}
    )
    shares = corrections.shares(masked("de", "optocht", "en", "optocht", "met", "prins"))
    np.testing.assert_array_equal(shares[DECISION], [0, -1.5, 0, 0, 0, -0.5])
    np.testing.assert_array_equal(shares[PERSONAL], [0, 0, 0, 0, 0, 1])
    assert np.count_nonzero(shares) == 3


def test_the_shares_of_a_message_are_of_its_tokens_and_within_the_limit():
    corrections = Corrections({"optocht": {"decision.warn": -3.0}, "prins": {"decision.warn": -3.0}})
    shares = corrections.shares(masked("optocht", "prins", "optocht"))
    assert shares[DECISION].tolist() == pytest.approx([-2.0, -2.0, 0.0])
    assert corrections.shares(masked()).shape == (len(TARGETS), 0)


def test_an_entity_is_never_corrected_and_does_not_use_up_its_word():
    corrections = Corrections({"person": {"decision.warn": -1.5}})
    assert not corrections.shares(masked("person", "belt", entities={"person"})).sum(axis=1).any()
    mixed = MaskedText((Token("person", 0, 6, is_entity=True), Token("person", 7, 13)))
    np.testing.assert_array_equal(corrections.shares(mixed)[DECISION], [0, -1.5])


@pytest.mark.parametrize("sign", [1, -1])
def test_all_words_together_move_a_level_by_no_more_than_the_limit(sign):
    words = {word: {"decision.warn": sign * 3.0, "personal.warn": sign * 1.0} for word in ("optocht", "prins", "raad")}
    shares = Corrections(words).shares(masked(*words))
    np.testing.assert_allclose(shares[DECISION], [sign * MOST / 3] * 3)
    np.testing.assert_allclose(shares[PERSONAL], [sign * 1.0] * 3)


def test_the_limit_is_of_what_is_left_when_words_contradict_each_other():
    corrections = Corrections({"optocht": {"decision.warn": -9.0}, "besluit": {"decision.warn": 8.0}})
    assert corrections.shares(masked("optocht", "besluit")).sum(axis=1)[DECISION] == pytest.approx(-1.0)


def test_words_move_their_level_alone_by_their_corrections_and_are_shown_as_the_reason(classifier):
    shipped = classifier.scorer
    draft = Draft(text="de raad is akkoord met de optocht")
    recognised = classifier.engine.recognise(normalise(draft))

    def score(words):
        corrections = Corrections(words)
        return Scorer(text=shipped.text, risk=shipped.risk, version="new", corrections=corrections).score(recognised)

    def odds(scored):
        probability = scored.message.categories[Category.DECISION].warn
        return np.log(probability / (1 - probability))

    moved = {"decision.warn": MOST, "decision.notice": MOST}
    before, after = score({}), score({"optocht": moved, "elders": moved})
    assert odds(after) - odds(before) == pytest.approx(MOST)
    assert after.message.categories[Category.PERSONAL] == before.message.categories[Category.PERSONAL]
    shown = [phrase for phrase in after.message.phrases if phrase.category is Category.DECISION]
    assert [draft.text[phrase.start : phrase.end] for phrase in shown] == ["optocht"]


def test_a_scorer_is_loaded_with_the_corrections_of_its_version(tmp_path):
    new = tmp_path / "new"
    new.mkdir()
    (new / ARTEFACT).write_bytes((current_version() / ARTEFACT).read_bytes())
    (new / CORRECTIONS).write_text(json.dumps(file_of({"optocht": {"decision.warn": -1.0}})))
    assert Scorer.load(tmp_path, "new").corrections.words == {"optocht": {"decision.warn": -1.0}}
    (new / CORRECTIONS).write_text("no corrections")
    with pytest.raises(ArtefactError, match="is no file of corrections"):
        Scorer.load(tmp_path, "new")
