"""A reminder comes once per conversation, writer and day."""

from datetime import date

from berichtwacht_client import Clause, Reminder
from berichtwacht_teams.reminded import Reminded

ARCHIVE = Reminder("retention.teams", "Bewaar het.", Clause("a", "q"))
AWARE = Reminder("awareness.executive", "Let op.", Clause("b", "q"))


def test_once_in_a_conversation():
    reminded = Reminded()
    reminded.shown("chat ann", [ARCHIVE])
    assert reminded.due("chat ann", [ARCHIVE, AWARE]) == (AWARE,)
    assert reminded.due("chat bob", [ARCHIVE]) == (ARCHIVE,)


def test_what_was_not_shown_is_still_due():
    reminded = Reminded()
    assert reminded.due("chat", [ARCHIVE]) == (ARCHIVE,)
    assert reminded.due("chat", [ARCHIVE]) == (ARCHIVE,)


def test_again_on_the_next_day():
    days = [date(2026, 11, 29)]
    reminded = Reminded(lambda: days[-1])
    reminded.shown("chat", [ARCHIVE])
    days.append(date(2026, 11, 30))
    assert reminded.due("chat", [ARCHIVE]) == (ARCHIVE,)
    reminded.shown("chat", [ARCHIVE])
    assert reminded.due("chat", [ARCHIVE]) == ()


def test_it_keeps_no_more_than_it_should():
    reminded = Reminded(most=2)
    for name in ("one", "two", "three"):
        reminded.shown(name, [ARCHIVE])
    assert reminded.due("three", [ARCHIVE]) == ()
    assert reminded.due("one", [ARCHIVE]) == (ARCHIVE,)


def test_no_name_is_kept():
    reminded = Reminded()
    reminded.shown("19:sentinel", [ARCHIVE])
    assert "sentinel" not in repr(vars(reminded))
