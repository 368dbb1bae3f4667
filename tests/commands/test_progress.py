"""Progress: bars on a terminal, a line now and then elsewhere."""

import io

from rich.console import Console

from classifier.commands.progress import Shown


def test_where_there_is_no_terminal_the_beginning_and_the_end_are_said(capsys):
    with Shown(Console(file=io.StringIO()), every=1000) as shown:
        for done in range(1001):
            shown("messages read", done, 1000)
    output, said = capsys.readouterr()
    assert output == ""
    assert said.splitlines() == ["messages read: 0 of 1,000", "messages read: 1,000 of 1,000"]


def test_in_between_something_is_said_now_and_then(capsys):
    with Shown(Console(file=io.StringIO()), every=0) as shown:
        assert list(shown.through("abc", "letters")) == list("abc")
    assert len(capsys.readouterr().err.splitlines()) == 4


def test_a_terminal_has_bars_and_is_left_as_it_was(capsys):
    screen = io.StringIO()
    with Shown(Console(file=screen, force_terminal=True, width=80)) as shown:
        shown("messages read", 10, 40)
        shown("messages read", 40, 40)
        shown("scorers fitted", 1, 6)
    assert "messages read" in screen.getvalue()
    assert "40/40" in screen.getvalue()
    assert screen.getvalue().count("\x1b[?25l") == screen.getvalue().count("\x1b[?25h")
    assert capsys.readouterr().err == ""
