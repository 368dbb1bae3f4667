"""What a failure says: one line, its status, and nothing of what it failed on."""

import pytest

from classifier import cli
from classifier.commands.exits import Exit
from classifier.commands.failures import failure
from classifier.errors import ArtefactError, BerichtwachtError, CorpusError, InvalidDraft, PolicyError

SENTINEL = "zwaluwstaart"


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (InvalidDraft("text", "is too long"), Exit.USAGE),
        (BerichtwachtError("no"), Exit.USAGE),
        (PolicyError("is wrong", path="policy.yaml", line=3), Exit.CONFIGURATION),
        (ArtefactError("is missing"), Exit.CONFIGURATION),
        (CorpusError("is wrong", path="a.jsonl", line=3), Exit.DATA),
    ],
)
def test_errors_made_on_purpose_say_what_they_say(problem, status):
    assert failure(problem) == (str(problem), status)


def test_a_file_that_fails_is_named():
    assert failure(PermissionError(13, "Permission denied", "secret.jsonl")) == (
        "secret.jsonl: Permission denied",
        Exit.FILE,
    )


@pytest.mark.parametrize(
    "problem", [RuntimeError(SENTINEL), ValueError(SENTINEL), OSError(SENTINEL), UnicodeError(SENTINEL)]
)
def test_an_unexpected_error_says_where_and_never_what(problem, monkeypatch, capsys):
    def fail(**_):
        raise problem

    monkeypatch.setattr(cli, "app", fail)
    assert cli.main() == Exit.UNEXPECTED
    output, said = capsys.readouterr()
    assert output == ""
    assert SENTINEL not in said
    assert said.startswith(f"berichtwacht: unexpected: {type(problem).__name__} in test_failures.py, line ")
    assert said.count("\n") == 1


def test_no_status_of_a_failure_can_be_taken_for_a_verdict():
    verdicts = {Exit.NONE, Exit.NOTICE, Exit.WARN, Exit.UNCHECKED}
    assert max(verdicts) < min(set(Exit) - verdicts)
