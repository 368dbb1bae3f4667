"""Counting a corpus: every number against one counted by hand, and the quotas."""

import io
import json
import sys

import pytest
from rich.console import Console
from typer.testing import CliRunner

from classifier.cli import app
from classifier.errors import ConfigurationError
from classifier.records import Category, Level, Topic
from classifier.training.corpus import Author, Corpus, Message, Split
from classifier.training.quotas import QUOTAS, Quota, Quotas
from classifier.training.statistics import STATISTICS_VERSION, corpus_statistics, count_messages
from classifier.training.statistics_plots import statistics_svg
from classifier.training.statistics_tables import print_statistics
from classifier.vocabulary import ENTITIES

SLEUTEL = "kan iemand morgen de sleutel van de sporthal ophalen bij de balie"


def message(name, text, p="none", d="none", c="none", *, lang="nl", topics=(), spans=(), look_alike=False):
    entities = [{"start": start, "end": end, "label": label} for start, end, label in spans]
    levels = {"personal": p, "decision": d, "confidential": c}
    return Message(
        id=name, text=text, lang=lang, **levels, topics=tuple(topics), entities=tuple(entities), look_alike=look_alike
    )


MESSAGES = (
    message("a-1", SLEUTEL),
    message("a-2", SLEUTEL + "!", look_alike=True),
    message("a-3", "Jan is ziek", "notice", topics=["health"], spans=[(0, 3, "PERSON")]),
    message("b-1", SLEUTEL + "?", lang="mixed"),
    message("b-2", "Bo en Mo\nzijn verdacht", "warn", "notice", topics=["criminal", "health"],
            spans=[(0, 2, "PERSON"), (6, 8, "PERSON")]),
    message("t-1", "the bid is two million", "none", "warn", "warn", lang="en"),
    message("t-2", "ja", look_alike=True),
)  # fmt: skip
AUTHORS = {
    name: Author(split=split, brief="somebody who writes messages")
    for name, split in (("a", "encoder"), ("b", "encoder"), ("t", "test"), ("u", "scorers"))
}
CORPUS = Corpus(authors=AUTHORS, messages=MESSAGES)


@pytest.fixture(scope="module")
def statistics():
    return corpus_statistics(CORPUS)


def test_the_whole_is_counted(statistics):
    total = statistics.total
    assert (total.messages, total.authors) == (7, 3)
    assert (total.clean, total.look_alikes, total.must_warn, total.notice_only) == (4, 2, 2, 1)
    assert total.levels[Category.PERSONAL] == {Level.NONE: 5, Level.NOTICE: 1, Level.WARN: 1}
    assert total.levels[Category.DECISION] == {Level.NONE: 5, Level.NOTICE: 1, Level.WARN: 1}
    assert total.levels[Category.CONFIDENTIAL] == {Level.NONE: 6, Level.NOTICE: 0, Level.WARN: 1}
    assert (total.topics[Topic.HEALTH], total.topics[Topic.CRIMINAL], total.topics[Topic.UNION]) == (2, 1, 0)
    assert total.entities.keys() == set(ENTITIES)
    assert total.entities["PERSON"] == sum(total.entities.values()) == 3
    assert total.languages == {"nl": 5, "en": 1, "mixed": 1}
    assert total.multi_line == 1


def test_lengths_are_in_words(statistics):
    words = statistics.total.words  # 1, 3, 5, 5, 12, 12, 12
    assert (words.median, words.p90, words.longest) == (5, 12, 12)
    assert statistics.total.lengths == {1: 1, 3: 1, 5: 2, 12: 3}


def test_near_duplicates_are_counted_within_a_split(statistics):
    assert statistics.total.near_duplicates == 2
    assert statistics.splits[Split.ENCODER].near_duplicates == 2
    assert statistics.splits[Split.TEST].near_duplicates == 0


def test_near_duplicates_across_splits_count_in_the_whole_only():
    pair = (MESSAGES[0], message("t-1", SLEUTEL + "!"))
    found = corpus_statistics(Corpus(authors=AUTHORS, messages=pair))
    assert found.total.near_duplicates == 1
    assert [counts.near_duplicates for counts in found.splits.values()] == [0] * len(found.splits)


def test_splits_add_up(statistics):
    assert statistics.splits.keys() == set(Split) - {Split.REVIEWED}  # of which there are none
    assert sum(counts.messages for counts in statistics.splits.values()) == statistics.total.messages
    assert statistics.splits[Split.SCORERS].messages == 0


def test_nothing_can_be_counted():
    counts = count_messages(())
    assert (counts.messages, counts.words.longest) == (0, 0)
    json.dumps(counts.as_data(), allow_nan=False)


def test_the_quotas_are_these():
    assert Quotas(8_000, 30, 0.45, 0.5, 150, 200, 0.06, 1_200) == QUOTAS


def test_quotas_say_what_is_short(statistics):
    found = {quota.name: quota for quota in statistics.quotas}
    assert len(found) == 8
    assert not found["messages"].reached
    assert found["clean"].found == pytest.approx(4 / 7)
    assert found["clean"].reached
    assert (found["look-alikes among the clean"].found, found["look-alikes among the clean"].reached) == (0.5, True)
    assert found["English or mixed"].found == pytest.approx(2 / 7)
    assert found["messages of the test set"].found == 2
    assert dict(found["every topic"].short)["health"] == 2
    assert len(found["every topic"].short) == len(Topic)


def test_a_quota_is_reached_at_its_number():
    assert Quota("x", 5, 5).reached
    assert not Quota("x", 5, 4).reached
    each = Quota.of_each("x", 5, {"a": 5, "b": 4, "c": 9})
    assert (each.found, each.short, each.reached) == (4, (("b", 4),), False)


def test_the_data_have_a_version_and_survive_json(statistics):
    data = statistics.as_data()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["statistics_version"] == STATISTICS_VERSION == 1
    assert data["total"]["look_alikes"] == {"count": 2, "share": 0.5}
    assert data["splits"]["test"]["messages"] == 2


def test_the_tables_show_every_number_and_no_text(statistics):
    console = Console(width=160, record=True, file=io.StringIO())
    print_statistics(statistics, console)
    shown = console.export_text()
    for word in (*statistics.splits, *Topic, *ENTITIES, "look-alikes", "near-duplicates", "English or mixed"):
        assert word in shown
    assert "sporthal" not in shown


def test_the_plots_are_the_same_every_time(statistics):
    svg = statistics_svg(statistics)
    assert svg == statistics_svg(corpus_statistics(CORPUS))
    assert svg.startswith("<?xml")
    for words in ("Levels per category", "Words per message", "Messages per topic", "Spans per entity type"):
        assert words in svg
    assert "<dc:date>" not in svg


def test_without_matplotlib_the_extra_is_named(statistics, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ConfigurationError, match="curate"):
        statistics_svg(statistics)


@pytest.fixture
def directory(tmp_path):
    (tmp_path / "messages").mkdir()
    (tmp_path / "authors.yaml").write_text("t: {split: test, brief: somebody who writes messages}\n")
    (tmp_path / "messages" / "t.jsonl").write_text(MESSAGES[5].model_dump_json(exclude={"look_alike"}))
    return tmp_path


def test_the_command_shows_and_writes(directory, tmp_path):
    output = tmp_path / "new" / "place"
    result = CliRunner().invoke(app, ["data", "stats", str(directory), "--output", str(output)])
    assert result.exit_code == 0, result.output
    assert "quotas" in result.output
    assert json.loads((output / "statistics.json").read_text())["total"]["messages"] == 1
    assert (output / "statistics.svg").read_text().rstrip().endswith("</svg>")


def test_the_command_writes_nothing_unasked(directory):
    before = sorted(directory.rglob("*"))
    assert CliRunner().invoke(app, ["data", "stats", str(directory)]).exit_code == 0
    assert sorted(directory.rglob("*")) == before
