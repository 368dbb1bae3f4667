"""Names by origin: enough, all different, always the same, and not trained on."""

import ast
import json
from pathlib import Path

import pytest

from classifier.errors import ConfigurationError
from classifier.training.corpus import Corpus, Split
from classifier.training.names import fold
from classifier.training.origins import FULL_NAMES, ORIGINS, Origin, names_of, read_origins

ROOT = Path(__file__).parents[2]
LARGE = (
    "dutch frisian turkish moroccan surinamese_hindustani surinamese_creole antillean indonesian_moluccan polish "
    "syrian_arabic eritrean_ethiopian chinese somali german british_irish ghanaian_nigerian bulgarian_romanian"
).split()


def names(prefix, count):
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [prefix + letters[index // 26] + letters[index % 26] for index in range(count)]


@pytest.fixture(scope="module")
def origins():
    return read_origins()


def test_every_large_community_is_there(origins):
    assert set(LARGE) <= set(origins)
    assert len(origins) >= 12


def test_every_origin_has_as_many_different_full_names(origins):
    for origin, full_names in origins.items():
        assert len(full_names) == len({fold(name) for name in full_names}) == FULL_NAMES == 300, origin


def test_names_are_the_same_every_time(origins):
    assert read_origins() == origins


def test_no_full_name_belongs_to_two_origins(origins):
    everyone = [fold(name) for full_names in origins.values() for name in full_names]
    assert len(everyone) == len(set(everyone))


def test_prefixes_hyphens_and_double_names_are_among_them(origins):
    everyone = " | ".join(name for full_names in origins.values() for name in full_names)
    for form in (" van der ", " El ", " 't ", "Anne-Fleur ", "Jan Willem ", "-de Vries", "O'", "ş"):
        assert form in everyone


def test_no_full_name_stands_in_what_is_trained_on(origins):
    trained = "\n".join(fold(message.text) for message in Corpus.read().split(Split.ENCODER, Split.SCORERS))
    assert [name for full_names in origins.values() for name in full_names if fold(name) in trained] == []


def test_nothing_that_trains_reads_the_names():
    allowed = {"origins.py"}
    for path in (ROOT / "classifier").rglob("*.py"):
        if path.name in allowed or "evaluat" in str(path.relative_to(ROOT)):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert "classifier.training.origins" not in imported, path
        assert "origins.yaml" not in ast.unparse(tree), path


def origin(first=40, last=40, **more):
    return {"first_names": names("Fo", first), "surnames": names("So", last), **more}


@pytest.mark.parametrize(("first", "last"), [(40, 40), (41, 40), (45, 60), (40, 52)])
def test_both_lists_are_used_evenly(first, last):
    full_names = names_of(Origin.model_validate(origin(first, last)))
    assert len(set(full_names)) == FULL_NAMES
    for part, size in ((0, first), (1, last)):
        uses = [name.split()[part] for name in full_names]
        assert len(set(uses)) == size
        assert max(map(uses.count, uses)) - min(map(uses.count, uses)) <= 1


def test_groups_are_not_mixed():
    mixed = origin(30, 30, also=[{"first_names": names("Ka", 20), "surnames": names("La", 20)}])
    full_names = names_of(Origin.model_validate(mixed))
    assert len(full_names) == FULL_NAMES
    assert {(name[:2], name.split()[1][:2]) for name in full_names} == {("Fo", "So"), ("Ka", "La")}
    assert sum(name.startswith("Ka") for name in full_names) == FULL_NAMES // 2


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"dutch": origin(39)}, "dutch"),
        ({"dutch": origin(40, 39)}, "dutch"),
        ({"dutch": origin(30, 30, also=[{"first_names": ["Anna"] * 2, "surnames": names("La", 10)}])}, "dutch.also"),
        ({"dutch": origin(39, 39, also=[{"first_names": ["Anna"], "surnames": ["Bos"]}])}, "dutch"),
        ({"dutch": origin() | {"surnames": [*names("So", 39), "SOAA"]}}, "dutch"),
        ({"dutch": origin() | {"surnames": [*names("So", 39), "R2D2"]}}, "dutch.surnames"),
        ({"dutch": origin() | {"surnames": [*names("So", 39), None]}}, "dutch.surnames"),
        ({"dutch": {"first_names": names("Fo", 40)}}, "dutch.surnames"),
        ({"dutch": origin(note="x")}, "dutch.note"),
        ({"Dutch": origin()}, "Dutch"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_key(tmp_path, data, key):
    path = write(tmp_path / "origins.yaml", json.dumps(data))
    with pytest.raises(ConfigurationError) as caught:
        read_origins(path)
    assert str(path) in str(caught.value)
    assert key in str(caught.value)


@pytest.mark.parametrize("text", ["{}", "- dutch", "dutch: [", ""])
def test_what_is_no_mapping_is_refused(tmp_path, text):
    with pytest.raises(ConfigurationError):
        read_origins(write(tmp_path / "origins.yaml", text))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"origins\.yaml"):
        read_origins(tmp_path / "origins.yaml")


def test_the_file_explains_itself():
    assert "never" in (ORIGINS.parent / "README.md").read_text(encoding="utf-8")
    assert ORIGINS.read_text(encoding="utf-8").startswith("#")
