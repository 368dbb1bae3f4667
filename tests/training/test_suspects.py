"""Label errors: those that were put in are found, those of spans both ways, and nothing is said without a reason."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from classifier.cli import app
from classifier.commands.exits import Exit
from classifier.commands.failures import failure
from classifier.commands.split_names import SplitName
from classifier.errors import ConfigurationError
from classifier.records import Entity, NormalisedText, RecognisedMessage
from classifier.training.corpus import CORPUS, Message, Split
from classifier.training.out_of_sample import QUESTIONS, answers_of, out_of_sample
from classifier.training.placed import Placed, read_placed
from classifier.training.suspects import NOTHING, label_suspects, quality_of, require_cleanlab, span_suspects

AUTHORS = ("a", "b", "c", "d", "e")
LEVELS = ("none", "notice", "warn")


def message(name, text="tekst", personal="none", topics=(), spans=()):
    entities = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    return Message(
        id=name, text=text, lang="nl", personal=personal, decision="none", confidential="none", topics=topics,
        entities=entities,
    )  # fmt: skip


def place(messages):
    return [Placed(item, Path(f"{item.author}.jsonl"), line) for line, item in enumerate(messages, 1)]


@pytest.fixture(scope="module")
def flipped():
    """Five hundred messages whose rows nearly say their level, of which one in twenty has another."""
    random = np.random.default_rng(5)
    truth = random.integers(0, 3, 500)
    rows = np.eye(3)[truth] * 2 + random.normal(0, 0.6, (500, 3))
    wrong = set(random.choice(500, 25, replace=False).tolist())
    given = [(level + 1) % 3 if index in wrong else level for index, level in enumerate(truth.tolist())]
    messages = [
        message(f"{AUTHORS[index % 5]}-{index}", personal=LEVELS[level], topics=["health"] if level == 2 else [])
        for index, level in enumerate(given)
    ]
    placed = place(messages)
    answers = answers_of(messages)
    probabilities = out_of_sample(rows, answers, [item.author for item in messages])
    return placed, answers, probabilities, {messages[index].id for index in wrong}


def test_labels_that_were_flipped_are_found(flipped):
    placed, answers, probabilities, wrong = flipped
    found = [suspect for suspect in label_suspects(placed, answers, probabilities) if suspect.what == "personal"]
    first = [suspect.placed.message.id in wrong for suspect in found[:20]]
    assert np.mean(first) >= 0.9  # by chance 0.05
    assert len({suspect.placed.message.id for suspect in found} & wrong) >= 20  # of 25
    qualities = [suspect.quality for suspect in found]
    assert qualities == sorted(qualities)
    assert all(suspect.given != suspect.suggested for suspect in found)


def test_what_everybody_answers_alike_is_no_suspect(flipped):
    placed, answers, probabilities, _ = flipped
    assert {suspect.what for suspect in label_suspects(placed, answers, probabilities)} == {"personal", "topic.health"}


def test_the_quality_of_a_message_is_that_of_its_worst_label(flipped):
    _, answers, probabilities, _ = flipped
    quality = quality_of(answers, probabilities)
    assert quality[3] == min(probabilities[question][3][answers[question][3]] for question in QUESTIONS)


def test_nobody_is_judged_by_a_model_of_themselves():
    rows = np.array([[0.0]] * 10 + [[1.0]] * 10)
    messages = [message(f"a-{n}", personal="none") for n in range(10)]
    messages += [message(f"b-{n}", personal="warn") for n in range(10)]
    found = out_of_sample(rows, answers_of(messages), [item.author for item in messages])["personal"]
    assert found[:10, 2] == pytest.approx(1.0)  # all that the other author ever says
    with pytest.raises(ConfigurationError, match="one author"):
        out_of_sample(rows, answers_of(messages), ["a"] * 20)


def test_answers_are_the_labels():
    answers = answers_of([message("a-1", personal="warn", topics=["health"])])
    assert answers["personal"].tolist() == [2]
    assert {question for question, given in answers.items() if given.any()} == {"personal", "topic.health"}


def recognised(text, *entities):
    normalised = NormalisedText(text, text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))
    found = [Entity(label, start, end, score, "test") for start, end, label, score in entities]
    return RecognisedMessage(normalised, tuple(found))


def test_spans_are_compared_both_ways():
    text = "Jan uit Leiden belt Piet"
    placed = place([
        message("a-1", text, spans=[(0, 3, "PERSON"), (8, 14, "PERSON")]),
        message("a-2", text, spans=[(0, 3, "PERSON")]),
    ])  # fmt: skip
    read = [
        recognised(text, (8, 14, "LOCATION", 0.7), (20, 24, "PERSON", 0.9)),
        recognised(text, (0, 3, "PERSON", 0.9), (15, 19, "OWN_NUMBER", 0.9)),
    ]
    found = [
        (item.placed.line, item.given, item.suggested, round(item.quality, 3)) for item in span_suspects(placed, read)
    ]
    assert found == [
        (1, NOTHING, "PERSON 20:24", 0.1),
        (1, "PERSON 8:14", "LOCATION 8:14", 0.3),
        (1, "PERSON 0:3", NOTHING, 0.667),
    ]


def test_without_cleanlab_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "cleanlab", None)
    with pytest.raises(ConfigurationError, match="curate"):
        require_cleanlab()


def test_the_names_of_the_splits_are_those_of_the_corpus():
    assert [name.value for name in SplitName] == [split.value for split in Split]


@pytest.fixture
def corpus(tmp_path):
    (tmp_path / "messages").mkdir()
    lines = (CORPUS / "messages" / "a19.jsonl").read_text().splitlines()[:80]
    for author, part in (("x", lines[:40]), ("y", lines[40:])):
        records = [json.loads(line) | {"id": f"{author}-{number:03d}"} for number, line in enumerate(part, 1)]
        (tmp_path / "messages" / f"{author}.jsonl").write_text("".join(f"{json.dumps(item)}\n" for item in records))
    (tmp_path / "authors.yaml").write_text(
        "x: {split: scorers, brief: somebody who writes messages}\n"
        "y: {split: development, brief: somebody who writes messages}\n"
        "z: {split: test, brief: somebody who writes messages}\n"
    )
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(app, ["data", "suspects", *map(str, arguments)])


def test_the_command_lists_places_and_no_text(corpus, tmp_path):
    output = tmp_path / "suspects.jsonl"
    result = run(corpus, "--output", output, "--limit", 3)
    assert result.exit_code == Exit.NONE, result.output
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert {row["kind"] for row in rows} >= {"label", "useful"}
    assert all(sum(row["kind"] == kind for row in rows) <= 3 for kind in ("label", "entity", "useful"))
    texts = {item.message.id: item.message.text for item in read_placed(corpus)}
    assert not [text for text in texts.values() if text[:20] in result.output or text[:20] in output.read_text()]
    for row in rows:
        path, _, line = row["place"].rpartition(":")
        assert json.loads(Path(path).read_text().splitlines()[int(line) - 1])["id"] == row["id"]
    run(corpus, "--output", output, "--limit", 3, "--show-text")
    shown = [json.loads(line) for line in output.read_text().splitlines()]
    assert [row["text"] for row in shown] == [texts[row["id"]] for row in rows]


@pytest.mark.parametrize(
    ("splits", "said"),
    [(("--split", "test"), "no author in test has a message"), (("--split", "scorers"), "one author")],
)
def test_what_cannot_be_looked_at_is_said(corpus, splits, said):
    assert said in failure(run(corpus, *splits).exception)[0]


def test_a_pool_is_ranked_and_never_shown(corpus, tmp_path):
    pool = tmp_path / "pool.jsonl"
    texts = [
        "de wethouder wil de subsidie misschien stoppen",
        "tot zo",
        "tot zo",
        "mevr geheimnaam heeft denk ik schulden",
    ]
    pool.write_text("".join(f"{json.dumps({'text': text, 'more': 1})}\n" for text in texts))
    output = tmp_path / "useful.jsonl"
    result = run(corpus, "--pool", pool, "--show-text", "--output", output)
    assert result.exit_code == Exit.NONE, result.output
    rows = [json.loads(line) for line in output.read_text().splitlines()]
    assert sorted(row["id"] for row in rows) == [f"line {number}" for number in range(1, 5)]
    assert rows[-1]["id"] in {"line 2", "line 3"}
    assert "geheimnaam" not in result.output + output.read_text()


@pytest.mark.parametrize("line", ["geen json", '{"id": "1"}', '{"text": ""}', json.dumps({"text": "x" * 10_001})])
def test_a_wrong_pool_is_named_by_its_line(corpus, tmp_path, line):
    pool = tmp_path / "pool.jsonl"
    pool.write_text(f'{{"text": "tot zo"}}\n{line}\n')
    said, status = failure(run(corpus, "--pool", pool).exception)
    assert (status, "pool.jsonl:2" in said) == (Exit.DATA, True)
