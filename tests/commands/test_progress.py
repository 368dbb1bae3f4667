"""Progress: a bar in a terminal, nothing where nobody watches, and the items as they were."""

import io

from rich.console import Console

from classifier.commands.progress import progress_bars


def shown(*, terminal):
    console = Console(file=io.StringIO(), force_terminal=terminal, width=80)
    with progress_bars(console) as progress:
        assert list(progress(["a", "b", "c"], "reading messages")) == ["a", "b", "c"]
        assert list(progress([], "reading nothing")) == []
    return console.file.getvalue()


def test_a_terminal_sees_a_bar():
    assert "reading messages" in shown(terminal=True)


def test_nobody_else_sees_anything():
    assert shown(terminal=False) == ""
