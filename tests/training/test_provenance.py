"""What a version says of the code that made it."""

import subprocess

import pytest

from classifier.training.provenance import code_in_use, sources_hash


def _git(root, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", str(root), *arguments],
        check=True,
        capture_output=True,
    )


@pytest.fixture
def checkout(tmp_path):
    (tmp_path / "classifier").mkdir()
    (tmp_path / "classifier" / "module.py").write_text("one = 1\n")
    _git(tmp_path, "init", "--quiet")
    _git(tmp_path, "add", "classifier")
    _git(tmp_path, "commit", "--quiet", "--message", "One")
    return tmp_path


def test_a_checkout_gives_its_commit(checkout):
    code = code_in_use(checkout)
    assert len(code.commit) == 40
    assert code.dirty is False
    (checkout / "notes.txt").write_text("no code\n")
    assert code_in_use(checkout).dirty is False
    (checkout / "classifier" / "module.py").write_text("one = 2\n")
    assert code_in_use(checkout).dirty is True
    assert code_in_use(checkout).commit == code.commit


def test_without_a_checkout_or_git_there_is_the_version(checkout, tmp_path_factory, monkeypatch):
    alone = code_in_use(tmp_path_factory.mktemp("alone"))
    assert (alone.commit, alone.dirty) == (None, None)
    assert alone.version
    monkeypatch.setenv("PATH", "")
    assert code_in_use(checkout) == alone


def test_the_hash_of_sources_depends_on_places_and_packages():
    hashes = [
        sources_hash("score"),
        sources_hash("normalise"),
        sources_hash("score", packages=("numpy",)),
        sources_hash("score/scorer.py"),
    ]
    assert len(set(hashes)) == 4
    assert sources_hash("score") == hashes[0]
