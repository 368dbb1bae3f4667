"""What all tests share: the real classifier, loaded once."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def classifier():
    from classifier import Classifier

    return Classifier.load()
