"""Checkpoints are found again, never trusted when damaged, and do not fill the disk."""

import pytest

from classifier.training.checkpoints import KEPT, WorkDirectory, key_of


@pytest.fixture
def work(tmp_path):
    return WorkDirectory(tmp_path / "work" / "one")


def test_what_is_kept_is_found_and_replaced(work):
    assert work.find("fold.skops") is None
    for content in (b"first", b"second"):
        work.keep("fold.skops", content)
        assert work.find("fold.skops").read_bytes() == content
    assert len(list(work.directory.iterdir())) == 1
    assert work.find("other.skops") is None


@pytest.mark.parametrize("damage", [b"", b"firs", b"First", b"first and more"])
def test_a_damaged_checkpoint_is_thrown_away(work, damage):
    work.keep("fold.skops", b"first").write_bytes(damage)
    assert work.find("fold.skops") is None
    assert list(work.directory.iterdir()) == []


def test_a_complete_training_leaves_nothing(work):
    work.keep("fold.skops", b"first")
    work.discard()
    work.discard()
    assert not work.directory.exists()


def test_of_unfinished_trainings_only_the_last_are_kept(tmp_path):
    for number in range(KEPT + 2):
        WorkDirectory(tmp_path / f"{number}").keep("fold.skops", b"x")
    assert len(list(tmp_path.iterdir())) == KEPT
    assert (tmp_path / f"{KEPT + 1}").is_dir()


def test_the_key_depends_on_everything():
    known = {"data": "a", "seed": 1}
    assert key_of(known) == key_of(dict(reversed(known.items())))
    assert len({key_of(known), key_of(known | {"seed": 2}), key_of(known | {"data": "b"})}) == 3
