"""Data is data: no file that is read can run code, lead to another file, or stop the service that reads it again."""

import ast
import io
import json
import os
import pickle
import random
import zipfile
from pathlib import Path

import numpy as np
import pytest
import skops.io
from sklearn.linear_model import LogisticRegression

from classifier.artefacts import current_version, load_estimators
from classifier.decide import PolicySource
from classifier.decide.policy_file import DEFAULT_POLICY, read_policy_file
from classifier.errors import ArtefactError, ConfigurationError, PolicyError, SettingsError
from classifier.recognise.configuration import read_recogniser_configuration

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("api", "classifier") for path in (ROOT / folder).rglob("*.py"))
EXPECTED = frozenset({"model"})

UNPICKLING = {
    *("pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "jsonpickle", "pandas"),
    *("yaml", "code", "codeop", "pty", "telnetlib", "xmlrpc", "xml"),
}
DANGEROUS_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint", "input"}
DANGEROUS_METHODS = {
    "os": {"system", "popen", "execv", "execve", "execvp", "spawnl", "spawnv"},
    "np": {"load", "fromfile"},
    "numpy": {"load", "fromfile"},
    "tempfile": {"mktemp"},
}


def called(path):
    """Every call in a module: the name, what stands before its last dot, and its keywords."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            keywords = {keyword.arg: ast.unparse(keyword.value) for keyword in node.keywords}
            owner, _, name = ast.unparse(node.func).rpartition(".")
            yield owner, name, keywords


def what_is_wrong(path):
    """What a module does that could run code from data."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        yield from (f"imports {name}" for name in names if name.split(".")[0] in UNPICKLING)
    for owner, name, keywords in called(path):
        if not owner and name in DANGEROUS_CALLS:
            yield f"calls {name}"
        if name in DANGEROUS_METHODS.get(owner, ()):
            yield f"calls {owner}.{name}"
        if owner == "torch" and name == "load" and keywords.get("weights_only") != "True":
            yield "calls torch.load without weights_only"
        if name == "YAML" and keywords.get("typ", "'rt'") not in {"'rt'", "'safe'"}:
            yield "reads YAML that can make objects"
        if "shell" in keywords or keywords.get("allow_pickle") == "True" or keywords.get("trusted") == "True":
            yield f"calls {name} without care"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_runs_code_from_data(path):
    assert list(what_is_wrong(path)) == []


@pytest.mark.parametrize(
    "line",
    [
        "from pickle import loads",
        "import yaml",
        "eval('1')",
        "import os; os.system('ls')",
        "import numpy as np; np.load('a')",
        "import torch; torch.load('a')",
        "import torch; torch.load('a', weights_only=False)",
        "YAML(typ='unsafe')",
        "subprocess.run('ls', shell=True)",
        "skops.io.load('a', trusted=True)",
    ],
)
def test_the_search_would_find_it(tmp_path, line):
    path = tmp_path / "module.py"
    path.write_text(line)
    assert list(what_is_wrong(path))


class Trap:
    """Makes a directory when somebody unpickles it."""

    def __init__(self, path):
        self.path = str(path)

    def __reduce__(self):
        return os.mkdir, (self.path,)


@pytest.fixture
def trap(tmp_path):
    """Something whose pickle does something, which is seen afterwards."""
    path = tmp_path / "sprung"
    pickle.loads(pickle.dumps(Trap(path)))
    assert path.is_dir(), "the trap must work"
    path.rmdir()
    yield Trap(path)
    assert not path.exists()


@pytest.fixture
def artefact(tmp_path):
    """A function that writes a good artefact with some of its files changed, and returns its path."""
    path = tmp_path / "model.skops"
    skops.io.dump({"model": LogisticRegression().fit(np.array([[0.0], [1.0]]), [0, 1])}, path)
    with zipfile.ZipFile(path) as good:
        files = {name: good.read(name) for name in good.namelist()}

    def write(*, schema=None, arrays=None):
        with zipfile.ZipFile(path, "w") as changed:
            for name, content in files.items():
                new = schema if name == "schema.json" else arrays
                changed.writestr(name, content if new is None else new)
        return path

    write.schema = json.loads(files["schema.json"])
    return write


def refused(path):
    with pytest.raises(ArtefactError) as problem:
        load_estimators(path, expected=EXPECTED)
    return str(problem.value)


def test_a_pickle_is_no_artefact(tmp_path, trap):
    path = tmp_path / "model.skops"
    path.write_bytes(pickle.dumps({"model": trap}))
    assert "no artefact" in refused(path)


def test_a_pickle_within_an_artefact_is_not_read(artefact, trap):
    objects = io.BytesIO()
    np.save(objects, np.array([trap], dtype=object), allow_pickle=True)
    assert "no artefact" in refused(artefact(arrays=objects.getvalue()))
    assert "no artefact" in refused(artefact(arrays=pickle.dumps(trap)))


@pytest.mark.parametrize(
    "loader", ["FunctionNode", "TypeNode", "ObjectNode", "MethodNode", "OperatorFuncNode", "PartialNode", "ReduceNode"]
)
def test_an_artefact_cannot_name_a_function_of_python(artefact, loader, tmp_path):
    node = {
        "__class__": "mkdir",
        "__module__": "os",
        "__loader__": loader,
        "__id__": 9,
        "content": {"module_path": "os", "function": "mkdir", "type": "str", "content": str(tmp_path / "sprung")},
    }
    schema = artefact.schema | {"content": artefact.schema["content"] | {"model": node}}
    refused(artefact(schema=json.dumps(schema).encode()))
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize(
    "schema", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000], ids=lambda schema: repr(schema[:5])
)
def test_an_artefact_whose_description_is_none_is_refused(artefact, schema):
    refused(artefact(schema=schema))


def test_an_artefact_of_which_any_byte_changed_is_refused_or_the_same(artefact):
    path = artefact()
    good, choice = path.read_bytes(), random.Random(3)
    wanted = load_estimators(path, expected=EXPECTED)["model"].coef_
    answers = []
    for _ in range(150):
        changed = bytearray(good)
        for _ in range(choice.choice([1, 3, 20])):
            changed[choice.randrange(len(changed))] = choice.randrange(256)
        path.write_bytes(changed)
        try:
            answers.append(np.array_equal(load_estimators(path, expected=EXPECTED)["model"].coef_, wanted))
        except ArtefactError:
            answers.append(None)
    assert answers.count(None) > 100
    assert False not in answers


@pytest.mark.parametrize("version", ["..", ".", "../outside", "a/../..", "/etc", "a/b", "a\0b", "\ud800"])
def test_a_version_is_a_directory_beside_its_pointer(tmp_path, version):
    (tmp_path / "outside").mkdir()
    models = tmp_path / "models"
    models.mkdir()
    (models / "current.json").write_text(json.dumps({"version": version}))
    with pytest.raises(ArtefactError, match=r"current\.json"):
        current_version(models)


def test_a_pointer_that_nests_without_end_is_refused(tmp_path):
    (tmp_path / "current.json").write_text("[" * 100_000)
    with pytest.raises(ArtefactError, match=r"current\.json"):
        current_version(tmp_path)


HOSTILE_YAML = {
    "code": "name: !!python/object/apply:os.mkdir [{sprung}]\n",
    "code in a key": "? !!python/object/apply:os.mkdir [{sprung}]\n: 1\n",
    "a name of Python": "name: !!python/name:os.mkdir\n",
    "a tag of its own": "name: !mine {{a: 1}}\n",
    "nesting without end": "name: " + "[" * 400 + "\n",
    "deep nesting": "name: " + "[" * 400 + "]" * 400 + "\n",
    "itself": "name: &a [*a]\n",
    "no alias": "name: *a\n",
    "two documents": "name: a\n---\nname: b\n",
    "control characters": "name: \x07\n",
}


@pytest.mark.parametrize("kind", HOSTILE_YAML)
@pytest.mark.parametrize("read", [read_policy_file, read_recogniser_configuration], ids=["policy", "recognisers"])
def test_hostile_yaml_is_refused_and_runs_nothing(tmp_path, read, kind):
    path = tmp_path / "file.yaml"
    path.write_text(HOSTILE_YAML[kind].format(sprung=tmp_path / "sprung"))
    with pytest.raises(ConfigurationError):
        read(path)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("kind", HOSTILE_YAML)
def test_a_hostile_file_of_settings_stops_the_start(tmp_path, monkeypatch, kind):
    from api.settings import FILE_VARIABLE, load_settings

    path = tmp_path / "settings.yaml"
    path.write_text(HOSTILE_YAML[kind].format(sprung=tmp_path / "sprung").replace("name:", "store:"))
    monkeypatch.setenv(FILE_VARIABLE, str(path))
    with pytest.raises(SettingsError):
        load_settings()
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("kind", HOSTILE_YAML)
def test_a_policy_that_turns_hostile_while_the_service_runs_leaves_the_last_good_one(tmp_path, monkeypatch, kind):
    path = tmp_path / "policy.yaml"
    path.write_text(DEFAULT_POLICY.read_text(encoding="utf-8"), encoding="utf-8")
    source = PolicySource(path)
    before = source.current()
    path.write_text(HOSTILE_YAML[kind].format(sprung=tmp_path / "sprung"))
    monkeypatch.setattr(source, "_next_check", 0.0)
    assert source.current() is before
    assert isinstance(source.problem, PolicyError)
