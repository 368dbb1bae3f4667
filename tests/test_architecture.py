"""The house rules that must never be broken: who imports whom, how large a module is, what no file may name."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STEPS = ("normalise", "recognise", "score", "decide", "advise")
SHARED = ("records", "vocabulary", "errors", "configuration", "artefacts")
KNOWS_ALL = ("pipeline", "cli", "commands", "training", "serialise", "__init__", "__main__")
LONGEST_MODULE = 350
LONGEST_RECORDS = 480  # all records stand in one module, by design


def modules(*folders):
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts
    )


def imported(path):
    """Yield the dotted names that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name_of(path):
    return str(path.relative_to(ROOT))


def part_of(path):
    return path.relative_to(ROOT / "classifier").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules("classifier"), ids=name_of)
def test_the_library_does_not_know_the_service(path):
    assert not [name for name in imported(path) if name.split(".")[0] in {"api", "integrations", "fastapi", "uvicorn"}]


@pytest.mark.parametrize("path", modules("integrations"), ids=name_of)
def test_integrations_speak_http_only(path):
    assert not [name for name in imported(path) if name.split(".")[0] in {"classifier", "api"}]


@pytest.mark.parametrize("path", modules("integrations/python/berichtwacht_client/rules"), ids=name_of)
def test_the_local_rules_need_no_package(path):
    assert {name.split(".")[0] for name in imported(path)} <= {"berichtwacht_client", *sys.stdlib_module_names}


@pytest.mark.parametrize("path", [path for step in STEPS for path in modules(f"classifier/{step}")], ids=name_of)
def test_steps_do_not_know_each_other(path):
    own = part_of(path)
    allowed = {"classifier", *(f"classifier.{name}" for name in (own, *SHARED))}
    for name in imported(path):
        if name.split(".")[0] == "classifier" and name != "classifier":
            assert ".".join(name.split(".")[:2]) in allowed, f"{own} imports {name}"


@pytest.mark.parametrize("path", [ROOT / "classifier" / f"{name}.py" for name in SHARED], ids=name_of)
def test_what_is_shared_knows_no_step(path):
    steps = {f"classifier.{step}" for step in STEPS}
    assert not [name for name in imported(path) if ".".join(name.split(".")[:2]) in steps]


def test_only_the_pipeline_and_its_users_know_several_steps():
    for path in modules("classifier"):
        steps = {name.split(".")[1] for name in imported(path) if name.startswith("classifier.")} & set(STEPS)
        if len(steps) > 1:
            assert part_of(path) in KNOWS_ALL, path


def test_training_is_not_imported_when_a_draft_is_assessed():
    heavy = "('classifier.training', 'faker')"
    code = f"import sys, classifier; print([name for name in sys.modules if name.startswith({heavy})])"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("path", modules("classifier", "api", "integrations"), ids=name_of)
def test_a_module_is_one_idea(path):
    longest = LONGEST_RECORDS if path.name == "records.py" else LONGEST_MODULE
    assert len(path.read_text(encoding="utf-8").splitlines()) <= longest


@pytest.mark.parametrize("path", modules("classifier", "api", "integrations"), ids=name_of)
def test_nothing_is_printed_or_unpickled(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert not called & {"print", "eval", "exec", "breakpoint"}
    assert not {name.split(".")[0] for name in imported(path)} & {"pickle", "joblib", "dill", "shelve", "marshal"}


def tracked():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("no git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


HOSTS = (
    "pypi" + r"\.org",
    "pythonhosted" + r"\.org",
    "registry" + r"\.npmjs",
    "npmjs" + r"\.(?:org|com)",
    "crates" + r"\.io",
)
PATHS = ("/work" + r"/(?:main|shared|\.\w+)", "/tmp" + "/bw", "/root" + "/", "/home" + r"/\w+/")
FORBIDDEN = re.compile("|".join((*HOSTS, *PATHS)))


def test_no_file_names_a_registry_or_a_path_of_a_machine():
    for path in tracked():
        if path.suffix not in {".skops", ".png", ".onnx"}:
            found = FORBIDDEN.search(path.read_text(encoding="utf-8"))
            assert found is None, f"{path}: {found}"
