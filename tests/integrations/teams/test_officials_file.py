"""The file in which an administrator lists the officials: what is read, what is refused, what a change does."""

import asyncio
import logging
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from berichtwacht_client import Role
from berichtwacht_teams.officials import FileList, OfficialsError, Source
from berichtwacht_teams.officials import file as file_module
from berichtwacht_teams.officials.parsing import MOST_BYTES, read_roster
from hypothesis import given
from hypothesis import strategies as st

ID = "5f0c2a52-7d0a-4c5e-9a63-0d6f1f1f8a10"
GOOD = f"""\
executive:
  - Burgemeester@Gemeente.example  # the mayor
key_official: [directeur@gemeente.example, {ID.upper()}]
registrar: []
councillor:
  - "o'brien@raad.gemeente.example"
  - jan_partij.example#EXT#@gemeente.example
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "officials.yaml"


def test_everybody_on_the_list_is_found_whatever_the_case(path):
    path.write_text(GOOD)
    roster = read_roster(path)
    assert roster.role_of(["burgemeester@gemeente.example"]) is Role.EXECUTIVE
    assert roster.role_of([ID]) is Role.KEY_OFFICIAL
    assert roster.role_of(["o'brien@raad.gemeente.example"]) is Role.COUNCILLOR
    assert roster.role_of(["jan_partij.example#ext#@gemeente.example"]) is Role.COUNCILLOR
    assert roster.role_of(["ander@gemeente.example"]) is None
    assert roster.counts == {Role.EXECUTIVE: 1, Role.KEY_OFFICIAL: 2, Role.COUNCILLOR: 2}


def test_a_file_from_notepad_is_read(path):
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert sum(read_roster(path).counts.values()) == 5


SECRET = "geheim.persoon"
WRONG = {
    "unknown role": (f"executive: [a@b.nl]\nwethouder: [{SECRET}@b.nl]\n", 2, "unknown role; use one of executive,"),
    "a role that no list may give": (f"resident: [{SECRET}@b.nl]\n", 1, "unknown role"),
    "a person for a role": (f"{SECRET}@b.nl: [executive]\n", 1, "unknown role"),
    "a number for a role": ("1: [a@b.nl]\n", 1, "unknown role"),
    "a list for a role": (f"? [{SECRET}]\n: [a@b.nl]\n", 1, "unknown role"),
    "no list": (f"executive: {SECRET}@b.nl\n", 1, "must be a list"),
    "nothing": ("registrar: [a@b.nl]\nexecutive:\n", 2, r"must be a list; write \[\] for nobody"),
    "a mapping": (f"executive: {{{SECRET}@b.nl: 1}}\n", 1, "must be a list"),
    "empty entry": ("executive:\n  - a@b.nl\n  -\n", 3, "empty entry"),
    "empty text": ("executive:\n  - a@b.nl\n  - ''\n", 3, "empty entry"),
    "a name": (f"executive:\n  - a@b.nl\n\n  - {SECRET}\n", 4, "must be an object id"),
    "a name with an address": (f"executive:\n  - {SECRET} <a@b.nl>\n", 2, "must be an object id"),
    "a number": ("executive:\n  - 12\n", 2, "must be an object id"),
    "a list in a list": (f"executive:\n  - [{SECRET}@b.nl]\n", 2, "must be an object id"),
    "a tag": (f"executive:\n  - !!python/name:os.system {SECRET}\n", 2, "must be an object id"),
    "an endless address": (f"executive: [a@{'b' * 330}.nl]\n", 1, "must be an object id"),
    "twice": (f"executive:\n  - {SECRET}@b.nl\n  - {SECRET.upper()}@B.nl\n", 3, "the same person twice"),
    "two roles": (f"executive: [{SECRET}@b.nl]\nregistrar:\n  - {SECRET}@b.nl\n", 3, "the same person in two roles"),
    "two roles by reference": ("executive: &x [a@b.nl]\nregistrar: *x\n", 1, "the same person in two roles"),
    "a role twice": (f"executive: [{SECRET}@b.nl]\nexecutive: [c@b.nl]\n", 2, "the same role twice"),
    "a merged role": (f"<<: {{wethouder: [{SECRET}@b.nl]}}\n", 1, "unknown role"),
    "no YAML": (f"executive: [a@b.nl\nregistrar: {SECRET}@b.nl]\n", 2, "is not valid YAML"),
    "a reference to nothing": (f"executive: *{SECRET}\n", 1, "is not valid YAML"),
    "a list of people only": (f"- {SECRET}@b.nl\n", 1, "must be roles with a list"),
    "text only": (f"{SECRET}\n", 1, "must be roles with a list"),
    "an empty file": ("", 1, "must be roles with a list"),
    "nobody": ("executive: []\n", None, "lists nobody"),
    "control characters": (f"executive: [{SECRET}\x00]\n", None, "is not valid YAML"),
    "deep": ("executive: " + "[" * 700, None, "nests too deep"),
    "a date that is none": (f"executive: [{SECRET}, 2001-13-45]\n", None, "holds a number or date that is none"),
    "a number that is none": (f"executive: [{SECRET}, 0x_]\n", None, "holds a number or date that is none"),
    "no truth": (f"executive: [{SECRET}, !!bool maybe]\n", None, "holds a number or date that is none"),
}


@pytest.mark.parametrize(("text", "line", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_by_its_line_and_not_repeated(path, text, line, says):
    path.write_text(text)
    with pytest.raises(OfficialsError, match=says) as caught:
        read_roster(path)
    assert caught.value.line == line
    assert str(caught.value).startswith(f"{path}: " if line is None else f"{path}:{line}: ")
    assert SECRET not in str(caught.value).casefold()


def test_what_is_not_utf_8_is_named_by_its_line(path):
    path.write_bytes("executive:\n  - andré@b.nl\n".encode("latin-1"))
    with pytest.raises(OfficialsError, match=r":2: is not UTF-8 text$"):
        read_roster(path)


def test_an_anchor_that_is_used_again_warns_nobody(path):
    path.write_text("executive: &x [a@b.nl]\nregistrar: &x [c@b.nl]\n")
    assert read_roster(path).counts == {Role.EXECUTIVE: 1, Role.REGISTRAR: 1}


def test_a_file_that_is_missing_too_large_or_no_file_is_refused(path, tmp_path):
    with pytest.raises(OfficialsError, match="does not exist"):
        read_roster(path)
    with pytest.raises(OfficialsError, match="is not a file"):
        read_roster(tmp_path)
    os.mkfifo(path)
    with pytest.raises(OfficialsError, match="is not a file"):
        read_roster(path)
    path.unlink()
    path.write_text(GOOD + "#" * (MOST_BYTES - len(GOOD)))
    read_roster(path)
    path.write_text(GOOD + "#" * (MOST_BYTES + 1 - len(GOOD)))
    with pytest.raises(OfficialsError, match="is larger than 128 KiB"):
        read_roster(path)


@given(text=st.text(alphabet=st.sampled_from(list("executivrgs: []{}-&*!|>'\"#@.\n\t,?%ab\x85\u2028")), max_size=60))
def test_any_text_is_a_list_or_a_clear_error(text, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, newline="")
    with suppress(OfficialsError):
        assert read_roster(path).counts


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 2, 9, tzinfo=UTC)

    def __call__(self):
        return self.now


async def eventually(condition):
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.01)


def while_kept_fresh(officials, story):
    """Run a story while the list is kept fresh."""

    async def run():
        task = asyncio.create_task(officials.keep_fresh())
        await story()
        assert not task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(run())


def test_a_file_that_is_wrong_at_the_start_is_refused(path):
    path.write_text("executive: [jan]\n")
    with pytest.raises(OfficialsError, match=":1: must be"):
        FileList(path)


def test_a_change_is_taken_and_a_wrong_one_keeps_the_list_that_was_there(path, caplog):
    path.write_text("executive: [a@b.nl]\n")
    clock = Clock()
    officials = FileList(path, check_every=0.02, now=clock)

    async def story():
        replace(path, "registrar: [c@b.nl]\n")
        await eventually(lambda: officials.roster.role_of(["c@b.nl"]) is Role.REGISTRAR)
        assert officials.roster.role_of(["a@b.nl"]) is None
        read_at = clock.now

        clock.now += timedelta(hours=1)
        replace(path, f"executive:\n  - {SECRET}\n")
        await eventually(lambda: officials.state().problem)
        state = officials.state()
        assert (state.source, state.people, state.read_at) == (Source.FILE, {Role.REGISTRAR: 1}, read_at)
        assert state.problem == "must be an object id, a user principal name or a mail address"
        assert officials.roster.role_of(["c@b.nl"]) is Role.REGISTRAR
        clock.now += timedelta(hours=24)
        assert not officials.stale
        clock.now += timedelta(seconds=1)
        assert officials.state().stale

        path.unlink()
        await eventually(lambda: "does not exist" in officials.state().problem)
        assert officials.roster.role_of(["c@b.nl"]) is Role.REGISTRAR
        assert officials.stale

        other = path.with_suffix(".new")
        other.write_text("councillor: [d@b.nl]\n")
        other.replace(path)
        await eventually(lambda: officials.state().problem is None)
        state = officials.state()
        assert (state.people, state.read_at, state.stale) == ({Role.COUNCILLOR: 1}, clock.now, False)

    with caplog.at_level(logging.DEBUG, "berichtwacht_teams"):
        while_kept_fresh(officials, story)
    wrong = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert [record.facts["line"] for record in wrong] == [2, None]
    assert "list of officials was read" in caplog.messages
    assert wrong[0].facts["file"] == str(path)
    assert SECRET not in str([vars(record) for record in caplog.records])


def test_a_problem_that_stays_is_logged_once(path, caplog):
    path.write_text("executive: [a@b.nl]\n")
    officials = FileList(path, check_every=0.02)
    looks = []

    def refused(self, *arguments, **options):
        looks.append(self)
        raise PermissionError(13, "refused", str(self))

    async def story():
        with pytest.MonkeyPatch.context() as patch:
            replace(path, "registrar: [c@b.nl]\n", before=lambda: patch.setattr(type(path), "open", refused))
            await eventually(lambda: len(looks) > 3)
        await eventually(lambda: officials.state().problem is None)

    while_kept_fresh(officials, story)
    assert officials.roster.role_of(["c@b.nl"]) is Role.REGISTRAR
    assert [record.facts["reason"] for record in caplog.records] == ["cannot be read: PermissionError"]


def test_a_file_that_did_not_change_is_not_read_again(path, monkeypatch):
    path.write_text("executive: [a@b.nl]\n")
    officials = FileList(path, check_every=0.02)
    read_at, looked = officials.state().read_at, []
    stamp = file_module._stamp
    monkeypatch.setattr(file_module, "_stamp", lambda path: looked.append(path) or stamp(path))

    while_kept_fresh(officials, lambda: eventually(lambda: len(looked) > 2))
    assert officials.state().read_at == read_at


def test_a_change_of_the_same_size_and_time_is_seen(path):
    path.write_text("executive: [a@b.nl]\n")
    officials = FileList(path, check_every=0.02)

    async def story():
        replace(path, "executive: [c@b.nl]\n")
        await eventually(lambda: officials.roster.role_of(["c@b.nl"]) is Role.EXECUTIVE)

    while_kept_fresh(officials, story)


def replace(path, text, before=lambda: None):
    """Put another file in the place of this one at once, with the time of the one before."""
    moment = path.stat().st_mtime_ns
    other = path.with_suffix(".new")
    other.write_text(text)
    os.utime(other, ns=(moment, moment))
    before()
    other.replace(path)
