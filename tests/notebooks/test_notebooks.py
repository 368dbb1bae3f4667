"""The notebooks: every one runs from top to bottom, holds no output, and imports nothing of ours but the library."""

import ast
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 900
"""Longest that a notebook may take."""

nbformat = pytest.importorskip("nbformat", reason="the extra 'curate' is not installed")


def cells(path, kind):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def test_there_are_four():
    names = ["01-data.ipynb", "02-errors.ipynb", "03-thresholds.ipynb", "04-monitoring.ipynb"]
    assert [path.name for path in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(path):
    nbformat.validate(nbformat.read(path, as_version=4))
    for cell in cells(path, "code"):
        assert (cell.outputs, cell.execution_count) == ([], None)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_what_it_shows(path):
    assert cells(path, "markdown")[0].source.startswith("# ")
    assert len(cells(path, "markdown")) >= 5


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_the_library_only(path):
    source = "\n".join(cell.source for cell in cells(path, "code"))
    tree = ast.parse("\n".join(line for line in source.splitlines() if not line.startswith("%")))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= {
        "IPython", "classifier", "json", "matplotlib", "numpy", "random", "rich",
    }  # fmt: skip


@pytest.mark.parts
@pytest.mark.timeout(SECONDS)
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path, tmp_path):
    nbclient = pytest.importorskip("nbclient", reason="the extra 'curate' is not installed")
    copy = Path(shutil.copy(path, tmp_path))
    notebook = nbformat.read(copy, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    )
    client.execute()
    nbformat.write(notebook, copy)
    assert all(cell.execution_count for cell in cells(copy, "code"))
