"""The policy changes without a restart, and a broken change changes nothing."""

import logging
import os
import re

import pytest
from builders import scored

from classifier.decide import PolicySource
from classifier.decide import source as module
from classifier.decide.policy_file import DEFAULT_POLICY
from classifier.errors import PolicyError
from classifier.records import Category, Level

TEXT = DEFAULT_POLICY.read_text(encoding="utf-8")
STRICTER = re.sub(r"decision: \{notice: [\d.]+, warn: [\d.]+\}", "decision: {notice: 0.1, warn: 0.2}", TEXT)


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        now = 0.0

        def __call__(self):
            return self.now

    clock = Clock()
    monkeypatch.setattr(module, "monotonic", clock)
    return clock


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "policy.yaml"
    write(path, TEXT, 1)
    return path


def write(path, text, time):
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time, time))


def level(source):
    return source.decide(scored(decision=(0.25, 0.3))).levels[Category.DECISION]


def test_a_change_is_seen_within_a_second(path, clock):
    source = PolicySource(path)
    before = source.current().version
    write(path, STRICTER, 2)
    assert level(source) is Level.NONE
    clock.now = 1.5
    assert level(source) is Level.WARN
    assert source.current().version != before


def test_a_broken_change_keeps_the_policy_and_says_the_line(path, clock, caplog):
    source = PolicySource(path)
    before = source.current().version
    write(path, "name: [", 2)
    clock.now = 1.5
    with caplog.at_level(logging.ERROR):
        assert source.current().version == before
        clock.now = 3.0
        source.current()
    assert isinstance(source.problem, PolicyError)
    assert source.problem.line == 1 or source.problem.line == 2
    assert len(caplog.records) == 1


def test_a_mended_file_is_taken_again(path, clock):
    source = PolicySource(path)
    write(path, "name: [", 2)
    clock.now = 1.5
    source.current()
    write(path, STRICTER, 3)
    clock.now = 3.0
    assert level(source) is Level.WARN
    assert source.problem is None


def test_a_deleted_file_keeps_the_policy(path, clock):
    source = PolicySource(path)
    before = source.current().version
    path.unlink()
    clock.now = 1.5
    assert source.current().version == before
    assert "does not exist" in str(source.problem)


def test_a_broken_file_stops_the_start(path):
    write(path, TEXT.replace("accept: writer", "accept: nobody"), 1)
    with pytest.raises(PolicyError, match="accept"):
        PolicySource(path)


def test_the_version_tells_the_content(path, tmp_path):
    other = tmp_path / "other.yaml"
    write(other, STRICTER, 1)
    assert PolicySource(path).current().version.split("-")[-1] != PolicySource(other).current().version.split("-")[-1]
