"""The package that is installed holds all that it needs."""

import subprocess
import sys
import zipfile
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

SOURCE = Path(__file__).parents[3] / "integrations" / "python"
BUILD = "import sys; from setuptools.build_meta import build_wheel; build_wheel(sys.argv[1])"


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The directory that the package is installed in, as pip unpacks it; made without a network."""
    place = tmp_path_factory.mktemp("package")
    copytree(SOURCE, place / "source", ignore=ignore_patterns("build", "*.egg-info", "__pycache__"))
    subprocess.run(
        [sys.executable, "-c", BUILD, str(place)], cwd=place / "source", capture_output=True, check=True, timeout=60
    )
    (wheel,) = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "installed")
    return place / "installed"


def files(directory):
    return {str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file()}


def test_every_file_of_the_source_is_installed(installed):
    source = {name for name in files(SOURCE) if name.startswith("berichtwacht_client/") and "__pycache__" not in name}
    assert {Path(name).suffix for name in source} == {".py", ".json", ".typed"}
    (notes,) = (path.name for path in installed.glob("*.dist-info"))
    assert {name for name in files(installed) if not name.startswith(notes)} == source
    assert (installed / notes / "licenses" / "LICENSE").read_bytes() == (SOURCE / "LICENSE").read_bytes()


def test_what_is_installed_works(installed, tmp_path):
    code = (
        f"import sys; sys.path.insert(0, {str(installed)!r}); import berichtwacht_client as package;"
        "print(package.__file__, [one.entity for one in package.find_numbers('bsn 387981135')])"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == f"{installed / 'berichtwacht_client' / '__init__.py'} ['NL_BSN']\n"
