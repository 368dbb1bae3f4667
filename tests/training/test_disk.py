"""Files are there whole or not at all."""

import errno
import fcntl
import multiprocessing
import resource

import pytest

from classifier.commands.exits import Exit
from classifier.commands.failures import failure
from classifier.errors import BusyError
from classifier.training.disk import append_line, locked, naming, replace_file, replace_files


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    path = tmp_path / "file"
    for content in (b"first", b"second"):
        replace_file(path, content)
        assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_what_was_there_and_is_said_with_the_name(tmp_path):
    path = tmp_path / "file"
    replace_file(path, b"first")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="File too large") as problem:
            replace_file(path, b"x" * 2000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert failure(problem.value) == (f"{path}: File too large", Exit.FILE)
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_of_several_files_all_are_written_or_none(tmp_path):
    good, bad = tmp_path / "a", tmp_path / "none" / "b"
    good.write_bytes(b"before")
    good.chmod(0o640)
    with pytest.raises(FileNotFoundError) as told:
        replace_files({good: b"after", bad: b"after"})
    assert told.value.filename == str(bad)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"before"}
    before = good.open("rb")  # who reads while it is written reads the one or the other, whole
    replace_files({good: b"after", tmp_path / "b": b"after"})
    with before:
        assert before.read() == b"before"
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"after", "b": b"after"}
    assert [path.stat().st_mode & 0o777 for path in (good, tmp_path / "b")] == [0o640, 0o644]


def test_an_error_that_has_a_name_keeps_it(tmp_path):
    with pytest.raises(FileNotFoundError) as problem, naming(tmp_path):
        (tmp_path / "none").read_bytes()
    assert problem.value.filename == str(tmp_path / "none")
    with pytest.raises(OSError, match="No space") as problem, naming(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert problem.value.filename == str(tmp_path)


def test_a_line_that_was_cut_short_is_ended_before_the_next(tmp_path):
    path = tmp_path / "lines"
    append_line(path, "first")
    path.write_bytes(path.read_bytes() + b"cut sho")
    append_line(path, "second")
    assert path.read_text().splitlines() == ["first", "cut sho", "second"]


def _hold(path, held, leave):
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        held.set()
        leave.wait(30)


def test_two_processes_are_never_in_one_place(tmp_path):
    context = multiprocessing.get_context("spawn")
    held, leave = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path / "lock", held, leave))
    other.start()
    assert held.wait(30)
    try:
        with pytest.raises(BusyError, match="at work"), locked(tmp_path / "lock", busy="at work", patience=0.2):
            pytest.fail("is in there with another")
        other.kill()
        with locked(tmp_path / "lock", busy="at work", patience=30):
            pass  # a lock ends with its process
    finally:
        other.kill()
        other.join()
