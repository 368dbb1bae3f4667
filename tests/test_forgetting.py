"""It forgets: a sentinel is sent through everything, then looked for everywhere."""

import gc
import logging
import os
import resource
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from classifier import Channel, Classifier, Context, Draft, HistoryMessage, InvalidDraft
from classifier.training.corpus import Corpus

ROOT = Path(__file__).parents[1]
SENTINEL = "zwaluwstaartkwast"
TEXT = f"mevr {SENTINEL}ova, bsn 123456782, zit in de schulden, wachtwoord is {SENTINEL}7! akkoord met optie B"
MESSAGES = int(os.environ.get("BERICHTWACHT_TEST_MESSAGES", "3000"))
WARM_UP = 500
GROWTH = 0.03


@pytest.fixture
def log(caplog):
    caplog.set_level(logging.DEBUG)
    for name in logging.root.manager.loggerDict:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield caplog
    for name in logging.root.manager.loggerDict:
        logging.getLogger(name).setLevel(logging.NOTSET)


def send(classifier, *, redact=False):
    context = Context(channel=Channel.SIGNAL, history=(HistoryMessage(f"{SENTINEL} ervoor"),))
    return classifier.assess(Draft(text=TEXT, context=context, redact=redact))


def test_no_log_at_any_level_holds_a_draft(classifier, log, capfd):
    assessment = send(classifier)
    assert assessment.findings
    assert SENTINEL not in log.text
    assert SENTINEL not in "".join(capfd.readouterr())


def test_an_assessment_holds_nothing_of_the_draft(classifier):
    assert SENTINEL not in repr(send(classifier))
    assert SENTINEL not in str(send(classifier).findings)
    assert SENTINEL not in send(classifier, redact=True).redacted_text.split("akkoord")[0]


@pytest.mark.parametrize("text", [SENTINEL + "\ud800", SENTINEL * 1_000, [SENTINEL]])
def test_no_error_holds_a_draft(text):
    with pytest.raises(InvalidDraft) as caught:
        Draft(text=text)
    assert SENTINEL not in str(caught.value) + repr(caught.value)


def test_a_failure_inside_leaves_nothing_behind(classifier, monkeypatch, log):
    def fail(_):
        raise RuntimeError("no")

    monkeypatch.setattr(classifier.scorer, "score", fail)
    with pytest.raises(RuntimeError):
        send(classifier)
    assert SENTINEL not in log.text


def test_no_table_of_the_process_keeps_a_draft(classifier, monkeypatch):
    needle = "".join(reversed("nerawsrettug"))  # the word stands in no constant of this module
    read(classifier, needle)
    with monkeypatch.context() as patch:
        patch.setattr(classifier.scorer, "score", lambda recognised: recognised.missing)
        with pytest.raises(AttributeError):
            read(classifier, needle)
    gc.collect()
    assert not [text for text in classifier.engine._pipeline.vocab.strings if needle in text]
    control = [HistoryMessage(f"{needle} in slots"), {"nested": ({f"{needle} as a key": 1},)}]  # the search does find
    assert sorted(kept(needle)) == [f"{needle} as a key", f"{needle} in slots"]
    assert control


def read(classifier, needle):
    history = tuple(HistoryMessage(f"{part} {needle}s komen") for part in ("de", "alle"))
    text = f"dhr {needle}man van de {needle}straat 12, {needle}@{needle}.nl, heeft {needle}schuld, pin {needle}7!"
    classifier.assess(Draft(text=text, context=Context(history=history), redact=True))


def kept(needle):
    """Return the strings that hold ``needle``, but itself, among all that the process's objects refer to."""
    found = {}
    waiting = gc.get_objects()
    seen = set()
    while waiting:
        thing = waiting.pop()
        # The collector passes over keys of dictionaries that are strings.
        keys = tuple(dict.keys(thing)) if issubclass(type(thing), dict) else ()
        for item in (*gc.get_referents(thing), *keys):
            if type(item) is str:
                if item is not needle and needle in item.casefold():
                    found[id(item)] = item
            elif not gc.is_tracked(item) and isinstance(item, dict | tuple) and id(item) not in seen:
                seen.add(id(item))
                waiting.append(item)
    return list(found.values())


def test_nothing_is_written(classifier, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    send(classifier, redact=True)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("arguments", [["check", TEXT, "--redact"], ["check", TEXT, "--policy", "none"], [TEXT]])
def test_the_command_writes_nothing(arguments, tmp_path):
    home = {"HOME": str(tmp_path), "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        [sys.executable, "-m", "classifier", *arguments], cwd=tmp_path, env=home, capture_output=True, check=False
    )
    assert SENTINEL.encode() not in result.stderr
    assert list(tmp_path.rglob("*")) == []


def test_no_socket_is_opened(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    classifier = Classifier.load()
    seen = set()
    for message in Corpus.read().messages:
        if labels := {span.label for span in message.entities} - seen:
            seen |= labels
            classifier.assess(Draft(text=message.text, redact=True))
    assert len(seen) == 14


def resident():
    """Return the bytes of memory that the process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


@pytest.mark.timeout(600)
def test_memory_is_flat(classifier):
    texts = [message.text for message in Corpus.read().messages]

    def assess(numbers):
        for number in numbers:
            one, other = texts[number % len(texts)], texts[(number * 7 + 3) % len(texts)]
            classifier.assess(Draft(text=f"{number} {one[:60]} {other[-40:]} uniek{number * 7919}woord"))

    assess(range(WARM_UP))
    gc.collect()
    before = resident()
    assess(range(WARM_UP, WARM_UP + MESSAGES))
    gc.collect()
    assert resident() < before * (1 + GROWTH) + 4_000_000
