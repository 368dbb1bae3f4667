"""The draft in a terminal: every mark under its own words, at any width, and nothing that a terminal obeys."""

import io
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from classifier.commands.rendering import render
from classifier.records import (
    AssessedCategory,
    Assessment,
    Category,
    Clause,
    Destination,
    Draft,
    Finding,
    Level,
    Reminder,
    Verdict,
    Warning,
)

STORY = "kun je mevr Yilmaz bellen, haar bijstand is stopgezet 06-12345678"
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = "".join(map(chr, [*range(9), *range(11, 32), *range(127, 160), 0x2028, 0x2029])) + TURNING


def assessment(text, *words, redacted=None, reminders=()):
    """An assessment that warns for the words, each where it first stands."""
    category = Category.PERSONAL
    starts = [(text.index(word), word) for word in words]
    findings = [Finding(category, None, start, start + len(word), 0.9, "test", "Omdat.") for start, word in starts]
    place = Destination("email", "E-mail", None, "Want.")
    warning = Warning("code", category, Level.WARN, "Titel", "Bericht", Clause("aandachtspunt-1", "Citaat"), (place,))
    return Assessment(
        id="1",
        verdict=Verdict.WARN,
        categories=dict.fromkeys(Category, AssessedCategory(Level.NONE, 0.0)),
        findings=tuple(findings),
        topics=(),
        warnings=(warning,),
        reminders=tuple(Reminder("keep", message, Clause("aandachtspunt-5", "Citaat")) for message in reminders),
        redacted_text=redacted,
        degraded=(),
        model_version="test",
        policy_version="test",
    )


def shown(text, *words, redacted=None, reminders=(), **console):
    screen = io.StringIO()
    told = assessment(text, *words, redacted=redacted, reminders=reminders)
    render(Draft(text=text), told, Console(file=screen, **console))
    return screen.getvalue()


def cells(line):
    """Return the line as one character per cell of the terminal."""
    return "".join(character.ljust(cell_len(character), "\0") for character in line if cell_len(character))


def marked(output, mark="~"):
    """Return the words that stand above marks."""
    lines = output.splitlines()
    found = []
    for above, below in pairwise(lines):
        if below.strip() and not below.strip().strip(mark + " "):
            found.append("".join(cell for cell, sign in zip(cells(above), below, strict=False) if sign == mark))
    return "".join(found).replace("\0", "")


@pytest.mark.parametrize("width", [20, 30, 45, 80, 200])
@pytest.mark.parametrize("console", [{}, {"force_terminal": True, "no_color": True}])
def test_marks_stand_under_their_words_at_any_width(width, console):
    output = re.sub(r"\x1b\[[\d;]*m", "", shown(STORY, "Yilmaz", "06-12345678", width=width, **console))
    assert marked(output) == "Yilmaz06-12345678"
    assert max(map(cell_len, output.splitlines())) <= width


@pytest.mark.parametrize("before", ["😅😅 ", "é\u0301e\u0301 ", "日本 ", "\t", "\x9b31m ", "\u202e", "a\r\n"])
def test_marks_stand_under_their_words_after_anything(before):
    assert marked(shown(f"{before}mevr Yilmaz", "Yilmaz", width=80)) == "Yilmaz"


def test_no_word_of_a_long_draft_is_cut_off():
    text = " ".join(f"woord{number}" for number in range(300)) + " " + "lang" * 100
    for console in ({"width": 40}, {"width": 40, "force_terminal": True, "color_system": "standard"}):
        output = "".join(shown(text, **console).split())
        assert "".join(text.split()) in output


def test_a_narrow_terminal_cuts_no_explanation_off():
    assert "…" not in shown(STORY, "Yilmaz", width=20)


@pytest.mark.parametrize("console", [{}, {"force_terminal": True, "color_system": None}])
def test_without_colours_there_are_marks_and_no_codes(console):
    output = shown(STORY, "Yilmaz", width=80, **console)
    assert marked(output) == "Yilmaz"
    assert "\x1b" not in output


def test_with_colours_the_words_are_underlined():
    output = shown(STORY, "Yilmaz", width=80, force_terminal=True, color_system="standard")
    assert "\x1b[4;31mYilmaz\x1b[0m" in output


@pytest.mark.parametrize("console", [{}, {"force_terminal": True, "color_system": "truecolor"}])
def test_nothing_reaches_a_terminal_that_it_obeys(console):
    text = f"a{CONTROL}b"
    output = shown(text, text, redacted=text, width=200, **console)
    output = output.replace("\x1b[", "") if console else output
    assert not set(output) & set(CONTROL)


def test_markup_in_a_draft_is_no_markup():
    assert "[red]rood[/red] [/]" in shown("[red]rood[/red] [/] x", "x", width=80)


def test_a_reminder_is_shown_whole_at_any_width():
    message = "Mail het naar [div] archiefbeheer@gemeente.example en bewaar het."
    output = shown("hoi", reminders=[message, "Nog een."], width=20)
    assert "".join(message.split()) in "".join(output.split())
    assert output.count("•") == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_an_empty_draft_takes_no_lines(text):
    lines = shown(text, width=80).splitlines()
    assert lines[0].strip()
    assert lines[1].strip() == "Titel"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=120), st.integers(6, 90))
def test_any_text_is_shown(text, width):
    shown(text, width=width)
