"""The command line: what it prints, and what it ends with."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from classifier.cli import app, main
from classifier.commands.exits import Exit, exit_of
from classifier.commands.failures import failure
from classifier.commands.rendering import render
from classifier.decide.policy_file import DEFAULT_POLICY
from classifier.pipeline import Classifier
from classifier.records import Draft, Verdict

RUNNER = CliRunner()
STORY = "kun je mevr Yilmaz bellen, haar bijstand is stopgezet 06-12345678"
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _loaded_once(classifier, monkeypatch):
    """Let commands that name no files share the classifier that has been loaded already."""
    load = Classifier.load
    monkeypatch.setattr(Classifier, "load", lambda **files: load(**files) if any(files.values()) else classifier)


def run(*arguments, text=None):
    return RUNNER.invoke(app, list(arguments), input=text)


def command(*arguments, text=b"", encoding="utf-8"):
    """Run the command as a process of its own."""
    environment = os.environ | {"COLUMNS": "100", "NO_COLOR": "1", "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-m", "classifier", *arguments],
        cwd=ROOT,
        input=text,
        capture_output=True,
        env=environment,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [("wie neemt taart mee?", Exit.NONE), ("mevrouw De Boer komt om 10 uur", Exit.NOTICE), (STORY, Exit.WARN)],
)
def test_the_exit_status_says_the_verdict(text, status):
    assert run("check", text).exit_code == status


def test_every_verdict_has_a_status():
    assert [exit_of(verdict) for verdict in Verdict] == [Exit.NONE, Exit.NOTICE, Exit.WARN, Exit.UNCHECKED]


def test_check_tells_what_where_why_and_where_to():
    output = run("check", STORY, "--channel", "whatsapp").output
    assert "Niet versturen" in output
    lines = output.splitlines()
    place = next(index for index, line in enumerate(lines) if STORY[:40] in line)
    assert "~" in lines[place + 1]
    assert lines[place].index("Yilmaz") == lines[place + 1].index("~~~~~~")
    for part in ("Dit is een naam van een persoon", "aandachtspunt-1", "bedrijfsmail", "E-mail", "Motion"):
        assert part in output


def test_json_is_the_answer_of_the_api():
    answer = json.loads(run("check", STORY, "--json", "--redact", "--language", "en").output)
    assert list(answer) == [
        "id", "verdict", "categories", "findings", "topics", "warnings", "reminders", "redacted_text", "degraded",
        "model_version", "policy_version",
    ]  # fmt: skip
    assert answer["verdict"] == "warn"
    assert answer["redacted_text"].startswith("kun je mevr <PERSON> bellen")
    assert answer["warnings"][0]["title"] == "This is about somebody's private life"


def test_context_is_passed_on():
    result = run("check", "akkoord", "--history", "kan de fractie instemmen met het amendement over de ozb?", "--json")
    assert [warning["code"] for warning in json.loads(result.output)["warnings"]] == ["decision.answers_question"]
    crisis = json.loads(run("check", STORY, "--crisis", "--channel", "signal", "--json").output)
    assert crisis["verdict"] == "notice"
    reminders = run(
        "check", "tot zo", "--sender", "official", "--recipient", "executive", "--recipient", "resident"
    ).output
    assert "lid van het college" in reminders


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_standard_input_is_read(arguments):
    assert run("check", *arguments, text=STORY + "\n").exit_code == Exit.WARN


def test_a_terminal_gets_colours_and_control_characters_are_made_harmless(classifier):
    draft = Draft(text="mevr Yilmaz \x1b[2J zit in de schuldsanering")
    screen = io.StringIO()
    render(
        draft, classifier.assess(draft), Console(file=screen, force_terminal=True, width=60, color_system="truecolor")
    )
    assert "\x1b[2J" not in screen.getvalue()
    assert "\x1b[4;31m" in screen.getvalue()


@pytest.mark.parametrize("width", [30, 200])
def test_any_width_shows_every_word(classifier, width):
    draft = Draft(text=STORY)
    screen = io.StringIO()
    render(draft, classifier.assess(draft), Console(file=screen, force_terminal=True, width=width, color_system=None))
    shown = " ".join(screen.getvalue().split())
    assert "Yilmaz" in shown
    assert "06-12345678" in shown


def test_a_process_prints_no_colour_when_piped_and_ends_with_the_verdict():
    result = command("check", STORY)
    assert result.returncode == Exit.WARN
    assert b"\x1b" not in result.stdout
    assert result.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "text", "status", "part"),
    [
        (["check"], b"\xff\xfe zwaluwstaart", Exit.USAGE, "UTF-8"),
        (["check", "zwaluwstaart " * 900], b"", Exit.USAGE, "longer than"),
        (["check", "zwaluwstaart", "--channel", "fax"], b"", Exit.USAGE, "--channel"),
        (["check", "--sender", "zwaluwstaart"], b"", Exit.USAGE, "--sender"),
        (["check", "mevr", "zwaluwstaart", "belt"], b"", Exit.USAGE, "in quotes"),
        (["check", "--zwaluwstaart belt"], b"", Exit.USAGE, "in quotes"),
        (["check", "zwaluwstaart\udcff"], b"", Exit.USAGE, "Unicode"),
        (["check", "x", "--history", "zwaluwstaart " * 900], b"", Exit.USAGE, "context.history[0].text"),
        (["check", "x", *["--history", "zwaluwstaart"] * 11], b"", Exit.USAGE, "context.history"),
        (["policy"], b"", Exit.USAGE, "Usage"),
        (["policy", "check"], b"", Exit.USAGE, "is missing"),
        (["serve", "--port", "zwaluwstaart"], b"", Exit.USAGE, "--port"),
        (["serve", "--port", "99999"], b"", Exit.CONFIGURATION, "port"),
        (["serve", "--host", "0.0.0.0"], b"", Exit.CONFIGURATION, "secret_keys: are missing"),
        (["evaluate", "none"], b"", Exit.CONFIGURATION, "does not exist"),
        (["train", "--directory", "none"], b"", Exit.CONFIGURATION, "does not exist"),
        (["data", "check", "none"], b"", Exit.CONFIGURATION, "does not exist"),
        (["data", "add", "none", "--author", "a01"], b"", Exit.FILE, "No such file"),
        (["check", "zwaluwstaart", "--policy", "none.yaml"], b"", Exit.CONFIGURATION, "does not exist"),
        (["check", "zwaluwstaart", "--recognisers", "none.yaml"], b"", Exit.CONFIGURATION, "does not exist"),
        (["check", "zwaluwstaart", "--models", "none"], b"", Exit.CONFIGURATION, "current.json"),
        (["mevr zwaluwstaart"], b"", Exit.USAGE, "in quotes"),
    ],
)
def test_what_goes_wrong_is_said_in_short_and_never_with_the_draft(arguments, text, status, part, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["berichtwacht", *arguments])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    assert main() == status
    output, said = capsys.readouterr()
    assert part in output + said
    assert "zwaluwstaart" not in output + said
    assert len(said.splitlines()) <= 1


def test_a_process_that_fails_says_one_line():
    result = command("mevr zwaluwstaart")
    assert result.returncode == Exit.USAGE
    assert result.stdout == b""
    assert result.stderr.startswith(b"berichtwacht: ")
    assert result.stderr.count(b"\n") == 1
    assert b"zwaluwstaart" not in result.stderr


def test_a_stream_without_the_characters_gets_a_sign_instead():
    result = command("check", "privé, tot straks", encoding="ascii")
    assert result.returncode == Exit.NONE
    assert b"priv?" in result.stdout


def test_policy_check(tmp_path):
    assert run("policy", "check", str(DEFAULT_POLICY)).exit_code == Exit.NONE
    path = tmp_path / "policy.yaml"
    path.write_text(DEFAULT_POLICY.read_text().replace("accept: writer", "accept: nobody"))
    line = next(number for number, text in enumerate(path.read_text().splitlines(), 1) if "accept:" in text)
    problem = run("policy", "check", str(path)).exception
    assert failure(problem) == (str(problem), Exit.CONFIGURATION)
    assert str(problem).startswith(f"{path}:{line}: ")


def test_policy_show():
    output = run("policy", "show").output
    assert "aandachtspunt-1" in output
    assert "decision.substance" in " ".join(output.split())


def test_data_check_and_add(tmp_path):
    (tmp_path / "messages").mkdir()
    (tmp_path / "authors.yaml").write_text("a: {split: encoder, brief: somebody who writes messages}\n")
    written = tmp_path / "written.jsonl"
    levels = {"personal": "notice", "decision": "none", "confidential": "none"}
    record = {"lang": "nl", **levels, "topics": [], "look_alike": False}
    for total, name in ((1, "Yilmaz"), (2, "Bakker")):
        written.write_text(json.dumps(record | {"text": f"bel [[{name}|PERSON]]"}) + "\n")
        result = run("data", "add", str(written), "--author", "a", "--directory", str(tmp_path))
        assert f"1 added, {total} in all" in " ".join(result.output.split())
    assert run("data", "check", str(tmp_path)).exit_code == Exit.NONE
    file = tmp_path / "messages" / "a.jsonl"
    file.write_text(file.read_text().replace("a-002", "a-001"))
    twice = run("data", "check", str(tmp_path))
    assert (twice.exit_code, "a.jsonl:2" in twice.output) == (Exit.DATA, True)
    written.write_text("geen json\n")
    wrong = run("data", "add", str(written), "--author", "a", "--directory", str(tmp_path))
    assert (wrong.exit_code, "written.jsonl:1" in wrong.stderr) == (Exit.DATA, True)


def test_evaluate(tmp_path):
    lines = (ROOT / "training_data" / "messages" / "a11.jsonl").read_text().splitlines()[:20]
    (tmp_path / "few.jsonl").write_text("\n".join(lines))
    output = run("evaluate", str(tmp_path / "few.jsonl"), "--quick", "--output", str(tmp_path / "report")).output
    assert "PERSON" in output
    report = json.loads((tmp_path / "report" / "report.json").read_text())
    assert report["messages"] == 20
    assert report["report_version"] == 2
    assert "<svg" in (tmp_path / "report" / "report.html").read_text()


def every_command():
    for command_ in app.registered_commands:
        yield command_.name or command_.callback.__name__
    for group in app.registered_groups:
        yield from (f"{group.name} {item.name}" for item in group.typer_instance.registered_commands)


def test_every_command_option_and_status_is_documented():
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for name in every_command():
        assert f"`berichtwacht {name}" in text
        for line in run(*name.split(), "--help").output.split():
            if line.startswith("--") and line.strip("-,.") not in {"help", "no"}:
                assert f"`{line.strip(',.')}" in text, f"{name} {line}"
    for status in Exit:
        assert f"| {status.value} |" in text
